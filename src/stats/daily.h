/*
 * daily.h: what a topic's daily count should be, given the calendar, and whether it is not.
 *
 *   log mu_t = b0 + weekday (6) + Tet before / Tet / Tet after + holiday + b1 t
 *              + Fourier pairs of the year + [ b2 log(1 + y_{t-7}) ]
 *   t in years since the first day; Var = phi mu (quasi-Poisson) or mu + mu^2/theta (negbin)
 *
 * Columns that the history cannot tell apart (no Tet in it, say) are left out by themselves. The
 * watch does as Noufaily et al. 2013 on this model: the last `exclude` days stay out, past
 * outbreaks are weighted down (farrington.h), one refit; the trend is dropped when the
 * expectation exceeds every baseline count; threshold = negative binomial quantile.
 *
 * Units: counts a day; days as in base/date.h. Refused: negative, fractional, non-finite counts;
 * fewer than 56 baseline days (too-few-periods); options outside their domain; a regression that
 * does not settle.
 */
#ifndef STATS_DAILY_H
#define STATS_DAILY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/fault.h"
#include "stats/glm.h"

struct arena;

enum daily_class { DAILY_PLAIN, DAILY_TET_BEFORE, DAILY_TET, DAILY_TET_AFTER, DAILY_HOLIDAY };

enum { DAILY_COLS_MAX = 24, DAILY_BASE_MIN = 56 };

struct daily_options {
	int fourier;      /* pairs, 0..4; 2 with less than two years, else 3 or 4 */
	bool trend;
	bool last_week;   /* the term log(1 + y_{t-7}); the first week is then no baseline */
	bool negbin;      /* instead of quasi-Poisson */
};

struct daily_series {
	size_t count;
	int64_t first_day;
	const double *y;               /* one per day, no gaps */
	/* enum daily_class per day, for forecasts as many more; NULL: plain days */
	const unsigned char *classes;
	const bool *missing;           /* days without a feed: no baseline; NULL: none */
};

/* Writes the design row of day t, which may lie past the last count, with last_week by 7. */
size_t daily_row(const struct daily_series *series, const struct daily_options *options, size_t t,
	double x[DAILY_COLS_MAX]);

struct daily_model {
	struct daily_options options;
	struct glm_fit fit;
	double phi;  /* >= 1; for negbin 1 + mu / theta varies and this is 0 */
	size_t rows;
};

/* Fits days first..end-1. `weight` per baseline row or NULL. */
enum stat_fault daily_fit(struct arena *arena, const struct daily_series *series,
	const struct daily_options *options, size_t first, size_t end, struct daily_model *model);

/* Expected count of day t, and its dispersion (variance / mean). */
double daily_mean(const struct daily_model *model, const struct daily_series *series, size_t t);
double daily_phi(const struct daily_model *model, double mean);

struct daily_watch {
	int years;           /* baseline reaches back so far; 3 */
	int exclude;         /* most recent days left out of the baseline; 28 */
	double weight_above; /* 2.58 */
	double alpha;        /* 0.00089 for the budget of one false episode a week */
	int limit_cases, limit_periods; /* 5 in 4 */
};

extern const struct daily_watch DAILY_WATCH;

struct daily_result {
	double expected, phi, upper, p;
	bool has_trend, enough, alarm;
};

/* Is day `now` of the series more than the days before it let expect? */
enum stat_fault daily_at(struct arena *arena, const struct daily_series *series,
	const struct daily_options *options, const struct daily_watch *watch, size_t now,
	struct daily_result *result);

#endif
