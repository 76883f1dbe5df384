/* backup_test.c: copies of a store in use, damage that is named, and a disk that fails. */
#include "tests/store.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "db/backup.h"
#include "tests/fault_vfs.h"

static const char table_sql[] =
	"CREATE TABLE thing (id BIGINT PRIMARY KEY, t TEXT);"
	"CREATE INDEX thing_t ON thing (t, id);";

static enum rc
put(struct db *db, int64_t id)
{
	struct db_stmt *q = db_stmt(db, "INSERT INTO thing (id, t) VALUES ($1, $2)");
	char text[400];

	memset(text, 'a' + (int)(id % 26), sizeof(text));
	db_bind_i64(q, 1, id);
	db_bind_str(q, 2, (struct str){ text, sizeof(text) });
	return db_run(q, NULL);
}

static enum rc
put_many(struct db *db, int64_t first, int64_t count)
{
	enum rc rc = db_begin(db);

	if (rc != RC_OK)
		return rc;
	for (int64_t id = first; id < first + count; id++)
		(void)put(db, id);
	return db_commit(db);
}

static int64_t
count(struct db *db)
{
	struct db_stmt *q = db_stmt(db, "SELECT count(*) AS n FROM thing");
	int64_t n = -1;

	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	return db_end(q) == RC_OK ? n : -1;
}

static int64_t
count_in(const char *path)
{
	struct db_target target;
	struct err err = { 0 };
	struct db *db;
	int64_t n;

	assert_int_equal(db_target_parse(&target, path, &err), RC_OK);
	db = db_open(&target, DB_READ, false, NULL, &err);
	assert_non_null(db);
	assert_int_equal(db_integrity_check(db, &err), RC_OK);
	n = count(db);
	db_close(db);
	return n;
}

static void
remove_copy(const char *path)
{
	static const char *const ends[] = { "", "-wal", "-shm", ".part" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		char name[700];

		(void)snprintf(name, sizeof(name), "%s%s", path, ends[i]);
		(void)unlink(name);
	}
}

/* The copy is of one instant, and a writer goes on meanwhile. */
static void
a_copy_is_whole(struct store *store)
{
	char *file = arena_printf(store->arena, "%s.backup", store->target.text);
	struct db *reader;
	struct stat st;

	store_test_script(store, table_sql);
	assert_int_equal(put_many(store->db, 1, 500), RC_OK);
	reader = store_test_connect(store, DB_READ);
	assert_int_equal(db_begin(store->db), RC_OK);
	assert_int_equal(put(store->db, 9999), RC_OK);
	assert_int_equal(db_backup(reader, file, &store->err), RC_OK);
	assert_int_equal(db_commit(store->db), RC_OK);
	db_close(reader);
	assert_int_equal(stat(file, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(count_in(file), 500);
	assert_int_equal(db_backup(store->db, file, &store->err), RC_REFUSED);
	assert_non_null(strstr(store->err.detail, "exists already"));
	remove_copy(file);
}

static void
postgres_has_its_own_tool(struct store *store)
{
	assert_int_equal(db_backup(store->db, "/nonexistent/copy", &store->err), RC_REFUSED);
	assert_non_null(strstr(store->err.detail, "pg_dump"));
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_OK);
}

static void
an_impossible_place_is_told(struct store *store)
{
	assert_int_equal(db_backup(store->db, "/nonexistent/copy", &store->err), RC_FAILED);
	assert_non_null(strstr(store->err.detail, "/nonexistent/copy"));
}

static void
damage_is_named(struct store *store)
{
	char junk[512];
	int fd;

	store_test_script(store, table_sql);
	assert_int_equal(put_many(store->db, 1, 500), RC_OK);
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_OK);
	db_close(store->db); /* writes the WAL back */
	memset(junk, 0x5a, sizeof(junk));
	fd = open(store->target.text, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, junk, sizeof(junk), 4096 * 5), sizeof(junk));
	close(fd);
	store->db = store_test_connect(store, DB_WRITE);
	assert_int_not_equal(db_integrity_check(store->db, &store->err), RC_OK);
	assert_true(store->err.detail[0] != '\0');
}

static void
a_lost_parent_is_named(struct store *store)
{
	store_test_script(store, "CREATE TABLE mother (id BIGINT PRIMARY KEY);"
	    "CREATE TABLE child (id BIGINT PRIMARY KEY, mother_id BIGINT REFERENCES mother (id));"
	    "PRAGMA foreign_keys = OFF; INSERT INTO child (id, mother_id) VALUES (1, 2)");
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_REFUSED);
	assert_string_equal(store->err.detail, "a row of child refers to a missing row of mother");
}

static void
a_value_of_another_type_is_named(struct store *store)
{
	store_test_script(store, table_sql);
	assert_int_equal(put_many(store->db, 1, 3), RC_OK);
	store_test_script(store,
	    "CREATE TABLE other (id BIGINT PRIMARY KEY, said TEXT, b BYTEA, x DOUBLE PRECISION);"
	    "INSERT INTO other VALUES (1, 'a', x'00', 1), (2, NULL, NULL, 2)");
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_OK);
	store_test_script(store, "UPDATE other SET said = x'61' WHERE id = 2");
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_REFUSED);
	assert_string_equal(store->err.detail,
	    "a row of other holds another type than text in said");
}

struct disk_fault {
	enum fault_kind kind;
	bool full, stays;
};

static const struct disk_fault disk_faults[] = {
	{ FAULT_ANY, false, false }, { FAULT_ANY, false, true },
	{ FAULT_WRITE, true, false }, { FAULT_SYNC, false, true },
};

/*
 * The nth write or sync fails: a transaction is there whole or not at all, what was acknowledged is
 * there, and with a well disk the same connection goes on.
 */
static void
fail_disk(struct store *store, struct disk_fault fault, long n, bool *fired)
{
	int64_t before = count(store->db);
	int64_t after;
	enum rc rc;

	fault_vfs_set(fault.kind, n, fault.full, fault.stays);
	rc = put_many(store->db, before + 1, 40);
	*fired = !fault_vfs_waits();
	fault_vfs_set(fault.kind, 0, false, false);
	after = count(store->db);
	assert_true(rc == RC_OK || rc == RC_FAILED);
	assert_int_equal(after, rc == RC_OK ? before + 40 : before);
	assert_int_equal(store->err.detail[0] != '\0', rc == RC_FAILED);
	err_clear(&store->err);
	assert_int_equal(put_many(store->db, after + 1, 3), RC_OK);
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_OK);
	db_close(store->db);
	store->db = store_test_connect(store, DB_WRITE);
	assert_int_equal(count(store->db), after + 3);
	assert_int_equal(db_integrity_check(store->db, &store->err), RC_OK);
}

static void
a_failing_disk_loses_nothing_acknowledged(struct store *store)
{
	store_test_script(store, table_sql);
	for (size_t i = 0; i < sizeof(disk_faults) / sizeof(disk_faults[0]); i++) {
		bool fired = true;
		long n;

		for (n = 1; fired; n++)
			fail_disk(store, disk_faults[i], n, &fired);
		assert_true(n > 2);
	}
}

static void
a_failing_disk_leaves_no_half_copy(struct store *store)
{
	char *file = arena_printf(store->arena, "%s.backup", store->target.text);
	bool fired = true;
	long n;

	store_test_script(store, table_sql);
	assert_int_equal(put_many(store->db, 1, 100), RC_OK);
	for (n = 1; fired; n++) {
		enum rc rc;

		fault_vfs_set(FAULT_ANY, n, n % 2 == 0, true);
		rc = db_backup(store->db, file, &store->err);
		fired = !fault_vfs_waits();
		fault_vfs_set(FAULT_ANY, 0, false, false);
		assert_int_equal(rc, fired ? RC_FAILED : RC_OK);
		assert_int_equal(access(file, F_OK), fired ? -1 : 0);
		err_clear(&store->err);
	}
	assert_true(n > 3);
	assert_int_equal(count_in(file), 100);
	remove_copy(file);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_CASE(a_copy_is_whole, DB_SQLITE, true, "sqlite"),
		STORE_CASE(postgres_has_its_own_tool, DB_POSTGRES, true, "postgres"),
		STORE_CASE(an_impossible_place_is_told, DB_SQLITE, true, "sqlite"),
		STORE_CASE(damage_is_named, DB_SQLITE, true, "sqlite"),
		STORE_CASE(a_lost_parent_is_named, DB_SQLITE, true, "sqlite"),
		STORE_CASE(a_value_of_another_type_is_named, DB_SQLITE, true, "sqlite"),
		STORE_CASE(a_failing_disk_loses_nothing_acknowledged, DB_SQLITE, true, "sqlite"),
		STORE_CASE(a_failing_disk_leaves_no_half_copy, DB_SQLITE, true, "sqlite"),
	};

	fault_vfs_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
