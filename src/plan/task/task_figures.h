/*
 * task_figures.h: how many tasks, for the briefing, the plan tree and the desk. Numbers by state come
 * from counters that the writes keep; lateness, which the clock alone changes, is read from a range
 * of the index of what is still owed. Each number has an address that lists exactly its rows:
 * the filters of task_listing carry the same names.
 *
 *	planned  every task of the quarter but drafts and cancelled ones   /tasks?quarter=Q&state=planned
 *	done     confirmed                                                 ...&state=done
 *	done_late confirmed, reported after its due day (part of done)     ...&state=done_late
 *	reported awaiting confirmation                                     ...&state=reported
 *	late     overdue: the due day is over, not reported                ...&state=late
 *	silent   late and never asked for more time: the missing list      ...&state=silent
 *	owed     assigned, active or returned (late is part of it)         ...&state=open
 * and lead=ORG, bloc=BLOC, kind=plan|unplanned narrow each of them. planned = done + reported + owed.
 */
#ifndef PLAN_TASK_TASK_FIGURES_H
#define PLAN_TASK_TASK_FIGURES_H

#include "app/slices.h"
#include "plan/task/task.h"

/* Tasks of one quarter, led by one organisation, in the bloc it had then, of the plan or beside it. */
struct task_figure {
	int64_t org_id; /* 0: drafts without a lead */
	int64_t bloc_id;
	bool unplanned;
	const char *org_name;
	int64_t by_state[TASK_STATE_COUNT];
	int64_t done_late;
	int64_t late;
	int64_t silent;
};

/* Rows by (organisation in Vietnamese order, bloc, plan before unplanned). */
enum rc task_figures(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct task_figure **rows, size_t *n);

int64_t task_figure_planned(const struct task_figure *figure);
int64_t task_figure_owed(const struct task_figure *figure);
/* Adds b to a, but for who it is about. */
void task_figure_add(struct task_figure *a, const struct task_figure *b);

/* Every quarter that has tasks, rising; org_id 0: of the whole city. For the plan tree. */
struct task_quarter {
	int64_t quarter;
	int64_t planned;
	int64_t done;
	int64_t reported;
	int64_t drafts;
	int64_t late;
};
enum rc task_quarters(struct db *db, struct arena *arena, int64_t org_id, int64_t today,
    struct task_quarter **rows, size_t *n);

/* What waits now, in all quarters; org_id 0: in the whole city. */
struct task_waiting {
	int64_t late;     /* /tasks?state=late */
	int64_t soon;     /* state=soon: due today or in the next seven days */
	int64_t assigned; /* state=assigned: not acknowledged */
	int64_t reported; /* state=reported: awaiting confirmation */
	int64_t asked;    /* state=asked: a request for more time waits */
	int64_t open;     /* state=open */
};
enum rc task_waiting(struct db *db, int64_t org_id, int64_t today, struct task_waiting *to);

extern const struct recount task_recounts[];

#endif
