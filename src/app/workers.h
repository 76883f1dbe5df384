/*
 * workers.h: threads for what must not hold up a loop: hashing a password (a pool of its own,
 * so that a flood of sign-ins holds up nobody else), parsing a document, an export, a long query.
 * Each worker has a read connection of its own. The queue is bounded.
 */
#ifndef APP_WORKERS_H
#define APP_WORKERS_H

#include <stdbool.h>

#include "db/db.h"

struct workers;

struct job {
	void (*run)(struct job *job, struct db *db);
	void *data;
	struct job *next; /* the pool's own */
};

/* `threads` and `queue_max` of at least 1; NULL with `err` when a connection cannot be had. */
struct workers *workers_start(const struct db_target *target, const char *password, int threads,
    int queue_max, struct err *err);
bool workers_submit(struct workers *workers, struct job *job); /* false: full or closing */
/* Takes back a job that has not begun; false when it has, or was never queued. */
bool workers_withdraw(struct workers *workers, struct job *job);
void workers_stop(struct workers *workers); /* runs what is queued, then ends */

#endif
