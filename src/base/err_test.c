/* err_test.c: the code says whose fault it is, and the first message stays. */
#include "tests/check.h"

#include "base/err.h"

static void
codes_and_words_go_together(void **state)
{
	struct err err = { 0 };

	(void)state;
	assert_int_equal(err_refuse(&err, "due", 7), RC_REFUSED);
	assert_int_equal(err.msg, 7);
	assert_string_equal(err.field, "due");
	assert_string_equal(err.detail, "");
	err_clear(&err);
	assert_int_equal(err_fail(&err, "disk %d", 3), RC_FAILED);
	assert_string_equal(err.detail, "disk 3");
	assert_int_equal(err.msg, 0);
	err_clear(&err);
	assert_int_equal(err_deny(&err, "--%s wants a value", "db"), RC_REFUSED);
	assert_string_equal(err.detail, "--db wants a value");
}

static void
the_first_message_wins(void **state)
{
	struct err err = { 0 };

	(void)state;
	(void)err_refuse(&err, "due", 7);
	assert_int_equal(err_refuse(&err, "title", 8), RC_REFUSED);
	assert_int_equal(err.msg, 7);
	assert_string_equal(err.field, "due");
	(void)err_fail(&err, "the cause");
	assert_int_equal(err_fail(&err, "what came of it"), RC_FAILED);
	assert_int_equal(err_deny(&err, "what came of it"), RC_REFUSED);
	assert_string_equal(err.detail, "the cause");
}

static void
arguments_are_cut_at_a_whole_character(void **state)
{
	struct err err = { 0 };
	char text[ERR_TEXT_MAX + 8];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + ERR_TEXT_MAX - 2, "ộ", 4);
	err_arg_text(&err, "name", text);
	err_arg_int(&err, "n", -5);
	assert_int_equal(err.nargs, 2);
	assert_int_equal(strlen(err.args[0].value), ERR_TEXT_MAX - 2);
	assert_string_equal(err.args[1].value, "-5");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes_and_words_go_together),
		cmocka_unit_test(the_first_message_wins),
		cmocka_unit_test(arguments_are_cut_at_a_whole_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
