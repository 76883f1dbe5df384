/* task_page_store.c: what the pages read besides the task: its source, and what one helps with. */
#include "base/arena.h"
#include "plan/task/task_web.h"

static const char *
symbol_or_title(struct db_stmt *q, struct arena *arena)
{
	const char *symbol = db_text(q, arena, "symbol");
	const char *title = db_text(q, arena, "title");

	return symbol != NULL && symbol[0] != '\0' ? symbol : title;
}

enum rc
task_source_get(struct db *db, struct arena *arena, const struct task *task,
    struct task_source *source)
{
	struct db_stmt *q;

	*source = (struct task_source){ .issued_day = DAY_NONE };
	if (task->document_id == 0)
		return RC_OK;
	q = db_stmt(db, SQL(
	    "SELECT d.id, d.symbol, d.title, d.issued_day, c.position, c.section, c.quote"
	    " FROM v_document d"
	    " LEFT JOIN v_directive c ON c.id = $2"
	    " WHERE d.id = $1"));
	db_bind_i64(q, 1, task->document_id);
	db_bind_i64(q, 2, task->directive_id);
	if (db_first(q) == RC_OK) {
		source->document_id = db_i64(q, "id");
		source->document = symbol_or_title(q, arena);
		source->issued_day = db_day(q, "issued_day");
		source->position = db_i64(q, "position");
		source->section = db_text(q, arena, "section");
		source->quote = db_text(q, arena, "quote");
	}
	return db_end(q);
}

enum rc
task_helped(struct db *db, struct arena *arena, int64_t org_id, struct task_row *rows, size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	q = db_stmt(db, SQL(
	    "SELECT t.id, t.title, t.due_day, t.state, u.name"
	    " FROM task_unit c"
	    " JOIN task t ON t.id = c.task_id"
	    " LEFT JOIN v_unit u ON u.id = t.lead_id"
	    " WHERE c.org_id = $1 AND t.owed = 1 AND t.lead_org_id <> $1"
	    " ORDER BY c.task_id DESC LIMIT 100"));
	db_bind_i64(q, 1, org_id);
	while (*n < TASK_HELPED_MAX && db_step(q) == RC_OK) {
		struct task_row *row = &rows[(*n)++];

		if (*n > 1 && rows[*n - 2].id == db_i64(q, "id")) /* by another of its units */
			row = &rows[--*n - 1];
		*row = (struct task_row){ .id = db_i64(q, "id"),
			.title = db_text(q, arena, "title"),
			.lead_name = db_text(q, arena, "name"),
			.due_day = db_day(q, "due_day") };
		(void)task_state_parse(db_text(q, arena, "state"), &row->state);
	}
	return db_end(q);
}
