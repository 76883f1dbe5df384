/*
 * fdr.h: many looks, one promise. For the watch list (thousands of cells, no alarm): with the
 * adjusted p-values q_i, the list { i : q_i <= q } holds at most a share q of false entries on
 * average.
 *
 *   BH (Benjamini & Hochberg 1995): q_(i) = min_{j >= i} min(1, n p_(j) / j), for independent or
 *       positively dependent looks
 *   BY (Benjamini & Yekutieli 2001): the same times sum_{j <= n} 1/j, for any dependence
 *   Holm 1979 and Bonferroni: no false entry at all, with probability 1 - q
 *
 * p-values in 0..1; NaN (not-finite) and others (share) are refused. An alarm budget is not this:
 * its promise is a rate a week (see the scan).
 */
#ifndef STATS_FDR_H
#define STATS_FDR_H

#include <stddef.h>

#include "stats/fault.h"

struct arena;

enum fdr_rule { FDR_BH, FDR_BY, FDR_HOLM, FDR_BONFERRONI };

/* Writes `count` adjusted p-values in the order of p. */
enum stat_fault fdr_adjust(struct arena *arena, enum fdr_rule rule, const double *p, size_t count,
	double *adjusted);

#endif
