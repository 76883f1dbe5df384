/* lane_rule_test.c: when the SQLite lane commits, counted in commits, never in time. */
#include "tests/lane_probe.h"

static void
without_readers_nothing_waits(struct store *store)
{
	struct write batch[8], single = write_of(50, NULL);
	struct latch over;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .gather_ms = FOREVER_MS });
	latch_init(&over, 8);
	for (int i = 0; i < 8; i++)
		batch[i] = write_of(i + 1, &over);
	submit_together(lane, batch, 8);
	latch_wait(&over);
	assert_int_equal(lane_commits(lane), 2);
	assert_int_equal(lane_run(lane, &single.turn), RC_OK); /* returns at all: it did not wait */
	assert_int_equal(lane_commits(lane), 3);
	lane_stop(lane);
	latch_release(&over);
}

static void
beside_readers_a_commit_waits_for_as_many_as_last_time(struct store *store)
{
	struct write batch[8], again[8];
	struct latch over, over_again;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .gather_ms = FOREVER_MS });
	latch_init(&over, 8);
	latch_init(&over_again, 8);
	for (int i = 0; i < 8; i++) {
		batch[i] = write_of(i + 1, &over);
		again[i] = write_of(i + 20, &over_again);
	}
	lane_reader_enters(lane);
	submit_together(lane, batch, 8);
	latch_wait(&over);
	assert_int_equal(lane_commits(lane), 2);
	for (int i = 0; i < 7; i++)
		assert_true(lane_submit(lane, &again[i].turn));
	assert_int_equal(lane_commits(lane), 2);
	assert_true(lane_submit(lane, &again[7].turn)); /* the eighth cuts the wait */
	latch_wait(&over_again);
	assert_int_equal(lane_commits(lane), 3);
	lane_reader_leaves(lane);
	lane_stop(lane);
	latch_release(&over);
	latch_release(&over_again);
}

static void
a_wait_ends_by_itself(struct store *store)
{
	struct write batch[8], single = write_of(50, NULL);
	struct latch over;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ 0 });
	latch_init(&over, 8);
	for (int i = 0; i < 8; i++)
		batch[i] = write_of(i + 1, &over);
	lane_reader_enters(lane);
	submit_together(lane, batch, 8);
	latch_wait(&over);
	assert_int_equal(lane_run(lane, &single.turn), RC_OK);
	lane_stop(lane);
	latch_release(&over);
}

static void
a_batch_has_a_maximum(struct store *store)
{
	struct write batch[9];
	struct latch over;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .batch_max = 3 });
	latch_init(&over, 9);
	for (int i = 0; i < 9; i++)
		batch[i] = write_of(i + 1, &over);
	submit_together(lane, batch, 9);
	latch_wait(&over);
	assert_int_equal(lane_commits(lane), 4);
	lane_stop(lane);
	latch_release(&over);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		SQLITE_TEST(without_readers_nothing_waits),
		SQLITE_TEST(beside_readers_a_commit_waits_for_as_many_as_last_time),
		SQLITE_TEST(a_wait_ends_by_itself),
		SQLITE_TEST(a_batch_has_a_maximum),
	};

	return cmocka_run_group_tests_name("lane rule", tests, NULL, NULL);
}
