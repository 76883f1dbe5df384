/*
 * token.h: Vietnamese text as a row of syllables, numbers and marks. A syllable is known by a
 * 64-bit hash of its folded form (fold.h), so that comparing words is comparing integers, whatever
 * their case, tone style or normal form. Words of Vietnamese are runs of syllables; no segmenter is
 * used.
 */
#ifndef TEXT_TOKEN_H
#define TEXT_TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

enum token_kind { TOKEN_WORD, TOKEN_NUMBER, TOKEN_MARK };

struct token {
	uint64_t key; /* hash of the folded syllable, of the digits, or of the folded mark */
	uint32_t start; /* bytes of the text */
	uint32_t end;
	uint32_t value;  /* a number's value; UINT32_MAX when it is larger */
	uint16_t digits; /* how many digits a number has; 0 for the others */
	uint8_t kind;    /* enum token_kind */
	bool capital : 1; /* begins with a capital letter */
	bool caps : 1;    /* has at least two letters, all of them capitals */
	bool glued : 1;   /* no space before it */
};

struct tokens {
	struct token *at;
	size_t n;
};

/* The tokens of `text`, whose first byte is number `offset` of the whole; in the arena. */
struct tokens tokens_of(struct arena *arena, struct str text, size_t offset);

/* The hash of one folded syllable or mark, for tables of words. */
uint64_t token_key(struct str word);

#endif
