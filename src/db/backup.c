/*
 * backup.c: the online backup of SQLite (sqlite.org/backup.html). The one idea: a backup that is
 * not whole never bears the name of one.
 */
#include "db/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/arena.h"
#include "db/backend.h"

#define PATH_MAX_LEN 600

/* Copies all pages in one step: in WAL mode that is one snapshot, and nobody waits for it. */
static enum rc
copy_pages(struct db *db, const char *path, struct err *err)
{
	sqlite3 *to = NULL;
	sqlite3_backup *backup = NULL;
	int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	enum rc rc = RC_OK;

	if (code == SQLITE_OK)
		backup = sqlite3_backup_init(to, "main", sqlite_handle(db), "main");
	if (backup != NULL) {
		(void)sqlite3_backup_step(backup, -1);
		code = sqlite3_backup_finish(backup);
	}
	if (backup == NULL || code != SQLITE_OK)
		rc = err_fail(err, "backup to %s: %s", path,
		    to == NULL ? "out of memory" : sqlite3_errmsg(to));
	if (sqlite3_close(to) != SQLITE_OK && rc == RC_OK)
		rc = err_fail(err, "backup to %s: close", path);
	return rc;
}

/* The name itself must be on disk too, not only the content. */
static enum rc
sync_directory(const char *file)
{
	char path[PATH_MAX_LEN];
	const char *slash = strrchr(file, '/');
	int fd, failed;

	(void)snprintf(path, sizeof(path), "%.*s", slash == NULL ? 1 : (int)(slash - file) + 1,
	    slash == NULL ? "." : file);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return RC_FAILED;
	failed = fsync(fd);
	close(fd);
	return failed == 0 ? RC_OK : RC_FAILED;
}

enum rc
db_backup(struct db *db, const char *file, struct err *err)
{
	char part[PATH_MAX_LEN];
	int fd;

	if (db_kind(db) == DB_POSTGRES)
		return err_deny(err, "a store on PostgreSQL is backed up by its own tool, pg_dump");
	if ((size_t)snprintf(part, sizeof(part), "%s.part-journal", file) >= sizeof(part))
		return err_deny(err, "the name of the backup is too long");
	if (access(file, F_OK) == 0)
		return err_deny(err, "%s exists already", file);
	(void)snprintf(part, sizeof(part), "%s.part", file);
	(void)unlink(part);
	fd = open(part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_fail(err, "%s: %s", part, strerror(errno));
	close(fd);
	if (copy_pages(db, part, err) != RC_OK) {
		(void)unlink(part);
		(void)snprintf(part, sizeof(part), "%s.part-journal", file);
		(void)unlink(part); /* of a disk that filled up */
		return RC_FAILED;
	}
	if (rename(part, file) != 0) {
		enum rc rc = err_fail(err, "%s: %s", file, strerror(errno));

		(void)unlink(part);
		return rc;
	}
	if (sync_directory(file) != RC_OK)
		return err_fail(err, "%s: %s", file, strerror(errno));
	return RC_OK;
}

/* The first row of a check, unless it says that all is well. */
static enum rc
check_one(struct db *db, const char *sql, const char *column, struct err *err)
{
	struct arena *arena = arena_new(1 << 20);
	struct db_stmt *q = db_stmt(db, sql);
	const char *said = NULL;
	enum rc rc;

	if (db_first(q) == RC_OK)
		said = db_text(q, arena, column);
	rc = db_end(q);
	if (rc == RC_OK && said != NULL && !text_equal(said, "ok"))
		rc = err_deny(err, "%s", said);
	arena_free(arena);
	return rc;
}

/* The class of values that a declared type stands for; NULL for a type that is not ours. */
static const char *
class_of(const char *type)
{
	static const char *const rows[][2] = { { "BIGINT", "integer" }, { "TEXT", "text" },
		{ "BYTEA", "blob" }, { "DOUBLE PRECISION", "real" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (text_equal(type, rows[i][0]))
			return rows[i][1];
	return NULL;
}

/* SQLite keeps any type in any column; the program, and PostgreSQL, only the declared one. */
static enum rc
check_column(struct db *db, const char *table, const char *column, const char *class,
    struct err *err)
{
	char sql[400];
	enum rc rc;

	(void)snprintf(sql, sizeof(sql),
	    "SELECT 1 FROM \"%s\" WHERE typeof(\"%s\") NOT IN ('%s', 'null') LIMIT 1", table,
	    column, class);
	rc = db_exists(db_stmt(db, sql));
	if (rc == RC_OK)
		return err_deny(err, "a row of %s holds another type than %s in %s", table, class,
		    column);
	return rc == RC_NONE ? RC_OK : rc;
}

static enum rc
check_types(struct db *db, struct err *err)
{
	struct arena *arena = arena_new(1 << 20);
	struct db_stmt *q;
	enum rc rc = RC_OK, end;

	q = db_stmt(db, "SELECT m.name AS tab, p.name AS col, p.type AS type"
	    " FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'");
	while (rc == RC_OK && db_step(q) == RC_OK) {
		const char *table = db_text(q, arena, "tab");
		const char *column = db_text(q, arena, "col");
		const char *class = class_of(db_text(q, arena, "type"));

		if (class != NULL)
			rc = check_column(db, table, column, class, err);
	}
	end = db_end(q);
	arena_free(arena);
	return rc == RC_OK ? end : rc;
}

enum rc
db_integrity_check(struct db *db, struct err *err)
{
	enum rc rc;

	if (db_kind(db) == DB_POSTGRES)
		return RC_OK;
	db_set_err(db, err);
	rc = check_one(db, "PRAGMA integrity_check(1)", "integrity_check", err);
	if (rc != RC_OK)
		return rc;
	rc = check_one(db, "SELECT 'a row of ' || \"table\" || ' refers to a missing row of ' || "
	    "\"parent\" AS said FROM pragma_foreign_key_check LIMIT 1", "said", err);
	return rc == RC_OK ? check_types(db, err) : rc;
}
