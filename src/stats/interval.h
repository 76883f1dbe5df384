/*
 * interval.h: intervals for shares. `level` is two-sided, 0.95 for 95 %.
 *
 *   Wilson 1927: centre (p + z^2/2n) / (1 + z^2/n),
 *     half width z sqrt(p(1-p)/n + z^2/4n^2) / (1 + z^2/n); n may be an effective size
 *   Clopper & Pearson 1934: exact; Jeffreys: beta quantiles with 1/2 added to both counts
 *   logit: p on the log-odds scale, se / (p (1 - p)), Student's t with df
 *   Korn & Graubard 1998: Clopper-Pearson on n* = p(1-p)/se^2 * (t_{n-1} / t_df)^2
 *   hypergeometric: all K of `total` marked units under which seeing `seen` marked of `drawn`
 *     is in neither tail of (1 - level)/2, for a sample without replacement
 *
 * Refused: shares outside 0..1, sizes that are not above zero, level outside (0, 1), counts that
 * do not fit together (option).
 */
#ifndef STATS_INTERVAL_H
#define STATS_INTERVAL_H

#include <stdint.h>

#include "stats/fault.h"

struct interval {
	double lo, hi;
};

enum stat_fault interval_wilson(double share, double size, double level, struct interval *to);
enum stat_fault interval_exact(double hits, double size, double level, struct interval *to);
enum stat_fault interval_jeffreys(double hits, double size, double level, struct interval *to);
enum stat_fault interval_logit(double share, double se, double df, double level,
	struct interval *to);
enum stat_fault interval_korn_graubard(double share, double se, double size, double df,
	double level, struct interval *to);

/* lo and hi are whole numbers of units. */
enum stat_fault interval_hypergeometric(int64_t seen, int64_t drawn, int64_t total, double level,
	struct interval *to);

#endif
