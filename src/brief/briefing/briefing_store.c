/* briefing_store.c: the late tasks themselves, read in the order of their due days. */
#include "brief/briefing/briefing.h"

/*
 * The reason is that of the last request. Tasks of one day come by their lead, which is the order
 * of the index.
 */
enum rc
briefing_late(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct briefing_task *rows, size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT t.id, t.title, t.due_day, t.asked_day, t.asked, u.name,"
	    " (SELECT e.text FROM v_task_event e WHERE e.task_id = t.id AND e.verb = 'extend'"
	    " ORDER BY e.id DESC LIMIT 1) AS reason"
	    " FROM v_task t LEFT JOIN v_unit u ON u.id = t.lead_org_id"
	    " WHERE t.quarter = $1 AND t.owed = 1 AND t.due_key < $2"
	    " ORDER BY t.due_key, t.lead_org_id LIMIT $3"));
	db_bind_i64(q, 1, quarter);
	db_bind_i64(q, 2, today);
	db_bind_i64(q, 3, BRIEFING_LATE_MAX);
	*n = 0;
	while (*n < BRIEFING_LATE_MAX && db_step(q) == RC_OK)
		rows[(*n)++] = (struct briefing_task){ .id = db_i64(q, "id"),
			.title = db_text(q, arena, "title"), .lead = db_text(q, arena, "name"),
			.due_day = db_day(q, "due_day"), .asked_day = db_day(q, "asked_day"),
			.asked = db_i64(q, "asked") == 1, .reason = db_text(q, arena, "reason") };
	return db_end(q);
}
