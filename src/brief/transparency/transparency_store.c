/* transparency_store.c: rows of promises, through what tasks publish of themselves. */
#include "brief/transparency/transparency.h"

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
