/* transparency_test.c: figures of promises add up; what is still owed comes oldest first. */
#include "tests/store.h"

#include "base/arena.h"
#include "brief/transparency/policy.h"
#include "brief/transparency/transparency.h"
#include "tests/plan_city.h"

static void
planned_is_done_and_under_way_and_late(void **state)
{
	const struct task_figure rows[] = {
		{ .org_id = 20, .late = 1,
		    .by_state = { [TASK_DONE] = 4, [TASK_ACTIVE] = 3, [TASK_DRAFT] = 9 } },
		{ .org_id = 20, .unplanned = true, .by_state = { [TASK_REPORTED] = 2 } },
		{ .org_id = 40, .by_state = { [TASK_ASSIGNED] = 1, [TASK_CANCELLED] = 5 } },
		{ .org_id = 41, .by_state = { [TASK_DRAFT] = 3 } },
		{ .org_id = 0, .by_state = { [TASK_DRAFT] = 7 } },
	};
	struct promise_sum sum = { 0 };

	(void)state;
	promise_add_up(rows, ARRAY_LEN(rows), &sum);
	assert_int_equal(sum.planned, 10);
	assert_int_equal(sum.done, 4);
	assert_int_equal(sum.late, 1);
	assert_int_equal(sum.active, 5);
	assert_int_equal(sum.orgs, 2);
}

static void
no_task_is_all_zero(void **state)
{
	struct promise_sum sum = { 0 };

	(void)state;
	promise_add_up(NULL, 0, &sum);
	assert_int_equal(sum.planned + sum.done + sum.active + sum.late + sum.orgs, 0);
}

static void
add(struct city *city, const char *title, int64_t due_day, bool activate)
{
	struct task_new task = city_task(city);

	task.title = title;
	task.due_day = due_day;
	task.quarter = quarter_of_day(city->ctx->today);
	task.activate = activate;
	assert_int_equal(task_add(city->ctx, &task), RC_OK);
}

static void
owed_ones_come_oldest_first_without_drafts(struct store *store)
{
	struct promise rows[8];
	struct promise_sum sum, last;
	struct city city;
	int64_t quarter;
	size_t n;

	city_open(&city, store);
	quarter = quarter_of_day(city.ctx->today);
	add(&city, "Sau", city.ctx->today + 5, true);
	add(&city, "Trước", city.ctx->today - 5, true);
	add(&city, "Hôm nay", city.ctx->today, true);
	add(&city, "Nháp", city.ctx->today - 9, false);
	assert_int_equal(promise_owed(store->db, store->arena, quarter, city.ctx->today, false, 8,
	                     rows, &n), RC_OK);
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].title, "Trước");
	assert_string_equal(rows[0].lead, "Sở Xây dựng");
	assert_string_equal(rows[2].title, "Sau");
	assert_int_equal(promise_owed(store->db, store->arena, quarter, city.ctx->today, true, 8,
	                     rows, &n), RC_OK);
	assert_int_equal(n, 1); /* due today is not late */
	assert_int_equal(promise_owed(store->db, store->arena, quarter, city.ctx->today, false, 2,
	                     rows, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_int_equal(promise_sums(store->db, store->arena, quarter, city.ctx->today, &sum,
	                     &last), RC_OK);
	assert_int_equal(sum.planned, 3);
	assert_int_equal(sum.late, 1);
	assert_int_equal(last.planned, 0);
	assert_int_equal(last.quarter, quarter - 1);
	assert_int_equal(promise_sums(store->db, store->arena, quarter + 1, city.ctx->today, &sum,
	                     &last), RC_OK);
	assert_int_equal(sum.planned, 0);
	assert_int_equal(last.planned, 3);
	assert_int_equal(last.late, 1);
	city_close(&city);
}

/* DOMAIN's rows that are not built, or changed: each is named on the page. */
static void
every_changed_request_is_named(void **state)
{
	static const int rows[] = { 15, 57, 58, 69, 71, 74, 76, 78, 82, 83, 84, 90, 113 };
	size_t n = 0;

	(void)state;
	while (policy_changed[n].head != 0) {
		assert_true(n < ARRAY_LEN(rows));
		for (int lang = 0; lang <= LANG_EN; lang++) {
			const char *head = msg_text((enum lang)lang, policy_changed[n].head);

			assert_int_equal(strtol(head, NULL, 10), rows[n]);
		}
		n++;
	}
	assert_int_equal(n, ARRAY_LEN(rows));
	for (n = 0; policy_families[n].rows != NULL; n++)
		continue;
	assert_int_equal(n, 8);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(planned_is_done_and_under_way_and_late),
		cmocka_unit_test(no_task_is_all_zero),
		cmocka_unit_test(every_changed_request_is_named),
		STORE_TEST(owed_ones_come_oldest_first_without_drafts),
	};

	return cmocka_run_group_tests_name("transparency", tests, NULL, NULL);
}
