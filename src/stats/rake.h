/*
 * rake.h: weights that make a sample add up to known population margins.
 *
 * Iterative proportional fitting (Deming & Stephan 1940): w_i *= N_{v,l} / sum_{i in l} w_i over
 * the margins v in turn until every margin is met within 1e-10 relative, at most 500 rounds.
 * One margin alone is post-stratification. Optional trimming: weights above `trim` times the
 * median are cut there and the raking repeated (at most 20 times), which bounds the design effect.
 *
 * Units: base weights d_i = 1 / (inclusion probability), any scale; targets in persons.
 * Refused: no rows, base weights that are not above zero, a level without respondents but with a
 * target (empty-level), a level number out of range (unknown-level), a level with fewer than
 * `rows_min` respondents (small-level: merge it with a neighbour, rake_merge_small), margins with
 * different totals (margins-disagree, 1e-6 relative), no agreement in 500 rounds.
 */
#ifndef STATS_RAKE_H
#define STATS_RAKE_H

#include <stddef.h>

#include "stats/fault.h"

struct arena;

enum { RAKE_MARGINS_MAX = 16, RAKE_LEVELS_MAX = 1000 };

struct rake_margin {
	const int *level;     /* of each row: 0 .. levels - 1 */
	size_t levels;
	const double *target; /* of each level */
};

struct rake_options {
	double trim;     /* 0: no trimming; 5 is usual */
	size_t rows_min; /* 0: any; 20 is usual */
};

struct rake_report {
	int rounds;
	int trims;
	double worst; /* largest relative difference from a target */
	/* where a refusal happened */
	size_t margin, level;
};

/* Writes `rows` weights. */
enum stat_fault rake(struct arena *arena, const double *base, size_t rows,
	const struct rake_margin *margins, size_t count, const struct rake_options *options,
	double *weight, struct rake_report *report);

/*
 * Merges ordered levels with fewer than `rows_min` rows into their smaller neighbour until none is
 * left or one level remains. Rewrites level[] and target[]; returns the new number of levels.
 */
size_t rake_merge_small(int *level, size_t rows, double *target, size_t levels, size_t rows_min);

/* Kish 1965: n sum w^2 / (sum w)^2, the cost of unequal weights; n over it is the effective n. */
double rake_deff(const double *weight, size_t rows);

#endif
