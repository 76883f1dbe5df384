/* setting_store.c: the table of the city's own settings. */
#include "app/setting_store.h"

#include "app/app.h"
#include "base/arena.h"
#include "base/mem.h"

/* RC_NONE when it is not set. */
static enum rc
setting_get(struct db *db, struct arena *arena, const char *name, char **value)
{
	struct db_stmt *q = db_stmt(db, SQL("SELECT value FROM setting WHERE name = $1"));
	enum rc found;

	db_bind_text(q, 1, name);
	found = db_first(q);
	if (found == RC_OK)
		*value = db_text(q, arena, "value");
	return db_end_found(q, found);
}

enum rc
setting_set(struct db *db, const char *name, const char *value)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "INSERT INTO setting (name, value)"
	    " VALUES ($1, $2)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value"));

	db_bind_text(q, 1, name);
	db_bind_text(q, 2, value);
	return db_run(q, NULL);
}

static char *
keep(const char *text)
{
	size_t size = strlen(text) + 1;
	char *copy = mem_alloc(size);

	memcpy(copy, text, size);
	return copy;
}

/* A setting or its stand-in, in memory that lasts as long as the program. */
static enum rc
load_text(struct db *db, struct arena *arena, const char *name, const char *fallback, char **to)
{
	char *value = NULL;
	enum rc rc = setting_get(db, arena, name, &value);

	mem_free(*to);
	*to = keep(value == NULL ? fallback : value);
	return rc == RC_NONE ? RC_OK : rc;
}

enum rc
app_load_settings(struct app *app, struct db *db)
{
	struct arena *arena = arena_new(1 << 20);
	char *demo = NULL, *name = NULL;
	enum rc rc = setting_get(db, arena, "demo", &demo);

	app->demo = demo != NULL;
	if (rc == RC_OK || rc == RC_NONE)
		rc = load_text(db, arena, "city_name", "", &name);
	app->city_name = name;
	if (rc == RC_OK)
		rc = load_text(db, arena, "publisher", "", &app->publisher);
	if (rc == RC_OK)
		rc = load_text(db, arena, "publisher_contact", "", &app->publisher_contact);
	arena_free(arena);
	return rc;
}
