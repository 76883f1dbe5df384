/*
 * coverage.c: estimators on commune totals. The one idea: every estimator is a total of commune
 * residuals, so one two-stage variance serves all three.
 */
#include "stats/coverage.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "stats/solve.h"

static bool
is_share(double x)
{
	return x >= 0 && x <= 1;
}

static void
commune_bounds(const double *share, size_t communes, size_t channels, size_t j,
	struct coverage_bounds *b)
{
	double none = 1;

	*b = (struct coverage_bounds){ 0, 0, 0 };
	for (size_t c = 0; c < channels; c++) {
		double r = share[c * communes + j];

		b->lo = fmax(b->lo, r);
		b->hi = fmin(1, b->hi + r);
		none *= 1 - r;
	}
	b->independence = 1 - none;
}

enum stat_fault
coverage_bounds(const double *residents, size_t communes, const double *share, size_t channels,
	struct coverage_bounds *city, struct coverage_bounds *by_commune)
{
	double all = 0;

	*city = (struct coverage_bounds){ 0, 0, 0 };
	if (communes == 0 || channels == 0)
		return FAULT_NO_ROWS;
	for (size_t k = 0; k < communes * channels; k++) {
		if (!is_share(share[k]))
			return FAULT_SHARE;
	}
	for (size_t j = 0; j < communes; j++) {
		if (!isfinite(residents[j]))
			return FAULT_NOT_FINITE;
		if (!(residents[j] > 0))
			return FAULT_NOT_POSITIVE;
		all += residents[j];
	}
	for (size_t j = 0; j < communes; j++) {
		struct coverage_bounds b;

		commune_bounds(share, communes, channels, j, &b);
		city->lo += residents[j] / all * b.lo;
		city->independence += residents[j] / all * b.independence;
		city->hi += residents[j] / all * b.hi;
		if (by_commune != NULL)
			by_commune[j] = b;
	}
	return FAULT_NONE;
}

/* What the estimators share: totals of the frame and of each stratum. */
struct design {
	const struct coverage_frame *frame;
	const struct coverage_sample *sample;
	double residents, reached;           /* N, sum N x */
	double there[COVERAGE_STRATA_MAX];   /* M_h */
	double people[COVERAGE_STRATA_MAX];  /* N_h */
	double sampled[COVERAGE_STRATA_MAX]; /* n_h */
	double *total;                       /* sampled commune -> linearised total */
	double *factor;                      /* and the weight of one of its residents */
};

static enum stat_fault
add_frame(struct design *d)
{
	const struct coverage_frame *f = d->frame;

	if (f->communes == 0 || d->sample->count == 0)
		return FAULT_NO_ROWS;
	if (f->strata == 0 || f->strata > COVERAGE_STRATA_MAX)
		return FAULT_TOO_LARGE;
	for (size_t j = 0; j < f->communes; j++) {
		if (f->stratum[j] < 0 || (size_t)f->stratum[j] >= f->strata)
			return FAULT_UNKNOWN_LEVEL;
		if (!isfinite(f->residents[j]))
			return FAULT_NOT_FINITE;
		if (!(f->residents[j] > 0))
			return FAULT_NOT_POSITIVE;
		if (!is_share(f->predicted[j]))
			return FAULT_SHARE;
		d->there[f->stratum[j]]++;
		d->people[f->stratum[j]] += f->residents[j];
		d->residents += f->residents[j];
		d->reached += f->residents[j] * f->predicted[j];
	}
	return FAULT_NONE;
}

static enum stat_fault
add_sample(struct arena *arena, struct design *d)
{
	const struct coverage_sample *s = d->sample;
	bool *seen = ARENA_ARRAY(arena, d->frame->communes, bool);

	for (size_t k = 0; k < s->count; k++) {
		size_t j = s->commune[k];

		if (!isfinite(s->asked[k]) || !isfinite(s->yes[k]))
			return FAULT_NOT_FINITE;
		if (j >= d->frame->communes)
			return FAULT_UNKNOWN_LEVEL;
		if (seen[j] || s->asked[k] < 2 || s->asked[k] > d->frame->residents[j]
			|| s->yes[k] < 0 || s->yes[k] > s->asked[k])
			return FAULT_OPTION;
		seen[j] = true;
		d->sampled[d->frame->stratum[j]]++;
	}
	for (size_t h = 0; h < d->frame->strata; h++) {
		if (d->there[h] > 0 && d->sampled[h] == 0)
			return FAULT_EMPTY_LEVEL;
		if (d->sampled[h] == 1)
			return FAULT_LONELY_UNIT;
	}
	return FAULT_NONE;
}

static enum stat_fault
design_init(struct arena *arena, struct design *d, const struct coverage_frame *frame,
	const struct coverage_sample *sample)
{
	enum stat_fault fault;

	memset(d, 0, sizeof(*d));
	d->frame = frame;
	d->sample = sample;
	fault = add_frame(d);
	if (fault == FAULT_NONE)
		fault = add_sample(arena, d);
	d->total = ARENA_ARRAY(arena, sample->count, double);
	d->factor = ARENA_ARRAY(arena, sample->count, double);
	return fault;
}

/* Two-stage variance of the sum of total[], each resident asked counting factor[]. */
static double
two_stage_variance(const struct design *d)
{
	const struct coverage_sample *s = d->sample;
	double mean[COVERAGE_STRATA_MAX] = { 0 };
	double sum = 0;

	for (size_t k = 0; k < s->count; k++) {
		int h = d->frame->stratum[s->commune[k]];

		mean[h] += d->total[k] / d->sampled[h];
	}
	for (size_t k = 0; k < s->count; k++) {
		size_t j = s->commune[k];
		int h = d->frame->stratum[j];
		double n = d->sampled[h];
		double f = n / d->there[h];
		double m = s->asked[k];
		double p = s->yes[k] / m;
		double off = d->total[k] - mean[h];

		sum += (1 - f) * n / (n - 1) * off * off;
		sum += f * (1 - m / d->frame->residents[j]) * m * m / (m - 1) * p * (1 - p)
			* d->factor[k] * d->factor[k];
	}
	return sum;
}

static void
finish(const struct design *d, double share, struct coverage_estimate *to)
{
	to->share = share;
	to->se = sqrt(two_stage_variance(d));
	to->df = (double)d->sample->count;
	for (size_t h = 0; h < d->frame->strata; h++)
		to->df -= d->there[h] > 0;
}

/* Residents of the city that one person asked in sampled commune k stands for. */
static double
person_weight(const struct design *d, size_t k)
{
	size_t j = d->sample->commune[k];
	int h = d->frame->stratum[j];

	return d->there[h] / d->sampled[h] * d->frame->residents[j] / d->sample->asked[k];
}

enum stat_fault
coverage_ratio(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to)
{
	struct design d;
	enum stat_fault fault = design_init(arena, &d, frame, sample);
	double up = 0;
	double down = 0;

	if (fault != FAULT_NONE)
		return fault;
	for (size_t k = 0; k < sample->count; k++) {
		up += person_weight(&d, k) * sample->yes[k];
		down += person_weight(&d, k) * sample->asked[k];
	}
	for (size_t k = 0; k < sample->count; k++) {
		d.factor[k] = person_weight(&d, k) / down;
		d.total[k] = d.factor[k] * (sample->yes[k] - sample->asked[k] * up / down);
	}
	finish(&d, up / down, to);
	return FAULT_NONE;
}

enum stat_fault
coverage_difference(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to)
{
	struct design d;
	enum stat_fault fault = design_init(arena, &d, frame, sample);
	double sum;

	if (fault != FAULT_NONE)
		return fault;
	sum = d.reached;
	for (size_t k = 0; k < sample->count; k++) {
		double w = person_weight(&d, k);
		double x = frame->predicted[sample->commune[k]];

		d.factor[k] = w / d.residents;
		d.total[k] = d.factor[k] * (sample->yes[k] - sample->asked[k] * x);
		sum += w * (sample->yes[k] - sample->asked[k] * x);
	}
	finish(&d, sum / d.residents, to);
	return FAULT_NONE;
}

/* The regression behind GREG: stratum means and one slope, by design weight. */
struct greg {
	size_t cols;
	struct solve solve;
	double cross[SOLVE_MAX * SOLVE_MAX];
	double right[SOLVE_MAX];  /* sum w x y */
	double lambda[SOLVE_MAX]; /* calibration */
	double coef[SOLVE_MAX];
};

static double
dot(const struct greg *g, const struct design *d, size_t k, const double *v)
{
	size_t j = d->sample->commune[k];

	return v[d->frame->stratum[j]] + d->frame->predicted[j] * v[g->cols - 1];
}

/* g-weights bring the sample's totals to the frame's: lambda = T^-1 (X - sum w x). */
static enum stat_fault
greg_solve(const struct design *d, struct greg *g)
{
	size_t strata = d->frame->strata;
	size_t p = strata + 1;
	double gap[SOLVE_MAX] = { 0 };

	g->cols = p;
	for (size_t h = 0; h < strata; h++)
		gap[h] = d->people[h];
	gap[strata] = d->reached;
	for (size_t k = 0; k < d->sample->count; k++) {
		size_t j = d->sample->commune[k];
		size_t h = (size_t)d->frame->stratum[j];
		double x = d->frame->predicted[j];
		double w = person_weight(d, k) * d->sample->asked[k];
		double wy = person_weight(d, k) * d->sample->yes[k];

		g->cross[h * p + h] += w;
		g->cross[strata * p + h] += w * x;
		g->cross[strata * p + strata] += w * x * x;
		g->right[h] += wy;
		g->right[strata] += wy * x;
		gap[h] -= w;
		gap[strata] -= w * x;
	}
	solve_factor(&g->solve, g->cross, p);
	if (!g->solve.used[strata])
		return FAULT_SINGULAR;
	solve_apply(&g->solve, gap, g->lambda);
	solve_apply(&g->solve, g->right, g->coef);
	return FAULT_NONE;
}

enum stat_fault
coverage_greg(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to)
{
	struct design d;
	enum stat_fault fault = design_init(arena, &d, frame, sample);
	struct greg *g = ARENA_NEW(arena, struct greg);
	double sum = 0;

	if (fault == FAULT_NONE)
		fault = greg_solve(&d, g);
	if (fault != FAULT_NONE)
		return fault;
	for (size_t k = 0; k < sample->count; k++) {
		double w = person_weight(&d, k) * (1 + dot(g, &d, k, g->lambda));

		sum += w * sample->yes[k];
		d.factor[k] = w / d.residents;
		d.total[k] = d.factor[k] *
		    (sample->yes[k] - sample->asked[k] * dot(g, &d, k, g->coef));
	}
	finish(&d, sum / d.residents, to);
	return FAULT_NONE;
}

enum stat_fault
coverage_true_share(double q, double receipts, double se, double se_n, double sp, double sp_n,
	struct coverage_estimate *to)
{
	double j = se + sp - 1;
	double p;

	if (!is_share(q) || !is_share(se) || !is_share(sp))
		return FAULT_SHARE;
	if (!(receipts > 0 && se_n > 0 && sp_n > 0))
		return FAULT_NOT_POSITIVE;
	if (!(j > 0))
		return FAULT_SINGULAR;
	p = (q + sp - 1) / j;
	if (!is_share(p))
		return FAULT_SHARE;
	*to = (struct coverage_estimate){ .share = p, .se = sqrt(q * (1 - q) / receipts
		+ p * p * se * (1 - se) / se_n + (1 - p) * (1 - p) * sp * (1 - sp) / sp_n) / j };
	return FAULT_NONE;
}

enum stat_fault
coverage_two_lists(double n1, double n2, double m, struct coverage_estimate *to)
{
	if (!isfinite(n1) || !isfinite(n2) || !isfinite(m))
		return FAULT_NOT_FINITE;
	if (m < 0 || m > n1 || m > n2)
		return FAULT_OPTION;
	*to = (struct coverage_estimate){ .share = (n1 + 1) * (n2 + 1) / (m + 1) - 1,
		.se = sqrt((n1 + 1) * (n2 + 1) * (n1 - m) * (n2 - m) /
		    ((m + 1) * (m + 1) * (m + 2))) };
	return FAULT_NONE;
}
