/* durable.c: the few settings that decide it, read and judged. */
#include "db/durable.h"

enum { SQLITE_FULL = 2 }; /* of PRAGMA synchronous; EXTRA is 3 */

static enum rc
check_sqlite(struct db *db, struct err *err)
{
	struct db_stmt *q = db_stmt(db, "PRAGMA synchronous");
	int64_t level = -1;
	bool wal = false;
	enum rc rc;

	if (db_first(q) == RC_OK)
		level = db_i64(q, "synchronous");
	rc = db_end(q);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, "PRAGMA journal_mode");
	if (db_first(q) == RC_OK)
		wal = str_is(db_str(q, "journal_mode"), "wal");
	rc = db_end(q);
	if (rc != RC_OK)
		return rc;
	if (level < SQLITE_FULL)
		return err_deny(err, "the store does not wait for the disk (synchronous = %lld)",
		    (long long)level);
	return wal ? RC_OK : err_deny(err, "the store's file system does not take a write-ahead log"
	                                   " (is it a network folder?)");
}

static enum rc
check_postgres(struct db *db, struct err *err)
{
	struct db_stmt *q = db_stmt(db, "SELECT current_setting('fsync') AS fsync,"
	    " current_setting('full_page_writes') AS pages,"
	    " current_setting('synchronous_commit') AS commits");
	const char *off = NULL;
	enum rc rc;

	if (db_first(q) == RC_OK) {
		if (str_is(db_str(q, "pages"), "off"))
			off = "full_page_writes";
		if (str_is(db_str(q, "fsync"), "off"))
			off = "fsync";
		if (str_is(db_str(q, "commits"), "off"))
			off = "synchronous_commit";
	}
	rc = db_end(q);
	if (rc != RC_OK || off == NULL)
		return rc;
	return err_deny(err, "PostgreSQL runs with %s = off: what was acknowledged can be lost "
	    "in a power cut. Set it on in postgresql.conf, or say unsafe-store = 1 for a store "
	    "whose loss does not matter", off);
}

enum rc
db_durable(struct db *writer, struct err *err)
{
	db_set_err(writer, err);
	return db_kind(writer) == DB_SQLITE ? check_sqlite(writer, err)
	                                    : check_postgres(writer, err);
}
