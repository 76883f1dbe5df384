/* first_account_test.c: the first account's code is not guessed, nor kept from its owner. */
#include "city/account/first_account.h"

#include <sodium.h>

#include "base/mem.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "tests/ask.h"
#include "tests/store.h"
#include "text/collate.h"

#define CODE "abcd-efgh-jkmn-pqrs"

/* What the form says to this code from this address. */
static int
try_code(struct ask *ask, uint64_t peer, const char *code)
{
	const struct route *route = first_account_routes;
	struct ctx *ctx;

	while (route->prepare == NULL)
		route++;
	ctx = ask_post(ask, "/first-account", arena_printf(ask->ctx.arena,
	    "code=%s&login=mai&name=Mai&city=Hanoi&password=xanh+nhu+la+cay", code));
	ctx->req->peer = peer;
	err_clear(&ctx->err);
	(void)form_parse(ctx, route->form);
	return in_value(ctx, "code")->err.msg;
}

static void
ask_open(struct ask *ask, struct arena *arena)
{
	assert_true(sodium_init() >= 0);
	ask_init(ask, arena, NULL);
	ask->app.throttle = throttle_new(4096);
	plain_hash(ask->app.first_code, CODE, strlen(CODE));
	ask->app.has_first_code = true;
}

static void
one_who_guesses_waits_and_the_owner_does_not(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	struct ask ask;

	(void)state;
	ask_open(&ask, arena);
	for (int i = 0; i < 5; i++)
		assert_int_equal(try_code(&ask, 1, "wrong"), MSG_account_code_wrong);
	for (int i = 0; i < 200; i++) /* goes on and on, and costs nobody else anything */
		assert_int_equal(try_code(&ask, 1, CODE), MSG_account_wait);
	assert_int_equal(try_code(&ask, 2, CODE), 0);
	throttle_free(ask.app.throttle);
	arena_free(arena);
}

/* Prepare, apply and view, as the gate would call them; then the name that pages bear. */
static const char *
name_after_first_account(struct store *store)
{
	const struct route *route = first_account_routes;
	struct collator *vi = collator_open();
	struct config config = { 0 };
	struct ask ask;
	const char *name;

	ask_open(&ask, store->arena);
	ask.ctx.db = store->db;
	ask.app.ids = id_maker_new();
	ask.app.collator = vi;
	ask.app.config = &config;
	ask.app.city_name = NULL;
	assert_int_equal(try_code(&ask, 1, CODE), 0);
	while (route->prepare == NULL)
		route++;
	assert_int_equal(route->prepare(&ask.ctx), RC_OK);
	ask.ctx.result_id = 1000;
	assert_int_equal(route->apply(&ask.ctx), RC_OK);
	assert_int_equal(route->view(&ask.ctx).status, 303);
	name = ask.app.city_name == NULL ? NULL : arena_text(store->arena, ask.app.city_name);
	mem_free(ask.app.city_name);
	id_maker_free(ask.app.ids);
	collator_close(vi);
	throttle_free(ask.app.throttle);
	return name;
}

static void
pages_bear_the_name_that_was_stored(struct store *store)
{
	assert_string_equal(name_after_first_account(store), "Hanoi");
	assert_int_equal(store_test_number(store,
	    "SELECT count(*) AS n FROM setting WHERE name = 'city_name' AND value = 'Hanoi'"), 1);
}

/* Organisations were brought in before: the name typed here is stored nowhere and not shown. */
static void
a_city_that_is_there_keeps_its_name(struct store *store)
{
	const struct unit_new city = { .id = UNIT_CITY_ID, .kind = UNIT_CITY, .code = "",
		.name = "Thành phố Một", .from_day = 0, .basis = "" };
	struct collator *vi = collator_open();

	assert_int_equal(unit_add(store->db, store->arena, vi, &city), RC_OK);
	collator_close(vi);
	assert_null(name_after_first_account(store));
}

static void
many_who_guess_together_have_a_cap(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	int tries = 0;
	struct ask ask;

	(void)state;
	ask_open(&ask, arena);
	while (tries < 1000 &&
	    try_code(&ask, (uint64_t)tries + 1, "wrong") == MSG_account_code_wrong)
		tries++;
	assert_in_range(tries, 100, 500);
	throttle_free(ask.app.throttle);
	arena_free(arena);
}

static void
the_code_is_taken_in_capitals(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	struct ask ask;

	(void)state;
	ask_open(&ask, arena);
	assert_int_equal(try_code(&ask, 1, "ABCD-Efgh-JKMN-PQRS"), 0);
	assert_int_equal(try_code(&ask, 2, CODE "x"), MSG_account_code_wrong);
	assert_int_equal(try_code(&ask, 2, CODE "-abcd-efgh"), MSG_account_code_wrong);
	throttle_free(ask.app.throttle);
	arena_free(arena);
}

static void
all_faults_are_named_at_once(void **state)
{
	struct arena *arena = arena_new(64 << 20);
	const struct route *route = first_account_routes;
	struct ctx *ctx;
	struct ask ask;

	(void)state;
	ask_open(&ask, arena);
	while (route->form == NULL)
		route++;
	ctx = ask_post(&ask, "/first-account", "code=wrong&login=Ai&name=&city=&password=short");
	assert_false(form_parse(ctx, route->form));
	assert_int_equal(in_value(ctx, "code")->err.msg, MSG_account_code_wrong);
	assert_int_equal(in_value(ctx, "login")->err.msg, MSG_account_login_bad);
	assert_int_equal(in_value(ctx, "name")->err.msg, MSG_form_required);
	assert_int_equal(in_value(ctx, "password")->err.msg, MSG_account_password_short);
	ctx = ask_post(&ask, "/first-account",
	    "code=" CODE "&login=vu.thi.mai&name=Mai&city=Huế&password=vu.thi.mai");
	assert_false(form_parse(ctx, route->form));
	assert_int_equal(in_value(ctx, "code")->err.msg, 0);
	assert_int_equal(in_value(ctx, "password")->err.msg, MSG_account_password_login);
	throttle_free(ask.app.throttle);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_who_guesses_waits_and_the_owner_does_not),
		cmocka_unit_test(many_who_guess_together_have_a_cap),
		STORE_TEST(pages_bear_the_name_that_was_stored),
		STORE_TEST(a_city_that_is_there_keeps_its_name),
		cmocka_unit_test(the_code_is_taken_in_capitals),
		cmocka_unit_test(all_faults_are_named_at_once),
	};

	return cmocka_run_group_tests_name("first_account", tests, NULL, NULL);
}
