/*
 * cusum.h: charts that add small excesses up, for slow drifts that no single day shows.
 *
 * Standardised CUSUM (Rossi, Lampugnani & Marchi 1999, Stat Med):
 *   S_t = max(0, S_{t-1} + z_t - k), alarm at S_t >= h, k = 1.04, h = 2.26;
 *   z = (y - m) / sqrt(m)                          STANDARD
 *   z = (y - 3 m + 2 sqrt(y m)) / (2 sqrt(m))      ROSSI
 *   z = 3/2 (y^(2/3) - m^(2/3)) / m^(1/6)          ANSCOMBE
 * m is the expected count. The chart is not reset by an alarm. `upper` is the smallest count
 * that would have alarmed, as R's surveillance transforms it back (rounded up for STANDARD).
 *
 * Generalised likelihood ratio (Höhle & Paul 2008, CSDA), known expectations mu_t:
 *   Poisson: GLR_t = max_k [ S ln(S/M) + M - S ], S and M the sums of y and mu over k..t, S > M
 *   negative binomial, Var = mu + a mu^2: max_k max_{r >= 0} sum_{k..t} of
 *     y r - (y + 1/a) ln((1 + a mu e^r) / (1 + a mu))
 * k reaches back to the last alarm and at most `window` periods before t; alarm at GLR >= limit
 * (5), after which the chart starts anew.
 *
 * Units: counts per period. Refused: negative, fractional, non-finite counts; expectations that
 * are not above zero; options outside their domain.
 */
#ifndef STATS_CUSUM_H
#define STATS_CUSUM_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fault.h"

enum cusum_form { CUSUM_STANDARD, CUSUM_ROSSI, CUSUM_ANSCOMBE };

struct cusum_options {
	enum cusum_form form;
	double k;
	double h;
};

struct cusum_point {
	double value; /* the chart */
	double upper; /* CUSUM: smallest alarming count; GLR: the limit */
	bool alarm;
};

/* `mean` has one value per period. Writes `count` points. */
enum stat_fault cusum_run(const double *y, const double *mean, size_t count,
	const struct cusum_options *options, struct cusum_point *points);

struct glr_options {
	double alpha;  /* 0: Poisson; else the a above */
	size_t window; /* periods before t that k may reach; 0: no limit */
	double limit;  /* 5 */
};

/* The same for the likelihood ratio. */
enum stat_fault glr_run(const double *y, const double *mean, size_t count,
	const struct glr_options *options, struct cusum_point *points);

#endif
