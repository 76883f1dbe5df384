/*
 * farrington.h: is this week's (or day's) count of one series unusually high? The "flexible"
 * method: quasi-Poisson regression on comparable past periods, past outbreaks weighted down.
 *
 *   log mu_t = b0 + b1 t + season group;  Var = phi mu, phi >= 1
 *
 * Baseline: periods within `half_window` of the same date in the `years` years before, and, when
 * `groups` > 1, all periods between, cut into groups - 1 equal season blocks; the last `exclude`
 * periods stay out. Residuals s (Anscombe, standardised) above `weight_above` get weight
 * proportional to s^-2; one refit. Sources: Farrington, Andrews, Beale & Catchpole 1996 (JRSS A);
 * Noufaily et al. 2013 (Stat Med). Thresholds:
 *   DELTA  U = (mu^(2/3) + z sqrt(4/9 mu^(1/3) (phi + se^2/mu)))^(3/2)         (1996)
 *   PLUGIN smallest q with NB(mu, phi) CDF >= 1 - alpha; Poisson when phi = 1  (2013)
 *   MUAN   the same at the upper 1 - alpha bound of mu
 * se^2 in DELTA is of the mean, and z the 1 - alpha quantile.
 *
 * Units: counts per period; alpha one-sided. Refused: negative, fractional or non-finite counts
 * (fractional under PLUGIN and MUAN only has no meaning either), a history that does not reach
 * back years * period + half_window (too-few-periods), options outside their domain, a regression
 * that does not settle. An alarm is never given at count 0 nor with fewer than `limit_cases` in
 * the last `limit_periods` periods (then `enough` is false and `upper` still tells the bound).
 */
#ifndef STATS_FARRINGTON_H
#define STATS_FARRINGTON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/fault.h"
#include "stats/glm.h"

struct arena;

enum farrington_bound { FARRINGTON_DELTA, FARRINGTON_PLUGIN, FARRINGTON_MUAN };

enum farrington_step { FARRINGTON_INDEX, FARRINGTON_WEEK, FARRINGTON_DAY };

struct farrington_options {
	enum farrington_step step; /* how "the same date a year before" is found */
	int frequency;             /* periods a year, for FARRINGTON_INDEX */
	int years;                 /* b: 1..20 */
	int half_window;           /* w: periods on each side */
	int groups;                /* 1: windows only; else season groups, 10 in the 2013 paper */
	int exclude;               /* most recent periods left out of the baseline */
	double weight_above;       /* 1 in 1996, 2.58 in 2013 */
	double trend_p;            /* trend kept if its p-value is below; 1: always */
	enum farrington_bound bound;
	double alpha;
	int limit_cases;
	int limit_periods;
	/*
	 * R's surveillance 1.20 to 1.26 takes the dispersion of the prediction's standard error
	 * from sum(omega r^2) instead of the Pearson sum; true reproduces it for comparison with R.
	 */
	bool se_as_r;
};

/* Noufaily et al. 2013 with b = 3, ten groups, 26 weeks left out. */
extern const struct farrington_options FARRINGTON_WEEKLY;

struct farrington_series {
	size_t count;
	const double *y;     /* counts per period, oldest first */
	const int64_t *day;  /* first day of each period; NULL for FARRINGTON_INDEX */
	const bool *missing; /* periods without a report: not in the baseline; NULL: none */
};

/* All that was computed on the way, for the page and the tests; arrays live in the arena. */
struct farrington_trace {
	size_t rows;
	size_t *index;    /* period of each baseline row */
	int *group;       /* 1..groups */
	double *time;     /* periods since the first row */
	double *y;
	double *fit1, *hat1, *anscombe, *weight, *fit2;
	double phi1, phi2;
	double eta, eta_se;
	struct glm_fit model;
};

struct farrington_result {
	double expected;   /* mu */
	double phi;
	double upper;      /* alarm when the count is above */
	double p;          /* P(at least the count seen) */
	/* (y - expected) / (upper - expected); on the log scale see farrington.c */
	double score;
	double trend;      /* per period, on the log scale; 0 when left out */
	bool has_trend;
	bool enough;       /* enough recent cases to speak at all */
	bool alarm;
};

/* Judges period `now` of the series. `trace` may be NULL. */
enum stat_fault farrington_at(struct arena *arena, const struct farrington_series *series,
	const struct farrington_options *options, size_t now, struct farrington_result *result,
	struct farrington_trace *trace);

/*
 * Shared with the daily model: Anscombe residuals standardised by leverage, and the weights they
 * earn (gamma s^-2 above `above`, else gamma, so that they average to 1). Arrays of data rows.
 */
void farrington_anscombe(const double *y, const struct glm_fit *fit, size_t rows, double phi,
	double *residual);
void farrington_weights(const double *residual, size_t rows, double above, double *weight);

#endif
