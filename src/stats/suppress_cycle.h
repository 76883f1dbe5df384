/*
 * suppress_cycle.h: the cheapest set of cells that lets one primary cell move. Internal to
 * suppress.c.
 */
#ifndef STATS_SUPPRESS_CYCLE_H
#define STATS_SUPPRESS_CYCLE_H

#include "stats/suppress.h"

enum { CYCLE_NODES = SUPPRESS_ROWS_MAX + SUPPRESS_COLS_MAX, CYCLE_CELLS_MAX = CYCLE_NODES };

struct cycle {
	int64_t cost[CYCLE_NODES]; /* rows first, then columns */
	size_t before[CYCLE_NODES];
	bool done[CYCLE_NODES];
	const bool *barred; /* cells that must stay shown; NULL: none */
};

/*
 * Dijkstra from the cell's row to its column over cells, those that give (count >= width) and those
 * that take (hidden already, or count >= threshold) in turn. A cell costs its count, nothing if it
 * is hidden already. Writes the cells of the path, without `cell`; 0 if there is none.
 */
size_t cycle_find(struct cycle *cycle, const struct suppress_options *options,
	const struct suppress_table *table, size_t cell, size_t path[CYCLE_CELLS_MAX]);

#endif
