/* misuse_test.c: what the checks of test builds find: a misuse ends the program and is named. */
#include "tests/store.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static const char table_sql[] =
	"CREATE TABLE thing (id BIGINT PRIMARY KEY, n BIGINT, t TEXT);"
	"INSERT INTO thing (id, t) VALUES (1, 'x');";

/* Runs a misuse in a child: it must die by abort, naming what was wrong. */
static void
must_be_bug(struct store *store, void (*misuse)(struct store *), const char *word)
{
	char said[1000] = "";
	int pipes[2], status = 0;
	size_t len = 0;
	ssize_t n;
	pid_t child;

	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (child == 0) {
		(void)signal(SIGABRT, SIG_DFL);
		(void)dup2(pipes[1], STDERR_FILENO);
		store->db = store_test_connect(store, DB_WRITE);
		misuse(store);
		_exit(0);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], said + len, sizeof(said) - 1 - len)) > 0)
		len += (size_t)n;
	close(pipes[0]);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
	if (strstr(said, word) == NULL)
		fail_msg("said \"%s\", not \"%s\"", said, word);
}

static void
misuse_unread(struct store *store)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT id, t FROM thing");

	(void)db_first(q);
	(void)db_i64(q, "id");
	(void)db_end(q);
}

static void
misuse_unbound(struct store *store)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT id FROM thing WHERE id = $1 AND n = $2");

	db_bind_i64(q, 1, 1);
	(void)db_step(q);
}

static void
misuse_left_open(struct store *store)
{
	(void)db_begin(store->db);
	(void)db_step(db_stmt(store->db, "SELECT id FROM thing"));
	(void)db_commit(store->db);
}

static void
misuse_no_column(struct store *store)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT id FROM thing");

	(void)db_first(q);
	(void)db_i64(q, "nothing");
}

static void
misuse_no_param(struct store *store)
{
	db_bind_i64(db_stmt(store->db, "SELECT id FROM thing WHERE id = $1"), 2, 1);
}

static void
misuse_no_row(struct store *store)
{
	struct db_stmt *q = db_stmt(store->db, "SELECT t FROM thing WHERE id = 77");

	(void)db_step(q);
	(void)db_is_null(q, "t");
}

static void
misuse_is_a_bug(struct store *store)
{
	store_test_script(store, table_sql);
	must_be_bug(store, misuse_unread, "column t is selected but nobody reads it");
	must_be_bug(store, misuse_unbound, "$2 was never bound");
	must_be_bug(store, misuse_left_open, "statement left open");
	must_be_bug(store, misuse_no_column, "no column nothing");
	must_be_bug(store, misuse_no_param, "there is no $2");
	must_be_bug(store, misuse_no_row, "read without a row");
}

static void
skipped_columns_need_no_reader(struct store *store)
{
	struct db_stmt *q;

	store_test_script(store, table_sql);
	q = db_stmt(store->db, "SELECT id, t FROM thing");
	assert_int_equal(db_first(q), RC_OK);
	assert_int_equal(db_i64(q, "id"), 1);
	db_skip(q, "t");
	assert_int_equal(db_end(q), RC_OK);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(misuse_is_a_bug),
		STORE_TEST_BARE(skipped_columns_need_no_reader),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
