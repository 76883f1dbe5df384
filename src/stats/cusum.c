/* cusum.c: cumulative sums, standardised and by likelihood ratio. */
#include "stats/cusum.h"

#include <math.h>

#include "stats/counts.h"

static double
standardise(enum cusum_form form, double y, double m)
{
	switch (form) {
	case CUSUM_STANDARD:
		return (y - m) / sqrt(m);
	case CUSUM_ROSSI:
		return (y - 3 * m + 2 * sqrt(y * m)) / (2 * sqrt(m));
	case CUSUM_ANSCOMBE:
		return 1.5 * (cbrt(y * y) - cbrt(m * m)) / pow(m, 1.0 / 6);
	}
	return NAN;
}

/* The count at which z reaches `z`. */
static double
back(enum cusum_form form, double z, double m)
{
	double root = sqrt(m);
	double a;

	switch (form) {
	case CUSUM_STANDARD:
		return fmax(0, ceil(root * z + m));
	case CUSUM_ROSSI:
		a = 4 * m * m + 2 * m * root * z;
		return a < 0 ? 0 : fmax(0, 2 * z * root + 5 * m - 2 * sqrt(a));
	case CUSUM_ANSCOMBE:
		a = 2.0 / 3 * pow(m, 1.0 / 6) * z + cbrt(m * m);
		return a < 0 ? 0 : pow(a, 1.5);
	}
	return NAN;
}

enum stat_fault
cusum_run(const double *y, const double *mean, size_t count, const struct cusum_options *o,
	struct cusum_point *points)
{
	enum stat_fault fault = counts_check(y, count);
	double sum = 0;

	if (o->form > CUSUM_ANSCOMBE || !(o->k >= 0) || !(o->h > 0))
		return FAULT_OPTION;
	if (fault == FAULT_NONE)
		fault = positive_check(mean, count);
	if (fault != FAULT_NONE)
		return fault;
	for (size_t t = 0; t < count; t++) {
		points[t].upper = back(o->form, o->h + o->k - sum, mean[t]);
		sum = fmax(0, sum + standardise(o->form, y[t], mean[t]) - o->k);
		points[t].value = sum;
		points[t].alarm = sum >= o->h;
	}
	return FAULT_NONE;
}

/* sum of y r - (y + 1/a) ln((1 + a mu e^r) / (1 + a mu)) over from..to */
static double
negbin_gain(const double *y, const double *mean, size_t from, size_t to, double a, double r)
{
	double sum = 0;

	for (size_t t = from; t <= to; t++)
		sum += y[t] * r - (y[t] + 1 / a)
			* log1p(a * mean[t] * expm1(r) / (1 + a * mean[t]));
	return sum;
}

/* The r >= 0 that makes the gain largest: Newton on its score, which falls in r. */
static double
negbin_rate(const double *y, const double *mean, size_t from, size_t to, double a, double start)
{
	double r = start;

	for (int it = 0; it < 100; it++) {
		double score = 0;
		double info = 0;
		double move;

		for (size_t t = from; t <= to; t++) {
			double m = mean[t] * exp(r);
			double d = 1 + a * m;

			score += (y[t] - m) / d;
			info += m * (1 + a * y[t]) / (d * d);
		}
		move = fmin(2, fmax(-2, score / info));
		r += move;
		if (r < -30)
			return 0;
		if (fabs(move) < 1e-10)
			break;
	}
	return fmax(0, r);
}

static double
glr_poisson(const double *y, const double *mean, size_t from, size_t to)
{
	double best = 0;
	double s = 0;
	double m = 0;

	for (size_t k = to + 1; k-- > from;) {
		s += y[k];
		m += mean[k];
		if (s > m)
			best = fmax(best, s * log(s / m) + m - s);
	}
	return best;
}

static double
glr_negbin(const double *y, const double *mean, size_t from, size_t to, double a)
{
	double best = 0;
	double r = 0.5;

	for (size_t k = from; k <= to; k++) {
		r = negbin_rate(y, mean, k, to, a, r);
		best = fmax(best, negbin_gain(y, mean, k, to, a, r));
	}
	return best;
}

enum stat_fault
glr_run(const double *y, const double *mean, size_t count, const struct glr_options *o,
	struct cusum_point *points)
{
	enum stat_fault fault = counts_check(y, count);
	size_t start = 0;

	if (!(o->alpha >= 0) || !isfinite(o->alpha) || !(o->limit > 0))
		return FAULT_OPTION;
	if (fault == FAULT_NONE)
		fault = positive_check(mean, count);
	if (fault != FAULT_NONE)
		return fault;
	for (size_t t = 0; t < count; t++) {
		size_t from = o->window > 0 && t - start > o->window ? t - o->window : start;

		points[t].value = o->alpha > 0 ? glr_negbin(y, mean, from, t, o->alpha)
			: glr_poisson(y, mean, from, t);
		points[t].upper = o->limit;
		points[t].alarm = points[t].value >= o->limit;
		if (points[t].alarm)
			start = t + 1;
	}
	return FAULT_NONE;
}
