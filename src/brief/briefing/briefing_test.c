/* briefing_test.c: what the meeting is shown adds up, and each figure is its rows. */
#include "tests/plan_city.h"

#include "brief/briefing/briefing.h"

static struct task_figure
figure(int64_t org_id, int64_t bloc_id, int64_t done, int64_t late)
{
	struct task_figure f = { .org_id = org_id, .bloc_id = bloc_id, .org_name = "X" };

	f.by_state[TASK_DONE] = done;
	f.by_state[TASK_ACTIVE] = late;
	f.late = late;
	f.silent = late;
	return f;
}

static const struct bloc blocs[] = {
	{ 1, "Khối kinh tế", "Economy", 1, false },
	{ 4, "Xã, phường", "Communes", 4, true },
};

static void
organisations_and_blocs_add_up_to_the_city(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct briefing b = { 0 };
	struct task_figure rows[4];
	int64_t planned = 0;

	(void)state;
	rows[0] = figure(10, 1, 5, 0);
	rows[1] = figure(10, 1, 2, 1); /* the same, unplanned */
	rows[2] = figure(40, 4, 1, 2);
	rows[3] = figure(50, 9, 1, 0); /* a bloc that is no more */
	briefing_group(arena, blocs, 2, LANG_VI, rows, 4, &b);
	assert_int_equal(b.nblocs, 3);
	assert_int_equal(b.norgs, 3);
	assert_int_equal(b.nmissing, 2);
	for (size_t i = 0; i < b.nblocs; i++)
		planned += task_figure_planned(&b.blocs[i].sum);
	assert_int_equal(planned, task_figure_planned(&b.total));
	assert_int_equal(planned, 12);
	assert_int_equal(b.total.late, 3);
	assert_string_equal(b.blocs[2].name, msg_text(LANG_VI, MSG_briefing_no_bloc));
	arena_free(arena);
}

/* One that changed its bloc within the quarter: one line of its own, tasks where they were then. */
static void
an_organisation_stands_once_in_the_lists(struct store *store)
{
	struct briefing b;
	struct city city;
	struct task_new task;
	int64_t planned = 0, id;

	city_open(&city, store);
	for (int i = 0; i < 4; i++) {
		task = city_task(&city);
		task.due_day = city.ctx->today - 1;
		task.unplanned = i % 2 == 1;
		if (i == 2)
			store_test_script(store, "UPDATE unit SET bloc_id = 4 WHERE id = 20");
		assert_int_equal(task_add(city.ctx, &task), RC_OK);
	}
	assert_int_equal(briefing_make(store->db, store->arena, LANG_VI,
	                     quarter_of_day(city.ctx->today), city.ctx->today, &b),
	    RC_OK);
	assert_int_equal(b.norgs, 1);
	assert_int_equal(task_figure_planned(&b.orgs[0].sum), 4);
	assert_int_equal(b.nmissing, 1);
	assert_int_equal(b.missing[0].sum.silent, 4);
	for (size_t i = 0; i < b.nblocs; i++) {
		id = b.blocs[i].id;
		planned += task_figure_planned(&b.blocs[i].sum);
		assert_int_equal(task_figure_planned(&b.blocs[i].sum),
		    id == CITY_BLOC || id == 4 ? 2 : 0);
	}
	assert_int_equal(planned, task_figure_planned(&b.total));
	city_close(&city);
}

static void
drafts_without_a_lead_are_not_planned(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct briefing b = { 0 };
	struct task_figure row = figure(0, 0, 3, 0);

	(void)state;
	briefing_group(arena, blocs, 2, LANG_EN, &row, 1, &b);
	assert_int_equal(task_figure_planned(&b.total), 0);
	assert_string_equal(b.blocs[0].name, "Economy");
	arena_free(arena);
}

static void
a_silent_unit_is_missing_until_it_asks_or_reports(struct store *store)
{
	struct briefing b;
	struct city city;
	struct task_new task;
	struct buf out;

	city_open(&city, store);
	task = city_task(&city);
	task.due_day = city.ctx->today - 1;
	assert_int_equal(task_add(city.ctx, &task), RC_OK);
	assert_int_equal(briefing_make(store->db, store->arena, LANG_VI,
	                     quarter_of_day(city.ctx->today), city.ctx->today, &b),
	    RC_OK);
	assert_int_equal(b.total.late, 1);
	assert_int_equal(b.nmissing, 1);
	assert_int_equal(b.missing[0].id, CITY_LEAD);
	buf_init(&out, store->arena, 1 << 16);
	briefing_json(&out, &b, true);
	assert_non_null(strstr(buf_text(&out), "\"late\":1"));
	assert_non_null(strstr(buf_text(&out), "DỮ LIỆU MINH HỌA"));
	city_close(&city);
}

/* The tasks themselves stand under their number: the oldest first, with what the lead has said. */
static void
late_tasks_are_listed_with_what_was_said(struct store *store)
{
	struct briefing b;
	struct city city;
	struct task_new task;
	struct buf out;
	int64_t quarter, today;

	city_open(&city, store);
	today = city.ctx->today;
	quarter = quarter_of_day(today);
	for (int i = 0; i < BRIEFING_LATE_MAX + 2; i++) {
		task = city_task(&city);
		task.title = i == 0 ? "Việc đã xin gia hạn" : "Việc khác";
		task.due_day = today - (i == 0 ? 9 : 2);
		assert_int_equal(task_add(city.ctx, &task), RC_OK);
		if (i > 0)
			continue;
		assert_int_equal(city_do(&city, task.id, TASK_ACT_ACKNOWLEDGE), RC_OK);
		city.ctx->today = task.due_day - 1;
		assert_int_equal(city_do(&city, task.id, TASK_ACT_EXTEND), RC_OK);
		city.ctx->today = today;
	}
	task = city_task(&city); /* not late, and of another quarter */
	assert_int_equal(task_add(city.ctx, &task), RC_OK);
	assert_int_equal(
	    briefing_make(store->db, store->arena, LANG_VI, quarter, today, &b), RC_OK);
	assert_int_equal(b.total.late, BRIEFING_LATE_MAX + 2);
	assert_int_equal(b.nlate, BRIEFING_LATE_MAX);
	assert_string_equal(b.late[0].title, "Việc đã xin gia hạn");
	assert_string_equal(b.late[0].reason, "Mưa lớn kéo dài");
	assert_string_equal(b.late[0].lead, "Sở Xây dựng");
	assert_int_equal(b.late[0].asked_day, today - 2);
	assert_false(b.late[1].asked);
	assert_null(b.late[1].reason);
	buf_init(&out, store->arena, 1 << 16);
	briefing_json(&out, &b, false);
	assert_non_null(strstr(buf_text(&out), "\"days_late\":9,\"reason\":\"Mưa lớn"));
	assert_non_null(strstr(buf_text(&out), "\"active\":53"));
	assert_int_equal(briefing_make(store->db, store->arena, LANG_VI, quarter - 1, today, &b),
	    RC_OK);
	assert_int_equal(b.nlate, 0);
	city_close(&city);
}

/* A draft with a lead is no row of the briefing: its line would be empty. */
static void
an_organisation_without_planned_tasks_has_no_line(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct briefing b = { 0 };
	struct task_figure row = figure(10, 1, 0, 0);

	(void)state;
	row.by_state[TASK_DRAFT] = 2;
	briefing_group(arena, blocs, 2, LANG_VI, &row, 1, &b);
	assert_int_equal(b.norgs, 0);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(organisations_and_blocs_add_up_to_the_city),
		cmocka_unit_test(drafts_without_a_lead_are_not_planned),
		cmocka_unit_test(an_organisation_without_planned_tasks_has_no_line),
		STORE_TEST(late_tasks_are_listed_with_what_was_said),
		STORE_TEST(an_organisation_stands_once_in_the_lists),
		STORE_TEST(a_silent_unit_is_missing_until_it_asks_or_reports),
	};

	return cmocka_run_group_tests_name("briefing", tests, NULL, NULL);
}
