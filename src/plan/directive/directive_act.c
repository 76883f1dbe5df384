/*
 * directive_act.c: a decision and its undoing, in the lane: the rule, the task, the rows, one audit
 * entry.
 */
#include "base/json.h"
#include "plan/directive/directive_store.h"

enum { DETAIL_MAX = 500 };

static const char *const verbs[OUTCOME_COUNT] = {
	[OUTCOME_OPEN] = "directive.undo",
	[OUTCOME_TASK] = "directive.accept",
	[OUTCOME_CONVERTED] = "directive.convert",
	[OUTCOME_NOT_TASK] = "directive.not_task",
	[OUTCOME_OUT_OF_SCOPE] = "directive.out_of_scope",
};

enum rc
directive_audit(struct ctx *ctx, const char *verb, const struct directive *d, int64_t task_id)
{
	struct buf to;
	struct json json;

	buf_init(&to, ctx->arena, DETAIL_MAX);
	json_init(&json, &to);
	json_object(&json);
	json_key(&json, "document");
	json_id(&json, d->document_id);
	json_key(&json, "clause");
	json_i64(&json, d->position);
	if (task_id != 0) {
		json_key(&json, "task");
		json_id(&json, task_id);
	}
	json_end(&json);
	return ctx_audit(ctx, verb, "directive", d->id, buf_text(&to));
}

static bool
makes_task(enum directive_outcome outcome)
{
	return outcome == OUTCOME_TASK || outcome == OUTCOME_CONVERTED;
}

static const char *
verb_of(const struct directive_decision *decision)
{
	bool draft = makes_task(decision->outcome) && !decision->task.activate;

	return draft ? "directive.draft" : verbs[decision->outcome];
}

static enum rc
add_task(struct ctx *ctx, const struct directive *d, const struct task_new *from, int64_t *task_id)
{
	struct task_new task = *from;

	if (task.id == 0)
		task.id = ctx_id(ctx);
	if (task.title == NULL || task.title[0] == '\0')
		task.title = d->action;
	task.directive_id = d->id;
	task.document_id = d->document_id;
	*task_id = task.id;
	return task_add(ctx, &task);
}

enum rc
directive_decide(struct ctx *ctx, const struct directive_decision *decision)
{
	struct directive d;
	int64_t task_id = 0;
	enum rc rc = directive_get(ctx->db, ctx->arena, decision->directive_id, &d);

	if (rc != RC_OK)
		return rc;
	if (d.version != decision->version || d.outcome != OUTCOME_OPEN)
		return RC_CONFLICT;
	rc = directive_check(&d, decision, &ctx->err);
	if (rc == RC_OK && makes_task(decision->outcome))
		rc = add_task(ctx, &d, &decision->task, &task_id);
	if (rc == RC_OK)
		rc = directive_write_outcome(ctx, &d, decision, task_id);
	if (rc == RC_OK)
		rc = directive_audit(ctx, verb_of(decision), &d, task_id);
	return rc;
}

enum rc
directive_undo(struct ctx *ctx, int64_t document_id, int64_t seen_id, int64_t version)
{
	int64_t account_id = ctx->user == NULL ? 0 : ctx->user->account_id;
	struct directive d;
	int barred;
	enum rc rc = directive_last(ctx->db, ctx->arena, document_id, &d);

	if (rc == RC_NONE)
		return err_refuse(&ctx->err, "", MSG_directive_nothing_decided);
	if (rc != RC_OK)
		return rc;
	if (seen_id != 0 && (d.id != seen_id || d.version != version))
		return RC_CONFLICT;
	barred = directive_undo_barred(&d, account_id, ctx->now_ms);
	if (barred != 0)
		return err_refuse(&ctx->err, "", barred);
	if (d.task_id != 0)
		rc = task_withdraw(ctx, d.task_id);
	if (rc == RC_OK || rc == RC_NONE)
		rc = directive_write_open(ctx, &d);
	if (rc == RC_OK)
		rc = directive_audit(ctx, verbs[OUTCOME_OPEN], &d, d.task_id);
	return rc;
}
