/*
 * solve.h: small symmetric systems (normal equations), at most SOLVE_MAX unknowns.
 *
 * The matrix is scaled to a unit diagonal before it is factored (Cholesky), which keeps the answer
 * within a few units of the twelfth digit for the designs used here. An unknown that the others
 * already determine (pivot below 1e-10 of its scale) is left out: its column of the inverse and
 * its solution are 0 and `used` says so, as R drops "aliased" columns.
 */
#ifndef STATS_SOLVE_H
#define STATS_SOLVE_H

#include <stdbool.h>
#include <stddef.h>

enum { SOLVE_MAX = 64 };

struct solve {
	size_t size;
	size_t rank;
	double factor[SOLVE_MAX * SOLVE_MAX]; /* lower triangle */
	double scale[SOLVE_MAX];
	bool used[SOLVE_MAX];
};

/* Factors the size x size row-major symmetric matrix `a`, of which the lower half is read. */
void solve_factor(struct solve *s, const double *a, size_t size);

/* x := A^-1 b; x and b may be the same. */
void solve_apply(const struct solve *s, const double *b, double *x);

/* Writes A^-1, size x size. */
void solve_inverse(const struct solve *s, double *inverse);

#endif
