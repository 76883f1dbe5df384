/*
 * task.c: the rules of a task. The one idea: an act is a row that says from which states it may be
 * done, where it leads and what it needs; everything else follows from the rows.
 */

/*~ 6 ~ Rules are pure: a row and a day in, yes or the field at fault out. They can be tested on
 * any day without a store. What passes is written by task_store.c. */
#include "plan/task/task.h"

#include "html/msg.h"
#include "plan/task/task_rules.h"

enum { EXTEND_MAX_DAYS = 1830 }; /* five years: the length of a term */

#define IN(state) (1u << (state))
#define IN_OWED (IN(TASK_ASSIGNED) | IN(TASK_ACTIVE) | IN(TASK_RETURNED))

struct state_row {
	const char *key;
	int msg;
};

static const struct state_row states[TASK_STATE_COUNT] = {
	[TASK_DRAFT] = { "draft", MSG_task_state_draft },
	[TASK_ASSIGNED] = { "assigned", MSG_task_state_assigned },
	[TASK_ACTIVE] = { "active", MSG_task_state_active },
	[TASK_REPORTED] = { "reported", MSG_task_state_reported },
	[TASK_DONE] = { "done", MSG_task_state_done },
	[TASK_RETURNED] = { "returned", MSG_task_state_returned },
	[TASK_CANCELLED] = { "cancelled", MSG_task_state_cancelled },
};

enum need { NEED_NOTHING, NEED_REASON, NEED_RESULT };

struct act_row {
	const char *key;
	enum right right;
	unsigned from; /* states it may be done in */
	int next;      /* the state after it; -1: as before */
	enum need need;
	int refused;   /* the message when the state does not fit */
};

static const struct act_row acts[TASK_ACT_COUNT] = {
	[TASK_ACT_ACTIVATE] = { "activate", RIGHT_PLAN_EDIT, IN(TASK_DRAFT) | IN(TASK_RETURNED),
	    TASK_ASSIGNED, NEED_NOTHING, MSG_task_no_activate },
	[TASK_ACT_ACKNOWLEDGE] = { "acknowledge", RIGHT_TASK_WORK, IN(TASK_ASSIGNED), TASK_ACTIVE,
	    NEED_NOTHING, MSG_task_no_acknowledge },
	[TASK_ACT_RETURN] = { "return", RIGHT_TASK_WORK, IN(TASK_ASSIGNED), TASK_RETURNED,
	    NEED_REASON, MSG_task_no_return },
	[TASK_ACT_EXTEND] = { "extend", RIGHT_TASK_WORK, IN(TASK_ACTIVE), -1, NEED_REASON,
	    MSG_task_no_extend },
	[TASK_ACT_GRANT] = { "grant", RIGHT_PLAN_EDIT, IN(TASK_ACTIVE), -1, NEED_NOTHING,
	    MSG_task_no_request },
	[TASK_ACT_REFUSE] = { "refuse", RIGHT_PLAN_EDIT, IN(TASK_ACTIVE), -1, NEED_REASON,
	    MSG_task_no_request },
	[TASK_ACT_REPORT] = { "report", RIGHT_TASK_WORK, IN(TASK_ACTIVE), TASK_REPORTED,
	    NEED_RESULT,
	    MSG_task_no_report },
	[TASK_ACT_CONFIRM] = { "confirm", RIGHT_TASK_CONFIRM, IN(TASK_REPORTED), TASK_DONE,
	    NEED_NOTHING, MSG_task_no_confirm },
	[TASK_ACT_SEND_BACK] = { "send_back", RIGHT_TASK_CONFIRM, IN(TASK_REPORTED), TASK_ACTIVE,
	    NEED_REASON, MSG_task_no_confirm },
	[TASK_ACT_CANCEL] = { "cancel", RIGHT_PLAN_EDIT, IN(TASK_DRAFT) | IN_OWED |
	    IN(TASK_REPORTED),
	    TASK_CANCELLED, NEED_REASON, MSG_task_no_cancel },
};

const char *
task_state_key(enum task_state state)
{
	return states[state].key;
}

int
task_state_msg(enum task_state state)
{
	return states[state].msg;
}

bool
task_state_parse(const char *key, enum task_state *state)
{
	for (int i = 0; i < TASK_STATE_COUNT; i++) {
		if (text_equal(states[i].key, key)) {
			*state = (enum task_state)i;
			return true;
		}
	}
	return false;
}

const char *
task_act_key(enum task_act act)
{
	return acts[act].key;
}

bool
task_act_parse(const char *key, enum task_act *act)
{
	for (int i = 0; i < TASK_ACT_COUNT; i++) {
		if (text_equal(acts[i].key, key)) {
			*act = (enum task_act)i;
			return true;
		}
	}
	return false;
}

enum right
task_act_right(enum task_act act)
{
	return acts[act].right;
}

bool
task_open(enum task_state state)
{
	return (IN_OWED & IN(state)) != 0;
}

bool
task_overdue(const struct task *task, int64_t today)
{
	return task_open(task->state) && task->due_day != DAY_NONE && task->due_day < today;
}

bool
task_done_late(const struct task *task)
{
	bool reported = task->state == TASK_REPORTED || task->state == TASK_DONE;

	return reported && task->due_day != DAY_NONE && task->reported_day > task->due_day;
}

enum task_state
task_act_next(enum task_act act, enum task_state now)
{
	return acts[act].next < 0 ? now : (enum task_state)acts[act].next;
}

/* Not asking twice, not answering what was not asked, not granting less than there is. */
static bool
request_fits(const struct task *task, enum task_act act)
{
	bool pending = task->asked_day != DAY_NONE;

	if (act == TASK_ACT_EXTEND)
		return !pending;
	if (act == TASK_ACT_GRANT)
		return pending && task->asked_day > task->due_day;
	if (act == TASK_ACT_REFUSE)
		return pending;
	return true;
}

/* Why a request does not fit. */
static int
request_msg(const struct task *task, enum task_act act)
{
	if (act == TASK_ACT_EXTEND)
		return MSG_task_request_pending;
	return task->asked_day == DAY_NONE ? MSG_task_no_request : MSG_task_day_not_later;
}

bool
task_act_open(const struct task *task, enum task_act act)
{
	return (acts[act].from & IN(task->state)) != 0 && request_fits(task, act);
}

static enum rc
check_day(const struct task *task, int64_t day, int64_t today, struct err *err)
{
	if (day == DAY_NONE)
		return err_refuse(err, "day", MSG_task_day_missing);
	if (day <= task->due_day)
		return err_refuse(err, "day", MSG_task_day_not_later);
	if (day < today)
		return err_refuse(err, "day", MSG_task_day_past);
	if (day > today + EXTEND_MAX_DAYS)
		return err_refuse(err, "day", MSG_task_day_too_far);
	return RC_OK;
}

static enum rc
check_need(const struct task_deed *deed, struct err *err)
{
	bool empty = deed->text == NULL || deed->text[0] == '\0';

	switch (acts[deed->act].need) {
	case NEED_NOTHING:
		return RC_OK;
	case NEED_REASON:
		return empty ? err_refuse(err, "reason", MSG_task_reason_missing) : RC_OK;
	case NEED_RESULT:
		return empty ? err_refuse(err, "result", MSG_task_result_missing) : RC_OK;
	}
	BUG("need of act %d", (int)deed->act);
}

enum rc
task_act_check(const struct task *task, const struct task_deed *deed, int64_t account_id,
    int64_t today, struct err *err)
{
	enum rc rc;

	if ((acts[deed->act].from & IN(task->state)) == 0)
		return err_refuse(err, "", acts[deed->act].refused);
	if (!request_fits(task, deed->act))
		return err_refuse(err, "", request_msg(task, deed->act));
	if (deed->act == TASK_ACT_CONFIRM && task->reported_by == account_id)
		return err_refuse(err, "", MSG_task_own_report);
	if (deed->act == TASK_ACT_ACTIVATE && (rc = task_complete(task, err)) != RC_OK)
		return rc;
	if (deed->act == TASK_ACT_ACTIVATE && task->due_day < today)
		return err_refuse(err, "due", MSG_task_due_past);
	if (deed->act == TASK_ACT_EXTEND && (rc = check_day(task, deed->day, today, err)) != RC_OK)
		return rc;
	return check_need(deed, err);
}

void
task_act_apply(struct task *task, const struct task_deed *deed, int64_t account_id, int64_t today)
{
	switch (deed->act) {
	case TASK_ACT_EXTEND:
		task->asked_day = deed->day;
		task->asked = true;
		break;
	case TASK_ACT_GRANT:
		task->due_day = task->asked_day;
		task->asked_day = DAY_NONE;
		break;
	case TASK_ACT_REPORT:
		task->reported_day = today;
		task->reported_by = account_id;
		task->asked_day = DAY_NONE;
		break;
	case TASK_ACT_SEND_BACK:
		task->reported_day = DAY_NONE;
		task->reported_by = 0;
		break;
	case TASK_ACT_REFUSE:
	case TASK_ACT_CANCEL:
		task->asked_day = DAY_NONE;
		break;
	case TASK_ACT_ACTIVATE:
		if (task->state == TASK_DRAFT)
			task->first_due_day = task->due_day;
		break;
	case TASK_ACT_ACKNOWLEDGE:
	case TASK_ACT_RETURN:
	case TASK_ACT_CONFIRM:
	case TASK_ACT_COUNT:
		break;
	}
	task->state = task_act_next(deed->act, task->state);
}

size_t
task_gaps(const struct task_new *task, struct task_gap to[TASK_GAPS_MAX])
{
	const struct {
		struct task_gap gap;
		bool open;
	} rows[TASK_GAPS_MAX] = {
		{ { "title", MSG_task_title_missing }, task->title[0] == '\0' },
		{ { "lead", MSG_task_lead_missing }, task->lead_id == 0 },
		{ { "person", MSG_task_person_missing }, task->person[0] == '\0' },
		{ { "output", MSG_task_output_missing }, task->output[0] == '\0' },
		{ { "due", MSG_task_due_missing }, task->due_day == DAY_NONE },
	};
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (rows[i].open)
			to[n++] = rows[i].gap;
	return n;
}

enum rc
task_complete(const struct task *task, struct err *err)
{
	const struct task_new content = { .title = task->title, .lead_id = task->lead_id,
		.person = task->person, .output = task->output, .due_day = task->due_day };
	struct task_gap gaps[TASK_GAPS_MAX];

	return task_gaps(&content, gaps) == 0 ? RC_OK
	                                      : err_refuse(err, gaps[0].field, gaps[0].msg);
}
