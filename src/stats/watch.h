/*
 * watch.h: the watch list: of all cells (commune x topic) those worth a look, no alarm.
 *
 *   p_i = P(Y >= y_i), Y negative binomial with mean e_i and variance phi e_i (a gamma prior on
 *   each cell's rate with one spread for all); adjusted over all cells (fdr.h); listed where the
 *   adjusted p is at most q (0.10), smallest p first, ties by cell.
 *
 * With Benjamini-Hochberg at most a share q of the list is false on average. A cell without
 * reports is never listed.
 *
 * Refused: negative, fractional, not finite counts; expectations not above zero; phi < 1, q
 * outside (0, 1) (option).
 */
#ifndef STATS_WATCH_H
#define STATS_WATCH_H

#include <stddef.h>

#include "stats/fault.h"
#include "stats/fdr.h"

struct arena;

struct watch_entry {
	size_t cell;
	double p, adjusted;
};

struct watch {
	size_t count;
	struct watch_entry *entry;
};

enum stat_fault watch_list(struct arena *arena, const double *y, const double *expected,
	size_t cells, double phi, enum fdr_rule rule, double q, struct watch *to);

#endif
