/* term_web.c: the plan as a tree, and the terms it hangs on. */
#include "plan/term/term_web.h"

#include "app/form.h"
#include "base/arena.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "plan/term/term.html.h"

bool
plan_year_now(const struct plan_page *page, const struct plan_year *year)
{
	return year->year == quarter_year(page->quarter);
}

bool
plan_term_now(const struct plan_page *page, const struct plan_term *term)
{
	for (size_t i = 0; i < term->nyears; i++) {
		if (plan_year_now(page, &term->years[i]))
			return true;
	}
	return false;
}

const char *
plan_bar(struct arena *arena, int64_t part, int64_t whole)
{
	int64_t tenths = whole <= 0 ? 0 : part * 1000 / whole;

	return arena_printf(arena, "%lld.%lld", (long long)(tenths / 10), (long long)(tenths % 10));
}

const char *
plan_term_name(struct html *h, const struct term *term)
{
	const struct msg_arg years[] = {
		{ .name = "from", .number = term->first_year },
		{ .name = "to", .number = term->last_year },
	};
	struct buf text;

	if (term->id == 0)
		return fmt_msg(h, MSG_term_outside);
	if (h->lang != LANG_EN)
		return term->name;
	buf_init(&text, h->arena, 200);
	msg_format(&text, h->lang, MSG_term_by_years, years, ARRAY_LEN(years));
	return buf_text(&text);
}

static struct reply
plan_view(struct ctx *ctx)
{
	struct plan_page *page = ARENA_NEW(ctx->arena, struct plan_page);
	struct html *h = page_new(ctx);
	struct task_quarter *quarters;
	struct term *terms;
	size_t nquarters = 0, nterms;
	int64_t org_id;
	enum rc rc = unit_own_org(ctx, &org_id);

	if (rc == RC_OK)
		rc = term_list(ctx->db, ctx->arena, &terms, &nterms);
	page->quarter = quarter_of_day(ctx->today);
	if (rc == RC_OK)
		rc = task_quarters(ctx->db, ctx->arena, org_id, ctx->today, &quarters, &nquarters);
	if (rc == RC_OK)
		rc = plan_rows(ctx->db, ctx->arena, page->quarter, org_id, page->rows,
		    &page->nrows);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	plan_tree(ctx->arena, terms, nterms, quarters, nquarters, &page->terms, &page->nterms);
	plan_html(h, ctx, page);
	return reply_page(ctx, h);
}

/* ---- Terms ---- */

static const struct field fields[] = {
	{ "name", FIELD_TEXT, MSG_common_name, MSG_term_name_hint, .required = true, .max = 120 },
	{ "first", FIELD_INT, MSG_term_first, .required = true },
	{ "last", FIELD_INT, MSG_term_last, .required = true },
};

static enum rc
load_term(struct ctx *ctx)
{
	struct term term;
	enum rc rc = term_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &term);

	if (rc != RC_OK)
		return rc;
	in_set_text(ctx, "name", term.name);
	in_set_i64(ctx, "first", term.first_year);
	in_set_i64(ctx, "last", term.last_year);
	in_set_i64(ctx, "version", term.version);
	return RC_OK;
}

static const struct form new_form = { .name = "term", .fields = fields, .n = ARRAY_LEN(fields) };
static const struct form edit_form = { .name = "term", .fields = fields, .n = ARRAY_LEN(fields),
	.load = load_term, .versioned = true };

static struct reply
form_page(struct ctx *ctx, const struct form *form, const char *path, int title)
{
	struct html *h = page_new(ctx);
	enum rc rc = form_fill(ctx, form);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	term_form_html(h, ctx, path, title);
	return reply_page(ctx, h);
}

static struct reply
new_view(struct ctx *ctx)
{
	return form_page(ctx, &new_form, "/terms", MSG_term_add);
}

static struct reply
edit_view(struct ctx *ctx)
{
	return form_page(ctx, &edit_form,
	    arena_printf(ctx->arena, "/terms/%lld", (long long)ctx_path_id(ctx, "id")),
	    MSG_term_edit);
}

static struct term
typed(struct ctx *ctx, int64_t id)
{
	return (struct term){ .id = id, .name = in_text(ctx, "name"),
		.first_year = in_i64(ctx, "first"), .last_year = in_i64(ctx, "last") };
}

static enum rc
add_apply(struct ctx *ctx)
{
	struct term term = typed(ctx, ctx->result_id);

	return term_make(ctx, &term);
}

static enum rc
edit_apply(struct ctx *ctx)
{
	struct term term = typed(ctx, ctx_path_id(ctx, "id"));

	term.version = in_i64(ctx, "version");
	return term_edit(ctx, &term);
}

static struct reply
saved_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_term_saved, "/plan");
}

const struct route term_routes[] = {
	{ GET("/plan"), RIGHT_TASK_READ, .view = plan_view },
	{ GET("/terms/new"), RIGHT_PLAN_EDIT, .view = new_view },
	{ POST("/terms"), RIGHT_PLAN_EDIT, .form = &new_form, .again = new_view, .apply = add_apply,
	    .view = saved_view },
	{ GET("/terms/:id"), RIGHT_PLAN_EDIT, .view = edit_view },
	{ POST("/terms/:id"), RIGHT_PLAN_EDIT, .form = &edit_form, .again = edit_view,
	    .apply = edit_apply, .view = saved_view },
	{ 0 }
};
