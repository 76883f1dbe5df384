/* desk_store.c: what the desk reads beside figures, through what other registers publish. */
#include "brief/desk/desk.h"

enum rc
desk_fresh(struct db *db, struct arena *arena, int64_t org_id, struct desk_fresh *rows, size_t max,
    size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT t.id, t.title, t.due_day, d.quote, d.section, s.title AS document"
	    " FROM v_task t"
	    " LEFT JOIN v_directive d ON d.id = t.directive_id"
	    " LEFT JOIN v_document s ON s.id = t.document_id"
	    " WHERE t.lead_org_id = $1 AND t.owed = 1 AND t.state = 'assigned'"
	    " ORDER BY t.id DESC LIMIT $2"));
	db_bind_i64(q, 1, org_id);
	db_bind_i64(q, 2, (int64_t)max);
	*n = 0;
	while (*n < max && db_step(q) == RC_OK)
		rows[(*n)++] = (struct desk_fresh){ .id = db_i64(q, "id"),
			.title = db_text(q, arena, "title"), .due_day = db_day(q, "due_day"),
			.quote = db_text(q, arena, "quote"),
			.document = db_text(q, arena, "document"),
			.section = db_text(q, arena, "section") };
	return db_end(q);
}

#define ROWS \
	"SELECT t.id, t.title, t.person, t.due_day, t.state, t.asked_day, u.name AS lead," \
	" CASE WHEN t.state = 'returned' THEN (SELECT e.text FROM v_task_event e" \
	" WHERE e.task_id = t.id AND e.verb = 'return' ORDER BY e.id DESC LIMIT 1) END AS reason" \
	" FROM v_task t JOIN v_unit u ON u.id = t.lead_id "

/* Adds what the query gives, up to `max` rows in all. */
static enum rc
read_rows(struct db_stmt *q, struct arena *arena, struct desk_row *rows, size_t max, size_t *n)
{
	while (*n < max && db_step(q) == RC_OK) {
		struct desk_row *row = &rows[*n];

		*row = (struct desk_row){ .id = db_i64(q, "id"),
			.title = db_text(q, arena, "title"), .lead = db_text(q, arena, "lead"),
			.person = db_text(q, arena, "person"), .due_day = db_day(q, "due_day"),
			.asked = db_day(q, "asked_day") != DAY_NONE,
			.reason = db_text(q, arena, "reason") };
		*n += task_state_parse(db_text(q, arena, "state"), &row->state);
	}
	return db_end(q);
}

/* Of the whole city: what a unit gave back waits for the focal point, so it comes first. */
static enum rc
city_rows(struct db *db, struct arena *arena, struct desk_row *rows, size_t max, size_t *n)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(ROWS "WHERE t.state = 'returned' ORDER BY t.due_key, t.id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	rc = read_rows(q, arena, rows, max, n);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL(
	    ROWS "WHERE t.owed = 1 AND t.state || '' <> 'returned'"
	    " ORDER BY t.due_key, t.id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	return read_rows(q, arena, rows, max, n);
}

enum rc
desk_rows(struct db *db, struct arena *arena, int64_t org_id, struct desk_row *rows, size_t max,
    size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	if (org_id == 0)
		return city_rows(db, arena, rows, max, n);
	q = db_stmt(db, SQL(
	    ROWS "WHERE t.lead_org_id = $2 AND t.owed = 1 ORDER BY t.due_key, t.id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	db_bind_i64(q, 2, org_id);
	return read_rows(q, arena, rows, max, n);
}

enum rc
desk_helped(struct db *db, struct arena *arena, int64_t org_id, struct desk_row *rows, size_t max,
    size_t *n)
{
	struct db_stmt *q;

	/* allow: sort an organisation's own co-operation is a few dozen rows */
	q = db_stmt(db, SQL(
	    ROWS "WHERE t.id IN (SELECT c.task_id FROM v_task_unit c WHERE c.org_id = $2)"
	    " AND t.owed + 0 = 1 AND t.lead_org_id <> $2 ORDER BY t.due_key + 0, t.id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	db_bind_i64(q, 2, org_id);
	*n = 0;
	return read_rows(q, arena, rows, max, n);
}

enum rc
desk_accounts(struct db *db, struct desk_accounts *to)
{
	struct db_stmt *q;

	*to = (struct desk_accounts){ 0 };
	q = db_stmt(db, SQL(
	    "SELECT role, count(*) AS n, CAST(coalesce(sum(disabled), 0) AS BIGINT) AS off"
	    " FROM v_account"
	    " WHERE role > ''"
	    " GROUP BY role"));
	while (db_step(q) == RC_OK) {
		int64_t all = db_i64(q, "n"), off = db_i64(q, "off");
		struct str key = db_str(q, "role");

		for (int role = 0; role < ROLE_COUNT; role++) {
			if (!str_is(key, role_key((enum role)role)))
				continue;
			to->all[role] = all;
			to->disabled[role] = off;
		}
	}
	return db_end(q);
}
