/*
 * task_web.c: the pages of tasks and what can be done on them. The one idea: an act is a row here
 * too (its form, its words), and one prepare, one apply and one view serve all of them.
 */

/*~ 5 ~ A register's addresses are the const array at the end of this file; a handler is what a
 * row names. Follow POST /tasks: its apply makes a struct task of the form's values and asks the
 * rules. */
#include "plan/task/task_web.h"

#include "app/blob.h"
#include "app/listing.h"
#include "base/arena.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "plan/task/task.html.h"
#include "plan/task/task_rules.h"
#include "text/extract.h"

enum { REASON_MAX = 2000, UPLOAD_BODY_MAX = 21 * 1024 * 1024, REFUSAL_MAX = 1000 };

/* ---- Who sees what ---- */

static bool
helps(const struct task_co *co, size_t n, int64_t org_id)
{
	for (size_t i = 0; i < n; i++) {
		if (co[i].org_id == org_id)
			return true;
	}
	return false;
}

/* Leads, helps, or covers the city; a draft is seen by those who plan. */
static bool
sees(const struct task *task, const struct task_co *co, size_t n, int64_t org_id)
{
	if (org_id == 0)
		return true;
	return task->state != TASK_DRAFT && (task->lead_org_id == org_id || helps(co, n, org_id));
}

static enum rc
load_core(struct ctx *ctx, int64_t id, struct task_page *page)
{
	int64_t org_id, work_id = 0;
	enum rc rc = unit_own_org(ctx, &org_id);

	if (rc == RC_OK && ctx_may(ctx, RIGHT_TASK_WORK))
		rc = unit_work_org(ctx, &work_id);
	if (rc == RC_OK)
		rc = task_get(ctx->db, ctx->arena, id, &page->task);
	if (rc == RC_OK)
		rc = task_co_list(ctx->db, ctx->arena, id, page->co, &page->nco);
	if (rc != RC_OK)
		return rc;
	page->own = work_id != 0 && page->task.lead_org_id == work_id;
	return sees(&page->task, page->co, page->nco, org_id) ? RC_OK : RC_NONE;
}

/* RC_NONE when there is no such task or the reader does not see it. */
static enum rc
load_page(struct ctx *ctx, int64_t id, struct task_page *page)
{
	struct bloc *blocs;
	size_t n = 0;
	enum rc rc;

	*page = (struct task_page){ 0 };
	rc = load_core(ctx, id, page);
	if (rc == RC_OK)
		rc = task_events(ctx->db, ctx->arena, id, &page->events, &page->nevents);
	if (rc == RC_OK)
		rc = task_source_get(ctx->db, ctx->arena, &page->task, &page->source);
	if (rc == RC_OK)
		rc = bloc_list(ctx->db, ctx->arena, &blocs, &n);
	for (size_t i = 0; i < n; i++) {
		if (blocs[i].id == page->task.bloc_id)
			page->bloc = bloc_name(&blocs[i], ctx->lang);
	}
	return rc;
}

/* The same without what stands around the task: for acts. `own` as in task_page. */
static enum rc
load_seen(struct ctx *ctx, int64_t id, struct task *task, bool *own)
{
	struct task_page *page = ARENA_NEW(ctx->arena, struct task_page);
	enum rc rc = load_core(ctx, id, page);

	*task = page->task;
	*own = page->own;
	return rc;
}

/*
 * The lead organisation's side is its own people's, the focal point's officers among them; the
 * other sides cover the city.
 */
static bool
right_side(const struct ctx *ctx, enum task_act act, bool own)
{
	enum right right = task_act_right(act);

	return ctx_may(ctx, right) && (right != RIGHT_TASK_WORK || own);
}

bool
task_act_offered(const struct ctx *ctx, const struct task_page *page, enum task_act act)
{
	if (!right_side(ctx, act, page->own) || !task_act_open(&page->task, act))
		return false;
	return act != TASK_ACT_CONFIRM || page->task.reported_by != ctx->user->account_id;
}

/* ---- Acts ---- */

static const struct field reason_fields[] = {
	{ "reason", FIELD_AREA, MSG_common_reason, .required = true, .max = 1000 },
};
static const struct field extend_fields[] = {
	{ "day", FIELD_DAY, MSG_task_ask_day, .required = true },
	{ "reason", FIELD_AREA, MSG_common_reason, .required = true, .max = 1000 },
};
static const struct field report_fields[] = {
	{ "result", FIELD_AREA, MSG_task_result, MSG_task_result_hint, .required = true,
	    .max = REASON_MAX },
	{ "evidence", FIELD_FILE, MSG_word_evidence, MSG_task_evidence_hint },
};

#define FORM(which, table) \
	static const struct form which = { .name = #which, .fields = table, .n = ARRAY_LEN(table), \
		.plain = true }
FORM(return_form, reason_fields);
FORM(extend_form, extend_fields);
FORM(refuse_form, reason_fields);
FORM(report_form, report_fields);
FORM(send_back_form, reason_fields);
FORM(cancel_form, reason_fields);

const struct task_act_view task_act_views[] = {
	{ TASK_ACT_ACKNOWLEDGE, NULL, MSG_task_acknowledge, "check-circle", MSG_task_acknowledged },
	{ TASK_ACT_REPORT, &report_form, MSG_task_report, "check-circle", MSG_task_reported },
	{ TASK_ACT_EXTEND, &extend_form, MSG_task_extend, "clock", MSG_task_asked },
	{ TASK_ACT_RETURN, &return_form, MSG_task_return, "undo", MSG_task_is_returned },
	{ TASK_ACT_CONFIRM, NULL, MSG_task_confirm, "check-circle", MSG_task_confirmed },
	{ TASK_ACT_SEND_BACK, &send_back_form, MSG_task_send_back, "undo", MSG_task_sent_back },
	{ TASK_ACT_GRANT, NULL, MSG_task_grant, "check", MSG_task_granted },
	{ TASK_ACT_REFUSE, &refuse_form, MSG_task_refuse, "x", MSG_task_refused },
	{ TASK_ACT_ACTIVATE, NULL, MSG_task_activate, "check-circle", MSG_task_activated },
	{ TASK_ACT_CANCEL, &cancel_form, MSG_task_cancel, "x", MSG_task_is_cancelled },
};
const size_t task_act_nviews = ARRAY_LEN(task_act_views);

static const struct task_act_view *
view_of(enum task_act act)
{
	for (size_t i = 0; i < task_act_nviews; i++) {
		if (task_act_views[i].act == act)
			return &task_act_views[i];
	}
	BUG("no view of act %d", (int)act);
}

bool
task_any_act(const struct ctx *ctx, const struct task_page *page, bool buttons)
{
	for (size_t i = 0; i < task_act_nviews; i++) {
		if (buttons && task_act_views[i].form != NULL)
			continue;
		if (task_act_offered(ctx, page, task_act_views[i].act))
			return true;
	}
	return false;
}

/* "/tasks/:id/send_back": the route's own last word. */
static enum task_act
act_of(const struct ctx *ctx)
{
	enum task_act act;

	if (!task_act_parse(strrchr(ctx->route->path, '/') + 1, &act))
		BUG("%s is no act", ctx->route->path);
	return act;
}

static enum rc
may_act(struct ctx *ctx, enum task_act act, struct task *task)
{
	bool own;
	enum rc rc = load_seen(ctx, ctx_path_id(ctx, "id"), task, &own);

	return rc == RC_OK && !right_side(ctx, act, own) ? RC_NONE : rc;
}

static struct task_deed
typed_deed(struct ctx *ctx, enum task_act act)
{
	struct task_deed deed = { .task_id = ctx_path_id(ctx, "id"), .act = act, .text = "",
		.day = DAY_NONE };

	if (view_of(act)->form != NULL)
		deed.text = in_text(ctx, act == TASK_ACT_REPORT ? "result" : "reason");
	if (act == TASK_ACT_EXTEND)
		deed.day = in_day(ctx, "day");
	return deed;
}

/*
 * The evidence goes into the store in turns of its own, before the report that names it: a report
 * that would be refused brings nothing in.
 */
static enum rc
report_prepare(struct ctx *ctx)
{
	const struct upload *upload = in_value(ctx, "evidence")->upload;
	const struct task_deed deed = typed_deed(ctx, TASK_ACT_REPORT);
	int64_t *blob_id = ARENA_NEW(ctx->arena, int64_t);
	struct task task;
	enum rc rc = may_act(ctx, TASK_ACT_REPORT, &task);

	ctx->carry = blob_id;
	if (rc == RC_OK)
		rc = task_act_check(&task, &deed, ctx->user->account_id, ctx->today, &ctx->err);
	if (rc != RC_OK || upload == NULL || upload->size == 0)
		return rc;
	return blob_send(ctx, upload, blob_id);
}

static enum rc
act_apply(struct ctx *ctx)
{
	enum task_act act = act_of(ctx);
	struct task_deed deed = typed_deed(ctx, act);
	struct task task;
	enum rc rc = may_act(ctx, act, &task);

	if (rc != RC_OK)
		return rc;
	if (act == TASK_ACT_REPORT)
		deed.blob_id = *(int64_t *)ctx->carry;
	return task_do(ctx, &deed);
}

static struct reply
act_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, (enum msg)view_of(act_of(ctx))->done, "/tasks/%lld",
	    (long long)ctx_path_id(ctx, "id"));
}

/* ---- The trail ---- */

static const struct event_row {
	const char *verb;
	int msg;
	const char *class_;
} events[] = {
	{ "add", MSG_task_event_add, "gb-trail-done" },
	{ "edit", MSG_task_event_edit, "" },
	{ "draft", MSG_task_event_draft, "" },
	{ "withdraw", MSG_task_event_withdraw, "" },
	{ "activate", MSG_task_event_activate, "" },
	{ "acknowledge", MSG_task_event_acknowledge, "gb-trail-active" },
	{ "return", MSG_task_event_return, "gb-trail-wait" },
	{ "extend", MSG_task_event_extend, "gb-trail-wait" },
	{ "grant", MSG_task_event_grant, "gb-trail-active" },
	{ "refuse", MSG_task_event_refuse, "gb-trail-late" },
	{ "lapse", MSG_task_event_lapse, "" },
	{ "report", MSG_task_event_report, "gb-trail-wait" },
	{ "confirm", MSG_task_event_confirm, "gb-trail-done" },
	{ "send_back", MSG_task_event_send_back, "gb-trail-late" },
	{ "cancel", MSG_task_event_cancel, "" },
};

static const struct event_row *
event_row(const char *verb)
{
	for (size_t i = 0; i < ARRAY_LEN(events); i++) {
		if (text_equal(events[i].verb, verb))
			return &events[i];
	}
	return &events[1];
}

int
task_event_msg(const char *verb)
{
	return event_row(verb)->msg;
}

const char *
task_event_class(const char *verb)
{
	return event_row(verb)->class_;
}

/* The form that was sent stands on the page and tells its refusal itself. */
static bool
form_tells(const struct ctx *ctx, const struct task_page *page)
{
	for (size_t i = 0; ctx->in.form != NULL && i < task_act_nviews; i++) {
		if (task_act_views[i].form == ctx->in.form)
			return task_act_offered(ctx, page, task_act_views[i].act);
	}
	return false;
}

const char *
task_refusal(struct html *h, struct ctx *ctx, const struct task_page *page)
{
	struct buf text;

	if (ctx->err.msg == 0 || form_tells(ctx, page))
		return NULL;
	buf_init(&text, ctx->arena, REFUSAL_MAX);
	msg_err(&text, h->lang, &ctx->err);
	return buf_text(&text);
}

const char *
task_gap_field(const struct ctx *ctx)
{
	return ctx->err.msg != 0 && ctx->in.form == NULL ? ctx->err.field : "";
}

/* ---- Pages ---- */

/* What a task typed by hand may be meant to be: the lawful half of its wording. Never a ban. */
static int
advice_for(struct ctx *ctx, const struct task *task)
{
	static const int advice[EXTRACT_FAMILIES] = {
		[FAMILY_OPINION] = MSG_task_advice_opinion,
		[FAMILY_STEERING] = MSG_task_advice_steering,
		[FAMILY_REFUTATION] = MSG_task_advice_refutation,
		[FAMILY_CONTROL] = MSG_task_advice_control,
		[FAMILY_PRESS] = MSG_task_advice_press,
		[FAMILY_PETITIONS] = MSG_task_advice_petitions,
		[FAMILY_FORECAST] = MSG_task_advice_forecast,
		[FAMILY_PERSONS] = MSG_task_advice_persons,
	};
	const char *text;

	if (task->directive_id != 0 || !task_act_open(task, TASK_ACT_CANCEL) ||
	    !ctx_may(ctx, RIGHT_PLAN_EDIT))
		return 0;
	text = arena_printf(ctx->arena, "%s. %s", task->title, task->detail);
	return advice[extract_family_in(ctx->arena, str_of(text))];
}

static struct reply
one_view(struct ctx *ctx)
{
	struct task_page *page = ARENA_NEW(ctx->arena, struct task_page);
	struct html *h = page_new(ctx);
	enum rc rc = load_page(ctx, ctx_path_id(ctx, "id"), page);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	page->advice = advice_for(ctx, &page->task);
	task_one_html(h, ctx, page);
	return reply_page(ctx, h);
}

static struct reply
evidence_view(struct ctx *ctx)
{
	int64_t blob_id = ctx_path_id(ctx, "file");
	struct task task;
	bool own;
	enum rc rc = load_seen(ctx, ctx_path_id(ctx, "id"), &task, &own);

	if (rc == RC_OK)
		rc = task_of_evidence(ctx->db, task.id, blob_id);
	return rc == RC_OK ? reply_blob(ctx, blob_id) : reply_rc(ctx, rc);
}

/* What waits for the reader's organisation, or for the whole city. */
static struct reply
mine_view(struct ctx *ctx)
{
	struct task_row *rows = ARENA_ARRAY(ctx->arena, TASK_HELPED_MAX, struct task_row);
	struct html *h = page_new(ctx);
	struct task_waiting waiting;
	int64_t org_id;
	size_t n = 0;
	enum rc rc = unit_own_org(ctx, &org_id);

	if (rc == RC_OK)
		rc = task_waiting(ctx->db, org_id, ctx->today, &waiting);
	if (rc == RC_OK && org_id != 0)
		rc = task_helped(ctx->db, ctx->arena, org_id, rows, &n);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	task_mine_html(h, ctx, org_id != 0, &waiting, rows, n);
	return reply_page(ctx, h);
}

static struct reply
add_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_task_added, "/tasks/%lld", (long long)ctx->result_id);
}

static struct reply
saved_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_task_saved, "/tasks/%lld",
	    (long long)ctx_path_id(ctx, "id"));
}

#define ACT(key, needed, table) \
	{ POST("/tasks/:id/" key), needed, .form = table, .again = one_view, .apply = act_apply, \
	    .view = act_view }

const struct route task_routes[] = {
	{ GET("/tasks"), RIGHT_TASK_READ, .view = listing_page,
	    .listing = &task_listing },
	{ GET("/tasks.csv"), RIGHT_TASK_READ, .view = listing_file,
	    .listing = &task_listing, .flags = ROUTE_WORKER },
	{ GET("/tasks/mine"), RIGHT_TASK_READ, .view = mine_view },
	{ GET("/tasks/new"), RIGHT_PLAN_EDIT, .view = task_new_view },
	{ POST("/tasks"), RIGHT_PLAN_EDIT, .form = &task_form, .again = task_new_view,
	    .apply = task_add_apply, .view = add_view },
	{ GET("/tasks/:id"), RIGHT_TASK_READ, .view = one_view },
	{ GET("/tasks/:id/edit"), RIGHT_PLAN_EDIT, .view = task_edit_view },
	{ POST("/tasks/:id/edit"), RIGHT_PLAN_EDIT, .form = &task_edit_form,
	    .again = task_edit_view, .apply = task_edit_apply, .view = saved_view },
	{ GET("/tasks/:id/evidence/:file"), RIGHT_TASK_READ, .view = evidence_view,
	    .flags = ROUTE_WORKER },
	{ POST("/tasks/:id/report"), RIGHT_TASK_WORK, .form = &report_form, .again = one_view,
	    .prepare = report_prepare, .apply = act_apply, .view = act_view,
	    .flags = ROUTE_ASK_FIRST,
	    .body_max = UPLOAD_BODY_MAX },
	ACT("acknowledge", RIGHT_TASK_WORK, NULL),
	ACT("return", RIGHT_TASK_WORK, &return_form),
	ACT("extend", RIGHT_TASK_WORK, &extend_form),
	ACT("grant", RIGHT_PLAN_EDIT, NULL),
	ACT("refuse", RIGHT_PLAN_EDIT, &refuse_form),
	ACT("activate", RIGHT_PLAN_EDIT, NULL),
	ACT("cancel", RIGHT_PLAN_EDIT, &cancel_form),
	ACT("confirm", RIGHT_TASK_CONFIRM, NULL),
	ACT("send_back", RIGHT_TASK_CONFIRM, &send_back_form),
	{ 0 }
};
