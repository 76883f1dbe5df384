/* directive_store.c: rows of clauses and the progress of their review. */
#include "plan/directive/directive_store.h"

const char *
directive_join_names(struct arena *arena, const char *const *names, size_t n)
{
	struct buf text;

	if (n < 2) /* most: nothing to be made */
		return n == 0 ? "" : names[0];
	buf_init(&text, arena, 4096);
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_add_text(&text, "; ");
		buf_add_text(&text, names[i]);
	}
	return buf_text(&text);
}

void
directive_bind_content(struct db_stmt *q, int at, const struct directive *d, struct str quote)
{
	db_bind_i64(q, at, d->char_start);
	db_bind_i64(q, at + 1, d->char_end);
	db_bind_i64(q, at + 2, (int64_t)d->byte_start);
	db_bind_i64(q, at + 3, (int64_t)d->byte_end);
	db_bind_str(q, at + 4, quote);
	db_bind_text(q, at + 5, d->actors);
	db_bind_text(q, at + 6, d->coactors);
	db_bind_text(q, at + 7, d->action);
	db_bind_day(q, at + 8, d->deadline_day);
	db_bind_text(q, at + 9, d->period);
	db_bind_text(q, at + 10, d->topic);
	db_bind_text(q, at + 11, extract_family_name(d->family));
	db_bind_i64(q, at + 12, d->vague);
	db_bind_text(q, at + 13, d->reason);
}

void
directive_read_content(struct db_stmt *q, struct arena *arena, struct directive *d)
{
	d->char_start = db_i64(q, "char_start");
	d->char_end = db_i64(q, "char_end");
	d->byte_start = (size_t)db_i64(q, "byte_start");
	d->byte_end = (size_t)db_i64(q, "byte_end");
	d->quote = db_text(q, arena, "quote");
	d->actors = db_text(q, arena, "actors");
	d->coactors = db_text(q, arena, "coactors");
	d->action = db_text(q, arena, "action");
	d->deadline_day = db_day(q, "deadline_day");
	d->period = db_text(q, arena, "period");
	d->topic = db_text(q, arena, "topic");
	d->family = directive_family_parse(db_text(q, arena, "family"));
	d->vague = db_i64(q, "vague") == 1;
	d->reason = db_text(q, arena, "reason");
}

enum rc
directive_write_new(struct ctx *ctx, const struct directive *d, struct str quote)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO directive (id, document_id, position, section, kind, char_start,"
	        " char_end, byte_start, byte_end, quote, actors, coactors, action,"
	        " deadline_day, period, topic, family, vague, reason, outcome, note, version)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
	        " $16, $17, $18, $19, 'open', '', 1)"));
	db_bind_i64(q, 1, d->id);
	db_bind_i64(q, 2, d->document_id);
	db_bind_i64(q, 3, d->position);
	db_bind_text(q, 4, d->section);
	db_bind_text(q, 5, d->kind);
	directive_bind_content(q, 6, d, quote);
	return db_run(q, NULL);
}

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

enum rc
directive_write_clause(struct ctx *ctx, int64_t document_id, int64_t position,
    const struct decoded *doc, const struct extract_clause *c)
{
	const struct directive d = {
		.id = ctx_id(ctx),
		.document_id = document_id,
		.position = position,
		.char_start = c->char_start,
		.char_end = c->char_end,
		.byte_start = c->byte_start,
		.byte_end = c->byte_end,
		.section = or_empty(c->section),
		.kind = extract_kind_name(c->kind),
		.actors = directive_join_names(ctx->arena, c->actors, c->nactors),
		.coactors = directive_join_names(ctx->arena, c->coactors, c->ncoactors),
		.action = extract_short(ctx->arena, c->action),
		.deadline_day = c->deadline_day,
		.period = or_empty(c->period),
		.topic = c->topic == NULL ? "" : c->topic->key,
		.family = c->family,
		.vague = c->vague,
		.reason = or_empty(c->reason),
	};

	return directive_write_new(ctx, &d,
	    (struct str){ doc->text.at + c->byte_start, c->byte_end - c->byte_start });
}

static enum rc
add_review(struct ctx *ctx, int64_t document_id, size_t clauses)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO review (document_id, clauses, decided, open) VALUES ($1, $2, 0, $3)"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, (int64_t)clauses);
	db_bind_i64(q, 3, clauses > 0);
	return db_run(q, NULL);
}

bool
directive_is_row(const struct extract_clause *clause)
{
	return !clause->aim &&
	    (clause->kind == EXTRACT_DIRECTIVE || clause->kind == EXTRACT_RECOMMENDATION);
}

size_t
directive_count(const struct extract_result *result)
{
	size_t n = 0;

	for (size_t i = 0; i < result->nclauses; i++)
		n += directive_is_row(&result->clauses[i]);
	return n;
}

enum rc
directive_add_all(struct ctx *ctx, int64_t document_id, const struct decoded *doc,
    const struct extract_result *result, size_t *n)
{
	bool arrived;
	enum rc rc = directive_arrived(ctx->db, document_id, &arrived);

	BUG_IF(directive_count(result) > DIRECTIVES_MAX);
	*n = rc == RC_OK && arrived ? directive_count(result) : 0;
	for (size_t i = 0; rc == RC_OK && !arrived && i < result->nclauses; i++)
		if (directive_is_row(&result->clauses[i]))
			rc = directive_write_clause(ctx, document_id, (int64_t)++*n, doc,
			    &result->clauses[i]);
	return rc == RC_OK ? add_review(ctx, document_id, *n) : rc;
}

enum extract_family
directive_family_parse(const char *name)
{
	enum extract_family family;

	for (family = FAMILY_OPINION; family < EXTRACT_FAMILIES; family++)
		if (text_equal(extract_family_name(family), name))
			return family;
	return FAMILY_NONE;
}

/* What read_directive reads. */
#define DIRECTIVE_COLUMNS \
	"SELECT d.id, d.document_id, d.position, d.char_start, d.char_end, d.byte_start," \
	" d.byte_end, d.section, d.kind, d.quote, d.actors, d.coactors, d.action, d.deadline_day," \
	" d.period, d.topic, d.family, d.vague, d.reason, d.outcome, d.note, d.task_id," \
	" d.decided_ms, d.decided_by, a.name AS decider, t.state AS task_state," \
	" t.version AS task_version, d.version FROM directive d" \
	" LEFT JOIN v_account a ON a.id = d.decided_by" \
	" LEFT JOIN v_task t ON t.id = d.task_id "

static void
read_directive(struct db_stmt *q, struct arena *arena, struct directive *d)
{
	d->id = db_i64(q, "id");
	d->document_id = db_i64(q, "document_id");
	d->position = db_i64(q, "position");
	d->section = db_text(q, arena, "section");
	d->kind = db_text(q, arena, "kind");
	directive_read_content(q, arena, d);
	(void)directive_outcome_parse(db_text(q, arena, "outcome"), &d->outcome);
	d->note = db_text(q, arena, "note");
	d->task_id = db_i64(q, "task_id");
	d->decided_ms = db_i64(q, "decided_ms");
	d->decider_id = db_i64(q, "decided_by");
	d->decided_by = db_text(q, arena, "decider");
	d->draft = str_is(db_str(q, "task_state"), task_state_key(TASK_DRAFT));
	d->touched = db_i64(q, "task_version") > 1;
	d->version = db_i64(q, "version");
}

enum rc
directive_list(struct db *db, struct arena *arena, int64_t document_id, size_t from, size_t to,
    struct directive **rows, size_t *n)
{
	size_t room = 0;
	struct db_stmt *q;

	*n = 0;
	*rows = NULL;
	q = db_stmt(db, SQL(
	    DIRECTIVE_COLUMNS "WHERE d.document_id = $1"
	    " AND d.byte_start >= $2 AND d.byte_start < $3"
	    " ORDER BY d.byte_start, d.position LIMIT $4"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, (int64_t)from);
	db_bind_i64(q, 3, (int64_t)to);
	db_bind_i64(q, 4, DIRECTIVES_MAX);
	while (db_step(q) == RC_OK) {
		if (*n == room) {
			room = room == 0 ? 32 : room * 2;
			*rows = arena_grow(arena, *rows, *n, room, sizeof(**rows));
		}
		read_directive(q, arena, &(*rows)[(*n)++]);
	}
	return db_end(q);
}

enum rc
directive_progress(struct db *db, int64_t document_id, int64_t *clauses, int64_t *decided)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL("SELECT clauses, decided FROM review WHERE document_id = $1"));
	db_bind_i64(q, 1, document_id);
	found = db_first(q);
	if (found == RC_OK) {
		*clauses = db_i64(q, "clauses");
		*decided = db_i64(q, "decided");
	}
	return db_end_found(q, found);
}

static enum rc
read_one(struct db_stmt *q, struct arena *arena, struct directive *d)
{
	enum rc found = db_first(q);

	if (found == RC_OK)
		read_directive(q, arena, d);
	return db_end_found(q, found);
}

enum rc
directive_get(struct db *db, struct arena *arena, int64_t id, struct directive *directive)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(DIRECTIVE_COLUMNS "WHERE d.id = $1"));
	db_bind_i64(q, 1, id);
	return read_one(q, arena, directive);
}

enum rc
directive_at(struct db *db, struct arena *arena, int64_t document_id, int64_t position,
    struct directive *directive)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(DIRECTIVE_COLUMNS "WHERE d.document_id = $1 AND d.position = $2"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, position);
	return read_one(q, arena, directive);
}

enum rc
directive_next_open(struct db *db, struct arena *arena, int64_t document_id, int64_t after,
    struct directive *directive)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    DIRECTIVE_COLUMNS "WHERE d.document_id = $1 AND d.position > $2 AND d.outcome = 'open'"
	    " ORDER BY d.position LIMIT 1"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, after);
	return read_one(q, arena, directive);
}

enum rc
directive_last(struct db *db, struct arena *arena, int64_t document_id,
    struct directive *directive)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    DIRECTIVE_COLUMNS "WHERE d.document_id = $1 AND d.decided_ms > 0"
	    " ORDER BY d.decided_ms DESC NULLS LAST, d.id DESC LIMIT 1"));
	db_bind_i64(q, 1, document_id);
	return read_one(q, arena, directive);
}

/* One more decided, or one fewer. */
static enum rc
count_decided(struct db *db, int64_t document_id, int64_t by)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "UPDATE review SET decided = decided + $2,"
	        " open = CASE WHEN decided + $2 < clauses THEN 1 ELSE 0 END"
	    " WHERE document_id = $1"));
	db_bind_i64(q, 1, document_id);
	db_bind_i64(q, 2, by);
	return db_run(q, NULL);
}

enum rc
directive_write_outcome(struct ctx *ctx, const struct directive *directive,
    const struct directive_decision *decision, int64_t task_id)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "UPDATE directive SET outcome = $3, note = $4, task_id = $5, decided_ms = $6,"
	        " decided_by = $7, version = version + 1"
	    " WHERE id = $1 AND version = $2 AND outcome = 'open'"));
	db_bind_i64(q, 1, directive->id);
	db_bind_i64(q, 2, directive->version);
	db_bind_text(q, 3, directive_outcome_key(decision->outcome));
	db_bind_text(q, 4, decision->note == NULL ? "" : decision->note);
	db_bind_id(q, 5, task_id);
	db_bind_i64(q, 6, ctx->now_ms);
	db_bind_i64(q, 7, ctx->user == NULL ? 0 : ctx->user->account_id);
	rc = db_run(q, &changed);
	if (rc == RC_OK && changed == 0)
		return RC_CONFLICT;
	return rc == RC_OK ? count_decided(ctx->db, directive->document_id, 1) : rc;
}

enum rc
directive_write_open(struct ctx *ctx, const struct directive *directive)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "UPDATE directive SET outcome = 'open', note = '', task_id = NULL,"
	        " decided_ms = NULL, decided_by = NULL, version = version + 1"
	    " WHERE id = $1 AND version = $2 AND outcome <> 'open'"));
	db_bind_i64(q, 1, directive->id);
	db_bind_i64(q, 2, directive->version);
	rc = db_run(q, &changed);
	if (rc == RC_OK && changed == 0)
		return RC_CONFLICT;
	return rc == RC_OK ? count_decided(ctx->db, directive->document_id, -1) : rc;
}
