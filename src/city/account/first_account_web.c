/*
 * first_account_web.c: the first administrator. The code is random, printed once on the console,
 * kept only as a hash in memory, and worth nothing as soon as one account exists.
 */
#include "city/account/first_account.h"

#include <sodium.h>

#include "app/app.h"
#include "app/setting_store.h"
#include "city/account/account.h"
#include "city/account/first_account.html.h"
#include "city/unit/unit.h"

/*
 * A few guesses from one address, and many from all together; who has used up the few does not
 * touch the many, so that nobody alone can keep the administrator out.
 */
static bool
may_guess(struct ctx *ctx, int *wait_s)
{
	const struct throttle_rate one = { 5, 2 }, all = { 300, 120 };
	struct throttle *throttle = ctx->app->throttle;

	return throttle_take(throttle, throttle_key("first", ctx->req->peer, ""), one, ctx->now_ms,
	           wait_s) &&
	    throttle_take(throttle, throttle_key("first of all", 0, ""), all, ctx->now_ms, wait_s);
}

/* In capitals or not: it is read off a console. */
static enum rc
check_code(struct ctx *ctx, const char *typed, struct err *err)
{
	char code[PASSWORD_RANDOM_MAX] = { 0 };
	unsigned char hash[32];
	int wait_s;

	if (!may_guess(ctx, &wait_s)) {
		err_arg_int(err, "n", wait_s);
		return err_refuse(err, "code", MSG_account_wait);
	}
	for (size_t i = 0; i + 1 < sizeof(code) && typed[i] != '\0'; i++)
		code[i] = (char)(typed[i] >= 'A' && typed[i] <= 'Z' ? typed[i] + ('a' - 'A')
		                                                   : typed[i]);
	plain_hash(hash, code, strlen(code));
	if (!ctx->app->has_first_code || strlen(typed) >= sizeof(code) ||
	    sodium_memcmp(hash, ctx->app->first_code, 32) != 0)
		return err_refuse(err, "code", MSG_account_code_wrong);
	return RC_OK;
}

static enum rc
check_password(struct ctx *ctx, const char *password, struct err *err)
{
	const char *login = request_body(ctx->req, "login");

	return password_allowed(password, login == NULL ? "" : login, err);
}

static const struct field first_fields[] = {
	{ "code", FIELD_TEXT, MSG_account_code, MSG_account_code_hint, .required = true,
	    .max = 40, .check = check_code },
	{ "login", FIELD_TEXT, MSG_account_login, MSG_account_login_hint, .required = true,
	    .max = 32, .autocomplete = "username", .check = account_login_check },
	{ "name", FIELD_TEXT, MSG_account_name, .required = true, .max = 100,
	    .autocomplete = "name" },
	{ "city", FIELD_TEXT, MSG_account_city, MSG_account_city_hint, .required = true,
	    .max = 100 },
	{ "password", FIELD_PASSWORD, MSG_account_password, MSG_account_password_hint,
	    .required = true, .max = PASSWORD_MOST, .autocomplete = "new-password",
	    .check = check_password },
};
static const struct form first_form = { .name = "first_account", .fields = first_fields,
	.n = ARRAY_LEN(first_fields) };

enum rc
first_account_code(struct app *app, struct err *err)
{
	char code[PASSWORD_RANDOM_MAX];
	bool any;
	enum rc rc;

	db_set_err(app->loop_db[0], err);
	rc = account_any(app->loop_db[0], &any);
	if (rc != RC_OK || any)
		return rc;
	password_random(code);
	plain_hash(app->first_code, code, strlen(code));
	app->has_first_code = true;
	(void)printf("giaoban: no account yet. Open http://%s/first-account and type the code %s\n",
	    config_text(app->config, SET_LISTEN), code);
	return RC_OK;
}

/* From prepare on. */
struct first {
	char hash[PASSWORD_HASH_MAX];
	bool named; /* apply named the city; with an organisation brought in before it does not */
};

enum rc
first_account_due(struct ctx *ctx, bool *due)
{
	bool any = true;
	enum rc rc = ctx->app->has_first_code ? account_any(ctx->db, &any) : RC_OK;

	*due = !any;
	return rc;
}

static struct reply
first_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	bool due;
	enum rc rc = first_account_due(ctx, &due);

	if (rc == RC_OK && !due)
		return reply_not_found(ctx);
	if (rc == RC_OK && ctx->in.form == NULL)
		rc = form_fill(ctx, &first_form);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	first_account_html(h, ctx);
	return reply_page(ctx, h);
}

static enum rc
first_prepare(struct ctx *ctx)
{
	struct first *first = ARENA_NEW(ctx->arena, struct first);

	ctx->carry = first;
	return password_hash(in_text(ctx, "password"), first->hash, &ctx->err);
}

/* The root of all organisations, unless one was brought in already. */
static enum rc
make_city(struct ctx *ctx, int64_t *id)
{
	const struct unit_new city = { .id = UNIT_CITY_ID,
		.kind = UNIT_CITY,
		.code = "",
		.name = in_text(ctx, "city"),
		.from_day = ctx->today,
		.basis = "" };
	struct first *first = ctx->carry;
	struct unit unit;
	enum rc rc = unit_get(ctx->db, ctx->arena, UNIT_CITY_ID, &unit);

	*id = UNIT_CITY_ID;
	first->named = rc == RC_NONE;
	if (rc != RC_NONE)
		return rc;
	rc = unit_add(ctx->db, ctx->arena, ctx->app->collator, &city);
	if (rc == RC_OK)
		rc = setting_set(ctx->db, "city_name", city.name);
	return rc;
}

static enum rc
first_apply(struct ctx *ctx)
{
	struct account account = { .id = ctx->result_id,
		.login = in_text(ctx, "login"),
		.name = in_text(ctx, "name"),
		.role = ROLE_ADMIN,
		.password_hash = ((const struct first *)ctx->carry)->hash };
	bool any;
	enum rc rc = account_any(ctx->db, &any);

	if (rc == RC_OK && any)
		return RC_NONE;
	if (rc == RC_OK)
		rc = make_city(ctx, &account.unit_id);
	if (rc == RC_OK)
		rc = account_insert(ctx->db, ctx->arena, ctx->app->collator, &account, ctx->now_ms);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "account.first", "account", account.id, NULL);
	return rc;
}

static struct reply
first_view(struct ctx *ctx)
{
	const struct first *first = ctx->carry;

	if (first != NULL && first->named)
		app_name_city(ctx->app, in_text(ctx, "city"));
	return reply_see_flash(ctx, MSG_account_first_done, "/sign-in");
}

const struct route first_account_routes[] = {
	{ GET("/first-account"), .right = RIGHT_PUBLIC, .view = first_page },
	{ POST("/first-account"), .right = RIGHT_PUBLIC, .form = &first_form, .again = first_page,
	    .prepare = first_prepare, .apply = first_apply, .view = first_view,
	    .flags = ROUTE_HASH },
	{ 0 }
};
