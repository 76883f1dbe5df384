/*
 * scan_null.h: one replicate of the window's cases under "no cluster" (laws in scan.h).
 */
#ifndef STATS_SCAN_NULL_H
#define STATS_SCAN_NULL_H

#include "base/rand.h"
#include "stats/scan.h"

/* Where a worker keeps what is left of each place while it deals a replicate. */
struct scan_deal {
	const struct scan_model *model;
	enum scan_null null;
	double dispersion;
	int64_t *left[DAY_KINDS];  /* STP: cases not yet dealt, [n]; whole again after each deal */
	uint16_t marks[2 * SCAN_LANES_MAX]; /* 0s, then 1s: a day's marks start at 64 - age */
	int32_t *dealt;            /* places of the replicate, room for SCAN_RECENT_MAX */
};

void scan_deal_init(struct scan_deal *deal, const struct scan_model *model,
	const struct scan_draws *draws, struct arena *arena);

/*
 * Deals one replicate: adds 1 to the lanes (windows) that hold the case's day, in the row of its
 * place: row + place * step, blocks of 16 lanes `block_step` apart. Rows must be zero before.
 */
void scan_deal(struct scan_deal *deal, uint64_t seed, uint16_t *row, size_t step,
	size_t block_step);

#endif
