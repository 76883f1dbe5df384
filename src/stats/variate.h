/*
 * variate.h: random numbers of given distributions from a seeded sequence (base/rand.h). The same
 * seed gives the same numbers on every machine with IEEE doubles and the same libm.
 */
#ifndef STATS_VARIATE_H
#define STATS_VARIATE_H

#include <stdint.h>

#include "base/rand.h"

/* One seed from several numbers (splitmix64 steps), so that streams do not overlap by design. */
uint64_t variate_seed(uint64_t a, uint64_t b, uint64_t c);

double variate_normal(struct prng *r);               /* mean 0, variance 1; Marsaglia's polar */
double variate_gamma(struct prng *r, double shape);  /* scale 1; Marsaglia & Tsang (2000) */

/* Poisson; mean 0..1e7. By products below 12, by rejection above (PTRS, Hörmann 1993). */
int64_t variate_poisson(struct prng *r, double mean);

/* NB1: variance phi * mean, as Poisson of a gamma mean; phi <= 1 gives Poisson. */
int64_t variate_nb1(struct prng *r, double mean, double phi);

/* Binomial by skipping from success to success (Devroye 1986, X.4.3); fast for small n p. */
int64_t variate_binomial(struct prng *r, int64_t n, double p);

#endif
