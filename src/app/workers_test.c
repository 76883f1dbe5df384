/* workers_test.c: the pool on real stores. */
#include "tests/lane_probe.h"
#include "app/workers.h"

struct task {
	struct job job;
	struct latch *over;
	int64_t n;
};

static void
run_task(struct job *job, struct db *db)
{
	struct task *task = (struct task *)job;
	struct db_stmt *q = db_stmt(db, "SELECT count(*) AS n FROM thing");

	if (db_first(q) == RC_OK)
		task->n = db_i64(q, "n");
	(void)db_end(q);
	if (task->over != NULL)
		latch_down(task->over);
}

static void
held_task(struct job *job, struct db *db)
{
	(void)db;
	latch_wait(((struct task *)job)->over);
}

static void
workers_run_everything_and_say_when_full(struct store *store)
{
	struct latch over, go;
	struct task tasks[50], held = { .job = { .run = held_task }, .over = &go }, extra = { 0 };
	struct workers *pool;

	store_test_script(store, table_sql);
	pool = workers_start(&store->target, NULL, 2, 50, &store->err);
	assert_non_null(pool);
	latch_init(&over, 50);
	for (int i = 0; i < 50; i++) {
		tasks[i] = (struct task){ .job = { .run = run_task }, .over = &over };
		assert_true(workers_submit(pool, &tasks[i].job));
	}
	latch_wait(&over);
	for (int i = 0; i < 50; i++)
		assert_int_equal(tasks[i].n, 1);
	workers_stop(pool);
	latch_release(&over);

	pool = workers_start(&store->target, NULL, 1, 1, &store->err);
	latch_init(&go, 1);
	assert_true(workers_submit(pool, &held.job));
	extra.job.run = run_task;
	while (!workers_submit(pool, &extra.job)) /* until the held one left the queue */
		(void)sched_yield();
	assert_false(workers_submit(pool, &tasks[0].job));
	latch_down(&go);
	workers_stop(pool); /* runs what is queued */
	assert_int_equal(extra.n, 1);
	latch_release(&go);
}

/* From the middle, the end and the head of the queue; what runs or ran is nobody's to take. */
static void
a_job_that_has_not_begun_can_be_taken_back(struct store *store)
{
	struct latch go, over;
	struct task held = { .job = { .run = held_task }, .over = &go };
	struct task tasks[4];
	struct workers *pool = workers_start(&store->target, NULL, 1, 10, &store->err);

	store_test_script(store, table_sql);
	latch_init(&go, 1);
	latch_init(&over, 2);
	assert_true(workers_submit(pool, &held.job));
	for (int i = 0; i < 4; i++) {
		tasks[i] = (struct task){ .job = { .run = run_task }, .over = &over };
		if (i < 3)
			assert_true(workers_submit(pool, &tasks[i].job));
	}
	assert_true(workers_withdraw(pool, &tasks[1].job));
	assert_true(workers_withdraw(pool, &tasks[2].job));
	assert_false(workers_withdraw(pool, &tasks[2].job));
	assert_true(workers_submit(pool, &tasks[3].job)); /* the queue's end is where it was */
	latch_down(&go);
	latch_wait(&over);
	assert_false(workers_withdraw(pool, &tasks[0].job));
	workers_stop(pool);
	assert_int_equal(tasks[0].n + tasks[3].n, 2);
	assert_int_equal(tasks[1].n + tasks[2].n, 0);
	latch_release(&go);
	latch_release(&over);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(workers_run_everything_and_say_when_full),
		STORE_TEST_BARE(a_job_that_has_not_begun_can_be_taken_back),
	};

	return cmocka_run_group_tests_name("workers", tests, NULL, NULL);
}
