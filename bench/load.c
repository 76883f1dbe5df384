/*
 * load.c: load for the benchmarks, one thread with epoll.
 *
 *	load [-c CONNECTIONS] [-d SECONDS] [-w WARMUP_SECONDS] [-r RATE] [-b BODY] [-t TOKEN_PAGE]
 *	     [-s SIGN_IN_FORM] HOST:PORT PATH
 *
 * Closed loop: every connection asks again as soon as it was answered. Open loop (-r): requests are
 * due at fixed times whether or not the server keeps up, and a latency counts from when the request
 * was due, so that a stall is seen by all who would have come meanwhile (no coordinated omission).
 * -b makes POSTs; in BODY {n} is a number never used before, {token} the form token of TOKEN_PAGE.
 * -s signs in first (demo city): form posted to /demo/sign-in. Prints one line of JSON.
 */
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/rand.h"
#include "base/str.h"
#include "tests/client.h"

enum {
	CONNECTIONS_MAX = 1024,
	REQUEST_MAX = 16384,
	ANSWER_MAX = 65536,
	SUB = 64,      /* a latency is kept to 1/64 of its size */
	BUCKETS = 40 * SUB,
	EVENTS = 256
};

struct peer {
	int fd;
	bool busy;
	int64_t due_ns;      /* when the request in flight should have begun */
	char request[REQUEST_MAX];
	size_t length, sent;
	char answer[ANSWER_MAX];
	size_t got;          /* of the head, then of head and body together */
	size_t want;         /* head and body; 0 while the head is incomplete */
	int status;
};

struct load {
	const char *host, *path, *body, *token_page, *sign_in;
	int connections;
	double seconds, warmup, rate;
	char cookies[CLIENT_COOKIES_MAX];
	char token[CLIENT_TOKEN_MAX];
	uint64_t run;        /* of this start: makes {n} new */
	uint64_t count;
	int epoll;
	struct peer *peers;
	int64_t begin_ns, measure_ns, end_ns;
	int64_t issued;      /* open loop: requests that became due and were given to a peer */
	int64_t histogram[BUCKETS];
	int64_t good, bad, broken, bytes;
	int64_t all;         /* answers, warm-up too */
	int bad_status;      /* the last one */
	int64_t most_ns;
};

static int64_t
now_ns(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Bucket of a latency in ns: SUB per power of two. */
static int
bucket_of(int64_t ns)
{
	int shift = 0;

	while (ns >> shift >= 2 * SUB)
		shift++;
	return shift * SUB + (int)(ns >> shift);
}

static int64_t
bucket_ns(int bucket)
{
	int shift = bucket < 2 * SUB ? 0 : bucket / SUB - 1;

	return (int64_t)(bucket - shift * SUB) << shift;
}

static double
percentile_us(const struct load *load, double part)
{
	int64_t total = 0, seen = 0;

	for (int i = 0; i < BUCKETS; i++)
		total += load->histogram[i];
	for (int i = 0; i < BUCKETS; i++) {
		seen += load->histogram[i];
		if (total > 0 && (double)seen >= part * (double)total)
			return (double)bucket_ns(i) / 1000.0;
	}
	return 0;
}

/* The body with its places filled. */
static void
fill_body(struct load *load, char *to, size_t size)
{
	size_t n = 0;

	for (const char *c = load->body; *c != '\0' && n + CLIENT_TOKEN_MAX < size;) {
		if (text_starts(c, "{n}")) {
			n += (size_t)snprintf(to + n, size - n, "%llx-%llx",
			    (unsigned long long)load->run,
			    (unsigned long long)load->count++);
			c += 3;
		} else if (text_starts(c, "{token}")) {
			n += (size_t)snprintf(to + n, size - n, "%s", load->token);
			c += 7;
		} else {
			to[n++] = *c++;
		}
	}
	to[n] = '\0';
}

static void
make_request(struct load *load, struct peer *peer)
{
	char body[REQUEST_MAX / 2] = "";
	char post[128] = "";

	if (load->body != NULL) {
		fill_body(load, body, sizeof(body));
		(void)snprintf(post, sizeof(post),
		    "Content-Type: application/x-www-form-urlencoded\r\n"
		    "Content-Length: %zu\r\n", strlen(body));
	}
	peer->length = (size_t)snprintf(peer->request, sizeof(peer->request),
	    "%s %s HTTP/1.1\r\nHost: %s\r\n%s%s%s%s\r\n%s", load->body != NULL ? "POST" : "GET",
	    load->path, load->host, load->cookies[0] != '\0' ? "Cookie: " : "", load->cookies,
	    load->cookies[0] != '\0' ? "\r\n" : "", post, body);
	peer->sent = 0;
	peer->got = 0;
	peer->want = 0;
}

static void
dial(struct load *load, struct peer *peer)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = peer };

	peer->fd = client_dial(load->host);
	if (peer->fd < 0) {
		(void)fprintf(stderr, "load: cannot connect to %s: %s\n", load->host,
		    strerror(errno));
		exit(3);
	}
	(void)epoll_ctl(load->epoll, EPOLL_CTL_ADD, peer->fd, &event);
}

static void
push(struct peer *peer)
{
	while (peer->sent < peer->length) {
		ssize_t n = send(peer->fd, peer->request + peer->sent, peer->length - peer->sent,
		    MSG_NOSIGNAL | MSG_DONTWAIT);

		if (n <= 0)
			return;
		peer->sent += (size_t)n;
	}
}

static void
begin(struct load *load, struct peer *peer, int64_t due_ns)
{
	make_request(load, peer);
	peer->busy = true;
	peer->due_ns = due_ns;
	push(peer);
}

static void
count_answer(struct load *load, struct peer *peer)
{
	int64_t now = now_ns();
	int64_t taken = now - peer->due_ns;
	bool good = peer->status >= 200 && peer->status < 400;

	peer->busy = false;
	load->all++;
	if (peer->due_ns < load->measure_ns || now > load->end_ns)
		return;
	load->good += good;
	load->bad += !good;
	if (!good)
		load->bad_status = peer->status;
	load->bytes += (int64_t)peer->want;
	load->histogram[bucket_of(taken)]++;
	if (taken > load->most_ns)
		load->most_ns = taken;
}

/* Once the head is whole: status and total length. */
static void
read_head(struct peer *peer)
{
	char *end = memmem(peer->answer, peer->got, "\r\n\r\n", 4);
	const char *line;
	int64_t length = 0;

	if (end == NULL || peer->got < 12)
		return;
	*end = '\0';
	peer->status = (peer->answer[9] - '0') * 100 + (peer->answer[10] - '0') * 10 +
	    (peer->answer[11] - '0');
	line = strcasestr(peer->answer, "\r\nContent-Length:");
	if (line != NULL) {
		struct str rest = str_of(line + 17);

		(void)str_to_i64(str_trim(str_cut(&rest, '\r')), &length);
	}
	peer->want = (size_t)(end + 4 - peer->answer) + (size_t)length;
}

/* False when the connection ended. */
static bool
pull(struct load *load, struct peer *peer)
{
	for (;;) {
		size_t at = peer->want == 0 ? peer->got : 0; /* the body is not kept */
		ssize_t n = recv(peer->fd, peer->answer + at, sizeof(peer->answer) - at,
		    MSG_DONTWAIT);

		if (n == 0)
			return false;
		if (n < 0)
			return errno == EAGAIN;
		peer->got += (size_t)n;
		if (peer->want == 0)
			read_head(peer);
		if (peer->want > 0 && peer->got >= peer->want)
			count_answer(load, peer);
		if (!peer->busy)
			return true;
	}
}

static void
serve_event(struct load *load, const struct epoll_event *event)
{
	struct peer *peer = event->data.ptr;

	if (!peer->busy)
		return;
	push(peer);
	if (!pull(load, peer)) {
		load->broken++;
		peer->busy = false;
		(void)close(peer->fd);
		dial(load, peer);
	}
}

/* When request number i of the open loop is due. */
static int64_t
due_of(const struct load *load, int64_t i)
{
	return load->begin_ns + (int64_t)((double)i * 1e9 / load->rate);
}

/* Gives work to whoever is free; returns how long to sleep at most. */
static int64_t
hand_out(struct load *load)
{
	int64_t now = now_ns();

	if (now >= load->end_ns)
		return -1;
	for (int i = 0; i < load->connections; i++) {
		struct peer *peer = &load->peers[i];

		if (peer->busy)
			continue;
		if (load->rate == 0)
			begin(load, peer, now);
		else if (due_of(load, load->issued) <= now)
			begin(load, peer, due_of(load, load->issued++));
		else
			break;
	}
	if (load->rate == 0)
		return load->end_ns - now;
	now = due_of(load, load->issued) - now_ns();
	return now < 0 ? 1000000 : now; /* all are busy: an answer wakes us */
}

static void
run(struct load *load)
{
	struct epoll_event events[EVENTS];
	int64_t wait_ns;

	load->begin_ns = now_ns();
	load->measure_ns = load->begin_ns + (int64_t)(load->warmup * 1e9);
	load->end_ns = load->measure_ns + (int64_t)(load->seconds * 1e9);
	while ((wait_ns = hand_out(load)) >= 0) {
		const struct timespec wait = { wait_ns / 1000000000, wait_ns % 1000000000 };
		int n = epoll_pwait2(load->epoll, events, EVENTS, &wait, NULL);

		for (int i = 0; i < n; i++)
			serve_event(load, &events[i]);
	}
}

static void
prepare(struct load *load)
{
	struct client client;

	client_init(&client, load->host);
	if (load->sign_in != NULL &&
	    !client_sign_in(&client, "/sign-in", "/demo/sign-in", load->sign_in)) {
		(void)fprintf(stderr, "load: cannot sign in\n");
		exit(3);
	}
	if (load->token_page != NULL && (client_ask(&client, "GET", load->token_page, NULL) !=
	    200 ||
	    !client_token(&client, load->token))) {
		(void)fprintf(stderr, "load: no form token on %s\n", load->token_page);
		exit(3);
	}
	memcpy(load->cookies, client.cookies, sizeof(load->cookies));
	client_release(&client);
	rand_secret(&load->run, sizeof(load->run));
	load->epoll = epoll_create1(EPOLL_CLOEXEC);
	load->peers = mem_alloc((size_t)load->connections * sizeof(*load->peers));
	for (int i = 0; i < load->connections; i++)
		dial(load, &load->peers[i]);
}

static void
print_result(const struct load *load)
{
	(void)printf("{\"rate\":%.0f,\"good\":%lld,\"bad\":%lld,\"bad_status\":%d,\"broken\":%lld,"
	    "\"p50_us\":%.0f,\"p90_us\":%.0f,\"p99_us\":%.0f,\"p999_us\":%.0f,\"max_us\":%.0f,"
	    "\"bytes\":%lld,\"all\":%lld}\n", (double)load->good / load->seconds, (long long)load->good,
	    (long long)load->bad, load->bad_status, (long long)load->broken,
	    percentile_us(load, 0.5), percentile_us(load, 0.9), percentile_us(load, 0.99),
	    percentile_us(load, 0.999), (double)load->most_ns / 1000.0, (long long)load->bytes,
	    (long long)load->all);
}

static int
usage(void)
{
	(void)fprintf(stderr, "usage: load [-c CONNECTIONS] [-d SECONDS] [-w WARMUP] [-r RATE]"
	    " [-b BODY] [-t TOKEN_PAGE] [-s SIGN_IN_FORM] HOST:PORT PATH\n");
	return 2;
}

int
main(int argc, char **argv)
{
	struct load *load = mem_alloc(sizeof(*load));
	int option;

	load->connections = 64;
	load->seconds = 3;
	load->warmup = 0.5;
	while ((option = getopt(argc, argv, "c:d:w:r:b:t:s:")) != -1) {
		switch (option) {
		case 'c': load->connections = (int)strtol(optarg, NULL, 10); break;
		case 'd': load->seconds = strtod(optarg, NULL); break;
		case 'w': load->warmup = strtod(optarg, NULL); break;
		case 'r': load->rate = strtod(optarg, NULL); break;
		case 'b': load->body = optarg; break;
		case 't': load->token_page = optarg; break;
		case 's': load->sign_in = optarg; break;
		default: return usage();
		}
	}
	if (argc - optind != 2 || load->connections < 1 || load->connections > CONNECTIONS_MAX)
		return usage();
	load->host = argv[optind];
	load->path = argv[optind + 1];
	prepare(load);
	run(load);
	print_result(load);
	return load->good > 0 ? 0 : 1;
}
