/*
 * smooth.h: exponential smoothing with a season of m periods.
 *
 * Holt-Winters (Winters 1960), additive:
 *   l = a (y - s_{t-m}) + (1 - a)(l + b);  b = B (l - l') + (1 - B) b;
 *   s = g (y - l) + (1 - g) s_{t-m}        (the NEW level, as R's HoltWinters)
 *   multiplicative: y / s and y / l instead of the differences; forecast (l + h b) * or + s.
 *   Start values from a straight line through the moving average of the first two seasons.
 * ETS(A,N,A) (Hyndman, Koehler, Ord & Snyder 2008):
 *   e = y - l - s_{t-m};  l += a e;  s = s_{t-m} + g e;  0 < a < 1, 0 < g < 1 - a.
 *   The start values enter the errors linearly, so they are solved for exactly (least squares) at
 *   each (a, g).
 * Parameters by least squares, Nelder & Mead 1965 from several starts inside the unit cube.
 *
 * h-step variance: additive HW and ETS: v (1 + sum_{j<h} c_j^2), c_j = a (1 + j B) +
 * g (1 - a) [m | j] for HW, a + g [m | j] for ETS; v = variance of the one-step errors. (R's
 * forecast 8.20 adds g one step early, which shows at h = m, 2 m, ... only.) The multiplicative
 * form gives means only.
 *
 * Refused: fewer than two seasons (HW; three for ETS) + 1 periods (too-few-periods), NaN,
 * values not above zero for the multiplicative form, parameters outside 0..1 (option).
 */
#ifndef STATS_SMOOTH_H
#define STATS_SMOOTH_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fault.h"

struct arena;

enum { SMOOTH_SEASON_MAX = 53 };

struct smooth {
	size_t season;      /* m */
	bool multiplicative;
	double alpha, beta, gamma;
	double level, slope;
	double factor[SMOOTH_SEASON_MAX]; /* seasonal terms for the next m periods, in order */
	double start_level, start_slope;
	double start_factor[SMOOTH_SEASON_MAX];
	double sse;      /* of the one-step errors */
	double variance; /* of the one-step errors */
	size_t errors;
};

/* What was believed before each period, for tests and plots; entries from period m on (HW). */
struct smooth_states {
	double *fitted, *level, *slope, *factor;
};

/* What all of these ask of a series: `seasons` seasons and one period more, all finite. */
enum stat_fault smooth_check(const double *y, size_t count, size_t season, size_t seasons);

/* Runs with given parameters. `states` may be NULL. */
enum stat_fault holt_winters_run(const double *y, size_t count, size_t season,
	bool multiplicative, double alpha, double beta, double gamma, struct smooth *to,
	struct smooth_states *states);

/* Finds the parameters. */
enum stat_fault holt_winters_fit(const double *y, size_t count, size_t season,
	bool multiplicative, struct smooth *to);

/* ETS(A,N,A) with given parameters and start (level, and factor of the first m periods). */
enum stat_fault ets_run(const double *y, size_t count, size_t season, double alpha, double gamma,
	double level, const double *factor, struct smooth *to);

/* Finds parameters and start. variance = sse / (n - parameters). */
enum stat_fault ets_fit(struct arena *arena, const double *y, size_t count, size_t season,
	struct smooth *to);

/* Forecast h >= 1 periods ahead, and the standard deviation of its error (additive forms only). */
double smooth_mean(const struct smooth *s, size_t h);
double smooth_sd(const struct smooth *s, size_t h, bool ets);

/*
 * Minimises f over `size` <= 4 numbers in 0..1 by Nelder-Mead from `x`, which receives the best.
 * Returns the value there.
 */
double smooth_minimise(double (*f)(void *data, const double *x), void *data, double *x,
	size_t size);

#endif
