/*
 * show_command.c: the program explains itself: routes, schema, config; and looks after its store:
 * check, backup.
 */
#include "app/show_command.h"

#include <sys/stat.h>

#include "app/app.h"
#include "app/command.h"
#include "app/form.h"
#include "app/route.h"
#include "db/backup.h"
#include "db/migrate.h"

static void
print_route(const struct route *r)
{
	(void)printf("%-4s %-36s %-14s %-18s %s:%d\n", r->method == HTTP_GET ? "GET" :
	    "POST", r->path,
	    right_key(r->right), r->form == NULL ? "-" : r->form->name, r->file, r->line);
}

int
routes_command(int argc, char **argv)
{
	if (command_words("routes", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	for (const struct slice *s = slices; s->name != NULL; s++)
		for (const struct route *r = s->routes; r != NULL && r->path != NULL; r++)
			print_route(r);
	return EXIT_DONE;
}

int
schema_command(int argc, char **argv)
{
	if (command_words("schema", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	for (const struct migration *m = migrations; m->name != NULL; m++)
		(void)printf("-- %s\n%s\n", m->path, m->sql);
	return EXIT_DONE;
}

int
config_command(const struct config *config, int argc, char **argv)
{
	if (command_words("config", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	config_print(config, stdout);
	return EXIT_DONE;
}

/* A line for what one recount found; the exit status it asks for. */
static int
print_recount(const char *name, int64_t n)
{
	if (n < 0) {
		(void)printf("%s: could not be counted\n", name);
		return EXIT_FAILED;
	}
	if (n == 0)
		(void)printf("%s: ok\n", name);
	else
		(void)printf("%s: %lld differences\n", name, (long long)n);
	return n == 0 ? EXIT_DONE : EXIT_REFUSED;
}

/* Recounts what the registers keep counted; the gravest of their exit statuses. */
static int
recount_all(struct db *db)
{
	int worst = EXIT_DONE;

	for (const struct slice *s = slices; s->name != NULL; s++) {
		for (const struct recount *r = s->recounts; r != NULL && r->name != NULL; r++) {
			int code = print_recount(r->name, r->run(db));

			worst = code > worst ? code : worst;
		}
	}
	return worst;
}

int
check_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	int code = EXIT_DONE;
	struct app app;
	struct db *db;
	enum rc rc;

	if (command_words("check", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("check", rc, &err);
	db = app_db(&app, DB_READ, &err);
	rc = db == NULL ? RC_FAILED : db_integrity_check(db, &err);
	if (rc == RC_OK) {
		(void)printf("store: ok\n");
		code = recount_all(db);
	}
	db_close(db);
	app_close(&app);
	if (rc != RC_OK || code == EXIT_FAILED)
		return command_fail("check", RC_FAILED, &err);
	return code;
}

/* The keys are no part of the copy, on purpose: whoever has both can sign for this city. */
static void
tell_backup(const struct app *app, const char *file)
{
	char keys[APP_KEY_FILE_MAX];
	struct stat st = { 0 };

	app_key_file(app, keys);
	(void)stat(file, &st);
	(void)printf("%s\t%lld bytes, a copy of %s\n"
	             "Keep %s too, but apart from it: without it the copy's audit log\n"
	             "goes on under another key, with both anybody could sign. Serve the copy\n"
	             "with --key-file, or with the keys beside it as %s.keys\n",
	    file, (long long)st.st_size, app->target.text, keys, file);
}

int
backup_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	struct app app;
	struct db *db;
	enum rc rc;

	if (command_words("backup", argc, argv, 1, 1) != EXIT_DONE)
		return EXIT_USAGE;
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("backup", rc, &err);
	db = app_db(&app, DB_READ, &err);
	rc = db == NULL ? RC_FAILED : db_backup(db, argv[1], &err);
	if (rc == RC_OK)
		tell_backup(&app, argv[1]);
	db_close(db);
	app_close(&app);
	return rc == RC_OK ? EXIT_DONE : command_fail("backup", rc, &err);
}
