/*
 * suppress_flow.h: how far a hidden cell can move when all totals stay. Internal to suppress*.c.
 *
 * Moving one unit out of hidden cell (i, j) of row i into another hidden cell of that row, from
 * there along its column and so on, must come back to column j: flow from row i to column j in
 * the graph where a row reaches the columns of its hidden cells (adding, no limit) and a column
 * the rows of its hidden cells (taking, at most what the cell holds).
 */
#ifndef STATS_SUPPRESS_FLOW_H
#define STATS_SUPPRESS_FLOW_H

#include "stats/suppress.h"

enum { FLOW_WORDS = SUPPRESS_ROWS_MAX / 64 + 1 };

/* Hidden cells as bit sets, and what each holds while flow moves through it. */
struct flow {
	size_t rows, cols;
	uint64_t hidden[SUPPRESS_ROWS_MAX]; /* bit per column */
	uint64_t below[SUPPRESS_COLS_MAX][FLOW_WORDS]; /* the same by column, bit per row */
	int64_t *holds;                     /* rows x cols, count plus flow so far */
	const int64_t *count;
	uint64_t touched[FLOW_WORDS]; /* rows that flow went through */
	/* breadth-first search: where each node was reached from */
	uint64_t fresh_cols;
	uint64_t fresh_rows[FLOW_WORDS];
	uint16_t from_row[SUPPRESS_COLS_MAX];
	uint16_t from_col[SUPPRESS_ROWS_MAX];
	uint16_t queue[SUPPRESS_ROWS_MAX];
};

/* All cells marked other than SUPPRESS_SHOW and SUPPRESS_ROW are hidden; then one more, or less. */
void flow_init(struct arena *arena, struct flow *flow, const struct suppress_table *table);
void flow_hide(struct flow *flow, size_t row, size_t col);
void flow_show(struct flow *flow, size_t row, size_t col);

/* Units that cell (row, col) can lose, at most `enough`; or gain. */
int64_t flow_down(struct flow *flow, size_t row, size_t col, int64_t enough);
int64_t flow_up(struct flow *flow, size_t row, size_t col, int64_t enough);

#endif
