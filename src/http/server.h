/*
 * server.h: takes connections and turns them into exchanges. libmicrohttpd loops (epoll, turbo) are
 * fed by an accept thread of our own, which spreads connections evenly and keeps the cap for each
 * client address. The library's timeout is idle-only, so every exchange has a deadline of its
 * own, from the first byte of its head to the end of its body.
 *
 * A head of more than 32 KB is answered 431 by the library. Where it cannot even keep that answer -
 * the head comes within 1 KB of the limit, or brings more than about 500 cookies - it closes the
 * connection without a word.
 *
 * An exchange goes: on_head (headers only: answer now, or say how much body may come) ->
 * body is read and parsed (past 64 KB into an unlinked temporary file) -> on_request (reply now,
 * or hand over to another thread and reply later from there) -> sent -> on_done (arena goes).
 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/err.h"
#include "http/http.h"

struct http_server;
struct exchange;

struct http_config {
	const char *listen;        /* "127.0.0.1:8311", "[::1]:8311" */
	int loops;                 /* threads that serve connections */
	int connections_max;       /* all together; more are closed at accept */
	int per_address_max;       /* open connections of one client address */
	/* comma list of addresses whose X-Forwarded-For counts, or NULL */
	const char *trusted_proxies;
	bool proxied;              /* a proxy stands in front: no request is local (loopback) */
	size_t arena_max;          /* bytes one request may take */
	int head_ms;               /* deadline for the head */
	int body_ms;               /* for the body, then for the reply; 8 bytes add 1 ms */
	int idle_ms;               /* keep-alive */
};

struct http_handler {
	void *arg;
	/*
	 * On the headers alone. Returns the body bytes allowed (0 for none, more is answered 413),
	 * or -1 after exchange_reply was called.
	 */
	int64_t (*on_head)(void *arg, struct exchange *x);
	/* The whole request is there: exchange_reply before returning, or exchange_later. */
	void (*on_request)(void *arg, struct exchange *x);
	/* The exchange is over (sent or broken off): give back what hangs on exchange_data. */
	void (*on_done)(void *arg, struct exchange *x);
	/*
	 * Makes the page for a refusal by the server itself (400 405 413 415 429 503), before or
	 * after on_head, on the loop; what the request has not got yet is empty. NULL: plain text.
	 */
	struct reply (*on_refuse)(void *arg, struct exchange *x, int status);
};

/* Takes the address; who comes waits. NULL with `err` when it cannot be had. */
struct http_server *http_server_open(const struct http_config *config,
    const struct http_handler *handler, struct err *err);
/* Serves from now on. */
void http_server_start(struct http_server *server);
/* The port really bound (for ":0"). */
int http_server_port(const struct http_server *server);
/* Accepts nothing new; open exchanges go on. */
void http_server_quiesce(struct http_server *server);
/* After everything handed over was replied to: lets the loops run dry, then ends them. */
void http_server_stop(struct http_server *server);

struct request *exchange_request(struct exchange *x); /* lives until on_done */
/* 0 .. loops-1: which thread, for its own connection to the store. */
int exchange_loop(const struct exchange *x);
void exchange_set_data(struct exchange *x, void *data);
void *exchange_data(const struct exchange *x);

/*
 * Answers. From on_head and on_request, or from any thread after exchange_later. Once only; after
 * exchange_later the exchange may be gone when this returns. Compresses text that is worth it, adds
 * cache headers to assets, Date and Content-Length; everything else is the caller's.
 * While on_head and on_request run on the loop, a full arena answers 503; a caller on another
 * thread sets arena_on_full itself.
 */
void exchange_reply(struct exchange *x, const struct reply *reply);
/* Suspends the connection; must be called on the loop, before another thread learns of x. */
void exchange_later(struct exchange *x);

#endif
