/* migrate_test.c: from empty to today's schema, from yesterday's, and stores that are refused. */
#include "tests/store.h"

#include "db/fault.h"
#include "db/migrate.h"

#define ONE { "202601010000_one.sql", "src/x/202601010000_one.sql", \
	"-- data: none\nCREATE TABLE one (id BIGINT PRIMARY KEY, a BIGINT);\n" \
	"INSERT INTO one (id, a) VALUES (1, 10);" }
#define TWO { "202602010000_two.sql", "src/x/202602010000_two.sql", \
	"CREATE TABLE two (id BIGINT PRIMARY KEY, one_id BIGINT REFERENCES one (id));" }
#define VIEW { "x_views.sql", "src/x/x_views.sql", \
	"CREATE VIEW v_one AS SELECT id FROM one;" \
	"CREATE VIEW v_one_again AS SELECT id FROM v_one;" }
#define END { NULL, NULL, NULL }

static const struct migration first[] = { ONE, VIEW, END };
static const struct migration both[] = { ONE, TWO, VIEW, END };
static const struct migration altered[] = {
	{ "202601010000_one.sql", "", "CREATE TABLE one (id BIGINT PRIMARY KEY);" }, END };
static const struct migration new_view[] = { ONE,
	{ "x_views.sql", "", "CREATE VIEW v_one AS SELECT id, a AS n FROM one;" }, END };
static const struct migration rebuilt[] = { ONE, TWO,
	{ "202603010000_rebuild.sql", "",
	    "CREATE TABLE one_new (id BIGINT PRIMARY KEY, b TEXT);"
	    "INSERT INTO one_new (id, b) SELECT id, 'x' FROM one;" }, VIEW, END };
static const struct migration twins[] = {
	{ "202601010000_t.postgres.sql", "", "CREATE TABLE engine (postgres BIGINT);" },
	{ "202601010000_t.sqlite.sql", "", "CREATE TABLE engine (sqlite BIGINT);" }, END };
static const struct migration broken[] = { ONE,
	{ "202602010000_bad.sql", "", "CREATE TABLE half (id BIGINT); SELECT * FROM nowhere;" },
	END };

static enum rc
migrate(struct store *store, const struct migration *list)
{
	err_clear(&store->err);
	return db_migrate_list(store->db, list, NULL, NULL, &store->err);
}

static void
an_empty_store_gets_all(struct store *store)
{
	assert_int_equal(db_migrate_check_list(store->db, both, &store->err), RC_REFUSED);
	assert_int_equal(migrate(store, both), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM v_one_again"), 1);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM schema_migration"), 3);
	err_clear(&store->err);
	assert_int_equal(db_migrate_check_list(store->db, both, &store->err), RC_OK);
	assert_int_equal(migrate(store, both), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM one"), 1);
}

static enum rc
count_backup(struct db *db, void *arg)
{
	(void)db;
	++*(int *)arg;
	return RC_OK;
}

static enum rc
migrate_counting(struct store *store, const struct migration *list, int *backups)
{
	err_clear(&store->err);
	return db_migrate_list(store->db, list, count_backup, backups, &store->err);
}

static enum rc
no_backup(struct db *db, void *arg)
{
	(void)db;
	(void)arg;
	return RC_FAILED;
}

static void
a_backup_comes_before_the_first_change(struct store *store)
{
	int backups = 0;

	assert_int_equal(migrate_counting(store, first, &backups), RC_OK);
	assert_int_equal(backups, 0); /* there was nothing to lose */
	assert_int_equal(db_migrate_list(store->db, both, no_backup, NULL, &store->err), RC_FAILED);
	assert_int_equal(db_migrate_check_list(store->db, first, &store->err), RC_OK);
	assert_int_equal(migrate_counting(store, both, &backups), RC_OK);
	assert_int_equal(backups, 1);
	assert_int_equal(migrate_counting(store, both, &backups), RC_OK);
	assert_int_equal(backups, 1);
}

static void
an_altered_file_is_refused(struct store *store)
{
	assert_int_equal(migrate(store, first), RC_OK);
	assert_int_equal(migrate(store, altered), RC_REFUSED);
	assert_non_null(strstr(store->err.detail, "202601010000_one.sql"));
}

static void
a_newer_store_is_refused(struct store *store)
{
	assert_int_equal(migrate(store, both), RC_OK);
	assert_int_equal(migrate(store, first), RC_REFUSED);
	assert_non_null(strstr(store->err.detail, "202602010000_two.sql"));
	err_clear(&store->err);
	assert_int_equal(db_migrate_check_list(store->db, first, &store->err), RC_REFUSED);
}

static void
a_database_of_others_is_refused(struct store *store)
{
	store_test_script(store, "CREATE TABLE theirs (id BIGINT)");
	assert_int_equal(migrate(store, first), RC_REFUSED);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM theirs"), 0);
}

static void
a_changed_view_is_made_again(struct store *store)
{
	assert_int_equal(migrate(store, first), RC_OK);
	assert_int_equal(db_migrate_check_list(store->db, new_view, &store->err), RC_REFUSED);
	assert_int_equal(migrate(store, new_view), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT n FROM v_one"), 10);
	assert_int_equal(db_run(db_stmt(store->db, "SELECT id FROM v_one_again"), NULL), RC_FAILED);
}

/* PostgreSQL would refuse to drop a table that a view reads; SQLite would drop the children. */
static void
a_table_with_views_and_children_is_rebuilt(struct store *store)
{
	const char *swap = store->target.kind == DB_POSTGRES ?
	    "ALTER TABLE two DROP CONSTRAINT two_one_id_fkey; DROP TABLE one;"
	    "ALTER TABLE one_new RENAME TO one;" :
	    "DROP TABLE one; ALTER TABLE one_new RENAME TO one;";
	const struct migration list[] = { rebuilt[0], rebuilt[1], rebuilt[2],
		{ "202603010001_swap.sql", "", swap }, rebuilt[3], END };

	assert_int_equal(migrate(store, both), RC_OK);
	store_test_script(store, "INSERT INTO two (id, one_id) VALUES (5, 1)");
	assert_int_equal(migrate(store, list), RC_OK);
	assert_int_equal(store_test_number(store,
	    "SELECT count(*) AS n FROM one WHERE b = 'x'"), 1);
	assert_int_equal(store_test_number(store, "SELECT one_id AS n FROM two"), 1);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM v_one"), 1);
}

/* The checks that were off during the run are made before its commit, and on after it. */
static void
a_lost_parent_stops_a_migration(struct store *store)
{
	const struct migration list[] = { both[0], both[1],
		{ "202603010000_lose.sql", "", "DELETE FROM one;" }, both[2], END };

	assert_int_equal(migrate(store, both), RC_OK);
	store_test_script(store, "INSERT INTO two (id, one_id) VALUES (5, 1)");
	assert_int_not_equal(migrate(store, list), RC_OK);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM one"), 1);
	assert_int_equal(db_run(db_stmt(store->db, "DELETE FROM one"), NULL), RC_FAILED);
}

static void
a_twin_is_for_its_engine(struct store *store)
{
	assert_int_equal(migrate(store, twins), RC_OK);
	assert_int_equal(db_exists(db_stmt(store->db, store->target.kind == DB_POSTGRES ?
	    "SELECT postgres FROM engine" : "SELECT sqlite FROM engine")), RC_NONE);
	assert_int_equal(db_migrate_check_list(store->db, twins, &store->err), RC_OK);
}

static void
a_broken_file_leaves_no_half(struct store *store)
{
	assert_int_equal(migrate(store, broken), RC_FAILED);
	assert_int_equal(store_test_number(store, "SELECT count(*) AS n FROM one"), 1);
	assert_int_equal(db_run(db_stmt(store->db, "SELECT id FROM half"), NULL), RC_FAILED);
	assert_int_equal(migrate(store, both), RC_OK);
}

/* A start that died anywhere is continued by the next one. */
static void
every_failing_call_is_mended_by_the_next_start(struct store *store)
{
	static const char clean[] = "DROP TABLE IF EXISTS two; DROP VIEW IF EXISTS v_one_again;"
		"DROP VIEW IF EXISTS v_one; DROP TABLE IF EXISTS one;"
		"DROP TABLE IF EXISTS schema_migration;";
	bool fired = true;

	for (long n = 1; fired; n++) {
		enum rc rc;

		store_test_script(store, clean);
		db_fail_nth(store->db, n);
		rc = migrate(store, both);
		fired = !db_fail_waits(store->db);
		db_fail_nth(store->db, 0);
		assert_int_equal(rc, fired ? RC_FAILED : RC_OK);
		assert_int_equal(migrate(store, both), RC_OK);
		assert_int_equal(store_test_number(store,
		    "SELECT count(*) AS n FROM v_one_again"), 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(an_empty_store_gets_all),
		STORE_TEST_BARE(a_backup_comes_before_the_first_change),
		STORE_TEST_BARE(an_altered_file_is_refused),
		STORE_TEST_BARE(a_newer_store_is_refused),
		STORE_TEST_BARE(a_database_of_others_is_refused),
		STORE_TEST_BARE(a_changed_view_is_made_again),
		STORE_TEST_BARE(a_table_with_views_and_children_is_rebuilt),
		STORE_TEST_BARE(a_lost_parent_stops_a_migration),
		STORE_TEST_BARE(a_twin_is_for_its_engine),
		STORE_TEST_BARE(a_broken_file_leaves_no_half),
		STORE_TEST_BARE(every_failing_call_is_mended_by_the_next_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
