/*
 * door.h: the listening socket, the thread that accepts, and the deadlines of those who came in.
 * Accepting in a thread of our own spreads connections evenly and is the place for caps; the same
 * thread cuts off guests whose deadline has passed, by shutting their socket down: whoever serves
 * the socket then sees its end.
 */
#ifndef HTTP_DOOR_H
#define HTTP_DOOR_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/err.h"

struct door;

#define DEADLINE_NONE INT64_MAX

/* One open socket; part of its owner's own struct. */
struct guest {
	struct guest *prev, *next;
	int fd;
	_Atomic int64_t deadline_ms; /* clock_steady_ms, or DEADLINE_NONE; anybody may set it */
	_Atomic bool idle;           /* between two requests: door_quiesce ends it */
};

struct door_config {
	const char *listen;
	int tick_ms;               /* how often deadlines are looked at */
	void *arg;
	/* A new socket, non-blocking: yours to keep or close. On the door's thread. */
	void (*take)(void *arg, int fd, const struct sockaddr *addr, socklen_t len);
};

/* Binds; NULL with `err` when the address cannot be had. */
struct door *door_open(const struct door_config *config, struct err *err);
/* Starts the thread: `take` is called from now on. */
void door_start(struct door *door);
int door_port(const struct door *door);

/* From any thread. After door_leave returned the door does not touch the socket any more. */
void door_enter(struct door *door, struct guest *guest);
void door_leave(struct door *door, struct guest *guest);

/* Accepts nobody new and ends the idle; deadlines go on being kept. */
void door_quiesce(struct door *door);
/* Ends the thread: `take` is not called any more, deadlines are not kept. */
void door_halt(struct door *door);
/* After door_halt, and after all guests left. */
void door_free(struct door *door);

#endif
