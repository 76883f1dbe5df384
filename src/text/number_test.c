/* number_test.c: every hand-made case of tests/data/cases/number_cases.tsv. */
#include "tests/cases.h"

#include <math.h>

#include "text/number.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(64u << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Writes a value the way the case file does. */
static const char *
value_text(const struct number *n)
{
	double rounded = round(n->value * 1e4) / 1e4;

	if (!n->quantity)
		return "null";
	if (n->whole > 0)
		return arena_printf(arena, "%.15g of %.15g", rounded, n->whole);
	if (n->high > n->value)
		return arena_printf(arena, "%.15g..%.15g", rounded, n->high);
	return arena_printf(arena, "%.15g", rounded);
}

static void
check_case(const char *line, const struct str column[CASES_COLUMNS])
{
	struct number number;
	struct tokens tokens;
	char note[128];

	tokens = tokens_of(arena, column[0], 0);
	if (number_at(number_grammar_new(arena), column[0], &tokens, 0, &number) == 0)
		fail_msg("no number in %s", line);
	assert_string_equal(value_text(&number), arena_text_n(arena, column[1].at, column[1].len));
	if (number.unit.len > 0)
		assert_true(str_equal(number.unit, column[2]));
	else
		assert_true(column[2].len == 0 || str_starts(column[2], "qualifier="));
	if (number.qualifier.len > 0) {
		(void)snprintf(note, sizeof(note), "qualifier=%.*s", (int)number.qualifier.len,
		    number.qualifier.at);
		assert_true(str_is(column[2], note) || str_is(column[3], note));
	}
}

static void
every_case_reads_right(void **state)
{
	(void)state;
	cases_each("tests/data/cases/number_cases.tsv", 30, check_case);
}

static void
words_add_up(void **state)
{
	static const struct {
		const char *text;
		double value;
	} cases[] = { { "hai mươi lăm", 25 }, { "mười", 10 }, { "một trăm hai mươi", 120 },
		{ "2 trăm nghìn", 200000 }, { "năm rưỡi", 5.5 }, { "2 triệu rưỡi", 2500000 },
		{ "ba phần tư", 0.75 } };

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct tokens tokens = tokens_of(arena, str_of(cases[i].text), 0);
		struct number n;

		assert_int_equal(
		    number_at(number_grammar_new(arena), str_of(cases[i].text), &tokens, 0, &n),
		    tokens.n);
		assert_true(fabs(n.value - cases[i].value) < 1e-9);
	}
}

static void
roman_numerals_have_one_spelling(void **state)
{
	(void)state;
	assert_int_equal(roman_value(STR("XIII")), 13);
	assert_int_equal(roman_value(STR("MCMXCIX")), 1999);
	assert_int_equal(roman_value(STR("IIII")), 0);
	assert_int_equal(roman_value(STR("VV")), 0);
	assert_int_equal(roman_value(STR("IXI")), 0);
	assert_int_equal(roman_value(STR("xi")), 0);
	assert_int_equal(roman_value(STR("")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_case_reads_right),
		cmocka_unit_test(words_add_up),
		cmocka_unit_test(roman_numerals_have_one_spelling),
	};

	return cmocka_run_group_tests_name("number", tests, setup, teardown);
}
