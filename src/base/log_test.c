/* log_test.c: an event is one line of whole characters, whatever the values hold. */
#include "tests/check.h"

#include <unistd.h>

#include "base/log.h"
#include "base/str.h"

/* What was written for this text, without the time and the level. */
static const char *
said(const char *text)
{
	static char line[4096];
	int ends[2], saved = dup(STDERR_FILENO);
	ssize_t len;
	char *at;

	assert_int_equal(pipe(ends), 0);
	(void)dup2(ends[1], STDERR_FILENO);
	log_error("%s", text);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	(void)close(ends[1]);
	len = read(ends[0], line, sizeof(line) - 1);
	(void)close(ends[0]);
	assert_true(len > 0);
	line[len] = '\0';
	at = strstr(line, " error ");
	assert_non_null(at);
	return at + strlen(" error ");
}

static void
no_value_makes_a_second_line(void **state)
{
	(void)state;
	assert_string_equal(said("a\nb\rc\x1b[2Jd"), "a b c [2Jd\n");
	assert_string_equal(said("a\x7f" "b"), "a b\n");
	assert_string_equal(said("a\xc2\x85" "b\xc2\x9b" "c"), "a  b  c\n");
	assert_string_equal(said("Đường \xc2\xa0 ủy"), "Đường \xc2\xa0 ủy\n");
}

static void
a_cut_line_ends_with_a_whole_character(void **state)
{
	char text[3001];

	(void)state;
	for (size_t before = 0; before < 3; before++) {
		const char *line;

		memset(text, 'x', before);
		for (size_t at = before; at + 3 < sizeof(text); at += 3)
			memcpy(text + at, "ủ", 4);
		line = said(text);
		assert_true(strlen(line) > 1900 && strlen(line) < 2048);
		assert_true(utf8_valid(str_of(line)));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_value_makes_a_second_line),
		cmocka_unit_test(a_cut_line_ends_with_a_whole_character),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
