/* db_test.c: the same calls on both engines: values, rows, transactions, failures. */
#include "tests/store.h"

#include "base/arena.h"
#include "base/date.h"
#include "db/fault.h"

static const char table_sql[] =
	"CREATE TABLE thing (id BIGINT PRIMARY KEY, n BIGINT, day BIGINT, x DOUBLE PRECISION, "
	"t TEXT, b BYTEA);";

static void
put(struct store *store, int64_t id, const char *text)
{
	struct db_stmt *q = db_stmt(store->db, "INSERT INTO thing (id, t) VALUES ($1, $2)");
	int64_t changed = 0;

	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, text);
	assert_int_equal(db_run(q, &changed), RC_OK);
	assert_int_equal(changed, 1);
}

static int64_t
count(struct store *store)
{
	return store_test_number(store, "SELECT count(*) AS n FROM thing");
}

static void
values_come_back(struct store *store)
{
	static const char bytes[] = { 0, 1, (char)0xff, 0, '\'' };
	struct db_stmt *q;

	store_test_script(store, table_sql);
	q = db_stmt(store->db,
	    "INSERT INTO thing (id, n, day, x, t, b) VALUES ($6, $5, $4, $3, $2, $1)");
	db_bind_i64(q, 6, INT64_MIN + 1);
	db_bind_i64(q, 5, INT64_MAX);
	db_bind_day(q, 4, -25567);
	db_bind_double(q, 3, 0.1);
	db_bind_text(q, 2, "Phường Hòa Khánh, \"Đà Nẵng\" $1 '");
	db_bind_bytes(q, 1, bytes, sizeof(bytes));
	assert_int_equal(db_run(q, NULL), RC_OK);

	q = db_stmt(store->db, "SELECT b, t, x, day, n, id, 7 AS seven FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "id"), INT64_MIN + 1);
	assert_int_equal(db_i64(q, "n"), INT64_MAX);
	assert_int_equal(db_i64(q, "seven"), 7);
	assert_int_equal(db_day(q, "day"), -25567);
	assert_true(db_double(q, "x") == 0.1);
	assert_string_equal(db_text(q, store->arena, "t"), "Phường Hòa Khánh, \"Đà Nẵng\" $1 '");
	assert_true(str_equal(db_bytes(q, store->arena, "b"),
	    (struct str){ bytes, sizeof(bytes) }));
	assert_int_equal(db_end(q), RC_OK);
}

static void
nulls_and_empty_stay_apart(struct store *store)
{
	struct db_stmt *q;
	struct str bytes;

	store_test_script(store, table_sql);
	q = db_stmt(store->db, "INSERT INTO thing (id, n, day, t, b) VALUES ($1, $2, $3, $4, $5)");
	db_bind_i64(q, 1, 1);
	db_bind_id(q, 2, 0);
	db_bind_day(q, 3, DAY_NONE);
	db_bind_text(q, 4, NULL);
	db_bind_bytes(q, 5, NULL, 0);
	assert_int_equal(db_run(q, NULL), RC_OK);
	q = db_stmt(store->db, "INSERT INTO thing (id, n, day, t, b) VALUES ($1, $2, $3, $4, $5)");
	db_bind_i64(q, 1, 2);
	db_bind_i64(q, 2, 0);
	db_bind_day(q, 3, 0);
	db_bind_str(q, 4, STR(""));
	db_bind_bytes(q, 5, "", 0);
	assert_int_equal(db_run(q, NULL), RC_OK);

	q = db_stmt(store->db, "SELECT n, day, x, t, b FROM thing ORDER BY id");
	assert_int_equal(db_step(q), RC_OK);
	assert_true(db_is_null(q, "n"));
	assert_int_equal(db_i64(q, "n"), 0);
	assert_true(db_day(q, "day") == DAY_NONE);
	assert_true(db_double(q, "x") == 0);
	assert_null(db_text(q, store->arena, "t"));
	assert_null(db_bytes(q, store->arena, "b").at);
	assert_int_equal(db_step(q), RC_OK);
	assert_false(db_is_null(q, "n"));
	assert_int_equal(db_day(q, "day"), 0);
	assert_string_equal(db_text(q, store->arena, "t"), "");
	bytes = db_bytes(q, store->arena, "b");
	assert_non_null(bytes.at);
	assert_int_equal(bytes.len, 0);
	assert_int_equal(db_step(q), RC_NONE);
	assert_int_equal(db_step(q), RC_NONE);
	assert_int_equal(db_end(q), RC_OK);
}

/* What somebody wrote past the program, or a column altered on the server, ends no program. */
static void
a_value_of_another_type_is_a_failure(struct store *store)
{
	struct db_stmt *q;

	store_test_script(store, table_sql);
	store_test_script(store, "INSERT INTO thing (id, n, t) VALUES (1, 5, 'x')");
	assert_int_equal(db_begin(store->db), RC_OK);
	q = db_stmt(store->db, "SELECT id, n, t FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_string_equal(db_text(q, store->arena, "n"), "");
	assert_int_equal(db_i64(q, "t"), 0);
	assert_int_equal(db_bytes(q, store->arena, "t").len, 0);
	assert_int_equal(db_step(q), RC_NONE);
	assert_int_equal(db_end(q), RC_FAILED);
	assert_non_null(strstr(store->err.detail, "holds type"));
	assert_int_equal(db_failed(store->db), RC_FAILED);
	db_rollback(store->db);
	err_clear(&store->err);
	assert_int_equal(store_test_number(store, "SELECT n FROM thing"), 5);
}

/* Two loops over the same text at once have a statement each. */
static void
same_text_nests(struct store *store)
{
	static const char sql[] = "SELECT id FROM thing ORDER BY id";
	struct db_stmt *outer, *inner;
	int64_t sum = 0;

	store_test_script(store, table_sql);
	for (int64_t id = 1; id <= 3; id++)
		put(store, id, "x");
	outer = db_stmt(store->db, sql);
	while (db_step(outer) == RC_OK) {
		inner = db_stmt(store->db, sql);
		while (db_step(inner) == RC_OK)
			sum += db_i64(outer, "id") * db_i64(inner, "id");
		assert_int_equal(db_end(inner), RC_OK);
	}
	assert_int_equal(db_end(outer), RC_OK);
	assert_int_equal(sum, 36);
}

static void
first_and_exists_tell_none(struct store *store)
{
	struct db_stmt *q;

	store_test_script(store, table_sql);
	q = db_stmt(store->db, "SELECT id FROM thing WHERE id = $1");
	db_bind_i64(q, 1, 5);
	assert_int_equal(db_first(q), RC_NONE);
	assert_int_equal(db_end(q), RC_OK);
	q = db_stmt(store->db, "SELECT id FROM thing WHERE id = $1");
	db_bind_i64(q, 1, 5);
	assert_int_equal(db_exists(q), RC_NONE);
	put(store, 5, "x");
	q = db_stmt(store->db, "SELECT id FROM thing WHERE id = $1");
	db_bind_i64(q, 1, 5);
	assert_int_equal(db_exists(q), RC_OK);
}

static void
a_number_and_what_was_found_are_ended_too(struct store *store)
{
	struct db_stmt *q;
	int64_t n = -1;

	store_test_script(store, table_sql);
	assert_int_equal(db_number(db_stmt(store->db, "SELECT id AS n FROM thing"), &n), RC_OK);
	assert_int_equal(n, -1); /* no row */
	put(store, 5, "x");
	assert_int_equal(db_number(db_stmt(store->db, "SELECT id AS n FROM thing"), &n), RC_OK);
	assert_int_equal(n, 5);
	q = db_stmt(store->db, "SELECT 1 AS n FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "n"), 1);
	assert_int_equal(db_end_found(q, RC_OK), RC_OK);
	q = db_stmt(store->db, "SELECT id FROM thing WHERE id = 6");
	assert_int_equal(db_end_found(q, db_first(q)), RC_NONE);
	assert_int_equal(db_number(db_stmt(store->db, "SELECT n FROM nowhere"), &n), RC_FAILED);
	q = db_stmt(store->db, "SELECT n FROM nowhere");
	assert_int_equal(db_end_found(q, db_first(q)), RC_FAILED);
}

/* More texts than the cache holds: the oldest go, all work. */
static void
cache_lets_the_oldest_go(struct store *store)
{
	for (int round = 0; round < 2; round++) {
		for (int64_t i = 0; i < 450; i++) {
			char *sql = arena_printf(store->arena, "SELECT %d AS n, '$9 --' AS t",
			    (int)i);
			struct db_stmt *q = db_stmt(store->db, sql);

			assert_int_equal(db_first(q), RC_OK);
			assert_int_equal(db_i64(q, "n"), i);
			assert_string_equal(db_text(q, store->arena, "t"), "$9 --");
			assert_int_equal(db_end(q), RC_OK);
		}
	}
}

static void
savepoint_undoes_its_part(struct store *store)
{
	store_test_script(store, table_sql);
	assert_int_equal(db_begin(store->db), RC_OK);
	put(store, 1, "kept");
	assert_int_equal(db_savepoint(store->db), RC_OK);
	put(store, 2, "undone");
	assert_int_equal(db_savepoint(store->db), RC_OK);
	put(store, 3, "undone");
	assert_int_equal(db_release(store->db), RC_OK);
	db_rollback_to(store->db);
	assert_int_equal(db_savepoint(store->db), RC_OK);
	put(store, 4, "kept");
	assert_int_equal(db_release(store->db), RC_OK);
	assert_int_equal(db_commit(store->db), RC_OK);
	assert_int_equal(store_test_number(store,
	    "SELECT CAST(sum(id) AS BIGINT) AS n FROM thing"), 5);
	assert_int_equal(db_begin(store->db), RC_OK);
	put(store, 9, "undone");
	db_rollback(store->db);
	assert_int_equal(count(store), 2);
}

static enum rc
put_again(struct store *store, int64_t id)
{
	struct db_stmt *q = db_stmt(store->db, "INSERT INTO thing (id) VALUES ($1)");

	db_bind_i64(q, 1, id);
	return db_run(q, NULL);
}

/* Nobody looked at the failure: it can still not be committed by half, on either engine. */
static void
failure_sticks_until_rollback(struct store *store)
{
	store_test_script(store, table_sql);
	assert_int_equal(db_begin(store->db), RC_OK);
	put(store, 1, "x");
	(void)put_again(store, 1);
	assert_int_equal(put_again(store, 2), RC_FAILED);
	assert_int_equal(db_commit(store->db), RC_FAILED);
	assert_true(store->err.detail[0] != '\0');
	assert_null(strstr(store->err.detail, "(1)"));
	assert_int_equal(count(store), 0);

	assert_int_equal(db_begin(store->db), RC_OK);
	put(store, 1, "x");
	assert_int_equal(db_savepoint(store->db), RC_OK);
	assert_int_equal(put_again(store, 1), RC_FAILED);
	assert_int_equal(db_release(store->db), RC_FAILED);
	put(store, 2, "y");
	assert_int_equal(db_commit(store->db), RC_OK);
	assert_int_equal(count(store), 2);
}

static void
bad_sql_fails_and_is_forgotten(struct store *store)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT b FROM nowhere WHERE a = $1");

	db_bind_i64(q, 1, 1);
	assert_int_equal(db_step(q), RC_NONE);
	assert_int_equal(db_end(q), RC_FAILED);
	assert_non_null(strstr(store->err.detail, "nowhere"));
	store_test_script(store, "CREATE TABLE nowhere (a BIGINT, b BIGINT)");
	q = db_stmt(store->db, "SELECT b FROM nowhere WHERE a = $1");
	db_bind_i64(q, 1, 1);
	assert_int_equal(db_first(q), RC_NONE);
	assert_int_equal(db_end(q), RC_OK);
}

static void
reader_cannot_write(struct store *store)
{
	struct db *reader;
	struct db_stmt *q;

	store_test_script(store, table_sql);
	put(store, 1, "x");
	reader = store_test_connect(store, DB_READ);
	q = db_stmt(reader, "INSERT INTO thing (id) VALUES ($1)");
	db_bind_i64(q, 1, 2);
	assert_int_equal(db_run(q, NULL), RC_FAILED);
	assert_int_equal(db_begin(reader), RC_OK);
	q = db_stmt(reader, "SELECT count(*) AS n FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "n"), 1);
	assert_int_equal(db_end(q), RC_OK);
	put(store, 3, "later");
	q = db_stmt(reader, "SELECT count(*) AS n FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "n"), 1); /* one snapshot */
	assert_int_equal(db_end(q), RC_OK);
	db_rollback(reader);
	db_close(reader);
	assert_int_equal(count(store), 2);
}

static void
foreign_keys_hold(struct store *store)
{
	store_test_script(store, "CREATE TABLE mother (id BIGINT PRIMARY KEY);"
	    "CREATE TABLE child (id BIGINT PRIMARY KEY, mother_id BIGINT REFERENCES mother (id));");
	assert_int_equal(db_run(db_stmt(store->db,
	    "INSERT INTO child (id, mother_id) VALUES (1, 2)"), NULL), RC_FAILED);
}

static int64_t
total(struct db *db)
{
	struct db_stmt *q = db_stmt(db,
	    "SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS n FROM thing");
	int64_t n = -1;

	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	(void)db_end(q);
	return n;
}

static enum rc
add(struct db *db, int64_t id, int64_t n)
{
	struct db_stmt *q = db_stmt(db, "INSERT INTO thing (id, n) VALUES ($1, $2)");

	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, n);
	return db_run(q, NULL);
}

/* Write skew: each reads what the other writes. One is told to run again and leaves no trace. */
static void
serialisation_is_a_conflict(struct store *store)
{
	struct db *other;
	enum rc one, two;

	store_test_script(store, table_sql);
	other = store_test_connect(store, DB_WRITE);
	assert_int_equal(db_begin(store->db), RC_OK);
	assert_int_equal(db_begin(other), RC_OK);
	assert_int_equal(total(store->db), 0);
	assert_int_equal(total(other), 0);
	assert_int_equal(add(store->db, 1, 1), RC_OK);
	assert_int_equal(add(other, 2, 2), RC_OK);
	one = db_commit(store->db);
	two = db_commit(other);
	assert_int_equal(one, RC_OK);
	assert_int_equal(two, RC_CONFLICT);
	assert_string_equal(store->err.detail, "");
	assert_int_equal(total(other), 1);
	db_close(other);
}

/* On SQLite a second process that wants to write meanwhile gets the same answer. */
static void
busy_is_a_conflict(struct store *store)
{
	struct db *other;

	other = store_test_connect(store, DB_WRITE);
	assert_int_equal(db_begin(store->db), RC_OK);
	assert_int_equal(db_begin(other), RC_CONFLICT);
	db_rollback(store->db);
	assert_int_equal(db_begin(other), RC_OK);
	db_close(other);
}

static int64_t
backend_pid(struct db *db)
{
	struct db_stmt *q = db_stmt(db, "SELECT CAST(pg_backend_pid() AS BIGINT) AS pid");
	int64_t pid;

	assert_int_equal(db_first(q), RC_OK);
	pid = db_i64(q, "pid");
	assert_int_equal(db_end(q), RC_OK);
	return pid;
}

static void
cut(struct store *store, struct db *victim)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT CASE WHEN pg_terminate_backend(CAST($1 AS "
	    "INTEGER), 5000) THEN 1 ELSE 0 END AS done");

	db_bind_i64(q, 1, backend_pid(victim));
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "done"), 1);
	assert_int_equal(db_end(q), RC_OK);
}

static void
lost_connection_comes_back(struct store *store)
{
	struct db *other;
	struct err err = { 0 };

	store_test_script(store, table_sql);
	other = store_test_connect(store, DB_WRITE);
	db_set_err(other, &err);
	assert_int_equal(add(other, 1, 1), RC_OK);

	cut(store, other); /* found before anything is lost */
	assert_int_equal(add(other, 3, 3), RC_OK);
	cut(store, other);
	assert_int_equal(db_begin(other), RC_OK);
	assert_int_equal(add(other, 4, 4), RC_OK);
	cut(store, other);
	assert_int_equal(add(other, 5, 5), RC_FAILED);
	assert_int_equal(add(other, 6, 6), RC_FAILED);
	assert_int_equal(db_commit(other), RC_FAILED);
	assert_int_equal(total(other), 4);
	assert_null(strchr(err.detail, '\n'));
	assert_non_null(strstr(err.detail, "terminating connection"));
	db_close(other);
}

static void
targets_are_understood(void **state)
{
	static const struct {
		const char *text;
		enum rc rc;
		enum db_kind kind;
	} cases[] = {
		{ "city.db", RC_OK, DB_SQLITE },
		{ "/var/lib/giaoban/city.db", RC_OK, DB_SQLITE },
		{ "postgres://giaoban@db.example:5433/city", RC_OK, DB_POSTGRES },
		{ "postgres://giaoban@/city?host=/run/postgresql", RC_OK, DB_POSTGRES },
		{ "postgres://giaoban:secret@db.example/city", RC_REFUSED, DB_POSTGRES },
		{ "postgres://giaoban@db.example/city?password=secret", RC_REFUSED, DB_POSTGRES },
		{ "postgres://giaoban@db.example/city?passw%6frd=secret", RC_REFUSED, DB_POSTGRES },
		{ "postgres://giaoban@db.example/city?nonsense=1", RC_REFUSED, DB_POSTGRES },
		{ "mysql://giaoban@db.example/city", RC_REFUSED, DB_SQLITE },
		{ "", RC_REFUSED, DB_SQLITE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct db_target target;
		struct err err = { 0 };

		assert_int_equal(db_target_parse(&target, cases[i].text, &err), cases[i].rc);
		assert_int_equal(err.detail[0] != '\0', cases[i].rc != RC_OK);
		assert_null(strstr(err.detail, "secret"));
		if (cases[i].rc == RC_OK)
			assert_int_equal(target.kind, cases[i].kind);
	}
}

static void
no_store_is_told(void **state)
{
	struct db_target target;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(db_target_parse(&target, "/nonexistent/city.db", &err), RC_OK);
	assert_null(db_open(&target, DB_WRITE, true, NULL, &err));
	assert_non_null(strstr(err.detail, "/nonexistent/city.db"));
	err_clear(&err);
	assert_null(db_open(&target, DB_READ, false, NULL, &err));
	assert_true(err.detail[0] != '\0');
	err_clear(&err);
	assert_int_equal(db_target_parse(&target, "postgres://a@/b?host=/nonexistent", &err),
	    RC_OK);
	assert_null(db_open(&target, DB_WRITE, false, NULL, &err));
	assert_true(err.detail[0] != '\0');
}

/* What a full arena does: it leaves the loop by longjmp; the gate then rolls back. */
static void
unwinding_leaves_nothing_open(struct store *store)
{
	jmp_buf out;

	store_test_script(store, table_sql);
	put(store, 1, "x");
	if (setjmp(out) == 0) {
		assert_int_equal(db_begin(store->db), RC_OK);
		put(store, 2, "y");
		(void)db_step(db_stmt(store->db, "SELECT id FROM thing"));
		longjmp(out, 1);
	}
	db_rollback(store->db);
	assert_int_equal(count(store), 1);
	assert_int_equal(db_begin(store->db), RC_OK);
	assert_int_equal(db_commit(store->db), RC_OK);
}

static void
abandoning_gives_back_broken_statements_too(struct store *store)
{
	store_test_script(store, table_sql);
	put(store, 1, "x");
	(void)db_step(db_stmt(store->db, "SELECT id FROM thing"));
	(void)db_step(db_stmt(store->db, "SELECT nothing FROM nowhere"));
	db_abandon(store->db);
	assert_int_equal(db_script(store->db, "DELETE FROM thing"), RC_OK); /* BUG if one is open */
}

/* One transaction of a lane's batch, every return looked at only at the end. */
static enum rc
batch(struct db *db)
{
	enum rc rc = db_begin(db);

	if (rc != RC_OK)
		return rc;
	if (db_savepoint(db) == RC_OK) {
		(void)add(db, 11, 1);
		(void)total(db);
		(void)add(db, 12, 1);
		rc = db_release(db);
	}
	(void)add(db, 13, 1);
	return db_commit(db) == RC_OK ? rc : RC_FAILED;
}

/* Each call in turn fails: what is committed is whole, and the connection goes on. */
static void
every_failing_call_is_told(struct store *store)
{
	long n = 0;
	bool fired = true;

	store_test_script(store, table_sql);
	while (fired) {
		enum rc rc;
		int64_t rows;

		store_test_script(store, "DELETE FROM thing");
		db_fail_nth(store->db, ++n);
		rc = batch(store->db);
		fired = !db_fail_waits(store->db);
		db_fail_nth(store->db, 0);
		rows = total(store->db);
		assert_int_equal(rc, fired ? RC_FAILED : RC_OK);
		assert_true(rows == (fired ? 0 : 3) || (fired && rows == 1));
		assert_int_equal(store->err.detail[0] != '\0', fired);
		err_clear(&store->err);
	}
	assert_true(n > 7);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(targets_are_understood),
		cmocka_unit_test(no_store_is_told),
		STORE_TEST_BARE(values_come_back),
		STORE_TEST_BARE(nulls_and_empty_stay_apart),
		STORE_TEST_BARE(same_text_nests),
		STORE_TEST_BARE(a_value_of_another_type_is_a_failure),
		STORE_TEST_BARE(first_and_exists_tell_none),
		STORE_TEST_BARE(a_number_and_what_was_found_are_ended_too),
		STORE_TEST_BARE(cache_lets_the_oldest_go),
		STORE_TEST_BARE(savepoint_undoes_its_part),
		STORE_TEST_BARE(failure_sticks_until_rollback),
		STORE_TEST_BARE(bad_sql_fails_and_is_forgotten),
		STORE_TEST_BARE(reader_cannot_write),
		STORE_TEST_BARE(foreign_keys_hold),
		STORE_CASE(serialisation_is_a_conflict, DB_POSTGRES, true, "postgres"),
		STORE_CASE(busy_is_a_conflict, DB_SQLITE, true, "sqlite"),
		STORE_CASE(lost_connection_comes_back, DB_POSTGRES, true, "postgres"),
		STORE_TEST_BARE(unwinding_leaves_nothing_open),
		STORE_TEST_BARE(abandoning_gives_back_broken_statements_too),
		STORE_TEST_BARE(every_failing_call_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
