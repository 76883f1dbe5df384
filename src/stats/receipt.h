/*
 * receipt.h: the same report sent again is counted once. Copies make counts vary more than any
 * threshold allows for, so they go before the scan: of receipts with the same place, topic and
 * key that follow each other within 24 hours only the first counts. The key is the idempotency
 * key or a hash of the folded text; never anything about the reporter.
 */
#ifndef STATS_RECEIPT_H
#define STATS_RECEIPT_H

#include <stddef.h>
#include <stdint.h>

#define RECEIPT_SPAN_MS (INT64_C(24) * 3600 * 1000)

struct receipt {
	int32_t place, topic;
	uint64_t key;
	int64_t received_ms;
};

/*
 * Sorts the receipts and moves those that count to the front, in order of time; returns how many.
 * A copy of a copy within 24 hours of the latest one is a copy too.
 */
size_t receipt_collapse(struct receipt *receipts, size_t n);

#endif
