/* app_test.c: opening a city: what is there is kept before it changes. */
#include "tests/check.h"

#include <glob.h>
#include <unistd.h>

#include "app/app.h"
#include "app/command.h"
#include "app/setting_command.h"
#include "app/show_command.h"

struct place {
	char folder[32];
	char file[64];
};

static void
place_init(struct place *place)
{
	(void)snprintf(place->folder, sizeof(place->folder), "/tmp/giaoban-app-XXXXXX");
	assert_non_null(mkdtemp(place->folder));
	(void)snprintf(place->file, sizeof(place->file), "%s/city.db", place->folder);
}

/* How many files of the folder fit; with `remove` they go. */
static size_t
files(const struct place *place, const char *pattern, bool remove)
{
	char all[96];
	glob_t found = { 0 };
	size_t n;

	(void)snprintf(all, sizeof(all), "%s/%s", place->folder, pattern);
	(void)glob(all, 0, NULL, &found);
	n = found.gl_pathc;
	for (size_t i = 0; remove && i < n; i++)
		(void)unlink(found.gl_pathv[i]);
	globfree(&found);
	return n;
}

static void
place_release(const struct place *place)
{
	(void)files(place, "*", true);
	assert_int_equal(rmdir(place->folder), 0);
}

/* As an older version left it. */
static void
forget_terms(struct app *app)
{
	struct err err = { 0 };
	struct db *db = app_db(app, DB_WRITE, &err);

	assert_non_null(db);
	assert_int_equal(db_script(db, "DROP TABLE term;"
	    "DELETE FROM schema_migration WHERE name LIKE '%_term.sql'"), RC_OK);
	db_close(db);
}

static void
a_store_is_copied_before_its_tables_change(void **state)
{
	struct config config = { 0 };
	struct err err = { 0 };
	struct place place;
	struct app app;

	(void)state;
	place_init(&place);
	config.value[SET_DB] = place.file;
	assert_int_equal(app_open(&app, &config, slices, true, &err), RC_OK);
	assert_int_equal(files(&place, "city.db.*.bak", false), 0);
	forget_terms(&app);
	app_close(&app);
	assert_int_equal(app_open(&app, &config, slices, false, &err), RC_REFUSED);
	err_clear(&err);
	assert_int_equal(app_open(&app, &config, slices, true, &err), RC_OK);
	assert_int_equal(files(&place, "city.db.*.bak", false), 1);
	forget_terms(&app);
	app_close(&app);
	/* at once again: a second copy, not a name that is taken */
	assert_int_equal(app_open(&app, &config, slices, true, &err), RC_OK);
	assert_int_equal(files(&place, "city.db.*.bak", false), 2);
	app_close(&app);
	place_release(&place);
}

static void
a_recount_that_failed_is_no_difference(void **state)
{
	char *const check[] = { "check" };
	struct config config = { 0 };
	struct err err = { 0 };
	struct place place;
	struct app app;
	struct db *db;

	(void)state;
	place_init(&place);
	config.value[SET_DB] = place.file;
	assert_int_equal(app_open(&app, &config, slices, true, &err), RC_OK);
	assert_int_equal(check_command(&config, 1, (char **)check), EXIT_DONE);
	db = app_db(&app, DB_WRITE, &err);
	assert_int_equal(db_script(db, "DROP TABLE task_counter"), RC_OK);
	db_close(db);
	assert_int_equal(check_command(&config, 1, (char **)check), EXIT_FAILED);
	app_close(&app);
	place_release(&place);
}

static void
the_city_is_named_once(void **state)
{
	struct app app = { 0 };

	(void)state;
	app_name_city(&app, "Thành phố Một");
	app_name_city(&app, "Thành phố Hai");
	assert_string_equal(app.city_name, "Thành phố Một");
	app_close(&app);
}

static void
a_setting_is_kept_and_shown_from_the_next_start(void **state)
{
	char *const set[] = { "setting", "publisher", "Văn phòng Một" };
	char *const bad[] = { "setting", "colour", "x" };
	char *const two_lines[] = { "setting", "publisher", "a\nb" };
	struct config config = { 0 };
	struct err err = { 0 };
	struct place place;
	struct app app;

	(void)state;
	place_init(&place);
	config.value[SET_DB] = place.file;
	assert_int_equal(setting_command(&config, 3, (char **)set), EXIT_DONE);
	assert_int_equal(setting_command(&config, 3, (char **)bad), EXIT_USAGE);
	assert_int_equal(setting_command(&config, 3, (char **)two_lines), EXIT_USAGE);
	assert_int_equal(setting_command(&config, 2, (char **)set), EXIT_DONE); /* its value */
	assert_int_equal(app_open(&app, &config, slices, true, &err), RC_OK);
	assert_string_equal(app.publisher, "Văn phòng Một");
	assert_string_equal(app.publisher_contact, "");
	app_close(&app);
	assert_false(setting_text_valid("\xff"));
	assert_true(setting_text_valid(""));
	place_release(&place);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_store_is_copied_before_its_tables_change),
		cmocka_unit_test(a_recount_that_failed_is_no_difference),
		cmocka_unit_test(the_city_is_named_once),
		cmocka_unit_test(a_setting_is_kept_and_shown_from_the_next_start),
	};

	return cmocka_run_group_tests_name("app", tests, NULL, NULL);
}
