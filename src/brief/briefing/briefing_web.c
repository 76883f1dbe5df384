/* briefing_web.c: the quarters, one quarter, and its file to keep. */
#include "app/app.h"
#include "brief/briefing/briefing.h"
#include "brief/briefing/briefing.html.h"
#include "brief/briefing/briefing_file.h"

void
briefing_blocs(struct html *h, const struct briefing *b)
{
	briefing_lines_html(h, b, b->blocs, b->nblocs, "bloc", true,
	    msg_text(h->lang, MSG_briefing_bloc), false);
}

static struct reply
list_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct task_quarter *quarters;
	size_t n;
	enum rc rc = task_quarters(ctx->db, ctx->arena, 0, ctx->today, &quarters, &n);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	briefing_list_html(h, ctx, quarters, n);
	return reply_page(ctx, h);
}

static enum rc
make_asked(struct ctx *ctx, struct briefing *briefing)
{
	int64_t quarter;

	if (!quarter_parse(str_of(request_path(ctx->req, "quarter")), &quarter))
		return RC_NONE;
	return briefing_make(ctx->db, ctx->arena, ctx->lang, quarter, ctx->today, briefing);
}

static struct reply
quarter_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct briefing briefing;
	enum rc rc = make_asked(ctx, &briefing);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	briefing_page_html(h, ctx, &briefing);
	return reply_page(ctx, h);
}

static struct reply
file_view(struct ctx *ctx)
{
	const char *format = request_path(ctx->req, "format");
	struct briefing briefing;
	struct buf out;
	enum rc rc = make_asked(ctx, &briefing);

	if (rc == RC_OK && !text_equal(format, "html") && !text_equal(format, "json"))
		rc = RC_NONE;
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	buf_init(&out, ctx->arena, BRIEFING_FILE_MAX);
	briefing_file(&out, ctx->arena, ctx->lang, &briefing, format,
	    &(struct briefing_origin){ ctx->app->city_name, ctx->app->publisher, ctx->demo });
	return reply_download(ctx,
	    text_equal(format, "json") ? "application/json" : "text/html; charset=utf-8",
	    arena_printf(ctx->arena, "giao-ban-%s.%s", request_path(ctx->req, "quarter"), format),
	    buf_str(&out));
}

const struct route briefing_routes[] = {
	{ GET("/briefing"), .right = RIGHT_BRIEF_READ, .view = list_view },
	{ GET("/briefing/:quarter"), .right = RIGHT_BRIEF_READ, .view = quarter_view },
	{ GET("/briefing/:quarter/file/:format"), .right = RIGHT_BRIEF_READ, .view = file_view,
	    .flags = ROUTE_WORKER },
	{ 0 }
};
