/*
 * ears.h: is today's count high against the last week or month alone? For topics without a year of
 * history; as soon as there is one, daily.h and farrington.h see more (Fricker, Hegler & Dunfee
 * 2008).
 *
 *   C1: mean + z sd over the `baseline` periods before today
 *   C2: the same, two periods further back, so that a starting outbreak is not its own baseline
 *   C3: sum over today and the two periods before of max(0, C2_t - 1), where
 *       C2_t = (y_t - mean_t) / sd_t; alarm at `c3_limit` (2) or more
 *
 * Source: Hutwagner et al. 2003 (J Urban Health). sd has n - 1 and is floored at `sigma_min`.
 * On purpose not R's surveillance 1.20 to 1.26, whose C3 bound is built on today's count itself,
 * so that today's count never matters.
 *
 * Units: counts per period. Refused: negative, fractional, non-finite counts; baseline < 3;
 * alpha outside (0, 0.5); c3_limit <= 0; sigma_min < 0; fewer periods before `now` than needed
 * (baseline, + 2 for C2, + 4 for C3).
 */
#ifndef STATS_EARS_H
#define STATS_EARS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fault.h"

struct ears_options {
	int baseline;     /* 7 in the original */
	double sigma_min; /* 0.5: a series of equal counts must not alarm at the next one */
	double alpha;     /* C1 and C2: 0.001, z about 3.09 */
	double c3_limit;  /* C3: 2 */
};

struct ears_result {
	double statistic; /* C1 and C2: (y - mean) / sd; C3: the sum; infinite when sd is 0 */
	double upper;     /* C1 and C2: the bound; C3: c3_limit */
	bool alarm;
};

/* Period `now` of `count`, judged by those before it. */
enum stat_fault ears_c1(const double *y, size_t count, size_t now,
	const struct ears_options *options, struct ears_result *result);
enum stat_fault ears_c2(const double *y, size_t count, size_t now,
	const struct ears_options *options, struct ears_result *result);
enum stat_fault ears_c3(const double *y, size_t count, size_t now,
	const struct ears_options *options, struct ears_result *result);

#endif
