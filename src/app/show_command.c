/*
 * show_command.c: the program explains itself: routes, schema, config; and looks after its store:
 * check, backup.
 */
#include "app/show_command.h"

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
	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	for (const struct slice *s = slices; s->name != NULL; s++)
		for (const struct route *r = s->routes; r != NULL && r->path != NULL; r++)
			print_route(r);
	return EXIT_DONE;
}

int
schema_command(int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	for (const struct migration *m = migrations; m->name != NULL; m++)
		(void)printf("-- %s\n%s\n", m->path, m->sql);
	return EXIT_DONE;
}

int
config_command(const struct config *config, int argc, char **argv)
{
	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	config_print(config, stdout);
	return EXIT_DONE;
}

/* Recounts what the registers keep counted; prints a line for each, returns the differences. */
static int64_t
recount_all(struct db *db)
{
	int64_t wrong = 0;

	for (const struct slice *s = slices; s->name != NULL; s++) {
		for (const struct recount *r = s->recounts; r != NULL && r->name != NULL; r++) {
			int64_t n = r->run(db);

			(void)printf("%s: %s", r->name, n == 0 ? "ok\n" : "");
			if (n != 0)
				(void)printf("%lld differences\n", (long long)n);
			wrong += n != 0;
		}
	}
	return wrong;
}

int
check_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	int64_t wrong = 0;
	struct app app;
	struct db *db;
	enum rc rc;

	(void)argv;
	if (argc != 1)
		return EXIT_USAGE;
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("check", rc, &err);
	db = app_db(&app, DB_READ, &err);
	rc = db == NULL ? RC_FAILED : db_integrity_check(db, &err);
	if (rc == RC_OK) {
		(void)printf("store: ok\n");
		wrong = recount_all(db);
	}
	db_close(db);
	app_close(&app);
	if (rc != RC_OK)
		return command_fail("check", rc, &err);
	return wrong == 0 ? EXIT_DONE : EXIT_REFUSED;
}

int
backup_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	struct app app;
	struct db *db;
	enum rc rc;

	if (argc != 2)
		return EXIT_USAGE;
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("backup", rc, &err);
	db = app_db(&app, DB_READ, &err);
	rc = db == NULL ? RC_FAILED : db_backup(db, argv[1], &err);
	db_close(db);
	app_close(&app);
	return rc == RC_OK ? EXIT_DONE : command_fail("backup", rc, &err);
}
