/*
 * serve.c: the order of starting and the reverse order of stopping. On SIGTERM: nothing new is
 * accepted, what waits is answered, the lane is emptied, the loops run dry, then all is closed.
 */

/*~ 2 ~ The server's life. It opens the store, one read connection a loop, the write lane and the
 * workers, fills the router from the registers' tables (slices.c), and gives http/server.c the
 * gate's callbacks. */
#include "app/serve.h"

#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/audit.h"
#include "app/command.h"
#include "app/gate.h"
#include "app/ticker.h"
#include "base/log.h"
#include "http/door.h"
#include "base/mem.h"
#include "db/durable.h"

enum { THROTTLE_SLOTS = 16384, QUEUE_MAX = 4096, BATCH_MAX = 1024, JOBS_MAX = 512,
	HASHERS = 2, HASHES_MAX = 32 };

/* Nothing is served that a power cut could take back, unless the operator says so. */
static enum rc
check_durable(struct app *app, struct err *err)
{
	struct db *db = app_db(app, DB_WRITE, err);
	enum rc rc;

	if (db == NULL)
		return RC_FAILED;
	rc = db_durable(db, err);
	db_close(db);
	if (rc != RC_REFUSED || config_int(app->config, SET_UNSAFE_STORE) == 0)
		return rc;
	log_warn("unsafe-store = 1: %s", err->detail);
	err_clear(err);
	return RC_OK;
}

static enum rc
start_store(struct app *app, struct err *err)
{
	const char *password = config_text(app->config, SET_PG_PASSWORD);
	const struct lane_config lane = {
		.target = &app->target,
		.password = password,
		.writers = 8,
		.queue_max = QUEUE_MAX,
		.batch_max = BATCH_MAX,
	};

	enum rc rc = check_durable(app, err);

	if (rc != RC_OK)
		return rc;
	app->loops = (int)config_int(app->config, SET_LOOPS);
	if (app->loops == 0)
		app->loops = app->target.kind == DB_SQLITE ? 2 : 32;
	app->loop_db = mem_alloc((size_t)app->loops * sizeof(*app->loop_db));
	for (int i = 0; i < app->loops; i++) {
		app->loop_db[i] = app_db(app, DB_READ, err);
		if (app->loop_db[i] == NULL)
			return RC_FAILED;
	}
	app->lane = lane_start(&lane, err);
	if (app->lane == NULL)
		return RC_FAILED;
	app->workers = workers_start(&app->target, password,
	    (int)config_int(app->config, SET_WORKERS), JOBS_MAX, err);
	if (app->workers == NULL)
		return RC_FAILED;
	app->hashers = workers_start(&app->target, password, HASHERS, HASHES_MAX, err);
	return app->hashers == NULL ? RC_FAILED : RC_OK;
}

static void
start_routes(struct app *app)
{
	app->router = router_new();
	for (const struct slice *s = app->slices; s->name != NULL; s++)
		for (const struct route *r = s->routes; r != NULL && r->path != NULL; r++)
			router_add(app->router, r->method, r->path, r);
}

static enum rc
start_slices(struct app *app, struct err *err)
{
	enum rc rc = RC_OK;

	for (const struct slice *s = app->slices; rc == RC_OK && s->name != NULL; s++)
		if (s->start != NULL)
			rc = s->start(app, err);
	return rc;
}

static bool
is_loopback(const char *listen)
{
	return text_starts(listen, "127.") || text_starts(listen, "[::1]:");
}

static enum rc
open_http(struct app *app, struct err *err)
{
	const struct config *c = app->config;
	const struct http_config http = {
		.listen = config_text(c, SET_LISTEN),
		.loops = app->loops,
		.connections_max = (int)config_int(c, SET_CONNECTIONS_MAX),
		.per_address_max = (int)config_int(c, SET_PER_ADDRESS_MAX),
		.trusted_proxies = config_text(c, SET_TRUSTED_PROXIES),
		.proxied = config_text(c, SET_PUBLIC_URL) != NULL,
		.arena_max = (size_t)config_int(c, SET_REQUEST_MB) * 1024 * 1024,
		.head_ms = 10000,
		.body_ms = 60000,
		.idle_ms = 30000,
	};
	const struct http_handler handler = gate_handler(app);

	if (http.proxied && http.trusted_proxies == NULL)
		log_warn("public-url without trusted-proxies: all who come through the proxy count "
		         "as one address (docs/proxy.md)");
	app->loopback_only = is_loopback(http.listen);
	app->throttle = throttle_new(THROTTLE_SLOTS);
	app->pending = pending_new(app);
	app->server = http_server_open(&http, &handler, err);
	return app->server == NULL ? RC_FAILED : RC_OK;
}

enum rc
serve_start(struct app *app, struct err *err)
{
	enum rc rc = start_store(app, err);

	if (rc == RC_OK)
		rc = open_http(app, err);
	if (rc != RC_OK)
		return rc;
	start_routes(app);
	rc = start_slices(app, err); /* they greet: by now the address is ours */
	if (rc == RC_OK)
		http_server_start(app->server);
	return rc;
}

void
serve_stop(struct app *app)
{
	if (app->server != NULL) {
		http_server_quiesce(app->server);
		atomic_store(&app->draining, true);
		pending_drain(app->pending);
		http_server_stop(app->server);
	}
	workers_stop(app->hashers);
	workers_stop(app->workers);
	if (app->lane != NULL)
		lane_stop(app->lane);
	pending_free(app->pending);
	throttle_free(app->throttle);
	router_free(app->router);
	for (int i = 0; app->loop_db != NULL && i < app->loops; i++)
		db_close(app->loop_db[i]);
	mem_free(app->loop_db);
}

static void
say_address(struct app *app)
{
	(void)printf("giaoban: http://%s\n", config_text(app->config, SET_LISTEN));
	(void)fflush(stdout);
}

/* Signals are taken by this thread alone; the others have them blocked. */
static void
wait_for_end(const sigset_t *signals)
{
	int signal = 0;

	while (sigwait(signals, &signal) != 0 || (signal != SIGTERM && signal != SIGINT))
		;
	log_info("stopping on signal %d", signal);
}

static int
serve(struct app *app, const sigset_t *signals)
{
	struct ticker *ticker = NULL;
	struct err err = { 0 };
	enum rc rc = serve_start(app, &err);

	if (rc == RC_OK) {
		ticker = ticker_start(app);
		say_address(app);
		wait_for_end(signals);
		ticker_stop(ticker);
	}
	serve_stop(app);
	return rc == RC_OK ? EXIT_DONE : command_fail("serve", rc, &err);
}

/* A new key goes on signing, but nobody should believe that it is the old one. */
static void
warn_of_key(struct app *app)
{
	struct err err = { 0 };
	struct db *db = app_db(app, DB_READ, &err);
	bool differs = false;

	if (db != NULL && audit_key_differs(db, app->secrets.sign_public, &differs) == RC_OK &&
	    differs)
		log_warn("the audit log was signed with another key until now: was the key file "
		         "lost? verify what is before with that key");
	db_close(db);
}

/* Personal data lives in the file: it is made for its owner alone. */
static void
warn_of_mode(const struct db_target *target)
{
	struct stat facts;

	if (target->kind == DB_SQLITE && stat(target->text, &facts) == 0 &&
	    (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		log_warn("others than its owner may open %s: chmod 600", target->text);
}

/* Before a store is made: a server that cannot have its address leaves none behind. */
static enum rc
try_address(const struct config *config, struct err *err)
{
	const struct door_config door = { .listen = config_text(config, SET_LISTEN),
		.tick_ms = 1000 };
	struct door *tried = door_open(&door, err);

	if (tried == NULL)
		return RC_FAILED;
	door_halt(tried);
	door_free(tried);
	return RC_OK;
}

int
serve_command(const struct config *config, int argc, char **argv)
{
	struct err err = { 0 };
	sigset_t signals;
	struct app app;
	enum rc rc;
	int code;

	if (command_words("serve", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGTERM);
	(void)sigaddset(&signals, SIGINT);
	(void)pthread_sigmask(SIG_BLOCK, &signals, NULL);
	(void)signal(SIGPIPE, SIG_IGN);
	rc = try_address(config, &err);
	if (rc == RC_OK)
		rc = app_open(&app, config, slices, true, &err);
	if (rc != RC_OK)
		return command_fail("serve", rc, &err);
	warn_of_key(&app);
	warn_of_mode(&app.target);
	code = serve(&app, &signals);
	app_close(&app);
	return code;
}
