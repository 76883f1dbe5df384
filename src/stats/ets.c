/*
 * ets.c: ETS(A,N,A). The one idea: errors are linear in the start values, so only (alpha, gamma)
 * are searched; the rest is a small regression each time.
 */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/smooth.h"
#include "stats/solve.h"

static void
recur(const double *y, size_t count, struct smooth *s)
{
	size_t m = s->season;
	double ring[SMOOTH_SEASON_MAX];

	memcpy(ring, s->start_factor, sizeof(ring));
	s->level = s->start_level;
	s->sse = 0;
	for (size_t t = 0; t < count; t++) {
		double e = y[t] - s->level - ring[t % m];

		s->sse += e * e;
		s->level += s->alpha * e;
		ring[t % m] += s->gamma * e;
	}
	for (size_t k = 0; k < m; k++)
		s->factor[k] = ring[(count + k) % m];
	s->errors = count;
	/* alpha, gamma, level and m - 1 factors were fitted */
	s->variance = s->sse / ((double)count - (double)m - 2);
}

enum stat_fault
ets_run(const double *y, size_t count, size_t season, double alpha, double gamma, double level,
	const double *factor, struct smooth *to)
{
	enum stat_fault fault = smooth_check(y, count, season, 2);

	memset(to, 0, sizeof(*to));
	if (!(alpha >= 0 && alpha <= 1 && gamma >= 0 && gamma <= 1))
		return FAULT_OPTION;
	if (fault != FAULT_NONE)
		return fault;
	to->season = season;
	to->alpha = alpha;
	to->gamma = gamma;
	to->start_level = level;
	memcpy(to->start_factor, factor, season * sizeof(*factor));
	recur(y, count, to);
	return FAULT_NONE;
}

struct fitting {
	const double *y;
	size_t count;
	struct smooth *s;
	struct solve solve;
	double cross[SOLVE_MAX * SOLVE_MAX];
	double right[SOLVE_MAX];
	double state[SMOOTH_SEASON_MAX + 1][SMOOTH_SEASON_MAX + 1]; /* level, ring x column */
};

/*
 * The error's derivative by start value k follows the same recursion as the error itself, with
 * y = 0; column 0 is the level, column k the k-th factor (the last one is minus their sum).
 */
static void
derivatives(struct fitting *f, size_t t, double *d)
{
	size_t m = f->s->season;
	double *level = f->state[0];
	double *ring = f->state[1 + t % m];

	for (size_t k = 0; k < m; k++) {
		d[k] = level[k] + ring[k];
		level[k] -= f->s->alpha * d[k];
		ring[k] -= f->s->gamma * d[k];
	}
}

static void
start_state(struct fitting *f)
{
	size_t m = f->s->season;

	memset(f->state, 0, sizeof(f->state));
	f->state[0][0] = 1;
	for (size_t k = 1; k < m; k++) {
		f->state[k][k] = 1;
		f->state[m][k] = -1;
	}
}

/* Regression of the errors with zero start values on their derivatives. */
static void
solve_start(struct fitting *f)
{
	size_t m = f->s->season;
	double ring[SMOOTH_SEASON_MAX] = { 0 };
	double start[SOLVE_MAX];
	double d[SMOOTH_SEASON_MAX];
	double level = 0;

	start_state(f);
	memset(f->cross, 0, m * m * sizeof(*f->cross));
	memset(f->right, 0, sizeof(f->right));
	for (size_t t = 0; t < f->count; t++) {
		double e = f->y[t] - level - ring[t % m];

		level += f->s->alpha * e;
		ring[t % m] += f->s->gamma * e;
		derivatives(f, t, d);
		for (size_t a = 0; a < m; a++) {
			for (size_t b = 0; b <= a; b++)
				/* NOLINTNEXTLINE: derivatives() fills d */
				f->cross[a * m + b] += d[a] * d[b];
			f->right[a] += d[a] * e;
		}
	}
	solve_factor(&f->solve, f->cross, m);
	solve_apply(&f->solve, f->right, start);
	f->s->start_level = start[0];
	f->s->start_factor[m - 1] = 0;
	for (size_t k = 1; k < m; k++) {
		f->s->start_factor[k - 1] = start[k];
		f->s->start_factor[m - 1] -= start[k];
	}
}

/* x[0] = alpha, x[1] = gamma / (1 - alpha), kept off the walls. */
static double
sse_at(void *data, const double *x)
{
	struct fitting *f = data;

	f->s->alpha = 0.0001 + 0.9998 * x[0];
	f->s->gamma = (0.0001 + 0.9998 * x[1]) * (1 - f->s->alpha);
	solve_start(f);
	recur(f->y, f->count, f->s);
	return isfinite(f->s->sse) ? f->s->sse : HUGE_VAL;
}

enum stat_fault
ets_fit(struct arena *arena, const double *y, size_t count, size_t season, struct smooth *to)
{
	static const double STARTS[][2] = { { 0.1, 0.05 }, { 0.5, 0.1 } };
	enum stat_fault fault = smooth_check(y, count, season, 3);
	struct fitting *f = ARENA_NEW(arena, struct fitting);
	double best[2] = { 0.1, 0.05 };
	double least = HUGE_VAL;

	memset(to, 0, sizeof(*to));
	if (fault != FAULT_NONE)
		return fault;
	to->season = season;
	f->y = y;
	f->count = count;
	f->s = to;
	for (size_t k = 0; k < sizeof(STARTS) / sizeof(STARTS[0]); k++) {
		double x[2] = { STARTS[k][0], STARTS[k][1] };
		double value = smooth_minimise(sse_at, f, x, 2);

		if (value < least) {
			least = value;
			memcpy(best, x, sizeof(best));
		}
	}
	(void)sse_at(f, best);
	return FAULT_NONE;
}
