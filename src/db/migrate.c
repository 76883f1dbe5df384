/*
 * migrate.c: from the schema a store has to the one the program wants. The one idea: what was
 * applied is compared by name and hash with what the program carries, and any difference but
 * "missing" stops the start.
 */
#include "db/migrate.h"

#include <sodium/core.h>
#include <sodium/crypto_generichash.h>

#include "base/arena.h"
#include "base/clock.h"

#define HASH_SIZE 32
#define VIEWS "_views.sql"

/* The questions about a database itself, which each engine answers from tables of its own. */
struct catalogue {
	const char *tables;      /* n: how many tables there are */
	const char *history;     /* n: 1 if schema_migration is among them */
	const char *views;       /* name: each view */
	const char *drop_view;   /* with the name for %s */
	const char *foreign_suffix; /* migrations with this ending are the other engine's */
	const char *before, *after; /* around a run of migrations */
};

static const struct catalogue catalogues[] = {
	[DB_SQLITE] = {
		.tables = "SELECT count(*) AS n FROM sqlite_master WHERE type = 'table'",
		.history = "SELECT count(*) AS n FROM sqlite_master "
			   "WHERE type = 'table' AND name = 'schema_migration'",
		.views = "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name",
		.drop_view = "DROP VIEW IF EXISTS %s",
		.foreign_suffix = ".postgres.sql",
		/* A table can only be rebuilt with the checks off; apply_inside checks after. */
		.before = "PRAGMA foreign_keys = OFF",
		.after = "PRAGMA foreign_keys = ON",
	},
	[DB_POSTGRES] = {
		.tables = "SELECT count(*) AS n FROM pg_tables WHERE schemaname = current_schema()",
		.history = "SELECT count(*) AS n FROM pg_tables "
			   "WHERE schemaname = current_schema() AND tablename = 'schema_migration'",
		.views = "SELECT CAST(viewname AS TEXT) AS name FROM pg_views "
			 "WHERE schemaname = current_schema() ORDER BY viewname",
		.drop_view = "DROP VIEW IF EXISTS %s CASCADE",
		.foreign_suffix = ".sqlite.sql",
		.before = "SELECT pg_advisory_lock(8311)",
		.after = "SELECT pg_advisory_unlock(8311)",
	},
};

static const char history_sql[] =
	"-- data: none\n"
	"CREATE TABLE schema_migration ("
	"name TEXT PRIMARY KEY, hash BYTEA NOT NULL, applied_ms BIGINT NOT NULL)";

/* One comparison of a store with a list. */
struct plan {
	struct db *db;
	const struct catalogue *catalogue;
	struct arena *arena;
	const struct migration *list;
	bool *applied;  /* by index in the list */
	bool fresh;     /* no schema_migration yet */
	int tables_missing, views_missing;
	struct err *err;
};

static bool
ends(const char *text, const char *suffix)
{
	size_t a = strlen(text), b = strlen(suffix);

	return a >= b && strcmp(text + a - b, suffix) == 0;
}

static bool
is_view(const struct migration *m)
{
	return ends(m->name, VIEWS);
}

static bool
is_wanted(const struct plan *plan, const struct migration *m)
{
	return !ends(m->name, plan->catalogue->foreign_suffix);
}

static void
hash_of(const struct migration *m, unsigned char hash[HASH_SIZE])
{
	crypto_generichash(hash, HASH_SIZE, (const unsigned char *)m->sql, strlen(m->sql), NULL, 0);
}

static enum rc
refuse(struct plan *plan, const char *format, const char *name)
{
	err_clear(plan->err);
	return err_deny(plan->err, format, name);
}

/* Compares one applied row with the list. */
static enum rc
match(struct plan *plan, const char *name, struct str hash)
{
	const struct migration *m = plan->list;
	unsigned char sum[HASH_SIZE];

	while (m->name != NULL && !text_equal(m->name, name))
		m++;
	if (m->name == NULL && ends(name, VIEWS))
		return RC_OK; /* a view that is gone; the others replace it */
	if (m->name == NULL)
		return refuse(plan, "the store is of a newer version: it has %s", name);
	hash_of(m, sum);
	if (str_equal(hash, (struct str){ (char *)sum, sizeof(sum) })) {
		plan->applied[m - plan->list] = true;
		return RC_OK;
	}
	if (is_view(m))
		return RC_OK; /* its new text will be run */
	return refuse(plan, "%s was applied to this store with another text", name);
}

static enum rc
read_history(struct plan *plan)
{
	struct db_stmt *q;
	enum rc rc = RC_OK, end;

	q = db_stmt(plan->db, "SELECT name, hash FROM schema_migration ORDER BY name");
	while (rc == RC_OK && db_step(q) == RC_OK) {
		const char *name = db_text(q, plan->arena, "name");

		rc = match(plan, name, db_bytes(q, plan->arena, "hash"));
	}
	end = db_end(q);
	return rc == RC_OK ? end : rc;
}

/* A database with tables of somebody else's is left alone. */
static enum rc
read_state(struct plan *plan)
{
	int64_t tables = 0, history = 0;
	enum rc rc = db_number(db_stmt(plan->db, plan->catalogue->tables), &tables);

	if (rc == RC_OK)
		rc = db_number(db_stmt(plan->db, plan->catalogue->history), &history);
	if (rc != RC_OK)
		return rc;
	plan->fresh = history == 0;
	if (plan->fresh && tables > 0)
		return refuse(plan, "%s holds tables of another program", "the database");
	return plan->fresh ? RC_OK : read_history(plan);
}

static enum rc
make_plan(struct plan *plan)
{
	size_t count = 0;
	enum rc rc;

	while (plan->list[count].name != NULL)
		count++;
	plan->catalogue = &catalogues[db_kind(plan->db)];
	plan->applied = ARENA_ARRAY(plan->arena, count + 1, bool);
	rc = read_state(plan);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++) {
		const struct migration *m = &plan->list[i];

		if (plan->applied[i] || !is_wanted(plan, m))
			continue;
		if (is_view(m))
			plan->views_missing++;
		else
			plan->tables_missing++;
	}
	return RC_OK;
}

static enum rc
record(struct db *db, const struct migration *m)
{
	const struct clock clock = { 0 };
	unsigned char sum[HASH_SIZE];
	struct db_stmt *q;

	hash_of(m, sum);
	q = db_stmt(db,
	    "INSERT INTO schema_migration (name, hash, applied_ms) VALUES ($1, $2, $3)");
	db_bind_text(q, 1, m->name);
	db_bind_bytes(q, 2, sum, sizeof(sum));
	db_bind_i64(q, 3, clock_now_ms(&clock));
	return db_run(q, NULL);
}

/* On SQLite, with the checks off, a migration may have left a row without its parent. */
static enum rc
check_foreign_keys(struct db *db)
{
	int64_t n = 0;
	enum rc rc;

	if (db_kind(db) != DB_SQLITE)
		return RC_OK;
	rc = db_number(db_stmt(db, "SELECT count(*) AS n FROM pragma_foreign_key_check"), &n);
	return rc != RC_OK ? rc : n == 0 ? RC_OK : RC_REFUSED;
}

static enum rc
is_applied(struct db *db, const char *name)
{
	struct db_stmt *q = db_stmt(db, "SELECT name FROM schema_migration WHERE name = $1");

	db_bind_text(q, 1, name);
	return db_exists(q);
}

/* In the transaction: another process may have been quicker. */
static enum rc
apply_inside(struct plan *plan, const struct migration *m)
{
	enum rc rc = is_applied(plan->db, m->name);

	if (rc != RC_NONE)
		return rc;
	rc = db_script(plan->db, m->sql);
	if (rc == RC_OK)
		rc = check_foreign_keys(plan->db);
	if (rc == RC_REFUSED)
		return refuse(plan, "%s leaves rows whose foreign key points nowhere", m->name);
	return rc == RC_OK ? record(plan->db, m) : rc;
}

static enum rc
in_transaction(struct plan *plan,
    enum rc (*work)(struct plan *plan, const struct migration *m), const struct migration *m)
{
	enum rc rc = db_begin(plan->db);

	if (rc != RC_OK)
		return rc;
	rc = work(plan, m);
	if (rc == RC_OK)
		return db_commit(plan->db);
	db_rollback(plan->db);
	return rc;
}

static enum rc
apply_missing(struct plan *plan, bool views)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && plan->list[i].name != NULL; i++) {
		const struct migration *m = &plan->list[i];

		if (is_view(m) != views || !is_wanted(plan, m))
			continue;
		if (views || !plan->applied[i])
			rc = in_transaction(plan, apply_inside, m);
	}
	return rc;
}

struct view_name {
	const char *name;
	struct view_name *next;
};

/* All views and their places in the history, so that the next step makes them again. */
static enum rc
drop_views_inside(struct plan *plan, const struct migration *m)
{
	struct db_stmt *q = db_stmt(plan->db, plan->catalogue->views);
	struct view_name *views = NULL;
	enum rc rc;

	(void)m;
	while (db_step(q) == RC_OK) {
		struct view_name *view = ARENA_NEW(plan->arena, struct view_name);

		view->name = db_text(q, plan->arena, "name");
		view->next = views;
		views = view;
	}
	rc = db_end(q);
	for (; rc == RC_OK && views != NULL; views = views->next) {
		char sql[200];

		(void)snprintf(sql, sizeof(sql), plan->catalogue->drop_view, views->name);
		rc = db_script(plan->db, sql);
	}
	if (rc == RC_OK)
		rc = db_script(plan->db, "DELETE FROM schema_migration "
		    "WHERE substr(name, length(name) - 9) = '" VIEWS "'");
	return rc;
}

static enum rc
make_history(struct plan *plan, const struct migration *m)
{
	int64_t there = 0;
	enum rc rc = db_number(db_stmt(plan->db, plan->catalogue->history), &there);

	(void)m;
	return rc != RC_OK || there == 1 ? rc : db_script(plan->db, history_sql);
}

static enum rc
apply_all(struct plan *plan)
{
	enum rc rc = db_script(plan->db, plan->catalogue->before);
	enum rc end;

	if (rc == RC_OK && plan->fresh)
		rc = in_transaction(plan, make_history, NULL);
	if (rc == RC_OK)
		rc = in_transaction(plan, drop_views_inside, NULL);
	if (rc == RC_OK)
		rc = apply_missing(plan, false);
	if (rc == RC_OK)
		rc = apply_missing(plan, true);
	end = db_script(plan->db, plan->catalogue->after);
	return rc == RC_OK ? end : rc;
}

enum rc
db_migrate_list(struct db *db, const struct migration *list,
    enum rc (*backup)(struct db *db, void *arg), void *arg, struct err *err)
{
	struct plan plan = { .db = db, .list = list, .err = err };
	enum rc rc;

	if (sodium_init() < 0)
		return err_fail(err, "libsodium does not start");
	plan.arena = arena_new((size_t)4 << 20);
	db_set_err(db, err);
	rc = make_plan(&plan);
	if (rc == RC_OK && backup != NULL && !plan.fresh && plan.tables_missing > 0)
		rc = backup(db, arg);
	if (rc == RC_OK && (plan.fresh || plan.tables_missing + plan.views_missing > 0))
		rc = apply_all(&plan);
	arena_free(plan.arena);
	return rc;
}

enum rc
db_migrate_check_list(struct db *db, const struct migration *list, struct err *err)
{
	struct plan plan = { .db = db, .list = list, .err = err };
	enum rc rc;

	plan.arena = arena_new((size_t)4 << 20);
	db_set_err(db, err);
	rc = make_plan(&plan);
	if (rc == RC_OK && (plan.fresh || plan.tables_missing + plan.views_missing > 0))
		rc = refuse(&plan, "the store misses %s", "migrations of this version");
	arena_free(plan.arena);
	return rc;
}

enum rc
db_migrate(struct db *db, enum rc (*backup)(struct db *db, void *arg), void *arg, struct err *err)
{
	return db_migrate_list(db, migrations, backup, arg, err);
}

enum rc
db_migrate_check(struct db *db, struct err *err)
{
	return db_migrate_check_list(db, migrations, err);
}
