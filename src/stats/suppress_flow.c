/*
 * suppress_flow.c: maximum flow by shortest paths (Edmonds & Karp 1972). The one idea: the number
 * wanted is small (the width), so few paths are needed, and bit sets find the next node.
 */
#include "stats/suppress_flow.h"

#include <string.h>

#include "base/arena.h"

static bool
is_hidden(enum suppress_mark mark)
{
	return mark == SUPPRESS_PRIMARY || mark == SUPPRESS_COMPLEMENT;
}

void
flow_init(struct arena *arena, struct flow *flow, const struct suppress_table *table)
{
	size_t cells = table->rows * table->cols;

	memset(flow, 0, sizeof(*flow));
	flow->rows = table->rows;
	flow->cols = table->cols;
	flow->count = table->count;
	flow->holds = ARENA_ARRAY(arena, cells, int64_t);
	memcpy(flow->holds, table->count, cells * sizeof(*flow->holds));
	for (size_t k = 0; k < cells; k++) {
		if (is_hidden(table->mark[k]))
			flow_hide(flow, k / table->cols, k % table->cols);
	}
}

void
flow_hide(struct flow *flow, size_t row, size_t col)
{
	flow->hidden[row] |= UINT64_C(1) << col;
	flow->below[col][row / 64] |= UINT64_C(1) << row % 64;
}

void
flow_show(struct flow *flow, size_t row, size_t col)
{
	flow->hidden[row] &= ~(UINT64_C(1) << col);
	flow->below[col][row / 64] &= ~(UINT64_C(1) << row % 64);
}

static int64_t *
cell(struct flow *f, size_t row, size_t col)
{
	return &f->holds[row * f->cols + col];
}

static void
search_start(struct flow *f, size_t row)
{
	f->fresh_cols = f->cols == 64 ? UINT64_MAX : (UINT64_C(1) << f->cols) - 1;
	memset(f->fresh_rows, 0xff, sizeof(f->fresh_rows));
	f->fresh_rows[row / 64] &= ~(UINT64_C(1) << row % 64);
	f->queue[0] = (uint16_t)row;
}

/*
 * Reaches the rows of a column's hidden cells; with `taking` only where the cell holds something.
 * Returns the queue's new end.
 */
static size_t
reach_rows(struct flow *f, size_t col, bool taking, size_t tail)
{
	for (size_t k = 0; k <= f->rows / 64; k++) {
		uint64_t next = f->below[col][k] & f->fresh_rows[k];

		for (; next != 0; next &= next - 1) {
			size_t row = k * 64 + (size_t)__builtin_ctzll(next);

			if (taking && *cell(f, row, col) <= 0)
				continue;
			f->fresh_rows[k] &= ~(next & -next);
			f->from_col[row] = (uint16_t)col;
			f->queue[tail++] = (uint16_t)row;
		}
	}
	return tail;
}

/*
 * A path row -> column along hidden cells, left in from_row and from_col. Losing (`up` false) adds
 * to a cell of the row and takes from one of its column; gaining takes first and then adds.
 */
static bool
search(struct flow *f, size_t row, size_t col, bool up)
{
	size_t tail = 1;

	search_start(f, row);
	for (size_t head = 0; head < tail; head++) {
		size_t at = f->queue[head];
		uint64_t next = f->hidden[at] & f->fresh_cols;

		for (; next != 0; next &= next - 1) {
			size_t c = (size_t)__builtin_ctzll(next);

			if (up && *cell(f, at, c) <= 0)
				continue;
			f->fresh_cols &= ~(next & -next);
			f->from_row[c] = (uint16_t)at;
			if (c == col)
				return true;
			tail = reach_rows(f, c, !up, tail);
		}
	}
	return false;
}

/* The least that can be taken along the path found. */
static int64_t
room(struct flow *f, size_t start, size_t col, int64_t most)
{
	size_t row = f->from_row[col];

	while (row != start) {
		int64_t holds;

		col = f->from_col[row];
		holds = *cell(f, row, col);
		most = holds < most ? holds : most;
		row = f->from_row[col];
	}
	return most;
}

static void
touch(struct flow *f, size_t row)
{
	f->touched[row / 64] |= UINT64_C(1) << row % 64;
}

/* Undoes the flow, in the rows it went through. */
static void
restore(struct flow *f)
{
	for (size_t k = 0; k <= f->rows / 64; k++) {
		for (; f->touched[k] != 0; f->touched[k] &= f->touched[k] - 1) {
			size_t at = (k * 64 + (size_t)__builtin_ctzll(f->touched[k])) * f->cols;

			memcpy(f->holds + at, f->count + at, f->cols * sizeof(*f->holds));
		}
	}
}

static void
push(struct flow *f, size_t start, size_t col, int64_t units)
{
	size_t row = f->from_row[col];

	touch(f, row);
	*cell(f, row, col) += units;
	while (row != start) {
		col = f->from_col[row];
		*cell(f, row, col) -= units;
		row = f->from_row[col];
		touch(f, row);
		*cell(f, row, col) += units;
	}
}

/* Flow from row to column through the other hidden cells. */
int64_t
flow_down(struct flow *f, size_t row, size_t col, int64_t enough)
{
	int64_t limit = f->count[row * f->cols + col];
	int64_t sum = 0;

	limit = enough < limit ? enough : limit;
	flow_show(f, row, col);
	while (sum < limit && search(f, row, col, false)) {
		int64_t units = room(f, row, col, limit - sum);

		push(f, row, col, units);
		sum += units;
	}
	flow_hide(f, row, col);
	if (sum > 0)
		restore(f);
	return sum;
}

/* The same for gaining: the first cell of each step, in the path's row, is the one taken from. */
static int64_t
room_up(struct flow *f, size_t start, size_t col, int64_t most)
{
	for (;;) {
		size_t row = f->from_row[col];
		int64_t holds = *cell(f, row, col);

		most = holds < most ? holds : most;
		if (row == start)
			return most;
		col = f->from_col[row];
	}
}

static void
push_up(struct flow *f, size_t start, size_t col, int64_t units)
{
	for (;;) {
		size_t row = f->from_row[col];

		touch(f, row);
		*cell(f, row, col) -= units;
		if (row == start)
			return;
		col = f->from_col[row];
		*cell(f, row, col) += units;
	}
}

/* Flow from column to row, found from the row with taking and adding changed over. */
int64_t
flow_up(struct flow *f, size_t row, size_t col, int64_t enough)
{
	int64_t sum = 0;

	flow_show(f, row, col);
	while (sum < enough && search(f, row, col, true)) {
		int64_t units = room_up(f, row, col, enough - sum);

		push_up(f, row, col, units);
		sum += units;
	}
	flow_hide(f, row, col);
	if (sum > 0)
		restore(f);
	return sum;
}
