/* server_limits_test.c: deadlines, caps, handing over and stopping. */
#include "tests/server_probe.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include "base/mem.h"

static void
a_slow_head_is_cut_off(void **state)
{
	struct service *s = service_start(&(struct http_config){ .head_ms = 150 });
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
	service_stop(s);
}

static void
a_slow_body_is_cut_off(void **state)
{
	struct service *s = service_start(&(struct http_config){ .body_ms = 100 });
	char answer[100];
	int fd = dial(s);

	(void)state;
	say(fd, "POST /f HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 9\r\n\r\na=");
	assert_int_equal(hear(fd, answer, sizeof(answer), NULL), 0);
	(void)close(fd);
	EVENTUALLY(s->done == 1);
	service_stop(s);
}

/* The deadline is for slow ones, not for large bodies: what came in buys time for the rest. */
static void
a_large_body_that_keeps_coming_is_taken(void **state)
{
	enum { PIECES = 10, PIECE = 16 * 1024 };
	struct service *s = service_start(&(struct http_config){ .body_ms = 100 });
	int64_t begin = clock_steady_ms();
	char *piece = mem_alloc(PIECE + 1);
	char answer[2000];
	int fd = dial(s);

	(void)state;
	memset(piece, 'a', PIECE);
	say(fd, "POST /f HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 163842\r\n\r\nb=");
	for (int i = 0; i < PIECES; i++) {
		(void)usleep(40 * 1000); /* well above the least rate */
		(void)!send(fd, piece, PIECE, MSG_NOSIGNAL);
	}
	assert_true(clock_steady_ms() - begin > 300);
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, " 200 ");
	(void)close(fd);
	mem_free(piece);
	service_stop(s);
}

/* Byte by byte buys next to nothing. */
static void
a_body_that_trickles_is_cut_off(void **state)
{
	struct service *s = service_start(&(struct http_config){ .body_ms = 150 });
	int64_t begin = clock_steady_ms();
	struct pollfd p;
	int fd = dial(s);

	(void)state;
	say(fd, "POST /f HTTP/1.1\r\n" ASK "Content-Type: application/x-www-form-urlencoded\r\n"
	    "Content-Length: 90000\r\n\r\na=");
	p = (struct pollfd){ .fd = fd, .events = POLLIN };
	while (poll(&p, 1, 10) == 0 && clock_steady_ms() - begin < WAIT_MS)
		(void)!send(fd, "aaaa", 4, MSG_NOSIGNAL);
	assert_in_range(clock_steady_ms() - begin, 150, WAIT_MS - 1);
	(void)close(fd);
	EVENTUALLY(s->done == 1);
	service_stop(s);
}

static void
the_idle_are_sent_away(void **state)
{
	struct service *s = service_start(&(struct http_config){ .idle_ms = 100 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	say(fd, "GET /x HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0); /* ends: the stream was closed */
	has(answer, " 200 ");
	(void)close(fd);
	service_stop(s);
}

static void
a_reply_that_nobody_reads_is_cut_off(void **state)
{
	struct service *s = service_start(&(struct http_config){ .body_ms = 50 });
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
	service_stop(s);
}

static void
a_head_too_large_is_refused(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

/* The library would keep parameters in the memory of the head, and hang when that is full. */
static void
many_parameters_are_answered(void **state)
{
	static const struct {
		int n;
		const char *status;
	} rows[] = { { 300, " 200 " }, { HTTP_PARAMS_MAX, " 200 " },
		{ HTTP_PARAMS_MAX + 1, " 414 " }, { 2000, " 414 " }, { 10000, " 414 " } };
	struct service *s = service_start(&(struct http_config){ 0 });
	char text[40000];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = (size_t)snprintf(text, sizeof(text), "GET /x?q=1");

		for (int k = 1; k < rows[i].n; k++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "&a");
		(void)snprintf(text + len, sizeof(text) - len, " HTTP/1.1\r\n" ASK "\r\n");
		has(ask(s, text), rows[i].status);
	}
	service_stop(s);
}

/* The library refuses such heads by itself; a stop must not wait for what is over. */
static void
a_refused_head_is_over(void **state)
{
	static const int counts[] = { 300, 600, 5000 }; /* taken, dropped without a word, refused */
	struct service *s = service_start(&(struct http_config){ 0 });
	int64_t began;
	char text[40000];

	(void)state;
	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++) {
		size_t len = (size_t)snprintf(text, sizeof(text), "GET /x HTTP/1.1\r\n" ASK
		    "Cookie: a=1");

		for (int k = 1; k < counts[i]; k++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "; b=2");
		(void)snprintf(text + len, sizeof(text) - len, "\r\n\r\n");
		(void)ask(s, text);
	}
	began = clock_steady_ms();
	service_stop(s);
	assert_true(clock_steady_ms() - began < WAIT_MS);
}

static void
one_address_has_a_cap(void **state)
{
	struct service *s = service_start(&(struct http_config){ .per_address_max = 4 });
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
	service_stop(s);
}

static void
the_house_has_a_cap(void **state)
{
	struct service *s = service_start(&(struct http_config){ .connections_max = 2 });
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
	service_stop(s);
}

static void
behind_a_proxy_the_named_client_is_capped(void **state)
{
	struct service *s = service_start(&(struct http_config){ .per_address_max = 1,
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
	service_stop(s);
}

/* Some proxies add a line of their own below the one that the client wrote (RFC 9110 5.2). */
static void
a_forged_line_above_the_proxys_own_does_not_count(void **state)
{
	struct service *s = service_start(&(struct http_config){ .per_address_max = 1,
	    .trusted_proxies = "127.0.0.1, 10.0.0.1" });
	struct reply reply = reply_text(200, "late");
	int a = dial(s);

	(void)state;
	say(a, "GET /later HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 1.1.1.1\r\n"
	    "X-Forwarded-For: 8.8.8.8\r\n\r\n");
	EVENTUALLY(s->nlater == 1);
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 2.2.2.2\r\n"
	           "x-forwarded-for: 8.8.8.8\r\n\r\n"), " 429 ");
	/* over several lines, past proxies of ours */
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 2.2.2.2, 8.8.8.8\r\n"
	           "X-Forwarded-For: 10.0.0.1\r\nX-Forwarded-For: 127.0.0.1\r\n\r\n"),
	    " 429 ");
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "X-Forwarded-For: 8.8.8.8\r\n"
	           "X-Forwarded-For: 1.1.1.1\r\n\r\n"), " 200 ");
	exchange_reply(s->later[0], &reply);
	(void)close(a);
	service_stop(s);
}

/* Behind a proxy on the same machine everybody comes from it. */
static void
nobody_is_local_where_a_proxy_stands_in_front(void **state)
{
	static const struct http_config rows[] = { { .proxied = true },
		{ .trusted_proxies = "10.0.0.1" } };
	struct service *s = service_start(&(struct http_config){ 0 });

	(void)state;
	has(ask(s, "GET /x HTTP/1.1\r\n" ASK "\r\n"), "|L--");
	service_stop(s);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s = service_start(&rows[i]);
		has(ask(s, "GET /x HTTP/1.1\r\n" ASK "\r\n"), "|---");
		service_stop(s);
	}
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
	struct service *s = service_start(&(struct http_config){ 0 });
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
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
an_address_in_use_is_said(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
	struct http_config config = { .loops = 1, .connections_max = 1, .per_address_max = 1,
		.arena_max = 1 << 20, .head_ms = 1000, .body_ms = 1000, .idle_ms = 1000 };
	const struct http_handler handler = { s, service_on_head, service_on_request,
	    service_on_done, NULL };
	char listen[40];
	struct err err;

	(void)state;
	(void)snprintf(listen, sizeof(listen), "127.0.0.1:%d", http_server_port(s->server));
	config.listen = listen;
	err_clear(&err);
	assert_null(http_server_open(&config, &handler, &err));
	has(err.detail, "in use");
	config.listen = "localhost";
	err_clear(&err);
	assert_null(http_server_open(&config, &handler, &err));
	has(err.detail, "not an ADDRESS:PORT");
	config.listen = "127.0.0.1:0";
	config.trusted_proxies = "10.0.0.1,x";
	err_clear(&err);
	assert_null(http_server_open(&config, &handler, &err));
	has(err.detail, "trusted_proxies");
	service_stop(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_slow_head_is_cut_off),
		cmocka_unit_test(a_slow_body_is_cut_off),
		cmocka_unit_test(a_large_body_that_keeps_coming_is_taken),
		cmocka_unit_test(a_body_that_trickles_is_cut_off),
		cmocka_unit_test(the_idle_are_sent_away),
		cmocka_unit_test(a_reply_that_nobody_reads_is_cut_off),
		cmocka_unit_test(a_head_too_large_is_refused),
		cmocka_unit_test(many_parameters_are_answered),
		cmocka_unit_test(a_refused_head_is_over),
		cmocka_unit_test(one_address_has_a_cap),
		cmocka_unit_test(the_house_has_a_cap),
		cmocka_unit_test(behind_a_proxy_the_named_client_is_capped),
		cmocka_unit_test(a_forged_line_above_the_proxys_own_does_not_count),
		cmocka_unit_test(nobody_is_local_where_a_proxy_stands_in_front),
		cmocka_unit_test(a_stop_waits_for_what_was_handed_over),
		cmocka_unit_test(a_quiet_server_takes_nobody_in),
		cmocka_unit_test(an_address_in_use_is_said),
	};

	return cmocka_run_group_tests_name("server limits", tests, NULL, NULL);
}
