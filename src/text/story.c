/*
 * story.c: single-pass clustering. The one idea: only stories that are open take part, in a pool of
 * slots that are used again, found through an index of their heaviest terms.
 */
#include "text/story.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "text/story_pool.h"

#define OPEN_MINUTES (INT64_C(72) * 60)
#define STORY_MINUTES (INT64_C(14) * 24 * 60)
#define DAY_MINUTES (INT64_C(24) * 60)
#define JOIN_AT 0.15f
#define MERGE_AT 0.45f

struct run {
	struct story_pool *pool;
	struct story_vector *vector;
	struct story_df *df;
	uint32_t *parent; /* story merges: first article -> older first article */
};

static uint32_t
root(uint32_t *parent, uint32_t at)
{
	while (parent[at] != at) {
		parent[at] = parent[parent[at]];
		at = parent[at];
	}
	return at;
}

/* Closes stories that take no more articles at `now`. */
static void
close_old(struct story_pool *pool, int64_t now)
{
	for (size_t k = pool->opens; k-- > 0;) {
		const struct story_centroid *c = pool->slot[pool->open[k]];

		if (now - c->last > OPEN_MINUTES || now - c->first > STORY_MINUTES)
			story_pool_close(pool, k);
	}
}

/* The best open story for the vector, NULL if none is near enough. */
static struct story_centroid *
find(struct run *run, int64_t now)
{
	uint32_t near[STORY_NEAR_MAX];
	size_t n = story_pool_near(run->pool, run->vector, 1, near);
	struct story_centroid *best = NULL;
	float most = JOIN_AT;

	for (size_t i = 0; i < n; i++) {
		struct story_centroid *c = run->pool->slot[near[i]];
		float gap = (float)(now - c->last) / (96 * 60);
		float score = story_centroid_cosine(c, run->vector) * expf(-gap);

		if (now - c->last > OPEN_MINUTES || now - c->first > STORY_MINUTES)
			continue;
		if (score > most || (score == most && best != NULL && c->article < best->article)) {
			most = score;
			best = c;
		}
	}
	return best;
}

/* Loads a centroid into the vector, scaled to length 1. */
static void
load(struct story_vector *v, const struct story_centroid *c)
{
	story_vector_clear(v);
	for (size_t i = 0; i < c->count; i++)
		story_vector_add(v, c->term[i], c->weight[i] / c->norm);
}

/* The open story most like `c`, above the limit. */
static struct story_centroid *
find_twin(struct run *run, const struct story_centroid *c)
{
	struct story_centroid *best = NULL;
	uint32_t near[STORY_NEAR_MAX];
	float most = MERGE_AT;
	size_t n;

	load(run->vector, c);
	n = story_pool_near(run->pool, run->vector, 4, near);
	for (size_t i = 0; i < n; i++) {
		struct story_centroid *o = run->pool->slot[near[i]];
		float cosine = o == c ? 0 : story_centroid_cosine(o, run->vector);

		if (cosine > most) {
			most = cosine;
			best = o;
		}
	}
	return best;
}

/* The younger story becomes part of the older one. */
static void
merge_into(struct run *run, struct story_centroid *older, const struct story_centroid *younger)
{
	struct story_pool *pool = run->pool;

	load(run->vector, younger);
	for (size_t i = 0; i < run->vector->count; i++)
		run->vector->weight[i] *= younger->norm;
	run->vector->lonely = younger->lonely;
	older->last = younger->last > older->last ? younger->last : older->last;
	older->articles += younger->articles;
	run->parent[younger->article] = older->article;
	story_pool_grow(pool, older, run->vector);
	for (size_t k = 0; k < pool->opens; k++) {
		if (pool->open[k] == younger->number) {
			story_pool_close(pool, k);
			return;
		}
	}
}

/*
 * The nightly merge of the stories that changed during the day. One of a single article was
 * compared with all when it came; another one that grew towards it finds it.
 */
static void
merge_day(struct run *run)
{
	struct story_pool *pool = run->pool;

	for (size_t k = pool->opens; k-- > 0;) {
		struct story_centroid *c, *twin;

		if (k >= pool->opens)
			continue; /* two stories fewer than before */
		c = pool->slot[pool->open[k]];
		if (!c->changed || c->articles < 2)
			continue;
		c->changed = false;
		twin = find_twin(run, c);
		if (twin == NULL)
			continue;
		if (twin->article < c->article)
			merge_into(run, twin, c);
		else
			merge_into(run, c, twin);
	}
}

/* The story an article belongs to, by its first article's rank. */
static uint32_t
place(struct run *run, const struct story_words *words, uint32_t article, int64_t now)
{
	struct story_centroid *c;

	story_vector_count(run->vector, words);
	story_vector_weigh(run->vector, run->df);
	c = find(run, now);
	if (c == NULL)
		c = story_pool_open(run->pool, article, now);
	c->last = now;
	c->changed = true;
	c->articles++;
	story_pool_grow(run->pool, c, run->vector);
	return c->article;
}

void
story_run(struct arena *arena, const struct story_words *words, const int64_t *minute,
	const uint32_t *order, const uint32_t *same, size_t count, uint32_t *story)
{
	struct run run = { .pool = story_pool_new(arena, count),
		.vector = ARENA_NEW(arena, struct story_vector),
		.df = story_df_new(arena, count),
		.parent = ARENA_ARRAY(arena, count, uint32_t) };
	int64_t day = INT64_MIN;
	uint32_t *name = ARENA_ARRAY(arena, count, uint32_t);

	for (size_t i = 0; i < count; i++) {
		run.parent[i] = (uint32_t)i;
		story_vector_count(run.vector, &words[i]);
		story_df_add(run.df, run.vector);
	}
	story_df_end(run.df);
	/* stories are named by rank, so that "older" is a comparison of numbers */
	for (size_t r = 0; r < count; r++) {
		uint32_t i = order[r];

		if (minute[i] / DAY_MINUTES != day && r > 0) {
			merge_day(&run);
			close_old(run.pool, minute[i]);
		}
		day = minute[i] / DAY_MINUTES;
		name[i] = same[i] != i ? name[same[i]] :
		    place(&run, &words[i], (uint32_t)r, minute[i]);
	}
	merge_day(&run);
	for (size_t i = 0; i < count; i++)
		story[i] = order[root(run.parent, name[i])];
}
