/* match.c: a trie of syllables kept in one open hash table, behind a bit set of beginnings. */
#include "text/match.h"

#include "base/err.h"

#define FILTER_BITS (1u << 15)

/* One step of the trie: from state `from` by a syllable to state `to`. */
struct edge {
	uint64_t key;
	uint32_t from;
	uint32_t to; /* 0: a free slot */
};

struct matcher {
	struct arena *arena;
	struct edge *edges;
	size_t slots; /* a power of two */
	size_t used;
	int *ids; /* by state; -1 for none */
	size_t states, room;
	/* one syllable that is a phrase, or the first two of one */
	uint64_t filter[FILTER_BITS / 64];
};

static uint64_t
mix(uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ (b * 0x9E3779B97F4A7C15u)) * 0xBF58476D1CE4E5B9u;

	return h ^ h >> 29;
}

static void
filter_set(struct matcher *matcher, uint64_t a, uint64_t b)
{
	uint64_t h = mix(a, b) % FILTER_BITS;

	matcher->filter[h / 64] |= UINT64_C(1) << h % 64;
}

static bool
filter_has(const struct matcher *matcher, uint64_t a, uint64_t b)
{
	uint64_t h = mix(a, b) % FILTER_BITS;

	return (matcher->filter[h / 64] >> h % 64 & 1) != 0;
}

static struct edge *
edge_slot(struct edge *edges, size_t slots, uint32_t from, uint64_t key)
{
	size_t i = mix(key, from) & (slots - 1);

	while (edges[i].to != 0 && (edges[i].from != from || edges[i].key != key))
		i = (i + 1) & (slots - 1);
	return &edges[i];
}

static void
grow(struct matcher *matcher)
{
	size_t slots = matcher->slots * 2;
	struct edge *edges = ARENA_ARRAY(matcher->arena, slots, struct edge);

	for (size_t i = 0; i < matcher->slots; i++) {
		struct edge *e = &matcher->edges[i];

		if (e->to != 0)
			*edge_slot(edges, slots, e->from, e->key) = *e;
	}
	matcher->edges = edges;
	matcher->slots = slots;
}

struct matcher *
matcher_new(struct arena *arena, size_t nodes)
{
	struct matcher *matcher = ARENA_NEW(arena, struct matcher);

	matcher->arena = arena;
	matcher->slots = 64;
	while (matcher->slots < nodes * 2)
		matcher->slots *= 2;
	matcher->edges = ARENA_ARRAY(arena, matcher->slots, struct edge);
	matcher->room = nodes + 64;
	matcher->ids = ARENA_ARRAY(arena, matcher->room, int);
	matcher->ids[0] = -1;
	matcher->states = 1;
	return matcher;
}

static uint32_t
new_state(struct matcher *matcher)
{
	if (matcher->states == matcher->room) {
		matcher->ids = arena_grow(matcher->arena, matcher->ids, matcher->room,
		    matcher->room * 2, sizeof(int));
		matcher->room *= 2;
	}
	matcher->ids[matcher->states] = -1;
	return (uint32_t)matcher->states++;
}

static uint32_t
step_to(struct matcher *matcher, uint32_t from, uint64_t key)
{
	struct edge *e;

	if (matcher->used * 2 >= matcher->slots)
		grow(matcher);
	e = edge_slot(matcher->edges, matcher->slots, from, key);
	if (e->to == 0) {
		*e = (struct edge){ .key = key, .from = from, .to = new_state(matcher) };
		matcher->used++;
	}
	return e->to;
}

void
matcher_add(struct matcher *matcher, const char *phrase, int id)
{
	struct tokens tokens = tokens_of(matcher->arena, str_of(phrase), 0);
	uint32_t state = 0;

	if (tokens.n == 0)
		return;
	for (size_t i = 0; i < tokens.n; i++)
		state = step_to(matcher, state, tokens.at[i].key);
	BUG_IF(matcher->ids[state] >= 0 && matcher->ids[state] != id);
	matcher->ids[state] = id;
	filter_set(matcher, tokens.at[0].key, tokens.n > 1 ? tokens.at[1].key : 0);
}

int
matcher_at(const struct matcher *matcher, const struct token *at, size_t n, size_t *used)
{
	uint32_t state = 0;
	size_t len = 0;
	int found = -1;

	if (n == 0)
		return -1;
	if (!filter_has(matcher, at[0].key, 0) &&
	    (n < 2 || !filter_has(matcher, at[0].key, at[1].key)))
		return -1;
	for (size_t i = 0; i < n; i++) {
		const struct edge *e = edge_slot(matcher->edges, matcher->slots, state, at[i].key);

		if (e->to == 0)
			break;
		state = e->to;
		if (matcher->ids[state] >= 0) {
			found = matcher->ids[state];
			len = i + 1;
		}
	}
	if (used != NULL && found >= 0)
		*used = len;
	return found;
}
