/*
 * task_figures_store.c: figures from counters and from the range of what is owed and over. The one
 * idea: both are read in key order and joined here, so that neither engine has to sort or group.
 */
#include "plan/task/task.h"

#include "base/arena.h"

enum { FIGURES_MAX = 4000, QUARTERS_MAX = 400, SOON_DAYS = 7 };

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

/* ---- One quarter ---- */

struct figures {
	struct task_figure *rows;
	size_t n;
};

static int
compare(const struct task_figure *a, int64_t org_id, int64_t bloc_id, bool unplanned)
{
	if (a->org_id != org_id)
		return a->org_id < org_id ? -1 : 1;
	if (a->bloc_id != bloc_id)
		return a->bloc_id < bloc_id ? -1 : 1;
	return (int)a->unplanned - (int)unplanned;
}

/* The row of this key in rows sorted by key, or NULL. */
static struct task_figure *
find(const struct figures *figures, int64_t org_id, int64_t bloc_id, bool unplanned)
{
	size_t low = 0, high = figures->n;

	while (low < high) {
		size_t at = low + (high - low) / 2;
		int order = compare(&figures->rows[at], org_id, bloc_id, unplanned);

		if (order == 0)
			return &figures->rows[at];
		if (order < 0)
			low = at + 1;
		else
			high = at;
	}
	return NULL;
}

/* A counter's state and number go to the row of its key; counters come sorted by key. */
static void
take_counter(struct figures *to, const struct task_figure *key, const char *state, bool late,
    int64_t count)
{
	struct task_figure *row = to->n == 0 ? NULL : &to->rows[to->n - 1];
	enum task_state at;

	if (row == NULL || compare(row, key->org_id, key->bloc_id, key->unplanned) != 0) {
		BUG_IF(to->n == FIGURES_MAX);
		row = &to->rows[to->n++];
		*row = *key;
	}
	if (!task_state_parse(state, &at))
		return;
	row->by_state[at] += count;
	if (late && at == TASK_DONE)
		row->done_late += count;
}

static enum rc
read_counters(struct db *db, struct arena *arena, int64_t quarter, struct figures *to)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT org_id, bloc_id, unplanned, state, done_late, n FROM task_counter"
	    " WHERE quarter = $1"
	    " ORDER BY org_id, bloc_id, unplanned"));
	db_bind_i64(q, 1, quarter);
	while (db_step(q) == RC_OK) {
		struct task_figure key = { .org_id = db_i64(q, "org_id"),
			.bloc_id = db_i64(q, "bloc_id"), .unplanned = db_i64(q, "unplanned") == 1 };

		take_counter(to, &key, db_text(q, arena, "state"), db_i64(q, "done_late") == 1,
		    db_i64(q, "n"));
	}
	return db_end(q);
}

static enum rc
read_late(struct db *db, int64_t quarter, int64_t today, struct figures *to)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT lead_org_id, bloc_id, unplanned, asked FROM task"
	    " WHERE quarter = $1 AND owed = 1 AND due_key < $2"));
	db_bind_i64(q, 1, quarter);
	db_bind_i64(q, 2, today);
	while (db_step(q) == RC_OK) {
		struct task_figure *row = find(to, db_i64(q, "lead_org_id"), db_i64(q, "bloc_id"),
		    db_i64(q, "unplanned") == 1);
		bool asked = db_i64(q, "asked") == 1;

		if (row != NULL) {
			row->late++;
			row->silent += !asked;
		}
	}
	return db_end(q);
}

static void
take_name(struct figures *from, struct figures *to, int64_t org_id, const char *name)
{
	for (int unplanned = 0; unplanned < 2; unplanned++) {
		for (size_t i = 0; i < from->n; i++) {
			struct task_figure *row = &from->rows[i];

			if (row->org_id != org_id || row->unplanned != (unplanned == 1))
				continue;
			row->org_name = name;
			to->rows[to->n++] = *row;
		}
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
			to->rows[to->n++] = from->rows[i];
		}
	}
	return rc;
}

enum rc
task_figures(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct task_figure **rows, size_t *n)
{
	struct figures by_key = { ARENA_ARRAY(arena, FIGURES_MAX, struct task_figure), 0 };
	struct figures by_name = { NULL, 0 };
	enum rc rc = read_counters(db, arena, quarter, &by_key);

	if (rc == RC_OK)
		rc = read_late(db, quarter, today, &by_key);
	by_name.rows = ARENA_ARRAY(arena, by_key.n + 1, struct task_figure);
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
take_quarter(struct task_quarter *row, const char *key, int64_t count)
{
	enum task_state state;

	if (row == NULL || !task_state_parse(key, &state) || state == TASK_CANCELLED)
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
	while (db_step(q) == RC_OK)
		take_quarter(quarter_row(rows, n, db_i64(q, "quarter")), db_text(q, arena, "state"),
		    db_i64(q, "n"));
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

/* ---- What waits ---- */

static enum rc
city_owed(struct db *db, int64_t from, int64_t to, int64_t *n)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM task WHERE owed = 1 AND due_key >= $1 AND due_key < $2"));

	db_bind_i64(q, 1, from);
	db_bind_i64(q, 2, to);
	return db_number(q, n);
}

static enum rc
org_owed(struct db *db, int64_t org_id, int64_t from, int64_t to, int64_t *n)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM task"
	    " WHERE lead_org_id = $3 AND owed = 1 AND due_key >= $1 AND due_key < $2"));

	db_bind_i64(q, 1, from);
	db_bind_i64(q, 2, to);
	db_bind_i64(q, 3, org_id);
	return db_number(q, n);
}

static enum rc
owed(struct db *db, int64_t org_id, int64_t from, int64_t to, int64_t *n)
{
	return org_id == 0 ? city_owed(db, from, to, n) : org_owed(db, org_id, from, to, n);
}

static enum rc
in_state(struct db *db, int64_t org_id, enum task_state state, int64_t *n)
{
	struct db_stmt *q;

	if (org_id == 0) {
		q = db_stmt(db, SQL("SELECT count(*) AS n FROM task WHERE state = $1"));
	} else {
		q = db_stmt(db, SQL(
		    "SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS n FROM task_counter"
		    " WHERE org_id = $2 AND state = $1"));
		db_bind_i64(q, 2, org_id);
	}
	db_bind_text(q, 1, task_state_key(state));
	return db_number(q, n);
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

enum rc
task_waiting(struct db *db, int64_t org_id, int64_t today, struct task_waiting *to)
{
	enum rc rc;

	*to = (struct task_waiting){ 0 };
	rc = owed(db, org_id, 0, today, &to->late);
	if (rc == RC_OK)
		rc = owed(db, org_id, today, today + SOON_DAYS + 1, &to->soon);
	if (rc == RC_OK)
		rc = owed(db, org_id, 0, INT64_MAX, &to->open);
	if (rc == RC_OK)
		rc = in_state(db, org_id, TASK_ASSIGNED, &to->assigned);
	if (rc == RC_OK)
		rc = in_state(db, org_id, TASK_REPORTED, &to->reported);
	return rc == RC_OK ? asking(db, org_id, &to->asked) : rc;
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
	    " WHERE due_key <> coalesce(due_day, 2932896)"
	        " OR owed <> CASE WHEN state IN ('assigned', 'active', 'returned')"
	            " THEN 1 ELSE 0 END"
	        " OR done_late <> CASE WHEN state IN ('reported', 'done')"
	            " AND reported_day > due_day THEN 1 ELSE 0 END"));
	return db_number(q, &n) == RC_OK ? n : -1;
}

const struct recount task_recounts[] = {
	{ "task counters", recount_counters },
	{ "task flags", recount_flags },
	{ 0 }
};
