/*
 * gate_turn_test.c: a served app with routes of the test's own: what runs where, and what a request
 * that cannot have its turn is told. The order of threads is forced by latches.
 */
#include "app/gate.h"

#include <poll.h>
#include <stdlib.h>

#include "app/app.h"
#include "app/serve.h"
#include "base/log.h"
#include "base/mem.h"
#include "tests/lane_probe.h"
#include "tests/server_probe.h"

enum { HASHES = 2, HASHES_QUEUED = 32 };

/* What the routes below wait for and note. */
static struct {
	struct latch began, go;
	pthread_t loop, again;
	_Atomic int applied;
} seen;

static struct reply
say_ok(struct ctx *ctx)
{
	(void)ctx;
	return reply_text(200, "fine");
}

static struct reply
loop_view(struct ctx *ctx)
{
	seen.loop = pthread_self();
	return say_ok(ctx);
}

static struct reply
local_view(struct ctx *ctx)
{
	return reply_text(200, ctx->req->loopback ? "local" : "far");
}

static struct reply
again_view(struct ctx *ctx)
{
	seen.again = pthread_self();
	return say_ok(ctx);
}

static struct reply
held_view(struct ctx *ctx)
{
	latch_down(&seen.began);
	latch_wait(&seen.go);
	return say_ok(ctx);
}

static enum rc
held_prepare(struct ctx *ctx)
{
	latch_down(&seen.began);
	latch_wait(&seen.go);
	(void)ctx;
	return RC_OK;
}

static enum rc
nothing_prepare(struct ctx *ctx)
{
	(void)ctx;
	return RC_OK;
}

static enum rc
count_apply(struct ctx *ctx)
{
	(void)ctx;
	atomic_fetch_add(&seen.applied, 1);
	return RC_OK;
}

static const struct field fields[] = {
	{ "a", FIELD_TEXT, MSG_account_login, .required = true, .max = 10 },
};
static const struct form form = { .name = "test", .fields = fields, .n = 1 };

static const struct route routes[] = {
	{ GET("/loop"), .right = RIGHT_PUBLIC, .view = loop_view },
	{ GET("/local"), .right = RIGHT_PUBLIC, .view = local_view },
	{ GET("/quick"), .right = RIGHT_PUBLIC, .view = say_ok, .flags = ROUTE_WORKER },
	{ GET("/held"), .right = RIGHT_PUBLIC, .view = held_view, .flags = ROUTE_WORKER },
	{ POST("/form"), .right = RIGHT_PUBLIC, .form = &form, .again = again_view,
	    .view = say_ok, .flags = ROUTE_NO_TOKEN },
	{ POST("/hash"), .right = RIGHT_PUBLIC, .prepare = held_prepare, .view = say_ok,
	    .flags = ROUTE_NO_TOKEN | ROUTE_HASH },
	{ POST("/prepare"), .right = RIGHT_PUBLIC, .prepare = nothing_prepare,
	    .apply = count_apply, .view = say_ok, .flags = ROUTE_NO_TOKEN },
	{ POST("/apply"), .right = RIGHT_PUBLIC, .apply = count_apply, .view = say_ok,
	    .flags = ROUTE_NO_TOKEN | ROUTE_VIEW_DB },
	{ 0 }
};
static const struct slice test_slices[] = { { .name = "test", .routes = routes }, { 0 } };

struct house {
	struct config config;
	struct app app;
	struct service *service; /* the probe's way to the app's server */
	char *keys;
};

/* One loop, one worker; who comes waits for them no longer than `request_ms`. */
static void
house_open(struct house *house, struct store *store, const char *request_ms, int began)
{
	char *keys = arena_printf(store->arena, "/tmp/giaoban-turn-test-%d.keys", (int)getpid());
	char *words[] = { "giaoban", "--config", "/dev/null", "--db", store->target.text,
		"--key-file", keys, "--listen", "127.0.0.1:0", "--unsafe-store", "1", "--loops",
		"1", "--workers", "1", "--request-ms", arena_text(store->arena, request_ms), NULL };
	int n = ARRAY_LEN(words) - 1;

	*house = (struct house){ .keys = keys };
	memset(&seen, 0, sizeof(seen));
	latch_init(&seen.began, began);
	latch_init(&seen.go, 1);
	err_clear(&store->err);
	assert_int_equal(config_take_flags(&house->config, &n, words, &store->err), RC_OK);
	assert_int_equal(app_open(&house->app, &house->config, test_slices, true, &store->err),
	    RC_OK);
	if (serve_start(&house->app, &store->err) != RC_OK)
		fail_msg("%s", store->err.detail);
	house->service = mem_alloc(sizeof(*house->service));
	house->service->server = house->app.server;
}

static void
house_close(struct house *house)
{
	serve_stop(&house->app);
	app_close(&house->app);
	config_release(&house->config);
	mem_free(house->service);
	(void)unlink(house->keys);
	latch_release(&seen.began);
	latch_release(&seen.go);
}

static int
send_get(struct house *house, const char *path)
{
	char text[200];
	int fd = dial(house->service);

	(void)snprintf(text, sizeof(text), "GET %s HTTP/1.1\r\n" ASK "\r\n", path);
	say(fd, text);
	return fd;
}

static int
send_post(struct house *house, const char *path)
{
	char text[300];
	int fd = dial(house->service);

	(void)snprintf(text, sizeof(text), "POST %s HTTP/1.1\r\n" ASK
	    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\na=",
	    path);
	say(fd, text);
	return fd;
}

/* The status of the answer; -1 when none comes in good time. */
static int
status_of(int fd)
{
	char answer[32 * 1024];
	int64_t status = -1;

	if (hear(fd, answer, sizeof(answer), NULL) > 12)
		(void)str_to_i64((struct str){ answer + 9, 3 }, &status);
	(void)close(fd);
	return (int)status;
}

/* The page may read a long text again. */
static void
a_refused_form_is_shown_again_by_a_worker(struct store *store)
{
	struct house house;

	house_open(&house, store, "15000", 1);
	assert_int_equal(status_of(send_get(&house, "/loop")), 200);
	assert_int_equal(status_of(send_post(&house, "/form")), 422);
	assert_false(pthread_equal(seen.loop, seen.again));
	house_close(&house);
}

static void
who_waits_too_long_for_a_worker_is_told(struct store *store)
{
	struct house house;
	int held, get, post;

	house_open(&house, store, "100", 1);
	held = send_get(&house, "/held");
	latch_wait(&seen.began);
	get = send_get(&house, "/quick");
	post = send_post(&house, "/prepare");
	assert_int_equal(status_of(get), 503);
	assert_int_equal(status_of(post), 503);
	latch_down(&seen.go);
	assert_int_equal(status_of(held), 200); /* one that has begun is awaited */
	assert_int_equal(status_of(send_get(&house, "/quick")), 200);
	assert_int_equal(seen.applied, 0); /* "503" means that nothing was done */
	house_close(&house);
}

/* Its page waits as long as it takes: "503" would say that nothing was done. */
static void
what_is_committed_is_told_however_late(struct store *store)
{
	struct house house;
	int held, post;

	house_open(&house, store, "100", 1);
	held = send_get(&house, "/held");
	latch_wait(&seen.began);
	post = send_post(&house, "/apply");
	EVENTUALLY(seen.applied > 0);
	assert_int_equal(status_of(send_get(&house, "/quick")), 503); /* who came later */
	latch_down(&seen.go);
	assert_int_equal(status_of(post), 200);
	assert_int_equal(status_of(held), 200);
	house_close(&house);
}

static void
passwords_do_not_keep_the_workers(struct store *store)
{
	enum { TOO_MANY = 5, ALL = HASHES + HASHES_QUEUED + TOO_MANY };
	struct house house;
	struct pollfd fds[ALL];
	int busy = 0, done = 0;

	house_open(&house, store, "15000", HASHES);
	for (int i = 0; i < ALL; i++) {
		fds[i] = (struct pollfd){ .fd = send_post(&house, "/hash"), .events = POLLIN };
		if (i == HASHES - 1)
			latch_wait(&seen.began);
	}
	assert_int_equal(status_of(send_get(&house, "/quick")), 200);
	while (busy < TOO_MANY && poll(fds, ALL, WAIT_MS) > 0)
		for (int i = 0; i < ALL; i++) {
			if (fds[i].fd < 0 || fds[i].revents == 0)
				continue;
			assert_int_equal(status_of(fds[i].fd), 503);
			fds[i].fd = -1;
			busy++;
		}
	assert_int_equal(busy, TOO_MANY);
	latch_down(&seen.go);
	for (int i = 0; i < ALL; i++)
		done += fds[i].fd >= 0 && status_of(fds[i].fd) == 200;
	assert_int_equal(done, HASHES + HASHES_QUEUED);
	house_close(&house);
}

static void
is_told(struct house *house, const char *piece)
{
	char answer[4000];
	int fd = send_get(house, "/local");

	(void)hear(fd, answer, sizeof(answer), NULL);
	has(answer, piece);
	(void)close(fd);
}

/* With a public address a proxy on this machine is how everybody comes: the limits are for all. */
static void
a_public_address_ends_what_is_allowed_on_this_machine(struct store *store)
{
	struct house house;
	int status = 200, sent = 0;

	house_open(&house, store, "15000", 1);
	is_told(&house, "local");
	house_close(&house);
	assert_int_equal(setenv("GIAOBAN_PUBLIC_URL", "https://giaoban.example.vn", 1), 0);
	house_open(&house, store, "15000", 1);
	(void)unsetenv("GIAOBAN_PUBLIC_URL");
	is_told(&house, "far");
	while (status == 200 && sent++ < 2000)
		status = status_of(send_post(&house, "/apply"));
	assert_int_equal(status, 429);
	assert_true(sent > 300);
	house_close(&house);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_refused_form_is_shown_again_by_a_worker),
		STORE_TEST(who_waits_too_long_for_a_worker_is_told),
		STORE_TEST(what_is_committed_is_told_however_late),
		STORE_CASE(a_public_address_ends_what_is_allowed_on_this_machine, DB_SQLITE, false,
		    "sqlite"),
		STORE_TEST(passwords_do_not_keep_the_workers),
	};

	(void)log_set_level("error");
	return cmocka_run_group_tests_name("gate turns", tests, NULL, NULL);
}
