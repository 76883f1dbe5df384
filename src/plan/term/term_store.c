/* term_store.c: rows of terms. */
#include "plan/term/term_store.h"

#include "base/arena.h"

static void
read_term(struct db_stmt *q, struct arena *arena, struct term *term)
{
	*term = (struct term){ .id = db_i64(q, "id"),
		.name = db_text(q, arena, "name"),
		.first_year = db_i64(q, "first_year"),
		.last_year = db_i64(q, "last_year"),
		.version = db_i64(q, "version") };
}

enum rc
term_list(struct db *db, struct arena *arena, struct term **terms, size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	*terms = ARENA_ARRAY(arena, TERMS_MAX, struct term);
	q = db_stmt(db, SQL(
	    "SELECT id, name, first_year, last_year, version FROM term"
	    " ORDER BY first_year, id LIMIT 40"));
	while (*n < TERMS_MAX && db_step(q) == RC_OK)
		read_term(q, arena, &(*terms)[(*n)++]);
	return db_end(q);
}

enum rc
term_get(struct db *db, struct arena *arena, int64_t id, struct term *term)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT id, name, first_year, last_year, version FROM term WHERE id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		read_term(q, arena, term);
	return db_end_found(q, found);
}

enum rc
term_add(struct db *db, int64_t id, const char *name, int first_year, int last_year)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO term (id, name, first_year, last_year, version)"
	    " VALUES ($1, $2, $3, $4, 1)"));
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, name);
	db_bind_i64(q, 3, first_year);
	db_bind_i64(q, 4, last_year);
	return db_run(q, NULL);
}

enum rc
term_make(struct ctx *ctx, const struct term *term)
{
	enum rc rc = term_check(term, &ctx->err);

	if (rc == RC_OK)
		rc = term_add(ctx->db, term->id, term->name, (int)term->first_year,
		    (int)term->last_year);
	return rc == RC_OK ? ctx_audit(ctx, "term.add", "term", term->id, NULL) : rc;
}

static enum rc
update(struct db *db, const struct term *term)
{
	int64_t changed = 0;
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "UPDATE term SET name = $2, first_year = $3, last_year = $4, version = version + 1"
	    " WHERE id = $1 AND version = $5"));
	db_bind_i64(q, 1, term->id);
	db_bind_text(q, 2, term->name);
	db_bind_i64(q, 3, term->first_year);
	db_bind_i64(q, 4, term->last_year);
	db_bind_i64(q, 5, term->version);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

enum rc
term_edit(struct ctx *ctx, const struct term *term)
{
	struct term now;
	enum rc rc = term_get(ctx->db, ctx->arena, term->id, &now);

	if (rc == RC_OK)
		rc = term_check(term, &ctx->err);
	if (rc == RC_OK)
		rc = update(ctx->db, term);
	return rc == RC_OK ? ctx_audit(ctx, "term.edit", "term", term->id, NULL) : rc;
}

enum rc
plan_rows(struct db *db, struct arena *arena, int64_t quarter, int64_t org_id,
    struct plan_row *rows, size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	if (org_id == 0) {
		q = db_stmt(db, SQL(
		    "SELECT t.id, t.title, t.due_day, t.state, u.name"
		    " FROM v_task t"
		    " LEFT JOIN v_unit u ON u.id = t.lead_id"
		    " WHERE t.quarter = $1 AND t.owed = 1"
		    " ORDER BY t.due_key LIMIT 10"));
	} else {
		q = db_stmt(db, SQL(
		    "SELECT t.id, t.title, t.due_day, t.state, u.name"
		    " FROM v_task t"
		    " LEFT JOIN v_unit u ON u.id = t.lead_id"
		    " WHERE t.lead_org_id = $2 AND t.owed = 1 AND t.quarter + 0 = $1"
		    " ORDER BY t.due_key LIMIT 10"));
		db_bind_i64(q, 2, org_id);
	}
	db_bind_i64(q, 1, quarter);
	while (*n < PLAN_ROWS_MAX && db_step(q) == RC_OK) {
		struct plan_row *row = &rows[(*n)++];

		*row = (struct plan_row){ .id = db_i64(q, "id"),
			.title = db_text(q, arena, "title"),
			.due_day = db_day(q, "due_day"), .lead_name = db_text(q, arena, "name"),
			.state = db_text(q, arena, "state") };
	}
	return db_end(q);
}
