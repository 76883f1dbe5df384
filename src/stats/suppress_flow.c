/*
 * suppress_flow.c: maximum flow by shortest paths (Edmonds & Karp 1972). The one idea: the number
 * wanted is small (the width), so few paths are needed, and bit sets find the next node.
 */
#include "stats/suppress_flow.h"

#include <string.h>

#include "base/arena.h"

#define NOWHERE UINT16_MAX

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
}

void
flow_show(struct flow *flow, size_t row, size_t col)
{
	flow->hidden[row] &= ~(UINT64_C(1) << col);
}

static int64_t *
cell(struct flow *f, size_t row, size_t col)
{
	return &f->holds[row * f->cols + col];
}

/* Reaches new columns from a row; those columns' rows are queued. Returns the queue's new end. */
static size_t
visit(struct flow *f, size_t row, uint64_t *fresh, size_t tail)
{
	uint64_t next = f->hidden[row] & *fresh;

	*fresh &= ~next;
	for (; next != 0; next &= next - 1) {
		size_t col = (size_t)__builtin_ctzll(next);
		uint64_t bit = UINT64_C(1) << col;

		f->from_row[col] = (uint16_t)row;
		for (size_t r = 0; r < f->rows; r++) {
			if ((f->hidden[r] & bit) == 0 || f->from_col[r] != NOWHERE
				|| *cell(f, r, col) <= 0)
				continue;
			f->from_col[r] = (uint16_t)col;
			f->queue[tail++] = (uint16_t)r;
		}
	}
	return tail;
}

/* A path row -> column, in from_row and from_col; adding along hidden cells, taking back. */
static bool
search(struct flow *f, size_t row, size_t col)
{
	uint64_t fresh = f->cols == 64 ? UINT64_MAX : (UINT64_C(1) << f->cols) - 1;
	size_t head = 0;
	size_t tail = 0;

	memset(f->from_col, 0xff, sizeof(f->from_col));
	f->queue[tail++] = (uint16_t)row;
	f->from_col[row] = (uint16_t)(f->cols); /* the start */
	while (head < tail) {
		tail = visit(f, f->queue[head++], &fresh, tail);
		if ((fresh >> col & 1) == 0)
			return true;
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
	while (sum < limit && search(f, row, col)) {
		int64_t units = room(f, row, col, limit - sum);

		push(f, row, col, units);
		sum += units;
	}
	flow_hide(f, row, col);
	if (sum > 0)
		restore(f);
	return sum;
}

/*
 * Gaining is losing of the others: flow from column to row. The search runs from the row with the
 * parts changed over: every step takes from the first cell and adds to the second.
 */
static size_t
visit_up(struct flow *f, size_t row, uint64_t *fresh, size_t tail)
{
	uint64_t next = f->hidden[row] & *fresh;

	for (; next != 0; next &= next - 1) {
		size_t col = (size_t)__builtin_ctzll(next);
		uint64_t bit = UINT64_C(1) << col;

		if (*cell(f, row, col) <= 0)
			continue;
		*fresh &= ~bit;
		f->from_row[col] = (uint16_t)row;
		for (size_t r = 0; r < f->rows; r++) {
			if ((f->hidden[r] & bit) == 0 || f->from_col[r] != NOWHERE)
				continue;
			f->from_col[r] = (uint16_t)col;
			f->queue[tail++] = (uint16_t)r;
		}
	}
	return tail;
}

static bool
search_up(struct flow *f, size_t row, size_t col)
{
	uint64_t fresh = f->cols == 64 ? UINT64_MAX : (UINT64_C(1) << f->cols) - 1;
	size_t head = 0;
	size_t tail = 0;

	memset(f->from_col, 0xff, sizeof(f->from_col));
	f->queue[tail++] = (uint16_t)row;
	f->from_col[row] = (uint16_t)(f->cols);
	while (head < tail) {
		tail = visit_up(f, f->queue[head++], &fresh, tail);
		if ((fresh >> col & 1) == 0)
			return true;
	}
	return false;
}

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

int64_t
flow_up(struct flow *f, size_t row, size_t col, int64_t enough)
{
	int64_t sum = 0;

	flow_show(f, row, col);
	while (sum < enough && search_up(f, row, col)) {
		int64_t units = room_up(f, row, col, enough - sum);

		push_up(f, row, col, units);
		sum += units;
	}
	flow_hide(f, row, col);
	if (sum > 0)
		restore(f);
	return sum;
}
