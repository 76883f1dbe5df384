/*
 * send_store.c: many clauses into the store before their document. The one idea: each batch is a
 * turn of the lane of its own, and a row that says that they are coming stands beside them until
 * the document is there, so that what never comes can be swept.
 */
#include "app/app.h"
#include "app/ticker.h"
#include "plan/directive/directive_store.h"

enum { SWEEP_EVERY_MS = 600000, SWEEP_STEPS = 100 };

/* What one turn writes: clauses from `at` on, DIRECTIVES_TURN rows at most. */
struct batch {
	struct ctx *ctx;
	int64_t document_id;
	const struct decoded *doc;
	const struct extract_result *result;
	size_t at;        /* the next of result->clauses */
	int64_t position; /* of the last row written */
	/* after this turn, once it is known to have been written */
	size_t next_at;
	int64_t next_position;
};

static enum rc
begin_coming(struct db *db, int64_t document_id, int64_t now_ms)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("INSERT INTO directive_coming (document_id, made_ms) VALUES ($1, $2)"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, now_ms);
	return db_run(q, NULL);
}

/* Runs again from the same place when the store asks for it. */
static enum rc
write_batch(struct batch *b)
{
	enum rc rc = RC_OK;

	b->next_at = b->at;
	b->next_position = b->position;
	if (b->position == 0)
		rc = begin_coming(b->ctx->db, b->document_id, b->ctx->now_ms);
	while (rc == RC_OK && b->next_at < b->result->nclauses &&
	    b->next_position < b->position + DIRECTIVES_TURN) {
		const struct extract_clause *clause = &b->result->clauses[b->next_at++];

		if (directive_is_row(clause))
			rc = directive_write_clause(b->ctx, b->document_id, ++b->next_position,
			    b->doc, clause);
	}
	return rc;
}

/* The worker waits meanwhile: its request's store is the lane's for this turn. */
static enum rc
batch_apply(struct turn *turn, struct db *db)
{
	struct batch *b = turn->data;
	struct db *own = b->ctx->db;
	enum rc rc;

	b->ctx->db = db;
	rc = write_batch(b);
	b->ctx->db = own;
	return rc;
}

static enum rc
send_batch(struct batch *b)
{
	struct turn turn = { .apply = batch_apply, .data = b };
	struct lane *lane = b->ctx->app->lane;
	enum rc rc = lane == NULL ? write_batch(b) : lane_run(lane, &turn);

	b->at = b->next_at;
	b->position = b->next_position;
	return rc == RC_OK || lane == NULL
	    ? rc
	    : err_fail(&b->ctx->err, "clauses: %s", turn.err.detail);
}

enum rc
directive_send(struct ctx *ctx, int64_t document_id, const struct decoded *doc,
    const struct extract_result *result)
{
	struct batch batch = { .ctx = ctx, .document_id = document_id, .doc = doc,
		.result = result };
	enum rc rc = RC_OK;

	if (directive_count(result) <= DIRECTIVES_TURN)
		return RC_OK;
	while (rc == RC_OK && batch.at < result->nclauses)
		rc = send_batch(&batch);
	return rc;
}

/* ---- The end of it ---- */

static enum rc
end_coming(struct db *db, int64_t document_id, int64_t *changed)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("DELETE FROM directive_coming WHERE document_id = $1"));
	db_bind_i64(q, 1, document_id);
	return db_run(q, changed);
}

enum rc
directive_arrived(struct db *db, int64_t document_id, bool *arrived)
{
	int64_t changed = 0;
	enum rc rc = end_coming(db, document_id, &changed);

	*arrived = changed == 1;
	return rc;
}

static enum rc
oldest_coming(struct db *db, int64_t before_ms, int64_t *document_id)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT document_id FROM directive_coming"
	    " WHERE made_ms < $1"
	    " ORDER BY made_ms, document_id LIMIT 1"));
	db_bind_i64(q, 1, before_ms);
	found = db_first(q);
	if (found == RC_OK)
		*document_id = db_i64(q, "document_id");
	return db_end_found(q, found);
}

enum rc
directive_sweep(struct db *db, int64_t before_ms)
{
	int64_t document_id = 0, changed;
	struct db_stmt *q;
	enum rc rc = oldest_coming(db, before_ms, &document_id);

	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL(
	    "DELETE FROM directive"
	    " WHERE id IN"
	        " (SELECT id FROM directive WHERE document_id = $1 ORDER BY position LIMIT $2)"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, DIRECTIVES_TURN);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? end_coming(db, document_id, &changed) : rc;
}

struct sweep {
	struct app *app;
	bool more;
};

static enum rc
sweep_apply(struct turn *turn, struct db *db)
{
	struct sweep *sweep = turn->data;
	enum rc rc = directive_sweep(db, clock_now_ms(&sweep->app->clock) - DIRECTIVES_SWEEP_MS);

	sweep->more = rc == RC_OK;
	return rc == RC_NONE ? RC_OK : rc;
}

static void
sweep_tick(struct app *app)
{
	struct sweep sweep = { .app = app, .more = true };

	for (int i = 0; i < SWEEP_STEPS && sweep.more; i++)
		if (tick_write(app, "clauses", sweep_apply, &sweep) != RC_OK)
			return;
}

const struct tick directive_ticks[] = { { "clauses", SWEEP_EVERY_MS, sweep_tick }, { 0 } };
