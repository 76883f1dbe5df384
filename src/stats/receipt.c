/* receipt.c: sort by what makes copies equal, keep the first of each run. */
#include "stats/receipt.h"

#include <stdbool.h>

static int
order(int64_t a, int64_t b)
{
	return a < b ? -1 : a > b;
}

static int
by_key(const void *p, const void *q)
{
	const struct receipt *a = p, *b = q;
	int diff = order(a->place, b->place);

	if (diff == 0)
		diff = order(a->topic, b->topic);
	if (diff == 0)
		diff = a->key < b->key ? -1 : a->key > b->key;
	return diff != 0 ? diff : order(a->received_ms, b->received_ms);
}

static int
by_time(const void *p, const void *q)
{
	const struct receipt *a = p, *b = q;
	int diff = order(a->received_ms, b->received_ms);

	return diff != 0 ? diff : by_key(p, q);
}

static bool
is_copy(const struct receipt *a, const struct receipt *b)
{
	return a->place == b->place && a->topic == b->topic && a->key == b->key &&
		b->received_ms - a->received_ms <= RECEIPT_SPAN_MS;
}

size_t
receipt_collapse(struct receipt *receipts, size_t n)
{
	struct receipt last;
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(receipts, n, sizeof(*receipts), by_key);
	for (size_t i = 0; i < n; i++) {
		struct receipt now = receipts[i];

		if (i == 0 || !is_copy(&last, &now))
			receipts[kept++] = now;
		last = now;
	}
	qsort(receipts, kept, sizeof(*receipts), by_time);
	return kept;
}
