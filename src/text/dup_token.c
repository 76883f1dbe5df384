/*
 * dup_token.c: one pass from bytes to syllables. The one idea: ASCII is handled byte by byte, and
 * a Vietnamese vowel is a cell of one small table, row = letter, column = tone, which serves
 * composing, and moving the tone mark.
 */
#include "text/dup_token.h"

#include <stdbool.h>
#include <string.h>

#include "base/arena.h"

enum { TEXT_MAX = 16 << 20, ROWS = 12, TONES = 6 };

/* Columns: no tone, grave, acute, hook, tilde, dot below. */
static const uint16_t VOWELS[ROWS][TONES] = {
	{ 'a', 0xE0, 0xE1, 0x1EA3, 0xE3, 0x1EA1 },
	{ 0x103, 0x1EB1, 0x1EAF, 0x1EB3, 0x1EB5, 0x1EB7 }, /* ă */
	{ 0xE2, 0x1EA7, 0x1EA5, 0x1EA9, 0x1EAB, 0x1EAD },  /* â */
	{ 'e', 0xE8, 0xE9, 0x1EBB, 0x1EBD, 0x1EB9 },
	{ 0xEA, 0x1EC1, 0x1EBF, 0x1EC3, 0x1EC5, 0x1EC7 },  /* ê */
	{ 'i', 0xEC, 0xED, 0x1EC9, 0x129, 0x1ECB },
	{ 'o', 0xF2, 0xF3, 0x1ECF, 0xF5, 0x1ECD },
	{ 0xF4, 0x1ED3, 0x1ED1, 0x1ED5, 0x1ED7, 0x1ED9 },  /* ô */
	{ 0x1A1, 0x1EDD, 0x1EDB, 0x1EDF, 0x1EE1, 0x1EE3 }, /* ơ */
	{ 'u', 0xF9, 0xFA, 0x1EE7, 0x169, 0x1EE5 },
	{ 0x1B0, 0x1EEB, 0x1EE9, 0x1EED, 0x1EEF, 0x1EF1 }, /* ư */
	{ 'y', 0x1EF3, 0xFD, 0x1EF7, 0x1EF9, 0x1EF5 },
};
enum { ROW_A = 0, ROW_E = 3, ROW_O = 6, ROW_U = 9, ROW_Y = 11 };

/* The token being written. */
struct writer {
	char *to;
	size_t len;
	size_t start;   /* of the token */
	size_t last[2]; /* starts of its last two characters */
	size_t chars;
	uint32_t *at;
	size_t count;
};

static bool
find_vowel(uint32_t code, int *row, int *tone)
{
	for (int r = 0; r < ROWS; r++) {
		for (int t = 0; t < TONES; t++) {
			if (VOWELS[r][t] == code) {
				*row = r;
				*tone = t;
				return true;
			}
		}
	}
	return false;
}

/* Column of a combining tone mark, 0 if it is none. */
static int
tone_of(uint32_t mark)
{
	static const uint16_t MARKS[TONES] = { 0, 0x300, 0x301, 0x309, 0x303, 0x323 };

	for (int t = 1; t < TONES; t++) {
		if (MARKS[t] == mark)
			return t;
	}
	return 0;
}

/* Row reached from `row` by a combining circumflex, breve or horn, or -1. */
static int
shape_row(int row, uint32_t mark)
{
	if (mark == 0x302 && (row == ROW_A || row == ROW_E || row == ROW_O))
		return row == ROW_A ? 2 : row + 1;
	if (mark == 0x306 && row == ROW_A)
		return 1;
	if (mark == 0x31B && (row == ROW_O || row == ROW_U))
		return row == ROW_O ? 8 : 10;
	return -1;
}

/* Capitals first..last become small by adding; `pairs`: 1 the even ones only, 2 the odd ones. */
static const struct {
	uint16_t first, last;
	int16_t add;
	uint8_t pairs;
} CAPITALS[] = { { 0xC0, 0xD6, 32, 0 }, { 0xD8, 0xDE, 32, 0 }, { 0x100, 0x12F, 1, 1 },
	{ 0x130, 0x130, 'i' - 0x130, 0 }, { 0x132, 0x137, 1, 1 }, { 0x139, 0x148, 1, 2 },
	{ 0x14A, 0x177, 1, 1 }, { 0x178, 0x178, 0xFF - 0x178, 0 }, { 0x179, 0x17E, 1, 2 },
	{ 0x1A0, 0x1A0, 1, 0 }, { 0x1AF, 0x1AF, 1, 0 }, { 0x391, 0x3A9, 32, 0 },
	{ 0x400, 0x40F, 80, 0 }, { 0x410, 0x42F, 32, 0 }, { 0x1E00, 0x1E94, 1, 1 },
	{ 0x1EA0, 0x1EFF, 1, 1 } };

static uint32_t
lower(uint32_t c)
{
	for (size_t i = 0; i < sizeof(CAPITALS) / sizeof(CAPITALS[0]); i++) {
		if (c > CAPITALS[i].last)
			continue;
		if (c < CAPITALS[i].first
			|| (CAPITALS[i].pairs > 0 && c % 2 + 1 != CAPITALS[i].pairs))
			return c;
		return (uint32_t)((int32_t)c + CAPITALS[i].add);
	}
	return c;
}

/* Letters and digits beyond ASCII, near enough: all but the blocks of marks and symbols. */
static bool
is_letter(uint32_t c)
{
	static const uint32_t NOT[][2] = { { 0x80, 0xA9 }, { 0xAB, 0xB1 }, { 0xB4, 0xB4 },
		{ 0xB6, 0xB8 }, { 0xBB, 0xBB }, { 0xBF, 0xBF }, { 0xD7, 0xD7 }, { 0xF7, 0xF7 },
		{ 0x2C2, 0x2C5 }, { 0x300, 0x36F }, { 0x2000, 0x206F }, { 0x20A0, 0x20FF },
		{ 0x2190, 0x245F }, { 0x2500, 0x2BFF }, { 0x2E00, 0x2E7F }, { 0x3000, 0x3004 },
		{ 0x3008, 0x3020 }, { 0xD800, 0xF8FF }, { 0xFE00, 0xFE6F }, { 0xFEFF, 0xFF0F },
		{ 0xFF1A, 0xFF20 }, { 0xFFF0, 0x10000 }, { 0x1F000, 0x1FAFF },
		    { 0xE0000, 0x10FFFF } };

	for (size_t i = 0; i < sizeof(NOT) / sizeof(NOT[0]); i++) {
		if (c <= NOT[i][1])
			return c < NOT[i][0];
	}
	return true;
}

static void
put(struct writer *w, uint32_t code)
{
	w->last[0] = w->last[1];
	w->last[1] = w->len;
	w->chars++;
	if (code < 0x80)
		w->to[w->len++] = (char)code;
	else
		w->len += utf8_encode(code, w->to + w->len);
}

static uint32_t
char_at(const struct writer *w, size_t at)
{
	uint32_t code = 0;

	(void)utf8_decode(w->to + at, w->len - at, &code);
	return code;
}

/* òa -> oà, ùy -> uỳ at the end of the token. */
static void
move_tone(struct writer *w)
{
	uint32_t end = (unsigned char)w->to[w->len - 1];
	int row, tone;
	bool open;

	if (w->chars < 2 || (end != 'a' && end != 'e' && end != 'y') || w->to[w->start] == 'q')
		return;
	if ((unsigned char)w->to[w->len - 2] < 0x80)
		return; /* no mark to move */
	if (!find_vowel(char_at(w, w->last[0]), &row, &tone) || tone == 0)
		return;
	open = end == 'y' ? row == ROW_U : row == ROW_O;
	if (!open)
		return;
	w->len = w->last[0];
	put(w, VOWELS[row][0]);
	put(w, VOWELS[end == 'a' ? ROW_A : end == 'e' ? ROW_E : ROW_Y][tone]);
}

static void
end_token(struct writer *w)
{
	if (w->len == w->start)
		return;
	move_tone(w);
	w->at[w->count++] = (uint32_t)w->start;
	w->to[w->len++] = ' ';
	w->start = w->len;
	w->chars = 0;
}

/* A combining mark after a letter: composed into it when Vietnamese has such a letter. */
static bool
compose(struct writer *w, uint32_t mark)
{
	int row, tone, shape;

	if (w->chars == 0 || !find_vowel(char_at(w, w->last[1]), &row, &tone))
		return false;
	shape = shape_row(row, mark);
	if (shape >= 0)
		row = shape;
	else if (tone == 0 && tone_of(mark) > 0)
		tone = tone_of(mark);
	else
		return false;
	w->len = w->last[1];
	w->last[1] = w->last[0];
	w->chars--;
	put(w, VOWELS[row][tone]);
	return true;
}

static void
put_other(struct writer *w, uint32_t code)
{
	if (code >= 0x1EA0 && code <= 0x1EFF) { /* most Vietnamese letters, capitals even */
		put(w, code | 1);
		return;
	}
	if (code >= 0x300 && code <= 0x36F) {
		if (!compose(w, code))
			end_token(w);
		return;
	}
	if (is_letter(code))
		put(w, lower(code));
	else
		end_token(w);
}

static void
put_ascii(struct writer *w, unsigned char c)
{
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		put(w, c);
	else if (c >= 'A' && c <= 'Z')
		put(w, (uint32_t)c + 32);
	else
		end_token(w);
}

void
dup_tokenize(struct arena *arena, struct str text, struct dup_tokens *tokens)
{
	size_t len = text.len < TEXT_MAX ? text.len : TEXT_MAX;
	/* no letter grows when lower-cased or composed, and a token's space replaces a separator */
	struct writer w = { .to = arena_alloc(arena, len * 2 + 8),
		.at = ARENA_ARRAY(arena, len / 2 + 3, uint32_t) };

	for (size_t i = 0; i < len;) {
		unsigned char c = (unsigned char)text.at[i];
		uint32_t code;
		size_t n;

		if (c < 0x80) {
			put_ascii(&w, c);
			i++;
			continue;
		}
		n = utf8_decode(text.at + i, len - i, &code);
		if (n == 0)
			end_token(&w);
		else
			put_other(&w, code);
		i += n == 0 ? 1 : n;
	}
	end_token(&w);
	w.at[w.count] = (uint32_t)w.len;
	*tokens = (struct dup_tokens){ .count = w.count, .joined = w.to, .at = w.at };
}

struct str
dup_tokens_piece(const struct dup_tokens *tokens, size_t first, size_t count)
{
	struct str piece = { tokens->joined + tokens->at[first], 0 };

	if (count > 0)
		piece.len = tokens->at[first + count] - tokens->at[first] - 1;
	return piece;
}
