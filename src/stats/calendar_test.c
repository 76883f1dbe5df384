/* calendar_test.c: New Year's days as they were kept in Viet Nam, and the kinds of days. */
#include "tests/check.h"

#include "base/date.h"
#include "stats/calendar.h"

static int64_t
on(int year, int month, int day)
{
	return date_to_day((struct date){ year, month, day });
}

static void
new_years(void **state)
{
	/* 1985, 2007 and 2030 differ from the calendar of Beijing. */
	static const int tet[][3] = { { 1968, 1, 29 }, { 1985, 1, 21 }, { 2000, 2, 5 },
		{ 2005, 2, 9 }, { 2007, 2, 17 }, { 2015, 2, 19 }, { 2020, 1, 25 }, { 2021, 2, 12 },
		{ 2022, 2, 1 }, { 2023, 1, 22 }, { 2024, 2, 10 }, { 2025, 1, 29 }, { 2026, 2, 17 },
		{ 2027, 2, 6 }, { 2030, 2, 2 } };

	(void)state;
	for (size_t i = 0; i < sizeof(tet) / sizeof(tet[0]); i++)
		assert_int_equal(lunar_new_year(tet[i][0]), on(tet[i][0], tet[i][1], tet[i][2]));
	assert_int_equal(lunar_new_year(1967), DAY_NONE);
	assert_int_equal(lunar_new_year(2200), DAY_NONE);
	assert_int_equal(lunar_day(2026, 11, 1), DAY_NONE);
	assert_int_equal(lunar_day(2026, 0, 1), DAY_NONE);
}

static void
other_lunar_days(void **state)
{
	(void)state;
	assert_int_equal(lunar_day(2024, 3, 10), on(2024, 4, 18)); /* Giỗ Tổ */
	assert_int_equal(lunar_day(2025, 3, 10), on(2025, 4, 7));
	assert_int_equal(lunar_day(2026, 3, 10), on(2026, 4, 26));
	assert_int_equal(lunar_day(2023, 3, 10), on(2023, 4, 29)); /* after a leap second month */
	assert_int_equal(lunar_day(2025, 8, 15), on(2025, 10, 6)); /* after a leap sixth month */
}

static void
kinds(void **state)
{
	(void)state;
	assert_int_equal(day_kind(on(2026, 11, 20)), DAY_WORK);
	assert_int_equal(day_kind(on(2026, 11, 21)), DAY_REST);
	assert_int_equal(day_kind(on(2026, 4, 30)), DAY_REST);
	assert_int_equal(day_kind(on(2025, 4, 7)), DAY_REST);
	assert_int_equal(day_kind(on(2026, 2, 13)), DAY_WORK);
	assert_int_equal(day_kind(on(2026, 2, 14)), DAY_TET);
	assert_int_equal(day_kind(on(2026, 2, 23)), DAY_TET);
	assert_int_equal(day_kind(on(2026, 2, 24)), DAY_WORK);
}

static void
ten_days_each_year(void **state)
{
	(void)state;
	for (int year = LUNAR_YEAR_MIN; year <= LUNAR_YEAR_MAX; year++) {
		int n = 0;

		for (int64_t d = on(year, 1, 1); d <= on(year, 12, 31); d++)
			n += day_kind(d) == DAY_TET;
		assert_int_equal(n, TET_DAYS_BEFORE + 1 + TET_DAYS_AFTER);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(new_years),
		cmocka_unit_test(other_lunar_days), cmocka_unit_test(kinds),
		cmocka_unit_test(ten_days_each_year) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
