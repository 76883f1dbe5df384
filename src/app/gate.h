/*
 * gate.h: the one door. On the headers alone: route, session, right, origin, rate, body limit. Then
 * the form's token and fields. Then the three parts of a writing route, each on its own thread
 * (route.h), in a transaction the gate began. Every reply leaves through it with the security
 * headers. This header is for app/'s own files; a register needs ctx.h only.
 */
#ifndef APP_GATE_H
#define APP_GATE_H

#include "app/ctx.h"
#include "app/lane.h"
#include "app/workers.h"

struct exchange;

/* What the gate keeps beside the ctx that handlers see. */
struct ctx_private {
	struct ctx *ctx;
	struct exchange *exchange;
	const char *token;         /* this page's form token, once made */
	unsigned char key[32];     /* csrf_key of this act */
	struct turn turn;
	struct job job;
	struct ctx_private *next, *prev; /* app->pending */
	struct workers *pool;      /* whose turn is waited for; NULL: the lane's */
	int64_t deadline_ms;       /* steady clock */
	enum rc rc;                /* how apply or prepare ended */
	bool committed;            /* done, so that "503" would not be true any more */
	int again_status;          /* 422, 409 or 403 while `again` makes the page */
	bool ended;                /* the session was over before the act could be done */
	int flash;                 /* enum msg to show once, 0 for none */
	struct reply reply;
	struct user user;
	const char *set_cookies[4];
	size_t nset_cookies;
};

/* Serves until http_server_stop; the handler given to http_server_open. */
struct http_handler gate_handler(struct app *app);

/* Adds "Set-Cookie" to whatever reply this request gets. */
void gate_set_cookie(struct ctx *ctx, const char *name, const char *value, int max_age_s,
    bool http_only);

/* Adds the security headers and the cookies of this request. */
void gate_dress(struct ctx *ctx, struct reply *reply);
/* The last step of every request: gate_dress, then the exchange's reply. */
void gate_finish(struct ctx *ctx, struct reply reply);
/* 503 without touching the store: the queue is full, or the deadline passed. */
void gate_finish_busy(struct ctx *ctx);

/* Error pages in the reader's language; `status` 4xx or 5xx. */
struct reply reply_error(struct ctx *ctx, int status, enum msg title, enum msg text)
	__attribute__((warn_unused_result));

/* The list of requests that wait in other threads, and its sweeper (deadlines). */
struct pending *pending_new(struct app *app);
void pending_free(struct pending *pending);
void pending_add(struct pending *pending, struct ctx_private *p);
/*
 * From now on it may be withdrawn at that steady time (INT64_MAX: never): right before it goes to
 * the lane (`pool` NULL) or to these workers.
 */
void pending_arm(struct pending *pending, struct ctx_private *p, struct workers *pool,
    int64_t deadline_ms);
void pending_remove(struct pending *pending, struct ctx_private *p);
/* Waits until nothing is pending (shutdown). */
void pending_drain(struct pending *pending);

/* Who a session cookie belongs to: fills ctx->private->user and ctx->user, or leaves NULL. */
enum rc session_find(struct ctx *ctx);

#endif
