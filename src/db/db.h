/*
 * db.h: one connection to the store, the same calls for SQLite and PostgreSQL. The SQL text is the
 * same for both: `$1..$n`; BIGINT, TEXT, BYTEA, DOUBLE PRECISION; ON CONFLICT; no LIKE.
 *
 *	struct db_stmt *q = db_stmt(db, SQL("SELECT id, title FROM task WHERE unit_id = $1"));
 *	db_bind_i64(q, 1, unit_id);
 *	while (db_step(q) == RC_OK)
 *		add(rows, db_i64(q, "id"), db_text(q, arena, "title"));
 *	return db_end(q);
 *
 * A failure is kept in the struct err given to db_set_err and returned by db_end, so that the loop
 * above needs no other test. RC_CONFLICT means a serialisation failure: the gate runs the request
 * again. A store function never begins a transaction: the gate, the lane and commands do, and the
 * gate gives each page one snapshot.
 * A connection is used by one thread at a time. Statements are prepared once per connection and
 * cached by their text. In test builds a selected column that nobody reads, a bind that was never
 * set and a statement left open are BUGs.
 *
 * What a function that reads or writes rows means by its code, unless its header says more: RC_OK
 * it is done; RC_NONE there is no such row; RC_CONFLICT the row has another version by now, or the
 * key is taken; RC_FAILED the store failed, told in the connection's struct err. Results count
 * only with RC_OK, and their texts live in the `arena` that was given.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct arena;
struct db;
struct db_stmt;

enum db_kind { DB_SQLITE, DB_POSTGRES };
enum db_mode { DB_READ, DB_WRITE };

/* Where a store is: a file, or postgres://USER@HOST[:PORT]/NAME. */
struct db_target {
	enum db_kind kind;
	char text[512]; /* as given: the file name or the address; never holds a password */
};

/* Reads `text`; refuses a password in it (PGPASSFILE or giaoban.conf carry that). */
enum rc db_target_parse(struct db_target *target, const char *text, struct err *err);

/*
 * Opens a connection; NULL with `err` filled when it cannot be had. DB_READ cannot write (SQLite
 * query_only, PostgreSQL default_transaction_read_only). `create` makes a missing SQLite file.
 */
struct db *db_open(const struct db_target *target, enum db_mode mode, bool create,
    const char *password, struct err *err);
void db_close(struct db *db);
enum db_kind db_kind(const struct db *db);

/* Where failures of this connection are recorded from now on. */
void db_set_err(struct db *db, struct err *err);

/* Marks a literal for tools/sqlcheck, which prepares it on both engines and reads its plan. */
#define SQL(text) ("" text)

/* A statement ready for binding. The text must be the program's own, never made from values. */
struct db_stmt *db_stmt(struct db *db, const char *sql);

/*
 * Binds are numbered from 1; a number the text does not have is a BUG. Text and bytes are copied.
 * NULL text, the id 0 (db_bind_id) and DAY_NONE (db_bind_day) bind SQL NULL.
 */
void db_bind_i64(struct db_stmt *stmt, int n, int64_t value);
void db_bind_id(struct db_stmt *stmt, int n, int64_t id);
void db_bind_day(struct db_stmt *stmt, int n, int64_t day);
void db_bind_double(struct db_stmt *stmt, int n, double value);
void db_bind_text(struct db_stmt *stmt, int n, const char *text);
void db_bind_str(struct db_stmt *stmt, int n, struct str text);
void db_bind_bytes(struct db_stmt *stmt, int n, const void *at, size_t len); /* NULL: SQL NULL */

/* The next row: RC_OK, RC_NONE at the end or after a failure (db_end tells which). */
enum rc db_step(struct db_stmt *stmt);

/*
 * Columns of the present row, by the name the SELECT gives them; an unknown name is a BUG. A value
 * of another type than asked for, as somebody may have put there past the program, is a failure
 * that db_end returns; it reads as 0 or as no characters. Copies live in the arena.
 */
bool db_is_null(struct db_stmt *stmt, const char *column);
int64_t db_i64(struct db_stmt *stmt, const char *column);     /* NULL reads as 0 */
int64_t db_day(struct db_stmt *stmt, const char *column);     /* NULL reads as DAY_NONE */
double db_double(struct db_stmt *stmt, const char *column);   /* NULL reads as 0 */
char *db_text(struct db_stmt *stmt, struct arena *arena, const char *column); /* NULL stays NULL */
/* A text without a copy, valid until the next db_step or db_end; {NULL, 0} for NULL. */
struct str db_str(struct db_stmt *stmt, const char *column);
struct str db_bytes(struct db_stmt *stmt, struct arena *arena, const char *column); /* a copy */

/* First row or nothing: RC_OK with the row current, RC_NONE, or a failure. db_end is always due. */
enum rc db_first(struct db_stmt *stmt);

/* Says that a selected column is meant not to be read this time. */
void db_skip(struct db_stmt *stmt, const char *column);

/* Ends the use of a statement: RC_OK, RC_CONFLICT or RC_FAILED. Must be called once per db_stmt. */
enum rc db_end(struct db_stmt *stmt);

/*
 * Four that end the statement themselves (no db_end after them):
 * db_run        to its end, for one without rows; *changed (may be NULL) is the number of rows;
 * db_exists     RC_OK if there is a row, RC_NONE if not, or a failure; no column is read;
 * db_number     *n is column `n` of the first row, untouched when there is none;
 * db_end_found  after db_first: the failure if there was one, or else `found`, what it returned.
 */
enum rc db_run(struct db_stmt *stmt, int64_t *changed);
enum rc db_exists(struct db_stmt *stmt);
enum rc db_number(struct db_stmt *stmt, int64_t *n);
enum rc db_end_found(struct db_stmt *stmt, enum rc found);

/* Ends every statement left open: for the gate, when a handler was cut off at its memory limit. */
void db_abandon(struct db *db);

/*
 * Transactions: for the gate, the lane, migrations and commands only. After a failure inside one
 * every later call fails alike until db_rollback_to (if it came after the savepoint) or
 * db_rollback. db_commit ends the transaction whatever it returns; so does db_release the savepoint
 * (a failed one is rolled back). If the engine itself dropped the transaction (disk full,
 * connection lost), db_rollback_to cannot mend it: the next call fails and db_commit tells.
 */
enum rc db_begin(struct db *db);    /* writer: SQLite IMMEDIATE, PostgreSQL SERIALIZABLE;
				       reader: one snapshot until db_rollback */
enum rc db_commit(struct db *db);   /* RC_OK: durable; else all of it is undone */
/* Also ends statements that an unwinding left open; harmless when there is nothing to undo. */
void db_rollback(struct db *db);
/* The failure inside the transaction that every later call repeats, or RC_OK. */
enum rc db_failed(const struct db *db);
enum rc db_savepoint(struct db *db); /* they nest */
enum rc db_release(struct db *db);
void db_rollback_to(struct db *db);

/*
 * For the gate, round a reader's page: all statements from now on see one state of the store, that
 * of the first of them, so that a count and the rows it counts agree. Nothing is begun before the
 * first statement. Until db_snapshot_end a failure is repeated as in any transaction.
 */
void db_snapshot(struct db *db);
void db_snapshot_end(struct db *db); /* harmless when there is none */

/* Several statements separated by semicolons, without binds: migrations only. */
enum rc db_script(struct db *db, const char *sql);

#endif
