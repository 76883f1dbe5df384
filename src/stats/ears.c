/* ears.c: three charts on a moving baseline. */
#include "stats/ears.h"

#include <math.h>

#include "stats/counts.h"
#include "stats/dist.h"

struct base {
	double mean;
	double sd;
};

/* Mean and standard deviation of the baseline that ends `lag` periods before `now`. */
static struct base
base_of(const double *y, size_t now, const struct ears_options *o, size_t lag)
{
	size_t n = (size_t)o->baseline;
	const double *from = y + now - lag - n + 1;
	struct base b = { 0, 0 };

	for (size_t i = 0; i < n; i++)
		b.mean += from[i];
	b.mean /= (double)n;
	for (size_t i = 0; i < n; i++)
		b.sd += (from[i] - b.mean) * (from[i] - b.mean);
	b.sd = fmax(sqrt(b.sd / (double)(n - 1)), o->sigma_min);
	return b;
}

static enum stat_fault
check(const double *y, size_t count, size_t now, const struct ears_options *o, size_t more)
{
	if (o->baseline < 3 || o->baseline > 366 || !(o->alpha > 0 && o->alpha < 0.5))
		return FAULT_OPTION;
	if (!(o->sigma_min >= 0) || now >= count)
		return FAULT_OPTION;
	if (now < (size_t)o->baseline + more)
		return FAULT_TOO_FEW_PERIODS;
	return counts_check(y, now + 1);
}

static double
score(double y, struct base b)
{
	if (b.sd > 0)
		return (y - b.mean) / b.sd;
	return y > b.mean ? INFINITY : 0;
}

static enum stat_fault
chart(const double *y, size_t count, size_t now, const struct ears_options *o, size_t lag,
	struct ears_result *r)
{
	enum stat_fault fault = check(y, count, now, o, lag - 1);
	struct base b;

	if (fault != FAULT_NONE)
		return fault;
	b = base_of(y, now, o, lag);
	r->statistic = score(y[now], b);
	r->upper = b.mean + dist_normal_quantile(1 - o->alpha) * b.sd;
	r->alarm = y[now] > r->upper;
	return FAULT_NONE;
}

enum stat_fault
ears_c1(const double *y, size_t count, size_t now, const struct ears_options *options,
	struct ears_result *result)
{
	return chart(y, count, now, options, 1, result);
}

enum stat_fault
ears_c2(const double *y, size_t count, size_t now, const struct ears_options *options,
	struct ears_result *result)
{
	return chart(y, count, now, options, 3, result);
}

enum stat_fault
ears_c3(const double *y, size_t count, size_t now, const struct ears_options *options,
	struct ears_result *result)
{
	enum stat_fault fault = check(y, count, now, options, 4);

	if (fault != FAULT_NONE)
		return fault;
	if (!(options->c3_limit > 0))
		return FAULT_OPTION;
	result->statistic = 0;
	for (size_t k = 0; k < 3; k++) {
		double c2 = score(y[now - k], base_of(y, now - k, options, 3));

		result->statistic += fmax(0, c2 - 1);
	}
	result->upper = options->c3_limit;
	result->alarm = result->statistic >= options->c3_limit;
	return FAULT_NONE;
}
