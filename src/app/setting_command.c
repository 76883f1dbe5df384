/* setting_command.c: `giaoban setting [NAME TEXT]`: what all pages say of the city. */
#include "app/setting_command.h"

#include "app/app.h"
#include "app/audit.h"
#include "app/command.h"
#include "app/setting_store.h"
#include "base/str.h"

enum { TEXT_CHARACTERS = 200 };

static const char *const names[] = { "city_name", "publisher", "publisher_contact" };

static bool
known(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (text_equal(names[i], name))
			return true;
	return false;
}

bool
setting_text_valid(const char *text)
{
	struct str all = str_of(text);

	if (!utf8_valid(all) || utf8_count(all) > TEXT_CHARACTERS)
		return false;
	for (const char *at = text; *at != '\0'; at++)
		if ((unsigned char)*at < ' ' || *at == 0x7f)
			return false;
	return true;
}

/* One, its value alone; all, each with its name. */
static void
print_settings(const struct app *app, const char *name)
{
	const char *const texts[] = { app->city_name, app->publisher, app->publisher_contact };

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (name == NULL)
			(void)printf("%s\t%s\n", names[i], texts[i]);
		else if (text_equal(names[i], name))
			(void)printf("%s\n", texts[i]);
}

static enum rc
note(struct app *app, struct db *db)
{
	int64_t now_ms = clock_now_ms(&app->clock);
	const struct audit_entry entry = { .id = id_new(app->ids, now_ms),
		.at_ms = now_ms,
		.actor = "console",
		.role = "admin",
		.verb = "setting.edit",
		.object = "setting",
		.request_id = "console" };

	return audit_add(db, &entry);
}

struct one {
	struct app *app;
	const char *name;
	const char *text;
};

static enum rc
write_one(struct db *db, void *arg)
{
	const struct one *one = arg;
	enum rc rc = setting_set(db, one->name, one->text);

	return rc == RC_OK ? note(one->app, db) : rc;
}

static enum rc
write_setting(struct one *one, struct err *err)
{
	struct db *db = app_db(one->app, DB_WRITE, err);
	enum rc rc = db == NULL ? RC_FAILED : command_write(db, err, write_one, one);

	db_close(db);
	return rc;
}

int
setting_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	struct app app;
	enum rc rc;

	if (command_words("setting", argc, argv, 0, 2) != EXIT_DONE)
		return EXIT_USAGE;
	if (argc > 1 && !known(argv[1]))
		return command_wrong("setting", "there is no setting \"%s\"", argv[1]);
	if (argc == 3 && !setting_text_valid(argv[2]))
		return command_wrong("setting", "%s: one line of at most %d characters is wanted",
		    argv[1], TEXT_CHARACTERS);
	if (argc == 3 && text_equal(argv[1], "city_name") && str_trim(str_of(argv[2])).len == 0)
		return command_wrong("setting", "city_name may not be empty");
	rc = app_open(&app, config, slices, argc == 3, &err);
	if (rc != RC_OK)
		return command_fail("setting", rc, &err);
	if (argc < 3)
		print_settings(&app, argc == 2 ? argv[1] : NULL);
	else
		rc = write_setting(&(struct one){ &app, argv[1], argv[2] }, &err);
	app_close(&app);
	return rc == RC_OK ? EXIT_DONE : command_fail("setting", rc, &err);
}
