/*
 * dist.h: the probability distributions the other files need. Arguments outside the domain stated
 * are a BUG of the caller, who has checked its data; results are accurate to about 1e-12 relative.
 *
 * Sources: normal quantile, Wichura 1988 (AS 241); incomplete beta and gamma functions, continued
 * fractions of Lentz 1976 and power series (Abramowitz & Stegun 6.5, 26.5); negative binomial in
 * the form size = mu / (phi - 1), prob = 1 / phi, so that variance = phi * mean.
 */
#ifndef STATS_DIST_H
#define STATS_DIST_H

#include <stdint.h>

double dist_log_gamma(double x);  /* x > 0; safe to call from several threads */
double dist_digamma(double x);    /* x > 0 */
double dist_trigamma(double x);   /* x > 0 */

double dist_normal_upper(double x);    /* P(Z > x), accurate far out */
double dist_normal_quantile(double p); /* 0 < p < 1 */

double dist_beta_cdf(double x, double a, double b);      /* 0 <= x <= 1, a, b > 0 */
double dist_beta_quantile(double p, double a, double b); /* 0 <= p <= 1 */
double dist_gamma_cdf(double x, double a);               /* rate 1, x >= 0, a > 0 */
double dist_gamma_upper(double x, double a);             /* 1 - dist_gamma_cdf */

double dist_t_cdf(double t, double df);      /* df > 0 */
double dist_t_quantile(double p, double df); /* 0 < p < 1, df > 0 */

/* Poisson; mean >= 0. P(Y <= k), P(Y >= k), smallest k with P(Y <= k) >= p. */
double dist_poisson_cdf(int64_t k, double mean);
double dist_poisson_atleast(int64_t k, double mean);

/* Negative binomial by mean and dispersion; phi <= 1 is the Poisson distribution. */
double dist_negbin_cdf(int64_t k, double mean, double phi);
double dist_negbin_atleast(int64_t k, double mean, double phi);
int64_t dist_negbin_quantile(double p, double mean, double phi);

/* Number of marked units among `drawn` of `total` without replacement, `marked` being marked. */
double dist_hyper_cdf(int64_t k, int64_t marked, int64_t total, int64_t drawn);
double dist_hyper_atleast(int64_t k, int64_t marked, int64_t total, int64_t drawn);

#endif
