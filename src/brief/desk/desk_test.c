/* desk_test.c: every role has a desk; what stands on it is what the store holds. */
#include "tests/store.h"

#include "base/arena.h"
#include "brief/desk/desk.h"
#include "tests/plan_city.h"

static void
a_desk_shows_only_what_its_role_may_read(void **state)
{
	(void)state;
	for (int i = 0; i < ROLE_COUNT; i++) {
		enum role role = (enum role)i;
		enum desk_kind kind = desk_kind(role);
		bool tasks = kind == DESK_FOCAL || kind == DESK_UNIT || kind == DESK_READER;

		assert_int_equal(role_may(role, RIGHT_TASK_READ), tasks);
		assert_int_equal(role_may(role, RIGHT_TASK_WORK),
		    kind == DESK_UNIT || role == ROLE_FOCAL_OFFICER);
		assert_int_equal(role_may(role, RIGHT_DOCUMENT_EDIT), kind == DESK_FOCAL);
		assert_int_equal(role_may(role, RIGHT_ACCOUNT_ADMIN), kind == DESK_ADMIN);
		if (kind == DESK_READER)
			assert_true(role_may(role, RIGHT_BRIEF_READ));
	}
}

static const struct wanted {
	const char *state;
	int64_t n;
} wanted[] = { { "late", 1 }, { "soon", 2 }, { "assigned", 3 }, { "reported", 4 }, { "asked", 5 },
	{ "returned", 6 } };

static int64_t
wanted_of(const char *state)
{
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
		if (text_equal(wanted[i].state, state))
			return wanted[i].n;
	}
	return -1;
}

static void
a_number_is_the_one_its_state_names(void **state)
{
	const struct task_waiting waiting = { .late = 1, .soon = 2, .assigned = 3, .reported = 4,
		.asked = 5, .returned = 6 };

	(void)state;
	for (int kind = DESK_FOCAL; kind <= DESK_UNIT; kind++) {
		size_t n;
		const struct desk_figure *figures = desk_figures((enum desk_kind)kind, &n);

		/* what a unit gave back is the focal point's to decide */
		assert_int_equal(n, ARRAY_LEN(wanted) - (kind != DESK_FOCAL));
		for (size_t i = 0; i < n; i++)
			assert_int_equal(desk_number(&waiting, &figures[i]),
			    wanted_of(figures[i].state));
	}
}

static int64_t
add(struct city *city, int64_t lead_id, const char *title, int64_t days)
{
	struct task_new task = city_task(city);

	task.lead_id = lead_id;
	task.title = title;
	task.due_day = city->ctx->today + days;
	assert_int_equal(task_add(city->ctx, &task), RC_OK);
	return task.id;
}

static void
new_tasks_are_the_own_ones_until_acknowledged(struct store *store)
{
	struct desk_fresh rows[4];
	struct city city;
	int64_t id;
	size_t n;

	city_open(&city, store);
	add(&city, CITY_OTHER, "Của sở khác", 3);
	add(&city, CITY_LEAD, "Sau", 9);
	id = add(&city, CITY_LEAD, "Trước", 2);
	assert_int_equal(desk_fresh(store->db, store->arena, CITY_LEAD, rows, 4, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].title, "Trước");
	assert_null(rows[0].quote);
	assert_int_equal(city_do(&city, id, TASK_ACT_ACKNOWLEDGE), RC_OK);
	assert_int_equal(desk_fresh(store->db, store->arena, CITY_LEAD, rows, 4, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].title, "Sau");
	city_close(&city);
}

static void
owed_rows_of_the_city_or_of_one_organisation(struct store *store)
{
	struct desk_row rows[4];
	struct city city;
	size_t n;

	city_open(&city, store);
	add(&city, CITY_OTHER, "Của sở khác", 3);
	add(&city, CITY_LEAD, "Quá hạn", -4);
	assert_int_equal(desk_rows(store->db, store->arena, 0, rows, 4, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].title, "Quá hạn");
	assert_int_equal(rows[0].due_day, city.ctx->today - 4);
	assert_int_equal(desk_rows(store->db, store->arena, CITY_OTHER, rows, 4, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].lead, "Sở Y tế");
	assert_int_equal(desk_rows(store->db, store->arena, 0, rows, 1, &n), RC_OK);
	assert_int_equal(n, 1);
	city_close(&city);
}

/* What a unit gave back comes before all else, with the reason it gave. */
static void
returned_tasks_stand_first_on_the_citys_desk(struct store *store)
{
	struct task_waiting waiting;
	struct desk_row rows[4];
	struct city city;
	struct task_new draft;
	int64_t id;
	size_t n;

	city_open(&city, store);
	add(&city, CITY_OTHER, "Quá hạn", -4);
	id = add(&city, CITY_LEAD, "Trả lại", 30);
	draft = city_task(&city);
	draft.activate = false;
	assert_int_equal(task_add(city.ctx, &draft), RC_OK);
	assert_int_equal(city_do(&city, id, TASK_ACT_RETURN), RC_OK);
	assert_int_equal(desk_rows(store->db, store->arena, 0, rows, 4, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].state, TASK_RETURNED);
	assert_string_equal(rows[0].reason, "Mưa lớn kéo dài");
	assert_string_equal(rows[1].title, "Quá hạn");
	assert_null(rows[1].reason);
	assert_int_equal(desk_rows(store->db, store->arena, 0, rows, 1, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(task_waiting(store->db, 0, city.ctx->today, &waiting), RC_OK);
	assert_int_equal(waiting.returned, 1);
	assert_int_equal(waiting.drafts, 1);
	assert_int_equal(waiting.helping, 0);
	city_close(&city);
}

/* Each task of the city has the ward as its co-operating unit. */
static void
a_co_operating_unit_finds_its_tasks(struct store *store)
{
	struct task_waiting waiting;
	struct desk_row rows[4];
	struct city city;
	size_t n;

	city_open(&city, store);
	add(&city, CITY_LEAD, "Sau", 9);
	add(&city, CITY_OTHER, "Trước", 2);
	add(&city, CITY_WARD, "Tự chủ trì", 3);
	assert_int_equal(desk_helped(store->db, store->arena, CITY_WARD, rows, 4, &n), RC_OK);
	assert_int_equal(n, 2);
	assert_string_equal(rows[0].title, "Trước");
	assert_string_equal(rows[0].lead, "Sở Y tế");
	assert_int_equal(task_waiting(store->db, CITY_WARD, city.ctx->today, &waiting), RC_OK);
	assert_int_equal(waiting.helping, 2);
	assert_int_equal(desk_helped(store->db, store->arena, CITY_WARD, rows, 1, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(desk_helped(store->db, store->arena, 1, rows, 4, &n), RC_OK);
	assert_int_equal(n, 0);
	city_close(&city);
}

static void
accounts_are_counted_by_role(struct store *store)
{
	struct desk_accounts counted;

	for (int i = 0; i < 3; i++) {
		char sql[400];

		(void)snprintf(sql, sizeof(sql),
		    "INSERT INTO account (id, login, name, name_key, role, unit_id, password_hash,"
		        " must_change, disabled, version, created_ms, password_ms)"
		    " VALUES (%d, 'u%d', 'N', '', '%s', 1, 'x', 0, %d, 1, 0, 0)", i + 1, i,
		    i == 0 ? "inspector" : "admin", i == 2);
		store_test_script(store, sql);
	}
	assert_int_equal(desk_accounts(store->db, &counted), RC_OK);
	assert_int_equal(counted.all[ROLE_ADMIN], 2);
	assert_int_equal(counted.disabled[ROLE_ADMIN], 1);
	assert_int_equal(counted.all[ROLE_INSPECTOR], 1);
	assert_int_equal(counted.disabled[ROLE_INSPECTOR], 0);
	assert_int_equal(counted.all[ROLE_JOURNALIST], 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_desk_shows_only_what_its_role_may_read),
		cmocka_unit_test(a_number_is_the_one_its_state_names),
		STORE_TEST(accounts_are_counted_by_role),
		STORE_TEST(returned_tasks_stand_first_on_the_citys_desk),
		STORE_TEST(a_co_operating_unit_finds_its_tasks),
		STORE_TEST(new_tasks_are_the_own_ones_until_acknowledged),
		STORE_TEST(owed_rows_of_the_city_or_of_one_organisation),
	};

	return cmocka_run_group_tests_name("desk", tests, NULL, NULL);
}
