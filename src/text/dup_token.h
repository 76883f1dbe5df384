/*
 * dup_token.h: text as the near-duplicate search sees it: a row of lower-case syllables.
 *
 * A token is a maximal run of letters and digits, lower-cased, Vietnamese letters composed (NFC),
 * the tone mark of an open syllable on its last letter: òa óa ... ùy úy become oà oá ... uỳ uý
 * unless the token starts with q. This is the opposite direction of text/fold.h, kept because
 * stored hashes depend on it; never shown to people. Combining marks that are not Vietnamese,
 * punctuation and symbols separate tokens. Text that is not UTF-8 separates tokens, too.
 */
#ifndef TEXT_DUP_TOKEN_H
#define TEXT_DUP_TOKEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/* Tokens joined by single spaces; token i is joined[at[i] .. at[i + 1] - 1). */
struct dup_tokens {
	size_t count;
	char *joined;
	uint32_t *at; /* count + 1 starts; the last one is one past the end plus the space */
};

/* The tokens of `text`, at most 16 MiB; longer text is cut there. */
void dup_tokenize(struct arena *arena, struct str text, struct dup_tokens *tokens);

/* Tokens first .. first + count - 1 as one piece "a b c". */
struct str dup_tokens_piece(const struct dup_tokens *tokens, size_t first, size_t count);

/*
 * Copies the text without its boiler-plate lines: a line that is only a source or a photo credit
 * ("Theo TTXVN", "(TTXVN)", "Ảnh: ...", "Nguồn: ...", "PV", "Tin, ảnh: ...") of at most
 * 8 tokens.
 */
struct str dup_strip_lines(struct arena *arena, struct str text);

#endif
