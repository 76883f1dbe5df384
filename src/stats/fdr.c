/* fdr.c: adjusted p-values by one pass over the ranks. */
#include "stats/fdr.h"

#include <math.h>

#include "base/arena.h"

struct ranked {
	double p;
	size_t at;
};

static int
by_p(const void *a, const void *b)
{
	double x = ((const struct ranked *)a)->p;
	double y = ((const struct ranked *)b)->p;

	return (x > y) - (x < y);
}

/* Step up: from the largest p down, the running minimum of factor n p / rank. */
static void
step_up(const struct ranked *r, size_t n, double factor, double *to)
{
	double least = 1;

	for (size_t i = n; i-- > 0;) {
		least = fmin(least, factor * (double)n * r[i].p / (double)(i + 1));
		to[r[i].at] = least;
	}
}

/* Step down: from the smallest p up, the running maximum of (n - rank + 1) p. */
static void
step_down(const struct ranked *r, size_t n, double *to)
{
	double most = 0;

	for (size_t i = 0; i < n; i++) {
		most = fmax(most, fmin(1, (double)(n - i) * r[i].p));
		to[r[i].at] = most;
	}
}

static double
harmonic(size_t n)
{
	double sum = 0;

	for (size_t i = n; i > 0; i--)
		sum += 1 / (double)i;
	return sum;
}

enum stat_fault
fdr_adjust(struct arena *arena, enum fdr_rule rule, const double *p, size_t count,
	double *adjusted)
{
	struct ranked *r = ARENA_ARRAY(arena, count, struct ranked);

	for (size_t i = 0; i < count; i++) {
		if (!isfinite(p[i]))
			return FAULT_NOT_FINITE;
		if (p[i] < 0 || p[i] > 1)
			return FAULT_SHARE;
		r[i] = (struct ranked){ p[i], i };
	}
	qsort(r, count, sizeof(*r), by_p);
	switch (rule) {
	case FDR_BH:
		step_up(r, count, 1, adjusted);
		return FAULT_NONE;
	case FDR_BY:
		step_up(r, count, harmonic(count), adjusted);
		return FAULT_NONE;
	case FDR_HOLM:
		step_down(r, count, adjusted);
		return FAULT_NONE;
	case FDR_BONFERRONI:
		for (size_t i = 0; i < count; i++)
			adjusted[i] = fmin(1, (double)count * p[i]);
		return FAULT_NONE;
	}
	return FAULT_OPTION;
}
