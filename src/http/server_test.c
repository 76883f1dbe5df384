/*
 * server_test.c: a real server on loopback and a client that misbehaves in every way a socket
 * allows. Deadlines are short; nothing waits for luck: each read has a limit of its own.
 */
#include "tests/check.h"

#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/mem.h"
#include "http/asset.h"
#include "http/server.h"

enum { WAIT_MS = 5000, PAGE = 12 * 1024, LATER_MAX = 64 };

/* The service under test, and what it saw. */
struct service {
	struct http_server *server;
	char page[PAGE];
	_Atomic int done;
	_Atomic int loops[2];
	pthread_mutex_t lock;
	struct exchange *later[LATER_MAX]; /* handed over, not yet answered */
	_Atomic int nlater;
};

static int64_t
on_head(void *arg, struct exchange *x)
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

static void
on_request(void *arg, struct exchange *x)
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

static void
on_done(void *arg, struct exchange *x)
{
	struct service *s = arg;

	assert_ptr_equal(exchange_data(x), s);
	atomic_fetch_add(&s->done, 1);
}

static struct service *
start(const struct http_config *given)
{
	struct service *s = mem_alloc(sizeof(*s));
	const struct http_handler handler = { s, on_head, on_request, on_done, NULL };
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
	s->server = http_server_start(&config, &handler, &err);
	if (s->server == NULL)
		fail_msg("%s", err.detail);
	return s;
}

static void
stop(struct service *s)
{
	http_server_stop(s->server);
	(void)pthread_mutex_destroy(&s->lock);
	mem_free(s);
}

/* --- the client --- */

static int
dial(const struct service *s)
{
	struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)http_server_port(s->server)) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), 0);
	return fd;
}

static void
say(int fd, const char *text)
{
	assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), strlen(text));
}

/* Reads until `until` occurs (NULL: the end of the stream); returns the bytes, -1 on time-out. */
static ssize_t
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

#define ASK "Host: x\r\nConnection: close\r\n"

/* One request on its own connection; the whole answer. */
static char *
ask(struct service *s, const char *request)
{
	static char answer[PAGE * 4];
	int fd = dial(s);

	say(fd, request);
	assert_true(hear(fd, answer, sizeof(answer), NULL) >= 0);
	(void)close(fd);
	return answer;
}

static void
has(const char *answer, const char *piece)
{
	if (strstr(answer, piece) == NULL)
		fail_msg("no \"%s\" in:\n%s", piece, answer);
}

static void
lacks(const char *answer, const char *piece)
{
	if (strstr(answer, piece) != NULL)
		fail_msg("\"%s\" in:\n%s", piece, answer);
}

/* Waits for a condition another thread brings about. */
#define EVENTUALLY(cond) \
	do { \
		int64_t until_ = clock_steady_ms() + WAIT_MS; \
		while (!(cond) && clock_steady_ms() < until_) \
			(void)usleep(500); \
		assert_true(cond); \
	} while (0)

/* --- the tests --- */

static void
answers_carry_what_they_must(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char *a = ask(s, "GET /b%C3%A1o?q=1+2&q=3 HTTP/1.1\r\n" ASK "Cookie: x=1; sid=abc\r\n"
	    "HX-Request: true\r\nHX-Request-Type: partial\r\n\r\n");

	(void)state;
	has(a, "HTTP/1.1 200 OK\r\n");
	has(a, "/báo|a=|q=1 2|c=abc|:0:|LHP");
	has(a, "\r\nDate: ");
	has(a, "\r\nContent-Length: 28\r\n");
	lacks(a, "\r\nServer:");
	a = ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 1.2.3.4\r\n\r\n");
	has(a, "|---"); /* through a proxy: not loopback */
	a = ask(s, "GET /see HTTP/1.1\r\n" ASK "\r\n");
	has(a, "HTTP/1.1 303 ");
	has(a, "\r\nLocation: /gi%E1%BA%A5y%20t%E1%BB%9D?x=1\r\n");
	EVENTUALLY(s->done == 3);
	stop(s);
}

static void
head_is_get_without_body(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char *a = ask(s, "HEAD /page HTTP/1.1\r\n" ASK "\r\n");

	(void)state;
	has(a, "\r\nContent-Length: 12288\r\n");
	assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
	stop(s);
}

static void
malformed_requests_are_refused(void **state)
{
	static const struct {
		const char *request, *status;
	} rows[] = {
		{ "GET /%00 HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET /%ff HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET /a/../b HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET /a%2fb HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET //a HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET http://x/a HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET /?q=%zz HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET /?q=%c0%af HTTP/1.1\r\n" ASK "\r\n", " 400 " },
		{ "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", " 400 " },
		{ "GET / HTTP/1.1\r\n" ASK "Host: y\r\n\r\n", " 400 " },
		{ "GET / HTTP/1.1\r\n" ASK "X-A: \xC0\xAF\r\n\r\n", " 400 " },
		{ "GET / HTTP/1.1\r\n" ASK "X-A: a\x01" "b\r\n\r\n", " 400 " },
		{ "POST / HTTP/1.1\r\n" ASK "Content-Length: 1\r\nContent-Length: 2\r\n\r\naa",
		    " 400 " },
		{ "POST / HTTP/1.1\r\n" ASK "Content-Length: 5\r\n"
		  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", " 400 " },
		{ "PUT / HTTP/1.1\r\n" ASK "\r\n", " 405 " },
		{ "POST / HTTP/1.1\r\n" ASK
		    "Content-Type: text/plain\r\nContent-Length: 1\r\n\r\na",
		  " 415 " },
		{ "POST / HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
		  "Content-Length: 5\r\n\r\na=%f0", " 400 " },
		{ "POST / HTTP/1.1\r\n" ASK "Content-Type: multipart/form-data; boundary=b\r\n"
		  "Content-Length: 3\r\n\r\n--b", " 400 " },
		{ "GET /forbidden HTTP/1.1\r\n" ASK "\r\n", " 403 " },
		{ "GET /hungry HTTP/1.1\r\n" ASK "\r\n", " 503 " },
		{ "GET / HTTP/1.1\r\n" ASK "Content-Length: 1\r\n\r\na", " 413 " },
	};
	struct service *s = start(&(struct http_config){ 0 });

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *a = ask(s, rows[i].request);

		if (strstr(a, rows[i].status) == NULL)
			fail_msg("wanted%sfor:\n%s\ngot:\n%s", rows[i].status, rows[i].request, a);
	}
	stop(s);
}

static void
a_zero_byte_in_the_request_line_is_refused(void **state)
{
	static const char request[] = "GET /a\0b HTTP/1.1\r\n" ASK "\r\n";
	struct service *s = start(&(struct http_config){ 0 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	assert_int_equal(send(fd, request, sizeof(request) - 1, 0), sizeof(request) - 1);
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, " 400 ");
	(void)close(fd);
	stop(s);
}

static void
bytes_may_come_one_by_one(void **state)
{
	static const char request[] = "POST /f HTTP/1.1\r\n" ASK
	    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b%20c+d";
	struct service *s = start(&(struct http_config){ 0 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	for (size_t i = 0; i < sizeof(request) - 1; i++) {
		assert_int_equal(send(fd, request + i, 1, MSG_NOSIGNAL), 1);
		(void)usleep(200);
	}
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, "/f|a=b c d|");
	(void)close(fd);
	stop(s);
}

static void
a_chunked_body_is_read(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char *a = ask(s, "POST /f HTTP/1.1\r\n" ASK "Transfer-Encoding: chunked\r\n"
	    "Content-Type: "
	    "application/x-www-form-urlencoded\r\n\r\n3\r\na=x\r\n2\r\nyz\r\n0\r\n\r\n");

	(void)state;
	has(a, "|a=xyz|");
	stop(s);
}

static void
files_past_64_kb_leave_memory(void **state)
{
	static const size_t sizes[] = { 10, 64 * 1024, 64 * 1024 + 1, 200 * 1024 };
	struct service *s = start(&(struct http_config){ 0 });

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		static const char head[] =
		    "--bb\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nv\r\n"
		    "--bb\r\nContent-Disposition: form-data; name=\"file\"; "
		    "filename=\"C:\\x\\công văn.txt\""
		    "\r\nContent-Type: text/plain\r\n\r\n";
		static const char tail[] = "\r\n--bb--\r\n";
		char line[300], answer[2000], want[100];
		char *file = mem_alloc(sizes[i] + 1);
		int fd = dial(s);

		memset(file, '\r', sizes[i]);
		(void)snprintf(line, sizeof(line), "POST /up HTTP/1.1\r\n" ASK
		    "Content-Type: multipart/form-data; boundary=bb\r\nContent-Length: %zu\r\n\r\n",
		    sizeof(head) - 1 + sizes[i] + sizeof(tail) - 1);
		say(fd, line);
		say(fd, head);
		say(fd, file);
		say(fd, tail);
		assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
		(void)snprintf(want, sizeof(want), "|a=v|q=|c=|công văn.txt:%zu:%s|", sizes[i],
		    sizes[i] > 64 * 1024 ? "fd" : "mem");
		has(answer, want);
		(void)close(fd);
		mem_free(file);
	}
	stop(s);
}

static void
a_body_past_its_limit_is_answered(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	size_t size = 400 * 1024;
	char *body = mem_alloc(size + 1);
	char answer[2000];
	int fd = dial(s);

	(void)state;
	memset(body, 'a', size);
	say(fd, "POST /f HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 409600\r\n\r\n");
	say(fd, body);
	assert_true(hear(fd, answer, sizeof(answer), "413 ") > 0);
	say(fd, "GET /again HTTP/1.1\r\n" ASK "\r\n"); /* the connection is still good */
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, "/again|");
	(void)close(fd);
	mem_free(body);
	stop(s);
}

static void
continue_is_said_only_to_the_welcome(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	say(fd, "POST /f HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
	assert_true(hear(fd, answer, sizeof(answer), "HTTP/1.1 100 Continue\r\n\r\n") > 0);
	say(fd, "a=1");
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, "|a=1|");
	(void)close(fd);
	fd = dial(s);
	say(fd, "POST /forbidden HTTP/1.1\r\n" ASK
	    "Content-Length: 3\r\nExpect: 100-continue\r\n\r\n");
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	lacks(answer, "100 Continue");
	has(answer, " 403 ");
	(void)close(fd);
	stop(s);
}

static void
text_is_compressed_when_wanted(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char answer[PAGE * 2], plain[PAGE + 1];
	z_stream z = { 0 };
	int fd = dial(s);
	ssize_t n;
	char *body;

	(void)state;
	say(fd, "GET /page HTTP/1.1\r\n" ASK "Accept-Encoding: br, gzip;q=0.5\r\n\r\n");
	n = hear(fd, answer, sizeof(answer), NULL);
	has(answer, "\r\nContent-Encoding: gzip\r\n");
	has(answer, "\r\nVary: Accept-Encoding\r\n");
	body = strstr(answer, "\r\n\r\n") + 4;
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_in = (Bytef *)body;
	z.avail_in = (uInt)(answer + n - body);
	z.next_out = (Bytef *)plain;
	z.avail_out = sizeof(plain);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.total_out, PAGE);
	assert_memory_equal(plain, s->page, PAGE);
	(void)inflateEnd(&z);
	(void)close(fd);
	body = ask(s, "GET /page HTTP/1.1\r\n" ASK "Accept-Encoding: gzip;q=0\r\n\r\n");
	lacks(body, "Content-Encoding");
	body = ask(s, "GET /small HTTP/1.1\r\n" ASK "Accept-Encoding: gzip\r\n\r\n");
	lacks(body, "Content-Encoding");
	stop(s);
}

static void
assets_are_kept_for_ever(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char *a = ask(s, "GET /a/t.0123.css HTTP/1.1\r\n" ASK "\r\n");

	(void)state;
	has(a, "\r\nETag: \"t.0123.css\"\r\n");
	has(a, "immutable");
	has(a, "\r\n\r\nplain");
	a = ask(s, "GET /a/t.0123.css HTTP/1.1\r\n" ASK "Accept-Encoding: gzip\r\n\r\n");
	has(a, "\r\n\r\npacked!");
	has(a, "\r\nETag: \"t.0123.css.gz\"\r\n");
	a = ask(s, "GET /a/t.0123.css HTTP/1.1\r\n" ASK "If-None-Match: \"t.0123.css\"\r\n\r\n");
	has(a, " 304 ");
	lacks(a, "plain");
	stop(s);
}

static void
a_slow_head_is_cut_off(void **state)
{
	struct service *s = start(&(struct http_config){ .head_ms = 150 });
	int64_t begin = clock_steady_ms();
	int fd = dial(s);
	char c = 'a';
	ssize_t n = 1;

	(void)state;
	say(fd, "GET /x HTTP/1.1\r\nHost: x\r\nX-Slow: ");
	while (clock_steady_ms() - begin < WAIT_MS) {
		struct pollfd p = { .fd = fd, .events = POLLIN };

		if (poll(&p, 1, 10) > 0) {
			n = recv(fd, &c, 1, 0);
			break;
		}
		(void)!send(fd, "a", 1, MSG_NOSIGNAL); /* never silent for long */
	}
	assert_true(n <= 0);
	assert_true(clock_steady_ms() - begin >= 150);
	(void)close(fd);
	stop(s);
}

static void
a_slow_body_is_cut_off(void **state)
{
	struct service *s = start(&(struct http_config){ .body_ms = 100 });
	char answer[100];
	int fd = dial(s);

	(void)state;
	say(fd, "POST /f HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 9\r\n\r\na=");
	assert_int_equal(hear(fd, answer, sizeof(answer), NULL), 0);
	(void)close(fd);
	EVENTUALLY(s->done == 1);
	stop(s);
}

static void
the_idle_are_sent_away(void **state)
{
	struct service *s = start(&(struct http_config){ .idle_ms = 100 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	say(fd, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0); /* ends: the stream was closed */
	has(answer, " 200 ");
	(void)close(fd);
	stop(s);
}

static void
a_reply_that_nobody_reads_is_cut_off(void **state)
{
	struct service *s = start(&(struct http_config){ .body_ms = 50 });
	int small = 2048;
	int fd = dial(s);

	(void)state;
	(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	for (int i = 0; i < 400; i++) /* 4.9 MB of pages, more than the buffers between us hold */
		if (send(fd, "GET /page HTTP/1.1\r\nHost: x\r\n\r\n", 31, MSG_NOSIGNAL) < 0)
			break;
	EVENTUALLY(send(fd, "x", 1, MSG_NOSIGNAL) < 0);
	assert_true(s->done < 400);
	(void)close(fd);
	stop(s);
}

static void
a_head_too_large_is_refused(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	size_t size = 64 * 1024;
	char *text = mem_alloc(size + 1);
	char answer[4000];
	int fd = dial(s);

	(void)state;
	memset(text, 'a', size);
	memcpy(text, "GET / HTTP/1.1\r\nHost: x\r\nX-Big: ", 32);
	(void)!send(fd, text, size, MSG_NOSIGNAL);
	(void)hear(fd, answer, sizeof(answer), NULL);
	if (answer[0] != '\0') /* it may be lost to the reset when bytes were left unread */
		has(answer, " 431 ");
	assert_int_equal(s->loops[0] + s->loops[1], 0); /* no handler heard of it */
	(void)close(fd);
	mem_free(text);
	stop(s);
}

static void
requests_may_be_sent_ahead(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char answer[4000];
	int fd = dial(s);
	const char *one, *two, *three;

	(void)state;
	say(fd, "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nPOST /2 HTTP/1.1\r\nHost: x\r\nContent-Type: "
	    "application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\na=1GET /3 "
	    "HTTP/1.1\r\n" ASK
	    "\r\n");
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	one = strstr(answer, "/1|");
	two = strstr(answer, "/2|a=1");
	three = strstr(answer, "/3|a=|");
	assert_true(one != NULL && two != NULL && three != NULL && one < two && two < three);
	(void)close(fd);
	EVENTUALLY(s->done == 3);
	stop(s);
}

static void
a_client_may_stop_talking(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char answer[PAGE * 2];
	int fd = dial(s);

	(void)state;
	say(fd, "GET /page HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	assert_true(hear(fd, answer, sizeof(answer), NULL) > PAGE);
	(void)close(fd);
	stop(s);
}

static void
one_address_has_a_cap(void **state)
{
	struct service *s = start(&(struct http_config){ .per_address_max = 4 });
	int fds[5];
	char answer[2000];

	(void)state;
	for (int i = 0; i < 5; i++) {
		fds[i] = dial(s);
		(void)send(fds[i], "GET /x HTTP/1.1\r\nHost: x\r\n\r\n", 28, MSG_NOSIGNAL);
		if (i < 4)
			assert_true(hear(fds[i], answer, sizeof(answer), "/x|") > 0);
	}
	(void)hear(fds[4], answer, sizeof(answer), NULL);
	assert_string_equal(answer, "");
	for (int i = 0; i < 5; i++)
		(void)close(fds[i]);
	EVENTUALLY(strstr(ask(s, "GET /y HTTP/1.1\r\n" ASK "\r\n"), "/y|") != NULL);
	stop(s);
}

static void
the_house_has_a_cap(void **state)
{
	struct service *s = start(&(struct http_config){ .connections_max = 2 });
	int a = dial(s), b = dial(s), c;
	char answer[2000];

	(void)state;
	say(a, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
	say(b, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(hear(a, answer, sizeof(answer), "/x|") > 0);
	assert_true(hear(b, answer, sizeof(answer), "/x|") > 0);
	assert_int_equal(s->loops[0], 1); /* evenly */
	assert_int_equal(s->loops[1], 1);
	c = dial(s);
	assert_true(hear(c, answer, sizeof(answer), NULL) <= 0);
	(void)close(a);
	(void)close(b);
	(void)close(c);
	stop(s);
}

static void
behind_a_proxy_the_named_client_is_capped(void **state)
{
	struct service *s = start(&(struct http_config){ .per_address_max = 1,
	    .trusted_proxies = "127.0.0.1, 10.0.0.1" });
	char answer[2000];
	int a = dial(s);

	(void)state;
	say(a, "GET /later HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 9.9.9.9, 8.8.8.8, "
	    "10.0.0.1\r\n\r\n");
	EVENTUALLY(s->nlater == 1);
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 7.7.7.7\r\n\r\n"), " 200 ");
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 7.7.7.7, 8.8.8.8\r\n\r\n"), " 429 ");
	{
		struct reply reply = reply_text(200, "late");

		exchange_reply(s->later[0], &reply);
	}
	assert_true(hear(a, answer, sizeof(answer), "late") > 0);
	EVENTUALLY(strstr(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 8.8.8.8\r\n\r\n"),
	    " 200 ") != NULL);
	(void)close(a);
	stop(s);
}

static void *
answer_all(void *arg)
{
	struct service *s = arg;
	struct reply reply = reply_text(200, "late");

	(void)usleep(50 * 1000); /* the stop below has begun by then, or not: both must hold */
	for (int i = 0; i < s->nlater; i++)
		exchange_reply(s->later[i], &reply);
	return NULL;
}

static void
a_stop_waits_for_what_was_handed_over(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	int fds[20];
	char answer[2000];
	pthread_t thread;

	(void)state;
	for (int i = 0; i < 20; i++) {
		fds[i] = dial(s);
		say(fds[i], "GET /later HTTP/1.1\r\nHost: x\r\n\r\n");
	}
	EVENTUALLY(s->nlater == 20);
	(void)close(fds[0]); /* one does not wait for it */
	assert_int_equal(pthread_create(&thread, NULL, answer_all, s), 0);
	http_server_quiesce(s->server);
	http_server_stop(s->server);
	(void)pthread_join(thread, NULL);
	assert_int_equal(s->done, 20);
	for (int i = 1; i < 20; i++) {
		assert_true(hear(fds[i], answer, sizeof(answer), NULL) > 0);
		has(answer, "late");
		has(answer, "\r\nConnection: close\r\n");
		(void)close(fds[i]);
	}
	mem_free(s);
}

static void
a_quiet_server_takes_nobody_in(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	char answer[100];
	int idle = dial(s);
	int port = http_server_port(s->server);
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
	int fd;

	(void)state;
	to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	say(idle, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(hear(idle, answer, sizeof(answer), "HTTP/1.1 200") > 0);
	http_server_quiesce(s->server);
	/* closed, long before idle_ms */
	assert_true(hear(idle, answer, sizeof(answer), NULL) >= 0);
	fd = socket(AF_INET, SOCK_STREAM, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&to, sizeof(to)), -1);
	assert_int_equal(errno, ECONNREFUSED);
	(void)close(fd);
	(void)close(idle);
	stop(s);
}

static void
an_address_in_use_is_said(void **state)
{
	struct service *s = start(&(struct http_config){ 0 });
	struct http_config config = { .loops = 1, .connections_max = 1, .per_address_max = 1,
		.arena_max = 1 << 20, .head_ms = 1000, .body_ms = 1000, .idle_ms = 1000 };
	const struct http_handler handler = { s, on_head, on_request, on_done, NULL };
	char listen[40];
	struct err err;

	(void)state;
	(void)snprintf(listen, sizeof(listen), "127.0.0.1:%d", http_server_port(s->server));
	config.listen = listen;
	err_clear(&err);
	assert_null(http_server_start(&config, &handler, &err));
	has(err.detail, "in use");
	config.listen = "localhost";
	err_clear(&err);
	assert_null(http_server_start(&config, &handler, &err));
	has(err.detail, "not an ADDRESS:PORT");
	config.listen = "127.0.0.1:0";
	config.trusted_proxies = "10.0.0.1,x";
	err_clear(&err);
	assert_null(http_server_start(&config, &handler, &err));
	has(err.detail, "trusted_proxies");
	stop(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_carry_what_they_must),
		cmocka_unit_test(head_is_get_without_body),
		cmocka_unit_test(malformed_requests_are_refused),
		cmocka_unit_test(a_zero_byte_in_the_request_line_is_refused),
		cmocka_unit_test(bytes_may_come_one_by_one),
		cmocka_unit_test(a_chunked_body_is_read),
		cmocka_unit_test(files_past_64_kb_leave_memory),
		cmocka_unit_test(a_body_past_its_limit_is_answered),
		cmocka_unit_test(continue_is_said_only_to_the_welcome),
		cmocka_unit_test(text_is_compressed_when_wanted),
		cmocka_unit_test(assets_are_kept_for_ever),
		cmocka_unit_test(a_slow_head_is_cut_off),
		cmocka_unit_test(a_slow_body_is_cut_off),
		cmocka_unit_test(the_idle_are_sent_away),
		cmocka_unit_test(a_reply_that_nobody_reads_is_cut_off),
		cmocka_unit_test(a_head_too_large_is_refused),
		cmocka_unit_test(requests_may_be_sent_ahead),
		cmocka_unit_test(a_client_may_stop_talking),
		cmocka_unit_test(one_address_has_a_cap),
		cmocka_unit_test(the_house_has_a_cap),
		cmocka_unit_test(behind_a_proxy_the_named_client_is_capped),
		cmocka_unit_test(a_stop_waits_for_what_was_handed_over),
		cmocka_unit_test(a_quiet_server_takes_nobody_in),
		cmocka_unit_test(an_address_in_use_is_said),
	};

	return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
