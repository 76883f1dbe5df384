/*
 * task_store_test.c: tasks on a real store: rows, figures, trail, and what happens when two write.
 */
#include "tests/store.h"

#include "base/arena.h"
#include "html/msg.h"
#include "plan/task/task_store.h"
#include "tests/plan_city.h"

static void
a_task_is_made_whole_or_not_at_all(struct store *store)
{
	struct city city;
	struct task task;
	struct task_co co[TASK_CO_MAX];
	struct task_new form;
	struct task_event *events;
	size_t n;

	city_open(&city, store);
	form = city_task(&city);
	form.person = "";
	assert_int_equal(task_add(city.ctx, &form), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "person");
	err_clear(&city.ctx->err);
	assert_int_equal(city_count(store, "task"), 0);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_ASSIGNED);
	assert_string_equal(task.lead_name, "Sở Xây dựng");
	assert_int_equal(task.bloc_id, CITY_BLOC);
	assert_int_equal(task.quarter, quarter_of_day(form.due_day));
	assert_int_equal(task.first_due_day, form.due_day);
	assert_int_equal(task_co_list(store->db, store->arena, form.id, co, &n), RC_OK);
	assert_int_equal(n, 1); /* the lead is not its own helper */
	assert_string_equal(co[0].name, "Phường Hoàng Mai");
	assert_int_equal(task_events(store->db, store->arena, form.id, &events, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(events[0].verb, "add");
	assert_string_equal(events[0].actor, "Trần Hà");
	assert_int_equal(store_test_number(store,
	                     "SELECT count(*) AS n FROM audit_entry WHERE verb = 'task.add'"), 1);
	city_close(&city);
}

static void
a_draft_may_have_gaps_and_starts_when_they_are_filled(struct store *store)
{
	struct city city;
	struct task_new form;
	struct task task;

	city_open(&city, store);
	form = (struct task_new){ .id = ctx_id(city.ctx), .title = "Dự thảo", .due_day = DAY_NONE };
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_DRAFT);
	assert_int_equal(task.due_day, DAY_NONE);
	assert_null(task.lead_name);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACTIVATE), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "lead");
	err_clear(&city.ctx->err);
	form.lead_id = CITY_LEAD;
	form.person = "Nguyễn Minh Khang";
	form.output = "Báo cáo";
	form.due_day = city.ctx->today + 3;
	form.activate = true;
	assert_int_equal(task_edit(city.ctx, &form, 1), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_ASSIGNED);
	assert_int_equal(task.first_due_day, form.due_day);
	city_close(&city);
}

static void
the_whole_way_leaves_its_trail(struct store *store)
{
	static const char *const verbs[] = { "confirm", "report", "send_back", "report", "grant",
		"extend", "acknowledge", "add" };
	struct city city;
	struct task_new form;
	struct task task;
	struct task_event *events;
	size_t n;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_EXTEND), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_GRANT), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_REPORT), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_CONFIRM), RC_REFUSED);
	assert_int_equal(city.ctx->err.msg, MSG_task_own_report);
	err_clear(&city.ctx->err);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_SEND_BACK), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_REPORT), RC_OK);
	city.ask.user.account_id = 2;
	assert_int_equal(city_do(&city, form.id, TASK_ACT_CONFIRM), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_DONE);
	assert_int_equal(task.due_day, form.due_day + 7);
	assert_int_equal(task.first_due_day, form.due_day);
	assert_int_equal(task_events(store->db, store->arena, form.id, &events, &n), RC_OK);
	assert_int_equal(n, 8);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(events[i].verb, verbs[i]);
	assert_int_equal(events[5].old_due, form.due_day); /* asked: from, to */
	assert_int_equal(events[5].new_due, form.due_day + 7);
	assert_int_equal(events[4].new_due, form.due_day + 7); /* granted */
	assert_int_equal(city_do(&city, 99, TASK_ACT_CANCEL), RC_NONE);
	city_close(&city);
}

static void
two_who_edit_the_same_version_conflict(struct store *store)
{
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	form.activate = false;
	assert_int_equal(task_edit(city.ctx, &form, 1), RC_OK);
	assert_int_equal(task_edit(city.ctx, &form, 1), RC_CONFLICT);
	form.output = "";
	/* what is assigned stays whole */
	assert_int_equal(task_edit(city.ctx, &form, 2), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "output");
	city_close(&city);
}

/* Who plans and sets another due day has answered the request that waited; the trail says so. */
static void
a_new_due_day_ends_the_request_that_waits(struct store *store)
{
	struct city city;
	struct task_new form;
	struct task task;
	struct task_event *events;
	size_t n;

	city_open(&city, store);
	form = city_task(&city);
	form.activate = false;
	form.due_day = city.ctx->today + 10;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACTIVATE), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_EXTEND), RC_OK);
	form.title = "Công khai lịch duy tu"; /* leaves the request */
	assert_int_equal(task_edit(city.ctx, &form, 4), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.asked_day, form.due_day + 7);
	form.due_day += 30;
	assert_int_equal(task_edit(city.ctx, &form, 5), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.asked_day, DAY_NONE);
	assert_true(task.asked);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_GRANT), RC_REFUSED);
	assert_int_equal(city.ctx->err.msg, MSG_task_no_request);
	assert_int_equal(task_events(store->db, store->arena, form.id, &events, &n), RC_OK);
	assert_string_equal(events[0].verb, "lapse");
	assert_int_equal(events[0].old_due, form.due_day - 30 + 7);
	assert_string_equal(events[1].verb, "edit");
	assert_int_equal(events[1].new_due, form.due_day);
	city_close(&city);
}

/* An edit changes a returned task; assigning it anew is the button's. */
static void
a_returned_task_is_assigned_anew_by_the_act_alone(struct store *store)
{
	struct city city;
	struct task_new form;
	struct task task;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_RETURN), RC_OK);
	form.due_day += 20;
	form.activate = true;
	assert_int_equal(task_edit(city.ctx, &form, 2), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_RETURNED);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACTIVATE), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_ASSIGNED);
	assert_int_equal(task.first_due_day, form.due_day - 20);
	city_close(&city);
}

static void
another_lead_has_to_acknowledge_anew(struct store *store)
{
	struct city city;
	struct task_new form;
	struct task task;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	form.lead_id = CITY_OTHER;
	assert_int_equal(task_edit(city.ctx, &form, 2), RC_OK);
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_ASSIGNED);
	assert_int_equal(task.lead_org_id, CITY_OTHER);
	form.lead_id = 12345;
	assert_int_equal(task_edit(city.ctx, &form, 3), RC_REFUSED);
	assert_string_equal(city.ctx->err.field, "lead");
	city_close(&city);
}

static void
what_an_edit_may_not_do_is_said(struct store *store)
{
	int64_t co[TASK_CO_MAX + 1] = { CITY_OTHER, CITY_WARD };
	struct city city;
	struct task_new form;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	form.co_ids = co;
	form.nco = ARRAY_LEN(co);
	assert_int_equal(task_edit(city.ctx, &form, 1), RC_REFUSED);
	assert_int_equal(city.ctx->err.msg, MSG_task_co_too_many);
	assert_string_equal(city.ctx->err.field, "co");
	err_clear(&city.ctx->err);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(city_do(&city, form.id, TASK_ACT_CANCEL), RC_OK);
	assert_int_equal(task_edit(city.ctx, &form, 2), RC_REFUSED);
	assert_int_equal(city.ctx->err.msg, MSG_task_no_edit);
	city_close(&city);
}

static void
only_an_untouched_task_is_withdrawn(struct store *store)
{
	struct city city;
	struct task_new form, touched;
	struct task task;

	city_open(&city, store);
	form = city_task(&city);
	touched = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	assert_int_equal(task_add(city.ctx, &touched), RC_OK);
	assert_int_equal(city_do(&city, touched.id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	assert_int_equal(task_withdraw(city.ctx, touched.id), RC_REFUSED);
	assert_int_equal(task_withdraw(city.ctx, form.id), RC_OK);
	assert_int_equal(task_withdraw(city.ctx, form.id), RC_REFUSED);
	assert_int_equal(task_withdraw(city.ctx, 12345), RC_NONE);
	/* it stays, so that the log's links lead to what became of it */
	assert_int_equal(task_get(store->db, store->arena, form.id, &task), RC_OK);
	assert_int_equal(task.state, TASK_CANCELLED);
	assert_int_equal(store_test_number(store, "SELECT CAST(sum(n) AS BIGINT) AS n"
	                     " FROM task_counter WHERE state = 'cancelled'"), 1);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM audit_entry"
	                     " WHERE verb = 'task.withdraw'"), 1);
	city_close(&city);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_task_is_made_whole_or_not_at_all),
		STORE_TEST(a_draft_may_have_gaps_and_starts_when_they_are_filled),
		STORE_TEST(the_whole_way_leaves_its_trail),
		STORE_TEST(two_who_edit_the_same_version_conflict),
		STORE_TEST(a_new_due_day_ends_the_request_that_waits),
		STORE_TEST(a_returned_task_is_assigned_anew_by_the_act_alone),
		STORE_TEST(another_lead_has_to_acknowledge_anew),
		STORE_TEST(what_an_edit_may_not_do_is_said),
		STORE_TEST(only_an_untouched_task_is_withdrawn),
	};

	return cmocka_run_group_tests_name("task store", tests, NULL, NULL);
}
