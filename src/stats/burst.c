/* burst.c: the cheapest path through two states. */
#include "stats/burst.h"

#include <math.h>
#include <stdbool.h>

#include "base/arena.h"
#include "stats/counts.h"
#include "stats/dist.h"

/* Cost of a period outside and inside a burst. */
struct pair {
	double cost[2];
};

static double
poisson_cost(double lambda, double y)
{
	return lambda - y * log(lambda) + dist_log_gamma(y + 1);
}

static double
binomial_cost(double p, double r, double d)
{
	double choose = dist_log_gamma(d + 1) - dist_log_gamma(r + 1) - dist_log_gamma(d - r + 1);

	return -(choose + (r > 0 ? r * log(p) : 0) + (d > r ? (d - r) * log1p(-p) : 0));
}

/* inside[t] of the cheapest path; returns its cost. */
static double
viterbi(struct arena *arena, const struct pair *e, size_t n, double up, bool *inside)
{
	bool(*before)[2] = arena_array(arena, n, sizeof(*before));
	double out = e[0].cost[0];
	double in = e[0].cost[1] + up;

	for (size_t t = 1; t < n; t++) {
		double enter = out + up;

		before[t][0] = in < out;
		before[t][1] = in <= enter;
		out = fmin(out, in) + e[t].cost[0];
		in = fmin(enter, in) + e[t].cost[1];
	}
	inside[n - 1] = in < out;
	for (size_t t = n - 1; t > 0; t--)
		inside[t - 1] = before[t][inside[t]];
	return fmin(out, in);
}

static void
collect(struct arena *arena, const struct pair *e, const bool *inside, size_t n,
	struct bursts *to)
{
	to->count = 0;
	to->burst = ARENA_ARRAY(arena, n / 2 + 1, struct burst);
	for (size_t t = 0; t < n; t++) {
		struct burst *b;

		if (!inside[t])
			continue;
		if (t == 0 || !inside[t - 1])
			to->burst[to->count++] = (struct burst){ .from = t };
		b = &to->burst[to->count - 1];
		b->to = t;
		b->weight += e[t].cost[0] - e[t].cost[1];
	}
}

static void
run(struct arena *arena, const struct pair *e, size_t n, double gamma, struct bursts *to)
{
	bool *inside = ARENA_ARRAY(arena, n, bool);

	to->cost = viterbi(arena, e, n, gamma * log((double)n), inside);
	collect(arena, e, inside, n, to);
}

static enum stat_fault
check(const double *y, size_t count, const struct burst_options *o)
{
	if (!(o->s > 1) || !isfinite(o->s) || !(o->gamma >= 0) || !isfinite(o->gamma))
		return FAULT_OPTION;
	return count == 0 ? FAULT_NO_ROWS : counts_check(y, count);
}

enum stat_fault
burst_counts(struct arena *arena, const double *y, const double *mean, size_t count,
	const struct burst_options *o, struct bursts *to)
{
	enum stat_fault fault = check(y, count, o);
	struct pair *e;

	if (fault == FAULT_NONE)
		fault = positive_check(mean, count);
	if (fault != FAULT_NONE)
		return fault;
	e = ARENA_ARRAY(arena, count, struct pair);
	for (size_t t = 0; t < count; t++)
		e[t] = (struct pair){ { poisson_cost(mean[t], y[t]),
			poisson_cost(o->s * mean[t], y[t]) } };
	run(arena, e, count, o->gamma, to);
	return FAULT_NONE;
}

enum stat_fault
burst_shares(struct arena *arena, const double *r, const double *d, size_t count,
	const struct burst_options *o, struct bursts *to)
{
	enum stat_fault fault = check(r, count, o);
	double hits = 0;
	double all = 0;
	struct pair *e;

	if (fault == FAULT_NONE)
		fault = counts_check(d, count);
	if (fault != FAULT_NONE)
		return fault;
	for (size_t t = 0; t < count; t++) {
		if (r[t] > d[t])
			return FAULT_OPTION;
		hits += r[t];
		all += d[t];
	}
	if (hits == 0)
		return FAULT_NO_ROWS;
	e = ARENA_ARRAY(arena, count, struct pair);
	for (size_t t = 0; t < count; t++) {
		double p0 = fmin(hits / all, 0.9998);

		e[t] = (struct pair){ { binomial_cost(p0, r[t], d[t]),
			binomial_cost(fmin(o->s * p0, 0.9999), r[t], d[t]) } };
	}
	run(arena, e, count, o->gamma, to);
	return FAULT_NONE;
}
