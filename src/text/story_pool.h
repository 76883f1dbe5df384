/*
 * story_pool.h: the stories that are open, and the index that finds them. Internal to story.c.
 */
#ifndef TEXT_STORY_POOL_H
#define TEXT_STORY_POOL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/story_vector.h"

struct arena;

enum { STORY_KEPT = 400, STORY_ROOM = 2 * STORY_KEPT, STORY_TOP = 30, STORY_INDEXED_MAX = 90,
	STORY_NEAR_MAX = 24, STORY_BUCKETS_MAX = 1 << 19 };

struct story_centroid {
	uint32_t article; /* rank of the first article: the story's name */
	uint32_t number;  /* slot */
	bool changed;     /* since the last nightly merge */
	int64_t first, last;
	float norm;
	float lonely; /* squared weight of its articles' lonely terms */
	size_t count, indexed;
	size_t articles;
	uint32_t term[STORY_ROOM];
	float weight[STORY_ROOM];
	uint32_t index_term[STORY_INDEXED_MAX];
};

struct story_node {
	uint32_t term, slot, next;
};

struct story_pool {
	struct arena *arena;
	struct story_centroid **slot;
	size_t slots;
	uint32_t *open; /* slots in use */
	size_t opens;
	uint32_t *spare; /* slots to use again */
	size_t spares;
	uint32_t buckets; /* a power of two */
	uint32_t *head;   /* index of a node + 1 */
	uint64_t *filled; /* a bit per bucket that is not empty: small enough for the cache */
	struct story_node *node;
	size_t nodes, node_room;
	uint32_t free_node; /* index + 1 */
	float *score;       /* by slot, for story_pool_near */
	uint32_t *hits;
	uint32_t *touched;
};

/* Room for at most `count` stories ever open at once. */
struct story_pool *story_pool_new(struct arena *arena, size_t count);

/* A new, empty story. */
struct story_centroid *story_pool_open(struct story_pool *pool, uint32_t article, int64_t now);

/* Closes pool->open[at], taking it out of the index; the last one takes its place. */
void story_pool_close(struct story_pool *pool, size_t at);

/* Adds a vector to a story: terms, norm, index. */
void story_pool_grow(struct story_pool *pool, struct story_centroid *c,
	const struct story_vector *v);

/*
 * Open stories that share at least `least` indexed terms with the vector, the at most
 * STORY_NEAR_MAX with most shared weight; returns how many slots were written. Terms lighter than
 * a quarter of the vector's heaviest find nothing: half the city's articles have them.
 */
size_t story_pool_near(struct story_pool *pool, const struct story_vector *v, uint32_t least,
	uint32_t near[STORY_NEAR_MAX]);

/* Cosine of a story and a vector of length 1. */
float story_centroid_cosine(const struct story_centroid *c, const struct story_vector *v);

#endif
