/* solve.c: Cholesky on a scaled matrix, unknowns without information of their own left out. */
#include "stats/solve.h"

#include <math.h>
#include <string.h>

#include "base/err.h"

#define PIVOT_MIN 1e-10

static double
pivot(const struct solve *s, const double *a, size_t i, size_t j)
{
	const double *li = s->factor + i * SOLVE_MAX;
	const double *lj = s->factor + j * SOLVE_MAX;
	double sum = a[i * s->size + j] * s->scale[i] * s->scale[j];

	for (size_t k = 0; k < j; k++)
		sum -= li[k] * lj[k];
	return sum;
}

static void
factor_row(struct solve *s, const double *a, size_t i)
{
	double *li = s->factor + i * SOLVE_MAX;
	double d;

	for (size_t j = 0; j < i; j++)
		li[j] = s->used[j] ? pivot(s, a, i, j) / s->factor[j * SOLVE_MAX + j] : 0;
	d = s->scale[i] > 0 ? pivot(s, a, i, i) : 0;
	s->used[i] = d > PIVOT_MIN;
	if (s->used[i]) {
		li[i] = sqrt(d);
		s->rank++;
		return;
	}
	memset(li, 0, SOLVE_MAX * sizeof(*li));
	li[i] = 1;
}

void
solve_factor(struct solve *s, const double *a, size_t size)
{
	BUG_IF(size > SOLVE_MAX);
	s->size = size;
	s->rank = 0;
	for (size_t i = 0; i < size; i++) {
		double d = a[i * size + i];

		s->scale[i] = d > 0 ? 1 / sqrt(d) : 0;
	}
	for (size_t i = 0; i < size; i++)
		factor_row(s, a, i);
}

void
solve_apply(const struct solve *s, const double *b, double *x)
{
	for (size_t i = 0; i < s->size; i++) {
		double sum = b[i] * s->scale[i];

		for (size_t k = 0; k < i; k++)
			sum -= s->factor[i * SOLVE_MAX + k] * x[k];
		x[i] = s->used[i] ? sum / s->factor[i * SOLVE_MAX + i] : 0;
	}
	for (size_t i = s->size; i-- > 0;) {
		double sum = x[i];

		for (size_t k = i + 1; k < s->size; k++)
			sum -= s->factor[k * SOLVE_MAX + i] * x[k];
		x[i] = s->used[i] ? sum / s->factor[i * SOLVE_MAX + i] : 0;
	}
	for (size_t i = 0; i < s->size; i++)
		x[i] *= s->scale[i];
}

void
solve_inverse(const struct solve *s, double *inverse)
{
	double unit[SOLVE_MAX];

	for (size_t i = 0; i < s->size; i++) {
		memset(unit, 0, sizeof(unit));
		unit[i] = s->used[i] ? 1 : 0;
		solve_apply(s, unit, inverse + i * s->size);
	}
}
