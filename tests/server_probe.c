/* server_probe.c: the service under test, and its client. */
#include "tests/server_probe.h"

#include <arpa/inet.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/mem.h"
#include "http/asset.h"

int64_t
service_on_head(void *arg, struct exchange *x)
{
	struct service *s = arg;
	struct request *req = exchange_request(x);

	exchange_set_data(x, s);
	atomic_fetch_add(&s->loops[exchange_loop(x)], 1);
	if (strcmp(req->path, "/forbidden") == 0) {
		struct reply reply = reply_text(403, "no");

		exchange_reply(x, &reply);
		return -1;
	}
	if (strcmp(req->path, "/hungry") == 0)
		(void)arena_alloc(req->arena, (size_t)64 << 20);
	return req->method == HTTP_POST ? 300 * 1024 : 0;
}

static struct reply
echo(struct request *req)
{
	const char *a = request_body(req, "a");
	const char *q = request_query(req, "q");
	const char *c = request_cookie(req, "sid");
	const struct upload *up = request_upload(req, "file");
	struct str bytes = up == NULL ? STR("") : upload_bytes(req->arena, up);

	return reply_text(200, arena_printf(req->arena, "%s|a=%s|q=%s|c=%s|%s:%zu:%s|%c%c%c",
	    req->path, a == NULL ? "" : a, q == NULL ? "" : q, c == NULL ? "" : c,
	    up == NULL ? "" : up->filename, bytes.len, up == NULL ? "" : up->fd < 0 ? "mem" : "fd",
	    req->loopback ? 'L' : '-', req->htmx ? 'H' : '-', req->partial ? 'P' : '-'));
}

void
service_on_request(void *arg, struct exchange *x)
{
	static const struct asset asset = { "t.css", "/a/t.0123.css", "text/css",
		(const unsigned char *)"plain", 5, (const unsigned char *)"packed!", 7 };
	struct service *s = arg;
	struct request *req = exchange_request(x);
	struct reply reply;

	if (strcmp(req->path, "/later") == 0) {
		exchange_later(x);
		(void)pthread_mutex_lock(&s->lock);
		s->later[s->nlater] = x;
		s->nlater++;
		(void)pthread_mutex_unlock(&s->lock);
		return;
	}
	if (strcmp(req->path, "/page") == 0)
		reply = reply_bytes(200, "text/html; charset=utf-8", (struct str){ s->page, PAGE });
	else if (strcmp(req->path, "/a/t.0123.css") == 0)
		reply = reply_asset(&asset);
	else if (strcmp(req->path, "/see") == 0)
		reply = reply_location(req->arena, 303, "/giấy tờ?x=1");
	else
		reply = echo(req);
	exchange_reply(x, &reply);
}

void
service_on_done(void *arg, struct exchange *x)
{
	struct service *s = arg;

	assert_ptr_equal(exchange_data(x), s);
	atomic_fetch_add(&s->done, 1);
}

struct service *
service_start(const struct http_config *given)
{
	struct service *s = mem_alloc(sizeof(*s));
	const struct http_handler handler = { s, service_on_head, service_on_request,
	    service_on_done, NULL };
	struct http_config config = *given;
	struct err err;

	config.listen = "127.0.0.1:0";
	config.loops = 2;
	config.connections_max = config.connections_max == 0 ? 100 : config.connections_max;
	config.per_address_max = config.per_address_max == 0 ? 100 : config.per_address_max;
	config.arena_max = 4 << 20;
	config.head_ms = config.head_ms == 0 ? WAIT_MS : config.head_ms;
	config.body_ms = config.body_ms == 0 ? WAIT_MS : config.body_ms;
	config.idle_ms = config.idle_ms == 0 ? WAIT_MS : config.idle_ms;
	for (size_t i = 0; i < PAGE; i++)
		s->page[i] = (char)('a' + i % 23);
	(void)pthread_mutex_init(&s->lock, NULL);
	err_clear(&err);
	s->server = http_server_open(&config, &handler, &err);
	if (s->server == NULL)
		fail_msg("%s", err.detail);
	http_server_start(s->server);
	return s;
}

void
service_stop(struct service *s)
{
	http_server_stop(s->server);
	(void)pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

int
dial(const struct service *s)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_server_port(s->server)) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

void
say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

ssize_t
hear(int fd, char *to, size_t size, const char *until)
{
	int64_t end = clock_steady_ms() + WAIT_MS;
	size_t n = 0;

	to[0] = '\0';
	while (n < size - 1) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = end - clock_steady_ms();
		ssize_t got;

		if (until != NULL && strstr(to, until) != NULL)
			return (ssize_t)n;
		if (left <= 0 || poll(&p, 1, (int)left) <= 0)
			return -1;
		got = recv(fd, to + n, size - 1 - n, 0);
		if (got <= 0)
			return (ssize_t)n;
		n += (size_t)got;
		to[n] = '\0';
	}
	return (ssize_t)n;
}

char *
ask(struct service *s, const char *request)
{
	char *answer = s->answer;
	int fd = dial(s);

	say(fd, request);
	assert_true(hear(fd, answer, sizeof(s->answer), NULL) >= 0);
	(void)close(fd);
	return answer;
}

void
has(const char *answer, const char *piece)
{
	if (strstr(answer, piece) == NULL)
		fail_msg("no \"%s\" in:\n%s", piece, answer);
}

void
lacks(const char *answer, const char *piece)
{
	if (strstr(answer, piece) != NULL)
		fail_msg("\"%s\" in:\n%s", piece, answer);
}
