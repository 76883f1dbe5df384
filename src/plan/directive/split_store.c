/*
 * split_store.c: a clause becomes two rows, and one again. The one idea: positions behind it move
 * by way of negative numbers, so that no two clauses ever bear the same one.
 */
#include "html/msg.h"
#include "plan/directive/split.h"

/* ---- Rows ---- */

/* New texts and place of an open clause of this version. */
static enum rc
write_content(struct ctx *ctx, const struct directive *d)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "UPDATE directive SET char_start = $3, char_end = $4, byte_start = $5, byte_end = $6,"
	        " quote = $7, actors = $8, coactors = $9, action = $10, deadline_day = $11,"
	        " period = $12, topic = $13, family = $14, vague = $15, reason = $16,"
	        " version = version + 1"
	    " WHERE id = $1 AND version = $2 AND outcome = 'open'"));
	db_bind_i64(q, 1, d->id);
	db_bind_i64(q, 2, d->version);
	directive_bind_content(q, 3, d, str_of(d->quote));
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

/* Moves all clauses behind a position by one, up or down. */
static enum rc
move_behind(struct db *db, int64_t document_id, int64_t position, int64_t by)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "UPDATE directive SET position = 0 - position - $3"
	    " WHERE document_id = $1 AND position > $2"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, position);
	db_bind_i64(q, 3, by);
	rc = db_run(q, NULL);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL(
	    "UPDATE directive SET position = 0 - position"
	    " WHERE document_id = $1 AND position < 0"));
	db_bind_i64(q, 1, document_id);
	return db_run(q, NULL);
}

static enum rc
count_clauses(struct db *db, int64_t document_id, int64_t by)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("UPDATE review SET clauses = clauses + $2 WHERE document_id = $1"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, by);
	return db_run(q, NULL);
}

static enum rc
keep_whole(struct ctx *ctx, int64_t id, const struct directive *d)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO directive_split (id, first_id, document_id, char_start, char_end,"
	        " byte_start, byte_end, quote, actors, coactors, action, deadline_day, period,"
	        " topic, family, vague, reason, made_ms, made_by)"
	    " SELECT $1, id, document_id, char_start, char_end, byte_start, byte_end, quote,"
	        " actors, coactors, action, deadline_day, period, topic, family, vague, reason,"
	        " $3, $4"
	    " FROM directive"
	    " WHERE id = $2"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, d->id);
	db_bind_i64(q, 3, ctx->now_ms);
	db_bind_i64(q, 4, ctx->user == NULL ? 0 : ctx->user->account_id);
	return db_run(q, NULL);
}

static enum rc
drop_half(struct db *db, int64_t id)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL("DELETE FROM directive_split WHERE id = $1"));
	db_bind_i64(q, 1, id);
	rc = db_run(q, NULL);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL("DELETE FROM directive WHERE id = $1"));
	db_bind_i64(q, 1, id);
	return db_run(q, NULL);
}

/* ---- Reading ---- */

/* What read_split reads. */
#define SPLIT_COLUMNS \
	"SELECT s.id, s.first_id, s.document_id, s.char_start, s.char_end, s.byte_start," \
	" s.byte_end, s.quote, s.actors, s.coactors, s.action, s.deadline_day, s.period, s.topic," \
	" s.family, s.vague, s.reason, s.made_ms, a.name AS maker FROM directive_split s" \
	" LEFT JOIN v_account a ON a.id = s.made_by "

static void
read_split(struct db_stmt *q, struct arena *arena, struct split *s)
{
	s->id = db_i64(q, "id");
	s->first_id = db_i64(q, "first_id");
	s->document_id = db_i64(q, "document_id");
	s->made_ms = db_i64(q, "made_ms");
	s->made_by = db_text(q, arena, "maker");
	s->whole = (struct directive){ .id = s->first_id, .document_id = s->document_id };
	directive_read_content(q, arena, &s->whole);
}

static enum rc
read_one(struct db_stmt *q, struct arena *arena, struct split *split)
{
	enum rc found = db_first(q);

	if (found == RC_OK)
		read_split(q, arena, split);
	return db_end_found(q, found);
}

enum rc
split_last(struct db *db, struct arena *arena, int64_t document_id, struct split *split)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(SPLIT_COLUMNS "WHERE s.document_id = $1"
	                    " ORDER BY s.made_ms DESC, s.id DESC LIMIT 1"));
	db_bind_i64(q, 1, document_id);
	return read_one(q, arena, split);
}

/* The last split that made `id` a first half. */
static enum rc
split_from(struct db *db, struct arena *arena, int64_t id, struct split *split)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(SPLIT_COLUMNS "WHERE s.first_id = $1"
	                    " ORDER BY s.made_ms DESC LIMIT 1"));
	db_bind_i64(q, 1, id);
	return read_one(q, arena, split);
}

static enum rc
split_get(struct db *db, struct arena *arena, int64_t id, struct split *split)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(SPLIT_COLUMNS "WHERE s.id = $1"));
	db_bind_i64(q, 1, id);
	return read_one(q, arena, split);
}

enum rc
split_of(struct db *db, struct arena *arena, int64_t directive_id, struct split *split)
{
	enum rc rc = split_from(db, arena, directive_id, split);

	return rc == RC_NONE ? split_get(db, arena, directive_id, split) : rc;
}

enum rc
split_read_halves(struct db *db, struct arena *arena, struct split *split, struct err *err)
{
	const struct directive *first = &split->first, *second = &split->second;
	struct split later;
	enum rc rc = directive_get(db, arena, split->first_id, &split->first);

	if (rc == RC_OK)
		rc = directive_get(db, arena, split->id, &split->second);
	if (rc != RC_OK)
		return rc;
	if (first->outcome != OUTCOME_OPEN || second->outcome != OUTCOME_OPEN)
		return err_refuse(err, "", MSG_directive_join_decided);
	rc = split_from(db, arena, split->id, &later);
	if (rc == RC_OK || (rc == RC_NONE && second->position != first->position + 1))
		return err_refuse(err, "", MSG_directive_join_later);
	return rc == RC_NONE ? RC_OK : rc;
}

enum rc
split_source(struct db *db, int64_t document_id, int64_t *blob_id, int64_t *issued_day)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL("SELECT blob_id, issued_day FROM v_document WHERE id = $1"));
	db_bind_i64(q, 1, document_id);
	found = db_first(q);
	if (found == RC_OK) {
		*blob_id = db_i64(q, "blob_id");
		*issued_day = db_day(q, "issued_day");
	}
	return db_end_found(q, found);
}

/* ---- In the lane ---- */

enum rc
directive_split(struct ctx *ctx, const struct directive *whole, const struct directive halves[2])
{
	struct directive second = halves[1];
	int64_t clauses, decided;
	enum rc rc = directive_progress(ctx->db, whole->document_id, &clauses, &decided);

	if (rc == RC_OK && clauses >= DIRECTIVES_MAX)
		return err_refuse(&ctx->err, "", MSG_directive_too_many);
	second.id = ctx_id(ctx);
	second.position = whole->position + 1;
	if (rc == RC_OK)
		rc = keep_whole(ctx, second.id, whole);
	if (rc == RC_OK)
		rc = write_content(ctx, &halves[0]);
	if (rc == RC_OK)
		rc = move_behind(ctx->db, whole->document_id, whole->position, 1);
	if (rc == RC_OK)
		rc = directive_write_new(ctx, &second, str_of(second.quote));
	if (rc == RC_OK)
		rc = count_clauses(ctx->db, whole->document_id, 1);
	return rc == RC_OK ? directive_audit(ctx, "directive.split", whole, 0) : rc;
}

static enum rc
join_rows(struct ctx *ctx, const struct split *split)
{
	const struct directive *first = &split->first;
	struct directive whole = split->whole;
	enum rc rc = drop_half(ctx->db, split->id);

	whole.version = first->version;
	if (rc == RC_OK)
		rc = write_content(ctx, &whole);
	if (rc == RC_OK)
		rc = move_behind(ctx->db, split->document_id, first->position, -1);
	if (rc == RC_OK)
		rc = count_clauses(ctx->db, split->document_id, -1);
	return rc == RC_OK ? directive_audit(ctx, "directive.join", first, 0) : rc;
}

enum rc
directive_join(struct ctx *ctx, int64_t document_id, int64_t second_id, int64_t first_version,
    int64_t second_version)
{
	struct split split = { 0 };
	enum rc rc = split_get(ctx->db, ctx->arena, second_id, &split);

	if (rc == RC_OK && split.document_id != document_id)
		return RC_NONE;
	if (rc == RC_OK)
		rc = split_read_halves(ctx->db, ctx->arena, &split, &ctx->err);
	if (rc != RC_OK)
		return rc;
	if (split.first.version != first_version || split.second.version != second_version)
		return RC_CONFLICT;
	return join_rows(ctx, &split);
}
