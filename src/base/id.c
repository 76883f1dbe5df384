/*
 * id.c: ids that rise with time. The one idea: the state is the last id itself, so "greater than
 * every one before" is one comparison.
 */
#include "base/id.h"

#include <pthread.h>

#include "base/err.h"
#include "base/mem.h"

#define EPOCH_MS INT64_C(1577836800000) /* 2020-01-01T00:00:00Z */
#define COUNT_BITS 22
#define MS_LIMIT (INT64_C(1) << 41)

struct id_maker {
	pthread_mutex_t lock;
	struct prng dice;
	int64_t last;
};

struct id_maker *
id_maker_new_seeded(uint64_t seed)
{
	struct id_maker *maker = mem_alloc(sizeof(*maker));

	pthread_mutex_init(&maker->lock, NULL);
	prng_init(&maker->dice, seed);
	return maker;
}

struct id_maker *
id_maker_new(void)
{
	uint64_t seed;

	rand_secret(&seed, sizeof(seed));
	return id_maker_new_seeded(seed);
}

void
id_maker_free(struct id_maker *maker)
{
	if (maker == NULL)
		return;
	pthread_mutex_destroy(&maker->lock);
	mem_free(maker);
}

int64_t
id_new(struct id_maker *maker, int64_t now_ms)
{
	int64_t ms = now_ms - EPOCH_MS;
	int64_t id;

	BUG_IF(ms < 0 || ms >= MS_LIMIT);
	pthread_mutex_lock(&maker->lock);
	if (ms > maker->last >> COUNT_BITS) {
		/* A start in the lower half leaves two million ids before the next millisecond. */
		uint64_t start = prng_next(&maker->dice) >> (64 - COUNT_BITS + 1);

		maker->last = ms << COUNT_BITS | (int64_t)start;
	} else {
		maker->last++; /* the same millisecond, or a clock that went back */
	}
	id = maker->last;
	pthread_mutex_unlock(&maker->lock);
	return id;
}
