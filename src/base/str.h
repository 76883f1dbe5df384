/*
 * str.h: pieces of text by address and length, and the few operations on plain bytes that the
 * whole program needs. Text is UTF-8 unless a name says otherwise; Vietnamese rules live in text/.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

/* A piece of text that somebody else owns; not ended by a zero byte. */
struct str {
	const char *at;
	size_t len;
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
struct str str_of(const char *text); /* NULL gives the empty piece */

/* Byte by byte; an empty piece starts with "" alone. */
bool str_equal(struct str a, struct str b);
bool str_is(struct str a, const char *text);
bool str_starts(struct str a, const char *prefix);
struct str str_trim(struct str a); /* ASCII white space at both ends */

/* Cuts the part before `sep` off the front of *rest; at the last part *rest becomes {NULL, 0}. */
struct str str_cut(struct str *rest, char sep);

bool text_equal(const char *a, const char *b); /* both may be NULL */
bool text_starts(const char *text, const char *prefix);

/*
 * Copies into a fixed buffer and always ends it; cuts at a whole UTF-8 character when `text` is
 * too long and then returns false.
 */
bool str_copy(char *to, size_t size, const char *text);

/* A whole decimal number with nothing before or after it; false on anything else or overflow. */
bool str_to_i64(struct str text, int64_t *value);

/* Length of the UTF-8 sequence at `at` (1 to 4), 0 if it is not valid; stores the code point. */
size_t utf8_decode(const char *at, size_t len, uint32_t *code);
/* Writes it and returns its length; `code` is a code point that utf8_decode could give. */
size_t utf8_encode(uint32_t code, char to[4]);
bool utf8_valid(struct str text);
size_t utf8_count(struct str text); /* code points; text must be valid */

#endif
