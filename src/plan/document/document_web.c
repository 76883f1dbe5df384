/* document_web.c: bringing a document in, the list, one document with its clauses marked. */
#include "app/app.h"
#include "app/blob.h"
#include "plan/directive/directive.h"
#include "plan/document/document.h"
#include "plan/document/document.html.h"
#include "text/secrecy.h"

/* ---- the list ---- */

static const struct choice type_choices[] = {
	{ "TB", MSG_document_type_tb },
	{ "KH", MSG_document_type_kh },
	{ "CT", MSG_document_type_ct },
	{ "QĐ", MSG_document_type_qd },
	{ "NQ", MSG_document_type_nq },
	{ "KL", MSG_document_type_kl },
	{ "BC", MSG_document_type_bc },
	{ "CV", MSG_document_type_cv },
	{ "HD", MSG_document_type_hd },
	{ "CTr", MSG_document_type_ctr },
	{ "TTr", MSG_document_type_ttr },
	{ "QC", MSG_document_type_qc },
	{ "QyĐ", MSG_document_type_qyd },
	{ "CĐ", MSG_document_type_cd },
	{ "ĐA", MSG_document_type_da },
	{ "PA", MSG_document_type_pa },
	{ "BB", MSG_document_type_bb },
	{ "TC", MSG_document_type_tc },
	{ DOCUMENT_TYPE_OTHER, MSG_document_type_other },
	{ 0 }
};

static const struct column columns[] = {
	{ "title", CELL_TEXT, MSG_document_title, "t.title", .link = true },
	{ "symbol", CELL_TEXT, MSG_document_symbol, "t.symbol", .narrow = true },
	{ "type", CELL_CHOICE, MSG_document_type, "t.doc_type", type_choices },
	{ "issuer", CELL_TEXT, MSG_document_issuer, "t.issuer" },
	{ "issued", CELL_DAY, MSG_document_issued, "t.issued_day" },
	{ "decided", CELL_INT, MSG_document_decided, "r.decided" },
	{ "clauses", CELL_INT, MSG_document_clauses, "r.clauses" },
};
static const struct sort sorts[] = {
	{ "newest", MSG_document_newest, "t.id", CELL_INT, true },
	{ "issued", MSG_document_issued, "t.issued_order", CELL_INT, true },
	{ "title", MSG_document_title, "t.title_key", CELL_TEXT, false },
};
static const struct filter filters[] = {
	{ "type", FIELD_CHOICE, MSG_document_type, "t.doc_type", type_choices },
};
static const struct listing document_listing = {
	.name = "documents",
	.path = "/documents",
	.nav = "documents",
	.title = MSG_nav_documents,
	.empty = MSG_document_none,
	.right = RIGHT_DOCUMENT_READ,
	.from = "document t JOIN v_review r ON r.document_id = t.id",
	.columns = columns,
	.ncolumns = ARRAY_LEN(columns),
	.sorts = sorts,
	.nsorts = ARRAY_LEN(sorts),
	.filters = filters,
	.nfilters = ARRAY_LEN(filters),
	.row_path = "/documents/",
	.add_path = "/documents/new",
	.add_msg = MSG_document_import,
	.add_right = RIGHT_DOCUMENT_EDIT,
};
const struct listing *const document_listings[] = { &document_listing, NULL };

/* ---- bringing in ---- */

static const struct field new_fields[] = {
	{ "file", FIELD_FILE, MSG_document_file, MSG_document_file_hint },
	{ "text", FIELD_AREA, MSG_document_text, MSG_document_text_hint, .max = 200000 },
	{ "title", FIELD_TEXT, MSG_document_title, MSG_document_title_hint, .max = 300 },
};
static const struct form new_form = { .name = "document_new", .fields = new_fields,
	.n = ARRAY_LEN(new_fields) };

/* From prepare to apply. */
struct incoming {
	struct document_read read;
	int64_t blob_id;
	int64_t same_id; /* the same bytes are here already */
};

static struct reply
new_page(struct ctx *ctx)
{
	const struct incoming *incoming = ctx->carry;
	struct html *h = page_new(ctx);
	enum rc rc = ctx->in.form == NULL ? form_fill(ctx, &new_form) : RC_OK;

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	document_new_html(h, ctx, incoming == NULL ? 0 : incoming->same_id);
	return reply_page(ctx, h);
}

/* The bytes that were sent: a file, or else the pasted text as a file of its own. */
static enum rc
sent_bytes(struct ctx *ctx, struct upload *upload, const char **field)
{
	const struct upload *file = in_value(ctx, "file")->upload;
	struct str text = str_trim(str_of(in_text(ctx, "text")));

	*field = "file";
	if (file != NULL && file->size > 0 && text.len > 0)
		return err_refuse(&ctx->err, "file", MSG_document_both);
	if (file != NULL && file->size > 0) {
		*upload = *file;
		return RC_OK;
	}
	*field = "text";
	*upload = upload_of("text", "dan-van-ban.txt", "text/plain", text);
	return text.len > 0 ? RC_OK : err_refuse(&ctx->err, "file", MSG_document_nothing);
}

/* A title is shown in lists to everybody who may read them. */
static enum rc
check_title(struct ctx *ctx)
{
	char said[SECRECY_SAID_MAX];

	if (secrecy_find(str_of(in_text(ctx, "title")), said) == SECRECY_NONE)
		return RC_OK;
	err_arg_text(&ctx->err, "said", said);
	return err_refuse(&ctx->err, "title", MSG_document_secret);
}

static enum rc
add_prepare(struct ctx *ctx)
{
	struct incoming *incoming = ARENA_NEW(ctx->arena, struct incoming);
	struct upload upload;
	const char *field;
	enum rc rc = sent_bytes(ctx, &upload, &field);

	ctx->carry = incoming;
	if (rc == RC_OK)
		rc = check_title(ctx);
	if (rc != RC_OK)
		return rc;
	rc = document_by_hash(ctx->db, upload.hash, &incoming->same_id);
	if (rc == RC_OK)
		return err_refuse(&ctx->err, field, MSG_document_same);
	if (rc == RC_NONE)
		rc = document_read_upload(ctx, &upload, field, &incoming->read);
	if (rc == RC_OK)
		rc = blob_send(ctx, &upload, &incoming->blob_id);
	return rc == RC_OK ? directive_send(ctx, ctx->result_id, &incoming->read.text,
	                         &incoming->read.found)
	                   : rc;
}

static enum rc
add_apply(struct ctx *ctx)
{
	struct incoming *incoming = ctx->carry;
	enum rc rc = document_add(ctx, ctx->result_id, incoming->blob_id, in_text(ctx, "title"),
	    &incoming->read);

	if (rc != RC_CONFLICT)
		return rc;
	rc = document_by_hash(ctx->db, incoming->read.hash, &incoming->same_id);
	return rc == RC_OK ? err_refuse(&ctx->err, "file", MSG_document_same) : rc;
}

static struct reply
add_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_document_added, "/documents/%lld",
	    (long long)ctx->result_id);
}

/* ---- one document ---- */

static int64_t
query_number(struct ctx *ctx, const char *name)
{
	int64_t value = 0;

	(void)str_to_i64(str_of(request_query(ctx->req, name)), &value);
	return value;
}

/* The part that was asked for, or the one with the clause that was. */
static enum rc
choose_part(struct ctx *ctx, struct document_shown *to)
{
	struct directive clause;
	enum rc rc = RC_NONE;

	to->current = query_number(ctx, "clause");
	if (to->current > 0)
		rc = directive_at(ctx->db, ctx->arena, to->document.id, to->current, &clause);
	if (rc == RC_OK)
		to->part = part_of(to->text, clause.byte_start);
	else
		to->part = part_at(to->text, query_number(ctx, "part"));
	return rc == RC_NONE ? RC_OK : rc;
}

static enum rc
read_shown(struct ctx *ctx, struct document_shown *to)
{
	int64_t id = ctx_path_id(ctx, "id");
	enum rc rc = document_get(ctx->db, ctx->arena, id, &to->document);

	if (rc == RC_OK)
		rc = document_text(ctx->db, ctx->arena, id, &to->text);
	if (rc == RC_OK)
		rc = directive_progress(ctx->db, id, &to->clauses, &to->decided);
	if (rc == RC_OK)
		rc = choose_part(ctx, to);
	return rc != RC_OK ? rc : directive_list(ctx->db, ctx->arena, id, to->part.from,
	    to->part.to, &to->rows, &to->nrows);
}

static struct reply
document_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct document_shown shown = { 0 };
	enum rc rc = read_shown(ctx, &shown);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	document_page_html(h, ctx, &shown);
	return reply_page(ctx, h);
}

static struct reply
original_view(struct ctx *ctx)
{
	struct document document;
	enum rc rc = document_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &document);

	return rc == RC_OK ? reply_blob(ctx, document.blob_id) : reply_rc(ctx, rc);
}

/* ---- what the document says of itself, put right by hand ---- */

static enum rc load_facts(struct ctx *ctx);

static const struct field facts_fields[] = {
	{ "title", FIELD_TEXT, MSG_document_title, .required = true, .max = 300 },
	{ "symbol", FIELD_TEXT, MSG_document_symbol, MSG_document_symbol_hint, .max = 60 },
	{ "type", FIELD_CHOICE, MSG_document_type, .required = true, .choices = type_choices },
	{ "issuer", FIELD_TEXT, MSG_document_issuer, .max = 200 },
	{ "issued", FIELD_DAY, MSG_document_issued },
};
static const struct form facts_form = { .name = "document_facts", .fields = facts_fields,
	.n = ARRAY_LEN(facts_fields), .load = load_facts, .versioned = true };

static enum rc
load_facts(struct ctx *ctx)
{
	struct document d;
	enum rc rc = document_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &d);

	if (rc != RC_OK)
		return rc;
	in_set_text(ctx, "title", d.title);
	in_set_text(ctx, "symbol", d.symbol);
	in_set_text(ctx, "type", d.doc_type);
	in_set_text(ctx, "issuer", d.issuer);
	in_set_day(ctx, "issued", d.issued_day);
	in_set_i64(ctx, "version", d.version);
	return RC_OK;
}

static struct reply
facts_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	enum rc rc = ctx->in.form == NULL ? form_fill(ctx, &facts_form) : RC_OK;

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	document_facts_html(h, ctx, ctx_path_id(ctx, "id"));
	return reply_page(ctx, h);
}

static enum rc
facts_apply(struct ctx *ctx)
{
	const struct document d = { .id = ctx_path_id(ctx, "id"),
		.title = in_text(ctx, "title"),
		.symbol = in_text(ctx, "symbol"),
		.doc_type = in_text(ctx, "type"),
		.issuer = in_text(ctx, "issuer"),
		.issued_day = in_day(ctx, "issued"),
		.version = in_i64(ctx, "version") };
	enum rc rc = check_title(ctx);

	return rc == RC_OK ? document_update(ctx, &d) : rc;
}

static struct reply
facts_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_document_saved, "/documents/%lld",
	    (long long)ctx_path_id(ctx, "id"));
}

const struct route document_routes[] = {
	{ GET("/documents"), .right = RIGHT_DOCUMENT_READ, .view = listing_page,
	    .listing = &document_listing },
	{ GET("/documents.csv"), .right = RIGHT_DOCUMENT_READ, .view = listing_file,
	    .listing = &document_listing, .flags = ROUTE_WORKER },
	{ GET("/documents/new"), .right = RIGHT_DOCUMENT_EDIT, .view = new_page },
	{ POST("/documents"), .right = RIGHT_DOCUMENT_EDIT, .form = &new_form, .again = new_page,
	    .prepare = add_prepare, .apply = add_apply, .view = add_view,
	    .flags = ROUTE_ASK_FIRST,
	    .body_max = DOCUMENT_BYTES_MAX + 1024 * 1024 },
	{ GET("/documents/:id"), .right = RIGHT_DOCUMENT_READ, .view = document_view,
	    .flags = ROUTE_WORKER },
	{ GET("/documents/:id/original"), .right = RIGHT_DOCUMENT_READ, .view = original_view,
	    .flags = ROUTE_WORKER },
	{ GET("/documents/:id/facts"), .right = RIGHT_DOCUMENT_EDIT, .view = facts_page },
	{ POST("/documents/:id/facts"), .right = RIGHT_DOCUMENT_EDIT, .form = &facts_form,
	    .again = facts_page, .apply = facts_apply, .view = facts_view },
	{ 0 }
};
