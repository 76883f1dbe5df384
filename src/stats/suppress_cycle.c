/* suppress_cycle.c: shortest alternating cycles. */
#include "stats/suppress_cycle.h"

#include <string.h>

#define FAR INT64_MAX

static int64_t
price(const struct suppress_table *t, size_t cell)
{
	return t->mark[cell] == SUPPRESS_SHOW ? t->count[cell] : 0;
}

/* May the cell give `width` units away? */
static bool
gives(const struct suppress_options *o, const struct suppress_table *t, size_t cell)
{
	int64_t least = t->mark[cell] == SUPPRESS_SHOW && o->threshold > o->width ? o->threshold
		: o->width;

	return t->mark[cell] != SUPPRESS_ROW && t->count[cell] >= least;
}

/* May it take some? A shown zero stays shown. */
static bool
takes(const struct suppress_options *o, const struct suppress_table *t, size_t cell)
{
	return t->mark[cell] == SUPPRESS_PRIMARY || t->mark[cell] == SUPPRESS_COMPLEMENT
		|| (t->mark[cell] == SUPPRESS_SHOW && t->count[cell] >= o->threshold);
}

static bool
barred(const struct cycle *c, size_t cell)
{
	return c->barred != NULL && c->barred[cell];
}

static size_t
nearest(const struct cycle *c, size_t nodes)
{
	size_t best = nodes;

	for (size_t k = 0; k < nodes; k++) {
		if (!c->done[k] && c->cost[k] < FAR
			&& (best == nodes || c->cost[k] < c->cost[best]))
			best = k;
	}
	return best;
}

static void
relax(struct cycle *c, size_t from, size_t to, int64_t cost)
{
	if (!c->done[to] && c->cost[from] + cost < c->cost[to]) {
		c->cost[to] = c->cost[from] + cost;
		c->before[to] = from;
	}
}

/* From a row to the columns its cells can give to; from a column to the rows that can take. */
static void
expand(struct cycle *c, const struct suppress_options *o, const struct suppress_table *t,
	size_t node, size_t skip)
{
	if (node < t->rows) {
		for (size_t j = 0; j < t->cols; j++) {
			size_t cell = node * t->cols + j;

			if (cell != skip && !barred(c, cell) && gives(o, t, cell))
				relax(c, node, t->rows + j, price(t, cell));
		}
		return;
	}
	for (size_t i = 0; i < t->rows; i++) {
		size_t cell = i * t->cols + node - t->rows;

		if (cell != skip && !barred(c, cell) && takes(o, t, cell))
			relax(c, node, i, price(t, cell));
	}
}

size_t
cycle_find(struct cycle *c, const struct suppress_options *o, const struct suppress_table *t,
	size_t cell, size_t path[CYCLE_CELLS_MAX])
{
	size_t nodes = t->rows + t->cols;
	size_t start = cell / t->cols;
	size_t end = t->rows + cell % t->cols;
	size_t cells = 0;

	for (size_t k = 0; k < nodes; k++)
		c->cost[k] = FAR;
	memset(c->done, 0, sizeof(c->done));
	c->cost[start] = 0;
	for (size_t k = nearest(c, nodes); k != nodes && k != end; k = nearest(c, nodes)) {
		c->done[k] = true;
		expand(c, o, t, k, cell);
	}
	if (c->cost[end] == FAR)
		return 0;
	for (size_t k = end; k != start; k = c->before[k]) {
		size_t b = c->before[k];

		path[cells++] = k < t->rows ? k * t->cols + b - t->rows : b * t->cols + k - t->rows;
	}
	return cells;
}
