/* serve_test.c: a server that cannot serve says why, and nothing that would not be true. */
#include "app/serve.h"

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/command.h"
#include "base/arena.h"
#include "tests/store.h"

enum { SAID_MAX = 4000 };

struct said {
	int code;
	char out[SAID_MAX];
	char err[SAID_MAX];
};

static void
read_back(FILE *file, int fd, int saved, char *to)
{
	size_t len;

	(void)fflush(NULL);
	(void)dup2(saved, fd);
	(void)close(saved);
	rewind(file);
	len = fread(to, 1, SAID_MAX - 1, file);
	to[len] = '\0';
	(void)fclose(file);
}

/* `giaoban serve` with these flags, which are expected not to do. */
static void
serve(struct store *store, const char *listen, const char *unsafe, struct said *said)
{
	char *keys = arena_printf(store->arena, "/tmp/giaoban-serve-test-%d.keys", (int)getpid());
	char *words[] = { "giaoban", "--config", "/dev/null", "--db", store->target.text,
		"--key-file", keys, "--listen", arena_text(store->arena, listen), "--unsafe-store",
		arena_text(store->arena, unsafe), NULL };
	char *verb[] = { "serve", NULL };
	FILE *out = tmpfile(), *errors = tmpfile();
	struct config config = { 0 };
	struct err err = { 0 };
	int n = 11, out_fd = dup(1), err_fd = dup(2);

	assert_true(out != NULL && errors != NULL && out_fd >= 0 && err_fd >= 0);
	assert_int_equal(config_take_flags(&config, &n, words, &err), RC_OK);
	(void)fflush(NULL);
	(void)dup2(fileno(out), 1);
	(void)dup2(fileno(errors), 2);
	said->code = serve_command(&config, 1, verb);
	read_back(out, 1, out_fd, said->out);
	read_back(errors, 2, err_fd, said->err);
	config_release(&config);
	(void)unlink(keys);
}

/* tests/with-postgres has fsync off. */
static void
a_store_that_can_lose_what_was_acknowledged_is_not_served(struct store *store)
{
	struct said said;

	if (store_test_number(store, "SELECT count(*) AS n FROM pg_settings WHERE name = 'fsync'"
	                             " AND setting = 'on'") == 1)
		skip();
	serve(store, "127.0.0.1:0", "0", &said);
	assert_int_equal(said.code, EXIT_REFUSED);
	assert_non_null(strstr(said.err, "fsync = off"));
	assert_non_null(strstr(said.err, "unsafe-store"));
	assert_string_equal(said.out, "");
}

static void
a_taken_address_is_told_and_nothing_else(struct store *store)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct said said;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&at, len), 0);
	assert_int_equal(listen(fd, 1), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&at, &len), 0);
	serve(store, arena_printf(store->arena, "127.0.0.1:%d", ntohs(at.sin_port)), "1", &said);
	(void)close(fd);
	assert_int_equal(said.code, EXIT_FAILED);
	assert_non_null(strstr(said.err, "choose another with --listen"));
	assert_string_equal(said.out, ""); /* no address, no code for the first account */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_taken_address_is_told_and_nothing_else),
		STORE_CASE(a_store_that_can_lose_what_was_acknowledged_is_not_served, DB_POSTGRES,
		    false, "postgres"),
	};

	return cmocka_run_group_tests_name("serve", tests, NULL, NULL);
}
