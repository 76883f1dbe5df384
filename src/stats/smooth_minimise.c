/* smooth_minimise.c: the simplex of Nelder & Mead in a box; points outside go to its wall. */
#include <math.h>
#include <string.h>

#include "stats/smooth.h"

enum { PARAMS_MAX = 4, STEPS_MAX = 400 };

struct simplex {
	double (*f)(void *, const double *);
	void *data;
	size_t size;
	double x[PARAMS_MAX + 1][PARAMS_MAX];
	double value[PARAMS_MAX + 1];
	size_t best, worst, second; /* second: the worst but one */
};

static void
order(struct simplex *s)
{
	s->best = s->worst = 0;
	for (size_t i = 1; i <= s->size; i++) {
		if (s->value[i] < s->value[s->best])
			s->best = i;
		if (s->value[i] > s->value[s->worst])
			s->worst = i;
	}
	s->second = s->best;
	for (size_t i = 0; i <= s->size; i++) {
		if (i != s->worst && s->value[i] > s->value[s->second])
			s->second = i;
	}
}

/* The point at centre + t (worst - centre), and its value. */
static double
probe(struct simplex *s, double t, double *x)
{
	for (size_t k = 0; k < s->size; k++) {
		double centre = 0;

		for (size_t i = 0; i <= s->size; i++) {
			if (i != s->worst)
				centre += s->x[i][k] / (double)s->size;
		}
		x[k] = fmin(1, fmax(0, centre + t * (s->x[s->worst][k] - centre)));
	}
	return s->f(s->data, x);
}

static void
replace(struct simplex *s, const double *x, double value)
{
	memcpy(s->x[s->worst], x, s->size * sizeof(*x));
	s->value[s->worst] = value;
}

static void
shrink(struct simplex *s)
{
	for (size_t i = 0; i <= s->size; i++) {
		if (i == s->best)
			continue;
		for (size_t k = 0; k < s->size; k++)
			s->x[i][k] = (s->x[i][k] + s->x[s->best][k]) / 2;
		s->value[i] = s->f(s->data, s->x[i]);
	}
}

static void
step(struct simplex *s)
{
	double x[PARAMS_MAX], y[PARAMS_MAX];
	double at = probe(s, -1, x);
	double further;

	if (at < s->value[s->best]) {
		further = probe(s, -2, y);
		replace(s, further < at ? y : x, fmin(at, further));
		return;
	}
	if (at < s->value[s->second]) {
		replace(s, x, at);
		return;
	}
	further = probe(s, at < s->value[s->worst] ? -0.5 : 0.5, y);
	if (further < fmin(at, s->value[s->worst]))
		replace(s, y, further);
	else
		shrink(s);
}

double
smooth_minimise(double (*f)(void *data, const double *x), void *data, double *x, size_t size)
{
	struct simplex s = { .f = f, .data = data, .size = size };

	for (size_t i = 0; i <= size; i++) {
		memcpy(s.x[i], x, size * sizeof(*x));
		if (i > 0)
			s.x[i][i - 1] += x[i - 1] < 0.5 ? 0.2 : -0.2;
		s.value[i] = f(data, s.x[i]);
	}
	for (int it = 0; it < STEPS_MAX; it++) {
		order(&s);
		if (s.value[s.worst] - s.value[s.best] <= 1e-12 * fabs(s.value[s.best]))
			break;
		step(&s);
	}
	order(&s);
	memcpy(x, s.x[s.best], size * sizeof(*x));
	return s.value[s.best];
}
