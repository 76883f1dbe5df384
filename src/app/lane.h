/*
 * lane.h: the only way to write. A turn is one request's `apply`: SQL and rules, under a
 * millisecond, able to run again, no side effect but the database.
 *
 * SQLite: one thread with the one writing connection drains the queue, each turn in a savepoint,
 * one durable commit for the batch, then tells them all. Adaptive rule: no wait when no
 * read was in flight lately, else at most one commit per 20 ms, cut short when the queue reaches
 * the last batch's size. A turn that is refused is rolled back to its savepoint and the others go
 * on; a failed commit fails the whole batch, the connection is reopened if need be, and the lane
 * goes on. PostgreSQL: each turn is a SERIALIZABLE transaction on one of `writers` threads, run
 * again on RC_CONFLICT from the database up to 10 times, from the fourth on without rivals beside
 * it (but those of other programs on the same database).
 *
 * A queued turn can be withdrawn only while it stands in the queue (taking it out, under the lane's
 * lock, decides); one that runs is awaited: no deadline says 503 of what is committed. One case is
 * left: PostgreSQL committed and the connection broke before it said so. That turn fails (500), and
 * only the form token, committed with it, keeps the same form sent again from acting twice.
 */
#ifndef APP_LANE_H
#define APP_LANE_H

#include <stdatomic.h>
#include <stdbool.h>

#include "db/db.h"

struct lane;

enum turn_state { TURN_QUEUED, TURN_RUNNING, TURN_DONE, TURN_WITHDRAWN };

/* One write. The caller owns it until `done` was called (or lane_withdraw said true). */
struct turn {
	enum rc (*apply)(struct turn *turn, struct db *db); /* on the lane's thread */
	/* after commit or failure, on the lane's thread */
	void (*done)(struct turn *turn, enum rc rc);
	struct err err;        /* filled by the store and by the commit */
	void *data;
	_Atomic int state;     /* enum turn_state */
	struct turn *next;     /* the lane's own */
	enum rc rc;            /* the lane's own */
};

struct lane_config {
	const struct db_target *target;
	const char *password;
	int writers;           /* PostgreSQL only */
	int queue_max;         /* more turns waiting: lane_submit says false (503) */
	int batch_max;
	/* 0: 20 ms, the least time between commits while reads are in flight */
	int gather_ms;
};

/* The store must exist and be migrated. NULL with `err` when it cannot be opened. */
struct lane *lane_start(const struct lane_config *config, struct err *err);
/* False when the queue is full or the lane is closing: the caller answers 503. */
bool lane_submit(struct lane *lane, struct turn *turn);
/* True if the turn had not begun and never will; `done` is then not called. */
bool lane_withdraw(struct lane *lane, struct turn *turn);
/*
 * Runs a turn and waits for it: commands, jobs, tests. RC_FAILED when the queue is full. Not from a
 * turn or its `done`: the lane would wait for itself.
 */
enum rc lane_run(struct lane *lane, struct turn *turn);
/* The readers tell the lane that they are at work, for the adaptive rule. Cheap. */
void lane_reader_enters(struct lane *lane);
void lane_reader_leaves(struct lane *lane);
/* Finishes what is queued, refuses what comes, ends the threads. */
void lane_stop(struct lane *lane);

/* Since the start: commits made; turns that ended, and of them those refused and failed. */
struct lane_figures {
	int64_t commits, turns, refused, failed;
};
void lane_figures(const struct lane *lane, struct lane_figures *to);

#endif
