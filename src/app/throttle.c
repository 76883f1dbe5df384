/*
 * throttle.c: a set-associative table of token buckets under one lock. The one idea: memory is
 * fixed, so a flood of addresses can only make buckets forget, never the server grow.
 */
#include "app/throttle.h"

#include <pthread.h>

#include "base/mem.h"

enum { WAYS = 8 };

struct bucket {
	uint64_t key;
	int64_t at_ms;
	int64_t millitokens;
};

struct throttle {
	pthread_mutex_t lock;
	size_t sets;
	struct bucket *buckets;
};

struct throttle *
throttle_new(size_t slots)
{
	struct throttle *throttle = mem_alloc(sizeof(*throttle));

	throttle->sets = slots / WAYS + 1;
	throttle->buckets = mem_alloc(throttle->sets * WAYS * sizeof(struct bucket));
	(void)pthread_mutex_init(&throttle->lock, NULL);
	return throttle;
}

void
throttle_free(struct throttle *throttle)
{
	if (throttle == NULL)
		return;
	(void)pthread_mutex_destroy(&throttle->lock);
	mem_free(throttle->buckets);
	mem_free(throttle);
}

/* The key's bucket, or the one of its set that has rested longest, emptied for it. */
static struct bucket *
find(struct throttle *throttle, uint64_t key, struct throttle_rate rate, int64_t now_ms)
{
	struct bucket *set = throttle->buckets + key % throttle->sets * WAYS;
	struct bucket *oldest = set;

	for (size_t i = 0; i < WAYS; i++) {
		if (set[i].key == key)
			return &set[i];
		if (set[i].at_ms < oldest->at_ms)
			oldest = &set[i];
	}
	*oldest = (struct bucket){ key, now_ms, (int64_t)rate.burst * 1000 };
	return oldest;
}

bool
throttle_take(struct throttle *throttle, uint64_t key, struct throttle_rate rate, int64_t now_ms,
    int *wait_s)
{
	int64_t most = (int64_t)rate.burst * 1000;
	struct bucket *b;
	bool taken;

	(void)pthread_mutex_lock(&throttle->lock);
	b = find(throttle, key, rate, now_ms);
	if (now_ms > b->at_ms) {
		b->millitokens += (now_ms - b->at_ms) * rate.per_minute / 60;
		if (b->millitokens > most)
			b->millitokens = most;
		b->at_ms = now_ms;
	}
	taken = b->millitokens >= 1000;
	if (taken)
		b->millitokens -= 1000;
	*wait_s = taken ? 0 : (int)((1000 - b->millitokens) * 60 / 1000 / rate.per_minute) + 1;
	(void)pthread_mutex_unlock(&throttle->lock);
	return taken;
}

void
throttle_give(struct throttle *throttle, uint64_t key, struct throttle_rate rate)
{
	struct bucket *set = throttle->buckets + key % throttle->sets * WAYS;

	(void)pthread_mutex_lock(&throttle->lock);
	for (size_t i = 0; i < WAYS; i++)
		if (set[i].key == key && set[i].millitokens < (int64_t)rate.burst * 1000)
			set[i].millitokens += 1000;
	(void)pthread_mutex_unlock(&throttle->lock);
}

static uint64_t
fnv(uint64_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(1099511628211);
	return hash;
}

uint64_t
throttle_key(const char *purpose, uint64_t peer, const char *more)
{
	uint64_t hash = fnv(UINT64_C(14695981039346656037) ^ peer, purpose);

	hash = fnv(hash * 31, more);
	return hash == 0 ? 1 : hash;
}
