/*
 * forecast.h: how many tomorrow, and how sure? Four models of a topic's daily counts:
 *
 *   GLM    calendar regression, negative binomial (daily.h); intervals are its quantiles; more than
 *          14 days ahead the uncertainty of the coefficients is mixed in (200 equal steps of the
 *          normal distribution of the linear predictor)
 *   ETS    ETS(A,N,A), week, on z = sqrt(y + 3/8) (Anscombe 1948), transformed back;
 *          mean z^2 + sd^2 - 3/8
 *   HW     additive Holt-Winters, week, on the counts
 *   NAIVE  the same weekday last week; sd grows with the square root of the weeks ahead
 *
 * ETS and HW learn from the last 364 days, lower bounds are floored at 0. Choice: mean absolute
 * error over `origins` past starts of `horizon` days each, divided by the mean absolute change from
 * week to week before (MASE, Hyndman & Koehler 2006); the smallest wins, NAIVE if none is under 1.
 * The 80 and 95 % intervals are published with the share of past days they really held.
 *
 * Refused: as daily.h, smooth.h; horizon outside 1..60, origins outside 1..60 (option); less than
 * 70 days before the first origin (too-few-periods); weeks without any change (singular: no scale).
 */
#ifndef STATS_FORECAST_H
#define STATS_FORECAST_H

#include <stddef.h>

#include "stats/daily.h"
#include "stats/fault.h"
#include "stats/interval.h"

struct arena;

enum forecast_model { FORECAST_GLM, FORECAST_ETS, FORECAST_HW, FORECAST_NAIVE, FORECAST_MODELS };

enum { FORECAST_AHEAD_MAX = 60, FORECAST_TRAIN_MIN = 70, FORECAST_TRAIN_MAX = 364 };

struct forecast_point {
	double mean;
	double lo80, hi80, lo95, hi95;
};

/*
 * Forecasts days end .. end + horizon - 1 from the days before `end`. series->classes, if given,
 * must reach to the last of them.
 */
enum stat_fault forecast_make(struct arena *arena, const struct daily_series *series, size_t end,
	enum forecast_model model, size_t horizon, struct forecast_point *points);

struct forecast_choice {
	enum forecast_model model;
	double mase[FORECAST_MODELS]; /* NaN for a model that refused */
};

/* Tries every model on `origins` past starts of `horizon` days before `end`. */
enum stat_fault forecast_choose(struct arena *arena, const struct daily_series *series, size_t end,
	size_t origins, size_t horizon, struct forecast_choice *choice);

struct forecast_record {
	size_t days;
	size_t held80, held95;
	struct interval ci80, ci95; /* exact 95 % intervals of the shares held */
};

/* What the intervals of `model`, made every 7 days, held over the last `days` (a multiple of 7). */
enum stat_fault forecast_achieved(struct arena *arena, const struct daily_series *series,
	size_t end, enum forecast_model model, size_t days, struct forecast_record *record);

const char *forecast_name(enum forecast_model model);

#endif
