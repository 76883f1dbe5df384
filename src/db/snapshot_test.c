/* snapshot_test.c: what a page reads is of one moment, on both engines. */
#include "tests/store.h"

static void
add_row(struct store *store)
{
	store_test_script(store, "INSERT INTO thing (n) VALUES (1)");
}

static int64_t
rows_seen(struct db *reader)
{
	int64_t n = -1;

	assert_int_equal(db_number(db_stmt(reader, "SELECT count(*) AS n FROM thing"), &n), RC_OK);
	return n;
}

static void
a_page_reads_one_snapshot(struct store *store)
{
	struct db *reader;

	store_test_script(store, "CREATE TABLE thing (n BIGINT)");
	reader = store_test_connect(store, DB_READ);
	db_snapshot(reader);
	add_row(store); /* nothing was begun yet */
	assert_int_equal(rows_seen(reader), 1);
	add_row(store);
	assert_int_equal(rows_seen(reader), 1);
	db_snapshot_end(reader);
	db_snapshot_end(reader);
	assert_int_equal(rows_seen(reader), 2);
	add_row(store);
	assert_int_equal(rows_seen(reader), 3); /* without one, each statement for itself */
	db_close(reader);
}

/* A statement that failed spoils its own page, not the next. */
static void
a_failure_ends_with_its_page(struct store *store)
{
	struct db *reader;
	int64_t n;

	store_test_script(store, "CREATE TABLE thing (n BIGINT)");
	reader = store_test_connect(store, DB_READ);
	db_snapshot(reader);
	assert_int_equal(db_number(db_stmt(reader, "SELECT n FROM nowhere"), &n), RC_FAILED);
	assert_int_equal(db_number(db_stmt(reader, "SELECT count(*) AS n FROM thing"), &n),
	    RC_FAILED);
	db_snapshot_end(reader);
	assert_int_equal(rows_seen(reader), 0);
	db_close(reader);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(a_page_reads_one_snapshot),
		STORE_TEST_BARE(a_failure_ends_with_its_page),
	};

	return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
