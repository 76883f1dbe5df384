/* buf.c: growing by doubling, up to a stated maximum. */
#include "base/buf.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/mem.h"

void
buf_init(struct buf *buf, struct arena *arena, size_t max)
{
	*buf = (struct buf){ .arena = arena, .max = max };
}

void
buf_release(struct buf *buf)
{
	if (buf->arena == NULL)
		mem_free(buf->at);
	buf_init(buf, buf->arena, buf->max);
}

void
buf_clear(struct buf *buf)
{
	buf->len = 0;
	buf->full = false;
	if (buf->size > 0)
		buf->at[0] = '\0';
}

/* Makes room for `more` bytes and the zero byte after them. */
static void
reserve(struct buf *buf, size_t more)
{
	size_t size = buf->size == 0 ? 256 : buf->size;
	char *room;

	if (buf->size - buf->len > more)
		return;
	while (size < buf->len + more + 1)
		size *= 2;
	if (buf->arena == NULL) {
		buf->at = mem_realloc(buf->at, size);
	} else {
		room = arena_room(buf->arena, size);
		if (buf->len > 0)
			memcpy(room, buf->at, buf->len);
		buf->at = room;
	}
	buf->size = size;
}

void
buf_add(struct buf *buf, const void *at, size_t len)
{
	if (buf->full)
		return;
	if (len > buf->max - buf->len) {
		buf->full = true;
		len = buf->max - buf->len;
	}
	reserve(buf, len);
	if (len > 0)
		memcpy(buf->at + buf->len, at, len);
	buf->len += len;
	buf->at[buf->len] = '\0';
}

void
buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_add_str(struct buf *buf, struct str text)
{
	buf_add(buf, text.at, text.len);
}

void
buf_add_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void
buf_add_i64(struct buf *buf, int64_t value)
{
	char digits[20];
	size_t i = sizeof(digits);
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	do {
		digits[--i] = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest != 0);
	if (value < 0)
		buf_add_char(buf, '-');
	buf_add(buf, digits + i, sizeof(digits) - i);
}

void
buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list ap, again;
	int len;

	if (buf->full)
		return;
	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	BUG_IF(len < 0);
	if ((size_t)len > buf->max - buf->len) {
		buf->full = true;
		va_end(again);
		return;
	}
	reserve(buf, (size_t)len);
	(void)vsnprintf(buf->at + buf->len, (size_t)len + 1, fmt, again);
	va_end(again);
	buf->len += (size_t)len;
}

struct str
buf_str(const struct buf *buf)
{
	return (struct str){ buf->at, buf->len };
}

const char *
buf_text(const struct buf *buf)
{
	return buf->size == 0 ? "" : buf->at;
}
