/* config_test.c: flag over environment over file, and what is refused. */
#include "tests/check.h"

#include <unistd.h>

#include "app/command.h"
#include "base/err.h"

static char path[64];

static void
write_file(const char *text)
{
	int fd;

	(void)snprintf(path, sizeof(path), "/tmp/giaoban-config-XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(close(fd), 0);
}

static enum rc
take(struct config *config, struct err *err, int argc, const char *const *words)
{
	char *argv[8] = { 0 };

	for (int i = 0; i < argc; i++)
		argv[i] = (char *)(uintptr_t)words[i];
	return config_take_flags(config, &argc, argv, err);
}

static void
a_flag_beats_the_environment_beats_the_file(void **state)
{
	struct config config = { 0 };
	struct err err = { 0 };

	(void)state;
	write_file("# city\nlisten = 127.0.0.1:1\nworkers = 5\nlog-level = warn\n");
	assert_int_equal(setenv("GIAOBAN_WORKERS", "6", 1), 0);
	assert_int_equal(setenv("GIAOBAN_LISTEN", "127.0.0.1:2", 1), 0);
	assert_int_equal(take(&config, &err, 4,
	                     (const char *[]){ "serve", "--config", path, "--listen=127.0.0.1:3" }),
	    RC_OK);
	assert_string_equal(config_text(&config, SET_LISTEN), "127.0.0.1:3");
	assert_int_equal(config_int(&config, SET_WORKERS), 6);
	assert_string_equal(config_text(&config, SET_LOG_LEVEL), "warn");
	assert_int_equal(config.source[SET_DB], FROM_DEFAULT);
	config_release(&config);
	(void)unsetenv("GIAOBAN_WORKERS");
	(void)unsetenv("GIAOBAN_LISTEN");
	(void)unlink(path);
}

static void
refuse(const char *text, const char *detail)
{
	struct config config = { 0 };
	struct err err = { 0 };

	write_file(text);
	assert_int_equal(take(&config, &err, 3, (const char *[]){ "serve", "--config", path }),
	    RC_REFUSED);
	assert_non_null(strstr(err.detail, detail));
	config_release(&config);
	(void)unlink(path);
}

static void
a_wrong_line_is_named(void **state)
{
	(void)state;
	refuse("workers = 5\nwrokers = 6\n", "line 2");
	refuse("workers\n", "line 1");
	refuse("workers = many\n", "a number from 1 to 64");
	refuse("workers = 65\n", "a number from 1 to 64");
}

static void
a_file_that_is_too_long_is_not_read_in_part(void **state)
{
	char text[64 * 1024 + 2];

	(void)state;
	memset(text, '#', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	refuse(text, "longer than 65536 bytes");
}

static void
flags_are_taken_out_and_the_rest_stays(void **state)
{
	struct config config = { 0 };
	struct err err = { 0 };
	char *argv[] = { "import", "document", "--db", "x.db", "a.txt", "--what", NULL };
	int argc = 6;

	(void)state;
	assert_int_equal(config_take_flags(&config, &argc, argv, &err), RC_OK);
	assert_int_equal(argc, 4);
	assert_string_equal(argv[2], "a.txt");
	assert_string_equal(argv[3], "--what");
	assert_string_equal(config_text(&config, SET_DB), "x.db");
	config_release(&config);
}

static void
a_flag_without_value_or_a_file_that_is_not_there(void **state)
{
	struct config config = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(take(&config, &err, 2, (const char *[]){ "serve", "--db" }), RC_REFUSED);
	assert_non_null(strstr(err.detail, "--db wants a value"));
	err_clear(&err);
	assert_int_equal(take(&config, &err, 3, (const char *[]){ "serve", "--config", "/nope" }),
	    RC_REFUSED);
	config_release(&config);
}

static void
a_secret_is_no_flag_and_is_not_printed(void **state)
{
	struct config config = { 0 };
	struct err err = { 0 };
	char *argv[] = { "serve", "--pg-password", "hunter2", NULL };
	char text[4096] = "";
	FILE *to = tmpfile();
	int argc = 3;

	(void)state;
	assert_non_null(to);
	assert_int_equal(setenv("GIAOBAN_PG_PASSWORD", "hunter3", 1), 0);
	assert_int_equal(config_take_flags(&config, &argc, argv, &err), RC_OK);
	assert_int_equal(argc, 3); /* left for the verb, which refuses it */
	config_print(&config, to);
	rewind(to);
	assert_true(fread(text, 1, sizeof(text) - 1, to) > 100);
	assert_null(strstr(text, "hunter"));
	assert_non_null(strstr(text, "(set)"));
	(void)fclose(to);
	(void)unsetenv("GIAOBAN_PG_PASSWORD");
	config_release(&config);
}

static void
commands_take_their_own_flags(void **state)
{
	char *argv[] = { "demo", "--seed", "7", "--tasks=60", NULL };
	int argc = 4;

	(void)state;
	assert_string_equal(command_flag(&argc, argv, "seed"), "7");
	assert_string_equal(command_flag(&argc, argv, "tasks"), "60");
	assert_null(command_flag(&argc, argv, "task"));
	assert_int_equal(argc, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_flag_beats_the_environment_beats_the_file),
		cmocka_unit_test(a_wrong_line_is_named),
		cmocka_unit_test(a_file_that_is_too_long_is_not_read_in_part),
		cmocka_unit_test(flags_are_taken_out_and_the_rest_stays),
		cmocka_unit_test(a_flag_without_value_or_a_file_that_is_not_there),
		cmocka_unit_test(a_secret_is_no_flag_and_is_not_printed),
		cmocka_unit_test(commands_take_their_own_flags),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
