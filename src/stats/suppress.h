/*
 * suppress.h: a table of counts that may be published with its row, column and grand totals: which
 * cells must be hidden so that nobody is recognised, and a proof that it is enough.
 *
 * Primary: 0 < n < threshold (10). Zeros may be shown. Complementary: more cells so that, for one
 * who knows all shown cells and all totals, every primary cell's exact range [L, U] of possible
 * values has U - L >= width (10) and U >= threshold (Cox 1980, 1995; Gusfield 1988): cheapest
 * alternating cycles (Dijkstra on counts), then cells that are not needed are shown again.
 *
 * Audit: ranges by maximum flow on the network rows - suppressed cells - columns; exact, since such
 * tables are totally unimodular. It fails closed: a primary cell that cannot be protected takes
 * its whole row out of the table (SUPPRESS_ROW); the totals to publish are then those of the rows
 * that stay, else the row could be computed from them. If fewer than two rows stay the table is
 * refused (unprotected). No table leaves suppress_table without having passed the audit.
 *
 * Publish fixed tables only: the same table again must keep its pattern, and free filters would let
 * readers subtract tables. Percentages need a base of 30; a row whose base is under 10 is hidden,
 * and so is one where everybody answers the same (100 %/0 %) with a base under 30.
 *
 * Limits: 400 rows, 64 columns, counts up to 1e9. Refused: negative counts, sizes (too-large,
 * no-rows), threshold or width below 1 (option).
 */
#ifndef STATS_SUPPRESS_H
#define STATS_SUPPRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stats/fault.h"

struct arena;

enum { SUPPRESS_ROWS_MAX = 400, SUPPRESS_COLS_MAX = 64, SUPPRESS_PERCENT_BASE = 30,
	SUPPRESS_ROW_BASE = 10 };

enum suppress_mark { SUPPRESS_SHOW, SUPPRESS_PRIMARY, SUPPRESS_COMPLEMENT, SUPPRESS_ROW };

struct suppress_options {
	int64_t threshold; /* 10 */
	int64_t width;     /* 10 */
	bool row_rules;    /* the two rules on whole rows above */
};

struct suppress_table {
	size_t rows, cols;
	const int64_t *count;    /* rows x cols, row-major */
	enum suppress_mark *mark; /* the same; written by suppress_table */
};

struct suppress_report {
	size_t primary, complement, rows_hidden;
	int64_t hidden_count; /* sum of complementary counts */
	size_t audited;       /* cells whose range was checked at the end */
};

/* Chooses and audits. */
enum stat_fault suppress_table(struct arena *arena, const struct suppress_options *options,
	struct suppress_table *table, struct suppress_report *report);

/* Audits marks made elsewhere: FAULT_UNPROTECTED and the first weak cell if one is not safe. */
enum stat_fault suppress_audit(struct arena *arena, const struct suppress_options *options,
	const struct suppress_table *table, size_t *weak_row, size_t *weak_col);

/* The exact range of one hidden cell, given what is shown. */
enum stat_fault suppress_range(struct arena *arena, const struct suppress_table *table, size_t row,
	size_t col, int64_t *lo, int64_t *hi);

/*
 * Two-sided geometric noise for open counts (Ghosh, Roughgarden & Sundararajan 2009), never for
 * percentages: P(k) = (1 - a)/(1 + a) a^|k|, a = exp(-epsilon / sensitivity). FAULT_OPTION when
 * epsilon / sensitivity is under SUPPRESS_RATIO_MIN: noise of thousands says nothing.
 */
#define SUPPRESS_RATIO_MIN 0.001
struct suppress_noise {
	double a, variance;
	int half_width95; /* smallest h with P(|k| <= h) >= 0.95 */
};
enum stat_fault suppress_noise_of(double epsilon, double sensitivity, struct suppress_noise *to);

/* The noise for a uniform number in [0, 1): quantile of the distribution. */
int64_t suppress_noise_draw(double a, double unit);

#endif
