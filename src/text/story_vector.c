/* story_vector.c: terms in a small hash table that fits the processor's second cache. */
#include "text/story_vector.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "text/dup_hash.h"

enum { AHEAD = 16 };

void
story_words_of(struct arena *arena, const struct dup_tokens *title, const struct dup_tokens *body,
	struct story_words *words)
{
	size_t n = title->count + body->count;

	words->title = (uint32_t)title->count;
	words->count = (uint32_t)n;
	words->hash = ARENA_ARRAY(arena, n, uint32_t);
	for (size_t i = 0; i < n; i++) {
		struct str token = i < title->count ? dup_tokens_piece(title, i, 1)
			: dup_tokens_piece(body, i - title->count, 1);

		words->hash[i] = (uint32_t)(dup_mix(dup_fnv(token)) >> 32);
	}
}

void
story_vector_clear(struct story_vector *v)
{
	for (size_t i = 0; i < v->count; i++)
		v->slot_at[v->slot_used[i]] = 0;
	v->count = 0;
	v->lonely = 0;
}

/* The slot of a term, or the empty one where it would go. */
static uint32_t
slot_of(const struct story_vector *v, uint32_t term)
{
	uint32_t s = term & (STORY_SLOTS - 1);

	while (v->slot_at[s] != 0 && v->slot_term[s] != term)
		s = (s + 1) & (STORY_SLOTS - 1);
	return s;
}

void
story_vector_add(struct story_vector *v, uint32_t term, float by)
{
	uint32_t s = slot_of(v, term);

	if (v->slot_at[s] == 0) {
		if (v->count == STORY_TERMS_MAX)
			return;
		v->slot_term[s] = term;
		v->slot_used[v->count] = s;
		v->term[v->count] = term;
		v->weight[v->count++] = 0;
		v->slot_at[s] = (uint32_t)v->count;
	}
	v->weight[v->slot_at[s] - 1] += by;
}

float
story_vector_get(const struct story_vector *v, uint32_t term)
{
	uint32_t s = slot_of(v, term);

	return v->slot_at[s] == 0 ? 0 : v->weight[v->slot_at[s] - 1];
}

void
story_vector_count(struct story_vector *v, const struct story_words *words)
{
	story_vector_clear(v);
	for (uint32_t i = 0; i < words->count; i++) {
		float times = i < words->title ? 2 : 1;
		uint32_t h = words->hash[i];

		story_vector_add(v, h, times);
		if (i + 1 < words->count && i + 1 != words->title)
			story_vector_add(v,
				(uint32_t)(dup_mix((uint64_t)h << 32 | words->hash[i + 1]) >> 32),
				times);
	}
}

/*
 * The cell of a term; the ones after it are asked for early, since the table is not in the cache.
 */
static uint32_t *
cell(const struct story_df *df, const struct story_vector *v, size_t i)
{
	if (i + AHEAD < v->count)
		__builtin_prefetch(&df->count[v->term[i + AHEAD] & df->mask], 1);
	return &df->count[v->term[i] & df->mask];
}

struct story_df *
story_df_new(struct arena *arena, size_t articles)
{
	struct story_df *df = ARENA_NEW(arena, struct story_df);
	size_t cells = 1 << 14;

	while (cells < STORY_CELLS_MAX && cells < articles * 512)
		cells *= 2;
	df->mask = (uint32_t)cells - 1;
	df->count = ARENA_ARRAY(arena, cells, uint32_t);
	return df;
}

void
story_df_add(struct story_df *df, const struct story_vector *v)
{
	df->articles++;
	for (size_t i = 0; i < v->count; i++)
		(*cell(df, v, i))++;
}

static float
idf_of(const struct story_df *df, uint32_t in)
{
	return fmaxf(0, logf((float)df->articles + 1) - logf((float)in + 1));
}

void
story_df_end(struct story_df *df)
{
	for (uint32_t in = 0; in < STORY_IDF_KNOWN; in++)
		df->idf[in] = idf_of(df, in);
}

void
story_vector_weigh(struct story_vector *v, const struct story_df *df)
{
	float sum = 0;
	float scale;

	for (size_t i = 0; i < v->count; i++) {
		uint32_t in = *cell(df, v, i);
		float tf = v->weight[i];
		float w = in < STORY_IDF_KNOWN ? df->idf[in] : idf_of(df, in);

		w *= tf > 1 ? 1 + logf(tf) : 1;
		sum += w * w;
		v->lonely += in < 2 ? w * w : 0;
		v->weight[i] = in < 2 ? 0 : w;
	}
	if (sum == 0)
		return;
	v->lonely /= sum;
	scale = 1 / sqrtf(sum);
	for (size_t i = 0; i < v->count; i++)
		v->weight[i] *= scale;
}
