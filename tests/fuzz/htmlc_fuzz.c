/*
 * htmlc_fuzz.c: the template compiler on any bytes: it ends with C or with one fault, and the
 * lengths it writes beside page text are right.
 */
#include <ctype.h>

#include "base/err.h"
#include "tests/fuzz/fuzz.h"
#include "tools/htmlc/htmlc.h"

enum { INPUT_MAX = 64 * 1024 };

/* The bytes of the page in the C string literals at `at`; `at` is moved behind them. */
static size_t
literal_bytes(const char **at)
{
	size_t bytes = 0;
	const char *p = *at;

	while (*p == '"') {
		for (p++; *p != '"'; p++) {
			BUG_IF(*p == '\0' || *p == '\n');
			p += *p == '\\';
			bytes++;
		}
		for (p++; isspace((unsigned char)*p); p++)
			;
	}
	*at = p;
	return bytes;
}

static void
check_lengths(const char *c)
{
	static const char call[] = "\thtml_raw(h, ";

	for (const char *p = c; (p = strstr(p, call)) != NULL;) {
		size_t bytes;

		p += sizeof(call) - 1;
		bytes = literal_bytes(&p);
		BUG_IF(strncmp(p, ", ", 2) != 0);
		BUG_IF(strtoull(p + 2, NULL, 10) != bytes);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena;
	struct htmlc_result result;
	struct str text;

	if (size > INPUT_MAX)
		return 0;
	arena = arena_new(256 << 20);
	text = (struct str){ arena_text_n(arena, (const char *)data, size), size };
	if (htmlc_compile(arena, "f.html", text, &result)) {
		/* C of the template may hold the same words; only look where there is none */
		if (memmem(text.at, text.len, "html_raw", 8) == NULL)
			check_lengths(result.c.at);
		BUG_IF(result.h.len == 0 || result.fault != NULL);
	} else {
		BUG_IF(result.fault == NULL || strncmp(result.fault, "f.html:", 7) != 0);
	}
	arena_free(arena);
	return 0;
}
