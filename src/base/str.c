/* str.c: text by address and length; nothing here allocates. */
#include "base/str.h"

struct str
str_of(const char *text)
{
	return (struct str){ text, text == NULL ? 0 : strlen(text) };
}

bool
str_equal(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool
str_is(struct str a, const char *text)
{
	return str_equal(a, str_of(text));
}

bool
str_starts(struct str a, const char *prefix)
{
	size_t len = strlen(prefix);

	return a.len >= len && memcmp(a.at, prefix, len) == 0;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
str_trim(struct str a)
{
	while (a.len > 0 && is_space(a.at[0])) {
		a.at++;
		a.len--;
	}
	while (a.len > 0 && is_space(a.at[a.len - 1]))
		a.len--;
	return a;
}

struct str
str_cut(struct str *rest, char sep)
{
	struct str part = *rest;
	const char *end = rest->len == 0 ? NULL : memchr(rest->at, sep, rest->len);

	if (end == NULL) {
		*rest = (struct str){ NULL, 0 };
		return part;
	}
	part.len = (size_t)(end - part.at);
	rest->at += part.len + 1;
	rest->len -= part.len + 1;
	return part;
}

bool
text_equal(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

bool
text_starts(const char *text, const char *prefix)
{
	return strncmp(text, prefix, strlen(prefix)) == 0;
}

bool
str_copy(char *to, size_t size, const char *text)
{
	size_t len = strlen(text);
	bool whole = len < size;

	if (!whole) {
		len = size - 1;
		while (len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80)
			len--;
	}
	memcpy(to, text, len);
	to[len] = '\0';
	return whole;
}

bool
str_to_i64(struct str text, int64_t *value)
{
	uint64_t sum = 0;
	uint64_t max = INT64_MAX;
	bool negative = text.len > 0 && text.at[0] == '-';
	size_t i = negative ? 1 : 0;

	if (negative)
		max++;
	if (i == text.len)
		return false;
	for (; i < text.len; i++) {
		unsigned digit = (unsigned)(unsigned char)text.at[i] - '0';

		if (digit > 9 || sum > (max - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
	return true;
}

/* Bytes of the sequence that begins with `c`; 0 if none does. RFC 3629, 4. */
static size_t
utf8_need(uint32_t c)
{
	if (c < 0x80)
		return 1;
	if (c >= 0xC2 && c < 0xE0)
		return 2;
	if (c >= 0xE0 && c < 0xF0)
		return 3;
	return c >= 0xF0 && c < 0xF5 ? 4 : 0;
}

size_t
utf8_decode(const char *at, size_t len, uint32_t *code)
{
	static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *u = (const unsigned char *)at;
	size_t need, i;
	uint32_t c;

	if (len == 0)
		return 0;
	c = u[0];
	if (c < 0x80) {
		*code = c;
		return 1;
	}
	need = utf8_need(c);
	if (need == 0 || need > len)
		return 0;
	c &= 0x7Fu >> need;
	for (i = 1; i < need; i++) {
		if ((u[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (u[i] & 0x3Fu);
	}
	if (c < least[need] || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*code = c;
	return need;
}

size_t
utf8_encode(uint32_t code, char to[4])
{
	if (code < 0x80) {
		to[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		to[0] = (char)(0xC0 | code >> 6);
		to[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		to[0] = (char)(0xE0 | code >> 12);
		to[1] = (char)(0x80 | (code >> 6 & 0x3F));
		to[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	to[0] = (char)(0xF0 | code >> 18);
	to[1] = (char)(0x80 | (code >> 12 & 0x3F));
	to[2] = (char)(0x80 | (code >> 6 & 0x3F));
	to[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

bool
utf8_valid(struct str text)
{
	uint32_t code;
	size_t step;

	for (size_t i = 0; i < text.len; i += step) {
		step = utf8_decode(text.at + i, text.len - i, &code);
		if (step == 0)
			return false;
	}
	return true;
}

size_t
utf8_count(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++)
		n += ((unsigned char)text.at[i] & 0xC0) != 0x80;
	return n;
}
