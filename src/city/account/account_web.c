/*
 * account_web.c: the list of accounts, making and changing one, handing out a new password, and
 * one's own password and sessions. A handed-out password is shown once and must be changed at first
 * use.
 */
#include "app/app.h"
#include "app/gate.h"
#include "app/session.h"
#include "city/account/account.h"
#include "city/account/account.html.h"
#include "city/unit/unit.h"

static const struct choice disabled_choices[] = {
	{ "0", MSG_account_enabled }, { "1", MSG_account_disabled }, { 0 }
};

/* Units, their offices too, with the city itself first. */
static enum rc
account_units(struct ctx *ctx, struct options *to)
{
	struct option *rows;
	enum rc rc = unit_options_all(ctx, to);

	if (rc != RC_OK)
		return rc;
	rows = ARENA_ARRAY(ctx->arena, to->n + 1, struct option);
	rows[0] = (struct option){ .id = UNIT_CITY_ID, .label = ctx->app->city_name };
	memcpy(rows + 1, to->rows, to->n * sizeof(*rows));
	to->rows = rows;
	to->n++;
	return RC_OK;
}

/* ---- the list ---- */

static const struct column account_columns[] = {
	{ "login", CELL_TEXT, MSG_account_login, "t.login", .link = true },
	{ "name", CELL_TEXT, MSG_account_name, "t.name" },
	{ "role", CELL_CHOICE, MSG_account_role, "t.role", ROLE_CHOICES },
	{ "unit", CELL_TEXT, MSG_account_unit, "u.name" },
	{ "disabled", CELL_CHOICE, MSG_account_state, "CAST(t.disabled AS TEXT)",
	    disabled_choices },
};
static const struct sort account_sorts[] = {
	{ "name", MSG_account_name, "t.name_key", CELL_TEXT, false },
};
static const struct filter account_filters[] = {
	{ "role", FIELD_CHOICE, MSG_account_role, "t.role", ROLE_CHOICES },
	{ "unit", FIELD_ID, MSG_account_unit, "t.unit_id", .options = account_units },
};
static const struct listing account_listing = {
	.name = "accounts",
	.path = "/accounts",
	.title = MSG_nav_accounts,
	.empty = MSG_account_empty,
	.right = RIGHT_ACCOUNT_ADMIN,
	.from = "account t JOIN v_unit u ON u.id = t.unit_id",
	.columns = account_columns,
	.ncolumns = ARRAY_LEN(account_columns),
	.sorts = account_sorts,
	.nsorts = ARRAY_LEN(account_sorts),
	.filters = account_filters,
	.nfilters = ARRAY_LEN(account_filters),
	.row_path = "/accounts/",
	.nav = "accounts",
	.add_path = "/accounts/new",
	.add_msg = MSG_account_new,
	.add_right = RIGHT_ACCOUNT_ADMIN,
};

/* A unit's leader sees the accounts of the own unit. */
static enum rc
own_unit(struct ctx *ctx, bool *narrow, int64_t *value)
{
	*value = ctx->user->unit_id;
	*narrow = true;
	return RC_OK;
}

static const struct listing unit_account_listing = {
	.name = "unit-accounts",
	.path = "/unit-accounts",
	.title = MSG_nav_unit_accounts,
	.empty = MSG_account_empty,
	.right = RIGHT_ACCOUNT_RESET,
	.from = "account t JOIN v_unit u ON u.id = t.unit_id",
	.columns = account_columns,
	.ncolumns = ARRAY_LEN(account_columns),
	.sorts = account_sorts,
	.nsorts = ARRAY_LEN(account_sorts),
	.scope_sql = "t.unit_id",
	.scope = own_unit,
	.row_path = "/unit-accounts/",
	.nav = "accounts",
};

const struct listing *const account_listings[] = { &account_listing, &unit_account_listing, NULL };

/* ---- making and changing ---- */

static const struct field new_fields[] = {
	{ "login", FIELD_TEXT, MSG_account_login, MSG_account_login_hint, .required = true,
	    .max = 32,
	    .check = account_login_check },
	{ "name", FIELD_TEXT, MSG_account_name, .required = true, .max = 100 },
	{ "role", FIELD_CHOICE, MSG_account_role, .required = true, .choices = ROLE_CHOICES },
	{ "unit", FIELD_ID, MSG_account_unit, .required = true, .options = account_units },
};
static const struct form new_form = { .name = "account_new", .fields = new_fields,
	.n = ARRAY_LEN(new_fields) };

static enum rc load_account(struct ctx *ctx);

static const struct field edit_fields[] = {
	{ "name", FIELD_TEXT, MSG_account_name, .required = true, .max = 100 },
	{ "role", FIELD_CHOICE, MSG_account_role, .required = true, .choices = ROLE_CHOICES },
	{ "unit", FIELD_ID, MSG_account_unit, .required = true, .options = account_units },
	{ "disabled", FIELD_CHECK, MSG_account_disable, MSG_account_disable_hint },
	{ "version", FIELD_HIDDEN, 0 },
};
static const struct form edit_form = { .name = "account_edit", .fields = edit_fields,
	.n = ARRAY_LEN(edit_fields), .load = load_account, .versioned = true };

static enum rc
load_account(struct ctx *ctx)
{
	struct account account;
	enum rc rc = account_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &account);

	if (rc != RC_OK)
		return rc;
	in_set_text(ctx, "name", account.name);
	in_set_text(ctx, "role", role_key(account.role));
	in_set_i64(ctx, "unit", account.unit_id);
	in_set_i64(ctx, "disabled", account.disabled);
	in_set_i64(ctx, "version", account.version);
	return RC_OK;
}

static struct reply
new_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	enum rc rc = ctx->in.form == NULL ? form_fill(ctx, &new_form) : RC_OK;

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	account_new_html(h, ctx);
	return reply_page(ctx, h);
}

static struct reply
edit_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct account account;
	enum rc rc = account_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &account);

	if (rc == RC_OK && ctx->in.form == NULL)
		rc = form_fill(ctx, &edit_form);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	account_edit_html(h, ctx, &account);
	return reply_page(ctx, h);
}

/* What a unit's leader may do: hand out a new password. */
static struct reply
unit_account_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct account account;
	enum rc rc = account_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &account);

	if (rc == RC_OK && account.unit_id != ctx->user->unit_id)
		rc = RC_NONE;
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_account_html(h, ctx, &account);
	return reply_page(ctx, h);
}

/* A fresh password: its text for the one page that shows it, its hash for the store. */
struct handout {
	char text[PASSWORD_RANDOM_MAX];
	char hash[PASSWORD_HASH_MAX];
	struct account account;
};

static enum rc
make_handout(struct ctx *ctx, struct handout **to)
{
	struct handout *handout = ARENA_NEW(ctx->arena, struct handout);

	password_random(handout->text);
	*to = handout;
	ctx->carry = handout;
	return password_hash(handout->text, handout->hash, &ctx->err);
}

static enum rc
check_role(struct ctx *ctx, enum role *role)
{
	struct unit unit;
	enum rc rc = unit_get(ctx->db, ctx->arena, in_i64(ctx, "unit"), &unit);

	(void)role_parse(in_text(ctx, "role"), role);
	if (rc != RC_OK)
		return rc == RC_NONE ? err_refuse(&ctx->err, "unit", MSG_account_role_unit) : rc;
	return account_role_fits(*role, unit.kind == UNIT_CITY || unit.kind == UNIT_FOCAL,
	    &ctx->err);
}

static enum rc
new_prepare(struct ctx *ctx)
{
	struct handout *handout;
	enum role role;
	enum rc rc = check_role(ctx, &role);

	return rc == RC_OK ? make_handout(ctx, &handout) : rc;
}

static enum rc
new_apply(struct ctx *ctx)
{
	struct handout *handout = ctx->carry;
	struct account *account = &handout->account;
	enum rc rc;

	*account = (struct account){ .id = ctx->result_id,
		.login = in_text(ctx, "login"),
		.name = in_text(ctx, "name"),
		.unit_id = in_i64(ctx, "unit"),
		.password_hash = handout->hash,
		.must_change = true };
	(void)role_parse(in_text(ctx, "role"), &account->role);
	rc = account_insert(ctx->db, ctx->arena, ctx->app->collator, account, ctx->now_ms);
	if (rc == RC_CONFLICT)
		return err_refuse(&ctx->err, "login", MSG_account_login_taken);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "account.add", "account", account->id, NULL);
	return rc;
}

static struct reply
handout_view(struct ctx *ctx)
{
	const struct handout *handout = ctx->carry;
	struct html *h = page_new(ctx);

	/* sent twice: the password of the first answer counts, this one was never stored */
	account_handout_html(h, ctx, handout->account.login == NULL ? in_text(ctx, "login")
	                                                            : handout->account.login,
	    ctx->repeated ? NULL : handout->text);
	return reply_page(ctx, h);
}

static enum rc
edit_apply(struct ctx *ctx)
{
	struct account account = { .id = ctx_path_id(ctx, "id"),
		.name = in_text(ctx, "name"),
		.unit_id = in_i64(ctx, "unit"),
		.disabled = in_check(ctx, "disabled"),
		.version = in_i64(ctx, "version") };
	enum rc rc = check_role(ctx, &account.role);

	if (rc == RC_OK && account.id == ctx->user->account_id &&
	    (account.disabled || account.role != ctx->user->role))
		rc = err_refuse(&ctx->err, "role", MSG_account_not_self);
	if (rc == RC_OK)
		rc = account_update(ctx->db, ctx->arena, ctx->app->collator, &account);
	if (rc == RC_OK)
		rc = session_end_all(ctx->db, account.id,
		    account.id == ctx->user->account_id ? ctx->user->session_id : 0);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "account.edit", "account", account.id, NULL);
	return rc;
}

static struct reply
edit_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_account_saved, "/accounts");
}

/* The account whose password this user may reset; RC_NONE when it is none of his. */
static enum rc
get_resettable(struct ctx *ctx, struct account *account)
{
	enum rc rc = account_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), account);

	if (rc != RC_OK || ctx_may(ctx, RIGHT_ACCOUNT_ADMIN))
		return rc;
	return account->unit_id == ctx->user->unit_id ? RC_OK : RC_NONE;
}

static enum rc
reset_prepare(struct ctx *ctx)
{
	struct handout *handout;
	struct account account;
	enum rc rc = get_resettable(ctx, &account);

	if (rc != RC_OK)
		return rc;
	rc = make_handout(ctx, &handout);
	handout->account = account;
	return rc;
}

static enum rc
reset_apply(struct ctx *ctx)
{
	struct handout *handout = ctx->carry;
	int64_t id = handout->account.id;
	struct account now; /* making the password takes long: unit and role may be others */
	enum rc rc = get_resettable(ctx, &now);

	if (rc == RC_OK && now.version != handout->account.version)
		rc = RC_CONFLICT;
	if (rc == RC_OK)
		rc = account_set_password(ctx->db, id, handout->hash, true, ctx->now_ms);
	if (rc == RC_OK)
		rc = session_end_all(ctx->db, id, 0);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "account.reset", "account", id, NULL);
	return rc;
}

/* ---- one's own ---- */

static const struct field password_fields[] = {
	{ "old", FIELD_PASSWORD, MSG_account_password_old, .required = true, .max = PASSWORD_MOST,
	    .autocomplete = "current-password" },
	{ "password", FIELD_PASSWORD, MSG_account_password_new, MSG_account_password_hint,
	    .required = true, .max = PASSWORD_MOST, .autocomplete = "new-password" },
	{ "again", FIELD_PASSWORD, MSG_account_password_again, .required = true,
	    .max = PASSWORD_MOST, .autocomplete = "new-password" },
};
static const struct form password_form = { .name = "password", .fields = password_fields,
	.n = ARRAY_LEN(password_fields) };

static struct reply
password_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	enum rc rc = ctx->in.form == NULL ? form_fill(ctx, &password_form) : RC_OK;

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	account_password_html(h, ctx);
	return reply_page(ctx, h);
}

static enum rc
password_prepare(struct ctx *ctx)
{
	struct handout *handout = ARENA_NEW(ctx->arena, struct handout);
	const char *fresh = in_text(ctx, "password");
	struct account account;
	enum rc rc = account_get(ctx->db, ctx->arena, ctx->user->account_id, &account);

	if (rc != RC_OK)
		return rc;
	if (!text_equal(fresh, in_text(ctx, "again")))
		return err_refuse(&ctx->err, "again", MSG_account_password_differs);
	if (text_equal(fresh, in_text(ctx, "old")))
		return err_refuse(&ctx->err, "password", MSG_account_password_same);
	rc = password_allowed(fresh, account.login, &ctx->err);
	if (rc != RC_OK)
		return rc;
	rc = password_check(in_text(ctx, "old"), account.password_hash, &ctx->err);
	if (rc == RC_REFUSED)
		return err_refuse(&ctx->err, "old", MSG_account_password_wrong);
	ctx->carry = handout;
	return rc == RC_OK ? password_hash(fresh, handout->hash, &ctx->err) : rc;
}

static enum rc
password_apply(struct ctx *ctx)
{
	const struct handout *handout = ctx->carry;
	int64_t id = ctx->user->account_id;
	enum rc rc = account_set_password(ctx->db, id, handout->hash, false, ctx->now_ms);

	if (rc == RC_OK)
		rc = session_end_all(ctx->db, id, ctx->user->session_id);
	if (rc == RC_OK)
		rc = session_password_changed(ctx->db, ctx->user->session_id);
	if (rc == RC_OK)
		rc = ctx_audit(ctx, "account.password", "account", id, NULL);
	return rc;
}

static struct reply
password_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_account_password_done, "/desk");
}

static struct reply
sessions_page(struct ctx *ctx)
{
	struct session_row *rows;
	struct html *h = page_new(ctx);
	size_t n;
	enum rc rc = session_list(ctx->db, ctx->arena, ctx->user->account_id, &rows, &n);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	account_sessions_html(h, ctx, rows, n);
	return reply_page(ctx, h);
}

static enum rc
session_end_apply(struct ctx *ctx)
{
	int64_t ended;
	int64_t id = ctx_path_id(ctx, "id");
	enum rc rc = session_end(ctx->db, ctx->user->account_id, id, &ended);

	if (rc != RC_OK)
		return rc;
	return ended == 0 ? RC_NONE : ctx_audit(ctx, "session.end", "session", id, NULL);
}

static struct reply
session_end_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_account_session_ended, "/account/sessions");
}

const struct route account_routes[] = {
	{ GET("/accounts"), .right = RIGHT_ACCOUNT_ADMIN, .view = listing_page,
	    .listing = &account_listing },
	{ GET("/accounts.csv"), .right = RIGHT_ACCOUNT_ADMIN, .view = listing_file,
	    .listing = &account_listing, .flags = ROUTE_WORKER },
	{ GET("/accounts/new"), .right = RIGHT_ACCOUNT_ADMIN, .view = new_page },
	{ POST("/accounts"), .right = RIGHT_ACCOUNT_ADMIN, .form = &new_form, .again = new_page,
	    .prepare = new_prepare, .apply = new_apply, .view = handout_view,
	    .flags = ROUTE_HASH },
	{ GET("/accounts/:id"), .right = RIGHT_ACCOUNT_ADMIN, .view = edit_page },
	{ POST("/accounts/:id"), .right = RIGHT_ACCOUNT_ADMIN, .form = &edit_form,
	    .again = edit_page, .apply = edit_apply, .view = edit_view },
	{ POST("/accounts/:id/reset"), .right = RIGHT_ACCOUNT_ADMIN, .prepare = reset_prepare,
	    .apply = reset_apply, .view = handout_view, .flags = ROUTE_HASH },
	{ GET("/unit-accounts"), .right = RIGHT_ACCOUNT_RESET, .view = listing_page,
	    .listing = &unit_account_listing },
	{ GET("/unit-accounts/:id"), .right = RIGHT_ACCOUNT_RESET, .view = unit_account_page },
	{ POST("/unit-accounts/:id/reset"), .right = RIGHT_ACCOUNT_RESET, .prepare = reset_prepare,
	    .apply = reset_apply, .view = handout_view, .flags = ROUTE_HASH },
	{ GET("/account/password"), .right = RIGHT_SIGNED_IN, .view = password_page },
	{ POST("/account/password"), .right = RIGHT_SIGNED_IN, .form = &password_form,
	    .again = password_page, .prepare = password_prepare, .apply = password_apply,
	    .view = password_view, .flags = ROUTE_HASH },
	{ GET("/account/sessions"), .right = RIGHT_SIGNED_IN, .view = sessions_page },
	{ POST("/account/sessions/:id/end"), .right = RIGHT_SIGNED_IN, .apply = session_end_apply,
	    .view = session_end_view },
	{ 0 }
};
