/* story_pool.c: centroids in reusable slots, an inverted index of hashed chains. */
#include "text/story_pool.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

struct story_pool *
story_pool_new(struct arena *arena, size_t count)
{
	struct story_pool *pool = ARENA_NEW(arena, struct story_pool);

	pool->arena = arena;
	pool->slot = ARENA_ARRAY(arena, count, struct story_centroid *);
	pool->open = ARENA_ARRAY(arena, count, uint32_t);
	pool->spare = ARENA_ARRAY(arena, count, uint32_t);
	pool->score = ARENA_ARRAY(arena, count, float);
	pool->hits = ARENA_ARRAY(arena, count, uint32_t);
	pool->touched = ARENA_ARRAY(arena, count, uint32_t);
	for (pool->buckets = 1 << 10; pool->buckets < STORY_BUCKETS_MAX
		&& pool->buckets < count * 64; pool->buckets *= 2)
		;
	pool->head = ARENA_ARRAY(arena, pool->buckets, uint32_t);
	pool->filled = ARENA_ARRAY(arena, pool->buckets / 64, uint64_t);
	return pool;
}

struct story_centroid *
story_pool_open(struct story_pool *pool, uint32_t article, int64_t now)
{
	uint32_t number = pool->spares > 0 ? pool->spare[--pool->spares] : (uint32_t)pool->slots++;
	struct story_centroid *c;

	if (pool->slot[number] == NULL)
		pool->slot[number] = ARENA_NEW(pool->arena, struct story_centroid);
	c = pool->slot[number];
	c->article = article;
	c->number = number;
	c->first = c->last = now;
	c->count = c->indexed = c->articles = 0;
	c->lonely = 0;
	pool->open[pool->opens++] = number;
	return c;
}

static uint32_t
new_node(struct story_pool *pool)
{
	uint32_t at = pool->free_node;

	if (at != 0) {
		pool->free_node = pool->node[at - 1].next;
		return at;
	}
	if (pool->nodes == pool->node_room) {
		size_t room = pool->node_room * 2 + 4096;

		pool->node = arena_grow(pool->arena, pool->node, pool->nodes, room,
			sizeof(*pool->node));
		pool->node_room = room;
	}
	return (uint32_t)++pool->nodes;
}

static uint32_t
bucket_of(const struct story_pool *pool, uint32_t term)
{
	return term >> 7 & (pool->buckets - 1);
}

static uint32_t *
bucket(struct story_pool *pool, uint32_t term)
{
	return &pool->head[bucket_of(pool, term)];
}

static bool
is_filled(const struct story_pool *pool, uint32_t term)
{
	return pool->filled[bucket_of(pool, term) / 64] >> bucket_of(pool, term) % 64 & 1;
}

static void
set_filled(struct story_pool *pool, uint32_t term, bool filled)
{
	uint64_t bit = UINT64_C(1) << bucket_of(pool, term) % 64;
	uint64_t *word = &pool->filled[bucket_of(pool, term) / 64];

	*word = filled ? *word | bit : *word & ~bit;
}

static void
index_term(struct story_pool *pool, struct story_centroid *c, uint32_t term)
{
	uint32_t at;

	for (size_t i = 0; i < c->indexed; i++) {
		if (c->index_term[i] == term)
			return;
	}
	if (c->indexed == STORY_INDEXED_MAX)
		return;
	c->index_term[c->indexed++] = term;
	at = new_node(pool);
	pool->node[at - 1] = (struct story_node){ term, c->number, *bucket(pool, term) };
	*bucket(pool, term) = at;
	set_filled(pool, term, true);
}

static void
unindex(struct story_pool *pool, uint32_t term, uint32_t slot)
{
	uint32_t *link = bucket(pool, term);

	while (*link != 0) {
		uint32_t at = *link;
		struct story_node *node = &pool->node[at - 1];

		if (node->term == term && node->slot == slot) {
			*link = node->next;
			node->next = pool->free_node;
			pool->free_node = at;
			set_filled(pool, term, *bucket(pool, term) != 0);
			return;
		}
		link = &node->next;
	}
}

void
story_pool_close(struct story_pool *pool, size_t at)
{
	uint32_t number = pool->open[at];
	const struct story_centroid *c = pool->slot[number];

	for (size_t i = 0; i < c->indexed; i++)
		unindex(pool, c->index_term[i], number);
	pool->spare[pool->spares++] = number;
	pool->open[at] = pool->open[--pool->opens];
}

static void
swap(struct story_centroid *c, ptrdiff_t i, ptrdiff_t j)
{
	float w = c->weight[i];
	uint32_t t = c->term[i];

	c->weight[i] = c->weight[j];
	c->term[i] = c->term[j];
	c->weight[j] = w;
	c->term[j] = t;
}

/* Splits so that the `keep` heaviest come first (quickselect, middle as pivot). */
static void
heaviest_first(struct story_centroid *c, ptrdiff_t keep)
{
	ptrdiff_t lo = 0;
	ptrdiff_t hi = (ptrdiff_t)c->count - 1;

	while (lo < hi) {
		float pivot = c->weight[lo + (hi - lo) / 2];
		ptrdiff_t i = lo;
		ptrdiff_t j = hi;

		while (i <= j) {
			while (c->weight[i] > pivot)
				i++;
			while (c->weight[j] < pivot)
				j--;
			if (i <= j)
				swap(c, i++, j--);
		}
		if (keep <= j)
			hi = j;
		else if (keep > i)
			lo = i;
		else
			return;
	}
}

static void
drop_light(struct story_centroid *c)
{
	if (c->count <= STORY_KEPT)
		return;
	heaviest_first(c, STORY_KEPT);
	c->count = STORY_KEPT;
}

static void
add_terms(struct story_centroid *c, const struct story_vector *v, const bool *known)
{
	for (size_t i = 0; i < v->count; i++) {
		if (known[i] || v->weight[i] <= 0)
			continue;
		if (c->count == STORY_ROOM)
			drop_light(c);
		c->term[c->count] = v->term[i];
		c->weight[c->count++] = v->weight[i];
	}
}

void
story_pool_grow(struct story_pool *pool, struct story_centroid *c, const struct story_vector *v)
{
	bool known[STORY_TERMS_MAX] = { false };
	float sum;

	for (size_t i = 0; i < c->count; i++) {
		uint32_t s = c->term[i] & (STORY_SLOTS - 1);

		while (v->slot_at[s] != 0 && v->slot_term[s] != c->term[i])
			s = (s + 1) & (STORY_SLOTS - 1);
		if (v->slot_at[s] == 0)
			continue;
		known[v->slot_at[s] - 1] = true;
		c->weight[i] += v->weight[v->slot_at[s] - 1];
	}
	add_terms(c, v, known);
	drop_light(c);
	c->lonely += v->lonely;
	sum = c->lonely;
	for (size_t i = 0; i < c->count; i++)
		sum += c->weight[i] * c->weight[i];
	c->norm = sum > 0 ? sqrtf(sum) : 1;
	if (c->count > STORY_TOP)
		heaviest_first(c, STORY_TOP);
	for (size_t i = 0; i < c->count && i < STORY_TOP; i++)
		index_term(pool, c, c->term[i]);
}

/* Adds the postings of one term. */
static size_t
collect(struct story_pool *pool, uint32_t term, float weight, size_t touched)
{
	for (uint32_t at = *bucket(pool, term); at != 0; at = pool->node[at - 1].next) {
		const struct story_node *node = &pool->node[at - 1];

		if (node->term != term)
			continue;
		if (pool->hits[node->slot]++ == 0)
			pool->touched[touched++] = node->slot;
		pool->score[node->slot] += weight;
	}
	return touched;
}

/* Keeps `near` ordered by score, best first; ties by slot's first article. */
static size_t
insert(const struct story_pool *pool, uint32_t slot, uint32_t *near, size_t n)
{
	size_t at = n < STORY_NEAR_MAX ? n : STORY_NEAR_MAX - 1;

	if (n == STORY_NEAR_MAX && pool->score[near[at]] >= pool->score[slot])
		return n;
	while (at > 0 && pool->score[near[at - 1]] < pool->score[slot]) {
		near[at] = near[at - 1];
		at--;
	}
	near[at] = slot;
	return n < STORY_NEAR_MAX ? n + 1 : n;
}

/*
 * The terms worth looking up, by index; their buckets and then the first nodes of these are asked
 * for ahead of use, since neither is in the cache.
 */
static size_t
worth_looking(struct story_pool *pool, const struct story_vector *v, uint16_t *at)
{
	float heaviest = 0;
	size_t n = 0;

	for (size_t i = 0; i < v->count; i++)
		heaviest = fmaxf(heaviest, v->weight[i]);
	for (size_t i = 0; i < v->count; i++) {
		if (v->weight[i] > heaviest / 4 && is_filled(pool, v->term[i])) {
			__builtin_prefetch(bucket(pool, v->term[i]));
			at[n++] = (uint16_t)i;
		}
	}
	for (size_t k = 0; k < n; k++)
		__builtin_prefetch(&pool->node[*bucket(pool, v->term[at[k]]) - 1]);
	return n;
}

size_t
story_pool_near(struct story_pool *pool, const struct story_vector *v, uint32_t least,
	uint32_t near[STORY_NEAR_MAX])
{
	uint16_t at[STORY_TERMS_MAX];
	size_t terms = worth_looking(pool, v, at);
	size_t touched = 0;
	size_t n = 0;

	for (size_t k = 0; k < terms; k++)
		touched = collect(pool, v->term[at[k]], v->weight[at[k]], touched);
	for (size_t k = 0; k < touched; k++) {
		if (pool->hits[pool->touched[k]] >= least)
			n = insert(pool, pool->touched[k], near, n);
	}
	for (size_t k = 0; k < touched; k++) {
		pool->score[pool->touched[k]] = 0;
		pool->hits[pool->touched[k]] = 0;
	}
	return n;
}

float
story_centroid_cosine(const struct story_centroid *c, const struct story_vector *v)
{
	float sum = 0;

	for (size_t i = 0; i < c->count; i++)
		sum += c->weight[i] * story_vector_get(v, c->term[i]);
	return sum / c->norm;
}
