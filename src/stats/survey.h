/*
 * survey.h: a share from a weighted sample with its standard error, and what may be said about it.
 *
 *   p = sum w y / sum w over the domain
 *   V by linearisation (Woodruff 1971; Wolter 2007): z_i = w_i (y_i - p) / sum w, 0 outside the
 *   domain; with raked weights z_i / w_i is first replaced by its residual on the margins
 *   (Deville & Särndal 1992): each margin's means, by base weight, are swept out in turn, ten
 *   rounds (R's survey takes plain means, the same for equal base weights);
 *   then with primary units j of stratum h:
 *   V = sum_h (1 - f_h) n_h/(n_h - 1) sum_j (z_hj - zbar_h)^2
 *     + sum_h f_h sum_j (1 - m_j/M_j) m_j/(m_j - 1) sum_i (z_i - zbar_j)^2   (second stage)
 *   f_h = n_h / N_h when N_h is given, else 0 (with replacement) and no second stage.
 *   deff = V / V of a simple random sample of the same size; df = primary units - strata.
 *
 * A sample of people who chose themselves (an open web poll) has no margin of error: survey_share
 * gives p and n and returns FAULT_SELF_SELECTED (AAPOR 2010).
 *
 * Refused: no rows, not finite, negative weights, y outside 0..1 (share), strata or units out of
 * order (unknown-level), one primary unit in a stratum (lonely-unit), sampled more than there is
 * (option), an empty domain (no-rows).
 */
#ifndef STATS_SURVEY_H
#define STATS_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/fault.h"
#include "stats/interval.h"

struct arena;

struct survey {
	size_t rows;
	const double *weight;
	const double *y;            /* 0..1 */
	const bool *domain;         /* NULL: all */
	const int *stratum;         /* NULL: one */
	const int *unit;            /* primary unit; rows of a unit adjoin; NULL: each row is one */
	const double *units_there;  /* N_h of the row's stratum; NULL: with replacement */
	const double *people_there; /* M_j of the row's unit; NULL: no second stage */
	const int *const *margin;   /* raking margins, levels of each row; NULL when not raked */
	size_t margins;
	const double *base; /* weights before raking; needed with margins */
	bool self_selected;
};

struct survey_share {
	size_t n; /* respondents in the domain */
	double share;
	double se;
	double deff;         /* against a simple random sample with replacement */
	double deff_without; /* against one without replacement */
	double kish;         /* design effect of the weights alone */
	double n_effective;  /* n / kish */
	double df;
	double total, total_se; /* sum w y and its standard error, without calibration */
};

enum stat_fault survey_share(struct arena *arena, const struct survey *survey,
	struct survey_share *result);

/* The interval to publish: logit for 0.1 < p < 0.9, else Korn-Graubard; half = margin of error. */
enum stat_fault survey_interval(const struct survey_share *share, double level,
	struct interval *to, double *half);

#endif
