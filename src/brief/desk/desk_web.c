/* desk_web.c: the desk's one address; what is loaded follows the role's kind of desk. */
#include "brief/desk/desk.h"
#include "brief/desk/desk.html.h"
#include "city/unit/unit.h"

/* Figures of the present quarter: an organisation's own share, by bloc for who reads all. */
static enum rc
load_quarter(struct ctx *ctx, struct desk *desk)
{
	int64_t quarter = quarter_of_day(ctx->today);
	struct bloc *blocs = NULL;
	struct task_figure *rows;
	size_t nblocs = 0, n;
	enum rc rc = task_sums(ctx->db, ctx->arena,
	    &(struct task_span){ quarter, quarter, desk->org_id }, ctx->today, &rows, &n);

	desk->briefing = (struct briefing){ .quarter = quarter, .today = ctx->today };
	if (rc == RC_OK && desk->kind == DESK_READER)
		rc = bloc_list(ctx->db, ctx->arena, &blocs, &nblocs);
	if (rc == RC_OK)
		briefing_group(ctx->arena, blocs, nblocs, ctx->lang, rows, n, &desk->briefing);
	return rc;
}

static enum rc
load_focal(struct ctx *ctx, struct desk *desk)
{
	int64_t org_id;
	enum rc rc = directive_open_reviews(ctx->db, ctx->arena, DESK_REVIEWS, desk->reviews,
	    &desk->nreviews);

	if (rc != RC_OK || !ctx_may(ctx, RIGHT_TASK_WORK))
		return rc;
	rc = unit_work_org(ctx, &org_id);
	if (rc != RC_OK)
		return rc;
	return desk_fresh(ctx->db, ctx->arena, org_id, desk->fresh, DESK_FRESH, &desk->nfresh);
}

static enum rc
load_unit(struct ctx *ctx, struct desk *desk)
{
	enum rc rc = unit_own_org(ctx, &desk->org_id);

	if (rc == RC_OK)
		rc = desk_helped(ctx->db, ctx->arena, desk->org_id, desk->helped, DESK_HELPED,
		    &desk->nhelped);
	if (rc != RC_OK)
		return rc;
	return desk_fresh(ctx->db, ctx->arena, desk->org_id, desk->fresh, DESK_FRESH,
	    &desk->nfresh);
}

static enum rc
load(struct ctx *ctx, struct desk *desk)
{
	enum rc rc = RC_OK;

	desk->kind = desk_kind(ctx->user->role);
	if (desk->kind == DESK_WAITING)
		return RC_OK;
	if (desk->kind == DESK_ADMIN)
		return desk_accounts(ctx->db, &desk->accounts);
	if (desk->kind == DESK_FOCAL)
		rc = load_focal(ctx, desk);
	if (desk->kind == DESK_UNIT)
		rc = load_unit(ctx, desk);
	if (rc == RC_OK)
		rc = task_waiting(ctx->db, desk->org_id, ctx->today, &desk->waiting);
	if (rc == RC_OK)
		rc = desk_rows(ctx->db, ctx->arena, desk->org_id, desk->rows, DESK_ROWS,
		    &desk->nrows);
	return rc == RC_OK ? load_quarter(ctx, desk) : rc;
}

static struct reply
desk_view(struct ctx *ctx)
{
	struct desk *desk = ARENA_NEW(ctx->arena, struct desk);
	struct html *h = page_new(ctx);
	enum rc rc = load(ctx, desk);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	desk_page_html(h, ctx, desk);
	return reply_page(ctx, h);
}

const struct route desk_routes[] = {
	{ GET("/desk"), .right = RIGHT_SIGNED_IN, .view = desk_view },
	{ 0 }
};
