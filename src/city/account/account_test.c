/* account_test.c: accounts on a real store: what a check finds, whose password may be reset. */
#include "city/account/account.h"

#include <sodium.h>

#include "tests/plan_city.h"

enum { ACCOUNT_ID = 4711 };

static void
account_new(struct store *store)
{
	const struct account account = { .id = ACCOUNT_ID, .login = "mai.an", .name = "Mai An",
		.role = ROLE_CONTRIBUTOR, .unit_id = 1, .password_hash = "!" };
	struct collator *collator = collator_open();

	assert_int_equal(account_insert(store->db, store->arena, collator, &account, 1), RC_OK);
	collator_close(collator);
}

static void
a_check_finds_a_role_that_does_not_exist(struct store *store)
{
	struct city city;

	city_open(&city, store);
	account_new(store);
	assert_int_equal(account_recounts[0].run(store->db), 0);
	store_test_script(store, "UPDATE account SET role = 'zzz' WHERE id = 4711");
	assert_int_equal(account_recounts[0].run(store->db), 1);
	city_close(&city);
}

/* A leader asks for a reset; `meanwhile` is done between prepare and apply. */
static enum rc
reset(struct city *city, const char *route_path, const char *meanwhile)
{
	struct arena *arena = city->store->arena;
	const struct route *route = account_routes;
	struct ctx *ctx = ask_post(&city->ask, "/unit-accounts/4711/reset", "");

	while (!text_equal(route->path, route_path) || route->apply == NULL)
		route++;
	city->ask.user.unit_id = 1;
	city->ask.user.role = ROLE_UNIT_LEADER;
	city->ask.req.path_params[0] = (struct param){ "id", arena_text(arena, "4711") };
	city->ask.req.npath_params = 1;
	assert_int_equal(route->prepare(ctx), RC_OK);
	store_test_script(city->store, meanwhile);
	return route->apply(ctx);
}

static void
a_reset_is_judged_again_when_it_is_done(struct store *store)
{
	static const char path[] = "/unit-accounts/:id/reset";
	struct city city;

	assert_true(sodium_init() >= 0);
	city_open(&city, store);
	account_new(store);
	assert_int_equal(reset(&city, path, "UPDATE account SET role = 'city_leader',"
	                                    " version = version + 1 WHERE id = 4711"), RC_CONFLICT);
	assert_int_equal(reset(&city, path, "UPDATE account SET unit_id = 99,"
	                                    " version = version + 1 WHERE id = 4711"), RC_NONE);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM account"
	                                          " WHERE id = 4711 AND password_hash = '!'"), 1);
	store_test_script(store, "UPDATE account SET unit_id = 1 WHERE id = 4711");
	assert_int_equal(reset(&city, path, "SELECT 1"), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM account"
	                                          " WHERE id = 4711 AND password_hash = '!'"), 0);
	city_close(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_check_finds_a_role_that_does_not_exist),
		STORE_TEST(a_reset_is_judged_again_when_it_is_done),
	};

	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
