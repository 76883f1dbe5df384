/* throttle_test.c: tokens go and come back, keys do not disturb each other, memory is fixed. */
#include "tests/check.h"

#include "app/throttle.h"

static const struct throttle_rate rate = { 3, 60 }; /* three at once, one a second */

static void
a_burst_ends_and_time_brings_tokens_back(void **state)
{
	struct throttle *t = throttle_new(64);
	uint64_t key = throttle_key("sign-in", 1, "mai");
	int wait_s;

	(void)state;
	for (int i = 0; i < 3; i++)
		assert_true(throttle_take(t, key, rate, 1000, &wait_s));
	assert_false(throttle_take(t, key, rate, 1000, &wait_s));
	assert_in_range(wait_s, 1, 2);
	assert_false(throttle_take(t, key, rate, 1500, &wait_s));
	assert_true(throttle_take(t, key, rate, 2100, &wait_s));
	assert_false(throttle_take(t, key, rate, 2100, &wait_s));
	throttle_free(t);
}

static void
one_client_does_not_lock_another_out(void **state)
{
	struct throttle *t = throttle_new(64);
	int wait_s;

	(void)state;
	for (int i = 0; i < 10; i++)
		(void)throttle_take(t, throttle_key("sign-in", 1, "mai"), rate, 0, &wait_s);
	assert_true(throttle_take(t, throttle_key("sign-in", 2, "mai"), rate, 0, &wait_s));
	assert_true(throttle_take(t, throttle_key("sign-in", 1, "lan"), rate, 0, &wait_s));
	throttle_free(t);
}

static void
what_succeeded_costs_nothing(void **state)
{
	struct throttle *t = throttle_new(64);
	uint64_t key = throttle_key("sign-in", 1, "mai");
	int wait_s;

	(void)state;
	for (int i = 0; i < 100; i++) {
		assert_true(throttle_take(t, key, rate, 0, &wait_s));
		throttle_give(t, key, rate);
	}
	throttle_free(t);
}

static void
a_flood_of_keys_is_forgotten_not_kept(void **state)
{
	struct throttle *t = throttle_new(8);
	int wait_s;

	(void)state;
	for (uint64_t peer = 1; peer < 100000; peer++)
		assert_true(throttle_take(t, throttle_key("post", peer, ""), rate, (int64_t)peer,
		    &wait_s));
	throttle_free(t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_burst_ends_and_time_brings_tokens_back),
		cmocka_unit_test(one_client_does_not_lock_another_out),
		cmocka_unit_test(what_succeeded_costs_nothing),
		cmocka_unit_test(a_flood_of_keys_is_forgotten_not_kept),
	};

	return cmocka_run_group_tests_name("throttle", tests, NULL, NULL);
}
