/*
 * match.h: which of many phrases begins at this token? Phrases are rows of folded syllables and
 * marks; the longest one wins. A bit set over the first two syllables turns away nearly every
 * position at the price of one look, then a hashed trie is walked, never longer than the longest
 * phrase: linear in the text.
 */
#ifndef TEXT_MATCH_H
#define TEXT_MATCH_H

#include "text/token.h"

struct matcher;

/* Room for about `nodes` syllables in all phrases together; it grows when there are more. */
struct matcher *matcher_new(struct arena *arena, size_t nodes);

/* Adds a phrase with its number (>= 0); adding it again with another number is a BUG. */
void matcher_add(struct matcher *matcher, const char *phrase, int id);

/*
 * The number of the longest phrase that begins at `at[0]` of `n` tokens, -1 when there is none;
 * `*used` (may be NULL) becomes its length in tokens.
 */
int matcher_at(const struct matcher *matcher, const struct token *at, size_t n, size_t *used);

#endif
