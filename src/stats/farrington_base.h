/*
 * farrington_base.h: which past periods are comparable with today's. Internal to farrington.c.
 */
#ifndef STATS_FARRINGTON_BASE_H
#define STATS_FARRINGTON_BASE_H

#include "stats/farrington.h"

/*
 * Fills rows, index, group, time and y of the trace, and the time of the period judged. Reference
 * dates: `step` back by whole years, for weeks the nearest day of the same weekday; the season
 * blocks between two windows differ by at most one period in length, the longer ones first.
 * Refuses too-few-periods if a reference date with its window is not in the series.
 */
enum stat_fault farrington_base(struct arena *arena, const struct farrington_series *series,
	const struct farrington_options *options, size_t now, struct farrington_trace *trace,
	double *time_now);

#endif
