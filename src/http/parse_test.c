/* parse_test.c: paths, forms, cookies, header parameters, addresses, routes: what is pure. */
#include "tests/check.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "http/address.h"
#include "http/http.h"
#include "http/parse.h"
#include "http/router.h"
#include "http/tally.h"

static struct arena *arena;

static int
set_up(void **state)
{
	(void)state;
	arena = arena_new(1 << 20);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
paths_have_one_reading(void **state)
{
	static const char *const good[][2] = { { "/", "/" }, { "/a/b", "/a/b" }, { "/a/", "/a/" },
		{ "/%C3%A1", "/á" }, { "/a+b", "/a+b" }, { "/a%20b", "/a b" }, { "/..a/.b",
		    "/..a/.b" } };
	static const char *const bad[] = { "", "a", "//", "/a//b", "/.", "/..", "/a/./b",
	    "/%2e%2e/x",
		"/a%2Fb", "/a%2fb", "/%", "/%4", "/%zz", "/%00", "/a%0ab", "/%ff", "/%c0%ae",
		    "/a\\b",
		"/%5c", "/%7f" };
	const char *path;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		assert_true(http_decode_path(arena, str_of(good[i][0]), &path));
		assert_string_equal(path, good[i][1]);
	}
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (http_decode_path(arena, str_of(bad[i]), &path))
			fail_msg("taken: %s", bad[i]);
}

static void
forms_are_decoded_or_refused(void **state)
{
	static const char *const bad[] = { "a=%", "a=%1", "a=%g1", "%=1", "a=%00", "a=%C3",
	    "a=\xC3" };
	struct param p[4];
	size_t n;

	(void)state;
	assert_true(http_parse_form(arena, STR("a=1+2&b=%26%3D&&c&=x"), p, 4, &n));
	assert_int_equal(n, 4);
	assert_string_equal(p[0].value, "1 2");
	assert_string_equal(p[1].value, "&=");
	assert_string_equal(p[2].name, "c");
	assert_string_equal(p[2].value, "");
	assert_string_equal(p[3].name, "");
	assert_true(http_parse_form(arena, STR(""), p, 4, &n));
	assert_int_equal(n, 0);
	assert_false(http_parse_form(arena, STR("a&b&c&d&e"), p, 4, &n));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (http_parse_form(arena, str_of(bad[i]), p, 4, &n))
			fail_msg("taken: %s", bad[i]);
}

static void
cookies_are_found_by_whole_name(void **state)
{
	struct str v;

	(void)state;
	assert_true(http_cookie_find(STR("xsid=1; sid=a=b; sid=c"), "sid", &v));
	assert_true(str_is(v, "a=b"));
	assert_true(http_cookie_find(STR("sid="), "sid", &v));
	assert_int_equal(v.len, 0);
	assert_false(http_cookie_find(STR("sid"), "sid", &v));
	assert_false(http_cookie_find(STR("SID=1;;; =;"), "sid", &v));
	assert_false(http_cookie_find(STR(""), "sid", &v));
}

static void
header_parameters_are_unambiguous(void **state)
{
	static const char *const none[] = { "f", "f;", "f; filename=a", "f; name*=a" };
	static const char *const bad[] = { "f; name", "f; name=\"a", "f; name=a; name=b",
		"f; name=\"a\"x; y=1", "f; name=a; b" };
	const char *to;

	(void)state;
	assert_int_equal(http_header_param(arena,
	    STR("form-data; NAME=\"a;\\\"b\\\\\"; filename=x"),
	    "name", &to), RC_OK);
	assert_string_equal(to, "a;\"b\\");
	assert_int_equal(http_header_param(arena, STR("f; name=\"C:\\path\\x\""), "name", &to),
	    RC_OK);
	assert_string_equal(to, "C:\\path\\x"); /* a lone backslash is a backslash: old browsers */
	assert_int_equal(http_header_param(arena, STR("m/f; boundary=ab ; q=1"), "boundary", &to),
	    RC_OK);
	assert_string_equal(to, "ab");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (http_header_param(arena, str_of(bad[i]), "name", &to) != RC_REFUSED)
			fail_msg("not refused: %s", bad[i]);
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (http_header_param(arena, str_of(none[i]), "name", &to) != RC_NONE)
			fail_msg("not absent: %s", none[i]);
}

static void
gzip_is_taken_when_offered(void **state)
{
	(void)state;
	assert_true(http_accepts_gzip("gzip, deflate, br"));
	assert_true(http_accepts_gzip("br;q=1.0, GZIP;q=0.2"));
	assert_true(http_accepts_gzip("*"));
	assert_false(http_accepts_gzip(""));
	assert_false(http_accepts_gzip("br"));
	assert_false(http_accepts_gzip("gzip;q=0"));
	assert_false(http_accepts_gzip("*, gzip; q=0.00"));
	assert_false(http_accepts_gzip("x-gzip"));
}

static struct ip
ip(const char *text)
{
	struct ip to;

	if (!ip_parse(str_of(text), &to))
		fail_msg("not an address: %s", text);
	return to;
}

static void
addresses_are_read(void **state)
{
	static const char *const bad[] = { "127.0.0.1", "x:1", "127.0.0.1:", "127.0.0.1:65536",
	    ":80",
		"::1:80", "[::1]", "127.0.0.1:-1", "localhost:80" };
	struct sockaddr_storage addr;
	socklen_t len;

	(void)state;
	assert_true(address_parse("127.0.0.1:8311", &addr, &len));
	assert_int_equal(ntohs(((struct sockaddr_in *)&addr)->sin_port), 8311);
	assert_true(address_parse("[::1]:80", &addr, &len));
	assert_int_equal(addr.ss_family, AF_INET6);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (address_parse(bad[i], &addr, &len))
			fail_msg("taken: %s", bad[i]);
}

static void
the_real_client_is_the_last_nobody_vouches_for(void **state)
{
	static const char *const rows[][2] = {
		{ "1.1.1.1", "1.1.1.1" },
		{ "6.6.6.6, 1.1.1.1", "1.1.1.1" },
		{ "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1" },
		{ "10.0.0.2", "10.0.0.2" },
		{ "", "10.0.0.1" },
		{ "6.6.6.6, junk", "10.0.0.1" },
		{ "6.6.6.6, junk, 10.0.0.2", "10.0.0.2" },
		{ "2001:db8::1", "2001:db8::1" },
	};
	struct ip_list trusted;
	struct ip peer = ip("10.0.0.1"), stranger = ip("9.9.9.9");

	(void)state;
	assert_true(ip_list_parse(&trusted, "10.0.0.1, 10.0.0.2,::1"));
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct ip got = ip_forwarded(&trusted, &peer, rows[i][0]);
		struct ip want = ip(rows[i][1]);

		if (!ip_equal(&got, &want))
			fail_msg("%s", rows[i][0]);
	}
	peer = ip_forwarded(&trusted, &stranger, "1.1.1.1");
	assert_true(ip_equal(&peer, &stranger));
	assert_false(ip_list_parse(&trusted, "10.0.0.1;"));
}

static void
one_household_is_one_key(void **state)
{
	static const unsigned char key[IP_KEY_BYTES] = { 1 };
	struct ip a = ip("2001:db8:1:2::1"), b = ip("2001:db8:1:2:ffff::9");
	struct ip c = ip("2001:db8:1:3::1");
	struct ip d = ip("192.0.2.1"), e = ip("192.0.2.2"), mapped = ip("::ffff:192.0.2.1");

	(void)state;
	assert_true(ip_hash(&a, key) == ip_hash(&b, key));
	assert_true(ip_hash(&a, key) != ip_hash(&c, key));
	assert_true(ip_hash(&d, key) != ip_hash(&e, key));
	assert_true(ip_hash(&d, key) == ip_hash(&mapped, key));
	d = ip("127.9.9.9");
	assert_true(ip_is_loopback(&d));
	d = ip("::1");
	assert_true(ip_is_loopback(&d));
	assert_false(ip_is_loopback(&e));
}

/* Against a plain array, with keys that collide on purpose. */
static void
the_tally_counts_like_an_array(void **state)
{
	enum { KEYS = 24, STEPS = 20000, CAP = 3 };
	struct tally *tally = tally_new(KEYS - 4);
	int count[KEYS] = { 0 };
	unsigned seed = 12345;
	int used = 0;

	(void)state;
	for (int i = 0; i < STEPS; i++) {
		seed = seed * 1103515245u + 12345u;
		int k = (int)(seed >> 16) % KEYS;
		uint64_t key = (uint64_t)(k % 4) + ((uint64_t)(k / 4) << 32);

		if ((seed >> 8) % 2 == 0) {
			bool room = count[k] < CAP && (count[k] > 0 || used < KEYS - 4);

			assert_int_equal(tally_enter(tally, key, CAP), room);
			used += room && count[k] == 0;
			count[k] += room;
		} else if (count[k] > 0) {
			tally_leave(tally, key);
			used -= --count[k] == 0;
		}
	}
	tally_free(tally);
}

static const struct route *
row(size_t n)
{
	static const char rows[20];

	return (const struct route *)(const void *)&rows[n]; /* the router never looks inside */
}

static void
routes_are_found_by_segments(void **state)
{
	struct router *router = router_new();
	struct request req = { .arena = arena };
	const struct route *found;

	(void)state;
	router_add(router, HTTP_GET, "/", row(0));
	router_add(router, HTTP_GET, "/tasks/:id", row(1));
	router_add(router, HTTP_GET, "/tasks/new", row(2));
	router_add(router, HTTP_POST, "/tasks", row(3));
	router_add(router, HTTP_GET, "/tasks/:task/evidence/:file", row(4));
	router_add(router, HTTP_POST, "/tasks/:id", row(5));
	req.path = "/";
	assert_int_equal(router_find(router, &req, &found), ROUTE_FOUND);
	assert_ptr_equal(found, row(0));
	req.path = "/tasks/new";
	assert_int_equal(router_find(router, &req, &found), ROUTE_FOUND);
	assert_ptr_equal(found, row(2));
	assert_int_equal(req.npath_params, 0);
	req.path = "/tasks/new/evidence/7"; /* back from the literal to the name */
	assert_int_equal(router_find(router, &req, &found), ROUTE_FOUND);
	assert_ptr_equal(found, row(4));
	assert_string_equal(request_path(&req, "task"), "new");
	assert_string_equal(request_path(&req, "file"), "7");
	assert_null(request_path(&req, "id"));
	req.path = "/tasks";
	assert_int_equal(router_find(router, &req, &found), ROUTE_NO_METHOD);
	assert_null(found);
	req.method = HTTP_POST;
	req.path = "/tasks/new"; /* no POST there, but one where the name matches */
	assert_int_equal(router_find(router, &req, &found), ROUTE_FOUND);
	assert_ptr_equal(found, row(5));
	assert_string_equal(request_path(&req, "id"), "new");
	req.path = "/tasks/";
	assert_int_equal(router_find(router, &req, &found), ROUTE_NO_PATH);
	req.path = "/task";
	assert_int_equal(router_find(router, &req, &found), ROUTE_NO_PATH);
	router_free(router);
}

/* True if the child that runs `doing` aborts. */
static bool
aborts(void (*doing)(struct router *))
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		(void)freopen("/dev/null", "w", stderr);
		(void)signal(SIGABRT, SIG_DFL);
		doing(router_new());
		_exit(0);
	}
	(void)waitpid(child, &status, 0);
	return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

static void
add_twice(struct router *router)
{
	router_add(router, HTTP_GET, "/a/:x", row(0));
	router_add(router, HTTP_GET, "/a/:y", row(1));
}

static void
add_relative(struct router *router)
{
	router_add(router, HTTP_GET, "a", row(0));
}

static void
redirect_elsewhere(struct router *router)
{
	struct reply reply = reply_location(arena, 303, "//elsewhere.example/");

	(void)router;
	(void)reply;
}

static void
split_header(struct router *router)
{
	struct reply reply = reply_text(200, "");

	(void)router;
	reply_header(&reply, "X-A", "a\r\nSet-Cookie: b");
}

static void
programming_errors_end_the_program(void **state)
{
	(void)state;
	assert_true(aborts(add_twice));
	assert_true(aborts(add_relative));
	assert_true(aborts(redirect_elsewhere));
	assert_true(aborts(split_header));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_have_one_reading),
		cmocka_unit_test(forms_are_decoded_or_refused),
		cmocka_unit_test(cookies_are_found_by_whole_name),
		cmocka_unit_test(header_parameters_are_unambiguous),
		cmocka_unit_test(gzip_is_taken_when_offered),
		cmocka_unit_test(addresses_are_read),
		cmocka_unit_test(the_real_client_is_the_last_nobody_vouches_for),
		cmocka_unit_test(one_household_is_one_key),
		cmocka_unit_test(the_tally_counts_like_an_array),
		cmocka_unit_test(routes_are_found_by_segments),
		cmocka_unit_test(programming_errors_end_the_program),
	};

	return cmocka_run_group_tests_name("parse", tests, set_up, tear_down);
}
