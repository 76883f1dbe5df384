/*
 * server_probe.h: a real server on loopback and a client that misbehaves in every way a socket
 * allows, for the tests of the server. Deadlines are short; nothing waits for luck: each read has a
 * limit of its own.
 */
#ifndef TESTS_SERVER_PROBE_H
#define TESTS_SERVER_PROBE_H

#include "tests/check.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/clock.h"
#include "http/server.h"

enum { WAIT_MS = 5000, PAGE = 12 * 1024, LATER_MAX = 64 };

/* The service under test, and what it saw. */
struct service {
	struct http_server *server;
	char page[PAGE];
	char answer[PAGE * 4]; /* what ask() gives */
	_Atomic int done;
	_Atomic int loops[2];
	pthread_mutex_t lock;
	struct exchange *later[LATER_MAX]; /* handed over, not yet answered */
	_Atomic int nlater;
};

/* The service as a handler, for tests that start a server themselves. */
int64_t service_on_head(void *arg, struct exchange *x);
void service_on_request(void *arg, struct exchange *x);
void service_on_done(void *arg, struct exchange *x);

/* Limits left at 0 are generous. service_stop is due. */
struct service *service_start(const struct http_config *given);
void service_stop(struct service *s);

int dial(const struct service *s);
void say(int fd, const char *text);

/* Reads until `until` occurs (NULL: the end of the stream); returns the bytes, -1 on time-out. */
ssize_t hear(int fd, char *to, size_t size, const char *until);

/* One request on its own connection; the whole answer. */
char *ask(struct service *s, const char *request);
/* End the test unless the piece is in the answer, or is not. */
void has(const char *answer, const char *piece);
void lacks(const char *answer, const char *piece);

#define ASK "Host: x\r\nConnection: close\r\n"

/* Waits for a condition another thread brings about. */
#define EVENTUALLY(cond) \
	do { \
		int64_t until_ = clock_steady_ms() + WAIT_MS; \
		while (!(cond) && clock_steady_ms() < until_) \
			(void)usleep(500); \
		assert_true(cond); \
	} while (0)

#endif
