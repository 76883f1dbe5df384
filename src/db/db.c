/*
 * db.c: connections and transactions, the same for both engines. The one idea: after a failure
 * inside a transaction every later call repeats it until the transaction or its savepoint is
 * rolled back, on SQLite as PostgreSQL does by itself, so that a result nobody looked at can never
 * be committed by half.
 */
#include "db/db.h"

#include <libpq-fe.h>
#include <stdarg.h>

#include "base/mem.h"
#include "db/backend.h"
#include "db/fault.h"

static const struct db_backend *const backends[] = {
	[DB_SQLITE] = &db_sqlite,
	[DB_POSTGRES] = &db_postgres,
};

/* Asks libpq itself, because an address may hide the word `password` in percent codes. */
static enum rc
check_address(const char *text, struct err *err)
{
	char *error = NULL;
	PQconninfoOption *options = PQconninfoParse(text, &error);
	enum rc rc = RC_OK;

	if (options == NULL)
		rc = err_deny(err, "%s", error == NULL ? "out of memory" : error);
	PQfreemem(error);
	for (PQconninfoOption *o = options; o != NULL && o->keyword != NULL; o++) {
		if (text_equal(o->keyword, "password") && o->val != NULL)
			rc = err_deny(err, "the database address holds a password: "
			    "put it into PGPASSFILE or giaoban.conf");
	}
	PQconninfoFree(options);
	return rc;
}

enum rc
db_target_parse(struct db_target *target, const char *text, struct err *err)
{
	memset(target, 0, sizeof(*target));
	if (text == NULL || text[0] == '\0')
		return err_deny(err, "no database given");
	if (text_starts(text, "postgres://") || text_starts(text, "postgresql://")) {
		target->kind = DB_POSTGRES;
		if (check_address(text, err) != RC_OK)
			return RC_REFUSED;
	} else if (strstr(text, "://") != NULL) {
		return err_deny(err, "not a file and not postgres://USER@HOST/NAME: %s", text);
	}
	if (!str_copy(target->text, sizeof(target->text), text))
		return err_deny(err, "the database address is longer than %zu bytes",
		    sizeof(target->text) - 1);
	return RC_OK;
}

struct db *
db_open(const struct db_target *target, enum db_mode mode, bool create, const char *password,
    struct err *err)
{
	const struct db_backend *backend = backends[target->kind];
	struct db *db = mem_alloc(backend->db_size);

	db->backend = backend;
	db->target = *target;
	db->mode = mode;
	db->err = err;
	if (backend->open(db, create, password) == RC_OK) {
		db->err = &db->spare;
		return db;
	}
	backend->close(db);
	mem_free(db);
	return NULL;
}

/* Statements nobody is using go; those in use stay. */
static void
drop_idle(struct db *db)
{
	for (size_t i = 0; i < DB_BUCKETS; i++) {
		struct db_stmt **at = &db->buckets[i];

		while (*at != NULL) {
			struct db_stmt *stmt = *at;

			if (stmt->in_use) {
				at = &stmt->next;
				continue;
			}
			*at = stmt->next;
			stmt_drop(stmt);
			db->cached--;
		}
	}
}

void
db_abandon(struct db *db)
{
	for (size_t i = 0; db->open > 0 && i < DB_BUCKETS; i++) {
		for (struct db_stmt *stmt = db->buckets[i]; stmt != NULL; stmt = stmt->next) {
			if (stmt->in_use)
				stmt_give_back(stmt);
		}
	}
	while (db->broken != NULL)
		stmt_give_back(db->broken);
}

static void
check_none_open(const struct db *db, const char *where)
{
#ifdef GB_CHECKED
	for (size_t i = 0; db->open > 0 && i < DB_BUCKETS; i++) {
		for (const struct db_stmt *stmt = db->buckets[i]; stmt != NULL; stmt = stmt->next) {
			if (stmt->in_use)
				BUG("%s with a statement left open: %s", where, stmt->sql);
		}
	}
#else
	(void)db;
	(void)where;
#endif
}

void
db_close(struct db *db)
{
	if (db == NULL)
		return;
	if (!db->in_transaction)
		check_none_open(db, "db_close");
	db_rollback(db);
	drop_idle(db);
	db->backend->close(db);
	mem_free(db);
}

enum db_kind
db_kind(const struct db *db)
{
	return db->target.kind;
}

void
db_set_err(struct db *db, struct err *err)
{
	db->err = err == NULL ? &db->spare : err;
	if (err == NULL)
		err_clear(&db->spare);
}

enum rc
db_fault(struct db *db, enum rc rc, const char *fmt, ...)
{
	char text[sizeof(db->err->detail)];
	va_list ap;

	if (rc != RC_FAILED)
		return rc; /* a conflict is run again and leaves no trace */
	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (char *end = text; (end = strchr(end, '\n')) != NULL;)
		*end = ' '; /* a line of the log each */
	return err_fail(db->err, "%s", text);
}

bool
db_injected(struct db *db)
{
	if (db->fail_at == 0 || --db->fail_at > 0)
		return false;
	(void)db_fault(db, RC_FAILED, "this call was made to fail");
	return true;
}

#ifdef GB_CHECKED
void
db_fail_nth(struct db *db, long n)
{
	db->fail_at = n;
}

bool
db_fail_waits(const struct db *db)
{
	return db->fail_at > 0;
}
#endif

/* One word of transaction control; unlike db_stmt it works after a failure. */
static enum rc
control(struct db *db, const char *sql)
{
	struct db_stmt *stmt;
	enum rc rc;

	stmt = stmt_take(db, sql);
	rc = stmt_advance(stmt);
	stmt_give_back(stmt);
	return rc == RC_NONE ? RC_OK : rc;
}

enum rc
db_begin(struct db *db)
{
	enum rc rc;

	BUG_IF(db->in_transaction);
	check_none_open(db, "db_begin");
	rc = db->backend->ready(db);
	if (rc == RC_OK)
		rc = control(db, db->backend->begin[db->mode]);
	db->in_transaction = rc == RC_OK;
	db->failed = RC_OK;
	db->savepoints = 0;
	return rc;
}

enum rc
db_commit(struct db *db)
{
	enum rc rc = db->failed;

	BUG_IF(!db->in_transaction || db->savepoints > 0);
	check_none_open(db, "db_commit");
	if (rc == RC_OK)
		rc = control(db, "COMMIT");
	if (rc != RC_OK)
		db_rollback(db);
	db->in_transaction = false;
	return rc;
}

void
db_rollback(struct db *db)
{
	long fail_at = db->fail_at;

	db_abandon(db);
	db->fail_at = 0; /* undoing is never made to fail: a failure here changes nothing */
	if (db->in_transaction && db->backend->in_transaction(db))
		(void)control(db, "ROLLBACK");
	db->fail_at = fail_at;
	db->in_transaction = false;
	db->savepoints = 0;
	db->failed = RC_OK;
}

enum rc
db_failed(const struct db *db)
{
	return db->failed;
}

enum rc
db_savepoint(struct db *db)
{
	enum rc rc = db->failed;

	BUG_IF(!db->in_transaction);
	check_none_open(db, "db_savepoint");
	if (rc == RC_OK)
		rc = control(db, "SAVEPOINT s");
	if (rc == RC_OK)
		db->savepoints++;
	else
		db->failed = rc;
	return rc;
}

enum rc
db_release(struct db *db)
{
	enum rc rc = db->failed;

	BUG_IF(db->savepoints == 0);
	check_none_open(db, "db_release");
	if (rc == RC_OK)
		rc = control(db, "RELEASE s");
	if (rc == RC_OK)
		db->savepoints--;
	else
		db_rollback_to(db);
	return rc;
}

void
db_rollback_to(struct db *db)
{
	long fail_at = db->fail_at;
	bool undone;

	BUG_IF(db->savepoints == 0);
	db_abandon(db);
	db->fail_at = 0;
	db->savepoints--;
	undone = db->backend->in_transaction(db) && control(db, "ROLLBACK TO s") == RC_OK &&
	    control(db, "RELEASE s") == RC_OK;
	db->fail_at = fail_at;
	if (undone)
		db->failed = RC_OK;
	else if (db->failed == RC_OK)
		db->failed = RC_FAILED; /* the whole transaction is gone with it */
}

void
db_snapshot(struct db *db)
{
	BUG_IF(db->in_transaction || db->mode != DB_READ);
	db->snapshot = true;
}

void
db_snapshot_end(struct db *db)
{
	if (!db->snapshot)
		return;
	db->snapshot = false;
	db_rollback(db);
}

enum rc
db_script(struct db *db, const char *sql)
{
	enum rc rc = db->failed;

	BUG_IF(db->open > 0);
	if (rc == RC_OK && !db->in_transaction)
		rc = db->backend->ready(db);
	if (rc == RC_OK)
		rc = db_injected(db) ? RC_FAILED : db->backend->script(db, sql);
	if (rc != RC_OK && db->in_transaction)
		db->failed = rc;
	drop_idle(db); /* their columns may mean something else now */
	return rc;
}
