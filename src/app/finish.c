/*
 * finish.c: the last step of every request: cookies and the headers that tell browsers what a page
 * of ours may never do (OWASP Secure Headers; CSP level 3 without any unsafe-*).
 */

/*~ 9 ~ The last step: cookies, security headers, and the reply goes to the exchange. The tour
 * ends here; a second one is CONTRIBUTING.md, which adds a register. */
#include "app/app.h"
#include "app/gate.h"
#include "base/log.h"

void
gate_set_cookie(struct ctx *ctx, const char *name, const char *value, int max_age_s, bool http_only)
{
	const char *url = config_text(ctx->app->config, SET_PUBLIC_URL);
	bool secure = url != NULL && text_starts(url, "https:");
	struct ctx_private *p = ctx->private;

	BUG_IF(p->nset_cookies >= ARRAY_LEN(p->set_cookies));
	p->set_cookies[p->nset_cookies++] = arena_printf(ctx->arena,
	    "%s=%s; Path=/; Max-Age=%d; SameSite=Lax%s%s", name, value, max_age_s,
	    http_only ? "; HttpOnly" : "", secure ? "; Secure" : "");
}

void
gate_dress(struct ctx *ctx, struct reply *reply)
{
	struct ctx_private *p = ctx->private;
	bool page = reply->type != NULL && text_starts(reply->type, "text/html");

	if (p->flash != 0 && page)
		gate_set_cookie(ctx, "gb_flash", "", 0, true);
	reply_header(reply, "Content-Security-Policy",
	    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src "
	    "'self';"
	    " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
	reply_header(reply, "X-Content-Type-Options", "nosniff");
	reply_header(reply, "Referrer-Policy", "same-origin");
	reply_header(reply, "Permissions-Policy", "camera=(), microphone=(), geolocation=()");
	reply_header(reply, "Cross-Origin-Opener-Policy", "same-origin");
	reply_header(reply, "Cache-Control", "no-store");
	for (size_t i = 0; i < p->nset_cookies; i++)
		reply_header(reply, "Set-Cookie", p->set_cookies[i]);
}

void
gate_finish(struct ctx *ctx, struct reply reply)
{
	gate_dress(ctx, &reply);
	log_write(ctx->req->method == HTTP_POST ? LOG_INFO : LOG_DEBUG, "request %s %s %d",
	    ctx->req->id, ctx->route == NULL ? "-" : ctx->route->path, reply.status);
	exchange_reply(ctx->private->exchange, &reply);
}

void
gate_finish_busy(struct ctx *ctx)
{
	struct reply reply = reply_error(ctx, 503, MSG_error_busy, MSG_error_busy_text);

	reply_header(&reply, "Retry-After", "2");
	gate_finish(ctx, reply);
}
