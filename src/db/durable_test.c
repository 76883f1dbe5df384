/* durable_test.c: a writer waits for the disk, whatever the server says; the rest is told. */
#include "db/durable.h"

#include "tests/store.h"

static void
a_file_is_written_through(struct store *store)
{
	struct err err = { 0 };

	assert_int_equal(store_test_number(store, "SELECT synchronous AS n FROM "
	                                          "pragma_synchronous"), 2);
	assert_int_equal(db_durable(store->db, &err), RC_OK);
	store_test_script(store, "PRAGMA synchronous = NORMAL");
	assert_int_equal(db_durable(store->db, &err), RC_REFUSED);
	assert_non_null(strstr(err.detail, "synchronous = 1"));
	store_test_script(store, "PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE");
	err_clear(&err);
	assert_int_equal(db_durable(store->db, &err), RC_REFUSED);
	assert_non_null(strstr(err.detail, "write-ahead log"));
}

#define IS(name, value) \
	"SELECT CAST(count(*) AS BIGINT) AS n FROM pg_settings WHERE name = '" name \
	"' AND setting = '" value "'"

/* The server of the tests says off (tests/with-postgres); so may the role. */
static void
a_commit_is_waited_for_whatever_the_server_says(struct store *store)
{
	struct db *other;

	assert_int_equal(store_test_number(store, IS("synchronous_commit", "on")), 1);
	store_test_script(store, "SET synchronous_commit = remote_apply"); /* stronger: it stays */
	assert_int_equal(store_test_number(store, IS("synchronous_commit", "remote_apply")), 1);
	other = store_test_connect(store, DB_WRITE);
	assert_non_null(other);
	db_close(other);
}

static void
a_server_that_does_not_write_through_is_told(struct store *store)
{
	bool safe = store_test_number(store, IS("fsync", "on")) == 1 &&
	    store_test_number(store, IS("full_page_writes", "on")) == 1;
	struct err err = { 0 };

	assert_int_equal(db_durable(store->db, &err), safe ? RC_OK : RC_REFUSED);
	assert_true(safe || strstr(err.detail, "= off") != NULL);
	assert_null(strstr(err.detail, "synchronous_commit"));
	store_test_script(store, "SET synchronous_commit = off");
	err_clear(&err);
	assert_int_equal(db_durable(store->db, &err), RC_REFUSED);
	assert_non_null(strstr(err.detail, "synchronous_commit = off"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_CASE(a_file_is_written_through, DB_SQLITE, true, "sqlite"),
		STORE_CASE(a_commit_is_waited_for_whatever_the_server_says, DB_POSTGRES, true,
		    "postgres"),
		STORE_CASE(a_server_that_does_not_write_through_is_told, DB_POSTGRES, true,
		    "postgres"),
	};

	return cmocka_run_group_tests_name("durable", tests, NULL, NULL);
}
