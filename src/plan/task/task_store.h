/* task_store.h: the rows of tasks, for the other files of this folder. */
#ifndef PLAN_TASK_TASK_STORE_H
#define PLAN_TASK_TASK_STORE_H

#include "plan/task/task.h"

#define TASK_EVENTS_MAX 500
#define TASK_DUE_NEVER 2932896 /* 9999-12-31, the due_key of what has no due day: last of all */

/* A line of the trail. verb: task_act_key, "add", "edit" or "lapse". */
struct task_event {
	int64_t id;
	int64_t task_id;
	int64_t at_ms;
	int64_t account_id; /* 0: no account */
	const char *actor;
	const char *unit_name;
	const char *verb;
	const char *text;
	int64_t old_due; /* DAY_NONE when the act does not touch it */
	int64_t new_due;
	int64_t blob_id; /* 0: none */
	const char *blob_name;
	int64_t blob_size;
};

struct task_co {
	int64_t unit_id;
	int64_t org_id;
	const char *name;
	const char *path;
};

/* Writes keep task_counter in step: insert counts one row, update moves it. */
enum rc task_insert(struct db *db, const struct task *task);
enum rc task_update(struct db *db, const struct task *before, const struct task *after);

/* Co-operating units: one more (again: nothing), none any more, all of them. */
enum rc task_insert_co(struct db *db, int64_t task_id, int64_t unit_id, int64_t org_id);
enum rc task_clear_co(struct db *db, int64_t task_id);
enum rc task_co_list(struct db *db, struct arena *arena, int64_t task_id, struct task_co *to,
    size_t *n); /* at most TASK_CO_MAX, in Vietnamese order */

/* One more line of the trail, which is never changed. */
enum rc task_insert_event(struct db *db, const struct task_event *event);
enum rc task_events(struct db *db, struct arena *arena, int64_t task_id, struct task_event **to,
    size_t *n); /* newest first, at most TASK_EVENTS_MAX */

/* The task that this evidence belongs to: RC_NONE when it is no task's. */
enum rc task_of_evidence(struct db *db, int64_t task_id, int64_t blob_id);

#endif
