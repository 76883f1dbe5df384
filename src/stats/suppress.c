/*
 * suppress.c: mark, protect, thin out, audit. The choosing may be clever or stupid: the audit at
 * the end decides.
 */
#include "stats/suppress.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "stats/suppress_cycle.h"
#include "stats/suppress_flow.h"

enum { THIN_MAX = 50000, ORDERS = 3, ROUNDS_MAX = 10, SMALL_TABLE = 100 };
#define COUNT_MAX INT64_C(1000000000)

struct work {
	const struct suppress_options *o;
	struct suppress_table *t;
	struct flow *flow;
	struct cycle *cycle;
	size_t *primary; /* cells, in the order of protecting */
	size_t primaries;
};

static enum stat_fault
check(const struct suppress_options *o, const struct suppress_table *t)
{
	if (o->threshold < 1 || o->width < 1)
		return FAULT_OPTION;
	if (t->rows == 0 || t->cols == 0)
		return FAULT_NO_ROWS;
	if (t->rows > SUPPRESS_ROWS_MAX || t->cols > SUPPRESS_COLS_MAX)
		return FAULT_TOO_LARGE;
	for (size_t k = 0; k < t->rows * t->cols; k++) {
		if (t->count[k] < 0)
			return FAULT_NEGATIVE;
		if (t->count[k] > COUNT_MAX)
			return FAULT_TOO_LARGE;
	}
	return FAULT_NONE;
}

static bool
row_out(const struct suppress_table *t, size_t row)
{
	return t->mark[row * t->cols] == SUPPRESS_ROW;
}

static void
take_row_out(struct suppress_table *t, size_t row)
{
	for (size_t j = 0; j < t->cols; j++)
		t->mark[row * t->cols + j] = SUPPRESS_ROW;
}

/* Hidden as a whole: base under 10, or one answer only and base under 30. */
static bool
row_tells(const struct suppress_table *t, size_t row)
{
	int64_t sum = 0;
	int64_t most = 0;

	for (size_t j = 0; j < t->cols; j++) {
		int64_t n = t->count[row * t->cols + j];

		sum += n;
		most = n > most ? n : most;
	}
	return sum > 0 && (sum < SUPPRESS_ROW_BASE
		|| (most == sum && sum < SUPPRESS_PERCENT_BASE && t->cols > 1));
}

static void
mark_primary(const struct suppress_options *o, struct suppress_table *t)
{
	for (size_t i = 0; i < t->rows; i++) {
		if (o->row_rules && row_tells(t, i))
			take_row_out(t, i);
		for (size_t j = 0; j < t->cols && !row_out(t, i); j++) {
			int64_t n = t->count[i * t->cols + j];

			t->mark[i * t->cols + j] = n > 0 && n < o->threshold ? SUPPRESS_PRIMARY
				: SUPPRESS_SHOW;
		}
	}
}

static bool
protected(const struct suppress_options *o, struct flow *flow, const struct suppress_table *t,
	size_t cell)
{
	/* NOLINTNEXTLINE: check() refuses a table without columns */
	size_t row = cell / t->cols;
	size_t col = cell % t->cols;
	int64_t more = o->threshold - t->count[cell];
	int64_t enough = more > o->width ? more : o->width;
	int64_t up = flow_up(flow, row, col, enough);

	if (up < more)
		return false;
	return up >= o->width || up + flow_down(flow, row, col, o->width - up) >= o->width;
}

enum stat_fault
suppress_audit(struct arena *arena, const struct suppress_options *o,
	const struct suppress_table *t, size_t *weak_row, size_t *weak_col)
{
	enum stat_fault fault = check(o, t);
	struct flow *flow = ARENA_NEW(arena, struct flow);

	if (fault != FAULT_NONE)
		return fault;
	flow_init(arena, flow, t);
	for (size_t k = 0; k < t->rows * t->cols; k++) {
		bool small = t->count[k] > 0 && t->count[k] < o->threshold;

		if (t->mark[k] == SUPPRESS_ROW || (!small && t->mark[k] != SUPPRESS_PRIMARY))
			continue;
		/* a small cell that somebody shows is as weak as one that can be computed */
		if (t->mark[k] != SUPPRESS_PRIMARY || !protected(o, flow, t, k)) {
			/* NOLINTNEXTLINE: check() refuses a table without columns */
			*weak_row = k / t->cols;
			*weak_col = k % t->cols;
			return FAULT_UNPROTECTED;
		}
	}
	return FAULT_NONE;
}

static int
compare_cells(const struct suppress_table *t, size_t a, size_t b, int order)
{
	int64_t x = t->count[a];
	int64_t y = t->count[b];

	if (order == 0 || x == y)
		return (a > b) - (a < b);
	return order == 1 ? (x < y) - (x > y) : (x > y) - (x < y);
}

/* Natural order, most first, fewest first. Insertion sort: there are few. */
static void
list_primary(struct work *w, int order)
{
	w->primaries = 0;
	for (size_t k = 0; k < w->t->rows * w->t->cols; k++) {
		size_t at = w->primaries;

		if (w->t->mark[k] != SUPPRESS_PRIMARY)
			continue;
		while (at > 0 && order != 0
			&& compare_cells(w->t, w->primary[at - 1], k, order) > 0) {
			w->primary[at] = w->primary[at - 1];
			at--;
		}
		w->primary[at] = k;
		w->primaries++;
	}
}

/* Hides cells until every primary one that can be protected is. */
static void
protect_all(struct work *w)
{
	for (size_t k = 0; k < w->primaries; k++) {
		size_t path[CYCLE_CELLS_MAX];
		size_t cells;

		if (protected(w->o, w->flow, w->t, w->primary[k]))
			continue;
		cells = cycle_find(w->cycle, w->o, w->t, w->primary[k], path);
		for (size_t c = 0; c < cells; c++) {
			if (w->t->mark[path[c]] != SUPPRESS_SHOW)
				continue;
			w->t->mark[path[c]] = SUPPRESS_COMPLEMENT;
			flow_hide(w->flow, path[c] / w->t->cols, path[c] % w->t->cols);
		}
	}
}

static bool
all_protected(struct work *w)
{
	for (size_t k = 0; k < w->primaries; k++) {
		if (!protected(w->o, w->flow, w->t, w->primary[k]))
			return false;
	}
	return true;
}

/* The complement with the largest count below `below`, first by cell on ties; SIZE_MAX if none. */
static size_t
next_largest(const struct suppress_table *t, const bool *tried)
{
	size_t best = SIZE_MAX;

	for (size_t k = 0; k < t->rows * t->cols; k++) {
		if (t->mark[k] == SUPPRESS_COMPLEMENT && !tried[k]
			&& (best == SIZE_MAX || t->count[k] > t->count[best]))
			best = k;
	}
	return best;
}

/* Shows again what is not needed, dearest first. */
static void
thin_out(struct arena *arena, struct work *w)
{
	size_t cells = w->t->rows * w->t->cols;
	bool *tried = ARENA_ARRAY(arena, cells, bool);
	size_t complements = 0;

	for (size_t k = 0; k < cells; k++)
		complements += w->t->mark[k] == SUPPRESS_COMPLEMENT;
	if (complements * w->primaries > THIN_MAX || !all_protected(w))
		return;
	for (size_t k = next_largest(w->t, tried); k != SIZE_MAX; k = next_largest(w->t, tried)) {
		tried[k] = true;
		w->t->mark[k] = SUPPRESS_SHOW;
		flow_show(w->flow, k / w->t->cols, k % w->t->cols);
		if (all_protected(w))
			continue;
		w->t->mark[k] = SUPPRESS_COMPLEMENT;
		flow_hide(w->flow, k / w->t->cols, k % w->t->cols);
	}
}

static int64_t
cost_of(const struct suppress_table *t)
{
	int64_t sum = 0;

	for (size_t k = 0; k < t->rows * t->cols; k++)
		sum += t->mark[k] == SUPPRESS_COMPLEMENT ? t->count[k] : 0;
	return sum;
}

/* One try: marks start from `start` (primary cells and rows out). */
static void
attempt(struct arena *arena, struct work *w, const enum suppress_mark *start, int order)
{
	memcpy(w->t->mark, start, w->t->rows * w->t->cols * sizeof(*start));
	flow_init(arena, w->flow, w->t);
	list_primary(w, order);
	protect_all(w);
	thin_out(arena, w);
}

/* The search for a cheap pattern. */
struct choice {
	enum suppress_mark *start, *best;
	size_t bytes;
	int64_t least; /* cost of best; INT64_MAX while none is safe */
};

/* Keeps the attempt if it is safe and cheaper, or the first at all. */
static bool
keep(struct work *w, struct choice *c, bool first)
{
	bool safe = all_protected(w);

	if (!first && (!safe || cost_of(w->t) >= c->least))
		return false;
	c->least = safe ? cost_of(w->t) : INT64_MAX;
	memcpy(c->best, w->t->mark, c->bytes);
	return true;
}

/* Bars each hidden complement in turn and sees whether the rest gets cheaper. */
static bool
improve(struct arena *arena, struct work *w, struct choice *c)
{
	size_t cells = w->t->rows * w->t->cols;
	bool *barred = ARENA_ARRAY(arena, cells, bool);
	bool better = false;

	w->cycle->barred = barred;
	for (size_t k = 0; k < cells && !better; k++) {
		if (c->best[k] != SUPPRESS_COMPLEMENT)
			continue;
		barred[k] = true;
		for (int order = 0; order < ORDERS; order++) {
			attempt(arena, w, c->start, order);
			better = keep(w, c, false) || better;
		}
		barred[k] = false;
	}
	w->cycle->barred = NULL;
	return better;
}

/* The cheapest of the tries; small tables get several. */
static void
choose(struct arena *arena, struct work *w)
{
	size_t bytes = w->t->rows * w->t->cols * sizeof(enum suppress_mark);
	struct choice c = { arena_alloc(arena, bytes), arena_alloc(arena, bytes), bytes,
		INT64_MAX };
	bool small = w->t->rows * w->t->cols <= SMALL_TABLE;

	memcpy(c.start, w->t->mark, bytes);
	for (int order = 0; order < (small ? ORDERS : 1); order++) {
		attempt(arena, w, c.start, order);
		(void)keep(w, &c, order == 0);
	}
	for (int round = 0; round < ROUNDS_MAX && small && improve(arena, w, &c); round++)
		;
	memcpy(w->t->mark, c.best, bytes);
}

static void
count_marks(const struct suppress_table *t, struct suppress_report *r)
{
	memset(r, 0, sizeof(*r));
	for (size_t k = 0; k < t->rows * t->cols; k++) {
		r->primary += t->mark[k] == SUPPRESS_PRIMARY;
		r->complement += t->mark[k] == SUPPRESS_COMPLEMENT;
		/* NOLINTNEXTLINE: check() refuses a table without columns */
		r->rows_hidden += t->mark[k] == SUPPRESS_ROW && k % t->cols == 0;
	}
	r->hidden_count = cost_of(t);
	r->audited = r->primary;
}

enum stat_fault
suppress_table(struct arena *arena, const struct suppress_options *o, struct suppress_table *t,
	struct suppress_report *report)
{
	enum stat_fault fault = check(o, t);
	struct work w = { .o = o, .t = t, .flow = ARENA_NEW(arena, struct flow),
		.cycle = ARENA_NEW(arena, struct cycle) };
	size_t out = 0;

	memset(report, 0, sizeof(*report));
	if (fault != FAULT_NONE)
		return fault;
	w.primary = ARENA_ARRAY(arena, t->rows * t->cols, size_t);
	memset(t->mark, 0, t->rows * t->cols * sizeof(*t->mark));
	mark_primary(o, t);
	for (;;) {
		size_t row, col;

		choose(arena, &w);
		if (suppress_audit(arena, o, t, &row, &col) == FAULT_NONE)
			break;
		/* NOLINTNEXTLINE: a failed audit sets row */
		take_row_out(t, row);
		out = 0;
		for (size_t i = 0; i < t->rows; i++)
			out += row_out(t, i);
		if (out + 2 > t->rows) {
			/* nothing may be shown, and nothing is marked as if it might */
			for (size_t i = 0; i < t->rows; i++)
				take_row_out(t, i);
			return FAULT_UNPROTECTED;
		}
		mark_primary(o, t);
	}
	count_marks(t, report);
	return FAULT_NONE;
}

enum stat_fault
suppress_range(struct arena *arena, const struct suppress_table *t, size_t row, size_t col,
	int64_t *lo, int64_t *hi)
{
	static const struct suppress_options ANY = { 1, 1, false };
	enum stat_fault fault = check(&ANY, t);
	struct flow *flow = ARENA_NEW(arena, struct flow);
	size_t k = row * t->cols + col;

	if (fault != FAULT_NONE)
		return fault;
	if (row >= t->rows || col >= t->cols)
		return FAULT_OPTION;
	*lo = *hi = t->count[k];
	if (t->mark[k] != SUPPRESS_PRIMARY && t->mark[k] != SUPPRESS_COMPLEMENT)
		return FAULT_NONE;
	flow_init(arena, flow, t);
	*lo -= flow_down(flow, row, col, COUNT_MAX);
	*hi += flow_up(flow, row, col, COUNT_MAX * SUPPRESS_COLS_MAX);
	return FAULT_NONE;
}

enum stat_fault
suppress_noise_of(double epsilon, double sensitivity, struct suppress_noise *to)
{
	double sum;

	if (!isfinite(epsilon) || !isfinite(sensitivity))
		return FAULT_NOT_FINITE;
	if (!(epsilon > 0) || !(sensitivity > 0))
		return FAULT_NOT_POSITIVE;
	if (epsilon / sensitivity < SUPPRESS_RATIO_MIN)
		return FAULT_OPTION;
	to->a = exp(-epsilon / sensitivity);
	to->variance = 2 * to->a / ((1 - to->a) * (1 - to->a));
	to->half_width95 = 0;
	for (sum = (1 - to->a) / (1 + to->a); sum < 0.95; to->half_width95++)
		sum += 2 * (1 - to->a) / (1 + to->a) * pow(to->a, to->half_width95 + 1);
	return FAULT_NONE;
}

int64_t
suppress_noise_draw(double a, double unit)
{
	/* P(k <= -m) = a^m / (1 + a), and symmetric */
	if (unit < a / (1 + a))
		return -(int64_t)floor(log(unit > 0 ? unit * (1 + a) : 1e-300) / log(a));
	if (unit >= 1 / (1 + a))
		return (int64_t)floor(log((1 - unit) * (1 + a)) / log(a));
	return 0;
}
