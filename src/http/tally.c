/* tally.c: open addressing with linear probing; a key that falls to zero is taken out at once. */
#include "http/tally.h"

#include <pthread.h>

#include "base/err.h"
#include "base/mem.h"

struct cell {
	uint64_t key;
	int count; /* 0: free */
};

struct tally {
	pthread_mutex_t lock;
	struct cell *cells;
	size_t size; /* a power of two, at least twice the keys */
	size_t used, max;
};

struct tally *
tally_new(size_t keys_max)
{
	struct tally *tally = mem_alloc(sizeof(*tally));

	(void)pthread_mutex_init(&tally->lock, NULL);
	tally->max = keys_max;
	for (tally->size = 16; tally->size < keys_max * 2;)
		tally->size *= 2;
	tally->cells = mem_alloc(tally->size * sizeof(*tally->cells));
	return tally;
}

void
tally_free(struct tally *tally)
{
	if (tally == NULL)
		return;
	(void)pthread_mutex_destroy(&tally->lock);
	mem_free(tally->cells);
	mem_free(tally);
}

/* The key's cell, or the free one where it would go. */
static size_t
place(const struct tally *tally, uint64_t key)
{
	size_t i = (size_t)key & (tally->size - 1);

	while (tally->cells[i].count != 0 && tally->cells[i].key != key)
		i = (i + 1) & (tally->size - 1);
	return i;
}

bool
tally_enter(struct tally *tally, uint64_t key, int max)
{
	struct cell *cell;
	bool ok;

	(void)pthread_mutex_lock(&tally->lock);
	cell = &tally->cells[place(tally, key)];
	ok = cell->count < max && (cell->count > 0 || tally->used < tally->max);
	if (ok) {
		tally->used += cell->count == 0;
		cell->key = key;
		cell->count++;
	}
	(void)pthread_mutex_unlock(&tally->lock);
	return ok;
}

/* Frees cell i and moves back those after it that would no longer be found. */
static void
take_out(struct tally *tally, size_t i)
{
	size_t mask = tally->size - 1;
	size_t j = i;

	tally->cells[i].count = 0;
	tally->used--;
	for (;;) {
		size_t home;

		j = (j + 1) & mask;
		if (tally->cells[j].count == 0)
			return;
		home = (size_t)tally->cells[j].key & mask;
		if (((j - home) & mask) < ((j - i) & mask))
			continue;
		tally->cells[i] = tally->cells[j];
		tally->cells[j].count = 0;
		i = j;
	}
}

void
tally_leave(struct tally *tally, uint64_t key)
{
	size_t i;

	(void)pthread_mutex_lock(&tally->lock);
	i = place(tally, key);
	BUG_IF(tally->cells[i].count == 0);
	if (--tally->cells[i].count == 0)
		take_out(tally, i);
	(void)pthread_mutex_unlock(&tally->lock);
}
