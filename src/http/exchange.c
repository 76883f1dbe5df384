/*
 * exchange.c: one request and its reply. The one idea: a loop's thread owns its exchanges; another
 * thread has one only between exchange_later (connection suspended) and exchange_reply
 * (connection resumed), and even then the loop itself queues the reply.
 */
#include <setjmp.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/asset.h"
#include "http/parse.h"
#include "http/server_private.h"
#include "http/target.h"

void
exchange_deadline(struct exchange *x, int64_t ms)
{
	atomic_store_explicit(&x->conn->guest.deadline_ms,
	    ms == DEADLINE_NONE ? ms : clock_steady_ms() + ms, memory_order_relaxed);
}

const char *
exchange_header(const struct request *req, const char *name)
{
	const struct exchange *x = req->server;

	return MHD_lookup_connection_value(x->conn->mhd, MHD_HEADER_KIND, name);
}

static void
add_header(struct MHD_Response *response, const char *name, const char *value)
{
	if (MHD_add_response_header(response, name, value) == MHD_NO)
		BUG("header %s not accepted", name);
}

static struct MHD_Response *
response_of(struct exchange *x, const void *at, size_t len)
{
	struct MHD_Response *response = MHD_create_response_from_buffer(len,
	    (void *)(uintptr_t)at, MHD_RESPMEM_PERSISTENT);

	BUG_IF(response == NULL); /* out of memory */
	x->reply_len = len;
	return response;
}

static struct MHD_Response *
build_asset(struct exchange *x, const struct asset *asset)
{
	const char *encodings = exchange_header(&x->req, "Accept-Encoding");
	const char *known = exchange_header(&x->req, "If-None-Match");
	bool gz = asset->gz != NULL && encodings != NULL && http_accepts_gzip(encodings);
	const char *name = strrchr(asset->path, '/');
	const char *tag = arena_printf(x->conn->arena, "\"%s%s\"", name + 1, gz ? ".gz" : "");
	struct MHD_Response *response;

	if (known != NULL && (strstr(known, tag) != NULL || strcmp(known, "*") == 0)) {
		x->status = 304;
		response = response_of(x, NULL, 0);
	} else if (gz) {
		response = response_of(x, asset->gz, asset->gz_size);
		add_header(response, "Content-Encoding", "gzip");
	} else {
		response = response_of(x, asset->data, asset->size);
	}
	if (x->status != 304)
		add_header(response, "Content-Type", asset->type);
	if (asset->gz != NULL)
		add_header(response, "Vary", "Accept-Encoding");
	add_header(response, "ETag", tag);
	add_header(response, "Cache-Control", "public, max-age=31536000, immutable");
	add_header(response, "X-Content-Type-Options", "nosniff");
	return response;
}

static struct MHD_Response *
build_bytes(struct exchange *x, const struct reply *reply)
{
	struct http_server *server = x->conn->loop->server;
	struct arena *arena = x->conn->arena;
	const char *encodings = exchange_header(&x->req, "Accept-Encoding");
	struct str body = reply->type == NULL ? (struct str){ NULL, 0 } : reply->body;
	bool worth = body.len > GZIP_MIN && gzip_worth(reply->type);
	bool gz = worth && encodings != NULL && http_accepts_gzip(encodings) &&
	    arena_used(arena) + body.len * 2 < server->config.arena_max &&
	    gzip_text(server->gzip, arena, body, &body);
	struct MHD_Response *response = response_of(x, body.at, body.len);

	if (reply->type != NULL)
		add_header(response, "Content-Type", reply->type);
	if (worth)
		add_header(response, "Vary", "Accept-Encoding");
	if (gz)
		add_header(response, "Content-Encoding", "gzip");
	return response;
}

void
exchange_reply(struct exchange *x, const struct reply *reply)
{
	struct MHD_Response *response;

	BUG_IF(x->response != NULL || x->phase == PHASE_SENDING);
	x->status = (unsigned)reply->status;
	response = reply->asset != NULL ? build_asset(x, reply->asset) : build_bytes(x, reply);
	for (size_t i = 0; i < reply->nheaders; i++)
		add_header(response, reply->headers[i].name, reply->headers[i].value);
	if (atomic_load_explicit(&x->conn->loop->server->closing, memory_order_relaxed))
		add_header(response, "Connection", "close");
	x->response = response;
	if (x->phase == PHASE_HANDED)
		MHD_resume_connection(x->conn->mhd); /* x may be gone from here on */
}

void
exchange_later(struct exchange *x)
{
	BUG_IF(x->phase != PHASE_BODY || x->response != NULL);
	x->phase = PHASE_HANDED;
	arena_on_full(x->conn->arena, NULL); /* the loop's own way out ends here */
	exchange_deadline(x, DEADLINE_NONE);
	atomic_fetch_add(&x->conn->loop->server->handed, 1);
	MHD_suspend_connection(x->conn->mhd);
}

/* Answers with a status of the server's own. */
static void
refuse(struct exchange *x, int status)
{
	const struct http_handler *handler = &x->conn->loop->server->handler;
	struct reply reply;

	if (handler->on_refuse != NULL)
		reply = handler->on_refuse(handler->arg, x, status);
	else
		reply = reply_text(status, arena_printf(x->conn->arena, "%d %s\n", status,
		    MHD_get_reason_phrase_for((unsigned)status)));
	if (status == 405)
		reply_header(&reply, "Allow", "GET, HEAD, POST");
	exchange_reply(x, &reply);
}

/* The arena is full: an answer that takes nothing from it. */
static void
refuse_full(struct exchange *x)
{
	struct reply reply = reply_text(503, "503 out of memory for this request\n");

	if (x->phase == PHASE_HANDED)
		BUG("arena full after exchange_later");
	log_warn("request needs too much memory id=%s", x->req.id);
	if (x->response == NULL)
		exchange_reply(x, &reply);
}

/* What a walk over the headers finds. */
struct head {
	int hosts, lengths, encodings;
	bool bad;
};

/* The characters of a name (RFC 9110 5.6.2); a space before the colon is one that hides it. */
static bool
is_token(struct str name)
{
	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c <= ' ' || c >= 0x7F || strchr("\"(),/:;<=>?@[\\]{}", c) != NULL)
			return false;
	}
	return name.len > 0;
}

static enum MHD_Result
look_at_header(void *cls, enum MHD_ValueKind kind, const char *name, size_t name_size,
    const char *value, size_t value_size)
{
	struct head *head = cls;
	struct str text = { value == NULL ? "" : value, value == NULL ? 0 : value_size };

	(void)kind;
	head->bad = head->bad || !is_token((struct str){ name, name_size });
	head->hosts += http_equal_nocase(str_of(name), "Host");
	head->lengths += http_equal_nocase(str_of(name), "Content-Length");
	head->encodings += http_equal_nocase(str_of(name), "Transfer-Encoding");
	for (size_t i = 0; i < text.len; i++)
		if (((unsigned char)text.at[i] < 0x20 && text.at[i] != '\t') || text.at[i] == 0x7F)
			head->bad = true;
	if (!utf8_valid(text))
		head->bad = true;
	return MHD_YES;
}

/* Framing on which two programs could differ is refused (RFC 9112 6.3). */
static int
check_framing(struct exchange *x, const char *version)
{
	const char *length = exchange_header(&x->req, "Content-Length");
	const char *encoding = exchange_header(&x->req, "Transfer-Encoding");
	struct head head = { 0 };

	(void)MHD_get_connection_values_n(x->conn->mhd, MHD_HEADER_KIND, look_at_header, &head);
	if (head.bad || head.hosts > 1 || head.lengths > 1 || head.encodings > 1)
		return 400;
	if (head.hosts == 0 && strcmp(version, "HTTP/1.0") != 0)
		return 400;
	if (encoding != NULL) {
		x->body_len = -1;
		if (length != NULL)
			return 400;
		return http_equal_nocase(str_of(encoding), "chunked") ? 0 : 501;
	}
	if (length != NULL && (!str_to_i64(str_of(length), &x->body_len) || x->body_len < 0))
		return 400;
	return 0;
}

/* The lines of one header, put together. */
struct lines {
	const char *name;
	char *text; /* NULL: only measured */
	size_t len;
};

static enum MHD_Result
add_line(void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	struct lines *lines = cls;
	size_t len = value == NULL ? 0 : strlen(value);

	(void)kind;
	if (!http_equal_nocase(str_of(name), lines->name))
		return MHD_YES;
	if (lines->text != NULL) {
		if (len > 0)
			memcpy(lines->text + lines->len, value, len);
		lines->text[lines->len + len] = ',';
	}
	lines->len += len + 1;
	return MHD_YES;
}

/*
 * All lines of a header as one list, NULL if there is none: what a client wrote may stand in a line
 * of its own above the proxy's (RFC 9110 5.3).
 */
static const char *
header_list(struct exchange *x, const char *name)
{
	struct lines lines = { .name = name };

	(void)MHD_get_connection_values(x->conn->mhd, MHD_HEADER_KIND, add_line, &lines);
	if (lines.len == 0)
		return NULL;
	lines.text = arena_alloc(x->conn->arena, lines.len);
	lines.len = 0;
	(void)MHD_get_connection_values(x->conn->mhd, MHD_HEADER_KIND, add_line, &lines);
	lines.text[lines.len - 1] = '\0';
	return lines.text;
}

/* Who asks: the peer, or whom a trusted proxy names. */
static int
find_client(struct exchange *x)
{
	struct conn *conn = x->conn;
	struct http_server *server = conn->loop->server;
	const char *forwarded = header_list(x, "X-Forwarded-For");
	struct ip ip;

	x->req.peer = conn->key;
	x->req.loopback = !server->config.proxied && server->trusted.n == 0 &&
	    ip_is_loopback(&conn->ip) && forwarded == NULL &&
	    exchange_header(&x->req, "Forwarded") == NULL &&
	    exchange_header(&x->req, "Via") == NULL;
	if (!conn->trusted || forwarded == NULL)
		return 0;
	ip = ip_forwarded(&server->trusted, &conn->ip, forwarded);
	x->req.peer = ip_hash(&ip, server->key);
	if (ip_equal(&ip, &conn->ip))
		return 0;
	x->counted = tally_enter(server->tally, x->req.peer, server->config.per_address_max);
	return x->counted ? 0 : 429;
}

static int
check_head(struct exchange *x, const char *version)
{
	const char *kind;
	int status = check_framing(x, version);

	if (status == 0)
		status = request_target(&x->req);
	if (status != 0)
		return status;
	kind = exchange_header(&x->req, "HX-Request-Type");
	x->req.htmx = text_equal(exchange_header(&x->req, "HX-Request"), "true");
	x->req.partial = text_equal(kind, "partial");
	return find_client(x);
}

/* Asks the handler how much body may come, and prepares for it. */
static void
admit(struct exchange *x)
{
	const struct http_handler *handler = &x->conn->loop->server->handler;
	int status;

	x->known = true;
	x->body_max = handler->on_head(handler->arg, x);
	if (x->response != NULL || x->body_len == 0)
		return;
	BUG_IF(x->body_max < 0);
	if (x->body_len > x->body_max || x->body_max == 0) {
		refuse(x, 413);
		return;
	}
	status = body_init(&x->body, x->conn->arena, exchange_header(&x->req, "Content-Type"),
	    (size_t)x->body_max);
	if (status != 0)
		refuse(x, status);
	else
		x->reading = true;
}

void
step_head(struct exchange *x, const struct call *call)
{
	bool post = strcmp(call->method, "POST") == 0;
	int status;

	x->req.method = post ? HTTP_POST : HTTP_GET;
	/* the target was copied up to a zero byte; a version further on means there was one */
	if (*call->version == '\0' || call->version != call->url + strlen(x->req.target) + 1)
		status = 400;
	else if (!post && strcmp(call->method, "GET") != 0 && strcmp(call->method, "HEAD") != 0)
		status = 405;
	else
		status = 0;
	if (status == 0)
		status = check_head(x, call->version);
	if (status != 0)
		refuse(x, status);
	else
		admit(x);
}

void
step_body(struct exchange *x, const struct call *call)
{
	body_feed(&x->body, call->data, call->len);
}

void
step_whole(struct exchange *x, const struct call *call)
{
	const struct http_handler *handler = &x->conn->loop->server->handler;
	int status = x->reading ? body_end(&x->body, &x->req) : 0;

	(void)call;
	if (status != 0)
		refuse(x, status);
	else
		handler->on_request(handler->arg, x);
}

/* Runs a step; when the arena is full the answer is 503. */
void
exchange_guard(struct exchange *x, void (*step)(struct exchange *, const struct call *),
    const struct call *call)
{
	struct arena *arena = x->conn->arena;
	jmp_buf full;

	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		step(x, call);
		if (x->phase != PHASE_HANDED) /* else it is another thread's now */
			arena_on_full(arena, NULL);
	} else {
		arena_on_full(arena, NULL);
		refuse_full(x);
	}
}

struct request *
exchange_request(struct exchange *x)
{
	return &x->req;
}

int
exchange_loop(const struct exchange *x)
{
	return x->conn->loop->number;
}

void
exchange_set_data(struct exchange *x, void *data)
{
	x->data = data;
}

void *
exchange_data(const struct exchange *x)
{
	return x->data;
}
