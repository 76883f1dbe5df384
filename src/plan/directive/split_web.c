/* split_web.c: the page that splits a clause, and the joining of its halves. */
#include "plan/directive/split_web.h"

#include "app/blob.h"
#include "app/gate.h"
#include "base/arena.h"
#include "plan/directive/split.html.h"

enum { SHOWN_MAX = 48 }; /* bytes of text on either side of a cut */

/* ---- The page ---- */

static enum rc load_split(struct ctx *ctx);

static const struct field fields[] = {
	{ "directive", FIELD_HIDDEN, 0, .required = true },
	{ "first", FIELD_AREA, MSG_directive_split_first, MSG_directive_split_first_hint,
	    .required = true, .max = 20000 },
	{ "second", FIELD_AREA, MSG_directive_split_second, MSG_directive_split_second_hint,
	    .required = true, .max = 20000 },
};
static const struct form split_form = { .name = "split", .fields = fields,
	.n = ARRAY_LEN(fields), .load = load_split, .versioned = true };

/* Both texts, cut where the reviewer asked or where it is likeliest. */
static enum rc
load_split(struct ctx *ctx)
{
	const struct split_page *page = ctx->carry;
	const char *quote = page->now.quote;

	in_set_i64(ctx, "directive", page->now.id);
	in_set_i64(ctx, "version", page->now.version);
	if (page->n == 0) {
		in_set_text(ctx, "first", quote);
		return RC_OK;
	}
	in_set_text(ctx, "first", arena_text_n(ctx->arena, quote,
	    page->offers[page->at].first_end));
	in_set_text(ctx, "second", quote + page->offers[page->at].second_start);
	return RC_OK;
}

const char *
split_before(struct html *h, const struct split_page *page, size_t i)
{
	size_t end = page->offers[i].first_end;
	size_t from = end > SHOWN_MAX ? end - SHOWN_MAX : 0;

	while (from > 0 && from < end && page->now.quote[from - 1] != ' ')
		from++;
	return arena_printf(h->arena, "%s%.*s", from > 0 ? "… " : "", (int)(end - from),
	    page->now.quote + from);
}

const char *
split_after(struct html *h, const struct split_page *page, size_t i)
{
	const char *from = page->now.quote + page->offers[i].second_start;
	size_t all = strlen(from);
	size_t len = all > SHOWN_MAX ? SHOWN_MAX : all;

	while (len < all && len > 0 && from[len] != ' ')
		len--;
	return arena_printf(h->arena, "%.*s%s", (int)len, from, len < all ? " …" : "");
}

struct url
split_url(struct html *h, const struct split_page *page, size_t at)
{
	return url_printf(h->arena, "/documents/%lld/review/%lld/split?at=%d",
	    (long long)page->document.id, (long long)page->now.position, (int)at + 1);
}

/* The clause of the form that was sent, else the one of the address. */
static enum rc
clause_in_view(struct ctx *ctx, struct directive *d)
{
	int64_t id = ctx->in.form == &split_form ? in_i64(ctx, "directive") : 0;

	return directive_sent(ctx, id, d);
}

static size_t
asked_cut(struct ctx *ctx, size_t n, size_t best)
{
	int64_t at = 0;

	if (!str_to_i64(str_of(request_query(ctx->req, "at")), &at) || at < 1 || at > (int64_t)n)
		return best;
	return (size_t)at - 1;
}

static struct reply
split_view(struct ctx *ctx)
{
	struct split_page *page = ARENA_NEW(ctx->arena, struct split_page);
	enum rc rc = directive_document(ctx->db, ctx->arena, ctx_path_id(ctx, "id"),
	    &page->document);
	struct html *h = page_new(ctx);
	size_t best;

	if (rc == RC_OK)
		rc = clause_in_view(ctx, &page->now);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	ctx->carry = page;
	page->n = split_offers(str_of(page->now.quote), page->offers, &best);
	page->at = asked_cut(ctx, page->n, best);
	page->too_long = strlen(page->now.quote) > SPLIT_BYTES_MAX;
	if (page->now.outcome == OUTCOME_OPEN && !page->too_long)
		rc = form_fill(ctx, &split_form);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	directive_split_html(h, ctx, page);
	return reply_page(ctx, h);
}

/* ---- Splitting ---- */

/* From prepare to apply: the halves of the clause as it was read there. */
struct split_job {
	struct directive whole;
	struct directive halves[2];
};

/* The clause of the form, open and of the version that the reviewer saw. */
static enum rc
sent_open(struct ctx *ctx, struct directive *whole)
{
	enum rc rc = directive_sent(ctx, in_i64(ctx, "directive"), whole);

	if (rc != RC_OK)
		return rc == RC_NONE ? RC_CONFLICT : rc;
	return whole->outcome == OUTCOME_OPEN && whole->version == in_i64(ctx, "version")
	    ? RC_OK
	    : RC_CONFLICT;
}

static enum rc
find_cut(struct ctx *ctx, const struct directive *whole, struct split_cut *cut)
{
	struct err err = { 0 };
	enum rc rc = split_find(str_of(whole->quote), str_of(in_text(ctx, "first")),
	    str_of(in_text(ctx, "second")), cut, &err);

	if (rc != RC_OK)
		in_value(ctx, err.field)->err = err;
	return rc;
}

/* From the bytes that came in, so that both halves have their places in the original. */
static enum rc
read_halves(struct ctx *ctx, struct split_job *job, const struct split_cut *cut)
{
	struct decoded doc;
	struct str bytes;
	int64_t blob_id = 0, day = DAY_NONE;
	enum rc rc = split_source(ctx->db, ctx_path_id(ctx, "id"), &blob_id, &day);

	if (rc == RC_OK)
		rc = blob_bytes(ctx->db, ctx->arena, blob_id, &bytes);
	if (rc != RC_OK)
		return rc;
	if (decode_text(ctx->arena, bytes, &doc) != DECODE_OK)
		return err_fail(
		    &ctx->err, "blob %lld no longer decodes", (long long)blob_id);
	/* the day by which a date without a year is understood */
	split_halves(ctx->arena, &job->whole, cut, &doc, day == DAY_NONE ? ctx->today : day,
	    job->halves);
	return RC_OK;
}

/* Reading the halves takes the whole text and the extractor twice: not in the lane. */
static enum rc
split_prepare(struct ctx *ctx)
{
	struct split_job *job = ARENA_NEW(ctx->arena, struct split_job);
	struct split_cut cut;
	enum rc rc = sent_open(ctx, &job->whole);

	ctx->carry = job;
	if (rc == RC_OK)
		rc = find_cut(ctx, &job->whole, &cut);
	return rc == RC_OK ? read_halves(ctx, job, &cut) : rc;
}

/* The version says that the halves are still the clause's; its position may be another by now. */
static enum rc
split_apply(struct ctx *ctx)
{
	const struct split_job *job = ctx->carry;
	struct directive whole;
	enum rc rc = sent_open(ctx, &whole);

	return rc == RC_OK ? directive_split(ctx, &whole, job->halves) : rc;
}

/* To the first half. */
static struct reply
split_done_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_directive_split_done, "/documents/%lld/review?clause=%lld",
	    (long long)ctx_path_id(ctx, "id"), (long long)ctx_path_id(ctx, "clause"));
}

/* ---- Joining ---- */

static const struct field join_fields[] = {
	{ "directive", FIELD_HIDDEN, 0, .required = true },
	{ "clause", FIELD_HIDDEN, 0, .required = true },
	{ "second_version", FIELD_HIDDEN, 0, .required = true },
};
static const struct form join_form = { .name = "join", .fields = join_fields,
	.n = ARRAY_LEN(join_fields), .versioned = true };

static enum rc
join_apply(struct ctx *ctx)
{
	enum rc rc = directive_join(ctx, ctx_path_id(ctx, "id"), in_i64(ctx, "directive"),
	    in_i64(ctx, "version"), in_i64(ctx, "second_version"));

	return rc == RC_NONE ? RC_CONFLICT : rc;
}

static struct reply
join_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_directive_join_done, "/documents/%lld/review?clause=%lld",
	    (long long)ctx_path_id(ctx, "id"), (long long)in_i64(ctx, "clause"));
}

const struct route split_routes[] = {
	{ GET("/documents/:id/review/:clause/split"), RIGHT_DOCUMENT_EDIT, .view = split_view },
	{ POST("/documents/:id/review/:clause/split"), RIGHT_DOCUMENT_EDIT, .form = &split_form,
	    .again = split_view, .prepare = split_prepare, .apply = split_apply,
	    .view = split_done_view },
	{ POST("/documents/:id/review/join"), RIGHT_DOCUMENT_EDIT, .form = &join_form,
	    .again = review_undo_again, .apply = join_apply, .view = join_view },
	{ 0 }
};
