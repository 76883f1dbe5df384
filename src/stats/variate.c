/* variate.c: textbook methods, exact up to the rounding of doubles. */
#include "stats/variate.h"

#include <math.h>

uint64_t
variate_seed(uint64_t a, uint64_t b, uint64_t c)
{
	const uint64_t in[3] = { a, b, c };
	uint64_t z = 0;

	for (int i = 0; i < 3; i++) {
		z += in[i] + UINT64_C(0x9e3779b97f4a7c15);
		z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
		z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
		z ^= z >> 31;
	}
	return z;
}

double
variate_normal(struct prng *r)
{
	double u, v, s;

	do {
		u = 2 * prng_unit(r) - 1;
		v = 2 * prng_unit(r) - 1;
		s = u * u + v * v;
	} while (s >= 1 || !(s > 0));
	return u * sqrt(-2 * log(s) / s);
}

double
variate_gamma(struct prng *r, double shape)
{
	double d, c, x, v, u;

	if (shape < 1)
		return variate_gamma(r, shape + 1) * pow(1 - prng_unit(r), 1 / shape);
	d = shape - 1.0 / 3;
	c = 1 / sqrt(9 * d);
	for (;;) {
		x = variate_normal(r);
		v = 1 + c * x;
		v = v * v * v;
		u = 1 - prng_unit(r);
		if (v > 0 && log(u) < 0.5 * x * x + d - d * v + d * log(v))
			return d * v;
	}
}

static int64_t
poisson_small(struct prng *r, double mean)
{
	double limit = exp(-mean), product = prng_unit(r);
	int64_t n = 0;

	while (product > limit) {
		product *= prng_unit(r);
		n++;
	}
	return n;
}

/* Transformed rejection with squeeze, Hörmann (1993) Insurance: Math. and Econ. 12:39-45. */
static int64_t
poisson_large(struct prng *r, double mean)
{
	double b = 0.931 + 2.53 * sqrt(mean), a = -0.059 + 0.02483 * b;
	double inverse = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);

	for (;;) {
		double u = prng_unit(r) - 0.5, v = 1 - prng_unit(r), us = 0.5 - fabs(u);
		double k = floor((2 * a / us + b) * u + mean + 0.43);

		if (us >= 0.07 && v <= vr)
			return (int64_t)k;
		if (k < 0 || (us < 0.013 && v > us))
			continue;
		if (log(v * inverse / (a / (us * us) + b)) <= k * log(mean) - mean - lgamma(k + 1))
			return (int64_t)k;
	}
}

int64_t
variate_poisson(struct prng *r, double mean)
{
	if (!(mean > 0))
		return 0;
	return mean < 12 ? poisson_small(r, mean) : poisson_large(r, mean);
}

int64_t
variate_nb1(struct prng *r, double mean, double phi)
{
	if (!(phi > 1) || !(mean > 0))
		return variate_poisson(r, mean);
	return variate_poisson(r, variate_gamma(r, mean / (phi - 1)) * (phi - 1));
}

int64_t
variate_binomial(struct prng *r, int64_t n, double p)
{
	int64_t at = 0, hits = 0;
	double scale;

	if (!(p > 0))
		return 0;
	if (p >= 1)
		return n;
	scale = 1 / log1p(-p);
	for (;;) {
		double skip = floor(log(1 - prng_unit(r)) * scale);

		if (skip >= (double)(n - at))
			return hits;
		at += (int64_t)skip + 1;
		hits++;
	}
}
