/*
 * secrecy_read.c: bytes of any kind become lines to be judged. The one idea: three lines are kept,
 * so that a line is judged when the one behind it is known.
 */
#include <string.h>

#include "text/secrecy_line.h"

#define HEAD_LINES 20 /* the head of a document: its first lines with anything on them */

/* Keeps the highest mark and the line that bears it. */
static void
found_mark(struct secrecy_reader *reader, enum secrecy level, struct str line)
{
	char *to = reader->said;
	size_t n = line.len < sizeof(reader->said) ? line.len : sizeof(reader->said) - 1;

	if (level <= reader->found)
		return;
	reader->found = level;
	while (n > 0 && n < line.len && ((unsigned char)line.at[n] & 0xC0) == 0x80)
		n--; /* no half character */
	memcpy(to, line.at, n);
	to[n] = '\0';
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)to[i] < ' ')
			to[i] = ' ';
}

/* Judges the line that is n-th (from 0) of those that have ended; `behind` is the one after it. */
static void
judge_line(struct secrecy_reader *reader, size_t n, struct str behind)
{
	size_t now = n % 3, before = (n + 2) % 3;
	struct str line = { reader->line[now], reader->len[now] };
	struct str last = { reader->line[before], n > 0 ? reader->len[before] : 0 };

	found_mark(reader, secrecy_line(line, n < HEAD_LINES, last, behind), line);
}

/* UTF-16 without its mark: a line with zero bytes is read in both orders, by itself. */
static void
judge_wide(struct secrecy_reader *reader, struct str line)
{
	char text[SECRECY_LINE_MAX * 3 / 2 + 4];

	if (memchr(line.at, '\0', line.len) == NULL)
		return;
	for (size_t order = 0; order < 3; order++) {
		/* big end first; little, and little behind the second half of the line's end */
		size_t n = 0, at = order == 2;

		for (; at + 1 < line.len; at += 2) {
			uint32_t a = (unsigned char)line.at[at], b = (unsigned char)line.at[at + 1];
			uint32_t code = order == 0 ? a << 8 | b : b << 8 | a;

			n += utf8_encode(code < 9 || (code >= 0xD800 && code < 0xE000) ? '?' : code,
			    text + n);
		}
		found_mark(reader, secrecy_line((struct str){ text, n }, false, STR(""), STR("")),
		    (struct str){ text, n });
	}
}

/* What is no UTF-8 in a line must not hide the rest of it. */
static void
mark_no_text(char *line, size_t len)
{
	uint32_t c;

	for (size_t i = 0, step; i < len; i += step) {
		step = utf8_decode(line + i, len - i, &c);
		if (step != 0)
			continue;
		line[i] = SECRECY_NO_TEXT;
		step = 1;
	}
}

/* A line has ended: the one before it can be judged now. */
static void
end_line(struct secrecy_reader *reader)
{
	size_t at = reader->lines % 3;

	reader->len[at] = str_trim((struct str){ reader->line[at], reader->len[at] }).len;
	if (reader->len[at] == 0)
		return;
	judge_wide(reader, (struct str){ reader->line[at], reader->len[at] });
	mark_no_text(reader->line[at], reader->len[at]);
	if (reader->lines > 0)
		judge_line(reader, reader->lines - 1,
		    (struct str){ reader->line[at], reader->len[at] });
	reader->lines++;
	reader->len[reader->lines % 3] = 0;
}

/* Is this byte one of a rule ("-----", ".....") that has three of them already? */
static bool
is_rule(const char *line, size_t n, char c)
{
	return strchr(" -._=*", c) != NULL && c != '\0' && n >= 3 && line[n - 1] == c &&
	    line[n - 2] == c && line[n - 3] == c;
}

/* What ends a line besides CR and LF, and what is a space besides the space; told by its end. */
static bool
ends_with(const char *line, size_t n, const char *const *list)
{
	for (; *list != NULL; list++) {
		size_t len = strlen(*list);

		if (n >= len && memcmp(line + n - len, *list, len) == 0)
			return true;
	}
	return false;
}

/* The last character of the line: a line's end, or a space written otherwise. */
static void
settle_last(struct secrecy_reader *reader)
{
	static const char *const ends[] = { "\xE2\x80\xA8", "\xE2\x80\xA9", "\xC2\x85", NULL };
	static const char *const spaces[] = { "\xC2\xA0", "\xE2\x80\x80", "\xE2\x80\x81",
		"\xE2\x80\x82", "\xE2\x80\x83", "\xE2\x80\x84", "\xE2\x80\x85",
		"\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
		"\xE2\x80\x8A", "\xE2\x80\xAF", "\xE3\x80\x80", NULL };
	char *line = reader->line[reader->lines % 3];
	size_t *n = &reader->len[reader->lines % 3];

	if (ends_with(line, *n, ends)) {
		*n -= line[*n - 1] == '\x85' ? 2 : 3;
		end_line(reader);
	} else if (ends_with(line, *n, spaces)) {
		*n -= line[*n - 1] == '\xA0' ? 2 : 3;
		if (*n > 0 && !is_rule(line, *n, ' '))
			line[(*n)++] = ' ';
	}
}

/* Adds one byte to the line; of a run of spaces or a rule three are kept, no space in front. */
static void
put_byte(struct secrecy_reader *reader, char c)
{
	char *line = reader->line[reader->lines % 3];
	size_t *n = &reader->len[reader->lines % 3];

	if (c == '\n' || c == '\r' || c == '\v' || c == '\f') {
		end_line(reader);
		return;
	}
	if (*n == SECRECY_LINE_MAX || (c == ' ' && *n == 0) || is_rule(line, *n, c))
		return;
	line[(*n)++] = c;
	if ((unsigned char)c >= 0x80 && (unsigned char)c <= 0xAF)
		settle_last(reader);
}

/* A unit of UTF-16; what lies outside the basic plane is no letter of a mark. */
static void
put_wide(struct secrecy_reader *reader)
{
	bool little = reader->order == SECRECY_LITTLE;
	uint32_t code = (uint32_t)reader->half[little] << 8 | reader->half[!little];
	char utf8[4];
	size_t n = utf8_encode(code >= 0xD800 && code < 0xE000 ? '?' : code, utf8);

	for (size_t i = 0; i < n; i++)
		put_byte(reader, utf8[i]);
}

/* Two bytes have come: the byte order mark that opens UTF-16, or what it is not. */
static void
settle_order(struct secrecy_reader *reader)
{
	const unsigned char *half = reader->half;

	reader->order = half[0] == 0xFF && half[1] == 0xFE ? SECRECY_LITTLE :
	    half[0] == 0xFE && half[1] == 0xFF ? SECRECY_BIG : SECRECY_BYTES;
	for (size_t i = 0; reader->order == SECRECY_BYTES && i < 2; i++)
		put_byte(reader, (char)half[i]);
}

void
secrecy_feed(struct secrecy_reader *reader, struct str bytes)
{
	for (size_t i = 0; i < bytes.len; i++) {
		if (reader->order == SECRECY_BYTES) {
			put_byte(reader, bytes.at[i]);
			continue;
		}
		reader->half[reader->halves++] = (unsigned char)bytes.at[i];
		if (reader->halves < 2)
			continue;
		reader->halves = 0;
		if (reader->order == SECRECY_START)
			settle_order(reader);
		else
			put_wide(reader);
	}
}

enum secrecy
secrecy_end(struct secrecy_reader *reader)
{
	end_line(reader);
	if (reader->lines > 0)
		judge_line(reader, reader->lines - 1, STR(""));
	return reader->found;
}

enum secrecy
secrecy_find(struct str text, char said[SECRECY_SAID_MAX])
{
	struct secrecy_reader reader = { .order = SECRECY_BYTES };
	enum secrecy found;

	secrecy_feed(&reader, text);
	found = secrecy_end(&reader);
	if (said != NULL)
		(void)str_copy(said, SECRECY_SAID_MAX, reader.said);
	return found;
}

enum secrecy
secrecy_mark(struct str text)
{
	return secrecy_find(text, NULL);
}
