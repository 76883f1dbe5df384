/*
 * store.c: fresh stores for tests. The one idea: migrations are applied once, into a template
 * named by the hash of their texts, and every test gets a copy of it.
 */
#include "tests/store.h"

#include <sodium/crypto_generichash.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "db/migrate.h"

#define PG_ADDRESS "GIAOBAN_TEST_PG"

static void
need(struct store *store, enum rc rc, const char *doing)
{
	if (rc != RC_OK)
		fail_msg("%s: %s", doing, store->err.detail);
}

/* The address of another database on the test server. */
static void
address(struct store *store, const char *name)
{
	const char *given = getenv(PG_ADDRESS);
	const char *path, *query;

	if (given == NULL)
		fail_msg("%s is not set", PG_ADDRESS);
	path = strchr(strstr(given, "://") + 3, '/');
	query = strchr(path, '?');
	(void)snprintf(store->target.text, sizeof(store->target.text), "%.*s/%s%s",
	    (int)(path - given), given, name, query == NULL ? "" : query);
	store->target.kind = DB_POSTGRES;
}

static void
connect_store(struct store *store)
{
	store->db = db_open(&store->target, DB_WRITE, true, NULL, &store->err);
	if (store->db == NULL)
		fail_msg("cannot open %s: %s", store->target.text, store->err.detail);
	db_set_err(store->db, &store->err);
}

/* Runs one statement on the server's own database. */
static void
administer(const char *format, const char *a, const char *b)
{
	struct store admin = { 0 };
	char sql[300];

	address(&admin, "postgres");
	connect_store(&admin);
	(void)snprintf(sql, sizeof(sql), format, a, b);
	need(&admin, db_script(admin.db, sql), sql);
	db_close(admin.db);
}

static void
template_name(char *name, size_t size)
{
	crypto_generichash_state hash;
	unsigned char sum[8];

	crypto_generichash_init(&hash, NULL, 0, sizeof(sum));
	for (const struct migration *m = migrations; m->name != NULL; m++)
		crypto_generichash_update(&hash, (const unsigned char *)m->sql, strlen(m->sql));
	crypto_generichash_final(&hash, sum, sizeof(sum));
	(void)snprintf(name, size, "template_%02x%02x%02x%02x%02x%02x", sum[0], sum[1], sum[2],
	    sum[3], sum[4], sum[5]);
}

static void
migrate(struct store *store)
{
	need(store, db_migrate(store->db, NULL, NULL, &store->err), "migrating");
}

/* Makes the template if this is the first test of these migrations; several processes may try. */
static void
need_template(const char *name)
{
	struct store admin = { 0 };
	struct db_stmt *q;
	struct store made = { 0 };
	enum rc rc;

	address(&admin, "postgres");
	connect_store(&admin);
	need(&admin, db_script(admin.db, "SELECT pg_advisory_lock(8311)"), "lock");
	q = db_stmt(admin.db, "SELECT 1 AS found FROM pg_database WHERE datname = $1");
	db_bind_text(q, 1, name);
	rc = db_exists(q);
	if (rc == RC_NONE) {
		char sql[200];

		(void)snprintf(sql, sizeof(sql), "CREATE DATABASE %s_new TEMPLATE template0", name);
		need(&admin, db_script(admin.db, sql), sql);
		(void)snprintf(sql, sizeof(sql), "%s_new", name);
		address(&made, sql);
		connect_store(&made);
		migrate(&made);
		db_close(made.db);
		(void)snprintf(sql, sizeof(sql), "ALTER DATABASE %s_new RENAME TO %s", name, name);
		need(&admin, db_script(admin.db, sql), sql);
	}
	db_close(admin.db);
}

static void
open_postgres(struct store *store, bool bare)
{
	static int count; /* names of databases within this process */
	char source[40] = "template0";
	char name[40];

	if (!bare) {
		template_name(source, sizeof(source));
		need_template(source);
	}
	(void)snprintf(name, sizeof(name), "store_%d_%d", (int)getpid(), ++count);
	administer("CREATE DATABASE %s TEMPLATE %s", name, source);
	address(store, name);
	connect_store(store);
}

static void
open_sqlite(struct store *store, bool bare)
{
	const char *dir = getenv("TMPDIR");
	char path[200];
	int fd;

	(void)snprintf(path, sizeof(path), "%s/giaoban-test.XXXXXX", dir == NULL ? "/tmp" : dir);
	fd = mkstemp(path);
	assert_true(fd >= 0);
	close(fd);
	need(store, db_target_parse(&store->target, path, &store->err), path);
	connect_store(store);
	if (!bare)
		migrate(store);
}

static void
open_any(struct store *store, enum db_kind kind, bool bare)
{
	memset(store, 0, sizeof(*store));
	store->arena = arena_new((size_t)16 << 20);
	if (kind == DB_POSTGRES)
		open_postgres(store, bare);
	else
		open_sqlite(store, bare);
}

void
store_test_open(struct store *store, enum db_kind kind)
{
	open_any(store, kind, false);
}

void
store_test_open_bare(struct store *store, enum db_kind kind)
{
	open_any(store, kind, true);
}

void
store_test_close(struct store *store)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	db_close(store->db);
	arena_free(store->arena);
	if (store->target.kind == DB_POSTGRES) {
		const char *name = strstr(store->target.text, "/store_") + 1;
		char only[40];

		(void)snprintf(only, sizeof(only), "%.*s", (int)strcspn(name, "?"), name);
		administer("DROP DATABASE %s%s WITH (FORCE)", only, "");
		return;
	}
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		char path[sizeof(store->target.text) + 8];

		(void)snprintf(path, sizeof(path), "%s%s", store->target.text, ends[i]);
		(void)unlink(path);
	}
}

struct db *
store_test_connect(struct store *store, enum db_mode mode)
{
	struct db *db = db_open(&store->target, mode, false, NULL, &store->err);

	if (db == NULL)
		fail_msg("cannot open %s: %s", store->target.text, store->err.detail);
	db_set_err(db, &store->err);
	return db;
}

void
store_test_script(struct store *store, const char *sql)
{
	need(store, db_script(store->db, sql), sql);
}

int64_t
store_test_number(struct store *store, const char *sql)
{
	struct db_stmt *q = db_stmt(store->db, sql);
	int64_t n = 0;

	if (db_first(q) == RC_OK)
		n = db_i64(q, "n");
	else
		fail_msg("no row: %s %s", sql, store->err.detail);
	need(store, db_end(q), sql);
	return n;
}

void
store_case_run(void **state)
{
	const struct store_case *one = *state;
	struct store store;

	if (one->kind == DB_POSTGRES && getenv(PG_ADDRESS) == NULL)
		skip();
	open_any(&store, one->kind, one->bare);
	one->test(&store);
	store_test_close(&store);
}
