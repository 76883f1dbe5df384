/* lane_test.c: the write lane on real stores: what is refused, what fails, what is withdrawn. */
#include "tests/lane_probe.h"

#include <unistd.h>

#include "app/workers.h"
#include "base/mem.h"
#include "base/rand.h"

static void
a_turn_is_committed_before_it_is_told(struct store *store)
{
	struct lane *lane;
	struct write w = write_of(1, NULL);
	struct lane_figures figures;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ 0 });
	assert_int_equal(lane_run(lane, &w.turn), RC_OK);
	assert_true(row_exists(store, 1));
	assert_int_equal(w.dones, 1);
	lane_figures(lane, &figures);
	assert_int_equal(figures.commits, 1);
	assert_int_equal(figures.turns, 1);
	lane_stop(lane);
}

/* On SQLite: nine in one commit, the refused ones undone, the others untouched. */
static void
a_refused_turn_does_not_disturb_its_batch(struct store *store)
{
	static const enum rc says[] = { RC_OK, RC_REFUSED, RC_OK, RC_CONFLICT, RC_OK, RC_NONE,
	    RC_OK,
		RC_OK, RC_FAILED };
	enum { N = sizeof(says) / sizeof(says[0]) };
	struct write writes[N];
	struct latch over;
	struct lane *lane;
	struct lane_figures figures;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .writers = 1 });
	latch_init(&over, N);
	for (int i = 0; i < N; i++) {
		writes[i] = write_of(i + 1, &over);
		writes[i].says = says[i];
	}
	writes[7].id = 1; /* a duplicate key: the statement fails, and only it */
	submit_together(lane, writes, N);
	latch_wait(&over);
	for (int i = 0; i < N; i++) {
		assert_int_equal(writes[i].rc, i == 7 ? RC_FAILED : says[i]);
		assert_int_equal(row_exists(store, i + 1), writes[i].rc == RC_OK);
		assert_int_equal(writes[i].dones, 1);
	}
	assert_string_not_equal(writes[7].turn.err.detail, "");
	lane_figures(lane, &figures);
	assert_int_equal(figures.failed, 2);
	assert_int_equal(figures.refused, 3);
	if (db_kind(store->db) == DB_SQLITE)
		assert_int_equal(figures.commits, 2);
	lane_stop(lane);
	latch_release(&over);
}

/* SQLite: RELEASE is the first call after apply, COMMIT the next (for the last of a batch). */
static void
a_failed_commit_fails_its_batch_and_the_lane_recovers(struct store *store)
{
	struct write writes[5], after = write_of(100, NULL);
	struct latch over;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ 0 });
	latch_init(&over, 5);
	for (int i = 0; i < 5; i++)
		writes[i] = write_of(i + 1, &over);
	writes[1].says = RC_REFUSED;
	writes[4].fail_at = 2;
	submit_together(lane, writes, 5);
	latch_wait(&over);
	for (int i = 0; i < 5; i++) {
		assert_int_equal(writes[i].rc, i == 1 ? RC_REFUSED : RC_FAILED);
		assert_int_equal(writes[i].dones, 1);
		assert_false(row_exists(store, i + 1));
	}
	assert_non_null(strstr(writes[0].turn.err.detail, "made to fail"));
	assert_int_equal(lane_run(lane, &after.turn), RC_OK);
	assert_true(row_exists(store, 100));
	lane_stop(lane);
	latch_release(&over);
}

static void
a_failed_call_anywhere_fails_that_turn_alone(struct store *store)
{
	struct write writes[3], after = write_of(100, NULL);
	struct latch over;
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ 0 });
	latch_init(&over, 3);
	for (int i = 0; i < 3; i++)
		writes[i] = write_of(i + 1, &over);
	writes[1].fail_at = 1; /* its RELEASE */
	submit_together(lane, writes, 3);
	latch_wait(&over);
	assert_int_equal(writes[0].rc, RC_OK);
	assert_int_equal(writes[1].rc, RC_FAILED);
	assert_int_equal(writes[2].rc, RC_OK);
	assert_false(row_exists(store, 2));
	assert_true(row_exists(store, 3));
	assert_int_equal(lane_run(lane, &after.turn), RC_OK);
	lane_stop(lane);
	latch_release(&over);
}

static void
a_queued_turn_can_be_withdrawn_a_running_one_not(struct store *store)
{
	struct latch began, go, over;
	struct write held = write_of(1, &over), queued = write_of(2, NULL), last = write_of(3,
	    &over);
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .writers = 1 });
	latch_init(&began, 1);
	latch_init(&go, 1);
	latch_init(&over, 2);
	held.began = &began;
	held.may_end = &go;
	assert_true(lane_submit(lane, &held.turn));
	latch_wait(&began);
	assert_true(lane_submit(lane, &queued.turn));
	assert_true(lane_submit(lane, &last.turn));
	assert_false(lane_withdraw(lane, &held.turn));
	assert_true(lane_withdraw(lane, &queued.turn));
	assert_false(lane_withdraw(lane, &queued.turn));
	latch_down(&go);
	latch_wait(&over);
	assert_int_equal(queued.runs + queued.dones, 0);
	assert_false(row_exists(store, 2));
	assert_true(row_exists(store, 3));
	assert_false(lane_withdraw(lane, &last.turn));
	lane_stop(lane);
	latch_release(&began);
	latch_release(&go);
	latch_release(&over);
}

/* A thread that withdraws what it can while the lane runs: each turn ends exactly one way. */
struct rival {
	struct lane *lane;
	struct write *writes;
	uint64_t seed;
	int withdrawn;
};

static void *
withdraw_some(void *arg)
{
	struct rival *rival = arg;
	struct prng prng;

	prng_init(&prng, rival->seed);
	for (int i = 0; i < MANY; i++) {
		struct write *w = &rival->writes[prng_below(&prng, MANY)];

		rival->withdrawn += lane_withdraw(rival->lane, &w->turn);
	}
	return NULL;
}

static void
withdrawing_and_running_never_both_happen(struct store *store)
{
	struct write *writes = mem_alloc(MANY * sizeof(*writes));
	struct rival rival = { .writes = writes };
	pthread_t thread;
	int withdrawn = 0;

	store_test_script(store, table_sql);
	rand_secret(&rival.seed, sizeof(rival.seed));
	print_message("seed %llu\n", (unsigned long long)rival.seed);
	rival.lane = lane_begin(store, (struct lane_config){ .batch_max = 7 });
	for (int i = 0; i < MANY; i++) {
		writes[i] = write_of(i + 1, NULL);
		writes[i].turn.state = TURN_DONE; /* not there yet */
	}
	assert_int_equal(pthread_create(&thread, NULL, withdraw_some, &rival), 0);
	for (int i = 0; i < MANY; i++)
		assert_true(lane_submit(rival.lane, &writes[i].turn));
	(void)pthread_join(thread, NULL);
	lane_stop(rival.lane);
	for (int i = 0; i < MANY; i++) {
		bool taken_back = writes[i].turn.state == TURN_WITHDRAWN;

		withdrawn += taken_back;
		assert_int_equal(writes[i].dones, taken_back ? 0 : 1);
		assert_int_equal(row_exists(store, i + 1), !taken_back);
	}
	assert_int_equal(withdrawn, rival.withdrawn);
	mem_free(writes);
}

static void
a_stop_finishes_what_is_queued(struct store *store)
{
	struct write *writes = mem_alloc(MANY * sizeof(*writes));
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .gather_ms = FOREVER_MS });
	lane_reader_enters(lane); /* even one that would wait */
	for (int i = 0; i < MANY; i++) {
		writes[i] = write_of(i + 1, NULL);
		assert_true(lane_submit(lane, &writes[i].turn));
	}
	lane_stop(lane);
	for (int i = 0; i < MANY; i++)
		assert_int_equal(writes[i].rc + (writes[i].dones == 1 ? 0 : 100), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM thing"), MANY + 1);
	mem_free(writes);
}

static void
a_full_queue_says_so(struct store *store)
{
	struct latch began, go, over;
	struct write held = write_of(1, &over), two = write_of(2, &over), three = write_of(3,
	    &over);
	struct write fourth = write_of(4, NULL);
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .writers = 1, .queue_max = 2 });
	latch_init(&began, 1);
	latch_init(&go, 1);
	latch_init(&over, 3);
	held.began = &began;
	held.may_end = &go;
	assert_true(lane_submit(lane, &held.turn));
	latch_wait(&began);
	assert_true(lane_submit(lane, &two.turn));
	assert_true(lane_submit(lane, &three.turn));
	assert_false(lane_submit(lane, &fourth.turn));
	assert_int_equal(lane_run(lane, &fourth.turn), RC_FAILED);
	latch_down(&go);
	latch_wait(&over);
	assert_true(lane_run(lane, &fourth.turn) == RC_OK && row_exists(store, 4));
	lane_stop(lane);
	latch_release(&began);
	latch_release(&go);
	latch_release(&over);
}

static void
a_lane_needs_its_store(struct store *store)
{
	struct db_target nowhere = { .kind = DB_SQLITE, .text = "/nowhere/at/all.db" };
	const struct lane_config config = { .target = &nowhere, .writers = 1, .queue_max = 1,
		.batch_max = 1 };
	struct err err = { 0 };

	(void)store;
	assert_null(lane_start(&config, &err));
	assert_string_not_equal(err.detail, "");
	err_clear(&err);
	assert_null(workers_start(&nowhere, NULL, 2, 2, &err));
	assert_string_not_equal(err.detail, "");
}

/* Reads the sum and writes one more row from it: two at once must not both see the old sum. */
static enum rc
apply_rival(struct turn *turn, struct db *db)
{
	struct write *w = (struct write *)turn;
	struct db_stmt *q = db_stmt(db, "SELECT n FROM thing WHERE id = 0");
	int64_t n = 0;

	w->runs++;
	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	if (db_end(q) != RC_OK)
		return RC_FAILED; /* says the wrong thing on purpose: the lane asks the store */
	if (w->runs == 1 && w->began != NULL) {
		latch_down(w->began);
		latch_wait(w->began); /* until both have read */
	}
	q = db_stmt(db, "UPDATE thing SET n = $1 WHERE id = 0");
	db_bind_i64(q, 1, n + 1);
	return db_run(q, NULL);
}

static void
a_conflict_is_run_again(struct store *store)
{
	struct latch both, over;
	struct write a = write_of(1, &over), b = write_of(2, &over);
	struct lane *lane;

	store_test_script(store, table_sql);
	lane = lane_begin(store, (struct lane_config){ .writers = 2 });
	latch_init(&both, 2);
	latch_init(&over, 2);
	a.turn.apply = b.turn.apply = apply_rival;
	a.began = b.began = &both;
	assert_true(lane_submit(lane, &a.turn));
	assert_true(lane_submit(lane, &b.turn));
	latch_wait(&over);
	assert_int_equal(a.rc, RC_OK);
	assert_int_equal(b.rc, RC_OK);
	assert_int_equal(a.runs + b.runs, 3); /* one of them twice */
	assert_int_equal(store_test_number(store, "SELECT n FROM thing WHERE id = 0"), 2);
	lane_stop(lane);
	latch_release(&both);
	latch_release(&over);
}

/* Counts up by hand: whoever read the same number as another one has to run again. */
static enum rc
apply_count(struct turn *turn, struct db *db)
{
	struct write *w = (struct write *)turn;
	struct db_stmt *q = db_stmt(db, "SELECT n FROM thing WHERE id = 0");
	int64_t n = 0;

	w->runs++;
	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	if (db_end(q) != RC_OK)
		return RC_FAILED;
	q = db_stmt(db, "UPDATE thing SET n = $1 WHERE id = 0");
	db_bind_i64(q, 1, n + 1);
	return db_run(q, NULL);
}

enum { RIVALS = 12, RIVAL_MS = 300 };

struct unlucky {
	struct write write;
	struct lane *lane;
	struct write rivals[RIVALS];
	int sent;
};

/* Between its read and its write somebody else's comes, as often as anybody may run beside it. */
static enum rc
apply_unlucky(struct turn *turn, struct db *db)
{
	struct unlucky *u = (struct unlucky *)turn;
	struct write *rival = &u->rivals[u->sent++];
	struct db_stmt *q = db_stmt(db, "SELECT n FROM thing WHERE id = 0");
	int64_t n = 0;

	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	if (db_end(q) != RC_OK)
		return RC_FAILED;
	assert_true(lane_submit(u->lane, &rival->turn));
	for (int i = 0; i < RIVAL_MS && atomic_load(&rival->turn.state) != TURN_DONE; i++)
		(void)usleep(1000);
	q = db_stmt(db, "UPDATE thing SET n = $1 WHERE id = 0");
	db_bind_i64(q, 1, n + 1);
	return db_run(q, NULL);
}

static void
whoever_loses_again_and_again_is_let_run_alone(struct store *store)
{
	struct unlucky u = { 0 };
	struct latch over;

	store_test_script(store, table_sql);
	u.lane = lane_begin(store, (struct lane_config){ .writers = 4 });
	latch_init(&over, 1);
	u.write = write_of(1, &over);
	u.write.turn.apply = apply_unlucky;
	for (int i = 0; i < RIVALS; i++) {
		u.rivals[i] = write_of(i + 2, NULL);
		u.rivals[i].turn.apply = apply_count;
	}
	assert_true(lane_submit(u.lane, &u.write.turn));
	latch_wait(&over);
	assert_int_equal(u.write.rc, RC_OK);
	assert_true(u.sent > 1); /* it lost at least once */
	lane_stop(u.lane);
	assert_int_equal(store_test_number(store, "SELECT n FROM thing WHERE id = 0"), u.sent + 1);
	latch_release(&over);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(a_turn_is_committed_before_it_is_told),
		STORE_TEST_BARE(a_refused_turn_does_not_disturb_its_batch),
		SQLITE_TEST(a_failed_commit_fails_its_batch_and_the_lane_recovers),
		SQLITE_TEST(a_failed_call_anywhere_fails_that_turn_alone),
		STORE_TEST_BARE(a_queued_turn_can_be_withdrawn_a_running_one_not),
		STORE_TEST_BARE(withdrawing_and_running_never_both_happen),
		STORE_TEST_BARE(a_stop_finishes_what_is_queued),
		STORE_TEST_BARE(a_full_queue_says_so),
		SQLITE_TEST(a_lane_needs_its_store),
		STORE_CASE(a_conflict_is_run_again, DB_POSTGRES, true, "postgres"),
		STORE_CASE(whoever_loses_again_and_again_is_let_run_alone, DB_POSTGRES, true,
		    "postgres"),
	};

	return cmocka_run_group_tests_name("lane", tests, NULL, NULL);
}
