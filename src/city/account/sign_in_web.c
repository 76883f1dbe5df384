/*
 * sign_in_web.c: in and out. Wrong passwords are counted by client, and by (client, login), so that
 * a flood from one place does not lock the owner out elsewhere. In a demo city on loopback a role
 * is one click.
 */
#include "app/app.h"
#include "app/gate.h"
#include "app/session.h"
#include "city/account/account.h"
#include "city/account/first_account.h"
#include "city/account/sign_in.html.h"

static const struct throttle_rate sign_in_rate = { 5, 5 };
/* One address, any login: an office behind one address signs in; a list of names is not tried. */
static const struct throttle_rate address_rate = { 40, 20 };

static const struct field sign_in_fields[] = {
	{ "login", FIELD_TEXT, MSG_account_login, .required = true, .max = 64,
	    .autocomplete = "username" },
	{ "password", FIELD_PASSWORD, MSG_account_password, .required = true, .max = PASSWORD_MOST,
	    .autocomplete = "current-password" },
};
static const struct form sign_in_form = { .name = "sign_in", .fields = sign_in_fields,
	.n = ARRAY_LEN(sign_in_fields) };

/* What prepare found out, for apply and view. */
struct entering {
	struct account account;
	char token[SESSION_TEXT_MAX];
	unsigned char hash[32];
};

/* Addressed as this machine: a foreign name that was made to point here (DNS rebinding) is not. */
static bool
host_is_here(const struct request *req)
{
	static const char *const names[] = { "127.0.0.1", "localhost", "[::1]" };
	const char *host = req->header(req, "Host");

	for (size_t i = 0; host != NULL && i < ARRAY_LEN(names); i++) {
		size_t len = strlen(names[i]);

		if (text_starts(host, names[i]) && (host[len] == '\0' || host[len] == ':'))
			return true;
	}
	return false;
}

static bool
one_click(const struct ctx *ctx)
{
	return ctx->app->demo && ctx->app->loopback_only && ctx->req->loopback &&
	    host_is_here(ctx->req);
}

static const char *
next_path(struct ctx *ctx)
{
	const char *next = request_query(ctx->req, "next");

	if (next == NULL)
		next = request_body(ctx->req, "next");
	if (next == NULL || next[0] != '/' || next[1] == '/' || next[1] == '\\')
		return "/desk";
	return next;
}

/* A demo city has an account for each role, its login the role's name: the buttons of the page. */
static enum rc
demo_accounts(struct ctx *ctx, struct account accounts[ROLE_COUNT], size_t *n)
{
	*n = 0;
	for (enum role role = 0; one_click(ctx) && role < ROLE_COUNT; role++) {
		enum rc rc = account_by_login(ctx->db, ctx->arena, role_key(role), &accounts[*n]);

		if (rc == RC_FAILED)
			return rc;
		*n += rc == RC_OK && !accounts[*n].disabled;
	}
	return RC_OK;
}

static struct reply
sign_in_page(struct ctx *ctx)
{
	struct account *accounts = ARENA_ARRAY(ctx->arena, ROLE_COUNT, struct account);
	struct html *h = page_new(ctx);
	bool first = false;
	size_t n;
	enum rc rc = demo_accounts(ctx, accounts, &n);

	if (rc == RC_OK)
		rc = first_account_due(ctx, &first);
	if (rc == RC_OK && ctx->in.form == NULL)
		rc = form_fill(ctx, &sign_in_form);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	sign_in_html(h, ctx, next_path(ctx), accounts, n, first);
	return reply_page(ctx, h);
}

static void
make_entering(struct ctx *ctx, struct account account)
{
	struct entering *entering = ARENA_NEW(ctx->arena, struct entering);

	entering->account = account;
	session_new_token(entering->token, entering->hash);
	ctx->carry = entering;
}

/* Before anything is hashed. A sign-in that succeeds gives back what it took. */
static enum rc
take_try(struct ctx *ctx, uint64_t key, uint64_t address)
{
	struct throttle *throttle = ctx->app->throttle;
	int wait_s;

	if (throttle_take(throttle, key, sign_in_rate, ctx->now_ms, &wait_s) &&
	    throttle_take(throttle, address, address_rate, ctx->now_ms, &wait_s))
		return RC_OK;
	err_arg_int(&ctx->err, "n", wait_s);
	return err_refuse(&ctx->err, "login", MSG_account_wait);
}

static enum rc
sign_in_prepare(struct ctx *ctx)
{
	const char *login = in_text(ctx, "login");
	uint64_t key = throttle_key("sign-in", ctx->req->peer, login);
	uint64_t address = throttle_key("sign-in of all", ctx->req->peer, "");
	struct account account = { 0 };
	enum rc rc = take_try(ctx, key, address);

	if (rc == RC_OK)
		rc = account_by_login(ctx->db, ctx->arena, login, &account);
	if (rc == RC_FAILED || rc == RC_REFUSED)
		return rc;
	rc = password_check(in_text(ctx, "password"), rc == RC_OK ? account.password_hash : NULL,
	    &ctx->err);
	if (rc == RC_FAILED)
		return rc;
	if (rc != RC_OK || account.disabled)
		return err_refuse(&ctx->err, "login", MSG_account_wrong);
	throttle_give(ctx->app->throttle, key, sign_in_rate);
	throttle_give(ctx->app->throttle, address, address_rate);
	make_entering(ctx, account);
	return RC_OK;
}

/* The account as it is now: hashing took its time, and who was sent away meanwhile stays out. */
static enum rc
still_welcome(struct ctx *ctx, struct account *now)
{
	const struct entering *entering = ctx->carry;
	const struct account *then = &entering->account;
	enum rc rc = account_get(ctx->db, ctx->arena, then->id, now);

	if (rc == RC_FAILED)
		return rc;
	if (rc != RC_OK || now->disabled || !text_equal(now->password_hash, then->password_hash))
		return err_refuse(&ctx->err, "login", MSG_account_wrong);
	return RC_OK;
}

/* The audit entry names the one who comes in. */
static enum rc
enter(struct ctx *ctx, const struct account *a)
{
	const struct entering *entering = ctx->carry;
	const struct user *before = ctx->user;
	const struct user user = { .account_id = a->id,
		.login = a->login,
		.name = a->name,
		.role = a->role,
		.unit_id = a->unit_id,
		.unit_path = a->unit_path,
		.unit_name = a->unit_name,
		.must_change_password = a->must_change };
	enum rc rc = session_open(ctx, &user, entering->hash);

	if (rc != RC_OK)
		return rc;
	ctx->user = &user;
	rc = ctx_audit(ctx, "account.sign_in", "account", a->id, NULL);
	ctx->user = before;
	return rc;
}

static enum rc
sign_in_apply(struct ctx *ctx)
{
	struct account account;
	enum rc rc = still_welcome(ctx, &account);

	return rc == RC_OK ? enter(ctx, &account) : rc;
}

static struct reply
sign_in_view(struct ctx *ctx)
{
	struct entering *entering = ctx->carry;

	session_set_cookie(ctx, entering->token);
	return reply_location(ctx->arena, 303, next_path(ctx));
}

static enum rc
demo_sign_in_prepare(struct ctx *ctx)
{
	struct account account;
	enum role role;
	enum rc rc;

	if (!one_click(ctx) || !role_parse(request_body(ctx->req, "role"), &role))
		return RC_NONE;
	rc = account_by_login(ctx->db, ctx->arena, role_key(role), &account);
	if (rc == RC_OK && account.disabled)
		return RC_NONE;
	if (rc == RC_OK)
		make_entering(ctx, account);
	return rc;
}

static enum rc
sign_out_apply(struct ctx *ctx)
{
	int64_t ended;
	enum rc rc = session_end(ctx->db, ctx->user->account_id, ctx->user->session_id, &ended);

	if (rc != RC_OK)
		return rc;
	return ctx_audit(ctx, "account.sign_out", "account", ctx->user->account_id, NULL);
}

static struct reply
sign_out_view(struct ctx *ctx)
{
	session_clear_cookie(ctx);
	return reply_see(ctx, "/");
}

const struct route sign_in_routes[] = {
	{ GET("/sign-in"), .right = RIGHT_PUBLIC, .view = sign_in_page },
	{ POST("/sign-in"), .right = RIGHT_PUBLIC, .form = &sign_in_form, .again = sign_in_page,
	    .prepare = sign_in_prepare, .apply = sign_in_apply, .view = sign_in_view,
	    .flags = ROUTE_NO_TOKEN | ROUTE_HASH },
	{ POST("/demo/sign-in"), .right = RIGHT_PUBLIC, .prepare = demo_sign_in_prepare,
	    .apply = sign_in_apply, .view = sign_in_view, .flags = ROUTE_NO_TOKEN },
	{ POST("/sign-out"), .right = RIGHT_SIGNED_IN, .apply = sign_out_apply,
	    .view = sign_out_view, .flags = ROUTE_NO_TOKEN },
	{ 0 }
};
