/*
 * coverage.h: what share of residents did a message reach? Three honest numbers are never mixed:
 * dispatched, receipted, confirmed. Here: receipted shares, and confirmed ones from a survey.
 *
 * Without a survey, r_cj the receipted share of channel c in commune j (Fréchet 1951):
 *   max_c r_cj <= reach_j <= min(1, sum_c r_cj); 1 - prod(1 - r_cj), "independence", is only a
 *   labelled midpoint. City figures are weighted by residents N_j.
 *
 * With a survey (strata h, n_h of M_h communes at random, m_j residents asked in each, y_j yes,
 * x_j the share predicted from receipts; Särndal, Swensson & Wretman 1992):
 *   ratio       R = sum w y / sum w m, w = M_h/n_h N_j/m_j
 *   difference  R = [ sum N_j x_j + sum_h M_h/n_h sum_s N_j (p_j - x_j) ] / N
 *   GREG        calibrated on the residents of each stratum and on sum N_j x_j; for a slope of
 *               p on x that is not 1
 * with two-stage variances (first stage without replacement, second (1 - m_j/N_j) p q/(m_j - 1)).
 * Choose the estimator from last quarter's errors, not after looking.
 *
 * Units: residents; shares 0..1. Refused: shares outside 0..1, residents not above zero, more yes
 * than asked, asked < 2 or more than residents (option), a stratum number out of range
 * (unknown-level), a stratum with communes but without a sample (empty-level) or with a sample of
 * one (lonely-unit), a commune sampled twice (option), predictions that do not vary (singular).
 */
#ifndef STATS_COVERAGE_H
#define STATS_COVERAGE_H

#include <stddef.h>

#include "stats/fault.h"

struct arena;

enum { COVERAGE_STRATA_MAX = 32 };

struct coverage_bounds {
	double lo, independence, hi;
};

/* share[c * communes + j]; by_commune may be NULL, else one per commune. */
enum stat_fault coverage_bounds(const double *residents, size_t communes, const double *share,
	size_t channels, struct coverage_bounds *city, struct coverage_bounds *by_commune);

struct coverage_frame {
	size_t communes;
	size_t strata;
	const int *stratum;      /* 0 .. strata - 1 */
	const double *residents;
	const double *predicted; /* x_j */
};

struct coverage_sample {
	size_t count;
	const size_t *commune; /* index into the frame */
	const double *asked;
	const double *yes;
};

struct coverage_estimate {
	double share, se;
	double df; /* sampled communes - strata */
};

enum stat_fault coverage_ratio(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to);
enum stat_fault coverage_difference(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to);
enum stat_fault coverage_greg(struct arena *arena, const struct coverage_frame *frame,
	const struct coverage_sample *sample, struct coverage_estimate *to);

/*
 * Share truly delivered from the share q of `receipts` that say so, when a play-back check found
 * sensitivity se (of se_n) and specificity sp (of sp_n): (q + sp - 1) / (se + sp - 1), delta-method
 * error (Rogan & Gladen 1978). Refused: se + sp <= 1 (singular), results outside 0..1 (share).
 */
enum stat_fault coverage_true_share(double q, double receipts, double se, double se_n, double sp,
	double sp_n, struct coverage_estimate *to);

/*
 * Chapman 1951, two lists of n1 and n2 people with m on both: a diagnostic only, since channels
 * are not independent. share and se are numbers of people here.
 */
enum stat_fault coverage_two_lists(double n1, double n2, double m, struct coverage_estimate *to);

#endif
