/* csv_read_test.c: each fault by name, and the rows of good files. */
#include "tests/check.h"

#include "base/date.h"
#include "stats/csv_read.h"

static const struct csv_column columns[] = {
	{ "place", true }, { "date", true }, { "count", true }, { "topic", false },
};

static struct arena *arena;

static enum csv_fault
fault_of(struct str text)
{
	struct csv csv;
	int64_t n;
	struct str s;

	if (!csv_begin(&csv, text, columns, 4, arena))
		return csv.fault;
	while (csv_next(&csv))
		if (!csv_text(&csv, 0, &s) || !csv_date(&csv, 1, &n) || !csv_count(&csv, 2, &n))
			break;
	return csv.fault;
}

static void
good_rows(void **state)
{
	struct csv csv;
	struct str text = STR("\xef\xbb\xbf" "count,place,date\r\n"
		"3,\"Hòa, \"\"Bình\"\"\",2026-02-17\r\n"
		"0,b,2024-02-29");
	int64_t n;

	(void)state;
	assert_true(csv_begin(&csv, text, columns, 4, arena));
	assert_false(csv_has(&csv, 3));
	assert_true(csv_next(&csv));
	assert_true(str_is(csv_cell(&csv, 0), "Hòa, \"Bình\""));
	assert_true(csv_count(&csv, 2, &n));
	assert_int_equal(n, 3);
	assert_int_equal(csv.line, 2);
	assert_true(csv_next(&csv));
	assert_true(csv_date(&csv, 1, &n));
	assert_int_equal(n, date_to_day((struct date){ 2024, 2, 29 }));
	assert_false(csv_next(&csv));
	assert_int_equal(csv.fault, CSV_FINE);
}

static void
every_fault(void **state)
{
	static const struct {
		const char *text;
		enum csv_fault fault;
	} cases[] = {
		{ "place,date,count\na,2024-01-01,1\n", CSV_FINE },
		{ "", CSV_EMPTY },
		{ "place,date,count,who\n", CSV_COLUMN_UNKNOWN },
		{ "place,date,count,topic,extra\n", CSV_COLUMN_UNKNOWN },
		{ "place,date,place\n", CSV_COLUMN_TWICE },
		{ "place,date\n", CSV_COLUMN_MISSING },
		{ "place,date,count\na,2024-01-01\n", CSV_CELLS },
		{ "place,date,count\na,2024-01-01,1,2\n", CSV_CELLS },
		{ "place,date,count\n\n", CSV_CELLS },
		{ "place,date,count\n1,2,3,4,5,6,7,8,9,10,11,12,13,14\n", CSV_CELLS },
		{ "place,date,count\n\"a,2024-01-01,1\n", CSV_QUOTE },
		{ "place,date,count\na\"b,2024-01-01,1\n", CSV_QUOTE },
		{ "place,date,count\n\"a\"b,2024-01-01,1\n", CSV_QUOTE },
		{ "place,date,count\na,2024-01-01,1\rb\n", CSV_NOT_COUNT },
		{ "place,date,count\n,2024-01-01,1\n", CSV_CELL_EMPTY },
		{ "place,date,count\na,2024-01-01,-1\n", CSV_NOT_COUNT },
		{ "place,date,count\na,2024-01-01,1.5\n", CSV_NOT_COUNT },
		{ "place,date,count\na,2024-01-01,1000000001\n", CSV_NOT_COUNT },
		{ "place,date,count\na,2023-02-29,1\n", CSV_NOT_DATE },
		{ "place,date,count\na,1,1\n", CSV_NOT_DATE },
		{ "place,date,count\n\"a\"\rb,2024-01-01,1\n", CSV_QUOTE },
		{ "place,date,count\na,2024-01-01,\n", CSV_CELL_EMPTY },
		{ "place,date,count\na,,1\n", CSV_CELL_EMPTY },
		{ "place,\"date,count\n", CSV_QUOTE },
		{ "1,2,3,4,5,6,7,8,9,10,11,12,13\n", CSV_COLUMN_UNKNOWN },
		{ "place,date,count\na\xff,2024-01-01,1\n", CSV_NOT_UTF8 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(fault_of(str_of(cases[i].text)), cases[i].fault);
	assert_int_equal(fault_of((struct str){ "place\0", 6 }), CSV_NOT_UTF8);
}

static void
long_cells(void **state)
{
	char *text = arena_alloc(arena, CSV_CELL_MAX + 100);

	(void)state;
	(void)snprintf(text, 30, "place,date,count\n");
	memset(text + 17, 'a', CSV_CELL_MAX + 1);
	assert_int_equal(fault_of(str_of(text)), CSV_CELL_LONG);
}

static void
numbers(void **state)
{
	static const struct csv_column one[] = { { "x", true } };
	static const char *const bad[] = { "x\nnan\n", "x\ninf\n", "x\n0x10\n", "x\n1e999\n",
		"x\n1.2.3\n", "x\n1 \n", "x\n-\n",
		"x\n1111111111111111111111111111111111111111111111111111111111111111\n" };
	struct csv csv;
	double x;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_true(csv_begin(&csv, str_of(bad[i]), one, 1, arena) && csv_next(&csv));
		assert_false(csv_number(&csv, 0, &x));
		assert_int_equal(csv.fault, CSV_NOT_NUMBER);
		assert_false(csv_next(&csv));
	}
	assert_true(csv_begin(&csv, STR("x\n-1.25e1\n"), one, 1, arena) && csv_next(&csv));
	assert_true(csv_number(&csv, 0, &x));
	assert_true(x == -12.5);
}

static void
sentences(void **state)
{
	struct csv csv;
	struct buf buf;

	(void)state;
	buf_init(&buf, arena, 1000);
	assert_false(csv_begin(&csv, STR("place,who\n"), columns, 4, arena));
	csv_say(&csv, "a.csv", &buf);
	assert_string_equal(buf_text(&buf),
		"a.csv:1: a column that is not expected here: 'who' (column_unknown)");
	buf_clear(&buf); /* cut at a whole letter */
	assert_false(csv_begin(&csv, STR("aườườườườườườườườườườườườườườườườ\n"), columns,
		4, arena));
	csv_say(&csv, "a.csv", &buf);
	assert_string_equal(buf_text(&buf), "a.csv:1: a column that is not expected here: "
		"'aườườườườườườườườườườườư' (column_unknown)");
	assert_true(utf8_valid(buf_str(&buf)));
	for (int i = 0; i < CSV_FAULTS; i++)
		assert_non_null(csv_fault_name((enum csv_fault)i));
}

static void
files(void **state)
{
	struct str text;
	char path[] = "/tmp/csv_read_testXXXXXX";
	int fd = mkstemp(path);
	FILE *file = fdopen(fd, "w");

	(void)state;
	assert_int_equal(csv_load("/nonexistent", 10, arena, &text), CSV_UNREADABLE);
	assert_int_equal(csv_load("/tmp", 10, arena, &text), CSV_UNREADABLE);
	assert_int_equal(fputs("hello", file) >= 0 && fclose(file) == 0, 1);
	assert_int_equal(csv_load(path, 5, arena, &text), CSV_FINE);
	assert_true(str_is(text, "hello"));
	assert_int_equal(csv_load(path, 4, arena, &text), CSV_TOO_LARGE);
	assert_int_equal(csv_load("/dev/zero", 300000, arena, &text), CSV_TOO_LARGE);
	(void)remove(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(good_rows),
		cmocka_unit_test(every_fault), cmocka_unit_test(long_cells),
		cmocka_unit_test(numbers), cmocka_unit_test(sentences), cmocka_unit_test(files) };
	int failed;

	arena = arena_new(64 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
