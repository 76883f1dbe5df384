/* document_store.c: rows of documents and their texts. */
#include "app/app.h"
#include "app/blob.h"
#include "plan/directive/directive.h"
#include "plan/document/document.h"
#include "text/collate.h"

enum { TITLE_MAX = 300, NO_DATE = -1000000 };

enum rc
document_by_hash(struct db *db, const unsigned char hash[DOCUMENT_HASH], int64_t *id)
{
	struct db_stmt *q = db_stmt(db, SQL("SELECT id FROM document WHERE file_hash = $1"));
	enum rc found;

	db_bind_bytes(q, 1, hash, DOCUMENT_HASH);
	found = db_first(q);
	if (found == RC_OK)
		*id = db_i64(q, "id");
	return db_end_found(q, found);
}

/* The abstract, else the first line that says something, cut to TITLE_MAX bytes. */
static const char *
title_of(struct arena *arena, const struct document_read *read)
{
	char *title = arena_alloc(arena, TITLE_MAX);
	struct str rest = read->text.text;
	struct str line = { 0 };

	if (read->found.facts.abstract != NULL && read->found.facts.abstract[0] != '\0') {
		(void)str_copy(title, TITLE_MAX, read->found.facts.abstract);
		return title;
	}
	while (line.len == 0 && rest.at != NULL)
		line = str_trim(str_cut(&rest, '\n'));
	(void)str_copy(title, TITLE_MAX, arena_text_n(arena, line.at, line.len));
	return title;
}

static void
bind_facts(struct ctx *ctx, struct db_stmt *q, const struct document *d)
{
	struct str key = collate_key(ctx->app->collator, ctx->arena, str_of(d->title));

	db_bind_i64(q, 1, d->id);
	db_bind_text(q, 2, d->title);
	db_bind_bytes(q, 3, key.at, key.len);
	db_bind_text(q, 4, d->symbol);
	db_bind_text(q, 5, d->doc_type);
	db_bind_text(q, 6, d->issuer);
	db_bind_day(q, 7, d->issued_day);
	db_bind_i64(q, 8, d->issued_day == DAY_NONE ? NO_DATE : d->issued_day);
}

static enum rc
add_row(struct ctx *ctx, const struct document *d, const unsigned char hash[DOCUMENT_HASH])
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO document (id, title, title_key, symbol, doc_type, issuer,"
	        " issued_day, issued_order, blob_id, file_hash, made_ms, made_by, version)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)"
	    " ON CONFLICT (file_hash) DO NOTHING"));
	bind_facts(ctx, q, d);
	db_bind_i64(q, 9, d->blob_id);
	db_bind_bytes(q, 10, hash, DOCUMENT_HASH);
	db_bind_i64(q, 11, ctx->now_ms);
	db_bind_i64(q, 12, ctx->user == NULL ? 0 : ctx->user->account_id);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

static enum rc
add_text(struct ctx *ctx, int64_t id, const struct decoded *text)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO document_text (document_id, body, points, shifts)"
	    " VALUES ($1, $2, $3, $4)"));
	db_bind_i64(q, 1, id);
	db_bind_str(q, 2, text->text);
	db_bind_i64(q, 3, text->points);
	db_bind_bytes(q, 4, text->nshifts == 0 ? (const void *)"" : text->shifts,
	    text->nshifts * sizeof(*text->shifts));
	return db_run(q, NULL);
}

static const char *
or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

enum rc
document_add(struct ctx *ctx, int64_t id, int64_t blob_id, const char *title,
    const struct document_read *read)
{
	const struct extract_facts *facts = &read->found.facts;
	const struct document d = { .id = id,
		.title = title != NULL && title[0] != '\0' ? title : title_of(ctx->arena, read),
		.symbol = or_empty(facts->symbol),
		.doc_type = facts->type_key == NULL ? DOCUMENT_TYPE_OTHER : facts->type_key,
		.issuer = or_empty(facts->issuer),
		.issued_day = facts->date_day,
		.blob_id = blob_id };
	size_t n;
	enum rc rc = add_row(ctx, &d, read->hash);

	if (rc == RC_OK)
		rc = blob_keep(ctx->db, blob_id);
	if (rc == RC_OK)
		rc = add_text(ctx, id, &read->text);
	if (rc == RC_OK)
		rc = directive_add_all(ctx, id, &read->text, &read->found, &n);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "document.add", "document", id, NULL);
	return rc;
}

enum rc
document_get(struct db *db, struct arena *arena, int64_t id, struct document *document)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT id, title, symbol, doc_type, issuer, issued_day, blob_id, made_ms, version"
	    " FROM document"
	    " WHERE id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK) {
		document->id = db_i64(q, "id");
		document->title = db_text(q, arena, "title");
		document->symbol = db_text(q, arena, "symbol");
		document->doc_type = db_text(q, arena, "doc_type");
		document->issuer = db_text(q, arena, "issuer");
		document->issued_day = db_day(q, "issued_day");
		document->blob_id = db_i64(q, "blob_id");
		document->made_ms = db_i64(q, "made_ms");
		document->version = db_i64(q, "version");
	}
	return db_end_found(q, found);
}

enum rc
document_text(struct db *db, struct arena *arena, int64_t id, struct str *text)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "SELECT body FROM document_text WHERE document_id = $1"));
	enum rc found;

	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		*text = str_of(db_text(q, arena, "body"));
	return db_end_found(q, found);
}

enum rc
document_update(struct ctx *ctx, const struct document *document)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "UPDATE document SET title = $2, title_key = $3, symbol = $4, doc_type = $5,"
	        " issuer = $6, issued_day = $7, issued_order = $8, version = version + 1"
	    " WHERE id = $1 AND version = $9"));
	bind_facts(ctx, q, document);
	db_bind_i64(q, 9, document->version);
	rc = db_run(q, &changed);
	if (rc == RC_OK && changed == 0)
		return RC_CONFLICT;
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "document.edit", "document", document->id, NULL);
	return rc;
}

/* ---- For `giaoban check` ---- */

enum { CHECK_BYTES = 256 * 1024 * 1024 };

/* The document behind `after`, and whether its text is what its original says. */
static enum rc
next_holds(struct db *db, struct arena *arena, int64_t *after, bool *holds)
{
	struct decoded decoded = { 0 };
	struct str bytes = STR("");
	struct db_stmt *q;
	struct str text = STR(""), hash = STR("");
	struct blob blob = { 0 };
	int64_t blob_id = 0;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "SELECT d.id, d.blob_id, d.file_hash, t.body"
	    " FROM document d LEFT JOIN document_text t ON t.document_id = d.id"
	    " WHERE d.id > $1"
	    " ORDER BY d.id LIMIT 1"));
	db_bind_i64(q, 1, *after);
	rc = db_first(q);
	if (rc == RC_OK) {
		*after = db_i64(q, "id");
		blob_id = db_i64(q, "blob_id");
		hash = db_bytes(q, arena, "file_hash");
		text = str_of(or_empty(db_text(q, arena, "body")));
	}
	rc = db_end_found(q, rc);
	if (rc == RC_OK)
		rc = blob_get(db, arena, blob_id, &blob);
	if (rc == RC_OK)
		rc = blob_bytes(db, arena, blob_id, &bytes);
	*holds = rc == RC_OK && str_equal(hash, blob.hash) &&
	    decode_text(arena, bytes, &decoded) == DECODE_OK && str_equal(decoded.text, text);
	return rc == RC_NONE && blob_id != 0 ? RC_OK : rc;
}

static int64_t
recount_texts(struct db *db)
{
	struct arena *arena = arena_new(CHECK_BYTES);
	int64_t at = INT64_MIN, wrong = 0;
	bool holds;
	enum rc rc;

	while ((rc = next_holds(db, arena, &at, &holds)) == RC_OK) {
		wrong += !holds;
		arena_reset(arena);
	}
	arena_free(arena);
	return rc == RC_NONE ? wrong : -1;
}

const struct recount document_recounts[] = { { "document texts", recount_texts }, { 0 } };
