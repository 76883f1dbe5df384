/* log.c: formats a line in a fixed buffer and writes it in one call. */
#include "base/log.h"

#include <stdarg.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "base/str.h"

static enum log_level limit = LOG_INFO; /* allow: global set once by main */

static const char *const names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARN] = "warn",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

bool
log_set_level(const char *name)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (text_equal(names[i], name)) {
			limit = (enum log_level)i;
			return true;
		}
	}
	return false;
}

/* Control characters (C0, DEL, C1: U+0080 to U+009F) would let a value forge a second line. */
static void
flatten(char *line, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)line[i];

		if (c < 0x20 || c == 0x7f)
			line[i] = ' ';
		else if (c == 0xc2 && i + 1 < len && (unsigned char)line[i + 1] < 0xa0)
			line[i] = line[i + 1] = ' ';
	}
}

/* The length without a character that the cut left in part. */
static size_t
whole_characters(const char *line, size_t len)
{
	size_t lead = len;
	uint32_t code;

	while (lead > 0 && len - lead < 4 && ((unsigned char)line[lead - 1] & 0xc0) == 0x80)
		lead--;
	if (lead == 0 || (unsigned char)line[lead - 1] < 0xc0)
		return len;
	return utf8_decode(line + lead - 1, len - lead + 1, &code) > 0 ? len : lead - 1;
}

void
log_write(enum log_level level, const char *fmt, ...)
{
	const struct clock real = { 0 };
	char line[2048];
	char when[DATE_TEXT_MAX];
	int head, body;
	size_t len;
	va_list ap;

	if (level > limit)
		return;
	ms_iso(clock_now_ms(&real), when);
	head = snprintf(line, sizeof(line), "%s %s ", when, names[level]);
	va_start(ap, fmt);
	body = vsnprintf(line + head, sizeof(line) - (size_t)head - 1, fmt, ap);
	va_end(ap);
	len = whole_characters(line, strlen(line));
	flatten(line, len);
	line[len++] = '\n';
	if (body >= 0)
		(void)!write(STDERR_FILENO, line, len);
}
