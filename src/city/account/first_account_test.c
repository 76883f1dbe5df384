/* first_account_test.c: the first account's code is not guessed, nor kept from its owner. */
#include "city/account/first_account.h"

#include <sodium.h>

#include "html/msg.h"
#include "tests/ask.h"
#include "tests/store.h"

#define CODE "abcd-efgh-jkmn-pqrs"

/* What the prepare part says to this code from this address. */
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
	assert_true(form_parse(ctx, route->form));
	return route->prepare(ctx) == RC_OK ? 0 : ctx->err.msg;
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_who_guesses_waits_and_the_owner_does_not),
		cmocka_unit_test(many_who_guess_together_have_a_cap),
	};

	return cmocka_run_group_tests_name("first_account", tests, NULL, NULL);
}
