/* transparency_store.c: rows of promises, through what tasks publish of themselves. */
#include "brief/transparency/transparency_home.h"

enum rc
promise_owed(struct db *db, struct arena *arena, int64_t quarter, int64_t today, bool late_only,
    size_t max, struct promise *rows, size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT t.title, t.output, t.due_day, u.name AS lead"
	    " FROM v_task t"
	    " JOIN v_unit u ON u.id = t.lead_org_id"
	    " WHERE t.quarter = $1 AND t.owed = 1 AND t.due_key < $2"
	    " ORDER BY t.due_key, t.lead_org_id LIMIT $3"));
	db_bind_i64(q, 1, quarter);
	db_bind_i64(q, 2, late_only ? today : INT64_MAX);
	db_bind_i64(q, 3, (int64_t)max);
	*n = 0;
	while (*n < max && db_step(q) == RC_OK)
		rows[(*n)++] = (struct promise){ .title = db_text(q, arena, "title"),
			.output = db_text(q, arena, "output"), .lead = db_text(q, arena, "lead"),
			.due_day = db_day(q, "due_day") };
	return db_end(q);
}

enum rc
promise_no_account(struct db *db, bool *none)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "SELECT id FROM v_account WHERE id > 0 ORDER BY id LIMIT 1"));

	*none = db_first(q) != RC_OK || db_i64(q, "id") == 0;
	return db_end(q);
}
