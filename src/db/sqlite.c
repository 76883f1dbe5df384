/*
 * sqlite.c: the store in one file. The one idea: `$n` is a NAMED parameter here, numbered by its
 * first appearance, so that every bind goes through a map made once at prepare.
 */
#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "db/backend.h"

struct sqlite_db {
	struct db db;
	sqlite3 *handle;
};

struct sqlite_stmt {
	struct db_stmt stmt;
	sqlite3_stmt *handle;
	int map[DB_PARAMS_MAX]; /* the library's index of $1, $2 ... */
};

/*
 * synchronous=FULL makes an acknowledged commit survive a power cut (sqlite.org/pragma.html). The
 * map of the file is file memory, shared by all connections; the page caches are private memory,
 * so they are small. A reader sees the WAL, which the map does not hold.
 */
static const char pragmas[] =
	"PRAGMA synchronous = FULL;"
	"PRAGMA foreign_keys = ON;"
	"PRAGMA trusted_schema = OFF;"
	"PRAGMA temp_store = MEMORY;"
	"PRAGMA mmap_size = 2147418112;"
	"PRAGMA journal_size_limit = 67108864;";

static const char *const pragmas_of_mode[] = {
	[DB_READ] = "PRAGMA cache_size = -1024; PRAGMA query_only = ON;",
	[DB_WRITE] = "PRAGMA journal_mode = WAL; PRAGMA cache_size = -8192;",
};

#define BUSY_MS 1000 /* only another process (a command, a backup) can hold the writer's lock */

struct sqlite3 *
sqlite_handle(const struct db *db)
{
	return ((const struct sqlite_db *)db)->handle;
}

static sqlite3_stmt *
stmt_of(const struct db_stmt *stmt)
{
	return ((const struct sqlite_stmt *)stmt)->handle;
}

/* The library's messages name tables and columns, never values. */
static enum rc
fail(struct db *db, const char *doing)
{
	sqlite3 *handle = sqlite_handle(db);
	int code = sqlite3_errcode(handle);
	enum rc rc = code == SQLITE_BUSY || code == SQLITE_LOCKED ? RC_CONFLICT : RC_FAILED;

	if ((code & 0xff) == SQLITE_NOTADB)
		return db_fault(db, rc, "%s is not a database of this program (SQLite)",
		    db->target.text);
	return db_fault(db, rc, "sqlite %d: %s [%s]", sqlite3_extended_errcode(handle),
	    sqlite3_errmsg(handle), doing);
}

/* Personal data lives in the file: nobody but its owner may read it. The WAL inherits the mode. */
static enum rc
make_file(struct db *db)
{
	int fd = open(db->target.text, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		return db_fault(db, RC_FAILED, "%s: %s", db->target.text, strerror(errno));
	close(fd);
	return RC_OK;
}

static enum rc
script(struct db *db, const char *sql)
{
	if (sqlite3_exec(sqlite_handle(db), sql, NULL, NULL, NULL) != SQLITE_OK)
		return fail(db, "script");
	return RC_OK;
}

static enum rc
open_file(struct db *db, bool create, const char *password)
{
	struct sqlite_db *self = (struct sqlite_db *)db;
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;

	(void)password;
	/* Without counting, threads share no lock in malloc; refused (harmless) after the first. */
	(void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	if (create && make_file(db) != RC_OK)
		return RC_FAILED;
	if (sqlite3_open_v2(db->target.text, &self->handle, flags, NULL) != SQLITE_OK)
		return db_fault(db, RC_FAILED, "%s: %s", db->target.text,
		    self->handle == NULL ? "out of memory" : sqlite3_errmsg(self->handle));
	(void)sqlite3_busy_timeout(self->handle, BUSY_MS);
	(void)sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	(void)sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
	(void)sqlite3_db_config(self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	if (script(db, pragmas) != RC_OK || script(db, pragmas_of_mode[db->mode]) != RC_OK)
		return RC_FAILED;
	return RC_OK;
}

static void
close_file(struct db *db)
{
	(void)sqlite3_close_v2(sqlite_handle(db));
}

static enum rc
ready(struct db *db)
{
	(void)db;
	return RC_OK;
}

/* A full disk or an I/O error makes the library roll back the whole transaction by itself. */
static bool
in_transaction(struct db *db)
{
	return sqlite3_get_autocommit(sqlite_handle(db)) == 0;
}

static const char *
column_name(struct db_stmt *stmt, int i)
{
	return sqlite3_column_name(stmt_of(stmt), i);
}

static void
map_params(struct sqlite_stmt *self)
{
	for (int n = 1; n <= self->stmt.nparams; n++) {
		char name[16];

		(void)snprintf(name, sizeof(name), "$%d", n);
		self->map[n - 1] = sqlite3_bind_parameter_index(self->handle, name);
		if (self->map[n - 1] == 0)
			BUG("a gap before $%d: %s", self->stmt.nparams, self->stmt.sql);
	}
	if (sqlite3_bind_parameter_count(self->handle) != self->stmt.nparams)
		BUG("a parameter that is not $n: %s", self->stmt.sql);
}

static enum rc
prepare(struct db_stmt *stmt)
{
	struct sqlite_stmt *self = (struct sqlite_stmt *)stmt;
	const char *tail = "";

	if (sqlite3_prepare_v3(sqlite_handle(stmt->db), stmt->sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &self->handle, &tail) != SQLITE_OK)
		return fail(stmt->db, stmt->sql);
	if (self->handle == NULL || tail[strspn(tail, " \t\n;")] != '\0')
		BUG("not one statement: %s", stmt->sql);
	map_params(self);
	stmt_name_columns(stmt, sqlite3_column_count(self->handle), column_name);
	return RC_OK;
}

static void
finalize(struct db_stmt *stmt)
{
	(void)sqlite3_finalize(stmt_of(stmt));
}

/* The only ways for a bind to fail are a bad index, which is ours, and too long a value. */
static void
bound(struct db_stmt *stmt, int code)
{
	if (code != SQLITE_OK)
		stmt->rc = db_fault(stmt->db, RC_FAILED, "sqlite bind: %s [%s]",
		    sqlite3_errstr(code), stmt->sql);
}

static int
index_of(const struct db_stmt *stmt, int n)
{
	return ((const struct sqlite_stmt *)stmt)->map[n - 1];
}

static void
bind_i64(struct db_stmt *stmt, int n, int64_t value)
{
	bound(stmt, sqlite3_bind_int64(stmt_of(stmt), index_of(stmt, n), value));
}

static void
bind_double(struct db_stmt *stmt, int n, double value)
{
	bound(stmt, sqlite3_bind_double(stmt_of(stmt), index_of(stmt, n), value));
}

static void
bind_data(struct db_stmt *stmt, int n, enum db_type type, const void *at, size_t len)
{
	sqlite3_stmt *handle = stmt_of(stmt);
	int i = index_of(stmt, n);

	if (type == DB_TEXT)
		bound(stmt, sqlite3_bind_text64(handle, i, at, len, SQLITE_TRANSIENT, SQLITE_UTF8));
	else
		bound(stmt, sqlite3_bind_blob64(handle, i, at, len, SQLITE_TRANSIENT));
}

static void
bind_null(struct db_stmt *stmt, int n, enum db_type type)
{
	(void)type;
	bound(stmt, sqlite3_bind_null(stmt_of(stmt), index_of(stmt, n)));
}

static enum rc
step(struct db_stmt *stmt)
{
	switch (sqlite3_step(stmt_of(stmt))) {
	case SQLITE_ROW:
		return RC_OK;
	case SQLITE_DONE:
		return RC_NONE;
	}
	return fail(stmt->db, stmt->sql);
}

static void
reset(struct db_stmt *stmt)
{
	(void)sqlite3_reset(stmt_of(stmt));
	if (stmt->bound != 0)
		(void)sqlite3_clear_bindings(stmt_of(stmt));
}

static int64_t
changes(struct db_stmt *stmt)
{
	return sqlite3_changes64(sqlite_handle(stmt->db));
}

static bool
is_null(struct db_stmt *stmt, int column)
{
	return sqlite3_column_type(stmt_of(stmt), column) == SQLITE_NULL;
}

/*
 * The library would convert between types, PostgreSQL does not: a mix-up must show on both. False
 * for NULL and for another type.
 */
static bool
has_type(struct db_stmt *stmt, int column, int type)
{
	int found = sqlite3_column_type(stmt_of(stmt), column);

	if (found != type && found != SQLITE_NULL)
		stmt_mistyped(stmt, column, found, type);
	return found == type;
}

static int64_t
i64(struct db_stmt *stmt, int column)
{
	if (!has_type(stmt, column, SQLITE_INTEGER))
		return 0;
	return sqlite3_column_int64(stmt_of(stmt), column);
}

static double
real(struct db_stmt *stmt, int column)
{
	if (!has_type(stmt, column, SQLITE_FLOAT))
		return 0;
	return sqlite3_column_double(stmt_of(stmt), column);
}

static struct str
data(struct db_stmt *stmt, int column, enum db_type type)
{
	sqlite3_stmt *handle = stmt_of(stmt);
	const void *at;

	if (!has_type(stmt, column, type == DB_TEXT ? SQLITE_TEXT : SQLITE_BLOB))
		return is_null(stmt, column) ? (struct str){ NULL, 0 } : STR("");
	at = type == DB_TEXT ? (const void *)sqlite3_column_text(handle, column)
			     : sqlite3_column_blob(handle, column);
	if (at == NULL) /* bytes of no length, or no memory */
		return STR("");
	return (struct str){ at, (size_t)sqlite3_column_bytes(handle, column) };
}

const struct db_backend db_sqlite = {
	.db_size = sizeof(struct sqlite_db),
	.stmt_size = sizeof(struct sqlite_stmt),
	.begin = { [DB_READ] = "BEGIN", [DB_WRITE] = "BEGIN IMMEDIATE" },
	.open = open_file,
	.close = close_file,
	.ready = ready,
	.in_transaction = in_transaction,
	.script = script,
	.prepare = prepare,
	.finalize = finalize,
	.bind_i64 = bind_i64,
	.bind_double = bind_double,
	.bind_data = bind_data,
	.bind_null = bind_null,
	.step = step,
	.reset = reset,
	.changes = changes,
	.is_null = is_null,
	.i64 = i64,
	.real = real,
	.data = data,
};
