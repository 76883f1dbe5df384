/* ticker_test.c: background work leaves nothing behind, and never holds the lane for long. */
#include "tests/lane_probe.h"

#include <sodium.h>

#include "app/audit.h"
#include "app/ticker.h"

static void
tick(struct app *app, const struct tick *tick, struct lane_figures *figures)
{
	struct lane_figures before;

	lane_figures(app->lane, &before);
	tick->run(app);
	lane_figures(app->lane, figures);
	figures->turns -= before.turns;
	figures->failed -= before.failed;
}

static void
add_tokens(struct store *store, int64_t n, int64_t made_ms)
{
	assert_int_equal(db_begin(store->db), RC_OK);
	for (int64_t i = 0; i < n; i++) {
		struct db_stmt *q = db_stmt(store->db,
		    "INSERT INTO form_token (key_hash, result_id, made_ms) VALUES ($1, $2, $3)");
		const int64_t key[2] = { made_ms, i };

		db_bind_bytes(q, 1, key, sizeof(key));
		db_bind_i64(q, 2, i + 1);
		db_bind_i64(q, 3, made_ms);
		assert_int_equal(db_run(q, NULL), RC_OK);
	}
	assert_int_equal(db_commit(store->db), RC_OK);
}

/* However many were used in a minute, the next minutes do not inherit them. */
static void
all_old_tokens_go(struct store *store)
{
	struct app app = { .lane = lane_begin(store, (struct lane_config){ .writers = 1 }) };
	struct lane_figures figures;

	add_tokens(store, 2500, 1);
	add_tokens(store, 3, clock_now_ms(&app.clock));
	tick(&app, &gate_ticks[0], &figures);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM form_token"), 3);
	assert_int_equal(figures.failed, 0);
	assert_in_range(figures.turns, 10, 30); /* turns of some hundred rows */
	lane_stop(app.lane);
}

static void
the_log_is_chained_in_small_turns(struct store *store)
{
	struct app app = { .lane = lane_begin(store, (struct lane_config){ .writers = 1 }),
		.node = "one" };
	struct lane_figures figures;

	assert_true(sodium_init() >= 0);
	(void)crypto_sign_keypair(app.secrets.sign_public, app.secrets.sign_secret);
	assert_int_equal(db_begin(store->db), RC_OK);
	for (int64_t i = 1; i <= 450; i++) {
		const struct audit_entry entry = { .id = i, .at_ms = i, .actor = "",
			.role = "admin", .verb = "task.add", .object = "task", .object_id = i,
			.request_id = "r" };

		assert_int_equal(audit_add(store->db, &entry), RC_OK);
	}
	assert_int_equal(db_commit(store->db), RC_OK);
	tick(&app, &audit_ticks[0], &figures);
	assert_int_equal(store_test_number(store, "SELECT max(seq) AS n FROM audit_entry"), 450);
	assert_int_equal(figures.failed, 0);
	assert_int_equal(figures.turns, 5);
	lane_stop(app.lane);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(all_old_tokens_go),
		STORE_TEST(the_log_is_chained_in_small_turns),
	};

	return cmocka_run_group_tests_name("ticker", tests, NULL, NULL);
}
