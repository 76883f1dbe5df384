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
	int64_t made_ms;
	int64_t version;
};

const char *task_state_key(enum task_state state);
bool task_state_parse(const char *key, enum task_state *state);
int task_state_msg(enum task_state state);

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

/*
 * May this be done to a task in this state, by whom: RC_OK, or a refusal at the field "reason",
 * "result" or "day" of the act's form, or of the whole request. Pure.
 */
enum rc task_act_check(const struct task *task, const struct task_deed *deed, int64_t account_id,
    int64_t today, struct err *err);
bool task_act_open(const struct task *task, enum task_act act); /* by state alone: is it offered */
enum task_state task_act_next(enum task_act act, enum task_state now);
const char *task_act_key(enum task_act act); /* "send_back": the trail's verb and the address */
bool task_act_parse(const char *key, enum task_act *act);
enum right task_act_right(enum task_act act);
/* What an act that task_act_check let through makes of the task. Pure. */
void task_act_apply(struct task *task, const struct task_deed *deed, int64_t account_id,
    int64_t today);

/* The gaps that keep a draft from starting: RC_OK or the field at fault. Pure. */
enum rc task_complete(const struct task *task, struct err *err);

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

/* In the lane: checks, writes the row, its co-operating units, counters, trail and audit entry. */
enum rc task_add(struct ctx *ctx, const struct task_new *task);

/*
 * In the lane: the same content for a task that is there (from->id); what was assigned stays
 * complete. RC_CONFLICT when its version is another; refused when it is done or cancelled.
 */
enum rc task_edit(struct ctx *ctx, const struct task_new *task, int64_t version);

/* In the lane: one act, with its figures, trail and audit entry. RC_NONE: no such task. */
enum rc task_do(struct ctx *ctx, const struct task_deed *deed);

/* Takes a task back that nobody has touched since it was made (undo of a review decision). */
enum rc task_withdraw(struct ctx *ctx, int64_t id);

enum rc task_get(struct db *db, struct arena *arena, int64_t id, struct task *task);

extern const struct route task_routes[];
extern const struct listing task_listing;
extern const struct listing *const task_listings[]; /* for slices.c */

#endif
