/* csrf_test.c: tokens are bound to the session; an act is its token, path and body. */
#include "tests/ask.h"
#include "tests/store.h"

#include <sodium.h>

#include "app/csrf.h"
#include "app/gate_store.h"
#include "app/session.h"

static const char *
body_with(struct ask *ask, const char *token, const char *more)
{
	return arena_printf(ask->ctx.arena, "_token=%s%s", token, more);
}

static void
a_token_is_worth_something_in_its_session_only(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct ask ask;
	const char *token;

	(void)state;
	assert_true(sodium_init() >= 0);
	ask_init(&ask, arena, NULL);
	token = arena_text(arena, csrf_token(ask_get(&ask, "/tasks")));
	assert_true(csrf_check(ask_post(&ask, "/tasks", body_with(&ask, token, ""))));
	ask.user.session_id++;
	assert_false(csrf_check(ask_post(&ask, "/tasks", body_with(&ask, token, ""))));
	assert_false(csrf_check(ask_post(&ask, "/tasks", "")));
	assert_false(csrf_check(ask_post(&ask, "/tasks", "_token=AAAA")));
	assert_false(csrf_check(ask_post(&ask, "/tasks", "_token=%20")));
	arena_free(arena);
}

/* At this distance from when the token was made. */
static bool
good_after(struct ask *ask, const char *token, int64_t ms)
{
	struct ctx *ctx = ask_post(ask, "/tasks", body_with(ask, token, ""));

	ctx->now_ms += ms;
	return csrf_check(ctx);
}

/* An act is forgotten in CSRF_HOURS: a token that lives longer could do it twice. */
static void
a_token_gets_old(void **state)
{
	const int64_t day_ms = CSRF_HOURS * INT64_C(3600000);
	struct arena *arena = arena_new(1 << 20);
	struct ask ask;
	const char *token;
	char *moved;

	(void)state;
	assert_true(sodium_init() >= 0);
	ask_init(&ask, arena, NULL);
	token = arena_text(arena, csrf_token(ask_get(&ask, "/tasks")));
	assert_true(good_after(&ask, token, 0));
	assert_true(good_after(&ask, token, day_ms - 1));
	assert_false(good_after(&ask, token, day_ms));
	assert_true(good_after(&ask, token, -60000)); /* another node's clock */
	assert_false(good_after(&ask, token, -day_ms));
	for (size_t i = 0; i < strlen(token) - 1; i++) { /* no letter of it can be changed */
		moved = arena_text(arena, token);
		moved[i] = moved[i] == 'A' ? 'B' : 'A';
		assert_false(good_after(&ask, moved, 0));
	}
	arena_free(arena);
}

static void
key_of(struct ask *ask, const char *path, const char *body, unsigned char key[32])
{
	csrf_key(ask_post(ask, path, body), key);
}

static void
another_body_or_path_is_another_act(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	unsigned char a[32], b[32];
	struct ask ask;

	(void)state;
	assert_true(sodium_init() >= 0);
	ask_init(&ask, arena, NULL);
	key_of(&ask, "/tasks", "_token=x&title=A", a);
	key_of(&ask, "/tasks", "_token=x&title=A", b);
	assert_memory_equal(a, b, 32);
	key_of(&ask, "/tasks", "_token=x&title=B", b);
	assert_memory_not_equal(a, b, 32);
	key_of(&ask, "/tasks/1", "_token=x&title=A", b);
	assert_memory_not_equal(a, b, 32);
	key_of(&ask, "/tasks", "_token=x&titleA=", b); /* the same letters, cut elsewhere */
	assert_memory_not_equal(a, b, 32);
	arena_free(arena);
}

/* The loop's thread makes the key: of a file it takes the hash that came with it. */
static void
a_file_is_known_by_its_hash_and_is_not_read_again(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct upload file = upload_of("file", "a.txt", "", STR("abc"));
	struct upload other = upload_of("file", "b.txt", "", STR("abd"));
	struct ask ask;
	unsigned char a[32], b[32];
	size_t used;

	(void)state;
	assert_true(sodium_init() >= 0);
	ask_init(&ask, arena, NULL);
	(void)ask_post(&ask, "/documents", "_token=x");
	file.bytes = (struct str){ NULL, 0 };
	file.size = (size_t)1 << 30; /* more than the arena holds, in a file that nobody may read */
	file.fd = other.fd = INT_MAX;
	ask.req.uploads = &file;
	ask.req.nuploads = 1;
	used = arena_used(arena);
	csrf_key(&ask.ctx, a);
	assert_int_equal(arena_used(arena), used);
	csrf_key(&ask.ctx, b);
	assert_memory_equal(a, b, 32);
	ask.req.uploads = &other;
	csrf_key(&ask.ctx, b);
	assert_memory_not_equal(a, b, 32);
	arena_free(arena);
}

static void
an_act_is_done_once(struct store *store)
{
	const unsigned char key[32] = { 7 };
	struct ask ask;
	struct ctx *ctx;
	int64_t n;

	ask_init(&ask, store->arena, store->db);
	ctx = ask_post(&ask, "/tasks", "");
	ctx->result_id = 11;
	assert_int_equal(form_token_take(ctx, key), RC_OK);
	ctx->result_id = 12;
	assert_int_equal(form_token_take(ctx, key), RC_NONE);
	assert_int_equal(ctx->result_id, 11);
	assert_int_equal(
	    gate_store_expire(store->db, ctx->now_ms + CSRF_HOURS * INT64_C(3600000) + 1, 100, &n),
	    RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(form_token_take(ctx, key), RC_OK);
}

/* Whoever is sent away between the head of a request and its turn does nothing any more. */
static void
an_ended_session_is_not_alive(struct store *store)
{
	const unsigned char hash[32] = { 9 };
	struct ask ask;
	struct ctx *ctx;

	ask_init(&ask, store->arena, store->db);
	ctx = ask_post(&ask, "/tasks", "");
	ctx->result_id = 21;
	assert_int_equal(session_open(ctx, ctx->user, hash), RC_OK);
	assert_int_equal(session_alive(store->db, 21, ctx->now_ms), RC_OK);
	assert_int_equal(session_alive(store->db, 22, ctx->now_ms), RC_NONE);
	assert_int_equal(session_alive(store->db, 21,
	                     ctx->now_ms + SESSION_HOURS * INT64_C(3600000)),
	    RC_NONE);
	assert_int_equal(session_end_all(store->db, ctx->user->account_id, 0), RC_OK);
	assert_int_equal(session_alive(store->db, 21, ctx->now_ms), RC_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_token_is_worth_something_in_its_session_only),
		cmocka_unit_test(a_token_gets_old),
		cmocka_unit_test(another_body_or_path_is_another_act),
		cmocka_unit_test(a_file_is_known_by_its_hash_and_is_not_read_again),
		STORE_TEST(an_act_is_done_once),
		STORE_TEST(an_ended_session_is_not_alive),
	};

	return cmocka_run_group_tests_name("csrf", tests, NULL, NULL);
}
