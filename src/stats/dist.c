/*
 * dist.c: distributions. The one idea: tails are computed as tails, never as 1 minus a rounded
 * number, so that a p-value of 1e-12 is one.
 */
#include "stats/dist.h"

#include <math.h>
#include <stdbool.h>

#include "base/err.h"

enum { STEPS_MAX = 10000 };
#define TINY 1e-300

double
dist_log_gamma(double x)
{
	int sign;

	return lgamma_r(x, &sign);
}

/* Recurrence up to x >= 10, then the asymptotic series (Abramowitz & Stegun 6.3.18). */
double
dist_digamma(double x)
{
	double sum = 0;
	double r;

	BUG_IF(!(x > 0));
	for (; x < 10; x++)
		sum -= 1 / x;
	r = 1 / (x * x);
	return sum + log(x) - 0.5 / x
		- r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132))));
}

double
dist_trigamma(double x)
{
	double sum = 0;
	double r;

	BUG_IF(!(x > 0));
	for (; x < 10; x++)
		sum += 1 / (x * x);
	r = 1 / (x * x);
	return sum + 1 / x + r / 2
		+ r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5 / 66))));
}

double
dist_normal_upper(double x)
{
	return 0.5 * erfc(x * M_SQRT1_2);
}

static double
ratio(const double *a, const double *b, double r)
{
	double up = a[7];
	double down = b[7];

	for (int i = 6; i >= 0; i--) {
		up = up * r + a[i];
		down = down * r + b[i];
	}
	return up / down;
}

double
dist_normal_quantile(double p)
{
	static const double A[8] = { 3.3871328727963666080, 133.14166789178437745,
		1971.5909503065514427, 13731.693765509461125, 45921.953931549871457,
		67265.770927008700853, 33430.575583588128105, 2509.0809287301226727 };
	static const double B[8] = { 1, 42.313330701600911252, 687.18700749205790830,
		5394.1960214247511077, 21213.794301586595867, 39307.895800092710610,
		28729.085735721942674, 5226.4952788528545610 };
	static const double C[8] = { 1.42343711074968357734, 4.63033784615654529590,
		5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258,
		0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4 };
	static const double D[8] = { 1, 2.05319162663775882187, 1.67638483018380384940,
		0.689767334985100004550, 0.148103976427480074590, 0.0151986665636164571966,
		5.47593808499534494600e-4, 1.05075007164441684324e-9 };
	static const double E[8] = { 6.65790464350110377720, 5.46378491116411436990,
		1.78482653991729133580, 0.296560571828504891230, 0.0265321895265761230930,
		0.00124266094738807843860, 2.71155556874348757815e-5, 2.01033439929228813265e-7 };
	static const double F[8] = { 1, 0.599832206555887937690, 0.136929880922735805310,
		0.0148753612908506148525, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
		1.42151175831644588870e-7, 2.04426310338993978564e-15 };
	double q = p - 0.5;
	double r, value;

	BUG_IF(!(p > 0 && p < 1));
	if (fabs(q) <= 0.425)
		return q * ratio(A, B, 0.180625 - q * q);
	r = sqrt(-log(q < 0 ? p : 1 - p));
	value = r <= 5 ? ratio(C, D, r - 1.6) : ratio(E, F, r - 5);
	return q < 0 ? -value : value;
}

/* One step of Lentz's method for a continued fraction. */
static bool
lentz(double a, double b, double *c, double *d, double *f)
{
	double delta;

	*d = b + a * *d;
	if (fabs(*d) < TINY)
		*d = TINY;
	*c = b + a / *c;
	if (fabs(*c) < TINY)
		*c = TINY;
	*d = 1 / *d;
	delta = *c * *d;
	*f *= delta;
	return fabs(delta - 1) < 1e-15;
}

/* The fraction of A&S 26.5.8, good for x < (a + 1) / (a + b + 2). */
static double
beta_fraction(double x, double a, double b)
{
	double c = 1;
	double d = 1 - (a + b) * x / (a + 1);
	double f;

	if (fabs(d) < TINY)
		d = TINY;
	d = 1 / d;
	f = d;
	for (int i = 1; i < STEPS_MAX; i++) {
		double m = i;
		double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
		double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));

		(void)lentz(even, 1, &c, &d, &f);
		if (lentz(odd, 1, &c, &d, &f))
			break;
	}
	return f;
}

double
dist_beta_cdf(double x, double a, double b)
{
	double front;

	BUG_IF(!(a > 0 && b > 0));
	if (x <= 0)
		return 0;
	if (x >= 1)
		return 1;
	front = exp(dist_log_gamma(a + b) - dist_log_gamma(a) - dist_log_gamma(b)
		+ a * log(x) + b * log1p(-x));
	if (x < (a + 1) / (a + b + 2))
		return front * beta_fraction(x, a, b) / a;
	return 1 - front * beta_fraction(1 - x, b, a) / b;
}

/* P(X > x), without loss when it is small. */
static double
beta_upper(double x, double a, double b)
{
	return dist_beta_cdf(1 - x, b, a);
}

double
dist_beta_quantile(double p, double a, double b)
{
	double lo = 0;
	double hi = 1;

	BUG_IF(!(p >= 0 && p <= 1));
	if (p == 0 || p == 1)
		return p;
	for (int i = 0; i < 200 && hi - lo > 1e-17 * hi; i++) {
		double mid = lo + (hi - lo) / 2;

		if (mid == lo || mid == hi)
			break;
		if (dist_beta_cdf(mid, a, b) < p)
			lo = mid;
		else
			hi = mid;
	}
	return lo + (hi - lo) / 2;
}

static double
gamma_front(double x, double a)
{
	return exp(a * log(x) - x - dist_log_gamma(a));
}

static double
gamma_series(double x, double a)
{
	double term = 1 / a;
	double sum = term;

	for (int i = 1; i < STEPS_MAX * 10 && term > sum * 1e-17; i++) {
		term *= x / (a + i);
		sum += term;
	}
	return sum * gamma_front(x, a);
}

static double
gamma_fraction(double x, double a)
{
	double b = x + 1 - a;
	double c = 1 / TINY;
	double d = 1 / b;
	double f = d;

	for (int i = 1; i < STEPS_MAX * 10; i++) {
		b += 2;
		if (lentz(-i * (i - a), b, &c, &d, &f))
			break;
	}
	return f * gamma_front(x, a);
}

double
dist_gamma_cdf(double x, double a)
{
	BUG_IF(!(a > 0) || x < 0);
	if (x == 0)
		return 0;
	return x < a + 1 ? gamma_series(x, a) : 1 - gamma_fraction(x, a);
}

double
dist_gamma_upper(double x, double a)
{
	BUG_IF(!(a > 0) || x < 0);
	if (x == 0)
		return 1;
	return x < a + 1 ? 1 - gamma_series(x, a) : gamma_fraction(x, a);
}

double
dist_t_cdf(double t, double df)
{
	double tail = 0.5 * dist_beta_cdf(df / (df + t * t), df / 2, 0.5);

	return t > 0 ? 1 - tail : tail;
}

double
dist_t_quantile(double p, double df)
{
	double x, t;

	BUG_IF(!(p > 0 && p < 1 && df > 0));
	if (p == 0.5)
		return 0;
	x = dist_beta_quantile(2 * (p < 0.5 ? p : 1 - p), df / 2, 0.5);
	t = sqrt(df * (1 - x) / x);
	return p < 0.5 ? -t : t;
}

double
dist_poisson_cdf(int64_t k, double mean)
{
	if (k < 0)
		return 0;
	return mean == 0 ? 1 : dist_gamma_upper(mean, (double)k + 1);
}

double
dist_poisson_atleast(int64_t k, double mean)
{
	if (k <= 0)
		return 1;
	return mean == 0 ? 0 : dist_gamma_cdf(mean, (double)k);
}

double
dist_negbin_cdf(int64_t k, double mean, double phi)
{
	if (phi <= 1 || mean == 0)
		return dist_poisson_cdf(k, mean);
	if (k < 0)
		return 0;
	return dist_beta_cdf(1 / phi, mean / (phi - 1), (double)k + 1);
}

double
dist_negbin_atleast(int64_t k, double mean, double phi)
{
	if (phi <= 1 || mean == 0)
		return dist_poisson_atleast(k, mean);
	if (k <= 0)
		return 1;
	return beta_upper(1 / phi, mean / (phi - 1), (double)k);
}

int64_t
dist_negbin_quantile(double p, double mean, double phi)
{
	double spread = sqrt(mean * (phi > 1 ? phi : 1));
	double want = p * (1 - 1e-14);
	int64_t lo = -1; /* its CDF is below p */
	int64_t hi = 1;

	BUG_IF(!(p >= 0 && p < 1 && mean >= 0));
	if (mean > 100)
		hi = (int64_t)(mean + spread);
	while (dist_negbin_cdf(hi, mean, phi) < want) {
		lo = hi;
		hi = hi * 2 + (int64_t)spread + 1;
	}
	while (hi - lo > 1) {
		int64_t mid = lo + (hi - lo) / 2;

		if (dist_negbin_cdf(mid, mean, phi) < want)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

static double
log_choose(int64_t n, int64_t k)
{
	return dist_log_gamma((double)n + 1) - dist_log_gamma((double)k + 1)
		- dist_log_gamma((double)(n - k) + 1);
}

static double
hyper_at(int64_t k, int64_t marked, int64_t total, int64_t drawn)
{
	if (k < 0 || k > marked || drawn - k < 0 || drawn - k > total - marked)
		return 0;
	return exp(log_choose(marked, k) + log_choose(total - marked, drawn - k)
		- log_choose(total, drawn));
}

double
dist_hyper_cdf(int64_t k, int64_t marked, int64_t total, int64_t drawn)
{
	double sum = 0;

	for (int64_t i = 0; i <= k && i <= drawn; i++)
		sum += hyper_at(i, marked, total, drawn);
	return fmin(1, sum);
}

double
dist_hyper_atleast(int64_t k, int64_t marked, int64_t total, int64_t drawn)
{
	double sum = 0;

	for (int64_t i = drawn; i >= k && i >= 0; i--)
		sum += hyper_at(i, marked, total, drawn);
	return fmin(1, sum);
}
