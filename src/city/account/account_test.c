/* account_test.c: accounts on a real store: what a check finds, whose password may be reset. */
#include "city/account/account.h"

#include "html/msg.h"
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_check_finds_a_role_that_does_not_exist),
	};

	return cmocka_run_group_tests_name("account", tests, NULL, NULL);
}
