/* task_rules.h: the rules of acts, for the other files of this folder. Pure. */
#ifndef PLAN_TASK_TASK_RULES_H
#define PLAN_TASK_TASK_RULES_H

#include "plan/task/task.h"

/*
 * What a task lacks to be assigned, in this order: title, lead, person, output, due day; each as
 * the form's field and what is to be done there. How many. The one place that says so. Pure.
 */
#define TASK_GAPS_MAX 5
struct task_gap {
	const char *field;
	int msg;
};
size_t task_gaps(const struct task_new *task, struct task_gap to[TASK_GAPS_MAX]);

/* RC_OK, or the first gap refused. Pure. */
enum rc task_complete(const struct task *task, struct err *err);

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

#endif
