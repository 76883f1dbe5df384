/*
 * story_vector.h: an article as weighted terms. Terms are single syllables and pairs of
 * neighbours, hashed to 32 bits; the title counts twice.
 *
 *   w_t = (1 + ln tf) ln((N + 1) / (df + 1)),  scaled to length 1
 *
 * df is counted in a table by the term's hash, where different terms may rarely share a cell
 * (up to 2^22 cells); that makes a term look a little more common, never rarer. Terms of a single
 * article can join nothing: they count in the length and are then dropped.
 */
#ifndef TEXT_STORY_VECTOR_H
#define TEXT_STORY_VECTOR_H

#include <stddef.h>
#include <stdint.h>

#include "text/dup_token.h"

struct arena;

enum { STORY_CELLS_MAX = 1 << 22, STORY_SLOTS = 8192, STORY_TERMS_MAX = 4000,
	STORY_IDF_KNOWN = 2048 };

/* The tokens of one article as hashes, the title's first. */
struct story_words {
	uint32_t title, count;
	uint32_t *hash;
};

void story_words_of(struct arena *arena, const struct dup_tokens *title,
	const struct dup_tokens *body, struct story_words *words);

/* An article's terms, looked up by hash; one is reused for all articles. */
struct story_vector {
	size_t count;
	float lonely; /* squared weight of the terms no other article has; their weight is 0 */
	uint32_t term[STORY_TERMS_MAX];
	float weight[STORY_TERMS_MAX];
	uint32_t slot_term[STORY_SLOTS];
	uint32_t slot_at[STORY_SLOTS]; /* index in term + 1; 0: empty */
	uint32_t slot_used[STORY_TERMS_MAX];
};

/* Document frequencies of a collection. */
struct story_df {
	size_t articles;
	uint32_t mask;                 /* cells - 1 */
	uint32_t *count;
	float idf[STORY_IDF_KNOWN];    /* of the small frequencies; made by story_df_end */
};

void story_vector_clear(struct story_vector *v);

/* Adds `by` to the weight of a term; terms past STORY_TERMS_MAX are dropped. */
void story_vector_add(struct story_vector *v, uint32_t term, float by);

/* Weight of a term, 0 if it is not there. */
float story_vector_get(const struct story_vector *v, uint32_t term);

/* Term frequencies of an article. */
void story_vector_count(struct story_vector *v, const struct story_words *words);

/* An empty table for a collection of so many articles. */
struct story_df *story_df_new(struct arena *arena, size_t articles);

/* Counts the terms of a counted vector into df. */
void story_df_add(struct story_df *df, const struct story_vector *v);

/* Call when all articles are counted, before weighing. */
void story_df_end(struct story_df *df);

/* Turns frequencies into weights of length 1. */
void story_vector_weigh(struct story_vector *v, const struct story_df *df);

#endif
