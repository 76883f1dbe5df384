/* app.c: opening what every command shares, in order; closing in reverse. */
#include "app/app.h"

#include "app/setting_store.h"
#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/rand.h"
#include "db/backup.h"
#include "db/migrate.h"
#include "text/collate.h"

enum { SMALL_ARENA = 4 * 1024 * 1024 };

void
app_key_file(const struct app *app, char to[APP_KEY_FILE_MAX])
{
	const char *path = config_text(app->config, SET_KEY_FILE);

	_Static_assert(sizeof(app->target.text) + 8 <= APP_KEY_FILE_MAX, "room for .keys");
	if (path == NULL && app->target.kind == DB_POSTGRES)
		path = "giaoban.keys";
	if (path != NULL)
		(void)snprintf(to, APP_KEY_FILE_MAX, "%s", path);
	else
		(void)snprintf(to, APP_KEY_FILE_MAX, "%s.keys", app->target.text);
}

static enum rc
load_secrets(struct app *app, bool write, struct err *err)
{
	char path[APP_KEY_FILE_MAX];

	app_key_file(app, path);
	return secrets_load(&app->secrets, path, write, err);
}

struct db *
app_db(struct app *app, enum db_mode mode, struct err *err)
{
	struct db *db = db_open(&app->target, mode, mode == DB_WRITE,
	    config_text(app->config, SET_PG_PASSWORD), err);

	if (db != NULL)
		db_set_err(db, err);
	return db;
}

struct before {
	const struct app *app;
	struct err *err;
};

/* "giaoban.db.2026-11-21T09:05:00.123.bak"; PostgreSQL has its own tool and its own keeper. */
static enum rc
back_up(struct db *db, void *arg)
{
	const struct before *before = arg;
	const struct clock real = { 0 };
	char file[sizeof(before->app->target.text) + DATE_TEXT_MAX + 8];
	char when[DATE_TEXT_MAX];
	int64_t now_ms;

	if (db_kind(db) == DB_POSTGRES)
		return RC_OK;
	now_ms = clock_now_ms(&real);
	ms_iso(now_ms, when);
	(void)snprintf(file, sizeof(file), "%s.%.19s.%03d.bak", before->app->target.text, when,
	    (int)(now_ms % 1000));
	log_info("the store changes; as it was it is kept in %s", file);
	return db_backup(db, file, before->err);
}

static enum rc
migrate_or_check(struct app *app, bool write, struct err *err)
{
	struct db *db = app_db(app, write ? DB_WRITE : DB_READ, err);
	struct before before = { app, err };
	enum rc rc;

	if (db == NULL)
		return err_fail(err, "%s: cannot be opened", app->target.text);
	rc = write ? db_migrate(db, back_up, &before, err) : db_migrate_check(db, err);
	if (rc == RC_OK)
		rc = app_load_settings(app, db);
	db_close(db);
	return rc;
}

/* A demo city may live on another day: the clock is shifted by whole days. */
static enum rc
set_clock(struct app *app, struct err *err)
{
	const char *as_of = config_text(app->config, SET_AS_OF);
	int64_t day;

	if (as_of == NULL)
		return RC_OK;
	if (!app->demo)
		return err_deny(err, "--as-of is for demo cities only");
	if (!day_parse_iso(str_of(as_of), &day))
		return err_deny(err, "--as-of: a date like 2026-11-21 is wanted, not \"%s\"",
		    as_of);
	app->clock.shift_ms = (day - clock_today(&app->clock)) * DAY_MS;
	return RC_OK;
}

void
app_name_city(struct app *app, const char *name)
{
	size_t size = strlen(name) + 1;
	char *copy;

	if (atomic_exchange(&app->city_named, true))
		return;
	copy = mem_alloc(size);
	memcpy(copy, name, size);
	app->city_name_before = app->city_name;
	app->city_name = copy;
}

static void
name_node(struct app *app)
{
	uint64_t bits;

	rand_secret(&bits, sizeof(bits));
	(void)snprintf(app->node, sizeof(app->node), "%016llx", (unsigned long long)bits);
}

enum rc
app_open(struct app *app, const struct config *config, const struct slice *list, bool write,
    struct err *err)
{
	enum rc rc;

	memset(app, 0, sizeof(*app));
	app->config = config;
	app->slices = list;
	app->ids = id_maker_new();
	(void)pthread_mutex_init(&app->reading, NULL);
	name_node(app);
	app->collator = collator_open();
	rc = db_target_parse(&app->target, config_text(config, SET_DB), err);
	if (rc == RC_OK)
		rc = load_secrets(app, write, err);
	if (rc == RC_OK)
		rc = migrate_or_check(app, write, err);
	if (rc == RC_OK)
		rc = set_clock(app, err);
	if (rc != RC_OK)
		app_close(app);
	return rc;
}

void
app_close(struct app *app)
{
	id_maker_free(app->ids);
	collator_close(app->collator);
	mem_free(app->city_name);
	mem_free(app->city_name_before);
	mem_free(app->publisher);
	mem_free(app->publisher_contact);
	(void)pthread_mutex_destroy(&app->reading);
	memset(app, 0, sizeof(*app));
}
