/*
 * farrington.c: fit, weigh down past outbreaks, refit, bound. The baseline rows come from
 * farrington_base.c.
 */
#include "stats/farrington.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/dist.h"
#include "stats/farrington_base.h"
#include "stats/solve.h"

const struct farrington_options FARRINGTON_WEEKLY = {
	.step = FARRINGTON_WEEK,
	.frequency = 52,
	.years = 3,
	.half_window = 3,
	.groups = 10,
	.exclude = 26,
	.weight_above = 2.58,
	.trend_p = 1,
	.bound = FARRINGTON_PLUGIN,
	.alpha = 0.00089,
	.limit_cases = 5,
	.limit_periods = 4,
	.se_as_r = false,
};

void
farrington_anscombe(const double *y, const struct glm_fit *fit, size_t rows, double phi,
	double *residual)
{
	for (size_t i = 0; i < rows; i++) {
		double mu = fit->mu[i];
		double a = 1.5 * (cbrt(y[i] * y[i]) * pow(mu, -1.0 / 6) - sqrt(mu));
		double rest = 1 - fit->hat[i];

		/* a row that fits itself says nothing about being an outbreak */
		residual[i] = rest > 1e-12 ? a / sqrt(phi * rest) : 0;
	}
}

void
farrington_weights(const double *residual, size_t rows, double above, double *weight)
{
	double sum = 0;
	double gamma;

	for (size_t i = 0; i < rows; i++)
		sum += residual[i] > above ? 1 / (residual[i] * residual[i]) : 1;
	gamma = (double)rows / sum;
	for (size_t i = 0; i < rows; i++)
		weight[i] = residual[i] > above ? gamma / (residual[i] * residual[i]) : gamma;
}

static size_t
fill_row(const struct farrington_options *o, bool trend, double time, int group, double *x)
{
	size_t at = 0;

	x[at++] = 1;
	if (trend)
		x[at++] = time;
	for (int g = 2; g <= o->groups; g++)
		x[at++] = g == group;
	return at;
}

/* First fit, weights, second fit. */
static enum stat_fault
fit_twice(struct arena *arena, const struct farrington_options *o, bool trend,
	struct farrington_trace *t)
{
	size_t cols = (size_t)o->groups + trend;
	double *x = ARENA_ARRAY(arena, t->rows * cols, double);
	struct glm_data data = { .rows = t->rows, .cols = cols, .x = x, .y = t->y };
	enum stat_fault fault;

	for (size_t i = 0; i < t->rows; i++)
		(void)fill_row(o, trend, t->time[i], t->group[i], x + i * cols);
	fault = glm_poisson(arena, &data, &t->model);
	if (fault != FAULT_NONE)
		return fault;
	t->fit1 = t->model.mu;
	t->hat1 = t->model.hat;
	t->phi1 = fmax(t->model.phi, 1);
	farrington_anscombe(t->y, &t->model, t->rows, t->phi1, t->anscombe);
	farrington_weights(t->anscombe, t->rows, o->weight_above, t->weight);
	data.weight = t->weight;
	fault = glm_poisson(arena, &data, &t->model);
	t->fit2 = t->model.mu;
	t->phi2 = fmax(t->model.phi, 1);
	return fault;
}

/* The dispersion behind the standard errors; see se_as_r. */
static double
se_phi(const struct farrington_options *o, const struct farrington_trace *t)
{
	double sum = 0;

	if (!o->se_as_r)
		return t->phi2;
	for (size_t i = 0; i < t->rows; i++) {
		double r = t->y[i] / t->fit2[i] - 1;

		sum += t->weight[i] * r * r;
	}
	return sum / t->model.df;
}

static void
predict(const struct farrington_options *o, bool trend, double time, struct farrington_trace *t)
{
	double x[SOLVE_MAX];

	(void)fill_row(o, trend, time, o->groups, x);
	t->eta = glm_eta(&t->model, x);
	t->eta_se = glm_eta_se(&t->model, x) * sqrt(se_phi(o, t));
}

/* The trend stays if three years are there, it is significant, and it does not run away. */
static bool
trend_stands(const struct farrington_options *o, const struct farrington_trace *t)
{
	double se = glm_coef_se(&t->model, 1, se_phi(o, t));
	double most = 0;
	double p;

	if (o->years < 3 || !t->model.used[1])
		return false;
	p = 2 * dist_t_cdf(-fabs(t->model.coef[1] / se), t->model.df);
	for (size_t i = 0; i < t->rows; i++)
		most = fmax(most, t->y[i]);
	return p < o->trend_p && exp(t->eta) <= most;
}

static void
bound_delta(const struct farrington_options *o, const struct farrington_trace *t, double y,
	struct farrington_result *r)
{
	double mu = exp(t->eta);
	double se_mu = t->eta_se * mu;
	double se = sqrt(4.0 / 9 * cbrt(mu) * (r->phi + se_mu * se_mu / mu));
	double centre = cbrt(mu * mu);
	double z = dist_normal_quantile(1 - o->alpha);

	r->upper = pow(centre + z * se, 1.5);
	r->p = dist_normal_upper((cbrt(y * y) - centre) / se);
	r->score = (y - mu) / (r->upper - mu);
}

static void
bound_negbin(const struct farrington_options *o, const struct farrington_trace *t, double y,
	struct farrington_result *r)
{
	double z = o->bound == FARRINGTON_MUAN ? dist_normal_quantile(1 - o->alpha) : 0;
	double mu = exp(t->eta + z * t->eta_se);

	r->upper = (double)dist_negbin_quantile(1 - o->alpha, mu, r->phi);
	r->p = dist_negbin_atleast((int64_t)y, mu, r->phi);
	r->score = r->upper > r->expected ? (y - r->expected) / (r->upper - r->expected)
		: y > r->upper ? 2 : 0;
}

static void
judge(const struct farrington_options *o, const struct farrington_series *s, size_t now,
	const struct farrington_trace *t, struct farrington_result *r)
{
	double recent = 0;
	double y = s->y[now];

	r->expected = exp(t->eta);
	r->phi = t->phi2;
	switch (o->bound) {
	case FARRINGTON_DELTA:
		bound_delta(o, t, y, r);
		break;
	case FARRINGTON_PLUGIN:
	case FARRINGTON_MUAN:
		bound_negbin(o, t, y, r);
		break;
	}
	for (size_t k = 0; k < (size_t)o->limit_periods && k <= now; k++)
		recent += s->y[now - k];
	r->enough = recent >= o->limit_cases;
	r->alarm = r->enough && y > r->upper && y > 0;
}

static bool
within(int value, int least, int most)
{
	return value >= least && value <= most;
}

static enum stat_fault
check_options(const struct farrington_options *o)
{
	if (!within(o->years, 1, 20) || !within(o->half_window, 0, 180))
		return FAULT_OPTION;
	if (!within(o->groups, 1, 40) || o->exclude < 0 || o->limit_periods < 1)
		return FAULT_OPTION;
	if (o->limit_cases < 0 || o->step > FARRINGTON_DAY || o->bound > FARRINGTON_MUAN)
		return FAULT_OPTION;
	if (o->step == FARRINGTON_INDEX && o->frequency < 2)
		return FAULT_OPTION;
	return o->alpha > 0 && o->alpha < 1 && o->weight_above > 0 && o->trend_p >= 0
		? FAULT_NONE : FAULT_OPTION;
}

static enum stat_fault
check_series(const struct farrington_series *s, const struct farrington_options *o, size_t now)
{
	if (now >= s->count || (o->step != FARRINGTON_INDEX && s->day == NULL))
		return FAULT_OPTION;
	for (size_t i = 0; i <= now; i++) {
		if (!isfinite(s->y[i]))
			return FAULT_NOT_FINITE;
		if (s->y[i] < 0)
			return FAULT_NEGATIVE;
		if (s->y[i] != floor(s->y[i]))
			return FAULT_NOT_WHOLE;
	}
	return FAULT_NONE;
}

static void
trace_arrays(struct arena *arena, struct farrington_trace *t)
{
	t->anscombe = ARENA_ARRAY(arena, t->rows, double);
	t->weight = ARENA_ARRAY(arena, t->rows, double);
}

enum stat_fault
farrington_at(struct arena *arena, const struct farrington_series *series,
	const struct farrington_options *o, size_t now, struct farrington_result *result,
	struct farrington_trace *trace)
{
	struct farrington_trace *t = ARENA_NEW(arena, struct farrington_trace);
	enum stat_fault fault = check_options(o);
	double time;

	memset(result, 0, sizeof(*result));
	if (fault == FAULT_NONE)
		fault = check_series(series, o, now);
	if (fault == FAULT_NONE)
		fault = farrington_base(arena, series, o, now, t, &time);
	if (fault != FAULT_NONE)
		return fault;
	trace_arrays(arena, t);
	fault = fit_twice(arena, o, true, t);
	if (fault == FAULT_NONE) {
		predict(o, true, time, t);
		result->has_trend = trend_stands(o, t);
	}
	if (!result->has_trend) {
		fault = fit_twice(arena, o, false, t);
		if (fault != FAULT_NONE)
			return fault;
		predict(o, false, time, t);
	}
	result->trend = result->has_trend ? t->model.coef[1] : 0;
	judge(o, series, now, t, result);
	if (trace != NULL)
		*trace = *t;
	return FAULT_NONE;
}
