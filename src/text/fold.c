/*
 * fold.c: the comparison key. The one idea: ASCII eight bytes at a time, one table look-up for any
 * other Latin letter, and the tone style settled at the moment a toned vowel is written, by looking
 * one letter back and one ahead.
 */
#include "text/fold.h"

#include <unicode/uchar.h>

#include "base/buf.h"
#include "text/decode.h"
#include "text/fold_table.h"

#define ONES 0x0101010101010101u

/* Lower case of eight ASCII bytes at once. */
static uint64_t
lower8(uint64_t v)
{
	uint64_t above_at = v + (0x80 - 'A') * ONES;
	uint64_t above_z = v + (0x80 - 'Z' - 1) * ONES;
	uint64_t capital = (above_at & ~above_z) & 0x80 * ONES;

	return v + (capital >> 2);
}

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	if (c < FOLD_LOW_END)
		return c >= 0xC0 && c != 0xD7 && c != 0xF7;
	return (c >= FOLD_HIGH && c < FOLD_HIGH_END) || (c >= 0x300 && c < 0x370) ||
	    u_isalpha((UChar32)c);
}

/* Is there a letter at the very front of this text? */
static bool
letter_ahead(struct str text)
{
	uint32_t c = 0;

	return utf8_decode(text.at, text.len, &c) > 0 && is_letter(c);
}

/* Spaces, dashes and quotes of print, and the letter that stands for all of a range. */
static const struct {
	uint32_t first, last, as;
} print_marks[] = {
	{ 0x2000, 0x200D, ' ' },
	{ 0x2010, 0x2015, '-' },
	{ 0x2018, 0x201B, '\'' },
	{ 0x201C, 0x201F, '"' },
	{ 0x202F, 0x202F, ' ' },
	{ 0x2032, 0x2032, '\'' },
	{ 0x2033, 0x2033, '"' },
	{ 0x205F, 0x2060, ' ' },
	{ 0x2212, 0x2212, '-' },
	{ 0x3000, 0x3000, ' ' },
	{ 0xFE58, 0xFE58, '-' },
	{ 0xFE63, 0xFE63, '-' },
	{ 0xFEFF, 0xFEFF, ' ' },
	{ 0xFF0D, 0xFF0D, '-' },
};

/* Everything outside the Latin tables. */
static uint32_t
fold_other(uint32_t c, unsigned flags)
{
	for (size_t i = 0; i < sizeof(print_marks) / sizeof(*print_marks); i++)
		if (c >= print_marks[i].first && c <= print_marks[i].last)
			return print_marks[i].as;
	if (c == 0x256)
		return flags & FOLD_STRIP ? 'd' : 0x111;
	return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

static uint32_t
fold_code(uint32_t c, unsigned flags)
{
	if (c < FOLD_LOW_END)
		return flags & FOLD_STRIP ? strip_low[c] : fold_low[c];
	if (c >= FOLD_HIGH && c < FOLD_HIGH_END)
		return (flags & FOLD_STRIP ? strip_high : fold_high)[c - FOLD_HIGH];
	return fold_other(c, flags);
}

/* The five tones of the vowels whose mark can sit in two places, and of i. */
#define TONES 5
static const struct {
	char plain;
	uint16_t toned[TONES]; /* grave, acute, hook, tilde, dot below */
} vowels[] = {
	{ 'a', { 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1 } },
	{ 'e', { 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9 } },
	{ 'i', { 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB } },
	{ 'o', { 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD } },
	{ 'u', { 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5 } },
	{ 'y', { 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5 } },
};

/* The plain letter and tone of a toned vowel; 0 when it is none of those. */
static char
tone_of(uint32_t c, int *tone)
{
	for (size_t i = 0; i < sizeof(vowels) / sizeof(*vowels); i++)
		for (int t = 0; t < TONES; t++)
			if (vowels[i].toned[t] == c) {
				*tone = t;
				return vowels[i].plain;
			}
	return '\0';
}

static uint32_t
toned(char plain, int tone)
{
	for (size_t i = 0; i < sizeof(vowels) / sizeof(*vowels); i++)
		if (vowels[i].plain == plain)
			return vowels[i].toned[tone];
	return (uint32_t)plain;
}

/* Does the vowel pair `first` + `second` move its tone with the style: oa, oe, uy (not quy)? */
static bool
pair_moves(char first, char second, const char *to, size_t at)
{
	if (first == 'o')
		return second == 'a' || second == 'e';
	return first == 'u' && second == 'y' && (at == 0 || to[at - 1] != 'q');
}

/*
 * Writes a toned vowel in the folded style. An open hoà becomes hòa; a closed hòan becomes hoàn,
 * which both styles share. `rest` is what follows the vowel in the input.
 */
static size_t
put_toned(char *to, size_t at, uint32_t c, struct str rest, size_t *eaten)
{
	int tone = 0;
	char plain = tone_of(c, &tone);
	char next = rest.len > 0 ? (char)(rest.at[0] | 0x20) : '\0';

	if (plain != '\0' && at > 0 && pair_moves(to[at - 1], plain, to, at - 1) &&
	    !letter_ahead(rest)) {
		at--;
		at += utf8_encode(toned(to[at], tone), to + at);
		to[at++] = plain;
		return at;
	}
	if ((plain == 'o' || plain == 'u') && pair_moves(plain, next, to, at) &&
	    letter_ahead((struct str){ rest.at + 1, rest.len - 1 })) {
		to[at++] = plain;
		*eaten = 1;
		return at + utf8_encode(toned(next, tone), to + at);
	}
	return at + utf8_encode(c, to + at);
}

/* Turns a final y into i after a lone h k l m s t: kỷ -> kỉ. */
static uint32_t
fold_iy(const char *to, size_t at, uint32_t c, struct str rest)
{
	int tone = 0;
	bool y = c == 'y' || c == 0xFD || c >= 0x1EF3;

	y = y && (c == 'y' || tone_of(c, &tone) == 'y');
	if (!y || at == 0 || strchr("hklmst", to[at - 1]) == NULL || letter_ahead(rest))
		return c;
	if (at > 1 && ((unsigned char)to[at - 2] >= 0x80 || is_letter((unsigned char)to[at - 2])))
		return c;
	return c == 'y' ? 'i' : toned('i', tone);
}

/*
 * Lower case of the next eight bytes, of which the ASCII ones at the front are right and counted;
 * what the others make of the bytes behind them is written over later.
 */
static size_t
fold_ascii(char *to, const char *at)
{
	uint64_t v, high;

	memcpy(&v, at, 8);
	high = v & 0x80 * ONES;
	v = lower8(v);
	memcpy(to, &v, 8);
	return high == 0 ? 8 : (size_t)__builtin_ctzll(high) / 8;
}

/* A letter of the Latin tables at the front: its length, 0 when it is something else. */
static inline size_t
latin_ahead(struct str text, uint32_t *c)
{
	const unsigned char *u = (const unsigned char *)text.at;

	if (text.len >= 2 && u[0] >= 0xC3 && u[0] <= 0xC8 && (u[1] & 0xC0) == 0x80) {
		*c = (u[0] & 0x1Fu) << 6 | (u[1] & 0x3Fu);
		return 2;
	}
	if (text.len >= 3 && u[0] == 0xE1 && u[1] >= 0xB8 && u[1] <= 0xBB &&
	    (u[2] & 0xC0) == 0x80) {
		*c = 0x1000u | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
		return 3;
	}
	return 0;
}

/* Toned a, e, o, u, y (no other mark) as bits from U+00E0, U+1EA0 and U+1EE0 on. */
#define TONED_LOW 0x262C030Bu
#define TONED_HIGH UINT64_C(0x0000A0002A00000A)
#define TONED_TOP 0x02A800A0u

static inline bool
has_plain_tone(uint32_t c)
{
	if (c >= 0xE0 && c < 0x100)
		return (TONED_LOW >> (c - 0xE0) & 1) != 0;
	if (c >= 0x1EE0 && c < 0x1F00)
		return (TONED_TOP >> (c - 0x1EE0) & 1) != 0;
	return c == 0x169 || (c >= 0x1EA0 && c < 0x1EE0 && (TONED_HIGH >> (c - 0x1EA0) & 1) != 0);
}

/* May a tone have to move: a vowel behind o or u, or o or u before a, e, y? */
static inline bool
may_move(const char *to, size_t at, uint32_t c, struct str rest)
{
	char last = at > 0 ? to[at - 1] : '\0';
	char next = rest.len > 0 ? (char)(rest.at[0] | 0x20) : '\0';

	if (!has_plain_tone(c))
		return false;
	return last == 'o' || last == 'u' || next == 'a' || next == 'e' || next == 'y';
}

/* Writes a folded letter; most need no look at their neighbours. */
static inline size_t
put_letter(char *to, size_t at, uint32_t c, struct str rest, size_t *eaten)
{
	if (c < 0x80) {
		to[at] = (char)c;
		return at + 1;
	}
	if (may_move(to, at, c, rest))
		return put_toned(to, at, c, rest, eaten);
	if (c < 0x800) {
		to[at] = (char)(0xC0 | c >> 6);
		to[at + 1] = (char)(0x80 | (c & 0x3F));
		return at + 2;
	}
	if (c >= 0x10000)
		return at + utf8_encode(c, to + at);
	to[at] = (char)(0xE0 | c >> 12);
	to[at + 1] = (char)(0x80 | (c >> 6 & 0x3F));
	to[at + 2] = (char)(0x80 | (c & 0x3F));
	return at + 3;
}

/* Folds any character; returns the new end of `to`. */
static size_t
fold_one(char *to, size_t at, uint32_t c, struct str rest, unsigned flags, size_t *eaten)
{
	if (c == 0x2026) {
		memcpy(to + at, "...", 3);
		return at + 3;
	}
	if (c >= 0x300 && c < 0x370 && flags & FOLD_STRIP)
		return at;
	c = fold_code(c, flags);
	if (flags & FOLD_IY)
		c = fold_iy(to, at, c, rest);
	return put_letter(to, at, c, rest, eaten);
}

/* The slow way for one character: any script, broken bytes, the last seven bytes of a text. */
static size_t
fold_any(char *to, size_t *at, struct str text, unsigned flags)
{
	uint32_t c = '?';
	size_t step = utf8_decode(text.at, text.len, &c), eaten = 0;

	if (step == 0) {
		step = 1;
		c = '?';
	}
	text = (struct str){ text.at + step, text.len - step };
	*at = fold_one(to, *at, c, text, flags, &eaten);
	return step + eaten;
}

size_t
fold_into(char *to, struct str text, unsigned flags)
{
	const uint16_t *low = flags & FOLD_STRIP ? strip_low : fold_low;
	const uint16_t *high = flags & FOLD_STRIP ? strip_high : fold_high;
	size_t n = 0, i = 0;

	while (i < text.len) {
		struct str rest = { text.at + i, text.len - i };
		size_t step = 0, eaten = 0;
		uint32_t c = 0;

		if (!(flags & FOLD_IY) && rest.len >= 8)
			step = fold_ascii(to + n, rest.at);
		i += step;
		n += step;
		if (step > 0)
			continue;
		step = flags & FOLD_IY ? 0 : latin_ahead(rest, &c);
		if (step == 0) {
			i += fold_any(to, &n, rest, flags);
			continue;
		}
		c = c < FOLD_LOW_END ? low[c] : high[c - FOLD_HIGH];
		rest = (struct str){ rest.at + step, rest.len - step };
		n = put_letter(to, n, c, rest, &eaten);
		i += step + eaten;
	}
	return n;
}

struct str
fold(struct arena *arena, struct str text, unsigned flags)
{
	struct str nfc = text_nfc(arena, text);
	char *to = arena_alloc(arena, FOLD_ROOM(nfc.len) + 1);

	return (struct str){ to, fold_into(to, nfc, flags) };
}

struct str
fold_search(struct arena *arena, struct str text)
{
	struct str folded = fold(arena, text, FOLD_STRIP);
	char *to = arena_alloc(arena, folded.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < folded.len; i++) {
		char c = folded.at[i];

		if (c == ' ' || (c >= '\t' && c <= '\r')) {
			if (n > 0 && to[n - 1] != ' ')
				to[n++] = ' ';
		} else {
			to[n++] = c;
		}
	}
	while (n > 0 && to[n - 1] == ' ')
		n--;
	to[n] = '\0';
	return (struct str){ to, n };
}
