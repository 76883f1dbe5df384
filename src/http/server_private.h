/*
 * server_private.h: what server.c (connections, loops, the library's callbacks) and exchange.c (one
 * request: its head, its body, its reply) share. These two are the only files that know
 * libmicrohttpd.
 */
#ifndef HTTP_SERVER_PRIVATE_H
#define HTTP_SERVER_PRIVATE_H

#include <microhttpd.h>

#include "base/rand.h"
#include "http/address.h"
#include "http/body.h"
#include "http/door.h"
#include "http/gzip.h"
#include "http/server.h"
#include "http/tally.h"

#define LOOPS_MAX 64

enum phase {
	PHASE_HEAD,    /* request line seen */
	PHASE_BODY,    /* head accepted or answered; the body comes */
	PHASE_HANDED,  /* suspended: another thread's */
	PHASE_SENDING
};

struct exchange {
	struct conn *conn;
	struct request req;
	enum phase phase;
	struct body body;
	int64_t body_len;    /* as declared; 0 none, -1 chunked */
	int64_t body_max;
	bool reading;        /* body is being parsed, not just drained */
	bool known;          /* on_head was called, so on_done is due */
	bool counted;        /* under the forwarded address's key */
	struct MHD_Response *response;
	unsigned status;
	size_t reply_len;
	void *data;
};

/* One connection: at most one exchange at a time, whose arena is used again for the next. */
struct conn {
	struct guest guest;
	struct loop *loop;
	struct MHD_Connection *mhd;
	struct ip ip;
	uint64_t key;   /* hash of ip */
	bool trusted;   /* a proxy of ours */
	bool asked;     /* x has begun and is not over */
	struct arena *arena;
	struct exchange x;
};

struct loop {
	struct http_server *server;
	struct MHD_Daemon *daemon;
	int number;
	_Atomic int open;
	struct prng prng;
};

struct http_server {
	struct http_config config;
	struct http_handler handler;
	struct ip_list trusted;
	unsigned char key[IP_KEY_BYTES];
	struct door *door;
	struct tally *tally;
	struct gzip_pool *gzip;
	_Atomic int open;    /* connections */
	_Atomic int busy;    /* exchanges between request line and end */
	_Atomic int handed;  /* suspended */
	_Atomic bool closing;
	int turn;            /* of the accept thread: which loop is first asked */
	struct loop loops[LOOPS_MAX];
};

/* What the library calls with: the request line's parts, or a piece of the body. */
struct call {
	const char *url, *method, *version;
	const char *data;
	size_t len;
};

const char *exchange_header(const struct request *req, const char *name);

/* From now on in ms, or DEADLINE_NONE. */
void exchange_deadline(struct exchange *x, int64_t ms);

/* The three steps of an exchange, run under exchange_guard: a full arena is answered 503. */
void step_head(struct exchange *x, const struct call *call);
void step_body(struct exchange *x, const struct call *call);
void step_whole(struct exchange *x, const struct call *call);
void exchange_guard(struct exchange *x, void (*step)(struct exchange *, const struct call *),
    const struct call *call);

#endif
