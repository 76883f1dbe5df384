/*
 * look_web.c: language and contrast: two links that set a cookie and come back. Nothing is written
 * to the store, so they are plain GETs and work without a script.
 */
#include "app/look.h"

#include "app/ctx.h"
#include "app/gate.h"

enum { YEAR_S = 365 * 24 * 3600 };

/* Back to where the link stood: a path on this server, nothing else. */
static struct reply
go_back(struct ctx *ctx)
{
	const char *back = request_query(ctx->req, "back");

	if (back == NULL || back[0] != '/' || back[1] == '/' || back[1] == '\\')
		back = "/";
	return reply_location(ctx->arena, 303, back);
}

static struct reply
language_view(struct ctx *ctx)
{
	const char *lang = request_path(ctx->req, "lang");

	if (!text_equal(lang, "vi") && !text_equal(lang, "en"))
		return reply_not_found(ctx);
	gate_set_cookie(ctx, "gb_lang", lang, YEAR_S, true);
	return go_back(ctx);
}

static struct reply
contrast_view(struct ctx *ctx)
{
	const char *look = request_path(ctx->req, "look");

	if (!text_equal(look, "more") && !text_equal(look, "normal"))
		return reply_not_found(ctx);
	gate_set_cookie(ctx, "gb_contrast", look, YEAR_S, true);
	return go_back(ctx);
}

static struct reply
health_view(struct ctx *ctx)
{
	(void)ctx;
	return reply_text(200, "ok\n");
}

const struct route look_routes[] = {
	{ GET("/language/:lang"), .right = RIGHT_PUBLIC, .view = language_view },
	{ GET("/contrast/:look"), .right = RIGHT_PUBLIC, .view = contrast_view },
	{ GET("/healthz"), .right = RIGHT_PUBLIC, .view = health_view },
	{ 0 }
};
