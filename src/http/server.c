/*
 * server.c: connections and loops. The one idea: the door accepts, caps and spreads; each loop is
 * a libmicrohttpd daemon with one thread, which calls back below for each step of an exchange.
 * With exchange.c the only file that knows libmicrohttpd.
 */

/*~ 3 ~ Connections become exchanges: on_head when the headers are there, on_request when the body
 * is, on_done when it is over. Next: app/gate.c, which is all three. */
#include "http/server.h"

#include <netinet/in.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "http/server_private.h"

enum {
	HEAD_MAX = 32 * 1024,       /* libmicrohttpd's memory for a connection: head and buffers */
	DRAIN_MAX = 1024 * 1024,    /* of a refused body, so that the client reads our answer */
	BYTES_PER_MS = 8,           /* who sends or reads more slowly is cut off */
	STOP_WAIT_MS = 10 * 1000,   /* for replies under way */
	GZIP_KEEP = 4
};

static enum MHD_Result
queue(struct exchange *x)
{
	enum MHD_Result ok = MHD_queue_response(x->conn->mhd, x->status, x->response);

	MHD_destroy_response(x->response);
	x->response = NULL;
	x->phase = PHASE_SENDING;
	exchange_deadline(x, x->conn->loop->server->config.body_ms +
	    (int64_t)(x->reply_len / BYTES_PER_MS));
	return ok;
}

static enum MHD_Result
on_first(struct exchange *x, const struct call *call)
{
	x->phase = PHASE_BODY;
	exchange_guard(x, step_head, call);
	if (x->response != NULL && (x->body_len == 0 || x->body_len > DRAIN_MAX ||
	    exchange_header(&x->req, "Expect") != NULL))
		return queue(x);
	exchange_deadline(x, x->conn->loop->server->config.body_ms);
	return MHD_YES;
}

static enum MHD_Result
on_body(struct exchange *x, const struct call *call)
{
	x->body.size += x->reading ? 0 : call->len; /* body_feed counts for itself */
	if (x->reading)
		atomic_fetch_add_explicit(&x->conn->guest.deadline_ms,
		    (int64_t)(call->len / BYTES_PER_MS), memory_order_relaxed);
	if (x->reading && x->response == NULL)
		exchange_guard(x, step_body, call);
	if (x->response != NULL)
		x->reading = false;
	return (int64_t)x->body.size > x->body_max + 2 * DRAIN_MAX ? MHD_NO : MHD_YES;
}

static enum MHD_Result
on_whole(struct exchange *x, const struct call *call)
{
	if (x->response == NULL)
		exchange_guard(x, step_whole, call);
	if (x->phase == PHASE_HANDED)
		return MHD_YES;
	if (x->response == NULL)
		BUG("%s: neither exchange_reply nor exchange_later", x->req.path);
	return queue(x);
}

static enum MHD_Result
on_call(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
    const char *version, const char *data, size_t *len, void **context)
{
	const struct call call = { url, method, version, data, *len };
	struct exchange *x = *context;

	(void)cls;
	(void)mhd;
	*len = 0;
	switch (x->phase) {
	case PHASE_HEAD:
		return on_first(x, &call);
	case PHASE_BODY:
		return call.len > 0 ? on_body(x, &call) : on_whole(x, &call);
	case PHASE_HANDED:
		atomic_fetch_sub(&x->conn->loop->server->handed, 1);
		return queue(x);
	case PHASE_SENDING:
		break;
	}
	return MHD_NO;
}

/*
 * The library would now keep every parameter in the memory of the head; where that is full it never
 * answers. Parameters are ours to read (target.c), so it is shown none. The text is the
 * connection's own, and only its place is looked at afterwards.
 */
static void
hide_query(const char *uri)
{
	char *mark = uri == NULL ? NULL : strchr((char *)(uintptr_t)uri, '?');

	if (mark != NULL)
		mark[1] = '\0';
}

/* The request line is there: an exchange begins. */
static void *
on_request_line(void *cls, const char *uri, struct MHD_Connection *mhd)
{
	const union MHD_ConnectionInfo *info = MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct conn *conn = info->socket_context;
	struct loop *loop = cls;
	struct exchange *x = &conn->x;

	if (conn->arena == NULL)
		conn->arena = arena_new(loop->server->config.arena_max);
	*x = (struct exchange){ .conn = conn };
	x->req = (struct request){ .arena = conn->arena, .header = exchange_header, .server = x,
		.path = "/" };
	x->req.target = arena_text(conn->arena, uri == NULL ? "" : uri);
	hide_query(uri);
	(void)snprintf(x->req.id, sizeof(x->req.id), "%016llx",
	    (unsigned long long)prng_next(&loop->prng));
	atomic_store_explicit(&conn->guest.idle, false, memory_order_relaxed);
	exchange_deadline(x, loop->server->config.head_ms);
	conn->asked = true;
	atomic_fetch_add(&loop->server->busy, 1);
	return x;
}

/* Sent or broken off: all that hangs on it is given back. */
static void
end_exchange(struct exchange *x)
{
	struct conn *conn = x->conn;
	struct http_server *server = conn->loop->server;

	/* resumed, but the connection broke before the loop came to it */
	if (x->phase == PHASE_HANDED)
		atomic_fetch_sub(&server->handed, 1);
	if (x->known)
		server->handler.on_done(server->handler.arg, x);
	if (x->response != NULL)
		MHD_destroy_response(x->response);
	x->response = NULL;
	body_release(&x->body);
	if (x->counted)
		tally_leave(server->tally, x->req.peer);
	arena_reset(conn->arena);
	conn->asked = false;
	exchange_deadline(x, server->config.idle_ms);
	atomic_store_explicit(&conn->guest.idle, true, memory_order_relaxed);
	atomic_fetch_sub(&server->busy, 1);
}

static void
on_completed(void *cls, struct MHD_Connection *mhd, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct exchange *x = *context;

	(void)cls;
	(void)mhd;
	(void)code;
	if (x == NULL)
		return;
	*context = NULL;
	end_exchange(x);
}

static void
conn_begin(struct loop *loop, struct MHD_Connection *mhd, void **context)
{
	struct http_server *server = loop->server;
	struct conn *conn = mem_alloc(sizeof(*conn));

	conn->loop = loop;
	conn->mhd = mhd;
	conn->ip = ip_of(MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr);
	conn->key = ip_hash(&conn->ip, server->key);
	conn->trusted = ip_list_has(&server->trusted, &conn->ip);
	conn->guest.fd = MHD_get_connection_info(mhd,
	    MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
	conn->guest.deadline_ms = clock_steady_ms() + server->config.head_ms;
	conn->guest.idle = true;
	door_enter(server->door, &conn->guest);
	*context = conn;
}

static void
conn_end(struct loop *loop, struct conn *conn)
{
	struct http_server *server = loop->server;

	if (conn->asked) /* a head that the library refused by itself: it does not tell us */
		end_exchange(&conn->x);
	door_leave(server->door, &conn->guest);
	if (!conn->trusted)
		tally_leave(server->tally, conn->key);
	atomic_fetch_sub(&loop->open, 1);
	atomic_fetch_sub(&server->open, 1);
	arena_free(conn->arena);
	mem_free(conn);
}

static void
on_connection(void *cls, struct MHD_Connection *mhd, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		conn_begin(cls, mhd, context);
	else
		conn_end(cls, *context);
}

/* The library must not decode the target: http_decode_path does, and refuses. */
static size_t
leave_as_it_is(void *cls, struct MHD_Connection *mhd, char *text)
{
	(void)cls;
	(void)mhd;
	return strlen(text);
}

/* The loop with the fewest connections, asked in turn so that equals share. */
static struct loop *
choose_loop(struct http_server *server)
{
	int first = server->turn++ % server->config.loops;
	struct loop *best = &server->loops[first];

	for (int i = 1; i < server->config.loops; i++) {
		struct loop *loop = &server->loops[(first + i) % server->config.loops];

		if (atomic_load(&loop->open) < atomic_load(&best->open))
			best = loop;
	}
	return best;
}

/* On the accept thread: caps, then off to a loop. */
static void
take_connection(void *arg, int fd, const struct sockaddr *addr, socklen_t len)
{
	struct http_server *server = arg;
	struct ip ip = ip_of(addr);
	uint64_t key = ip_hash(&ip, server->key);
	bool trusted = ip_list_has(&server->trusted, &ip);
	struct loop *loop = choose_loop(server);

	if (atomic_load(&server->open) >= server->config.connections_max ||
	    (!trusted && !tally_enter(server->tally, key, server->config.per_address_max))) {
		(void)close(fd);
		return;
	}
	atomic_fetch_add(&server->open, 1);
	atomic_fetch_add(&loop->open, 1);
	if (MHD_add_connection(loop->daemon, fd, addr, len) == MHD_YES)
		return;
	atomic_fetch_sub(&loop->open, 1); /* no memory; the library has closed the socket */
	atomic_fetch_sub(&server->open, 1);
	if (!trusted)
		tally_leave(server->tally, key);
}

static bool
start_loop(struct http_server *server, int number)
{
	struct loop *loop = &server->loops[number];
	uint64_t seed;

	rand_secret(&seed, sizeof(seed));
	prng_init(&loop->prng, seed);
	loop->server = server;
	loop->number = number;
	loop->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TURBO |
	    MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
	    on_call, loop,
	    MHD_OPTION_CONNECTION_LIMIT, (unsigned)server->config.connections_max,
	    MHD_OPTION_CONNECTION_TIMEOUT, 0U, /* the door's deadlines instead */
	    MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)HEAD_MAX,
	    MHD_OPTION_STRICT_FOR_CLIENT, 1,
	    MHD_OPTION_UNESCAPE_CALLBACK, leave_as_it_is, NULL,
	    MHD_OPTION_URI_LOG_CALLBACK, on_request_line, loop,
	    MHD_OPTION_NOTIFY_COMPLETED, on_completed, loop,
	    MHD_OPTION_NOTIFY_CONNECTION, on_connection, loop,
	    MHD_OPTION_END);
	return loop->daemon != NULL;
}

/* Sooner than the shortest deadline, so that none is missed by much. */
static int
tick_of(const struct http_config *config)
{
	int least = config->head_ms < config->body_ms ? config->head_ms : config->body_ms;
	int tick = (least < config->idle_ms ? least : config->idle_ms) / 8;

	return tick < 5 ? 5 : tick > 200 ? 200 : tick;
}

static void
free_server(struct http_server *server)
{
	if (server->door != NULL)
		door_halt(server->door);
	for (int i = 0; i < server->config.loops; i++)
		if (server->loops[i].daemon != NULL)
			MHD_stop_daemon(server->loops[i].daemon);
	if (server->door != NULL)
		door_free(server->door);
	tally_free(server->tally);
	gzip_pool_free(server->gzip);
	mem_free(server);
}

struct http_server *
http_server_open(const struct http_config *config, const struct http_handler *handler,
    struct err *err)
{
	struct http_server *server = mem_alloc(sizeof(*server));
	const struct door_config door = { .listen = config->listen, .tick_ms = tick_of(config),
		.arg = server, .take = take_connection };

	BUG_IF(config->loops < 1 || config->loops > LOOPS_MAX || config->arena_max < 2 * HEAD_MAX);
	server->config = *config;
	server->handler = *handler;
	rand_secret(server->key, sizeof(server->key));
	server->tally = tally_new((size_t)config->connections_max * 2);
	server->gzip = gzip_pool_new(GZIP_KEEP);
	if (!ip_list_parse(&server->trusted, config->trusted_proxies)) {
		err_fail(err, "trusted_proxies: not a list of addresses");
		goto fail;
	}
	server->door = door_open(&door, err);
	if (server->door == NULL)
		goto fail;
	for (int i = 0; i < config->loops; i++)
		if (!start_loop(server, i)) {
			err_fail(err, "a loop could not be started");
			goto fail;
		}
	return server;
fail:
	free_server(server);
	return NULL;
}

void
http_server_start(struct http_server *server)
{
	door_start(server->door);
}

int
http_server_port(const struct http_server *server)
{
	return door_port(server->door);
}

void
http_server_quiesce(struct http_server *server)
{
	atomic_store(&server->closing, true);
	door_quiesce(server->door);
}

/*
 * The library panics when stopped with a suspended connection, so all must have come back; replies
 * that still go out are bounded by their own deadlines, and by STOP_WAIT_MS.
 */
void
http_server_stop(struct http_server *server)
{
	const struct timespec pause = { .tv_nsec = 1000 * 1000 };
	int64_t until = clock_steady_ms() + STOP_WAIT_MS;

	http_server_quiesce(server);
	while (atomic_load(&server->handed) > 0 ||
	    (atomic_load(&server->busy) > 0 && clock_steady_ms() < until))
		(void)nanosleep(&pause, NULL);
	free_server(server);
}
