/* daily.c: the calendar as a design matrix; fit, weigh, refit, bound. */
#include "stats/daily.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/date.h"
#include "stats/counts.h"
#include "stats/dist.h"
#include "stats/farrington.h"

#define YEAR 365.25

const struct daily_watch DAILY_WATCH = {
	.years = 3,
	.exclude = 28,
	.weight_above = 2.58,
	.alpha = 0.00089,
	.limit_cases = 5,
	.limit_periods = 4,
};

static enum daily_class
class_of(const struct daily_series *s, size_t t)
{
	return s->classes == NULL ? DAILY_PLAIN : (enum daily_class)s->classes[t];
}

size_t
daily_row(const struct daily_series *s, const struct daily_options *o, size_t t,
	double x[DAILY_COLS_MAX])
{
	int weekday = day_weekday(s->first_day + (int64_t)t);
	double years = ((double)t + 1) / YEAR;
	size_t at = 0;

	x[at++] = 1;
	for (int d = 1; d < 7; d++)
		x[at++] = weekday == d;
	for (int c = DAILY_TET_BEFORE; c <= DAILY_HOLIDAY; c++)
		x[at++] = (int)class_of(s, t) == c;
	if (o->trend)
		x[at++] = years;
	for (int k = 1; k <= o->fourier; k++) {
		x[at++] = sin(2 * M_PI * k * years);
		x[at++] = cos(2 * M_PI * k * years);
	}
	if (o->last_week)
		x[at++] = t >= 7 ? log1p(s->y[t - 7]) : 0;
	return at;
}

static bool
is_base(const struct daily_series *s, const struct daily_options *o, size_t t)
{
	return (s->missing == NULL || !s->missing[t]) && (!o->last_week || t >= 7);
}

/* The baseline as regression data; y and x in the arena. */
static enum stat_fault
collect(struct arena *arena, const struct daily_series *s, const struct daily_options *o,
	size_t first, size_t end, struct glm_data *data)
{
	size_t room = end > first ? end - first : 0;
	double *x = ARENA_ARRAY(arena, room * DAILY_COLS_MAX, double);
	double *y = ARENA_ARRAY(arena, room, double);
	size_t n = 0;

	*data = (struct glm_data){ .x = x, .y = y };
	for (size_t t = first; t < end; t++) {
		double row[DAILY_COLS_MAX];

		if (!is_base(s, o, t))
			continue;
		data->cols = daily_row(s, o, t, row);
		memcpy(x + n * data->cols, row, data->cols * sizeof(*row));
		y[n++] = s->y[t];
	}
	data->rows = n;
	return n < DAILY_BASE_MIN ? FAULT_TOO_FEW_PERIODS : FAULT_NONE;
}

static enum stat_fault
check(const struct daily_series *s, const struct daily_options *o, size_t end)
{
	if (o->fourier < 0 || o->fourier > 4 || end > s->count)
		return FAULT_OPTION;
	return counts_check(s->y, end);
}

static enum stat_fault
fit(struct arena *arena, const struct glm_data *data, struct daily_model *model)
{
	enum stat_fault fault = model->options.negbin ? glm_negbin(arena, data, &model->fit)
		: glm_poisson(arena, data, &model->fit);

	/* counts without overdispersion have no theta: Poisson then */
	if (fault == FAULT_NO_CONVERGENCE && model->options.negbin) {
		model->options.negbin = false;
		fault = glm_poisson(arena, data, &model->fit);
	}
	model->phi = model->options.negbin ? 0 : fmax(1, model->fit.phi);
	model->rows = data->rows;
	return fault;
}

enum stat_fault
daily_fit(struct arena *arena, const struct daily_series *s, const struct daily_options *o,
	size_t first, size_t end, struct daily_model *model)
{
	enum stat_fault fault = check(s, o, end);
	struct glm_data data;

	memset(model, 0, sizeof(*model));
	model->options = *o;
	if (fault == FAULT_NONE)
		fault = collect(arena, s, o, first, end, &data);
	return fault == FAULT_NONE ? fit(arena, &data, model) : fault;
}

double
daily_mean(const struct daily_model *model, const struct daily_series *s, size_t t)
{
	double x[DAILY_COLS_MAX];

	(void)daily_row(s, &model->options, t, x);
	return exp(glm_eta(&model->fit, x));
}

double
daily_phi(const struct daily_model *model, double mean)
{
	return model->options.negbin ? 1 + mean / model->fit.theta : model->phi;
}

/* Fit, weights from the residuals, fit again. */
static enum stat_fault
fit_twice(struct arena *arena, struct glm_data *data, double above, struct daily_model *model)
{
	double *residual = ARENA_ARRAY(arena, data->rows, double);
	double *weight = ARENA_ARRAY(arena, data->rows, double);
	enum stat_fault fault;

	data->weight = NULL;
	fault = fit(arena, data, model);
	if (fault != FAULT_NONE)
		return fault;
	farrington_anscombe(data->y, &model->fit, data->rows, fmax(1, model->fit.phi), residual);
	farrington_weights(residual, data->rows, above, weight);
	data->weight = weight;
	return fit(arena, data, model);
}

static double
largest(const struct glm_data *data)
{
	double most = 0;

	for (size_t i = 0; i < data->rows; i++)
		most = fmax(most, data->y[i]);
	return most;
}

static void
judge(const struct daily_series *s, const struct daily_watch *w, size_t now,
	struct daily_result *r)
{
	double recent = 0;

	r->upper = (double)dist_negbin_quantile(1 - w->alpha, r->expected, r->phi);
	r->p = dist_negbin_atleast((int64_t)s->y[now], r->expected, r->phi);
	for (size_t k = 0; k < (size_t)w->limit_periods && k <= now; k++)
		recent += s->y[now - k];
	r->enough = recent >= w->limit_cases;
	r->alarm = r->enough && s->y[now] > r->upper;
}

static enum stat_fault
check_watch(const struct daily_series *s, const struct daily_options *o,
	const struct daily_watch *w, size_t now)
{
	if (w->years < 1 || w->exclude < 0 || w->limit_periods < 1 || now >= s->count)
		return FAULT_OPTION;
	if (!(w->weight_above > 0) || !(w->alpha > 0 && w->alpha < 1))
		return FAULT_OPTION;
	return now < (size_t)w->exclude ? FAULT_TOO_FEW_PERIODS : check(s, o, now + 1);
}

enum stat_fault
daily_at(struct arena *arena, const struct daily_series *s, const struct daily_options *options,
	const struct daily_watch *w, size_t now, struct daily_result *r)
{
	size_t years = (size_t)(w->years * YEAR) + (size_t)w->exclude;
	size_t first = now > years ? now - years : 0;
	struct daily_options o = *options;
	enum stat_fault fault;

	memset(r, 0, sizeof(*r));
	fault = check_watch(s, &o, w, now);
	for (int round = 0; round < 2 && fault == FAULT_NONE; round++) {
		struct daily_model model = { .options = o };
		struct glm_data data;

		fault = collect(arena, s, &o, first, now - (size_t)w->exclude, &data);
		if (fault == FAULT_NONE)
			fault = fit_twice(arena, &data, w->weight_above, &model);
		if (fault != FAULT_NONE)
			return fault;
		r->expected = daily_mean(&model, s, now);
		r->phi = daily_phi(&model, r->expected);
		r->has_trend = o.trend;
		if (!o.trend || r->expected <= largest(&data))
			break;
		o.trend = false;
	}
	if (fault == FAULT_NONE)
		judge(s, w, now, r);
	return fault;
}
