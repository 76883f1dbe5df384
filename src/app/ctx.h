/*
 * ctx.h: what a handler gets: the one request, who asks, the clock, the store, and the ways to
 * answer. Made by the gate; a handler called without it is a BUG. All memory taken from ctx->arena
 * goes with the reply.
 */
#ifndef APP_CTX_H
#define APP_CTX_H

#include "app/form.h"
#include "app/rights.h"
#include "app/route.h"
#include "base/arena.h"
#include "base/date.h"
#include "base/id.h"
#include "db/db.h"
#include "html/html.h"
#include "http/http.h"

struct app;

struct user {
	int64_t account_id;
	int64_t session_id;
	const char *login;
	const char *name;
	enum role role;
	int64_t unit_id;       /* the city itself for city-wide roles */
	const char *unit_path; /* "/1/57/": ids from the city down, '/' at both ends */
	const char *unit_name;
	bool must_change_password;
};

struct ctx {
	struct app *app;
	struct request *req;
	const struct route *route;
	struct arena *arena;
	struct db *db;          /* read-only in prepare and view, the lane's in apply */
	const struct user *user; /* NULL without account */
	enum lang lang;
	int64_t now_ms;
	int64_t today;          /* the city's calendar day */
	struct values in;       /* what the form declared, parsed */
	struct err err;         /* the refusal, or the failure for the log */
	bool conflict;          /* `again` after RC_CONFLICT: show both versions */
	bool demo;              /* demo city: ribbon on every page, print and export */
	int64_t result_id;      /* apply -> view, and kept for a repeated form token */
	bool repeated;          /* the act was done before: apply did not run again */
	void *carry;            /* prepare -> apply -> view; the register's own */
	int64_t sent_blob;      /* blob_send's last: the gate removes it if no row names it */
	struct ctx_private *private;
	struct ctx_kept *kept;  /* ctx_keep */
};

/* A ctx for a command or a job: no visitor, no reply; `req` and `ctx` are the caller's. */
void ctx_for_console(struct ctx *ctx, struct request *req, struct app *app, struct db *db,
    struct arena *arena);

/* True if the user's subtree holds the unit with this path. Public: false. */
bool ctx_covers(const struct ctx *ctx, const char *unit_path);
bool ctx_may(const struct ctx *ctx, enum right right);

/*
 * What was read once for this request, so that the next reader of the same page need not ask again:
 * `key` is an address that only the reader knows. NULL: nothing is kept. For rows that a request
 * reads and does not write.
 */
void *ctx_kept(const struct ctx *ctx, const void *key);
void ctx_keep(struct ctx *ctx, const void *key, void *value);

/* A new row id. */
int64_t ctx_id(struct ctx *ctx);

/* The id in a path parameter (":id"); 0 if it is not a number, which no row has. */
int64_t ctx_path_id(const struct ctx *ctx, const char *name);

/*
 * One audit entry, in the same transaction. verb: "task.add"; object: "task" and its id; detail: a
 * short JSON object text or NULL, never personal data or secrets. (app/audit.h)
 */
enum rc ctx_audit(struct ctx *ctx, const char *verb, const char *object, int64_t id,
    const char *detail);

/* Writes a page: `struct html *h = page_new(ctx)`, templates, then reply_page(ctx, h). */
struct html *page_new(struct ctx *ctx);

/* 200 (the gate makes 422, 409 or 403 of it for `again`); 503 when the page is over its limit. */
struct reply reply_page(struct ctx *ctx, struct html *h) __attribute__((warn_unused_result));
/* 303 to a path of this server; `fmt` takes ids and plain words. */
struct reply reply_see(struct ctx *ctx, const char *fmt, ...)
	__attribute__((warn_unused_result, format(printf, 2, 3)));
/* As reply_see, and the next page shows this message once (signed cookie, one minute). */
struct reply reply_see_flash(struct ctx *ctx, enum msg msg, const char *fmt, ...)
	__attribute__((warn_unused_result, format(printf, 3, 4)));
struct reply reply_not_found(struct ctx *ctx) __attribute__((warn_unused_result)); /* 404 */
struct reply reply_forbidden(struct ctx *ctx) __attribute__((warn_unused_result)); /* 403 */
/* From a store's rc: RC_NONE is 404, RC_FAILED is 500 with the request id (and logged). */
struct reply reply_rc(struct ctx *ctx, enum rc rc) __attribute__((warn_unused_result));
/* A file to keep, under this name in UTF-8 (RFC 6266, with a plain one beside it). */
struct reply reply_download(struct ctx *ctx, const char *type, const char *name, struct str body)
	__attribute__((warn_unused_result));

#endif
