/*
 * store.c: what the front of the store costs over the bare calls of each library, in one run:
 *
 *	bench/store FILE | postgres://USER@HOST/NAME      (an empty one)
 *
 * One row by key (5 columns), a list page (50 of 100,000 rows, two tables joined), a write (savepoint,
 * insert, release). Both sides prepare once and read every column. Prints calls a second, the best of
 * fifteen rounds, bare and through db.h, and the cost of the front in per cent.
 */
#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdarg.h>

#include "base/arena.h"
#include "base/clock.h"
#include "db/backend.h"

#define ROWS 100000
#define ROUNDS 15
#define ONE_SQL "SELECT id, unit_id, title, due_day, note FROM task WHERE id = $1"
#define PAGE_SQL "SELECT t.id, t.title, t.due_day, t.note, u.name FROM task t " \
	"JOIN unit u ON u.id = t.unit_id WHERE (t.due_day, t.id) > ($1, $2) " \
	"ORDER BY t.due_day, t.id LIMIT $3"
#define ADD_SQL "INSERT INTO extra (id, t) VALUES ($1, $2)"

struct bench {
	struct db *db;
	struct err err;
	struct arena *arena;
	sqlite3 *sqlite;
	sqlite3_stmt *one, *page, *add, *save, *release;
	PGconn *pg;
	int64_t next;     /* pseudo-random walk over ids, the same for both sides */
	int64_t added;
	uint64_t sink;    /* keeps reads from being left out */
};

static _Noreturn void
die(struct bench *b, const char *what)
{
	(void)fprintf(stderr, "%s: %s\n", what, b->err.detail);
	exit(3);
}

static int64_t
next_id(struct bench *b)
{
	b->next = (b->next * 7919 + 13) % ROWS;
	return b->next + 1;
}

static void
fill(struct bench *b)
{
	struct db_stmt *q;

	if (db_script(b->db, "CREATE TABLE unit (id BIGINT PRIMARY KEY, name TEXT);"
	    "CREATE TABLE task (id BIGINT PRIMARY KEY, unit_id BIGINT, title TEXT, due_day BIGINT, "
	    "note TEXT); CREATE INDEX task_due ON task (due_day, id);"
	    "CREATE TABLE extra (id BIGINT PRIMARY KEY, t TEXT);") != RC_OK ||
	    db_begin(b->db) != RC_OK)
		die(b, "filling");
	for (int64_t id = 1; id <= ROWS; id++) {
		if (id <= 200) {
			q = db_stmt(b->db, "INSERT INTO unit (id, name) VALUES ($1, $2)");
			db_bind_i64(q, 1, id);
			db_bind_text(q, 2, "Sở Xây dựng");
			(void)db_run(q, NULL);
		}
		q = db_stmt(b->db, "INSERT INTO task (id, unit_id, title, due_day, note) "
		    "VALUES ($1, $2, $3, $4, $5)");
		db_bind_i64(q, 1, id);
		db_bind_i64(q, 2, id % 200 + 1);
		db_bind_text(q, 3, "Trả lời người dân về tiến độ giải phóng mặt bằng");
		db_bind_day(q, 4, 20000 + id % 365);
		db_bind_text(q, 5, "quý III");
		(void)db_run(q, NULL);
	}
	if (db_commit(b->db) != RC_OK || db_script(b->db, "ANALYZE") != RC_OK)
		die(b, "filling");
}

/* Through db.h. */

static void
front_one(struct bench *b)
{
	struct db_stmt *q = db_stmt(b->db, ONE_SQL);

	db_bind_i64(q, 1, next_id(b));
	if (db_first(q) == RC_OK) {
		b->sink += (uint64_t)(db_i64(q, "id") + db_i64(q, "unit_id"));
		b->sink += (unsigned char)*db_text(q, b->arena, "title");
		b->sink += (uint64_t)db_day(q, "due_day");
		b->sink += (unsigned char)*db_text(q, b->arena, "note");
	}
	if (db_end(q) != RC_OK)
		die(b, "one");
	arena_reset(b->arena);
}

static void
front_page(struct bench *b)
{
	struct db_stmt *q = db_stmt(b->db, PAGE_SQL);

	db_bind_i64(q, 1, 20000 + next_id(b) % 360);
	db_bind_i64(q, 2, 0);
	db_bind_i64(q, 3, 50);
	while (db_step(q) == RC_OK) {
		b->sink += (uint64_t)db_i64(q, "id");
		b->sink += (unsigned char)*db_text(q, b->arena, "title");
		b->sink += (uint64_t)db_day(q, "due_day");
		b->sink += (unsigned char)*db_text(q, b->arena, "note");
		b->sink += (unsigned char)*db_text(q, b->arena, "name");
	}
	if (db_end(q) != RC_OK)
		die(b, "page");
	arena_reset(b->arena);
}

static void
front_add(struct bench *b)
{
	struct db_stmt *q;

	if (db_savepoint(b->db) != RC_OK)
		die(b, "savepoint");
	q = db_stmt(b->db, ADD_SQL);
	db_bind_i64(q, 1, ++b->added);
	db_bind_text(q, 2, "một dòng");
	if (db_run(q, NULL) != RC_OK || db_release(b->db) != RC_OK)
		die(b, "add");
}

/* The bare library: SQLite. Texts are copied to the arena here too: every caller must. */

static void
bare_text(struct bench *b, sqlite3_stmt *stmt, int column)
{
	const unsigned char *text = sqlite3_column_text(stmt, column);

	b->sink += (unsigned char)*arena_text_n(b->arena, (const char *)text,
	    (size_t)sqlite3_column_bytes(stmt, column));
}

static void
sqlite_one(struct bench *b)
{
	(void)sqlite3_bind_int64(b->one, 1, next_id(b));
	if (sqlite3_step(b->one) == SQLITE_ROW) {
		b->sink += (uint64_t)sqlite3_column_int64(b->one, 0);
		b->sink += (uint64_t)sqlite3_column_int64(b->one, 1);
		bare_text(b, b->one, 2);
		b->sink += (uint64_t)sqlite3_column_int64(b->one, 3);
		bare_text(b, b->one, 4);
	}
	(void)sqlite3_reset(b->one);
	arena_reset(b->arena);
}

static void
sqlite_page(struct bench *b)
{
	(void)sqlite3_bind_int64(b->page, 1, 20000 + next_id(b) % 360);
	(void)sqlite3_bind_int64(b->page, 2, 0);
	(void)sqlite3_bind_int64(b->page, 3, 50);
	while (sqlite3_step(b->page) == SQLITE_ROW) {
		b->sink += (uint64_t)sqlite3_column_int64(b->page, 0);
		bare_text(b, b->page, 1);
		b->sink += (uint64_t)sqlite3_column_int64(b->page, 2);
		bare_text(b, b->page, 3);
		bare_text(b, b->page, 4);
	}
	(void)sqlite3_reset(b->page);
	arena_reset(b->arena);
}

static void
sqlite_add(struct bench *b)
{
	(void)sqlite3_step(b->save);
	(void)sqlite3_reset(b->save);
	(void)sqlite3_bind_int64(b->add, 1, ++b->added);
	(void)sqlite3_bind_text(b->add, 2, "một dòng", -1, SQLITE_STATIC);
	if (sqlite3_step(b->add) != SQLITE_DONE)
		die(b, sqlite3_errmsg(b->sqlite));
	(void)sqlite3_reset(b->add);
	(void)sqlite3_step(b->release);
	(void)sqlite3_reset(b->release);
}

static void
sqlite_prepare(struct bench *b)
{
	b->sqlite = sqlite_handle(b->db);
	(void)sqlite3_prepare_v2(b->sqlite, ONE_SQL, -1, &b->one, NULL);
	(void)sqlite3_prepare_v2(b->sqlite, PAGE_SQL, -1, &b->page, NULL);
	(void)sqlite3_prepare_v2(b->sqlite, ADD_SQL, -1, &b->add, NULL);
	(void)sqlite3_prepare_v2(b->sqlite, "SAVEPOINT a", -1, &b->save, NULL);
	(void)sqlite3_prepare_v2(b->sqlite, "RELEASE a", -1, &b->release, NULL);
}

static void
sqlite_finish(struct bench *b)
{
	(void)sqlite3_finalize(b->one);
	(void)sqlite3_finalize(b->page);
	(void)sqlite3_finalize(b->add);
	(void)sqlite3_finalize(b->save);
	(void)sqlite3_finalize(b->release);
}

/* The bare library: libpq with text parameters and results, as most programs use it. */

static void
pg_run(struct bench *b, const char *name, int count, const char *const *values)
{
	PGresult *result = PQexecPrepared(b->pg, name, count, values, NULL, NULL, 0);
	int columns = PQnfields(result);

	if (PQresultStatus(result) != PGRES_TUPLES_OK && PQresultStatus(result) != PGRES_COMMAND_OK)
		die(b, PQerrorMessage(b->pg));
	for (int row = 0; row < PQntuples(result); row++) {
		for (int i = 0; i < columns; i++)
			b->sink += (unsigned char)*arena_text(b->arena, PQgetvalue(result, row, i));
	}
	PQclear(result);
	arena_reset(b->arena);
}

static void
pg_one(struct bench *b)
{
	const char *values[] = { arena_printf(b->arena, "%lld", (long long)next_id(b)) };

	pg_run(b, "one", 1, values);
}

static void
pg_page(struct bench *b)
{
	const char *values[] = { arena_printf(b->arena, "%lld",
	    20000 + (long long)next_id(b) % 360), "0", "50" };

	pg_run(b, "page", 3, values);
}

static void
pg_add(struct bench *b)
{
	const char *values[] = { arena_printf(b->arena, "%lld", (long long)++b->added),
		"một dòng" };

	PQclear(PQexec(b->pg, "SAVEPOINT a"));
	pg_run(b, "add", 2, values);
	PQclear(PQexec(b->pg, "RELEASE a"));
}

static void
pg_prepare(struct bench *b, const char *address)
{
	b->pg = PQconnectdb(address);
	PQclear(PQexec(b->pg, "SET default_transaction_isolation = serializable"));
	PQclear(PQprepare(b->pg, "one", ONE_SQL, 1, NULL));
	PQclear(PQprepare(b->pg, "page", PAGE_SQL, 3, NULL));
	PQclear(PQprepare(b->pg, "add", ADD_SQL, 2, NULL));
}

/* Calls a second in one round. */
static double
rate(struct bench *b, void (*call)(struct bench *), int calls)
{
	int64_t start = clock_steady_us();

	for (int i = 0; i < calls; i++)
		call(b);
	return calls * 1e6 / (double)(clock_steady_us() - start);
}

/* The two sides take turns, so that a busy moment of the machine meets both. */
static void
compare(struct bench *b, const char *what, void (*bare)(struct bench *),
    void (*front)(struct bench *), int calls)
{
	double low = 0, high = 0;

	for (int round = 0; round < ROUNDS; round++) {
		double one = rate(b, bare, calls);
		double two = rate(b, front, calls);

		low = one > low ? one : low;
		high = two > high ? two : high;
	}
	(void)printf("| %s | %.0f | %.0f | %.1f %% | %.2f µs |\n", what, low, high,
	    100 * (low / high - 1), 1e6 / high - 1e6 / low);
}

/* Writes are compared inside one transaction, undone afterwards: no disk in it. */
static void
compare_adds(struct bench *b, void (*bare)(struct bench *), int calls)
{
	if (b->pg != NULL)
		PQclear(PQexec(b->pg, "BEGIN"));
	(void)db_begin(b->db);
	compare(b, "savepoint, insert, release", bare, front_add, calls);
	db_rollback(b->db);
	if (b->pg != NULL)
		PQclear(PQexec(b->pg, "ROLLBACK"));
}

static void
run(struct bench *b, const struct db_target *target)
{
	bool pg = target->kind == DB_POSTGRES;
	int part = pg ? 10 : 1;

	if (pg)
		pg_prepare(b, target->text);
	else
		sqlite_prepare(b);
	(void)printf("| %s | bare calls/s | db.h calls/s | front | a call |\n|---|---|---|---|---|\n",
	    pg ? "PostgreSQL" : "SQLite");
	compare(b, "one row by key", pg ? pg_one : sqlite_one, front_one, 20000 / part);
	compare(b, "list page, 50 rows", pg ? pg_page : sqlite_page, front_page, 1000 / part);
	compare_adds(b, pg ? pg_add : sqlite_add, 10000 / part);
	if (pg)
		PQfinish(b->pg);
	else
		sqlite_finish(b);
}

int
main(int argc, char **argv)
{
	struct bench b = { .next = 1 };
	struct db_target target;

	if (argc != 2) {
		(void)fprintf(stderr, "usage: store FILE | postgres://USER@HOST/NAME\n");
		return 2;
	}
	b.arena = arena_new(1 << 20);
	if (db_target_parse(&target, argv[1], &b.err) != RC_OK)
		die(&b, argv[1]);
	b.db = db_open(&target, DB_WRITE, true, NULL, &b.err);
	if (b.db == NULL)
		die(&b, argv[1]);
	db_set_err(b.db, &b.err);
	fill(&b);
	run(&b, &target);
	db_close(b.db);
	arena_free(b.arena);
	return b.sink == 0;
}
