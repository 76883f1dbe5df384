/* door.c: one thread, one poll: a new connection, a call to stop, or the next look at deadlines. */
#include "http/door.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/mem.h"
#include "http/address.h"

enum { BACKLOG = 1024, ACCEPT_RUN = 64, NO_DESCRIPTORS_MS = 50 };

struct door {
	struct door_config config;
	pthread_t thread;
	pthread_mutex_t lock; /* of the list of guests */
	struct guest *guests;
	int fd;
	int wake;             /* eventfd: look at the flags below */
	int port;
	bool running;
	_Atomic bool quiet;
	_Atomic bool closing;
};

static int
listen_on(const char *text, struct err *err)
{
	struct sockaddr_storage addr;
	socklen_t len;
	int one = 1;
	int fd;

	if (!address_parse(text, &addr, &len)) {
		err_fail(err, "%s: not an ADDRESS:PORT", text);
		return -1;
	}
	fd = socket(addr.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) == 0 &&
	    bind(fd, (struct sockaddr *)&addr, len) == 0 && listen(fd, BACKLOG) == 0)
		return fd;
	err_fail(err, "%s: %s%s", text, strerror(errno),
	    errno == EADDRINUSE ? "; choose another with --listen ADDRESS:PORT" : "");
	if (fd >= 0)
		(void)close(fd);
	return -1;
}

static int
bound_port(int fd)
{
	struct sockaddr_storage addr = { 0 };
	socklen_t len = sizeof(addr);

	(void)getsockname(fd, (struct sockaddr *)&addr, &len);
	/* NOLINTNEXTLINE: getsockname fills it */
	return ntohs(addr.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&addr)->sin6_port
	                                        : ((struct sockaddr_in *)&addr)->sin_port);
}

/* Ends sockets whose time is over; those that idle too, once the door is quiet. */
static void
sweep(struct door *door)
{
	int64_t now = clock_steady_ms();
	bool quiet = atomic_load(&door->quiet);

	(void)pthread_mutex_lock(&door->lock);
	for (struct guest *guest = door->guests; guest != NULL; guest = guest->next) {
		if (atomic_load(&guest->deadline_ms) <= now)
			(void)shutdown(guest->fd, SHUT_RDWR);
		else if (quiet && atomic_load(&guest->idle))
			(void)shutdown(guest->fd, SHUT_RD); /* what is half sent is still sent */
	}
	(void)pthread_mutex_unlock(&door->lock);
}

static void
accept_some(struct door *door)
{
	for (int i = 0; i < ACCEPT_RUN; i++) {
		struct sockaddr_storage addr;
		socklen_t len = sizeof(addr);
		int fd = accept4(door->fd, (struct sockaddr *)&addr, &len,
		    SOCK_NONBLOCK | SOCK_CLOEXEC);

		if (fd >= 0) {
			door->config.take(door->config.arg, fd, (struct sockaddr *)&addr, len);
			continue;
		}
		if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM)
			(void)poll(NULL, 0, NO_DESCRIPTORS_MS); /* until somebody goes */
		if (errno != ECONNABORTED && errno != EINTR)
			return;
	}
}

static void
stop_listening(struct door *door)
{
	if (door->fd >= 0)
		(void)close(door->fd);
	door->fd = -1;
}

static void *
run(void *arg)
{
	struct door *door = arg;
	int64_t next = clock_steady_ms() + door->config.tick_ms;

	while (!atomic_load(&door->closing)) {
		struct pollfd fds[2] = { { .fd = door->wake, .events = POLLIN },
			{ .fd = door->fd, .events = POLLIN } };
		int64_t left = next - clock_steady_ms();
		uint64_t count;

		if (poll(fds, 2, left < 0 ? 0 : (int)left) > 0 && (fds[0].revents & POLLIN) != 0) {
			(void)!read(door->wake, &count, sizeof(count));
			stop_listening(door);
			next = 0;
		}
		if (door->fd >= 0 && (fds[1].revents & POLLIN) != 0)
			accept_some(door);
		if (clock_steady_ms() >= next) {
			sweep(door);
			next = clock_steady_ms() + door->config.tick_ms;
		}
	}
	return NULL;
}

struct door *
door_open(const struct door_config *config, struct err *err)
{
	struct door *door = mem_alloc(sizeof(*door));

	door->config = *config;
	door->fd = listen_on(config->listen, err);
	if (door->fd < 0) {
		mem_free(door);
		return NULL;
	}
	door->port = bound_port(door->fd);
	door->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	(void)pthread_mutex_init(&door->lock, NULL);
	return door;
}

void
door_start(struct door *door)
{
	if (door->wake < 0 || pthread_create(&door->thread, NULL, run, door) != 0)
		BUG("no thread or descriptor left at start");
	door->running = true;
}

int
door_port(const struct door *door)
{
	return door->port;
}

void
door_enter(struct door *door, struct guest *guest)
{
	(void)pthread_mutex_lock(&door->lock);
	guest->prev = NULL;
	guest->next = door->guests;
	if (door->guests != NULL)
		door->guests->prev = guest;
	door->guests = guest;
	(void)pthread_mutex_unlock(&door->lock);
}

void
door_leave(struct door *door, struct guest *guest)
{
	(void)pthread_mutex_lock(&door->lock);
	if (guest->prev != NULL)
		guest->prev->next = guest->next;
	else
		door->guests = guest->next;
	if (guest->next != NULL)
		guest->next->prev = guest->prev;
	(void)pthread_mutex_unlock(&door->lock);
}

static void
wake(struct door *door)
{
	uint64_t one = 1;

	(void)!write(door->wake, &one, sizeof(one));
}

void
door_quiesce(struct door *door)
{
	atomic_store(&door->quiet, true);
	wake(door);
}

void
door_halt(struct door *door)
{
	atomic_store(&door->closing, true);
	wake(door);
	if (door->running)
		(void)pthread_join(door->thread, NULL);
	door->running = false;
	stop_listening(door);
}

void
door_free(struct door *door)
{
	(void)close(door->wake);
	(void)pthread_mutex_destroy(&door->lock);
	mem_free(door);
}
