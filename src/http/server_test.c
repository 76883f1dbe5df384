/* server_test.c: what is asked, well or badly, and what is answered. */
#include "tests/server_probe.h"

#include <sys/socket.h>
#include <zlib.h>

#include "base/mem.h"

static void
answers_carry_what_they_must(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
head_is_get_without_body(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
	char *a = ask(s, "HEAD /page HTTP/1.1\r\n" ASK "\r\n");

	(void)state;
	has(a, "\r\nContent-Length: 12288\r\n");
	assert_string_equal(strstr(a, "\r\n\r\n"), "\r\n\r\n");
	service_stop(s);
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
		{ "POST / HTTP/1.1\r\n" ASK "Transfer-Encoding : chunked\r\n"
		  "Content-Length: 5\r\n\r\n0\r\n\r\n", " 400 " },
		{ "POST / HTTP/1.1\r\n" ASK "Content Length: 5\r\n\r\n", " 400 " },
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
	struct service *s = service_start(&(struct http_config){ 0 });

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *a = ask(s, rows[i].request);

		if (strstr(a, rows[i].status) == NULL)
			fail_msg("wanted%sfor:\n%s\ngot:\n%s", rows[i].status, rows[i].request, a);
	}
	service_stop(s);
}

static void
a_zero_byte_in_the_request_line_is_refused(void **state)
{
	static const char request[] = "GET /a\0b HTTP/1.1\r\n" ASK "\r\n";
	struct service *s = service_start(&(struct http_config){ 0 });
	char answer[2000];
	int fd = dial(s);

	(void)state;
	assert_int_equal(send(fd, request, sizeof(request) - 1, 0), sizeof(request) - 1);
	assert_true(hear(fd, answer, sizeof(answer), NULL) > 0);
	has(answer, " 400 ");
	(void)close(fd);
	service_stop(s);
}

static void
bytes_may_come_one_by_one(void **state)
{
	static const char request[] = "POST /f HTTP/1.1\r\n" ASK
	    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\na=b%20c+d";
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
a_chunked_body_is_read(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
	char *a = ask(s, "POST /f HTTP/1.1\r\n" ASK "Transfer-Encoding: chunked\r\n"
	    "Content-Type: "
	    "application/x-www-form-urlencoded\r\n\r\n3\r\na=x\r\n2\r\nyz\r\n0\r\n\r\n");

	(void)state;
	has(a, "|a=xyz|");
	service_stop(s);
}

static void
files_past_64_kb_leave_memory(void **state)
{
	static const size_t sizes[] = { 10, 64 * 1024, 64 * 1024 + 1, 200 * 1024 };
	struct service *s = service_start(&(struct http_config){ 0 });

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
	service_stop(s);
}

static void
a_body_past_its_limit_is_answered(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
continue_is_said_only_to_the_welcome(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
text_is_compressed_when_wanted(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
assets_are_kept_for_ever(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
requests_may_be_sent_ahead(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
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
	service_stop(s);
}

static void
a_client_may_stop_talking(void **state)
{
	struct service *s = service_start(&(struct http_config){ 0 });
	char answer[PAGE * 2];
	int fd = dial(s);

	(void)state;
	say(fd, "GET /page HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_int_equal(shutdown(fd, SHUT_WR), 0);
	assert_true(hear(fd, answer, sizeof(answer), NULL) > PAGE);
	(void)close(fd);
	service_stop(s);
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
		cmocka_unit_test(requests_may_be_sent_ahead),
		cmocka_unit_test(a_client_may_stop_talking),
	};

	return cmocka_run_group_tests_name("server", tests, NULL, NULL);
}
