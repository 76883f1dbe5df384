/*
 * store.h: store tests: each runs on a fresh store of its own, on SQLite and on PostgreSQL.
 *
 *	static void task_keeps_its_unit(struct store *store) { ... store->db ... }
 *	const struct CMUnitTest tests[] = { STORE_TEST(task_keeps_its_unit), ... };
 *
 * PostgreSQL tests are skipped when GIAOBAN_TEST_PG is not set (tests/with-postgres sets it).
 */
#ifndef TESTS_STORE_H
#define TESTS_STORE_H

#include "tests/check.h"

#include "db/db.h"

struct store {
	struct db *db;       /* the writer, outside a transaction; failures go to `err` */
	struct err err;
	struct arena *arena; /* 16 MiB */
	struct db_target target;
};

/* With the program's migrations applied, or bare. A failure to make one ends the test. */
void store_test_open(struct store *store, enum db_kind kind);
void store_test_open_bare(struct store *store, enum db_kind kind);
void store_test_close(struct store *store);

/* A second connection to the same store; db_close is due before store_test_close. */
struct db *store_test_connect(struct store *store, enum db_mode mode);

/* Runs SQL text (several statements allowed) or ends the test. */
void store_test_script(struct store *store, const char *sql);

/* The one whole number a SELECT with one column named `n` gives, or ends the test. */
int64_t store_test_number(struct store *store, const char *sql);

struct store_case {
	enum db_kind kind;
	bool bare;
	void (*test)(struct store *store);
};

/* cmocka's view of a case: skips, opens, runs, closes. */
void store_case_run(void **state);

#define STORE_CASE(f, kind, bare, label) \
	{ #f " [" label "]", store_case_run, NULL, NULL, &(struct store_case){ kind, bare, f } }
#define STORE_TEST(f) \
	STORE_CASE(f, DB_SQLITE, false, "sqlite"), STORE_CASE(f, DB_POSTGRES, false, "postgres")
#define STORE_TEST_BARE(f) \
	STORE_CASE(f, DB_SQLITE, true, "sqlite"), STORE_CASE(f, DB_POSTGRES, true, "postgres")

#endif
