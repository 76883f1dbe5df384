/* demo.c: `giaoban demo`, and what a served demo city says of itself. */
#include "demo/demo.h"

#include <errno.h>
#include <unistd.h>

#include "app/command.h"
#include "base/mem.h"
#include "city/account/account.h"
#include "demo/demo_data.h"

enum { ARENA_BYTES = 1 << 30, MOST_TASKS = 1000000 };

const char *
demo_pick(struct demo *demo, const char *const *list)
{
	return list[prng_below(&demo->prng, demo_count(list))];
}

const char *
demo_person(struct demo *demo)
{
	const char *family = demo_pick(demo, demo_family);
	const char *middle = demo_pick(demo, demo_middle);

	return arena_printf(demo->ctx.arena, "%s %s %s", family, middle,
	    demo_pick(demo, demo_given));
}

enum rc
demo_greet(struct app *app, struct err *err)
{
	struct db *db = app->loop_db[0];

	if (!app->demo)
		return RC_OK;
	db_set_err(db, err);
	(void)printf("Sign in with one click at /sign-in, in one of these roles:\n");
	for (enum role role = 0; role < ROLE_COUNT; role++)
		(void)printf(
		    "  %-16s %s\n", role_key(role), msg_text(LANG_VI, (enum msg)role_msg(role)));
	return demo_print_totals(db);
}

static enum rc
make_all(struct demo *demo)
{
	enum rc rc = db_begin(demo->db);

	if (rc == RC_OK)
		rc = demo_make_city(demo);
	if (rc == RC_OK)
		rc = demo_make_year(demo);
	if (rc == RC_OK)
		rc = demo_make_documents(demo);
	if (rc == RC_OK)
		return db_commit(demo->db);
	db_rollback(demo->db);
	return rc;
}

/* A demo is made in an empty store only: it never touches a city that is there. */
static enum rc
check_empty(struct demo *demo, struct err *err)
{
	bool any = false;
	enum rc rc = account_any(demo->db, &any);

	if (rc != RC_OK || !any)
		return rc;
	return err_deny(err, "%s: there is a city in it already", demo->app.target.text);
}

/* The day the year runs up to: its morning, so that nothing lies after it. */
static enum rc
set_day(struct demo *demo, const char *as_of, struct err *err)
{
	demo->today = clock_today(&demo->app.clock);
	if (as_of != NULL && !day_parse_iso(str_of(as_of), &demo->today))
		return err_deny(err, "--as-of: a date like 2026-11-21 is wanted, not \"%s\"",
		    as_of);
	demo->ctx.today = demo->today;
	demo->ctx.now_ms = day_to_ms(demo->today) + INT64_C(7) * 3600000;
	return RC_OK;
}

static enum rc
open_and_make(struct demo *demo, struct config *config, const char *as_of, uint64_t seed,
    struct err *err)
{
	enum rc rc;

	config->value[SET_AS_OF] = NULL; /* the store is no demo yet, and needs no clock */
	rc = app_open(&demo->app, config, slices, true, err);
	if (rc != RC_OK)
		return rc;
	id_maker_free(demo->app.ids);
	demo->app.ids = id_maker_new_seeded(seed);
	prng_init(&demo->prng, seed);
	demo->db = app_db(&demo->app, DB_WRITE, err);
	if (demo->db == NULL)
		return RC_FAILED;
	ctx_for_console(&demo->ctx, &demo->req, &demo->app, demo->db, arena_new(ARENA_BYTES));
	rc = set_day(demo, as_of, err);
	if (rc == RC_OK)
		rc = check_empty(demo, err);
	if (rc == RC_OK)
		rc = make_all(demo);
	if (rc != RC_OK && err->detail[0] == '\0' && err->msg == 0)
		*err = demo->ctx.err;
	if (rc == RC_OK)
		rc = demo_print_totals(demo->db);
	return rc;
}

static void
close_demo(struct demo *demo)
{
	db_close(demo->db);
	arena_free(demo->ctx.arena);
	app_close(&demo->app);
	mem_free(demo);
}

static bool
number_flag(const char *text, int64_t least, int64_t most, int64_t *value)
{
	return text == NULL ||
	    (str_to_i64(str_of(text), value) && *value >= least && *value <= most);
}

int
demo_command(const struct config *config, int argc, char **argv)
{
	const char *seed_text = command_flag(&argc, argv, "seed");
	const char *tasks_text = command_flag(&argc, argv, "tasks");
	struct config own = *config;
	struct err err = { 0 };
	struct demo *demo;
	int64_t seed = 1, tasks = DEMO_TASKS;
	enum rc rc;

	if (command_words("demo", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	if (!number_flag(seed_text, 0, INT64_MAX, &seed))
		return command_wrong("demo", "--seed: a whole number is wanted, not \"%s\"",
		    seed_text);
	if (!number_flag(tasks_text, 60, MOST_TASKS, &tasks))
		return command_wrong("demo", "--tasks: a number from 60 to %d is wanted, not"
		                             " \"%s\"", MOST_TASKS, tasks_text);
	demo = mem_alloc(sizeof(*demo));
	demo->tasks = tasks;
	rc = open_and_make(demo, &own, config_text(config, SET_AS_OF), (uint64_t)seed, &err);
	close_demo(demo);
	return rc == RC_OK ? EXIT_DONE : command_fail("demo", rc, &err);
}
