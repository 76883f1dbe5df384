/* marks_test.c: a long text falls into parts of whole lines; each part shows its own clauses. */
#include "plan/directive/marks.h"

#include "base/arena.h"
#include "tests/check.h"

enum { LONG = 300000 };

static struct str
repeated(struct arena *arena, const char *piece, size_t len)
{
	char *at = arena_alloc(arena, len + 1);
	size_t n = strlen(piece);

	for (size_t i = 0; i + n <= len; i += n)
		memcpy(at + i, piece, n);
	return str_of(at);
}

/* Every byte is in exactly one part, and no part is too long. */
static void
check_parts(struct str text, bool lines)
{
	struct part part = part_at(text, 1);
	int64_t count = part.count;
	size_t at = 0;

	for (int64_t i = 1; i <= count; i++) {
		part = part_at(text, i);
		assert_int_equal(part.from, at);
		assert_int_equal(part.number, i);
		assert_int_equal(part.count, count);
		assert_true(part.to > part.from && part.to - part.from <= PART_BYTES);
		assert_true(utf8_valid((struct str){ text.at + part.from, part.to - part.from }));
		assert_true(!lines || part.to == text.len || text.at[part.to - 1] == '\n');
		assert_int_equal(part_of(text, part.from).number, i);
		assert_int_equal(part_of(text, part.to - 1).number, i);
		at = part.to;
	}
	assert_int_equal(at, text.len);
	assert_int_equal(part_at(text, count + 1).number, count);
	assert_int_equal(part_at(text, 0).number, 1);
	assert_int_equal(part_at(text, INT64_MIN).number, 1);
}

static void
parts_are_whole_lines_or_at_least_whole_characters(void **state)
{
	struct arena *arena = arena_new(4 << 20);

	(void)state;
	check_parts(repeated(arena, "Phường Định Công báo cáo.\n", LONG), true);
	check_parts(repeated(arena, "ỡ", LONG), false); /* one line, three bytes a character */
	check_parts(repeated(arena, "\n", PART_BYTES + 1), true);
	check_parts(STR("một\n"), true);
	assert_int_equal(part_at(STR("một\n"), 1).count, 1);
	assert_int_equal(part_at(STR(""), 1).count, 1);
	assert_int_equal(part_at(STR(""), 1).to, 0);
	arena_free(arena);
}

static void
a_part_shows_its_own_clauses(void **state)
{
	struct arena *arena = arena_new(4 << 20);
	struct str text = repeated(arena, "0123456789\n", LONG);
	struct part part = part_at(text, 2);
	struct directive clause = { .byte_start = part.from + 2, .byte_end = part.from + 5 };
	struct mark *marks;
	size_t n;

	(void)state;
	marks_make(arena, text, &part, &clause, 1, &marks, &n);
	assert_int_equal(marks[0].kind, MARK_OPEN);
	assert_true(str_is(marks[1].text, "01"));
	assert_int_equal(marks[2].kind, MARK_CLAUSE);
	assert_true(str_is(marks[2].text, "234"));
	assert_true(marks[2].first);
	assert_true(str_is(marks[3].text, "56789"));
	assert_int_equal(marks[4].kind, MARK_CLOSE);
	assert_int_equal(n, (part.to - part.from) / 11 * 3 + 2);
	assert_ptr_equal(marks[n - 2].text.at + marks[n - 2].text.len + 1, text.at + part.to);
	arena_free(arena);
}

static void
a_clause_as_long_as_its_file_is_shown_in_part(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const char *quote = repeated(arena, "ỡ", 3 * QUOTE_SHOWN).at;
	bool cut = true;

	(void)state;
	assert_int_equal(quote_shown("ỡa", &cut).len, 4);
	assert_false(cut);
	assert_int_equal(quote_shown(quote, &cut).len, QUOTE_SHOWN / 3 * 3);
	assert_true(cut);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_are_whole_lines_or_at_least_whole_characters),
		cmocka_unit_test(a_part_shows_its_own_clauses),
		cmocka_unit_test(a_clause_as_long_as_its_file_is_shown_in_part),
	};

	return cmocka_run_group_tests_name("marks", tests, NULL, NULL);
}
