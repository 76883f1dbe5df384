/*
 * backend.h: what an engine is to the front (db.c, stmt.c). A connection and a statement begin with
 * the front's struct; the engine's own fields follow. The front owns the cache, the state of
 * transactions and failures and all checks of use; an engine only talks to its library.
 */
#ifndef DB_BACKEND_H
#define DB_BACKEND_H

#include "db/db.h"

#define DB_PARAMS_MAX 64  /* also the width of the masks below */
#define DB_COLUMNS_MAX 64
#define DB_BUCKETS 256

struct db {
	const struct db_backend *backend;
	struct db_target target;
	enum db_mode mode;
	struct err *err;
	struct err spare;    /* where failures go before db_set_err */
	struct db_stmt *buckets[DB_BUCKETS];
	struct db_stmt *broken; /* statements that could not be prepared and are still open */
	int cached;
	int open;            /* statements between db_stmt and db_end */
	uint64_t uses;       /* counts db_stmt calls: the age of a cached statement */
	bool in_transaction;
	bool snapshot;       /* the next statement begins one (db_snapshot) */
	int savepoints;
	enum rc failed;      /* first failure inside the transaction; all later calls repeat it */
	long fail_at;        /* test builds: calls left until one is made to fail; 0 never */
};

struct db_stmt {
	struct db *db;
	char *sql;
	uint64_t hash;
	struct db_stmt *next; /* in its bucket, or among the broken */
	uint64_t used;
	bool in_use;
	bool started, row, done;
	enum rc rc;           /* the failure db_end will return */
	int nparams;
	int ncolumns;
	char **names;         /* of the columns, NULL until known; one allocation */
	int hint;             /* the column probably asked for next */
	uint64_t bound, read; /* which parameters were set, which columns were asked for */
	uint64_t rows;
};

enum db_type { DB_I64, DB_DOUBLE, DB_TEXT, DB_BYTES };

struct db_backend {
	size_t db_size, stmt_size;
	const char *begin[2]; /* by enum db_mode */

	enum rc (*open)(struct db *db, bool create, const char *password);
	void (*close)(struct db *db);
	/* Before a use outside a transaction: mends a lost connection. */
	enum rc (*ready)(struct db *db);
	/* After a failure inside a transaction: whether the engine still holds the transaction. */
	bool (*in_transaction)(struct db *db);
	/* Several statements at once, without rows. */
	enum rc (*script)(struct db *db, const char *sql);

	/* stmt->sql and nparams are set; names the columns now or at the first step. */
	enum rc (*prepare)(struct db_stmt *stmt);
	void (*finalize)(struct db_stmt *stmt);
	void (*bind_i64)(struct db_stmt *stmt, int n, int64_t value);
	void (*bind_double)(struct db_stmt *stmt, int n, double value);
	/* DB_TEXT or DB_BYTES; `at` is copied. */
	void (*bind_data)(struct db_stmt *stmt, int n, enum db_type type, const void *at,
	    size_t len);
	void (*bind_null)(struct db_stmt *stmt, int n, enum db_type type);
	/* RC_OK with a row, RC_NONE at the end, or a failure told by db_fault. */
	enum rc (*step)(struct db_stmt *stmt);
	/* Forgets rows and binds; the statement stays prepared. */
	void (*reset)(struct db_stmt *stmt);
	int64_t (*changes)(struct db_stmt *stmt);
	bool (*is_null)(struct db_stmt *stmt, int column);
	/* NULL reads as 0 and as no data; another type than asked for is told by stmt_mistyped
	 * and reads as 0 and as data of no length. */
	int64_t (*i64)(struct db_stmt *stmt, int column);
	double (*real)(struct db_stmt *stmt, int column);
	/* Valid until the next step. */
	struct str (*data)(struct db_stmt *stmt, int column, enum db_type type);
};

extern const struct db_backend db_sqlite;
extern const struct db_backend db_postgres;

/* The library's own connection, for backup.c. */
struct sqlite3 *sqlite_handle(const struct db *db);

/* Records the detail of a failure in the connection's struct err and returns `rc`. */
enum rc db_fault(struct db *db, enum rc rc, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Room for the names of `count` columns, then each in its turn; the front frees them. */
void stmt_name_columns(struct db_stmt *stmt, int count, const char *(*name)(struct db_stmt *, int));

/* A stored value has another type than asked for: the statement has failed. */
void stmt_mistyped(struct db_stmt *stmt, int column, int found, int asked);

/* The front's own two halves: a statement's life (stmt.c) as seen by the connection (db.c). */
struct db_stmt *stmt_take(struct db *db, const char *sql);
void stmt_give_back(struct db_stmt *stmt);
void stmt_drop(struct db_stmt *stmt);
enum rc stmt_advance(struct db_stmt *stmt);
/* Test builds: true when this call is the one to fail. */
bool db_injected(struct db *db);

#endif
