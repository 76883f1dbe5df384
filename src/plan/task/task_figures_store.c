/*
 * task_figures_store.c: figures from counters and from the range of what is owed and over. The one
 * idea: both are read in key order and joined here, so that neither engine has to sort or group.
 */
#include "plan/task/task_store.h"

#include "base/arena.h"

enum { QUARTERS_MAX = 400, QUARTERS_AHEAD = 2, SOON_DAYS = 7 };
#define QUARTER_END INT64_MAX

int64_t
task_figure_owed(const struct task_figure *figure)
{
	return figure->by_state[TASK_ASSIGNED] + figure->by_state[TASK_ACTIVE] +
	    figure->by_state[TASK_RETURNED];
}

int64_t
task_figure_planned(const struct task_figure *figure)
{
	return task_figure_owed(figure) + figure->by_state[TASK_REPORTED] +
	    figure->by_state[TASK_DONE];
}

void
task_figure_add(struct task_figure *a, const struct task_figure *b)
{
	for (int i = 0; i < TASK_STATE_COUNT; i++)
		a->by_state[i] += b->by_state[i];
	a->done_late += b->done_late;
	a->late += b->late;
	a->silent += b->silent;
}

/* ---- Quarters ---- */

struct figures {
	struct arena *arena;
	struct task_figure *rows;
	size_t n, room;
};

static int
compare(const struct task_figure *a, const struct task_figure *b)
{
	if (a->quarter != b->quarter)
		return a->quarter < b->quarter ? -1 : 1;
	if (a->org_id != b->org_id)
		return a->org_id < b->org_id ? -1 : 1;
	if (a->bloc_id != b->bloc_id)
		return a->bloc_id < b->bloc_id ? -1 : 1;
	return (int)a->unplanned - (int)b->unplanned;
}

/* The row of this key in rows sorted by key, or NULL. */
static struct task_figure *
find(const struct figures *figures, const struct task_figure *key)
{
	size_t low = 0, high = figures->n;

	while (low < high) {
		size_t at = low + (high - low) / 2;
		int order = compare(&figures->rows[at], key);

		if (order == 0)
			return &figures->rows[at];
		if (order < 0)
			low = at + 1;
		else
			high = at;
	}
	return NULL;
}

static struct task_figure *
add_row(struct figures *to, const struct task_figure *key)
{
	if (to->n == to->room) {
		to->room = to->room == 0 ? 256 : to->room * 2;
		to->rows = arena_grow(to->arena, to->rows, to->n, to->room, sizeof(*to->rows));
	}
	to->rows[to->n] = *key;
	return &to->rows[to->n++];
}

/* A counter's state and number go to the row of its key; counters come sorted by key. */
static void
take_counter(struct figures *to, const struct task_figure *key, const char *state, bool late,
    int64_t count)
{
	struct task_figure *row = to->n == 0 ? NULL : &to->rows[to->n - 1];
	enum task_state at;

	if (row == NULL || compare(row, key) != 0)
		row = add_row(to, key);
	if (!task_state_parse(state, &at))
		return;
	row->by_state[at] += count;
	if (late && at == TASK_DONE)
		row->done_late += count;
}

#define COUNTERS \
	"SELECT quarter, org_id, bloc_id, unplanned, state, done_late, n FROM task_counter "

static struct db_stmt *
ask_counters(struct db *db, const struct task_span *span)
{
	struct db_stmt *q;

	if (span->org_id == 0) {
		q = db_stmt(db, SQL(
		    COUNTERS "WHERE quarter >= $1 AND quarter <= $2"
		    " ORDER BY quarter, org_id, bloc_id, unplanned"));
		db_bind_i64(q, 2, span->to);
	} else {
		q = db_stmt(db, SQL(
		    COUNTERS "WHERE quarter = $1 AND org_id = $2 ORDER BY bloc_id, unplanned"));
		db_bind_i64(q, 2, span->org_id);
	}
	db_bind_i64(q, 1, span->from);
	return q;
}

static enum rc
read_counters(struct db_stmt *q, struct figures *to)
{
	while (db_step(q) == RC_OK) {
		struct task_figure key = { .quarter = db_i64(q, "quarter"),
			.org_id = db_i64(q, "org_id"), .bloc_id = db_i64(q, "bloc_id"),
			.unplanned = db_i64(q, "unplanned") == 1 };

		take_counter(to, &key, db_text(q, to->arena, "state"),
		    db_i64(q, "done_late") == 1, db_i64(q, "n"));
	}
	return db_end(q);
}

#define LATE "SELECT quarter, lead_org_id, bloc_id, unplanned, asked FROM task "

static struct db_stmt *
ask_late(struct db *db, const struct task_span *span, int64_t today)
{
	struct db_stmt *q;

	if (span->org_id == 0) {
		q = db_stmt(db, SQL(
		    LATE "WHERE quarter IN ($1, $2) AND owed = 1 AND due_key < $3"));
		db_bind_i64(q, 2, span->to);
	} else {
		q = db_stmt(db, SQL(
		    LATE "WHERE lead_org_id = $2 AND owed = 1 AND due_key < $3 AND quarter = $1"));
		db_bind_i64(q, 2, span->org_id);
	}
	db_bind_i64(q, 1, span->from);
	db_bind_i64(q, 3, today);
	return q;
}

static enum rc
read_late(struct db_stmt *q, struct figures *to)
{
	while (db_step(q) == RC_OK) {
		const struct task_figure key = { .quarter = db_i64(q, "quarter"),
			.org_id = db_i64(q, "lead_org_id"), .bloc_id = db_i64(q, "bloc_id"),
			.unplanned = db_i64(q, "unplanned") == 1 };
		struct task_figure *row = find(to, &key);
		bool asked = db_i64(q, "asked") == 1;

		if (row != NULL) {
			row->late++;
			row->silent += !asked;
		}
	}
	return db_end(q);
}

static enum rc
read_span(struct db *db, const struct task_span *span, int64_t today, struct figures *to)
{
	enum rc rc;

	BUG_IF(span->to < span->from || span->to > span->from + (span->org_id == 0));
	rc = read_counters(ask_counters(db, span), to);
	return rc == RC_OK ? read_late(ask_late(db, span, today), to) : rc;
}

enum rc
task_sums(struct db *db, struct arena *arena, const struct task_span *span, int64_t today,
    struct task_figure **rows, size_t *n)
{
	struct figures sums = { .arena = arena };
	enum rc rc = read_span(db, span, today, &sums);

	*rows = sums.rows;
	*n = sums.n;
	return rc;
}

/* ---- In the order of names ---- */

static void
take_name(struct figures *from, struct figures *to, int64_t org_id, const char *name)
{
	for (size_t i = 0; i < from->n; i++) {
		struct task_figure *row = &from->rows[i];

		if (row->org_id != org_id)
			continue;
		row->org_name = name;
		(void)add_row(to, row);
	}
}

/* The rows again, in the order of their organisations' names; those without one come last. */
static enum rc
order_by_name(struct db *db, struct arena *arena, struct figures *from, struct figures *to)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL("SELECT id, name FROM v_unit ORDER BY name_key, id LIMIT 5000"));
	while (db_step(q) == RC_OK)
		take_name(from, to, db_i64(q, "id"), db_text(q, arena, "name"));
	rc = db_end(q);
	for (size_t i = 0; i < from->n; i++) {
		if (from->rows[i].org_name == NULL) {
			from->rows[i].org_name = "";
			(void)add_row(to, &from->rows[i]);
		}
	}
	return rc;
}

enum rc
task_figures(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct task_figure **rows, size_t *n)
{
	struct figures by_key = { .arena = arena };
	struct figures by_name = { .arena = arena };
	enum rc rc = read_span(db, &(struct task_span){ quarter, quarter, 0 }, today, &by_key);

	if (rc == RC_OK)
		rc = order_by_name(db, arena, &by_key, &by_name);
	*rows = by_name.rows;
	*n = by_name.n;
	return rc;
}

/* ---- All quarters ---- */

static struct task_quarter *
quarter_row(struct task_quarter *rows, size_t *n, int64_t quarter)
{
	for (size_t i = *n; i > 0; i--) {
		if (rows[i - 1].quarter == quarter)
			return &rows[i - 1];
	}
	if (*n == QUARTERS_MAX)
		return NULL;
	rows[*n] = (struct task_quarter){ .quarter = quarter };
	return &rows[(*n)++];
}

static void
take_quarter(struct task_quarter *row, enum task_state state, int64_t count)
{
	if (row == NULL)
		return;
	if (state == TASK_DRAFT) {
		row->drafts += count;
		return;
	}
	row->planned += count;
	if (state == TASK_DONE)
		row->done += count;
	if (state == TASK_REPORTED)
		row->reported += count;
}

static enum rc
read_quarters(struct db_stmt *q, struct arena *arena, struct task_quarter *rows, size_t *n)
{
	while (db_step(q) == RC_OK) {
		int64_t quarter = db_i64(q, "quarter"), count = db_i64(q, "n");
		enum task_state state;

		/* a quarter of cancelled tasks alone is none */
		if (task_state_parse(db_text(q, arena, "state"), &state) && count > 0 &&
		    state != TASK_CANCELLED)
			take_quarter(quarter_row(rows, n, quarter), state, count);
	}
	return db_end(q);
}

static struct db_stmt *
ask_quarters(struct db *db, int64_t org_id)
{
	struct db_stmt *q;

	if (org_id == 0)
		/* allow: scan all counters, a handful for each organisation and quarter */
		return db_stmt(db, SQL(
		    "SELECT quarter, state, n FROM task_counter ORDER BY quarter"));
	q = db_stmt(db, SQL(
	    "SELECT quarter, state, n FROM task_counter WHERE org_id = $1 ORDER BY quarter"));
	db_bind_i64(q, 1, org_id);
	return q;
}

static enum rc
read_late_quarters(struct db *db, int64_t org_id, int64_t today, struct task_quarter *rows,
    size_t *n)
{
	struct db_stmt *q;

	if (org_id == 0) {
		q = db_stmt(db, SQL("SELECT quarter FROM task WHERE owed = 1 AND due_key < $1"));
	} else {
		q = db_stmt(db, SQL(
		    "SELECT quarter FROM task"
		    " WHERE owed = 1 AND due_key < $1 AND lead_org_id = $2"));
		db_bind_i64(q, 2, org_id);
	}
	db_bind_i64(q, 1, today);
	while (db_step(q) == RC_OK) {
		struct task_quarter *row = quarter_row(rows, n, db_i64(q, "quarter"));

		if (row != NULL)
			row->late++;
	}
	return db_end(q);
}

enum rc
task_quarters(struct db *db, struct arena *arena, int64_t org_id, int64_t today,
    struct task_quarter **rows, size_t *n)
{
	enum rc rc;

	*n = 0;
	*rows = ARENA_ARRAY(arena, QUARTERS_MAX, struct task_quarter);
	rc = read_quarters(ask_quarters(db, org_id), arena, *rows, n);
	return rc == RC_OK ? read_late_quarters(db, org_id, today, *rows, n) : rc;
}

/*
 * The next quarter that has tasks, one step in the counters' key; QUARTER_END: none. Who reads
 * without an account sees no drafts and nothing cancelled.
 */
static enum rc
quarter_after(struct ctx *ctx, int64_t quarter, int64_t *next)
{
	struct db_stmt *q;

	*next = QUARTER_END;
	q = db_stmt(ctx->db, SQL(
	    "SELECT quarter FROM task_counter WHERE quarter > $1 AND n > 0"
	    " AND ($2 = 1 OR state <> 'draft' AND state <> 'cancelled')"
	    " ORDER BY quarter LIMIT 1"));
	db_bind_i64(q, 1, quarter);
	db_bind_i64(q, 2, ctx->user != NULL);
	if (db_first(q) == RC_OK)
		*next = db_i64(q, "quarter");
	return db_end(q);
}

enum rc
task_quarter_options(struct ctx *ctx, struct options *to)
{
	int64_t near = quarter_of_day(ctx->today), last = near + QUARTERS_AHEAD, next = 0;
	struct option *rows = ARENA_ARRAY(ctx->arena, QUARTERS_MAX, struct option);
	size_t n = QUARTERS_MAX;
	enum rc rc = quarter_after(ctx, 0, &next);

	while (rc == RC_OK && n > 0 && (next != QUARTER_END || near <= last)) {
		int64_t quarter = near <= last && near < next ? near : next;

		near += near == quarter;
		rows[--n] = (struct option){ .id = quarter };
		if (quarter == next)
			rc = quarter_after(ctx, next, &next);
	}
	to->rows = rows + n;
	to->n = QUARTERS_MAX - n;
	return rc;
}

/* ---- What waits ---- */

/* Open, late and soon due in one walk over what is owed. */
#define OWED \
	"SELECT count(*) AS open," \
	" CAST(coalesce(sum(CASE WHEN due_key < $1 THEN 1 ELSE 0 END), 0) AS BIGINT) AS late," \
	" CAST(coalesce(sum(CASE WHEN due_key >= $1 AND due_key < $2 THEN 1 ELSE 0 END), 0)" \
	" AS BIGINT) AS soon FROM task "

static enum rc
read_owed(struct db *db, int64_t org_id, int64_t today, struct task_waiting *to)
{
	struct db_stmt *q;

	if (org_id == 0) {
		q = db_stmt(db, SQL(OWED "WHERE owed = 1"));
	} else {
		q = db_stmt(db, SQL(OWED "WHERE lead_org_id = $3 AND owed = 1"));
		db_bind_i64(q, 3, org_id);
	}
	db_bind_i64(q, 1, today);
	db_bind_i64(q, 2, today + SOON_DAYS + 1);
	if (db_first(q) == RC_OK) {
		to->open = db_i64(q, "open");
		to->late = db_i64(q, "late");
		to->soon = db_i64(q, "soon");
	}
	return db_end(q);
}

static void
take_state(struct task_waiting *to, struct str key, int64_t n)
{
	const struct {
		enum task_state state;
		int64_t *number;
	} kept[] = { { TASK_ASSIGNED, &to->assigned }, { TASK_REPORTED, &to->reported },
		{ TASK_RETURNED, &to->returned }, { TASK_DRAFT, &to->drafts } };

	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		if (str_is(key, task_state_key(kept[i].state)))
			*kept[i].number += n;
	}
}

/* States that wait for somebody; an organisation's are few counters, the city's a range of rows. */
static enum rc
read_states(struct db *db, int64_t org_id, struct task_waiting *to)
{
	struct db_stmt *q;

	if (org_id == 0) {
		q = db_stmt(db, SQL(
		    "SELECT state, count(*) AS n FROM task"
		    " WHERE state IN ('assigned', 'reported', 'returned', 'draft')"
		    " GROUP BY state"));
	} else {
		q = db_stmt(db, SQL("SELECT state, n FROM task_counter WHERE org_id = $1"));
		db_bind_i64(q, 1, org_id);
	}
	while (db_step(q) == RC_OK)
		take_state(to, db_str(q, "state"), db_i64(q, "n"));
	return db_end(q);
}

static enum rc
asking(struct db *db, int64_t org_id, int64_t *n)
{
	struct db_stmt *q;

	if (org_id == 0)
		return db_number(db_stmt(db, SQL(
		    "SELECT count(*) AS n FROM task WHERE asked_day IS NOT NULL")), n);
	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM task"
	    " WHERE asked_day IS NOT NULL AND lead_org_id = $1 AND owed = 1"));
	db_bind_i64(q, 1, org_id);
	return db_number(q, n);
}

/* A task counts once, however many units of the organisation co-operate. */
static enum rc
helping(struct db *db, int64_t org_id, int64_t *n)
{
	struct db_stmt *q;

	if (org_id == 0)
		return RC_OK;
	q = db_stmt(db, SQL(
	    "SELECT count(DISTINCT c.task_id) AS n FROM task_unit c"
	    " JOIN task t ON t.id = c.task_id"
	    " WHERE c.org_id = $1 AND t.owed = 1 AND t.lead_org_id <> $1"));
	db_bind_i64(q, 1, org_id);
	return db_number(q, n);
}

enum rc
task_waiting(struct db *db, int64_t org_id, int64_t today, struct task_waiting *to)
{
	enum rc rc;

	*to = (struct task_waiting){ 0 };
	rc = read_owed(db, org_id, today, to);
	if (rc == RC_OK)
		rc = read_states(db, org_id, to);
	if (rc == RC_OK)
		rc = asking(db, org_id, &to->asked);
	return rc == RC_OK ? helping(db, org_id, &to->helping) : rc;
}

/* ---- For `giaoban check` ---- */

static int64_t
recount_counters(struct db *db)
{
	int64_t n = 0;
	struct db_stmt *q;

	/* allow: scan it compares every row */ /* allow: sort by the counters' key */
	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM"
	        " (SELECT quarter, org_id, bloc_id, unplanned, state, done_late FROM"
	            " (SELECT quarter, lead_org_id AS org_id, bloc_id, unplanned, state,"
	                " done_late, 1 AS n FROM task"
	            " UNION ALL"
	            " SELECT quarter, org_id, bloc_id, unplanned, state, done_late, -n AS n"
	                " FROM task_counter) AS both_sides"
	        " GROUP BY quarter, org_id, bloc_id, unplanned, state, done_late"
	        " HAVING sum(n) <> 0) AS differing"));
	return db_number(q, &n) == RC_OK ? n : -1;
}

/* Columns that repeat what others say, for indexes. */
static int64_t
recount_flags(struct db *db)
{
	int64_t n = 0;
	struct db_stmt *q;

	/* allow: scan it looks at every row */
	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM task"
	    " WHERE due_key <> coalesce(due_day, $1)"
	        " OR owed <> CASE WHEN state IN ('assigned', 'active', 'returned')"
	            " THEN 1 ELSE 0 END"
	        " OR done_late <> CASE WHEN state IN ('reported', 'done')"
	            " AND reported_day > due_day THEN 1 ELSE 0 END"));
	db_bind_i64(q, 1, TASK_DUE_NEVER);
	return db_number(q, &n) == RC_OK ? n : -1;
}

const struct recount task_recounts[] = {
	{ "task counters", recount_counters },
	{ "task flags", recount_flags },
	{ 0 }
};
