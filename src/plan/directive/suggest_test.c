/* suggest_test.c: days offered for what documents say, on days that were counted by hand. */
#include "plan/directive/suggest.h"

#include "tests/check.h"

static int64_t
day(const char *iso)
{
	int64_t value;

	if (!day_parse_iso(str_of(iso), &value))
		fail_msg("%s is no day", iso);
	return value;
}

/* Text like "2026-12-24 before 5, 2026-12-31 quarter". */
static const char *
offered(const char *period, const char *today)
{
	static const char *const names[WHY_COUNT] = { "stated", "year", "quarter", "month", "end",
		"before", "issued", "today", "week" };
	static char text[400];
	const struct suggest_facts facts = { DAY_NONE, period, day("2026-11-16"), day(today) };
	struct suggestion to[SUGGESTIONS_MAX];
	size_t n = suggest_days(&facts, to);
	size_t len = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n; i++) {
		char iso[DATE_TEXT_MAX];

		day_iso(to[i].day, iso);
		len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%s %s",
		    i > 0 ? ", " : "", iso, names[to[i].why]);
		if (to[i].n > 0)
			len += (size_t)snprintf(text + len, sizeof(text) - len, " %d", to[i].n);
	}
	return text;
}

static void
a_stated_day_is_offered_alone(void **state)
{
	const struct suggest_facts facts = { day("2026-11-30"), "2026-10/2026-12", DAY_NONE,
		day("2026-12-05") };
	struct suggestion to[SUGGESTIONS_MAX];

	(void)state;
	assert_int_equal(suggest_days(&facts, to), 1);
	assert_int_equal(to[0].day, day("2026-11-30")); /* also when it is past: the text says so */
	assert_int_equal(to[0].why, WHY_STATED);
}

static void
ends_of_periods_are_offered(void **state)
{
	(void)state;
	/* 31/12/2026 is a Thursday; five working days before it is Thursday, 24/12. */
	assert_string_equal(offered("2026-10/2026-12", "2026-11-21"),
	    "2026-12-24 before 5, 2026-12-31 quarter");
	assert_string_equal(offered("2026", "2026-11-21"), "2026-12-24 before 5, 2026-12-31 year");
	assert_string_equal(offered("/2027-06", "2026-11-21"),
	    "2027-06-23 before 5, 2027-06-30 month");
	assert_string_equal(offered("2026-11-20/2026-12-02", "2026-11-21"),
	    "2026-11-25 before 5, 2026-12-02 end");
	/* Four days are left: the earlier day is past. */
	assert_string_equal(offered("2026-11", "2026-11-27"), "2026-11-30 month");
}

static void
rhythms_and_lengths_are_offered(void **state)
{
	(void)state;
	assert_string_equal(offered("R/P3M", "2026-11-21"), "2026-12-31 quarter");
	assert_string_equal(offered("R/P6M", "2026-07-02"), "2026-12-31 quarter");
	assert_string_equal(offered("R/P6M", "2026-02-02"), "2026-06-30 quarter");
	assert_string_equal(offered("R/P1M", "2026-11-21"), "2026-11-30 month");
	assert_string_equal(offered("R/P1W", "2026-11-21"), "2026-11-27 week");
	assert_string_equal(offered("R/P1W", "2026-11-27"), "2026-11-27 week");
	assert_string_equal(offered("R/P1Y", "2026-11-21"), "2026-12-31 year");
	assert_string_equal(offered("P10D", "2026-11-21"),
	    "2026-11-26 issued 10, 2026-12-01 today 10");
	assert_string_equal(offered("PT49H", "2026-11-21"), "2026-11-24 today 3");
	assert_string_equal(offered("R/P3M; PT48H", "2026-11-16"),
	    "2026-11-18 issued 2, 2026-12-31 quarter");
}

static void
without_a_period_the_next_ends_are_offered(void **state)
{
	(void)state;
	assert_string_equal(offered("", "2026-11-21"),
	    "2026-11-30 month, 2026-12-21 today 30, 2026-12-31 quarter");
	/* Too near: the ends after them. */
	assert_string_equal(offered("", "2026-12-28"),
	    "2027-01-27 today 30, 2027-01-31 month, 2027-03-31 quarter");
	/* A period that is over says nothing. */
	assert_string_equal(offered("2026-07/2026-09", "2026-11-21"),
	    "2026-11-30 month, 2026-12-21 today 30, 2026-12-31 quarter");
	assert_string_equal(offered("P5Y", "2026-11-21"),
	    "2026-11-30 month, 2026-12-21 today 30, 2026-12-31 quarter");
	assert_string_equal(offered("nonsense; 2026-13; R/; P; //; PTM; 2026-02-30", "2026-11-21"),
	    "2026-11-30 month, 2026-12-21 today 30, 2026-12-31 quarter");
}

static void
working_days_know_tet(void **state)
{
	(void)state;
	/* Tết 2026 is 17/2; its window in the calendar is 14/2 to 23/2. */
	assert_string_equal(offered("/2026-02-25", "2026-01-05"),
	    "2026-02-10 before 5, 2026-02-25 end");
}

static void
parts_are_read_whole(void **state)
{
	struct period p;

	(void)state;
	assert_true(period_read(STR("2026-11-30/"), &p));
	assert_int_equal(p.kind, PERIOD_FROM);
	assert_true(period_read(STR("2025/2030"), &p));
	assert_int_equal(p.kind, PERIOD_BETWEEN);
	assert_int_equal(p.from_day, day("2025-01-01"));
	assert_int_equal(p.to_day, day("2030-12-31"));
	assert_false(period_read(STR("R/P0M"), &p));
	assert_false(period_read(STR("P3X"), &p));
	assert_false(period_read(STR(""), &p));
	assert_false(period_read(STR("/"), &p));
	assert_false(period_read(STR("2026-12-31x"), &p));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_stated_day_is_offered_alone),
		cmocka_unit_test(ends_of_periods_are_offered),
		cmocka_unit_test(rhythms_and_lengths_are_offered),
		cmocka_unit_test(without_a_period_the_next_ends_are_offered),
		cmocka_unit_test(working_days_know_tet),
		cmocka_unit_test(parts_are_read_whole),
	};

	return cmocka_run_group_tests_name("suggest", tests, NULL, NULL);
}
