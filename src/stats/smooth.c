/* smooth.c: Holt-Winters as R has it: same start values, same recursions, digit for digit. */
#include "stats/smooth.h"

#include <math.h>
#include <string.h>

#include "base/err.h"
#include "stats/counts.h"

/* Centred moving average over one season at t, ends halved when m is even. */
static double
moving_average(const double *y, size_t m, size_t t)
{
	size_t half = m / 2;
	double sum = 0;

	if (m % 2 == 1) {
		for (size_t k = t - half; k <= t + half; k++)
			sum += y[k];
		return sum / (double)m;
	}
	sum = (y[t - half] + y[t + half]) / 2;
	for (size_t k = t - half + 1; k < t + half; k++)
		sum += y[k];
	return sum / (double)m;
}

/* Line through the moving average of the first two seasons, numbered 1, 2, ... */
static void
start_line(const double *average, size_t count, struct smooth *s)
{
	double n = (double)count;
	double x = 0, y = 0, xx = 0, xy = 0;

	for (size_t i = 0; i < count; i++) {
		double at = (double)i + 1;

		x += at;
		y += average[i];
		xx += at * at;
		xy += at * average[i];
	}
	s->start_slope = (xy - x * y / n) / (xx - x * x / n);
	s->start_level = (y - s->start_slope * x) / n;
}

/* Mean distance from the moving average at each place in the season, centred. */
static void
start_factors(const double *y, const double *average, size_t m, struct smooth *s)
{
	size_t half = m / 2;
	double centre = 0;

	for (size_t k = 0; k < m; k++) {
		double sum = 0;
		double n = 0;

		for (size_t t = k; t < 2 * m; t += m) {
			if (t < half || t + half >= 2 * m)
				continue;
			sum += s->multiplicative ? y[t] / average[t - half]
				: y[t] - average[t - half];
			n++;
		}
		s->start_factor[k] = sum / n;
		centre += s->start_factor[k] / (double)m;
	}
	for (size_t k = 0; k < m; k++)
		s->start_factor[k] = s->multiplicative ? s->start_factor[k] / centre
			: s->start_factor[k] - centre;
}

static void
start_values(const double *y, struct smooth *s)
{
	double average[2 * SMOOTH_SEASON_MAX];
	size_t m = s->season;
	size_t half = m / 2;
	size_t n = 0;

	for (size_t t = half; t + half < 2 * m; t++)
		average[n++] = moving_average(y, m, t);
	start_line(average, n, s);
	start_factors(y, average, m, s);
}

enum stat_fault
smooth_check(const double *y, size_t count, size_t season, size_t seasons)
{
	if (season < 2 || season > SMOOTH_SEASON_MAX)
		return FAULT_OPTION;
	if (count < seasons * season + 1)
		return FAULT_TOO_FEW_PERIODS;
	for (size_t t = 0; t < count; t++) {
		if (!isfinite(y[t]))
			return FAULT_NOT_FINITE;
	}
	return FAULT_NONE;
}

static void
note(struct smooth_states *states, size_t t, double fitted, const struct smooth *s,
	double factor)
{
	if (states == NULL)
		return;
	states->fitted[t] = fitted;
	states->level[t] = s->level;
	states->slope[t] = s->slope;
	states->factor[t] = factor;
}

/* The recursion from the start values; s->factor is a ring while it runs. */
static void
recur(const double *y, size_t count, struct smooth *s, struct smooth_states *states)
{
	size_t m = s->season;
	double sum = 0;
	double ring[SMOOTH_SEASON_MAX];

	memcpy(ring, s->start_factor, sizeof(ring));
	s->level = s->start_level;
	s->slope = s->start_slope;
	s->sse = 0;
	for (size_t t = m; t < count; t++) {
		double f = ring[t % m];
		double base = s->level + s->slope;
		double fitted = s->multiplicative ? base * f : base + f;
		double e = y[t] - fitted;
		double level;

		note(states, t, fitted, s, f);
		s->sse += e * e;
		sum += e;
		level = s->alpha * (s->multiplicative ? y[t] / f : y[t] - f)
			+ (1 - s->alpha) * base;
		s->slope = s->beta * (level - s->level) + (1 - s->beta) * s->slope;
		ring[t % m] = s->gamma * (s->multiplicative ? y[t] / level : y[t] - level)
			+ (1 - s->gamma) * f;
		s->level = level;
	}
	for (size_t k = 0; k < m; k++)
		s->factor[k] = ring[(count + k) % m];
	s->errors = count - m;
	s->variance = (s->sse - sum * sum / (double)s->errors) / ((double)s->errors - 1);
}

enum stat_fault
holt_winters_run(const double *y, size_t count, size_t season, bool multiplicative, double alpha,
	double beta, double gamma, struct smooth *to, struct smooth_states *states)
{
	enum stat_fault fault = smooth_check(y, count, season, 2);

	if (fault == FAULT_NONE && multiplicative)
		fault = positive_check(y, count);
	memset(to, 0, sizeof(*to));
	if (!(alpha >= 0 && alpha <= 1 && beta >= 0 && beta <= 1 && gamma >= 0 && gamma <= 1))
		return FAULT_OPTION;
	if (fault != FAULT_NONE)
		return fault;
	to->season = season;
	to->multiplicative = multiplicative;
	to->alpha = alpha;
	to->beta = beta;
	to->gamma = gamma;
	start_values(y, to);
	recur(y, count, to, states);
	return FAULT_NONE;
}

struct fitting {
	const double *y;
	size_t count;
	struct smooth *s;
};

static double
sse_at(void *data, const double *x)
{
	struct fitting *f = data;

	f->s->alpha = x[0];
	f->s->beta = x[1];
	f->s->gamma = x[2];
	recur(f->y, f->count, f->s, NULL);
	return isfinite(f->s->sse) ? f->s->sse : HUGE_VAL;
}

enum stat_fault
holt_winters_fit(const double *y, size_t count, size_t season, bool multiplicative,
	struct smooth *to)
{
	static const double STARTS[][3] = { { 0.3, 0.1, 0.1 }, { 0.2, 0.02, 0.9 },
		{ 0.1, 0.01, 0.3 }, { 0.8, 0.1, 0.1 } };
	enum stat_fault fault = holt_winters_run(y, count, season, multiplicative, 0.3, 0.1, 0.1,
		to, NULL);
	struct fitting f = { y, count, to };
	double best[3] = { 0.3, 0.1, 0.1 };
	double least = HUGE_VAL;

	if (fault != FAULT_NONE)
		return fault;
	for (size_t k = 0; k < sizeof(STARTS) / sizeof(STARTS[0]); k++) {
		double x[3];
		double value;

		memcpy(x, STARTS[k], sizeof(x));
		(void)smooth_minimise(sse_at, &f, x, 3);
		value = smooth_minimise(sse_at, &f, x, 3); /* again, from where the simplex died */
		if (value < least) {
			least = value;
			memcpy(best, x, sizeof(best));
		}
	}
	(void)sse_at(&f, best);
	return FAULT_NONE;
}

double
smooth_mean(const struct smooth *s, size_t h)
{
	double base = s->level + (double)h * s->slope;
	double factor = s->factor[(h - 1) % s->season];

	return s->multiplicative ? base * factor : base + factor;
}

static double
coefficient(const struct smooth *s, size_t j, bool ets)
{
	bool season = j % s->season == 0;

	if (ets)
		return s->alpha + (season ? s->gamma : 0);
	return s->alpha * (1 + (double)j * s->beta) + (season ? s->gamma * (1 - s->alpha) : 0);
}

double
smooth_sd(const struct smooth *s, size_t h, bool ets)
{
	double sum = 1;

	BUG_IF(s->multiplicative);
	for (size_t j = 1; j < h; j++) {
		double c = coefficient(s, j, ets);

		sum += c * c;
	}
	return sqrt(s->variance * sum);
}
