/* lane_private.h: the queue (lane.c) and its two ways of writing, one file each. */
#ifndef APP_LANE_PRIVATE_H
#define APP_LANE_PRIVATE_H

#include <pthread.h>

#include "app/lane.h"

struct writer {
	struct lane *lane;
	struct db *db;     /* NULL after a failed commit, until it can be had again */
	pthread_t thread;
};

struct lane {
	struct lane_config config;
	struct db_target target;
	char *password;
	pthread_mutex_t lock;
	pthread_cond_t work;      /* `wanted` turns are queued, or the lane closes */
	struct turn *head, **tail;
	int queued;
	int wanted;               /* so many waiting wake a writer; fewer let it sleep */
	bool closing;
	_Atomic int readers;      /* reads in flight */
	_Atomic int64_t read_ms;  /* when the last one ended (steady) */
	_Atomic int64_t commits, turns, refused, failed;
	/* PostgreSQL: attempts share it; a turn that lost too often has it alone */
	pthread_rwlock_t rivals;
	int nwriters;
	struct writer *writers;
};

/* The next turn, now TURN_RUNNING and the caller's; NULL when none waits. */
struct turn *lane_take(struct lane *lane);
/* Tells the turn's owner; the turn may be gone afterwards. */
void lane_finish(struct lane *lane, struct turn *turn, enum rc rc);
/* Opens the writer's connection if it has none; failures go to `err`. */
enum rc writer_ready(struct writer *writer, struct err *err);

/* Threads: run until the lane closes and nothing is queued. */
void *lane_sqlite_run(void *writer);
void *lane_postgres_run(void *writer);

#endif
