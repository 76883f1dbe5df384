/* forecast.c: four models behind one call; chosen and checked on the past. */
#include "stats/forecast.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "stats/counts.h"
#include "stats/dist.h"
#include "stats/smooth.h"
#include "stats/solve.h"

enum { WEEK = 7, MIX = 200, MIX_AFTER = 14 };

static const double TAILS[4] = { 0.1, 0.9, 0.025, 0.975 };

static double *
bound(struct forecast_point *p, size_t k)
{
	double *const at[4] = { &p->lo80, &p->hi80, &p->lo95, &p->hi95 };

	return at[k];
}

/* Calendar terms that a history of so many days can carry. */
static struct daily_options
glm_options(size_t days)
{
	struct daily_options o = { .negbin = true };

	o.trend = days >= 730;
	o.fourier = days >= 1095 ? 3 : days >= 730 ? 2 : days >= 365 ? 1 : 0;
	return o;
}

/* Smallest q with mean CDF >= p over the means exp(eta + se z). */
static double
mixed_quantile(double p, double eta, double se, const struct daily_model *model)
{
	double mean[MIX];
	int64_t lo = -1;
	int64_t hi = 1;

	for (size_t k = 0; k < MIX; k++)
		mean[k] = exp(eta + se * dist_normal_quantile(((double)k + 0.5) / MIX));
	for (bool found = false; !found || hi - lo > 1;) {
		int64_t at = found ? lo + (hi - lo) / 2 : hi;
		double sum = 0;

		for (size_t k = 0; k < MIX; k++)
			sum += dist_negbin_cdf(at, mean[k], daily_phi(model, mean[k])) / MIX;
		if (sum >= p) {
			hi = at;
			found = true;
		} else {
			lo = at;
			hi = found ? hi : hi * 2;
		}
	}
	return (double)hi;
}

static enum stat_fault
make_glm(struct arena *arena, const struct daily_series *s, size_t end, size_t horizon,
	struct forecast_point *points)
{
	struct daily_options o = glm_options(end);
	struct daily_model model;
	enum stat_fault fault = daily_fit(arena, s, &o, 0, end, &model);

	if (fault != FAULT_NONE)
		return fault;
	for (size_t h = 0; h < horizon; h++) {
		double x[DAILY_COLS_MAX];
		double eta, se, mean;

		(void)daily_row(s, &model.options, end + h, x);
		eta = glm_eta(&model.fit, x);
		se = glm_eta_se(&model.fit, x) * sqrt(model.options.negbin ? 1 : model.phi);
		mean = exp(eta);
		points[h].mean = mean;
		for (size_t k = 0; k < 4; k++)
			*bound(&points[h], k) = h >= MIX_AFTER
				? mixed_quantile(TAILS[k], eta, se, &model)
				: (double)dist_negbin_quantile(TAILS[k], mean,
					daily_phi(&model, mean));
	}
	return FAULT_NONE;
}

static void
normal_bounds(double mean, double sd, struct forecast_point *p)
{
	p->mean = fmax(0, mean);
	for (size_t k = 0; k < 4; k++)
		*bound(p, k) = fmax(0, mean + sd * dist_normal_quantile(TAILS[k]));
}

static enum stat_fault
make_smooth(struct arena *arena, const double *y, size_t count, bool ets, size_t horizon,
	struct forecast_point *points)
{
	double *z = ARENA_ARRAY(arena, count, double);
	struct smooth s;
	enum stat_fault fault;

	for (size_t t = 0; t < count; t++)
		z[t] = ets ? sqrt(y[t] + 0.375) : y[t];
	fault = ets ? ets_fit(arena, z, count, WEEK, &s)
		: holt_winters_fit(z, count, WEEK, false, &s);
	for (size_t h = 1; h <= horizon && fault == FAULT_NONE; h++) {
		struct forecast_point *p = &points[h - 1];
		double sd = smooth_sd(&s, h, ets);

		normal_bounds(smooth_mean(&s, h), sd, p);
		if (!ets)
			continue;
		p->mean = fmax(0, p->mean * p->mean + sd * sd - 0.375);
		for (size_t k = 0; k < 4; k++)
			*bound(p, k) = fmax(0, *bound(p, k) * *bound(p, k) - 0.375);
	}
	return fault;
}

static enum stat_fault
make_naive(const double *y, size_t count, size_t horizon, struct forecast_point *points)
{
	double sum = 0;

	if (count < 2 * WEEK)
		return FAULT_TOO_FEW_PERIODS;
	for (size_t t = WEEK; t < count; t++)
		sum += (y[t] - y[t - WEEK]) * (y[t] - y[t - WEEK]);
	for (size_t h = 0; h < horizon; h++) {
		double weeks = (double)(h / WEEK + 1);
		double sd = sqrt(sum / (double)(count - WEEK) * weeks);

		normal_bounds(y[count - WEEK + h % WEEK], sd, &points[h]);
	}
	return FAULT_NONE;
}

enum stat_fault
forecast_make(struct arena *arena, const struct daily_series *s, size_t end,
	enum forecast_model model, size_t horizon, struct forecast_point *points)
{
	size_t from = end > FORECAST_TRAIN_MAX ? end - FORECAST_TRAIN_MAX : 0;
	enum stat_fault fault;

	if (horizon < 1 || horizon > FORECAST_AHEAD_MAX || end > s->count)
		return FAULT_OPTION;
	if (end < FORECAST_TRAIN_MIN)
		return FAULT_TOO_FEW_PERIODS;
	fault = counts_check(s->y, end);
	if (fault != FAULT_NONE)
		return fault;
	switch (model) {
	case FORECAST_GLM:
		return make_glm(arena, s, end, horizon, points);
	case FORECAST_ETS:
	case FORECAST_HW:
		return make_smooth(arena, s->y + from, end - from, model == FORECAST_ETS, horizon,
			points);
	case FORECAST_NAIVE:
		return make_naive(s->y + from, end - from, horizon, points);
	case FORECAST_MODELS:
		break;
	}
	return FAULT_OPTION;
}

/* Mean absolute change from week to week before `end`. */
static double
scale_of(const struct daily_series *s, size_t end)
{
	size_t from = end > FORECAST_TRAIN_MAX ? end - FORECAST_TRAIN_MAX : 0;
	double sum = 0;

	for (size_t t = from + WEEK; t < end; t++)
		sum += fabs(s->y[t] - s->y[t - WEEK]);
	return sum / (double)(end - from - WEEK);
}

/* Mean absolute error of a model over past origins; NaN if it refuses. */
static double
past_error(struct arena *arena, const struct daily_series *s, size_t end, size_t origins,
	size_t horizon, enum forecast_model model)
{
	struct forecast_point points[FORECAST_AHEAD_MAX];
	double sum = 0;

	for (size_t k = origins; k > 0; k--) {
		size_t origin = end - k * horizon;

		if (forecast_make(arena, s, origin, model, horizon, points) != FAULT_NONE)
			return NAN;
		for (size_t h = 0; h < horizon; h++)
			sum += fabs(s->y[origin + h] - points[h].mean);
	}
	return sum / (double)(origins * horizon);
}

enum stat_fault
forecast_choose(struct arena *arena, const struct daily_series *s, size_t end, size_t origins,
	size_t horizon, struct forecast_choice *choice)
{
	enum stat_fault fault;
	double scale;

	memset(choice, 0, sizeof(*choice));
	if (origins < 1 || origins > 60 || horizon < 1 || horizon > FORECAST_AHEAD_MAX
		|| end > s->count)
		return FAULT_OPTION;
	if (end < origins * horizon + FORECAST_TRAIN_MIN)
		return FAULT_TOO_FEW_PERIODS;
	fault = counts_check(s->y, end);
	if (fault != FAULT_NONE)
		return fault;
	scale = scale_of(s, end - origins * horizon);
	if (scale == 0)
		return FAULT_SINGULAR;
	choice->model = FORECAST_NAIVE;
	for (int m = FORECAST_GLM; m < FORECAST_MODELS; m++) {
		double error = past_error(arena, s, end, origins, horizon, (enum forecast_model)m);

		choice->mase[m] = error / scale;
		/* a model that refused is NaN and never smaller */
		if (m != FORECAST_NAIVE && choice->mase[m] < 1 && (choice->model == FORECAST_NAIVE
			|| choice->mase[m] < choice->mase[choice->model]))
			choice->model = (enum forecast_model)m;
	}
	return FAULT_NONE;
}

enum stat_fault
forecast_achieved(struct arena *arena, const struct daily_series *s, size_t end,
	enum forecast_model model, size_t days, struct forecast_record *r)
{
	struct forecast_point points[WEEK];
	enum stat_fault fault = FAULT_NONE;

	memset(r, 0, sizeof(*r));
	if (days == 0 || days % WEEK != 0 || end > s->count)
		return FAULT_OPTION;
	if (end < days + FORECAST_TRAIN_MIN)
		return FAULT_TOO_FEW_PERIODS;
	for (size_t at = end - days; at < end && fault == FAULT_NONE; at += WEEK) {
		fault = forecast_make(arena, s, at, model, WEEK, points);
		for (size_t h = 0; h < WEEK && fault == FAULT_NONE; h++) {
			double y = s->y[at + h];

			r->held80 += y >= points[h].lo80 && y <= points[h].hi80;
			r->held95 += y >= points[h].lo95 && y <= points[h].hi95;
		}
	}
	if (fault != FAULT_NONE)
		return fault;
	r->days = days;
	(void)interval_exact((double)r->held80, (double)days, 0.95, &r->ci80);
	return interval_exact((double)r->held95, (double)days, 0.95, &r->ci95);
}

const char *
forecast_name(enum forecast_model model)
{
	static const char *const NAMES[FORECAST_MODELS] = { [FORECAST_GLM] = "glm",
		[FORECAST_ETS] = "ets", [FORECAST_HW] = "holt-winters",
		[FORECAST_NAIVE] = "naive" };

	BUG_IF((unsigned)model >= FORECAST_MODELS);
	return NAMES[model];
}
