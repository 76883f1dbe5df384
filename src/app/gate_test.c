/* gate_test.c: what the gate does round a handler, seen through a server. */
#include "tests/store.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "app/app.h"
#include "app/gate.h"
#include "base/mem.h"
#include "http/server.h"

/* A small server; `app` comes first, so that a handler finds the test's store by its ctx. */
struct gated {
	struct app app;
	struct config config;
	struct store *store;
};

static int64_t
count_rows(struct ctx *ctx)
{
	int64_t n = -1;

	assert_int_equal(db_number(db_stmt(ctx->db, "SELECT count(*) AS n FROM thing"), &n), RC_OK);
	return n;
}

/* Counts, then somebody writes, then it counts again. */
static struct reply
count_twice(struct ctx *ctx)
{
	struct gated *g = (struct gated *)ctx->app;
	int64_t before = count_rows(ctx);

	store_test_script(g->store, "INSERT INTO thing (n) VALUES (1)");
	return reply_text(200, arena_printf(ctx->arena, "%lld then %lld.", (long long)before,
	    (long long)count_rows(ctx)));
}

static const struct route routes[] = {
	{ GET("/twice"), .right = RIGHT_PUBLIC, .view = count_twice },
	{ GET("/twice-on-worker"), .right = RIGHT_PUBLIC, .view = count_twice,
	    .flags = ROUTE_WORKER },
	{ 0 }
};

static struct gated *
gated_start(struct store *store)
{
	struct gated *g = ARENA_NEW(store->arena, struct gated);
	const struct http_config http = { .listen = "127.0.0.1:0", .loops = 1,
		.connections_max = 10, .per_address_max = 10, .arena_max = 16 << 20,
		.head_ms = 5000, .body_ms = 5000, .idle_ms = 5000 };
	const struct lane_config lane = { .target = &store->target, .writers = 1, .queue_max = 10,
		.batch_max = 10 };
	const struct http_handler handler = gate_handler(&g->app);

	g->store = store;
	g->config.value[SET_REQUEST_MS] = "5000";
	g->app.config = &g->config;
	g->app.ids = id_maker_new();
	g->app.loops = 1;
	g->app.loop_db = mem_alloc(sizeof(*g->app.loop_db));
	g->app.loop_db[0] = store_test_connect(store, DB_READ);
	g->app.lane = lane_start(&lane, &store->err);
	g->app.workers = workers_start(&store->target, NULL, 1, 10, &store->err);
	g->app.throttle = throttle_new(64);
	g->app.pending = pending_new(&g->app);
	g->app.router = router_new();
	for (const struct route *r = routes; r->path != NULL; r++)
		router_add(g->app.router, r->method, r->path, r);
	g->app.server = http_server_open(&http, &handler, &store->err);
	assert_non_null(g->app.server);
	http_server_start(g->app.server);
	return g;
}

static void
gated_stop(struct gated *g)
{
	http_server_quiesce(g->app.server);
	pending_drain(g->app.pending);
	http_server_stop(g->app.server);
	workers_stop(g->app.workers);
	lane_stop(g->app.lane);
	pending_free(g->app.pending);
	throttle_free(g->app.throttle);
	router_free(g->app.router);
	db_close(g->app.loop_db[0]);
	mem_free(g->app.loop_db);
	id_maker_free(g->app.ids);
}

/* The whole answer to one request. */
static const char *
fetch(struct gated *g, struct arena *arena, const char *target)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_server_port(g->app.server)) };
	const char *request = arena_printf(arena,
	    "GET %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", target);
	char *answer = arena_alloc(arena, 1 << 16);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	size_t len = 0;
	ssize_t got;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(write(fd, request, strlen(request)), strlen(request));
	while (len + 1 < 1 << 16 && (got = read(fd, answer + len, (1 << 16) - 1 - len)) > 0)
		len += (size_t)got;
	answer[len] = '\0';
	(void)close(fd);
	return answer;
}

static void
a_page_shows_one_moment(struct store *store)
{
	struct gated *g;

	store_test_script(store, "CREATE TABLE thing (n BIGINT)");
	g = gated_start(store);
	assert_non_null(strstr(fetch(g, store->arena, "/twice"), "0 then 0."));
	assert_non_null(strstr(fetch(g, store->arena, "/twice-on-worker"), "1 then 1."));
	assert_non_null(strstr(fetch(g, store->arena, "/twice"), "2 then 2."));
	gated_stop(g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(a_page_shows_one_moment),
	};

	return cmocka_run_group_tests_name("gate", tests, NULL, NULL);
}
