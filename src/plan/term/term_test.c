/* term_test.c: the tree of terms, years and quarters: nothing lost, nothing twice. */
#include "tests/store.h"

#include "base/arena.h"
#include "html/msg.h"
#include "plan/term/term_store.h"
#include "plan/term/term_web.h"
#include "tests/plan_city.h"

static const struct term terms[] = {
	{ .id = 1, .name = "2006-2010", .first_year = 2006, .last_year = 2010 },
	{ .id = 2, .name = "2010-2016", .first_year = 2010, .last_year = 2016 },
	{ .id = 3, .name = "2017-2020", .first_year = 2017, .last_year = 2020 },
};

static void
a_year_of_two_terms_stands_in_the_later(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct plan_term *tree;
	size_t n;

	(void)state;
	plan_tree(arena, terms, 3, NULL, 0, &tree, &n);
	assert_int_equal(n, 3);
	assert_int_equal(tree[0].term.id, 3); /* newest first */
	assert_int_equal(tree[1].nyears, 7);  /* 2016 .. 2010 */
	assert_int_equal(tree[1].years[6].year, 2010);
	assert_int_equal(tree[2].nyears, 4);
	assert_int_equal(tree[2].years[0].year, 2009);
	arena_free(arena);
}

static void
every_quarter_with_tasks_stands_somewhere(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct task_quarter quarters[30];
	struct plan_term *tree;
	int64_t sum = 0;
	size_t n;

	(void)state;
	for (int i = 0; i < 30; i++)
		quarters[i] = (struct task_quarter){ .quarter = (2004 + i) * 4 + i % 4,
			.planned = 1 + i };
	plan_tree(arena, terms, 3, quarters, 30, &tree, &n);
	assert_int_equal(n, 4);
	assert_int_equal(tree[3].term.id, 0); /* 2004, 2005 and 2021 .. 2033 */
	assert_int_equal(tree[3].nyears, 15);
	assert_int_equal(tree[3].years[0].year, 2033);
	for (size_t t = 0; t < n; t++) {
		for (size_t y = 0; y < tree[t].nyears; y++)
			sum += plan_year_sum(&tree[t].years[y]).planned;
	}
	assert_int_equal(sum, 30 * 31 / 2);
	arena_free(arena);
}

static void
terms_have_limits(void **state)
{
	static const struct {
		int64_t first, last;
		const char *field;
		int msg;
	} cases[] = {
		{ 2026, 2030, "", 0 },
		{ 2026, 2026, "", 0 },
		{ 2026, 2025, "last", MSG_term_last_before_first },
		{ 2026, 2040, "", 0 },
		{ 2026, 2041, "last", MSG_term_too_long },
		{ 1975, 1980, "first", MSG_term_year_range },
		{ 2201, 2202, "first", MSG_term_year_range },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct term term = { .name = "X", .first_year = cases[i].first,
			.last_year = cases[i].last };
		struct err err = { 0 };
		enum rc rc = term_check(&term, &err);

		assert_int_equal(rc, cases[i].field[0] == '\0' ? RC_OK : RC_REFUSED);
		assert_string_equal(err.field, cases[i].field);
		assert_int_equal(err.msg, cases[i].msg);
	}
}

static void
terms_are_kept_and_changed_by_version(struct store *store)
{
	struct term term = { .id = 9, .name = "Nhiệm kỳ", .first_year = 2026, .last_year = 2030 };
	struct term *rows;
	struct city city;
	size_t n;

	city_open(&city, store);
	assert_int_equal(term_make(city.ctx, &term), RC_OK);
	term.version = 1;
	term.last_year = 2031;
	assert_int_equal(term_edit(city.ctx, &term), RC_OK);
	assert_int_equal(term_edit(city.ctx, &term), RC_CONFLICT);
	term.id = 10;
	assert_int_equal(term_edit(city.ctx, &term), RC_NONE);
	assert_int_equal(term_list(store->db, store->arena, &rows, &n), RC_OK);
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].last_year, 2031);
	city_close(&city);
}

static void
the_plan_page_shows_what_is_owed_this_quarter(struct store *store)
{
	struct city city;
	struct task_new form;
	struct reply reply;
	const char *page;

	city_open(&city, store);
	form = city_task(&city);
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	form.id = ctx_id(city.ctx);
	form.title = "Việc đã quá hạn";
	form.due_day = city.ctx->today - 3;
	assert_int_equal(task_add(city.ctx, &form), RC_OK);
	reply = term_routes[0].view(ask_get(&city.ask, "/plan"));
	page = reply.body.at;
	assert_int_equal(reply.status, 200);
	assert_int_equal(count_of(page, "Việc đã quá hạn"), 1);
	assert_int_equal(count_of(page, "/tasks?quarter=2026Q4&amp;state=planned&amp;expect=2"), 1);
	assert_int_equal(count_of(page, "/tasks?quarter=2026Q4&amp;state=late&amp;expect=1"), 1);
	city.ask.user.role = ROLE_UNIT_OFFICER; /* another organisation sees none of it */
	city.ask.user.unit_id = CITY_OTHER;
	reply = term_routes[0].view(ask_get(&city.ask, "/plan"));
	assert_int_equal(count_of(reply.body.at, "Việc đã quá hạn"), 0);
	city_close(&city);
}

static void
a_term_is_called_by_its_years_in_english(void **state)
{
	const struct term term = { 1, "Nhiệm kỳ 2025 - 2030", 2025, 2030, 1 };
	const struct term outside = { 0 };
	struct arena *arena = arena_new(1 << 20);
	struct html h;

	(void)state;
	html_init(&h, arena, LANG_EN, 1000);
	assert_string_equal(plan_term_name(&h, &term), "Term 2025–2030");
	assert_string_equal(plan_term_name(&h, &outside), "Outside all terms");
	html_init(&h, arena, LANG_VI, 1000);
	assert_string_equal(plan_term_name(&h, &term), "Nhiệm kỳ 2025 - 2030");
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_term_is_called_by_its_years_in_english),
		cmocka_unit_test(a_year_of_two_terms_stands_in_the_later),
		cmocka_unit_test(every_quarter_with_tasks_stands_somewhere),
		cmocka_unit_test(terms_have_limits),
		STORE_TEST(terms_are_kept_and_changed_by_version),
		STORE_TEST(the_plan_page_shows_what_is_owed_this_quarter),
	};

	return cmocka_run_group_tests_name("term", tests, NULL, NULL);
}
