/*
 * token.c: cuts text into syllables, numbers and marks, in one pass for the count and one to fill.
 */
#include "text/token.h"

#include <unicode/uchar.h>

#include "text/fold.h"

#define WORD_FOLD_MAX 64 /* longer "words" are hashed by their first bytes */

static bool
is_space(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0xAD || (c >= 0x2000 && c <= 0x200D) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x2060 || c == 0x3000 || c == 0xFEFF;
}

static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
	if (c < 0x250)
		return c >= 0xC0 && c != 0xD7 && c != 0xF7;
	return (c >= 0x1E00 && c < 0x1F00) || (c >= 0x300 && c < 0x370) || u_isalpha((UChar32)c);
}

static bool
is_capital(uint32_t c)
{
	return c < 0x80 ? c >= 'A' && c <= 'Z' : u_isupper((UChar32)c) != 0;
}

uint64_t
token_key(struct str word)
{
	uint64_t h = 0xCBF29CE484222325u; /* FNV-1a, 64 bits */

	for (size_t i = 0; i < word.len; i++)
		h = (h ^ (unsigned char)word.at[i]) * 0x100000001B3u;
	return h;
}

/* Length of one code point at `at`; a broken byte counts as one. */
static size_t
step_at(struct str text, size_t at, uint32_t *c)
{
	size_t step = utf8_decode(text.at + at, text.len - at, c);

	if (step > 0)
		return step;
	*c = '?';
	return 1;
}

/* Ends a token that starts at `at`; says of which kind it is. */
static size_t
token_end(struct str text, size_t at, enum token_kind *kind)
{
	uint32_t c = 0;
	size_t end = at + step_at(text, at, &c);

	*kind = is_letter(c) ? TOKEN_WORD : c >= '0' && c <= '9' ? TOKEN_NUMBER : TOKEN_MARK;
	while (*kind != TOKEN_MARK && end < text.len) {
		size_t step = step_at(text, end, &c);
		bool more = *kind == TOKEN_WORD ? is_letter(c) : c >= '0' && c <= '9';

		if (!more)
			break;
		end += step;
	}
	return end;
}

static void
fill_number(struct token *token, struct str digits)
{
	uint64_t value = 0;

	for (size_t i = 0; i < digits.len; i++)
		if (value < UINT32_MAX)
			value = value * 10 + (uint64_t)(digits.at[i] - '0');
	token->value = value < UINT32_MAX ? (uint32_t)value : UINT32_MAX;
	token->digits = digits.len < UINT16_MAX ? (uint16_t)digits.len : UINT16_MAX;
	token->key = token_key(digits);
}

static void
fill_case(struct token *token, struct str word)
{
	uint32_t c = 0;
	size_t letters = 0, capitals = 0;

	for (size_t i = 0; i < word.len;) {
		i += step_at(word, i, &c);
		letters++;
		capitals += is_capital(c);
		if (letters == 1)
			token->capital = capitals == 1;
	}
	token->caps = letters >= 2 && capitals == letters;
}

static void
fill(struct token *token, struct str text)
{
	char folded[FOLD_ROOM(WORD_FOLD_MAX)];
	struct str head = text;

	if (token->kind == TOKEN_NUMBER) {
		fill_number(token, text);
		return;
	}
	if (head.len > WORD_FOLD_MAX)
		head.len = WORD_FOLD_MAX;
	token->key = token_key((struct str){ folded, fold_into(folded, head, FOLD_PLAIN) });
	if (token->kind == TOKEN_WORD)
		fill_case(token, text);
}

/* Walks the text; fills tokens when there is room for them, else only counts. */
static size_t
walk(struct str text, size_t offset, struct token *to)
{
	size_t n = 0, i = 0;
	bool space = true;
	uint32_t c = 0;

	while (i < text.len) {
		enum token_kind kind;
		size_t end, step = step_at(text, i, &c);

		if (is_space(c)) {
			space = true;
			i += step;
			continue;
		}
		end = token_end(text, i, &kind);
		if (to != NULL) {
			to[n] = (struct token){ .start = (uint32_t)(offset + i),
				.end = (uint32_t)(offset + end),
				.kind = (uint8_t)kind,
				.glued = !space };
			fill(&to[n], (struct str){ text.at + i, end - i });
		}
		n++;
		space = false;
		i = end;
	}
	return n;
}

struct tokens
tokens_of(struct arena *arena, struct str text, size_t offset)
{
	struct tokens tokens;

	tokens.n = walk(text, offset, NULL);
	tokens.at = ARENA_ARRAY(arena, tokens.n + 1, struct token);
	(void)walk(text, offset, tokens.at);
	return tokens;
}
