/*
 * survey.c: linearise, take the margins out, add up over units and strata.
 */
#include "stats/survey.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/rake.h"

enum { SWEEPS = 10 };

static bool
in_domain(const struct survey *s, size_t i)
{
	return s->domain == NULL || s->domain[i];
}

static enum stat_fault
check_row(const struct survey *s, size_t i)
{
	if (!isfinite(s->weight[i]) || !isfinite(s->y[i]))
		return FAULT_NOT_FINITE;
	if (s->weight[i] < 0)
		return FAULT_NEGATIVE;
	if (s->y[i] < 0 || s->y[i] > 1)
		return FAULT_SHARE;
	for (size_t v = 0; v < s->margins; v++) {
		if (s->margin[v][i] < 0 || s->margin[v][i] >= RAKE_LEVELS_MAX)
			return FAULT_UNKNOWN_LEVEL;
	}
	return s->margins > 0 && !(s->base[i] > 0 && s->weight[i] > 0) ? FAULT_NOT_POSITIVE
		: FAULT_NONE;
}

/* Rows from..return-1 have the same stratum (and the same unit, with `units`). */
static size_t
run_end(const struct survey *s, size_t from, bool units)
{
	size_t i = from + 1;

	while (i < s->rows && (s->stratum == NULL || s->stratum[i] == s->stratum[from])) {
		if (units && (s->unit == NULL || s->unit[i] != s->unit[from]))
			break;
		i++;
	}
	return i;
}

/* Second-stage part of one unit: (1 - m/M) m/(m-1) sum (z - zbar)^2. */
static enum stat_fault
unit_variance(const struct survey *s, const double *z, size_t from, size_t end, double *v)
{
	double m = (double)(end - from);
	double there = s->people_there[from];
	double mean = 0;
	double sum = 0;

	if (m < 2)
		return FAULT_LONELY_UNIT;
	if (!(there >= m))
		return FAULT_OPTION;
	for (size_t i = from; i < end; i++)
		mean += z[i] / m;
	for (size_t i = from; i < end; i++)
		sum += (z[i] - mean) * (z[i] - mean);
	*v = (1 - m / there) * m / (m - 1) * sum;
	return FAULT_NONE;
}

/* Variance of one stratum, rows from..end-1; adds its units. */
static enum stat_fault
stratum_variance(const struct survey *s, const double *z, size_t from, size_t end, double *totals,
	double *variance, double *df)
{
	double n = 0, mean = 0, between = 0, within = 0, f = 0;

	for (size_t i = from; i < end;) {
		size_t next = run_end(s, i, true);
		double total = 0;
		double v = 0;

		if (s->units_there != NULL && s->people_there != NULL) {
			enum stat_fault fault = unit_variance(s, z, i, next, &v);

			if (fault != FAULT_NONE)
				return fault;
		}
		for (; i < next; i++)
			total += z[i];
		totals[(size_t)n++] = total;
		mean += total;
		within += v;
	}
	if (n < 2)
		return FAULT_LONELY_UNIT;
	mean /= n;
	for (size_t j = 0; j < (size_t)n; j++)
		between += (totals[j] - mean) * (totals[j] - mean);
	if (s->units_there != NULL)
		f = n / s->units_there[from];
	if (!(f >= 0 && f <= 1))
		return FAULT_OPTION;
	*variance += (1 - f) * n / (n - 1) * between + f * within;
	*df += n - 1;
	return FAULT_NONE;
}

/* Of a total of `z`, linearised values by row. */
static enum stat_fault
survey_variance(struct arena *arena, const struct survey *s, const double *z, double *variance,
	double *df)
{
	double *totals = ARENA_ARRAY(arena, s->rows, double);

	*variance = 0;
	*df = 0;
	for (size_t i = 0; i < s->rows;) {
		size_t end = run_end(s, i, false);
		enum stat_fault fault = stratum_variance(s, z, i, end, totals, variance, df);

		if (fault != FAULT_NONE)
			return fault;
		i = end;
	}
	return FAULT_NONE;
}

/* Takes the mean of z / weight of every level out; the means are weighted by the base weights. */
static void
sweep(const struct survey *s, size_t v, double *z)
{
	double sum[RAKE_LEVELS_MAX] = { 0 };
	double n[RAKE_LEVELS_MAX] = { 0 };
	const int *level = s->margin[v];

	for (size_t i = 0; i < s->rows; i++) {
		sum[level[i]] += s->base[i] * z[i] / s->weight[i];
		n[level[i]] += s->base[i];
	}
	for (size_t i = 0; i < s->rows; i++)
		z[i] -= s->weight[i] * sum[level[i]] / n[level[i]];
}

struct sums {
	double w, wy, n;
};

static struct sums
sums_of(const struct survey *s)
{
	struct sums t = { 0, 0, 0 };

	for (size_t i = 0; i < s->rows; i++) {
		if (!in_domain(s, i))
			continue;
		t.w += s->weight[i];
		t.wy += s->weight[i] * s->y[i];
		t.n++;
	}
	return t;
}

/* Variance of a simple random sample of n, the population variance estimated with weights. */
static double
simple_variance(const struct survey *s, struct sums t, double p)
{
	double sum = 0;

	for (size_t i = 0; i < s->rows; i++) {
		if (in_domain(s, i))
			sum += s->weight[i] * (s->y[i] - p) * (s->y[i] - p);
	}
	return sum / t.w * t.n / (t.n - 1) / t.n;
}

static double
domain_kish(struct arena *arena, const struct survey *s, size_t *n)
{
	double *w = ARENA_ARRAY(arena, s->rows, double);

	*n = 0;
	for (size_t i = 0; i < s->rows; i++) {
		if (in_domain(s, i))
			w[(*n)++] = s->weight[i];
	}
	return rake_deff(w, *n);
}

static enum stat_fault
errors(struct arena *arena, const struct survey *s, struct sums t, struct survey_share *r)
{
	double *z = ARENA_ARRAY(arena, s->rows, double);
	double variance, simple;
	enum stat_fault fault;

	for (size_t i = 0; i < s->rows; i++)
		z[i] = in_domain(s, i) ? s->weight[i] * s->y[i] : 0;
	fault = survey_variance(arena, s, z, &variance, &r->df);
	if (fault != FAULT_NONE)
		return fault;
	r->total_se = sqrt(variance);
	for (size_t i = 0; i < s->rows; i++)
		z[i] = in_domain(s, i) ? s->weight[i] * (s->y[i] - r->share) / t.w : 0;
	for (int k = 0; k < SWEEPS && s->margins > 0; k++) {
		for (size_t v = 0; v < s->margins; v++)
			sweep(s, v, z);
	}
	fault = survey_variance(arena, s, z, &variance, &r->df);
	if (fault != FAULT_NONE)
		return fault;
	r->se = sqrt(variance);
	simple = simple_variance(s, t, r->share);
	r->deff = simple > 0 ? variance / simple : 1;
	r->deff_without = t.w > t.n ? r->deff / (1 - t.n / t.w) : r->deff;
	return FAULT_NONE;
}

enum stat_fault
survey_share(struct arena *arena, const struct survey *s, struct survey_share *r)
{
	struct sums t;

	memset(r, 0, sizeof(*r));
	if (s->rows == 0)
		return FAULT_NO_ROWS;
	for (size_t i = 0; i < s->rows; i++) {
		enum stat_fault fault = check_row(s, i);

		if (fault != FAULT_NONE)
			return fault;
	}
	t = sums_of(s);
	if (!(t.w > 0))
		return FAULT_NO_ROWS;
	r->share = t.wy / t.w;
	r->total = t.wy;
	r->kish = domain_kish(arena, s, &r->n);
	if (s->self_selected) {
		r->kish = 0;
		return FAULT_SELF_SELECTED;
	}
	r->n_effective = (double)r->n / r->kish;
	return errors(arena, s, t, r);
}

enum stat_fault
survey_interval(const struct survey_share *share, double level, struct interval *to, double *half)
{
	enum stat_fault fault;

	if (share->kish == 0)
		return FAULT_SELF_SELECTED;
	if (share->share > 0.1 && share->share < 0.9)
		fault = interval_logit(share->share, share->se, share->df, level, to);
	else
		fault = interval_korn_graubard(share->share, share->se, (double)share->n, share->df,
			level, to);
	*half = fault == FAULT_NONE ? (to->hi - to->lo) / 2 : 0;
	return fault;
}
