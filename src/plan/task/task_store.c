/*
 * task_store.c: the rows of tasks. The one idea: whoever writes a task row moves it between the
 * counters in the same breath, so that figures are read, not counted.
 */

/*~ 7 ~ SQL lives in files like this one and nowhere else; db_stmt, bind, step, end. The gate
 * began the transaction and ends it. Below: db/stmt.c. */
#include "plan/task/task_store.h"

#include "base/arena.h"

static int64_t
due_key(const struct task *task)
{
	return task->due_day == DAY_NONE ? TASK_DUE_NEVER : task->due_day;
}

/* ---- Counters ---- */

static enum rc
count(struct db *db, const struct task *task, int64_t by)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO task_counter (quarter, org_id, bloc_id, unplanned, state, done_late, n)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
	    " ON CONFLICT (quarter, org_id, bloc_id, unplanned, state, done_late)"
	        " DO UPDATE SET n = task_counter.n + excluded.n"));
	db_bind_i64(q, 1, task->quarter);
	db_bind_i64(q, 2, task->lead_org_id);
	db_bind_i64(q, 3, task->bloc_id);
	db_bind_i64(q, 4, task->unplanned);
	db_bind_text(q, 5, task_state_key(task->state));
	db_bind_i64(q, 6, task_done_late(task));
	db_bind_i64(q, 7, by);
	return db_run(q, NULL);
}

static bool
same_counter(const struct task *a, const struct task *b)
{
	return a->quarter == b->quarter && a->lead_org_id == b->lead_org_id &&
	    a->bloc_id == b->bloc_id && a->unplanned == b->unplanned && a->state == b->state &&
	    task_done_late(a) == task_done_late(b);
}

static enum rc
move_count(struct db *db, const struct task *before, const struct task *after)
{
	enum rc rc;

	if (same_counter(before, after))
		return RC_OK;
	rc = count(db, before, -1);
	return rc == RC_OK ? count(db, after, 1) : rc;
}

/* ---- The task itself ---- */

/* What insert and update share: $1 to $20. */
static void
bind_task(struct db_stmt *q, const struct task *task)
{
	db_bind_i64(q, 1, task->id);
	db_bind_text(q, 2, task->title);
	db_bind_text(q, 3, task->detail);
	db_bind_text(q, 4, task->output);
	db_bind_text(q, 5, task->person);
	db_bind_i64(q, 6, task->lead_id);
	db_bind_i64(q, 7, task->lead_org_id);
	db_bind_i64(q, 8, task->bloc_id);
	db_bind_day(q, 9, task->due_day);
	db_bind_i64(q, 10, due_key(task));
	db_bind_day(q, 11, task->first_due_day);
	db_bind_day(q, 12, task->asked_day);
	db_bind_i64(q, 13, task->asked);
	db_bind_i64(q, 14, task->quarter);
	db_bind_text(q, 15, task_state_key(task->state));
	db_bind_i64(q, 16, task_open(task->state));
	db_bind_i64(q, 17, task_done_late(task));
	db_bind_i64(q, 18, task->unplanned);
	db_bind_day(q, 19, task->reported_day);
	db_bind_id(q, 20, task->reported_by);
}

enum rc
task_insert(struct db *db, const struct task *task)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "INSERT INTO task (id, title, detail, output, person, lead_id, lead_org_id,"
	        " bloc_id, due_day, due_key, first_due_day, asked_day, asked, quarter, state,"
	        " owed, done_late, unplanned, reported_day, reported_by, directive_id,"
	        " document_id, made_ms, version)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
	        " $16, $17, $18, $19, $20, $21, $22, $23, 1)"));
	bind_task(q, task);
	db_bind_id(q, 21, task->directive_id);
	db_bind_id(q, 22, task->document_id);
	db_bind_i64(q, 23, task->made_ms);
	rc = db_run(q, NULL);
	return rc == RC_OK ? count(db, task, 1) : rc;
}

enum rc
task_update(struct db *db, const struct task *before, const struct task *after)
{
	int64_t changed = 0;
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "UPDATE task SET title = $2, detail = $3, output = $4, person = $5,"
	        " lead_id = $6, lead_org_id = $7, bloc_id = $8, due_day = $9, due_key = $10,"
	        " first_due_day = $11, asked_day = $12, asked = $13, quarter = $14,"
	        " state = $15, owed = $16, done_late = $17, unplanned = $18,"
	        " reported_day = $19, reported_by = $20, version = version + 1"
	    " WHERE id = $1 AND version = $21"));
	bind_task(q, after);
	db_bind_i64(q, 21, before->version);
	rc = db_run(q, &changed);
	if (rc == RC_OK && changed == 0)
		return RC_CONFLICT;
	return rc == RC_OK ? move_count(db, before, after) : rc;
}

static void
read_dates(struct db_stmt *q, struct task *task)
{
	task->due_day = db_day(q, "due_day");
	task->first_due_day = db_day(q, "first_due_day");
	task->asked_day = db_day(q, "asked_day");
	task->asked = db_i64(q, "asked") == 1;
	task->quarter = db_i64(q, "quarter");
	task->reported_day = db_day(q, "reported_day");
	task->reported_by = db_i64(q, "reported_by");
	task->made_ms = db_i64(q, "made_ms");
}

static void
read_task(struct db_stmt *q, struct arena *arena, struct task *task)
{
	*task = (struct task){ .id = db_i64(q, "id") };
	task->directive_id = db_i64(q, "directive_id");
	task->document_id = db_i64(q, "document_id");
	task->title = db_text(q, arena, "title");
	task->detail = db_text(q, arena, "detail");
	task->output = db_text(q, arena, "output");
	task->person = db_text(q, arena, "person");
	task->lead_id = db_i64(q, "lead_id");
	task->lead_org_id = db_i64(q, "lead_org_id");
	task->lead_name = db_text(q, arena, "lead_name");
	task->lead_path = db_text(q, arena, "lead_path");
	task->bloc_id = db_i64(q, "bloc_id");
	task->unplanned = db_i64(q, "unplanned") == 1;
	task->version = db_i64(q, "version");
	(void)task_state_parse(db_text(q, arena, "state"), &task->state);
	read_dates(q, task);
}

enum rc
task_get(struct db *db, struct arena *arena, int64_t id, struct task *task)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT t.id, t.directive_id, t.document_id, t.title, t.detail, t.output,"
	        " t.person, t.lead_id, t.lead_org_id, t.bloc_id, t.due_day, t.first_due_day,"
	        " t.asked_day, t.asked, t.quarter, t.state, t.unplanned, t.reported_day,"
	        " t.reported_by, t.made_ms, t.version, u.name AS lead_name, u.path AS lead_path"
	    " FROM task t"
	    " LEFT JOIN v_unit u ON u.id = t.lead_id"
	    " WHERE t.id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		read_task(q, arena, task);
	return db_end_found(q, found);
}

/* ---- Co-operating organisations ---- */

enum rc
task_insert_co(struct db *db, int64_t task_id, int64_t unit_id, int64_t org_id)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO task_unit (task_id, unit_id, org_id)"
	    " VALUES ($1, $2, $3)"
	    " ON CONFLICT (task_id, unit_id) DO NOTHING"));
	db_bind_i64(q, 1, task_id);
	db_bind_i64(q, 2, unit_id);
	db_bind_i64(q, 3, org_id);
	return db_run(q, NULL);
}

enum rc
task_clear_co(struct db *db, int64_t task_id)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("DELETE FROM task_unit WHERE task_id = $1"));
	db_bind_i64(q, 1, task_id);
	return db_run(q, NULL);
}

enum rc
task_co_list(struct db *db, struct arena *arena, int64_t task_id, struct task_co *to, size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	/* allow: sort at most TASK_CO_MAX rows of one task */
	q = db_stmt(db, SQL(
	    "SELECT c.unit_id, c.org_id, u.name, u.path"
	    " FROM task_unit c"
	    " JOIN v_unit u ON u.id = c.unit_id"
	    " WHERE c.task_id = $1"
	    " ORDER BY u.name_key, c.unit_id LIMIT 60"));
	db_bind_i64(q, 1, task_id);
	while (*n < TASK_CO_MAX && db_step(q) == RC_OK) {
		to[(*n)++] = (struct task_co){ .unit_id = db_i64(q, "unit_id"),
			.org_id = db_i64(q, "org_id"),
			.name = db_text(q, arena, "name"),
			.path = db_text(q, arena, "path") };
	}
	return db_end(q);
}

/* ---- The trail ---- */

enum rc
task_insert_event(struct db *db, const struct task_event *event)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO task_event (id, task_id, at_ms, account_id, actor, unit_name,"
	        " verb, text, old_due, new_due, blob_id)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"));
	db_bind_i64(q, 1, event->id);
	db_bind_i64(q, 2, event->task_id);
	db_bind_i64(q, 3, event->at_ms);
	db_bind_id(q, 4, event->account_id);
	db_bind_text(q, 5, event->actor);
	db_bind_text(q, 6, event->unit_name);
	db_bind_text(q, 7, event->verb);
	db_bind_text(q, 8, event->text == NULL ? "" : event->text);
	db_bind_day(q, 9, event->old_due);
	db_bind_day(q, 10, event->new_due);
	db_bind_id(q, 11, event->blob_id);
	return db_run(q, NULL);
}

static void
read_event(struct db_stmt *q, struct arena *arena, struct task_event *event)
{
	*event = (struct task_event){ .id = db_i64(q, "id"),
		.at_ms = db_i64(q, "at_ms"),
		.account_id = db_i64(q, "account_id"),
		.actor = db_text(q, arena, "actor"),
		.unit_name = db_text(q, arena, "unit_name"),
		.verb = db_text(q, arena, "verb"),
		.text = db_text(q, arena, "text"),
		.old_due = db_day(q, "old_due"),
		.new_due = db_day(q, "new_due"),
		.blob_id = db_i64(q, "blob_id"),
		.blob_name = db_text(q, arena, "blob_name"),
		.blob_size = db_i64(q, "blob_size") };
}

enum rc
task_events(struct db *db, struct arena *arena, int64_t task_id, struct task_event **to, size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	*to = ARENA_ARRAY(arena, TASK_EVENTS_MAX, struct task_event);
	q = db_stmt(db, SQL(
	    "SELECT e.id, e.at_ms, e.account_id, e.actor, e.unit_name, e.verb, e.text,"
	        " e.old_due, e.new_due, e.blob_id, b.name AS blob_name, b.size AS blob_size"
	    " FROM task_event e"
	    " LEFT JOIN v_blob b ON b.id = e.blob_id"
	    " WHERE e.task_id = $1"
	    " ORDER BY e.id DESC LIMIT 500"));
	db_bind_i64(q, 1, task_id);
	while (*n < TASK_EVENTS_MAX && db_step(q) == RC_OK) {
		read_event(q, arena, &(*to)[*n]);
		(*to)[(*n)++].task_id = task_id;
	}
	return db_end(q);
}

enum rc
task_of_evidence(struct db *db, int64_t task_id, int64_t blob_id)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT 1 AS found FROM task_event WHERE blob_id = $1 AND task_id = $2"));
	db_bind_i64(q, 1, blob_id);
	db_bind_i64(q, 2, task_id);
	return db_exists(q);
}
