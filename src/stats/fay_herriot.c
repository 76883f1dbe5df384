/* fay_herriot.c: REML by Fisher scoring, then shrinkage. */
#include "stats/fay_herriot.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/counts.h"
#include "stats/solve.h"

enum { STEPS_MAX = 200 };

struct work {
	const double *y, *psi, *x;
	size_t n, p;
	struct solve solve;
	double inverse[SOLVE_MAX * SOLVE_MAX]; /* (X'WX)^-1 */
	double coef[SOLVE_MAX];
};

/* sum over rows of w^power x x' */
static void
moment(const struct work *k, double s2, int power, double *to)
{
	memset(to, 0, k->p * k->p * sizeof(*to));
	for (size_t i = 0; i < k->n; i++) {
		const double *x = k->x + i * k->p;
		double w = pow(s2 + k->psi[i], -power);

		for (size_t a = 0; a < k->p; a++) {
			for (size_t b = 0; b < k->p; b++)
				to[a * k->p + b] += w * x[a] * x[b];
		}
	}
}

static double
fitted(const struct work *k, size_t i)
{
	double sum = 0;

	for (size_t a = 0; a < k->p; a++)
		sum += k->x[i * k->p + a] * k->coef[a];
	return sum;
}

static enum stat_fault
regress(struct work *k, double s2)
{
	double cross[SOLVE_MAX * SOLVE_MAX];
	double right[SOLVE_MAX] = { 0 };

	moment(k, s2, 1, cross);
	for (size_t i = 0; i < k->n; i++) {
		for (size_t a = 0; a < k->p; a++)
			right[a] += k->x[i * k->p + a] * k->y[i] / (s2 + k->psi[i]);
	}
	solve_factor(&k->solve, cross, k->p);
	if (k->solve.rank < k->p)
		return FAULT_SINGULAR;
	solve_apply(&k->solve, right, k->coef);
	solve_inverse(&k->solve, k->inverse);
	return FAULT_NONE;
}

/* trace(A B) of two p x p matrices */
static double
trace(const double *a, const double *b, size_t p)
{
	double sum = 0;

	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++)
			sum += a[i * p + j] * b[j * p + i];
	}
	return sum;
}

static void
multiply(const double *a, const double *b, size_t p, double *to)
{
	for (size_t i = 0; i < p; i++) {
		for (size_t j = 0; j < p; j++) {
			double sum = 0;

			for (size_t k = 0; k < p; k++)
				sum += a[i * p + k] * b[k * p + j];
			to[i * p + j] = sum;
		}
	}
}

/* REML score and information of s2, times 2; P = W - W X (X'WX)^-1 X'W. */
static void
score_of(const struct work *k, double s2, double *score, double *info)
{
	double w2[SOLVE_MAX * SOLVE_MAX], w3[SOLVE_MAX * SOLVE_MAX], c[SOLVE_MAX * SOLVE_MAX];
	double squares = 0;
	double sum = 0;
	double sum2 = 0;

	moment(k, s2, 2, w2);
	moment(k, s2, 3, w3);
	multiply(k->inverse, w2, k->p, c);
	for (size_t i = 0; i < k->n; i++) {
		double w = 1 / (s2 + k->psi[i]);
		double r = w * (k->y[i] - fitted(k, i));

		squares += r * r;
		sum += w;
		sum2 += w * w;
	}
	*score = squares - (sum - trace(k->inverse, w2, k->p));
	*info = sum2 - 2 * trace(k->inverse, w3, k->p) + trace(c, c, k->p);
}

static enum stat_fault
find_s2(struct work *k, double *s2)
{
	double start = 0;

	for (size_t i = 0; i < k->n; i++)
		start += k->psi[i] / (double)k->n;
	*s2 = start;
	for (int step = 0; step < STEPS_MAX; step++) {
		enum stat_fault fault = regress(k, *s2);
		double score, info, next;

		if (fault != FAULT_NONE)
			return fault;
		score_of(k, *s2, &score, &info);
		if (*s2 == 0 && score <= 0)
			return FAULT_NONE;
		next = fmax(0, *s2 + score / info);
		if (fabs(next - *s2) <= 1e-12 * (start + next)) {
			*s2 = next;
			return regress(k, *s2);
		}
		*s2 = next;
	}
	return FAULT_NO_CONVERGENCE;
}

/* g1 + g2 + 2 g3 of Prasad & Rao for row i. */
static double
mse_of(const struct work *k, double s2, double info, size_t i)
{
	const double *x = k->x + i * k->p;
	double psi = k->psi[i];
	double gamma = s2 / (s2 + psi);
	double quadratic = 0;

	for (size_t a = 0; a < k->p; a++) {
		for (size_t b = 0; b < k->p; b++)
			quadratic += x[a] * x[b] * k->inverse[a * k->p + b];
	}
	return gamma * psi + (1 - gamma) * (1 - gamma) * quadratic
		+ 2 * psi * psi / pow(s2 + psi, 3) * 2 / info;
}

static void
results(struct arena *arena, const struct work *k, double s2, struct fay_herriot *to)
{
	double score, info;

	to->s2 = s2;
	to->coef = ARENA_ARRAY(arena, k->p, double);
	memcpy(to->coef, k->coef, k->p * sizeof(double));
	to->gamma = ARENA_ARRAY(arena, k->n, double);
	to->synthetic = ARENA_ARRAY(arena, k->n, double);
	to->eblup = ARENA_ARRAY(arena, k->n, double);
	to->mse = ARENA_ARRAY(arena, k->n, double);
	to->cv = ARENA_ARRAY(arena, k->n, double);
	score_of(k, s2, &score, &info);
	for (size_t i = 0; i < k->n; i++) {
		double gamma = s2 / (s2 + k->psi[i]);

		to->gamma[i] = gamma;
		to->synthetic[i] = fitted(k, i);
		to->eblup[i] = gamma * k->y[i] + (1 - gamma) * to->synthetic[i];
		to->mse[i] = mse_of(k, s2, info, i);
		to->cv[i] = sqrt(to->mse[i]) / fabs(to->eblup[i]);
	}
}

enum stat_fault
fay_herriot(struct arena *arena, const double *direct, const double *psi, const double *x,
	size_t rows, size_t cols, struct fay_herriot *to)
{
	struct work *k = ARENA_NEW(arena, struct work);
	enum stat_fault fault;
	double s2;

	memset(to, 0, sizeof(*to));
	if (cols == 0 || rows <= cols)
		return FAULT_TOO_FEW_PERIODS;
	if (cols > SOLVE_MAX)
		return FAULT_TOO_LARGE;
	for (size_t i = 0; i < rows * cols; i++) {
		if (!isfinite(x[i]) || !isfinite(direct[i / cols]))
			return FAULT_NOT_FINITE;
	}
	fault = positive_check(psi, rows);
	if (fault != FAULT_NONE)
		return fault;
	k->y = direct;
	k->psi = psi;
	k->x = x;
	k->n = rows;
	k->p = cols;
	fault = find_s2(k, &s2);
	if (fault == FAULT_NONE)
		results(arena, k, s2, to);
	return fault;
}
