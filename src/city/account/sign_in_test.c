/* sign_in_test.c: who may come in is judged when the session opens, not when it was asked for. */
#include "city/account/account.h"

#include <sodium.h>

#include "html/msg.h"
#include "tests/plan_city.h"

#define PASSWORD "xanh+nhu+la+cay"

enum { ACCOUNT_ID = 4711 };

struct entrance {
	struct city city;
	struct throttle *throttle;
	const struct route *route;
	struct ctx *ctx; /* of the one who comes */
	uint64_t peer;   /* from here */
};

/* An account in the city, and its owner at the door with the right password. */
static void
entrance_open(struct entrance *e, struct store *store)
{
	struct account account = { .id = ACCOUNT_ID, .login = "mai.an", .name = "Mai An",
		.role = ROLE_INSPECTOR, .unit_id = 1 };
	struct collator *collator = collator_open();
	char hash[PASSWORD_HASH_MAX];

	assert_true(sodium_init() >= 0);
	e->peer = 1;
	city_open(&e->city, store);
	e->throttle = e->city.ask.app.throttle = throttle_new(256);
	assert_int_equal(password_hash("xanh nhu la cay", hash, &store->err), RC_OK);
	account.password_hash = hash;
	assert_int_equal(account_insert(store->db, store->arena, collator, &account, 1), RC_OK);
	collator_close(collator);
	for (e->route = sign_in_routes; !text_equal(e->route->path, "/sign-in") ||
	     e->route->prepare == NULL;)
		e->route++;
}

static void
entrance_close(struct entrance *e)
{
	throttle_free(e->throttle);
	city_close(&e->city);
}

static enum rc
prepare(struct entrance *e, const char *login, const char *password)
{
	struct arena *arena = e->city.store->arena;

	e->ctx = ask_post(&e->city.ask, "/sign-in", arena_printf(arena, "login=%s&password=%s",
	    login, password));
	e->ctx->user = NULL;
	e->ctx->req->peer = e->peer;
	e->ctx->result_id = ctx_id(e->ctx);
	err_clear(&e->ctx->err);
	assert_true(form_parse(e->ctx, e->route->form));
	return e->route->prepare(e->ctx);
}

static void
refused_at_the_last_moment(struct entrance *e)
{
	assert_int_equal(e->route->apply(e->ctx), RC_REFUSED);
	assert_int_equal(e->ctx->err.msg, MSG_account_wrong);
	assert_int_equal(city_count(e->city.store, "session"), 0);
}

static void
who_has_the_password_comes_in_as_what_he_is_by_then(struct store *store)
{
	struct entrance e;

	entrance_open(&e, store);
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_OK);
	store_test_script(store, "UPDATE account SET role = 'admin'");
	assert_int_equal(e.route->apply(e.ctx), RC_OK);
	assert_int_equal(store_test_number(store,
	    "SELECT count(*) AS n FROM session WHERE account_id = 4711 AND role = 'admin'"), 1);
	entrance_close(&e);
}

static void
an_account_disabled_meanwhile_does_not_come_in(struct store *store)
{
	struct entrance e;

	entrance_open(&e, store);
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_OK);
	store_test_script(store, "UPDATE account SET disabled = 1");
	refused_at_the_last_moment(&e);
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_REFUSED);
	assert_int_equal(e.ctx->err.msg, MSG_account_wrong);
	entrance_close(&e);
}

static void
a_password_replaced_meanwhile_opens_nothing(struct store *store)
{
	struct entrance e;

	entrance_open(&e, store);
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_OK);
	assert_int_equal(account_set_password(store->db, ACCOUNT_ID, "!", true, 2), RC_OK);
	refused_at_the_last_moment(&e);
	entrance_close(&e);
}

static void
one_address_has_few_tries_for_all_logins_together(struct store *store)
{
	struct entrance e;
	int tries = 0;

	entrance_open(&e, store);
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_OK); /* costs nothing */
	do
		assert_int_equal(prepare(&e, arena_printf(store->arena, "u%d", tries), "x"),
		    RC_REFUSED);
	while (e.ctx->err.msg == MSG_account_wrong && ++tries < 100);
	assert_int_equal(e.ctx->err.msg, MSG_account_wait);
	assert_int_equal(tries, 40);
	e.peer++;
	assert_int_equal(prepare(&e, "mai.an", PASSWORD), RC_OK);
	entrance_close(&e);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(who_has_the_password_comes_in_as_what_he_is_by_then),
		STORE_TEST(an_account_disabled_meanwhile_does_not_come_in),
		STORE_TEST(a_password_replaced_meanwhile_opens_nothing),
		STORE_CASE(one_address_has_few_tries_for_all_logins_together, DB_SQLITE, false,
		    "sqlite"),
	};

	return cmocka_run_group_tests_name("sign_in", tests, NULL, NULL);
}
