/*
 * burst.h: from when to when was a topic in a burst? Two states, Viterbi (Kleinberg 2002).
 *
 * Known baseline (default): state q has rate lambda_q = s^q mu_t, cost
 *   -[ y ln lambda - lambda - ln y! ];  entering the burst costs gamma ln n, leaving nothing,
 *   start outside; ties stay outside.
 * Share form, for a topic's r of d articles (an outage of the feed cancels out): binomial with
 *   p0 = sum r / sum d, p1 = min(s p0, 0.9999).
 * weight = sum over the burst of cost_0 - cost_1: the gain in log-likelihood, for ranking.
 * Usual: s = 2, gamma = 1.
 *
 * Units: counts per period. Refused: negative, fractional, non-finite counts, baselines not above
 * zero, r > d (option), s <= 1 or gamma < 0 (option), no article at all (no-rows).
 */
#ifndef STATS_BURST_H
#define STATS_BURST_H

#include <stddef.h>

#include "stats/fault.h"

struct arena;

struct burst_options {
	double s;
	double gamma;
};

struct burst {
	size_t from, to; /* first and last period */
	double weight;
};

struct bursts {
	size_t count;
	struct burst *burst; /* in time order */
	double cost;         /* of the best path */
};

enum stat_fault burst_counts(struct arena *arena, const double *y, const double *mean,
	size_t count, const struct burst_options *options, struct bursts *to);
enum stat_fault burst_shares(struct arena *arena, const double *r, const double *d, size_t count,
	const struct burst_options *options, struct bursts *to);

#endif
