/* command_test.c: a command that writes beside others runs again, or says who is in its way. */
#include "tests/store.h"

#include <unistd.h>

#include "app/command.h"

/* Adds a row that tells how many there were; while it does, a rival may do the same. */
struct adding {
	struct db *rival;
	int rivals; /* runs that a rival disturbs */
	int runs;
	enum rc says;
};

static enum rc
add_one(struct db *db, int64_t seen)
{
	struct db_stmt *q = db_stmt(db, "INSERT INTO thing (seen) VALUES ($1)");

	db_bind_i64(q, 1, seen);
	return db_run(q, NULL);
}

static enum rc
add_counted(struct db *db, void *arg)
{
	struct adding *adding = arg;
	int64_t n = 0;
	enum rc rc = db_number(db_stmt(db, "SELECT count(*) AS n FROM thing"), &n);

	adding->runs++;
	if (rc == RC_OK && adding->runs <= adding->rivals) {
		struct adding other = { 0 };
		struct err err = { 0 };

		assert_int_equal(command_write(adding->rival, &err, add_counted, &other), RC_OK);
	}
	if (rc == RC_OK)
		rc = add_one(db, n);
	return rc == RC_OK ? adding->says : rc;
}

static void
a_conflict_is_run_again(struct store *store)
{
	struct adding adding = { .rivals = 2 };

	store_test_script(store, "CREATE TABLE thing (seen BIGINT)");
	adding.rival = store_test_connect(store, DB_WRITE);
	assert_int_equal(command_write(store->db, &store->err, add_counted, &adding), RC_OK);
	assert_int_equal(adding.runs, 3);
	assert_int_equal(store_test_number(store,
	    "SELECT count(*) AS n FROM (SELECT DISTINCT seen FROM thing) AS s"), 3);
	db_close(adding.rival);
}

static void
a_conflict_without_end_is_told(struct store *store)
{
	struct adding adding = { .rivals = 1000 };

	store_test_script(store, "CREATE TABLE thing (seen BIGINT)");
	adding.rival = store_test_connect(store, DB_WRITE);
	assert_int_equal(command_write(store->db, &store->err, add_counted, &adding), RC_FAILED);
	assert_string_equal(store->err.detail, COMMAND_HELD);
	assert_int_equal(command_fail("setting", RC_FAILED, &store->err), EXIT_FAILED);
	db_close(adding.rival);
}

/* What the act itself reports is an answer: once, and nothing stays. */
static void
a_refusal_is_not_run_again(struct store *store)
{
	struct adding adding = { .says = RC_CONFLICT };

	store_test_script(store, "CREATE TABLE thing (seen BIGINT)");
	assert_int_equal(command_write(store->db, &store->err, add_counted, &adding), RC_CONFLICT);
	assert_int_equal(adding.runs, 1);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM thing"), 0);
}

/* SQLite's lock, held by another process for longer than a writer waits. */
static void
a_held_store_is_told(struct store *store)
{
	struct db *holder = store_test_connect(store, DB_WRITE);
	struct adding adding = { 0 };

	assert_int_equal(db_begin(holder), RC_OK);
	assert_int_equal(command_write(store->db, &store->err, add_counted, &adding), RC_FAILED);
	assert_int_equal(adding.runs, 0);
	assert_string_equal(store->err.detail, COMMAND_HELD);
	db_rollback(holder);
	db_close(holder);
}

static void
a_conflict_without_words_says_who_is_in_the_way(void **state)
{
	struct err err = { 0 };
	char said[200] = "";
	int ends[2], saved = dup(STDERR_FILENO);

	(void)state;
	assert_int_equal(pipe(ends), 0);
	(void)fflush(stderr);
	(void)dup2(ends[1], STDERR_FILENO);
	assert_int_equal(command_fail("setting", RC_CONFLICT, &err), EXIT_FAILED);
	(void)fflush(stderr);
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	(void)close(ends[1]);
	assert_true(read(ends[0], said, sizeof(said) - 1) > 0);
	(void)close(ends[0]);
	assert_string_equal(said, "giaoban setting: " COMMAND_HELD "\n");
	assert_int_equal(command_fail("setting", RC_REFUSED, &err), EXIT_REFUSED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_CASE(a_conflict_is_run_again, DB_POSTGRES, true, "postgres"),
		STORE_CASE(a_conflict_without_end_is_told, DB_POSTGRES, true, "postgres"),
		STORE_CASE(a_held_store_is_told, DB_SQLITE, true, "sqlite"),
		STORE_TEST_BARE(a_refusal_is_not_run_again),
		cmocka_unit_test(a_conflict_without_words_says_who_is_in_the_way),
	};

	return cmocka_run_group_tests_name("command", tests, NULL, NULL);
}
