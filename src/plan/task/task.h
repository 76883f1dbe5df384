/*
 * task.h: a task (nhiệm vụ): one lead organisation, a named person, co-operating units, an output,
 * a due date; all of them needed before it starts. Tree: term > year > quarter > task;
 * a task belongs to the quarter of its due day unless it is set otherwise.
 *
 *	draft ── activate ──> assigned ── acknowledge ──> active ── report ──> reported ── confirm
 *	──> done
 *	                        │  └── return (reason) ──> returned ── assign anew ──> assigned
 *	                        active ── ask for more time ──> (request) ── grant / refuse
 *	                        reported ── send back (reason) ──> active
 *	any but done ── cancel (reason) ──> cancelled
 *
 * Overdue (quá hạn): the due day has ended (Asia/Ho_Chi_Minh) and the lead unit has not reported
 * the task done. Done late (hoàn thành quá hạn): it was reported after its due day. The due day in
 * force is the last one granted; the first one is kept and shown. Who reports may not confirm.
 */
#ifndef PLAN_TASK_TASK_H
#define PLAN_TASK_TASK_H

#include "app/ctx.h"
#include "app/slices.h"

enum task_state {
	TASK_DRAFT,
	TASK_ASSIGNED,
	TASK_ACTIVE,
	TASK_REPORTED,
	TASK_DONE,
	TASK_RETURNED,
	TASK_CANCELLED,
	TASK_STATE_COUNT
};

enum task_act {
	TASK_ACT_ACTIVATE,
	TASK_ACT_ACKNOWLEDGE,
	TASK_ACT_RETURN,
	TASK_ACT_EXTEND,  /* ask */
	TASK_ACT_GRANT,
	TASK_ACT_REFUSE,
	TASK_ACT_REPORT,
	TASK_ACT_CONFIRM,
	TASK_ACT_SEND_BACK,
	TASK_ACT_CANCEL,
	TASK_ACT_COUNT
};

struct task {
	int64_t id;
	int64_t directive_id; /* 0: typed by hand */
	int64_t document_id;
	const char *title;
	const char *detail;
	const char *output;   /* sản phẩm */
	const char *person;   /* người phụ trách */
	int64_t lead_id;      /* unit; 0 in a draft */
	int64_t lead_org_id;
	const char *lead_name;
	const char *lead_path;
	int64_t bloc_id;      /* of the lead when it was assigned */
	int64_t due_day;      /* in force; DAY_NONE in a draft */
	int64_t first_due_day;
	int64_t asked_day;    /* asked for and not yet decided; DAY_NONE */
	int64_t quarter;
	enum task_state state;
	bool unplanned;       /* đột xuất: beside the plan's base */
	bool asked;           /* has ever asked for more time */
	int64_t reported_day; /* DAY_NONE until reported */
	int64_t reported_by;  /* account; 0: none */
	int64_t made_ms, version;
};

const char *task_state_key(enum task_state state); /* as stored */
bool task_state_parse(const char *key, enum task_state *state);
int task_state_msg(enum task_state state); /* enum msg */

bool task_open(enum task_state state); /* assigned, active or returned: still owed */
bool task_overdue(const struct task *task, int64_t today);
bool task_done_late(const struct task *task);

/*
 * What somebody does to a task. text: the reason, result or remark; day: the day asked for
 * (TASK_ACT_EXTEND only, else DAY_NONE); blob_id: evidence that blob_send has put there, or 0.
 */
struct task_deed {
	int64_t task_id;
	enum task_act act;
	const char *text;
	int64_t day;
	int64_t blob_id;
};

#define TASK_CO_MAX 60 /* co-operating units of a task */

/* What another register (directive review), the demo or the import gives to make a task. */
struct task_new {
	int64_t id;
	int64_t directive_id, document_id;
	const char *title, *detail, *output, *person;
	int64_t lead_id;         /* 0: draft */
	const int64_t *co_ids;
	size_t nco;
	int64_t due_day;         /* DAY_NONE: draft */
	int64_t quarter;         /* 0: from due_day, or from ctx->today */
	bool unplanned;
	bool activate;           /* refuse if incomplete; else keep as draft */
};

/* Refuses, at the form's fields, all that the task lacks to be assigned, and a day gone by. */
enum rc task_mark_gaps(struct ctx *ctx, const struct task_new *task);

/* In the lane: checks, writes the row, its co-operating units, counters, trail and audit entry. */
enum rc task_add(struct ctx *ctx, const struct task_new *task);

/*
 * In the lane: the same content for a task that is there (from->id); what was assigned stays
 * complete, only a draft is activated, another due day or lead ends a waiting request. RC_CONFLICT
 * when its version is another; refused when it is done or cancelled.
 */
enum rc task_edit(struct ctx *ctx, const struct task_new *task, int64_t version);

/* In the lane: one act, with its figures, trail and audit entry. RC_NONE: no such task. */
enum rc task_do(struct ctx *ctx, const struct task_deed *deed);

/* In the lane: takes back a task: it stays, cancelled; refused once anybody has touched it. */
enum rc task_withdraw(struct ctx *ctx, int64_t id);

enum rc task_get(struct db *db, struct arena *arena, int64_t id, struct task *task);

/*
 * How many tasks, for the briefing, the plan tree and the desk. Numbers by state come from counters
 * that the writes keep; lateness, which the clock alone changes, is read from a range of the index
 * of what is still owed. Each number has an address that lists exactly its rows, /tasks?quarter=Q
 * and:
 *
 *	planned  every task of the quarter but drafts and cancelled ones   ...&state=planned
 *	done     confirmed                                                 ...&state=done
 *	done_late confirmed, reported after its due day (part of done)     ...&state=done_late
 *	reported awaiting confirmation                                     ...&state=reported
 *	late     overdue: the due day is over, not reported                ...&state=late
 *	silent   late and never asked for more time: the missing list      ...&state=silent
 *	owed     assigned, active or returned (late is part of it)         ...&state=open
 * and lead=ORG, bloc=BLOC, kind=plan|unplanned narrow each. planned = done + reported + owed.
 */
/* Tasks of a quarter and a lead organisation, in the bloc it had then, in the plan or beside it. */
struct task_figure {
	int64_t quarter;
	int64_t org_id; /* 0: drafts without a lead */
	int64_t bloc_id;
	bool unplanned;
	const char *org_name; /* NULL from task_sums */
	int64_t by_state[TASK_STATE_COUNT];
	int64_t done_late, late, silent;
};

/* Rows by (organisation in Vietnamese order, bloc, plan before unplanned). */
enum rc task_figures(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct task_figure **rows, size_t *n);

struct task_span {
	int64_t from, to; /* one quarter; or, of all organisations, two that follow each other */
	int64_t org_id;   /* 0: of all */
};

/* The same rows without names, by (quarter, organisation's id, bloc, plan before unplanned). */
enum rc task_sums(struct db *db, struct arena *arena, const struct task_span *span, int64_t today,
    struct task_figure **rows, size_t *n);

int64_t task_figure_planned(const struct task_figure *figure); /* no draft, none cancelled */
int64_t task_figure_owed(const struct task_figure *figure); /* assigned, active, returned */
/* Adds b to a, but for who it is about. */
void task_figure_add(struct task_figure *a, const struct task_figure *b);

/* Every quarter that has tasks, rising; org_id 0: of the whole city. For the plan tree. */
struct task_quarter {
	int64_t quarter, planned, done, reported, drafts, late;
};
enum rc task_quarters(struct db *db, struct arena *arena, int64_t org_id, int64_t today,
    struct task_quarter **rows, size_t *n);
/* Choices of a filter: quarters with tasks, this one and the next two, newest first. */
enum rc task_quarter_options(struct ctx *ctx, struct options *to);

/* What waits now, in all quarters; org_id 0: in the whole city. */
struct task_waiting {
	int64_t late;     /* /tasks?state=late */
	int64_t soon;     /* state=soon: due today or in the next seven days */
	int64_t assigned; /* state=assigned: not acknowledged */
	int64_t reported; /* state=reported: awaiting confirmation */
	int64_t returned, drafts; /* state=returned: given back; state=draft: not yet assigned */
	int64_t asked;    /* state=asked: a request for more time waits */
	int64_t open;     /* state=open */
	int64_t helping;  /* of one organisation: open ones it co-operates in; /tasks/mine */
};
enum rc task_waiting(struct db *db, int64_t org_id, int64_t today, struct task_waiting *to);

extern const struct recount task_recounts[];
extern const struct route task_routes[];
extern const struct listing *const task_listings[]; /* for slices.c */

#endif
