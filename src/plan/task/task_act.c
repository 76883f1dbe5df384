/*
 * task_act.c: what changes tasks, in the lane: facts from the store, the rule from task.c, then the
 * rows, the trail and one audit entry.
 */
#include "app/blob.h"
#include "base/arena.h"
#include "base/json.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "plan/task/task_rules.h"
#include "plan/task/task_store.h"

enum { DETAIL_MAX = 2000 };

static const char *
text_or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

/* What the audit log keeps of an act: the state after it, the days, never the texts. */
static const char *
audit_detail(struct ctx *ctx, const struct task *task)
{
	char day[DATE_TEXT_MAX];
	struct buf to;
	struct json json;

	buf_init(&to, ctx->arena, DETAIL_MAX);
	json_init(&json, &to);
	json_object(&json);
	json_key(&json, "state");
	json_text(&json, task_state_key(task->state));
	json_key(&json, "lead");
	json_id(&json, task->lead_id);
	if (task->due_day != DAY_NONE) {
		day_iso(task->due_day, day);
		json_key(&json, "due");
		json_text(&json, day);
	}
	json_end(&json);
	return buf_text(&to);
}

static enum rc
tell_trail(struct ctx *ctx, const struct task *task, struct task_event *event)
{
	const struct user *user = ctx->user;

	event->id = ctx_id(ctx);
	event->task_id = task->id;
	event->at_ms = ctx->now_ms;
	event->account_id = user == NULL ? 0 : user->account_id;
	event->actor = user == NULL ? "" : text_or_empty(user->name);
	event->unit_name = user == NULL ? "" : text_or_empty(user->unit_name);
	return task_insert_event(ctx->db, event);
}

static enum rc
tell(struct ctx *ctx, const struct task *task, struct task_event *event)
{
	enum rc rc = tell_trail(ctx, task, event);

	if (rc != RC_OK)
		return rc;
	return ctx_audit(ctx, arena_printf(ctx->arena, "task.%s", event->verb), "task", task->id,
	    audit_detail(ctx, task));
}

/* Lead and bloc as they are today; refused at the field when there is no such organisation. */
static enum rc
set_lead(struct ctx *ctx, struct task *task, int64_t lead_id)
{
	struct unit unit;
	enum rc rc;

	task->lead_id = lead_id;
	task->lead_org_id = task->bloc_id = 0;
	if (lead_id == 0)
		return RC_OK;
	rc = unit_get(ctx->db, ctx->arena, lead_id, &unit);
	if (rc == RC_NONE || (rc == RC_OK && !unit.active))
		return err_refuse(&ctx->err, "lead", MSG_task_lead_unknown);
	if (rc != RC_OK)
		return rc;
	task->lead_org_id = unit.org_id;
	if (unit.org_id != unit.id &&
	    (rc = unit_get(ctx->db, ctx->arena, unit.org_id, &unit)) != RC_OK)
		return rc;
	task->bloc_id = unit.bloc_id;
	return RC_OK;
}

/* The co-operating organisations, without the lead. */
static enum rc
set_co(struct ctx *ctx, const struct task *task, const int64_t *ids, size_t n)
{
	enum rc rc = RC_OK;

	if (n > TASK_CO_MAX)
		return err_refuse(&ctx->err, "co", MSG_task_co_too_many);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct unit unit;

		if (ids[i] == task->lead_id)
			continue;
		rc = unit_get(ctx->db, ctx->arena, ids[i], &unit);
		if (rc == RC_NONE)
			return err_refuse(&ctx->err, "co", MSG_task_lead_unknown);
		if (rc == RC_OK)
			rc = task_insert_co(ctx->db, task->id, unit.id, unit.org_id);
	}
	return rc;
}

static int64_t
quarter_for(const struct ctx *ctx, const struct task_new *from)
{
	if (from->quarter != 0)
		return from->quarter;
	return quarter_of_day(from->due_day != DAY_NONE ? from->due_day : ctx->today);
}

/* The texts, days and organisations that a form or another register gives. */
static enum rc
set_content(struct ctx *ctx, struct task *task, const struct task_new *from)
{
	task->title = text_or_empty(from->title);
	task->detail = text_or_empty(from->detail);
	task->output = text_or_empty(from->output);
	task->person = text_or_empty(from->person);
	task->due_day = from->due_day;
	task->quarter = quarter_for(ctx, from);
	task->unplanned = from->unplanned;
	if (task->title[0] == '\0')
		return err_refuse(&ctx->err, "title", MSG_task_title_missing);
	return set_lead(ctx, task, from->lead_id);
}

enum rc
task_add(struct ctx *ctx, const struct task_new *from)
{
	struct task task = { .id = from->id, .directive_id = from->directive_id,
		.document_id = from->document_id, .state = TASK_DRAFT, .asked_day = DAY_NONE,
		.reported_day = DAY_NONE, .made_ms = ctx->now_ms, .version = 1 };
	struct task_event event = { .verb = from->activate ? "add" : "draft",
		.old_due = DAY_NONE, .new_due = from->due_day };
	enum rc rc = set_content(ctx, &task, from);

	if (rc == RC_OK && from->activate)
		rc = task_complete(&task, &ctx->err);
	if (rc != RC_OK)
		return rc;
	task.state = from->activate ? TASK_ASSIGNED : TASK_DRAFT;
	task.first_due_day = task.due_day;
	rc = task_insert(ctx->db, &task);
	if (rc == RC_OK)
		rc = set_co(ctx, &task, from->co_ids, from->nco);
	return rc == RC_OK ? tell(ctx, &task, &event) : rc;
}

/*
 * What follows from changed content: the first due day is what was promised when it was assigned;
 * the bloc stays as it was then; another organisation has to acknowledge anew; who sets another
 * due day, or another lead, has answered the request that waited.
 */
static void
settle(const struct task *before, struct task *after)
{
	if (before->state == TASK_DRAFT)
		after->first_due_day = after->due_day;
	if (before->due_day != after->due_day)
		after->asked_day = DAY_NONE;
	if (before->lead_id == after->lead_id) {
		if (before->state != TASK_DRAFT)
			after->bloc_id = before->bloc_id;
		return;
	}
	if (before->state == TASK_DRAFT)
		return;
	after->state = TASK_ASSIGNED;
	after->asked_day = after->reported_day = DAY_NONE;
	after->asked = false;
	after->reported_by = 0;
}

static struct task_event
edit_event(const struct task *before, const struct task *after)
{
	bool moved = before->due_day != after->due_day;
	bool assigned = before->state == TASK_DRAFT && after->state == TASK_ASSIGNED;

	return (struct task_event){ .verb = assigned ? "activate" : "edit",
		.old_due = moved ? before->due_day : DAY_NONE,
		.new_due = moved ? after->due_day : DAY_NONE };
}

/* A request that an edit has ended: a line of the trail, with the day that was asked for. */
static enum rc
tell_lapsed(struct ctx *ctx, const struct task *before, const struct task *after)
{
	struct task_event event = { .verb = "lapse", .old_due = before->asked_day,
		.new_due = DAY_NONE };

	if (before->asked_day == DAY_NONE || after->asked_day != DAY_NONE)
		return RC_OK;
	return tell_trail(ctx, after, &event);
}

enum rc
task_edit(struct ctx *ctx, const struct task_new *from, int64_t version)
{
	struct task_event event;
	struct task before, after;
	enum rc rc = task_get(ctx->db, ctx->arena, from->id, &before);

	if (rc != RC_OK)
		return rc;
	if (before.version != version)
		return RC_CONFLICT;
	if (before.state == TASK_DONE || before.state == TASK_CANCELLED)
		return err_refuse(&ctx->err, "", MSG_task_no_edit);
	after = before;
	rc = set_content(ctx, &after, from);
	if (rc == RC_OK && (from->activate || before.state != TASK_DRAFT))
		rc = task_complete(&after, &ctx->err);
	if (rc != RC_OK)
		return rc;
	settle(&before, &after);
	/* A task that came back is assigned anew by the act alone. */
	if (from->activate && before.state == TASK_DRAFT)
		after.state = TASK_ASSIGNED;
	event = edit_event(&before, &after);
	rc = task_update(ctx->db, &before, &after);
	if (rc == RC_OK)
		rc = task_clear_co(ctx->db, after.id);
	if (rc == RC_OK)
		rc = set_co(ctx, &after, from->co_ids, from->nco);
	if (rc == RC_OK)
		rc = tell(ctx, &after, &event);
	return rc == RC_OK ? tell_lapsed(ctx, &before, &after) : rc;
}

/* The day that was, and the day that is asked for or in force now. */
static void
tell_days(const struct task *before, const struct task *after, const struct task_deed *deed,
    struct task_event *event)
{
	event->old_due = event->new_due = DAY_NONE;
	if (deed->act == TASK_ACT_EXTEND || deed->act == TASK_ACT_REFUSE) {
		event->old_due = before->due_day;
		event->new_due = deed->act == TASK_ACT_EXTEND ? deed->day : before->asked_day;
	} else if (before->due_day != after->due_day) {
		event->old_due = before->due_day;
		event->new_due = after->due_day;
	}
}

enum rc
task_do(struct ctx *ctx, const struct task_deed *deed)
{
	int64_t account_id = ctx->user == NULL ? 0 : ctx->user->account_id;
	struct task_event event = { .verb = task_act_key(deed->act), .text = deed->text,
		.blob_id = deed->blob_id };
	struct task before, after;
	enum rc rc = task_get(ctx->db, ctx->arena, deed->task_id, &before);

	if (rc == RC_OK)
		rc = task_act_check(&before, deed, account_id, ctx->today, &ctx->err);
	if (rc != RC_OK)
		return rc;
	after = before;
	task_act_apply(&after, deed, account_id, ctx->today);
	tell_days(&before, &after, deed, &event);
	rc = task_update(ctx->db, &before, &after);
	if (rc == RC_OK && deed->blob_id != 0)
		rc = blob_keep(ctx->db, deed->blob_id);
	return rc == RC_OK ? tell(ctx, &after, &event) : rc;
}

enum rc
task_withdraw(struct ctx *ctx, int64_t id)
{
	struct task_event event = { .verb = "withdraw", .text = "", .old_due = DAY_NONE,
		.new_due = DAY_NONE };
	struct task before, after;
	enum rc rc = task_get(ctx->db, ctx->arena, id, &before);

	if (rc != RC_OK)
		return rc;
	if (before.version != 1)
		return err_refuse(&ctx->err, "", MSG_task_touched);
	after = before;
	after.state = TASK_CANCELLED;
	rc = task_update(ctx->db, &before, &after);
	return rc == RC_OK ? tell(ctx, &after, &event) : rc;
}
