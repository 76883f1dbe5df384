/*
 * task_figures_test.c: after any walk of acts the counters equal a recount, and each figure equals
 * the number of rows that a plain look at every task gives.
 */
#include "tests/store.h"

#include "base/arena.h"
#include "base/rand.h"
#include "plan/task/task.h"
#include "plan/task/task_store.h"
#include "tests/plan_city.h"

enum { TASKS = 120, ACTS = 300 };

static void
walk(struct city *city, uint64_t seed, int64_t *ids)
{
	static const int64_t leads[] = { CITY_LEAD, CITY_OTHER, CITY_WARD };
	struct prng r;

	prng_init(&r, seed);
	for (int i = 0; i < TASKS; i++) {
		struct task_new form = city_task(city);

		form.lead_id = leads[prng_below(&r, 3)];
		form.due_day = city->ctx->today - 60 + (int64_t)prng_below(&r, 120);
		form.unplanned = prng_below(&r, 4) == 0;
		form.activate = prng_below(&r, 5) != 0;
		ids[i] = form.id;
		assert_int_equal(task_add(city->ctx, &form), RC_OK);
	}
	for (int i = 0; i < ACTS; i++) {
		enum rc rc;

		city->ask.user.account_id = 1 + (int64_t)prng_below(&r, 2);
		rc = city_do(city, ids[prng_below(&r, TASKS)],
		    (enum task_act)prng_below(&r, TASK_ACT_COUNT));
		assert_true(rc == RC_OK || rc == RC_REFUSED);
		err_clear(&city->ctx->err);
	}
}

static void
check_sums(struct city *city, const int64_t *ids, int64_t quarter)
{
	struct task_figure sum = { 0 }, expected = { 0 };
	struct db *db = city->store->db;
	struct arena *arena = city->store->arena;
	struct task_figure *rows;
	size_t n;

	assert_int_equal(task_figures(db, arena, quarter, city->ctx->today, &rows, &n), RC_OK);
	for (size_t i = 0; i < n; i++)
		task_figure_add(&sum, &rows[i]);
	for (int i = 0; i < TASKS; i++) {
		struct task task;

		assert_int_equal(task_get(db, arena, ids[i], &task), RC_OK);
		if (task.quarter != quarter)
			continue;
		expected.by_state[task.state]++;
		expected.late += task_overdue(&task, city->ctx->today);
		expected.silent += task_overdue(&task, city->ctx->today) && !task.asked;
		expected.done_late += task.state == TASK_DONE && task_done_late(&task);
	}
	assert_memory_equal(sum.by_state, expected.by_state, sizeof(sum.by_state));
	assert_int_equal(sum.late, expected.late);
	assert_int_equal(sum.silent, expected.silent);
	assert_int_equal(sum.done_late, expected.done_late);
}

/* Two quarters at once, of all and of each organisation: the same as each quarter by itself. */
static void
check_spans(struct city *city, int64_t quarter)
{
	struct db *db = city->store->db;
	struct arena *arena = city->store->arena;
	struct task_figure sums[2] = { 0 }, own = { 0 }, expected = { 0 };
	struct task_figure *rows;
	size_t n;

	assert_int_equal(task_sums(db, arena, &(struct task_span){ quarter - 1, quarter, 0 },
	                     city->ctx->today, &rows, &n), RC_OK);
	for (size_t i = 0; i < n; i++)
		task_figure_add(&sums[rows[i].quarter - quarter + 1], &rows[i]);
	assert_int_equal(task_figures(db, arena, quarter, city->ctx->today, &rows, &n), RC_OK);
	for (size_t i = 0; i < n; i++)
		task_figure_add(&expected, &rows[i]);
	assert_memory_equal(&sums[1], &expected, sizeof(expected));
	for (int64_t id = 0; id < CITY_WARD + 1; id++) {
		struct task_span span = { quarter, quarter, id == 0 ? -1 : id };

		assert_int_equal(task_sums(db, arena, &span, city->ctx->today, &rows, &n), RC_OK);
		for (size_t i = 0; i < n; i++)
			task_figure_add(&own, &rows[i]);
	}
	assert_int_equal(task_figure_planned(&own), task_figure_planned(&expected));
	assert_int_equal(own.late, expected.late);
	assert_int_equal(own.silent, expected.silent);
}

static void
figures_equal_the_rows(struct store *store)
{
	int64_t ids[TASKS];
	uint64_t seed = 20261121;
	struct task_waiting all, org, sum = { 0 };
	struct task_quarter *quarters;
	int64_t late = 0;
	struct city city;
	size_t n;

	print_message("seed %llu\n", (unsigned long long)seed);
	city_open(&city, store);
	walk(&city, seed, ids);
	for (const struct recount *r = task_recounts; r->name != NULL; r++)
		assert_int_equal(r->run(store->db), 0);
	for (int64_t quarter = 8105; quarter < 8110; quarter++) {
		check_sums(&city, ids, quarter);
		check_spans(&city, quarter);
	}
	assert_int_equal(task_waiting(store->db, 0, city.ctx->today, &all), RC_OK);
	assert_int_equal(all.reported, store_test_number(store,
	                     "SELECT count(*) AS n FROM task WHERE state = 'reported'"));
	assert_true(all.late > 0 && all.asked > 0 && all.soon > 0 && all.assigned > 0);
	for (int64_t id = 1; id <= CITY_WARD; id++) {
		assert_int_equal(task_waiting(store->db, id, city.ctx->today, &org), RC_OK);
		sum.late += org.late;
		sum.soon += org.soon;
		sum.assigned += org.assigned;
		sum.reported += org.reported;
		sum.returned += org.returned;
		sum.drafts += org.drafts;
		sum.asked += org.asked;
		sum.open += org.open;
	}
	assert_memory_equal(&sum, &all, sizeof(sum));
	assert_int_equal(task_quarters(store->db, store->arena, 0, city.ctx->today, &quarters, &n),
	    RC_OK);
	for (size_t i = 0; i < n; i++)
		late += quarters[i].late;
	assert_int_equal(late, all.late);
	city_close(&city);
}

static void
a_quarter_of_cancelled_tasks_is_none(struct store *store)
{
	struct task_quarter *quarters;
	struct task_new form;
	struct city city;
	size_t n;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_quarters(store->db, store->arena, 0, city.ctx->today, &quarters, &n),
	    RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_CANCEL), RC_OK);
	assert_int_equal(task_quarters(store->db, store->arena, 0, city.ctx->today, &quarters, &n),
	    RC_OK);
	assert_int_equal(n, 0);
	city_close(&city);
}

static void
a_recount_finds_what_somebody_changed(struct store *store)
{
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	store_test_script(store, "UPDATE task_counter SET n = n + 1");
	assert_int_equal(task_recounts[0].run(store->db), 1);
	assert_int_equal(task_recounts[1].run(store->db), 0);
	store_test_script(store, "UPDATE task SET owed = 0");
	assert_int_equal(task_recounts[1].run(store->db), 1);
	city_close(&city);
}

static void
organisations_come_in_vietnamese_order(struct store *store)
{
	static const int64_t leads[] = { CITY_OTHER, CITY_WARD, CITY_LEAD };
	struct task_figure *rows;
	struct city city;
	size_t n;

	city_open(&city, store);
	for (int i = 0; i < 3; i++) {
		struct task_new form = city_task(&city);

		form.lead_id = leads[i];
		assert_int_equal(task_add(city.ctx, &form), RC_OK);
	}
	assert_int_equal(task_figures(store->db, store->arena, quarter_of_day(city.ctx->today + 10),
	                     city.ctx->today, &rows, &n), RC_OK);
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].org_name, "Phường Hoàng Mai");
	assert_string_equal(rows[1].org_name, "Sở Xây dựng");
	assert_string_equal(rows[2].org_name, "Sở Y tế");
	assert_int_equal(task_figure_planned(&rows[0]), 1);
	city_close(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(figures_equal_the_rows),
		STORE_TEST(a_quarter_of_cancelled_tasks_is_none),
		STORE_TEST(a_recount_finds_what_somebody_changed),
		STORE_TEST(organisations_come_in_vietnamese_order),
	};

	return cmocka_run_group_tests_name("task figures", tests, NULL, NULL);
}
