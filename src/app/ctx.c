/* ctx.c: what handlers ask of the gate: scope, ids, audit, and the ways to answer. */
#include "app/ctx.h"

#include <stdarg.h>

#include "app/app.h"
#include "app/gate.h"
#include "app/page.html.h"
#include "base/log.h"

enum { PAGE_MAX = 8 * 1024 * 1024, FLASH_SECONDS = 60 };

void
ctx_for_console(struct ctx *ctx, struct request *req, struct app *app, struct db *db,
    struct arena *arena)
{
	*req = (struct request){ .arena = arena, .id = "console", .path = "", .target = "" };
	*ctx = (struct ctx){ .app = app,
		.req = req,
		.arena = arena,
		.db = db,
		.now_ms = clock_now_ms(&app->clock),
		.today = clock_today(&app->clock),
		.demo = app->demo };
	db_set_err(db, &ctx->err);
}

bool
ctx_covers(const struct ctx *ctx, const char *unit_path)
{
	return ctx->user != NULL && unit_path != NULL &&
	    text_starts(unit_path, ctx->user->unit_path);
}

bool
ctx_may(const struct ctx *ctx, enum right right)
{
	return right == RIGHT_PUBLIC || (ctx->user != NULL && role_may(ctx->user->role, right));
}

struct ctx_kept {
	struct ctx_kept *next;
	const void *key;
	void *value;
};

void *
ctx_kept(const struct ctx *ctx, const void *key)
{
	for (const struct ctx_kept *kept = ctx->kept; kept != NULL; kept = kept->next)
		if (kept->key == key)
			return kept->value;
	return NULL;
}

void
ctx_keep(struct ctx *ctx, const void *key, void *value)
{
	struct ctx_kept *kept = ARENA_NEW(ctx->arena, struct ctx_kept);

	*kept = (struct ctx_kept){ ctx->kept, key, value };
	ctx->kept = kept;
}

int64_t
ctx_id(struct ctx *ctx)
{
	return id_new(ctx->app->ids, ctx->now_ms);
}

int64_t
ctx_path_id(const struct ctx *ctx, const char *name)
{
	const char *text = request_path(ctx->req, name);
	int64_t id;

	return text != NULL && str_to_i64(str_of(text), &id) && id > 0 ? id : 0;
}

struct html *
page_new(struct ctx *ctx)
{
	struct html *h = ARENA_NEW(ctx->arena, struct html);

	html_init(h, ctx->arena, ctx->lang, PAGE_MAX);
	return h;
}

static struct reply
reply_page_status(struct ctx *ctx, struct html *h, int status)
{
	if (h->out.full) {
		log_error("request %s: page of %s is larger than %d bytes", ctx->req->id,
		    ctx->req->path,
		    PAGE_MAX);
		return reply_text(503, "503\n");
	}
	return reply_bytes(status, "text/html; charset=utf-8", buf_str(&h->out));
}

struct reply
reply_page(struct ctx *ctx, struct html *h)
{
	return reply_page_status(ctx, h, 200);
}

static struct reply
see(struct ctx *ctx, const char *fmt, va_list ap)
{
	char path[1024];

	BUG_IF(vsnprintf(path, sizeof(path), fmt, ap) >= (int)sizeof(path));
	return reply_location(ctx->arena, 303, path);
}

struct reply
reply_see(struct ctx *ctx, const char *fmt, ...)
{
	struct reply reply;
	va_list ap;

	va_start(ap, fmt);
	reply = see(ctx, fmt, ap);
	va_end(ap);
	return reply;
}

struct reply
reply_see_flash(struct ctx *ctx, enum msg msg, const char *fmt, ...)
{
	char number[16];
	struct reply reply;
	va_list ap;

	(void)snprintf(number, sizeof(number), "%d", (int)msg);
	gate_set_cookie(ctx, "gb_flash", number, FLASH_SECONDS, true);
	va_start(ap, fmt);
	reply = see(ctx, fmt, ap);
	va_end(ap);
	return reply;
}

struct reply
reply_error(struct ctx *ctx, int status, enum msg title, enum msg text)
{
	struct html *h = page_new(ctx);

	error_page_html(h, ctx, status, title, text);
	return reply_page_status(ctx, h, status);
}

struct reply
reply_not_found(struct ctx *ctx)
{
	return reply_error(ctx, 404, MSG_error_not_found, MSG_error_not_found_text);
}

struct reply
reply_forbidden(struct ctx *ctx)
{
	return reply_error(ctx, 403, MSG_error_forbidden, MSG_error_forbidden_text);
}

struct reply
reply_rc(struct ctx *ctx, enum rc rc)
{
	switch (rc) {
	case RC_OK:
		BUG("reply_rc(RC_OK) on %s", ctx->req->path);
	case RC_NONE:
		return reply_not_found(ctx);
	case RC_REFUSED:
		return reply_error(ctx, 422, MSG_error_refused, (enum msg)ctx->err.msg);
	case RC_CONFLICT:
		return reply_error(ctx, 409, MSG_error_conflict, MSG_error_conflict_text);
	case RC_FAILED:
		break;
	}
	log_error("request %s failed on %s: %s", ctx->req->id,
	    ctx->route == NULL ? "?" : ctx->route->path, ctx->err.detail);
	return reply_error(ctx, ctx->req->method == HTTP_POST ? 503 : 500, MSG_error_failed,
	    MSG_error_failed_text);
}
