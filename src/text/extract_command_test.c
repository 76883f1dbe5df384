/* extract_command_test.c: a line of JSON for each clause, and the status of the command. */
#include "tests/check.h"

#include <jansson.h>

#include "tests/notice.h"
#include "text/extract_command.h"
#include "text/extract_json.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 30);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
json_has_its_keys_in_order(void **state)
{
	static const char *const keys[] = { "file", "char_start", "char_end", "section", "kind",
		"actors", "coactors", "action", "deadline", "period", "topic", "sensitive",
		"reason" };
	struct extract_result r = notice_of(arena, "1. Sở \"Y\" tế cần báo cáo trước ngày 30/6.");
	struct buf line;
	json_t *root;
	const char *key;
	json_t *value;
	size_t n = 0;

	(void)state;
	buf_init(&line, arena, 1 << 16);
	extract_json_line(&line, "a\"b.txt", &r.clauses[0]);
	assert_int_equal(line.at[line.len - 1], '\n');
	root = json_loads(buf_text(&line), 0, NULL);
	assert_non_null(root);
	json_object_foreach(root, key, value)
	{
		assert_true(n < sizeof(keys) / sizeof(*keys));
		assert_string_equal(key, keys[n++]);
	}
	assert_int_equal(n, sizeof(keys) / sizeof(*keys));
	assert_string_equal(json_string_value(json_object_get(root, "deadline")), "2026-06-30");
	json_decref(root);
}

/* A machine reads the action whole; only what people read in a list is cut, at a word. */
static void
a_long_action_is_whole(void **state)
{
	struct buf text;
	struct extract_clause c;
	const char *cut;

	(void)state;
	buf_init(&text, arena, 1 << 16);
	buf_add_text(&text, "1. Sở Y tế rà soát trạm 0");
	for (int i = 1; i < 400; i++)
		buf_printf(&text, ", trạm %d", i);
	c = notice_only_order(notice_of(arena, arena_printf(arena, "%s.", buf_text(&text))));
	assert_string_equal(c.action, buf_text(&text) + strlen("1. Sở Y tế "));
	cut = extract_short(arena, c.action);
	assert_true(strlen(cut) <= 160 + strlen("…"));
	assert_memory_equal(cut, c.action, strlen(cut) - strlen("…"));
	assert_int_equal(c.action[strlen(cut) - strlen("…")], ' ');
	assert_string_equal(extract_short(arena, "rà soát"), "rà soát");
}

static void
command_tells_its_status(void **state)
{
	char *usage[] = { "extract", NULL }, *flag[] = { "extract", "--xml", "a", NULL };
	char *missing[] = { "extract", "--json", "/nonexistent/giaoban", NULL };

	(void)state;
	assert_int_equal(extract_command(1, usage), 2);
	assert_int_equal(extract_command(3, flag), 2);
	assert_int_equal(extract_command(3, missing), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_has_its_keys_in_order),
		cmocka_unit_test(a_long_action_is_whole),
		cmocka_unit_test(command_tells_its_status),
	};

	return cmocka_run_group_tests_name("extract_command", tests, setup, teardown);
}
