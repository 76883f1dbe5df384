/*
 * gate.c: from headers to reply. The one idea: handlers state, the gate does; so right, origin,
 * token, limits, transaction and headers are in one place and cannot be forgotten.
 */

/*~ 4 ~ Every request comes through here: gate_head finds the row and asks for session, right,
 * origin and rate before the body is read; gate_request runs a GET's view, or takes a POST
 * through form, prepare, apply (in the lane) and view. Next: such rows, in plan/task/task_web.c.
 * */
#include "app/gate.h"

#include "app/app.h"
#include "app/blob.h"
#include "app/csrf.h"
#include "app/gate_store.h"
#include "base/log.h"
#include "http/asset.h"

enum { BODY_MAX = 256 * 1024, NEXT_MAX = 1000 };

static struct ctx *
ctx_of(struct exchange *x)
{
	return exchange_data(x);
}

static struct ctx *
make_ctx(struct app *app, struct exchange *x)
{
	struct request *req = exchange_request(x);
	struct ctx *ctx = ARENA_NEW(req->arena, struct ctx);
	const char *lang = request_cookie(req, "gb_lang");
	const char *flash = request_cookie(req, "gb_flash");
	int64_t number;

	ctx->private = ARENA_NEW(req->arena, struct ctx_private);
	ctx->private->ctx = ctx;
	ctx->private->exchange = x;
	ctx->app = app;
	ctx->req = req;
	ctx->arena = req->arena;
	ctx->db = app->loop_db[exchange_loop(x)];
	ctx->lang = text_equal(lang, "en") ? LANG_EN : LANG_VI;
	ctx->now_ms = clock_now_ms(&app->clock);
	ctx->today = ms_to_day(ctx->now_ms);
	ctx->demo = app->demo;
	if (flash != NULL && str_to_i64(str_of(flash), &number) && number > 0 && number < MSG_END)
		ctx->private->flash = (int)number;
	db_set_err(ctx->db, &ctx->err);
	exchange_set_data(x, ctx);
	return ctx;
}

/* A form posted by another site: the browser says so in Origin (RFC 6454) or Sec-Fetch-Site. */
static bool
same_origin(const struct request *req)
{
	const char *origin = req->header(req, "Origin");
	const char *host = req->header(req, "Host");
	const char *site = req->header(req, "Sec-Fetch-Site");
	const char *at;

	if (site != NULL && !text_equal(site, "same-origin") && !text_equal(site, "none"))
		return false;
	if (origin == NULL)
		return true;
	at = strstr(origin, "://");
	return at != NULL && text_equal(at + 3, host);
}

/* One part of a route: a view, or an act (prepare, apply). */
struct part {
	struct ctx *ctx;
	struct reply (*view)(struct ctx *ctx);
	enum rc (*act)(struct ctx *ctx);
	enum rc rc;
};

static void
run_part(void *arg)
{
	struct part *part = arg;

	if (part->view != NULL)
		part->ctx->private->reply = part->view(part->ctx);
	else
		part->rc = part->act(part->ctx);
}

/* With the arena's end of memory caught; the answer after that has the arena's reserve. */
static bool
run_guarded(struct part *part)
{
	struct ctx *ctx = part->ctx;
	bool whole = arena_guard(ctx->arena, run_part, part);

	arena_on_full(ctx->arena, NULL);
	if (whole)
		return true;
	log_error("request %s met its memory limit on %s", ctx->req->id, ctx->route->path);
	if (ctx->db != NULL)
		db_abandon(ctx->db);
	return false;
}

/* All that a page shows is of one moment. */
static void
run_view(struct ctx *ctx, struct reply (*view)(struct ctx *ctx))
{
	struct part part = { .ctx = ctx, .view = view };

	if (ctx->db != NULL)
		db_snapshot(ctx->db);
	if (!run_guarded(&part))
		ctx->private->reply = reply_text(503, "503\n");
	if (ctx->db != NULL)
		db_snapshot_end(ctx->db);
}

static enum rc
run_act(struct ctx *ctx, enum rc (*act)(struct ctx *ctx))
{
	struct part part = { .ctx = ctx, .act = act };

	if (run_guarded(&part))
		return part.rc;
	return err_fail(&ctx->err, "memory limit on %s", ctx->route->path);
}

static struct reply
answer_again(struct ctx *ctx)
{
	struct reply reply;

	if (ctx->route->again == NULL)
		return reply_error(ctx, ctx->private->again_status, MSG_error_refused,
		    ctx->err.msg != 0 ? (enum msg)ctx->err.msg : MSG_error_refused_text);
	reply = ctx->route->again(ctx);
	if (reply.status == 200)
		reply.status = ctx->private->again_status;
	return reply;
}

/* ---- on the headers alone ---- */

static struct reply
refuse_anonymous(struct ctx *ctx)
{
	struct request *req = ctx->req;

	if (req->method == HTTP_POST)
		return reply_error(ctx, 401, MSG_error_sign_in, MSG_error_sign_in_text);
	if (strlen(req->target) > NEXT_MAX)
		return reply_see(ctx, "/sign-in");
	return reply_location(ctx->arena, 303,
	    url_printf(ctx->arena, "/sign-in?next=%s", req->target).text);
}

static bool
over_rate(struct ctx *ctx)
{
	const struct throttle_rate rate = { 300, 600 };
	uint64_t who = ctx->user != NULL ? (uint64_t)ctx->user->account_id : ctx->req->peer;
	int wait_s;

	if (ctx->req->method != HTTP_POST || ctx->req->loopback)
		return false;
	return !throttle_take(ctx->app->throttle, throttle_key("post", who, ""), rate, ctx->now_ms,
	    &wait_s);
}

/* The rules of the head, in order; status 0 when the request may go on. */
static struct reply
check_head(struct ctx *ctx)
{
	const struct route *route = ctx->route;

	if (session_find(ctx) == RC_FAILED)
		return reply_rc(ctx, RC_FAILED);
	if (route->right != RIGHT_PUBLIC && ctx->user == NULL)
		return refuse_anonymous(ctx);
	if (ctx->user != NULL && !role_may(ctx->user->role, route->right))
		return reply_forbidden(ctx);
	if (ctx->req->method == HTTP_POST && !same_origin(ctx->req))
		return reply_error(ctx, 403, MSG_error_origin, MSG_error_origin_text);
	if (over_rate(ctx))
		return reply_error(ctx, 429, MSG_error_rate, MSG_error_rate_text);
	if (ctx->user != NULL && ctx->user->must_change_password && route->right != RIGHT_PUBLIC &&
	    !text_equal(route->path, "/account/password") && !text_equal(route->path, "/sign-out"))
		return reply_see(ctx, "/account/password");
	return (struct reply){ 0 };
}

static int64_t
gate_head(void *arg, struct exchange *x)
{
	struct app *app = arg;
	struct request *req = exchange_request(x);
	const struct asset *asset = req->method == HTTP_GET ? asset_find(req->path) : NULL;
	enum router_match match;
	struct reply reply;
	struct ctx *ctx;

	if (asset != NULL) {
		reply = reply_asset(asset);
		exchange_reply(x, &reply);
		return -1;
	}
	ctx = make_ctx(app, x);
	match = router_find(app->router, req, &ctx->route);
	if (match == ROUTE_FOUND) {
		reply = check_head(ctx);
	} else {
		(void)session_find(ctx);
		reply = match == ROUTE_NO_PATH ? reply_not_found(ctx)
		                               : reply_error(ctx, 405, MSG_error_method,
		                                   MSG_error_method_text);
	}
	if (reply.status != 0) {
		gate_finish(ctx, reply);
		return -1;
	}
	if (req->method == HTTP_GET)
		return 0;
	return ctx->route->body_max != 0 ? ctx->route->body_max : BODY_MAX;
}

/* ---- reading ---- */

static struct reply
answer_rc(struct ctx *ctx)
{
	if (ctx->private->ended)
		return reply_error(ctx, 401, MSG_error_sign_in, MSG_error_sign_in_text);
	return reply_rc(ctx, ctx->private->rc);
}

static void
view_on_worker(struct job *job, struct db *db)
{
	struct ctx *ctx = job->data;

	ctx->db = db;
	db_set_err(db, &ctx->err);
	if (ctx->private->again_status != 0)
		run_view(ctx, answer_again);
	else
		run_view(ctx, ctx->private->rc == RC_OK ? ctx->route->view : answer_rc);
	pending_remove(ctx->app->pending, ctx->private);
	gate_finish(ctx, ctx->private->reply);
}

static int64_t
deadline(const struct ctx *ctx)
{
	return clock_steady_ms() + config_int(ctx->app->config, SET_REQUEST_MS);
}

/*
 * Sends the request to a worker; the connection must be suspended already. What is committed waits
 * as long as it takes, all else no longer than a request may.
 */
static void
to_worker(struct ctx *ctx, struct workers *pool, void (*run)(struct job *job, struct db *db))
{
	struct ctx_private *p = ctx->private;

	p->job = (struct job){ .run = run, .data = ctx };
	pending_arm(ctx->app->pending, p, pool, p->committed ? INT64_MAX : deadline(ctx));
	if (workers_submit(pool, &p->job))
		return;
	pending_remove(ctx->app->pending, p);
	gate_finish_busy(ctx);
}

static void
answer_get(struct ctx *ctx)
{
	if ((ctx->route->flags & ROUTE_WORKER) != 0) {
		exchange_later(ctx->private->exchange);
		pending_add(ctx->app->pending, ctx->private);
		to_worker(ctx, ctx->app->workers, view_on_worker);
		return;
	}
	lane_reader_enters(ctx->app->lane);
	run_view(ctx, ctx->route->view);
	lane_reader_leaves(ctx->app->lane);
	gate_finish(ctx, ctx->private->reply);
}

/* ---- writing ---- */

static enum rc
apply_turn(struct turn *turn, struct db *db)
{
	struct ctx *ctx = turn->data;
	enum rc rc;

	ctx->db = db;
	err_clear(&ctx->err);
	in_clear_errors(ctx);
	db_set_err(db, &ctx->err);
	if (ctx->user != NULL && ctx->route->right != RIGHT_PUBLIC) {
		rc = session_alive(db, ctx->user->session_id, ctx->now_ms);
		ctx->private->ended = rc == RC_NONE;
		if (rc != RC_OK)
			return rc;
	}
	if ((ctx->route->flags & ROUTE_NO_TOKEN) == 0) {
		rc = form_token_take(ctx, ctx->private->key);
		ctx->repeated = rc == RC_NONE; /* ctx->result_id is the first one's */
		if (rc != RC_OK)
			return ctx->repeated ? RC_OK : rc;
	}
	return run_act(ctx, ctx->route->apply);
}

static int
again_status_of(enum rc rc)
{
	switch (rc) {
	case RC_REFUSED:
		return 422;
	case RC_CONFLICT:
		return 409;
	case RC_OK:
	case RC_NONE:
	case RC_FAILED:
		break;
	}
	return 0;
}

/* A redirect is made at once, on the thread that committed; a page, also of an error, elsewhere. */
static void
answer_post(struct ctx *ctx, enum rc rc)
{
	ctx->private->rc = rc;
	ctx->private->committed = rc == RC_OK;
	ctx->private->again_status = again_status_of(rc);
	ctx->conflict = rc == RC_CONFLICT;
	ctx->db = NULL;
	if (rc != RC_OK || (ctx->route->flags & ROUTE_VIEW_DB) != 0) {
		to_worker(ctx, ctx->app->workers, view_on_worker);
		return;
	}
	run_view(ctx, ctx->route->view);
	pending_remove(ctx->app->pending, ctx->private);
	gate_finish(ctx, ctx->private->reply);
}

static void
discard_on_worker(struct job *job, struct db *db)
{
	struct ctx *ctx = job->data;

	(void)db;
	blob_discard(ctx);
	answer_post(ctx, ctx->private->rc);
}

/* Was a file sent that no row names now? A full queue leaves it to the sweeper. */
static bool
discards(struct ctx *ctx, enum rc rc)
{
	struct job *job = &ctx->private->job;

	if (ctx->sent_blob == 0 || (rc == RC_OK && !ctx->repeated))
		return false;
	ctx->private->rc = rc;
	*job = (struct job){ .run = discard_on_worker, .data = ctx };
	return workers_submit(ctx->app->workers, job);
}

static void
turn_done(struct turn *turn, enum rc rc)
{
	struct ctx *ctx = turn->data;

	if (rc == RC_FAILED && ctx->err.detail[0] == '\0')
		ctx->err = turn->err;
	if (!discards(ctx, rc))
		answer_post(ctx, rc);
}

static void
to_lane(struct ctx *ctx)
{
	struct ctx_private *p = ctx->private;
	struct app *app = ctx->app;

	if (ctx->route->apply == NULL) {
		answer_post(ctx, RC_OK);
		return;
	}
	p->turn = (struct turn){ .apply = apply_turn, .done = turn_done, .data = ctx };
	pending_arm(app->pending, p, NULL, deadline(ctx));
	if (lane_submit(app->lane, &p->turn))
		return;
	pending_remove(app->pending, p);
	gate_finish_busy(ctx);
}

/* The same form sent twice: prepare would refuse what the first of them has made. */
static bool
done_before(struct ctx *ctx)
{
	ctx->repeated = (ctx->route->flags & ROUTE_ASK_FIRST) != 0 &&
	    form_token_find(ctx, ctx->private->key) == RC_OK;
	if (ctx->repeated)
		err_clear(&ctx->err);
	return ctx->repeated;
}

static void
prepare_on_worker(struct job *job, struct db *db)
{
	struct ctx *ctx = job->data;
	enum rc rc = RC_OK;

	ctx->db = db;
	db_set_err(db, &ctx->err);
	if (!done_before(ctx))
		rc = run_act(ctx, ctx->route->prepare);
	if (rc == RC_REFUSED && done_before(ctx))
		rc = RC_OK;
	if (rc == RC_OK && !ctx->repeated) {
		to_lane(ctx);
		return;
	}
	blob_discard(ctx);
	answer_post(ctx, rc);
}

/* The token and the fields; a form that fails comes back with all that was typed. */
static bool
accept_form(struct ctx *ctx)
{
	bool token_ok = (ctx->route->flags & ROUTE_NO_TOKEN) != 0 || csrf_check(ctx);
	bool fields_ok = ctx->route->form == NULL || form_parse(ctx, ctx->route->form);

	if (!token_ok) {
		err_clear(&ctx->err);
		(void)err_refuse(&ctx->err, "", MSG_error_token);
		ctx->private->again_status = 403;
	} else if (!fields_ok) {
		ctx->private->again_status = 422;
	}
	return token_ok && fields_ok;
}

static void
run_post(struct ctx *ctx)
{
	struct ctx_private *p = ctx->private;

	bool accepted = accept_form(ctx);

	if (accepted && (ctx->route->flags & ROUTE_NO_TOKEN) == 0)
		csrf_key(ctx, p->key);
	ctx->result_id = ctx_id(ctx);
	exchange_later(p->exchange);
	pending_add(ctx->app->pending, p);
	if (!accepted)
		to_worker(ctx, ctx->app->workers, view_on_worker);
	else if (ctx->route->prepare != NULL)
		to_worker(ctx, (ctx->route->flags & ROUTE_HASH) != 0 ? ctx->app->hashers
		                                                     : ctx->app->workers,
		    prepare_on_worker);
	else
		to_lane(ctx);
}

static void
gate_request(void *arg, struct exchange *x)
{
	struct app *app = arg;
	struct ctx *ctx = ctx_of(x);

	if (atomic_load(&app->draining))
		gate_finish_busy(ctx);
	else if (ctx->req->method == HTTP_GET)
		answer_get(ctx);
	else
		run_post(ctx);
}

static void
gate_done(void *arg, struct exchange *x)
{
	(void)arg;
	exchange_set_data(x, NULL);
}

/* What the server refuses by itself: a page like any other error, in the reader's language. */
static struct reply
gate_refuse(void *arg, struct exchange *x, int status)
{
	static const struct {
		int status;
		enum msg title, text;
	} rows[] = {
		{ 405, MSG_error_method, MSG_error_method_text },
		{ 413, MSG_error_too_large, MSG_error_too_large_text },
		{ 429, MSG_error_rate, MSG_error_rate_text },
		{ 503, MSG_error_busy, MSG_error_busy_text },
		{ 0, MSG_error_malformed, MSG_error_malformed_text },
	};
	struct ctx *ctx = ctx_of(x) != NULL ? ctx_of(x) : make_ctx(arg, x);
	struct reply reply;
	size_t i = 0;

	while (rows[i].status != 0 && rows[i].status != status)
		i++;
	reply = reply_error(ctx, status, rows[i].title, rows[i].text);
	gate_dress(ctx, &reply);
	return reply;
}

struct http_handler
gate_handler(struct app *app)
{
	return (struct http_handler){
		.arg = app, .on_head = gate_head, .on_request = gate_request, .on_done = gate_done,
		.on_refuse = gate_refuse
	};
}
