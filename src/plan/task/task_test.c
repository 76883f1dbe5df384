/* task_test.c: every state with every act, and what each act needs and leaves. No store. */
#include "tests/check.h"

#include "html/msg.h"
#include "plan/task/task_rules.h"

enum { TODAY = 20778, REPORTER = 5, OTHER = 6 };

static struct task
task_in(enum task_state state)
{
	return (struct task){ .id = 1, .title = "Công khai tiến độ", .output = "Báo cáo",
		.person = "Nguyễn Minh Khang", .lead_id = 20, .lead_org_id = 20,
		.due_day = TODAY + 10,
		.first_due_day = TODAY + 10, .asked_day = DAY_NONE, .quarter = 8107, .state = state,
		.reported_day = DAY_NONE, .reported_by = state == TASK_REPORTED ? REPORTER : 0,
		.version = 1 };
}

static struct task_deed
deed_of(enum task_act act)
{
	return (struct task_deed){ .task_id = 1, .act = act, .text = "vì mưa lớn",
		.day = act == TASK_ACT_EXTEND ? TODAY + 20 : DAY_NONE };
}

/* Rows are states, columns acts; a letter is the state that follows, '.' a refusal. */
static void
every_state_with_every_act(void **state)
{
	/* activate acknowledge return extend grant refuse report confirm send_back cancel */
	static const char *const table[TASK_STATE_COUNT] = {
		[TASK_DRAFT] = "S........C",
		[TASK_ASSIGNED] = ".AT......C",
		[TASK_ACTIVE] = "...A..R..C",
		[TASK_REPORTED] = ".......DAC",
		[TASK_DONE] = "..........",
		[TASK_RETURNED] = "S........C",
		[TASK_CANCELLED] = "..........",
	};
	static const char letters[] = "-SARDTC"; /* by enum task_state; a draft is never next */

	(void)state;
	for (int from = 0; from < TASK_STATE_COUNT; from++) {
		for (int act = 0; act < TASK_ACT_COUNT; act++) {
			struct task task = task_in((enum task_state)from);
			struct task_deed deed = deed_of((enum task_act)act);
			struct err err = { 0 };
			enum rc rc = task_act_check(&task, &deed, OTHER, TODAY, &err);
			char expected = table[from][act];

			assert_int_equal(rc, expected == '.' ? RC_REFUSED : RC_OK);
			assert_true(rc == RC_OK || err.msg != 0);
			assert_int_equal(task_act_open(&task, deed.act), expected != '.');
			if (expected != '.')
				assert_int_equal(letters[task_act_next(deed.act, task.state)],
				    expected);
		}
	}
}

static void
a_waiting_request_is_answered_before_the_next(void **state)
{
	struct task task = task_in(TASK_ACTIVE);
	struct task_deed ask = deed_of(TASK_ACT_EXTEND), grant = deed_of(TASK_ACT_GRANT);
	struct task_deed refuse = deed_of(TASK_ACT_REFUSE);
	struct err err = { 0 };

	(void)state;
	task_act_apply(&task, &ask, OTHER, TODAY);
	assert_int_equal(task.asked_day, TODAY + 20);
	assert_int_equal(task.due_day, TODAY + 10);
	assert_int_equal(task_act_check(&task, &ask, OTHER, TODAY, &err), RC_REFUSED);
	assert_int_equal(err.msg, MSG_task_request_pending);
	err_clear(&err);
	assert_int_equal(task_act_check(&task, &grant, OTHER, TODAY, &err), RC_OK);
	assert_int_equal(task_act_check(&task, &refuse, OTHER, TODAY, &err), RC_OK);
}

static void
a_grant_keeps_both_days_and_a_refusal_the_old_one(void **state)
{
	struct task granted = task_in(TASK_ACTIVE), refused = task_in(TASK_ACTIVE);
	struct task_deed ask = deed_of(TASK_ACT_EXTEND), grant = deed_of(TASK_ACT_GRANT);
	struct task_deed refuse = deed_of(TASK_ACT_REFUSE);

	(void)state;
	task_act_apply(&granted, &ask, OTHER, TODAY);
	task_act_apply(&granted, &grant, OTHER, TODAY);
	assert_int_equal(granted.due_day, TODAY + 20);
	assert_int_equal(granted.first_due_day, TODAY + 10);
	assert_int_equal(granted.asked_day, DAY_NONE);
	assert_int_equal(granted.quarter, 8107);
	task_act_apply(&refused, &ask, OTHER, TODAY);
	task_act_apply(&refused, &refuse, OTHER, TODAY);
	assert_int_equal(refused.due_day, TODAY + 10);
	assert_int_equal(refused.asked_day, DAY_NONE);
	assert_true(refused.asked);
}

/* A request that the due day has overtaken cannot be granted, only refused. */
static void
a_grant_never_moves_a_task_back(void **state)
{
	struct task task = task_in(TASK_ACTIVE);
	struct task_deed grant = deed_of(TASK_ACT_GRANT), refuse = deed_of(TASK_ACT_REFUSE);
	struct err err = { 0 };

	(void)state;
	task.asked_day = task.due_day;
	assert_int_equal(task_act_check(&task, &grant, OTHER, TODAY, &err), RC_REFUSED);
	assert_int_equal(err.msg, MSG_task_day_not_later);
	assert_false(task_act_open(&task, TASK_ACT_GRANT));
	err_clear(&err);
	assert_int_equal(task_act_check(&task, &refuse, OTHER, TODAY, &err), RC_OK);
	task.asked_day++;
	assert_int_equal(task_act_check(&task, &grant, OTHER, TODAY, &err), RC_OK);
}

/* What was promised when it was first assigned stays, however often it is assigned anew. */
static void
assigning_anew_keeps_the_first_due_day(void **state)
{
	struct task draft = task_in(TASK_DRAFT), returned = task_in(TASK_RETURNED);
	const struct task_deed activate = { .act = TASK_ACT_ACTIVATE, .day = DAY_NONE };

	(void)state;
	draft.due_day = returned.due_day = TODAY + 30;
	task_act_apply(&draft, &activate, OTHER, TODAY);
	assert_int_equal(draft.first_due_day, TODAY + 30);
	task_act_apply(&returned, &activate, OTHER, TODAY);
	assert_int_equal(returned.first_due_day, TODAY + 10);
	assert_int_equal(returned.state, TASK_ASSIGNED);
}

/* What is said when the state does not fit is the act's own. */
static void
each_act_says_why_it_is_not_open(void **state)
{
	static const struct {
		enum task_act act;
		int msg;
	} cases[] = {
		{ TASK_ACT_ACTIVATE, MSG_task_no_activate },
		{ TASK_ACT_ACKNOWLEDGE, MSG_task_no_acknowledge },
		{ TASK_ACT_RETURN, MSG_task_no_return },
		{ TASK_ACT_EXTEND, MSG_task_no_extend },
		{ TASK_ACT_GRANT, MSG_task_no_request },
		{ TASK_ACT_REFUSE, MSG_task_no_request },
		{ TASK_ACT_REPORT, MSG_task_no_report },
		{ TASK_ACT_CONFIRM, MSG_task_no_confirm },
		{ TASK_ACT_SEND_BACK, MSG_task_no_confirm },
		{ TASK_ACT_CANCEL, MSG_task_no_cancel },
	};

	(void)state;
	assert_int_equal(ARRAY_LEN(cases), TASK_ACT_COUNT);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct task task = task_in(TASK_DONE);
		struct task_deed deed = deed_of(cases[i].act);
		struct err err = { 0 };

		assert_int_equal(task_act_check(&task, &deed, OTHER, TODAY, &err), RC_REFUSED);
		assert_int_equal(err.msg, cases[i].msg);
	}
}

static void
the_day_asked_for_has_limits(void **state)
{
	static const struct {
		int64_t due, day;
		int msg;
	} cases[] = {
		{ TODAY + 10, DAY_NONE, MSG_task_day_missing },
		{ TODAY + 10, TODAY + 10, MSG_task_day_not_later },
		{ TODAY + 10, TODAY + 11, 0 },
		{ TODAY - 10, TODAY - 1, MSG_task_day_past },
		{ TODAY - 10, TODAY, 0 },
		{ TODAY + 10, TODAY + 1830, 0 },
		{ TODAY + 10, TODAY + 1831, MSG_task_day_too_far },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct task task = task_in(TASK_ACTIVE);
		struct task_deed deed = deed_of(TASK_ACT_EXTEND);
		struct err err = { 0 };

		task.due_day = cases[i].due;
		deed.day = cases[i].day;
		(void)task_act_check(&task, &deed, OTHER, TODAY, &err);
		assert_int_equal(err.msg, cases[i].msg);
		assert_string_equal(err.field, cases[i].msg == 0 ? "" : "day");
	}
}

static void
reasons_and_results_are_asked_for_at_their_field(void **state)
{
	static const struct {
		enum task_act act;
		enum task_state in;
		const char *field;
		int msg;
	} cases[] = {
		{ TASK_ACT_RETURN, TASK_ASSIGNED, "reason", MSG_task_reason_missing },
		{ TASK_ACT_EXTEND, TASK_ACTIVE, "reason", MSG_task_reason_missing },
		{ TASK_ACT_REPORT, TASK_ACTIVE, "result", MSG_task_result_missing },
		{ TASK_ACT_SEND_BACK, TASK_REPORTED, "reason", MSG_task_reason_missing },
		{ TASK_ACT_CANCEL, TASK_ACTIVE, "reason", MSG_task_reason_missing },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct task task = task_in(cases[i].in);
		struct task_deed deed = deed_of(cases[i].act);
		struct err err = { 0 };

		deed.text = "";
		assert_int_equal(task_act_check(&task, &deed, OTHER, TODAY, &err), RC_REFUSED);
		assert_int_equal(err.msg, cases[i].msg);
		assert_string_equal(err.field, cases[i].field);
	}
}

static void
who_reports_may_not_confirm(void **state)
{
	struct task task = task_in(TASK_REPORTED);
	struct task_deed confirm = deed_of(TASK_ACT_CONFIRM);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(task_act_check(&task, &confirm, REPORTER, TODAY, &err), RC_REFUSED);
	assert_int_equal(err.msg, MSG_task_own_report);
	err_clear(&err);
	assert_int_equal(task_act_check(&task, &confirm, OTHER, TODAY, &err), RC_OK);
}

/* The due day itself is still in time; the day after is not. */
static void
overdue_begins_the_day_after(void **state)
{
	(void)state;
	for (int s = 0; s < TASK_STATE_COUNT; s++) {
		struct task task = task_in((enum task_state)s);
		bool owed = s == TASK_ASSIGNED || s == TASK_ACTIVE || s == TASK_RETURNED;

		task.due_day = TODAY;
		assert_false(task_overdue(&task, TODAY));
		assert_int_equal(task_overdue(&task, TODAY + 1), owed);
		assert_int_equal(task_open(task.state), owed);
	}
	assert_false(task_overdue(&(struct task){ .state = TASK_ACTIVE, .due_day = DAY_NONE },
	    TODAY));
}

static void
done_late_is_by_the_day_of_the_report(void **state)
{
	struct task task = task_in(TASK_ACTIVE);
	struct task_deed report = deed_of(TASK_ACT_REPORT), back = deed_of(TASK_ACT_SEND_BACK);
	struct task_deed confirm = deed_of(TASK_ACT_CONFIRM);

	(void)state;
	task.due_day = TODAY;
	task_act_apply(&task, &report, REPORTER, TODAY);
	assert_false(task_done_late(&task));
	task_act_apply(&task, &back, OTHER, TODAY + 1);
	assert_int_equal(task.reported_day, DAY_NONE);
	assert_int_equal(task.reported_by, 0);
	assert_true(task_overdue(&task, TODAY + 1));
	task_act_apply(&task, &report, REPORTER, TODAY + 1);
	assert_true(task_done_late(&task));
	assert_false(task_overdue(&task, TODAY + 9));
	task_act_apply(&task, &confirm, OTHER, TODAY + 9);
	assert_int_equal(task.state, TASK_DONE);
	assert_true(task_done_late(&task));
}

/* Without any one of the five a task does not start, and the message stands at that field. */
static void
a_task_starts_only_when_it_is_whole(void **state)
{
	static const char *const fields[] = { "title", "lead", "person", "output", "due" };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		struct task task = task_in(TASK_DRAFT);
		struct err err = { 0 };

		if (i == 0)
			task.title = "";
		if (i == 1)
			task.lead_id = 0;
		if (i == 2)
			task.person = "";
		if (i == 3)
			task.output = "";
		if (i == 4)
			task.due_day = DAY_NONE;
		assert_int_equal(task_complete(&task, &err), RC_REFUSED);
		assert_string_equal(err.field, fields[i]);
		err_clear(&err);
		assert_int_equal(task_act_check(&task,
		    &(struct task_deed){ .act = TASK_ACT_ACTIVATE },
		                     OTHER, TODAY, &err), RC_REFUSED);
	}
}

static void
all_gaps_are_told_at_once(void **state)
{
	static const char *const wanted[] = { "title", "lead", "person", "output", "due" };
	static const int msgs[] = { MSG_task_title_missing, MSG_task_lead_missing,
		MSG_task_person_missing, MSG_task_output_missing, MSG_task_due_missing };
	const struct task_new nothing = { .title = "", .person = "", .output = "",
		.due_day = DAY_NONE };
	const struct task_new whole = { .title = "a", .person = "b", .output = "c", .lead_id = 1,
		.due_day = TODAY };
	struct task_gap gaps[TASK_GAPS_MAX];

	(void)state;
	assert_int_equal(task_gaps(&whole, gaps), 0);
	assert_int_equal(task_gaps(&nothing, gaps), TASK_GAPS_MAX);
	for (size_t i = 0; i < TASK_GAPS_MAX; i++) {
		assert_string_equal(gaps[i].field, wanted[i]);
		assert_int_equal(gaps[i].msg, msgs[i]);
	}
}

static void
words_of_states_and_acts_come_back(void **state)
{
	(void)state;
	for (int i = 0; i < TASK_STATE_COUNT; i++) {
		enum task_state read = TASK_STATE_COUNT;

		assert_true(task_state_parse(task_state_key((enum task_state)i), &read));
		assert_int_equal(read, i);
		assert_true(task_state_msg(read) != 0);
	}
	for (int i = 0; i < TASK_ACT_COUNT; i++) {
		enum task_act read = TASK_ACT_COUNT;

		assert_true(task_act_parse(task_act_key((enum task_act)i), &read));
		assert_int_equal(read, i);
	}
	assert_false(task_state_parse("late", &(enum task_state){ 0 }));
	assert_false(task_act_parse("delete", &(enum task_act){ 0 }));
}

/* The unit's side, the plan's side and the confirming side are different rights. */
static void
sides_do_not_mix(void **state)
{
	(void)state;
	assert_int_equal(task_act_right(TASK_ACT_REPORT), RIGHT_TASK_WORK);
	assert_int_equal(task_act_right(TASK_ACT_EXTEND), RIGHT_TASK_WORK);
	assert_int_equal(task_act_right(TASK_ACT_GRANT), RIGHT_PLAN_EDIT);
	assert_int_equal(task_act_right(TASK_ACT_CONFIRM), RIGHT_TASK_CONFIRM);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_state_with_every_act),
		cmocka_unit_test(a_waiting_request_is_answered_before_the_next),
		cmocka_unit_test(a_grant_keeps_both_days_and_a_refusal_the_old_one),
		cmocka_unit_test(a_grant_never_moves_a_task_back),
		cmocka_unit_test(assigning_anew_keeps_the_first_due_day),
		cmocka_unit_test(each_act_says_why_it_is_not_open),
		cmocka_unit_test(the_day_asked_for_has_limits),
		cmocka_unit_test(reasons_and_results_are_asked_for_at_their_field),
		cmocka_unit_test(who_reports_may_not_confirm),
		cmocka_unit_test(overdue_begins_the_day_after),
		cmocka_unit_test(done_late_is_by_the_day_of_the_report),
		cmocka_unit_test(a_task_starts_only_when_it_is_whole),
		cmocka_unit_test(all_gaps_are_told_at_once),
		cmocka_unit_test(words_of_states_and_acts_come_back),
		cmocka_unit_test(sides_do_not_mix),
	};

	return cmocka_run_group_tests_name("task", tests, NULL, NULL);
}
