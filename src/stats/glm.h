/*
 * glm.h: regression of counts, log link.
 *
 *   E(y) = mu = exp(offset + x'b);  Poisson: Var(y) = mu; quasi-Poisson: Var(y) = phi mu;
 *   negative binomial: Var(y) = mu + mu^2 / theta.
 *
 * Fitted by iteratively reweighted least squares (McCullagh & Nelder 1989): start at mu = y + 0.1,
 * stop when the deviance moves by less than 1e-8 relative, at most 25 steps: the rule of R's
 * glm.fit, step for step, so that figures agree to rounding. As there, the covariance, the hat
 * values and phi use the working weights of the last step. theta by maximum likelihood, Newton on
 * the profile, alternating with the regression (Venables & Ripley 2002, 7.4).
 *
 * y: counts >= 0 (a weighted mean of counts need not be whole); weights >= 0. Refused: NaN,
 * negative, more columns than SOLVE_MAX, fewer rows with weight than columns (too-few-periods),
 * no settling in 25 steps (no-convergence). All memory comes from the arena.
 */
#ifndef STATS_GLM_H
#define STATS_GLM_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fault.h"

struct arena;

struct glm_data {
	size_t rows;
	size_t cols;
	const double *x;      /* rows x cols, row-major */
	const double *y;
	const double *weight; /* NULL: all 1 */
	const double *offset; /* NULL: all 0 */
};

struct glm_fit {
	size_t cols;
	size_t rank;
	double *coef;    /* 0 for a column that the others determine */
	bool *used;      /* false for such a column */
	double *cov;     /* cols x cols, without the factor phi */
	double *mu;      /* fitted mean of each row */
	double *hat;     /* leverage of each row */
	double deviance;
	double df;       /* rows with weight - rank */
	double phi;      /* Pearson sum / df, not floored; 0 when df is 0 */
	double theta;    /* negative binomial only, else 0 */
	double theta_se;
	double two_log_lik; /* negative binomial only: twice the log-likelihood */
	int steps;
};

/* Poisson gives phi too (quasi-Poisson); negbin theta, its error and the likelihood. */
enum stat_fault glm_poisson(struct arena *arena, const struct glm_data *data, struct glm_fit *fit);
enum stat_fault glm_negbin(struct arena *arena, const struct glm_data *data, struct glm_fit *fit);

/* Linear predictor x'b of one row and its standard error before the factor sqrt(phi). */
double glm_eta(const struct glm_fit *fit, const double *x);
double glm_eta_se(const struct glm_fit *fit, const double *x);

/* Standard error of coefficient j for dispersion phi. */
double glm_coef_se(const struct glm_fit *fit, size_t j, double phi);

#endif
