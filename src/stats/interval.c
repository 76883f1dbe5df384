/* interval.c: intervals for shares. */
#include "stats/interval.h"

#include <math.h>
#include <stdbool.h>

#include "stats/dist.h"

static enum stat_fault
check(double share, double size, double level)
{
	if (!isfinite(share) || !isfinite(size))
		return FAULT_NOT_FINITE;
	if (share < 0 || share > 1)
		return FAULT_SHARE;
	if (size <= 0)
		return FAULT_NOT_POSITIVE;
	return level > 0 && level < 1 ? FAULT_NONE : FAULT_OPTION;
}

enum stat_fault
interval_wilson(double share, double size, double level, struct interval *to)
{
	enum stat_fault fault = check(share, size, level);
	double z, z2, centre, half;

	if (fault != FAULT_NONE)
		return fault;
	z = dist_normal_quantile(0.5 + level / 2);
	z2 = z * z / size;
	centre = (share + z2 / 2) / (1 + z2);
	half = z / (1 + z2) * sqrt(share * (1 - share) / size + z2 / (4 * size));
	*to = (struct interval){ fmax(0, centre - half), fmin(1, centre + half) };
	return FAULT_NONE;
}

/* Beta quantiles; `add` is 0 for Clopper-Pearson, 1/2 for Jeffreys. */
static enum stat_fault
beta_interval(double hits, double size, double add, double level, struct interval *to)
{
	enum stat_fault fault = check(size > 0 ? hits / size : 0, size, level);
	double tail = (1 - level) / 2;
	double misses = size - hits;
	double more = add > 0 ? 0 : 1;

	if (fault != FAULT_NONE)
		return fault;
	to->lo = hits + add > 0 ? dist_beta_quantile(tail, hits + add, misses + add + more) : 0;
	to->hi = misses + add > 0
		? dist_beta_quantile(1 - tail, hits + add + more, misses + add) : 1;
	return FAULT_NONE;
}

enum stat_fault
interval_exact(double hits, double size, double level, struct interval *to)
{
	return beta_interval(hits, size, 0, level, to);
}

enum stat_fault
interval_jeffreys(double hits, double size, double level, struct interval *to)
{
	return beta_interval(hits, size, 0.5, level, to);
}

enum stat_fault
interval_logit(double share, double se, double df, double level, struct interval *to)
{
	enum stat_fault fault = check(share, df, level);
	double t, middle, half;

	if (fault == FAULT_NONE && !(se >= 0))
		fault = FAULT_NEGATIVE;
	if (fault == FAULT_NONE && (share == 0 || share == 1))
		fault = FAULT_SHARE;
	if (fault != FAULT_NONE)
		return fault;
	t = dist_t_quantile(0.5 + level / 2, df);
	middle = log(share / (1 - share));
	half = t * se / (share * (1 - share));
	*to = (struct interval){ 1 / (1 + exp(half - middle)), 1 / (1 + exp(-half - middle)) };
	return FAULT_NONE;
}

enum stat_fault
interval_korn_graubard(double share, double se, double size, double df, double level,
	struct interval *to)
{
	enum stat_fault fault = check(share, df, level);
	double tail = 0.5 + level / 2;
	double ratio, n;

	if (fault == FAULT_NONE && !(size > 1))
		fault = FAULT_NOT_POSITIVE;
	if (fault == FAULT_NONE && !(se >= 0))
		fault = FAULT_NEGATIVE;
	if (fault != FAULT_NONE)
		return fault;
	if (share == 0 || share == 1)
		return interval_exact(share * size, size, level, to);
	if (se == 0)
		return FAULT_NOT_POSITIVE;
	ratio = dist_t_quantile(tail, size - 1) / dist_t_quantile(tail, df);
	n = share * (1 - share) / (se * se) * ratio * ratio;
	return interval_exact(n * share, n, level, to);
}

enum stat_fault
interval_hypergeometric(int64_t seen, int64_t drawn, int64_t total, double level,
	struct interval *to)
{
	double tail = (1 - level) / 2;
	int64_t lo = seen;
	int64_t hi;

	if (!(level > 0 && level < 1) || seen < 0 || drawn < seen || total < drawn || drawn == 0)
		return FAULT_OPTION;
	hi = total - drawn + seen;
	while (lo < hi && dist_hyper_atleast(seen, lo, total, drawn) <= tail)
		lo++;
	while (hi > lo && dist_hyper_cdf(seen, hi, total, drawn) <= tail)
		hi--;
	*to = (struct interval){ (double)lo, (double)hi };
	return FAULT_NONE;
}
