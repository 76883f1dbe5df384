/* task_form.c: making a task and changing it: one table of fields for both. */
#include "app/listing.h"
#include "base/arena.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "plan/task/task.html.h"
#include "plan/task/task_rules.h"
#include "plan/task/task_web.h"

static const struct choice do_choices[] = {
	{ "activate", MSG_task_do_activate },
	{ "draft", MSG_task_do_draft },
	{ NULL, 0 }
};

/* Only the title is required to keep a draft; what an assignment needs, task_gaps says. */
static const struct field fields[] = {
	{ "title", FIELD_TEXT, MSG_word_task, MSG_task_title_hint, .required = true, .max = 300 },
	{ "detail", FIELD_AREA, MSG_task_detail, MSG_task_detail_hint, .max = 4000 },
	{ "output", FIELD_TEXT, MSG_word_output, MSG_task_output_hint, .max = 300 },
	{ "lead", FIELD_ID, MSG_word_lead, MSG_task_lead_hint, .options = unit_options },
	{ "person", FIELD_TEXT, MSG_word_person, MSG_task_person_hint, .max = 120 },
	{ "due", FIELD_DAY, MSG_word_due, MSG_task_due_hint },
	{ "quarter", FIELD_QUARTER, MSG_word_quarter, MSG_task_quarter_hint },
	{ "unplanned", FIELD_CHECK, MSG_task_unplanned, MSG_task_unplanned_hint },
	{ "co", FIELD_IDS, MSG_word_co_unit, .max = TASK_CO_MAX, .options = unit_options },
	{ "do", FIELD_CHOICE, MSG_task_do, MSG_task_do_hint, .choices = do_choices },
};

static enum rc
load_new(struct ctx *ctx)
{
	in_set_text(ctx, "do", "activate");
	return RC_OK;
}

static void
load_texts(struct ctx *ctx, const struct task *task)
{
	in_set_text(ctx, "title", task->title);
	in_set_text(ctx, "detail", task->detail);
	in_set_text(ctx, "output", task->output);
	in_set_text(ctx, "person", task->person);
	if (task->state == TASK_DRAFT)
		in_set_text(ctx, "do", "draft");
	in_set_i64(ctx, "version", task->version);
}

static enum rc
load_edit(struct ctx *ctx)
{
	struct task_co *co = ARENA_ARRAY(ctx->arena, TASK_CO_MAX, struct task_co);
	int64_t ids[TASK_CO_MAX];
	struct task task;
	size_t n = 0;
	enum rc rc = task_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &task);

	if (rc == RC_OK)
		rc = task_co_list(ctx->db, ctx->arena, task.id, co, &n);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < n; i++)
		ids[i] = co[i].unit_id;
	load_texts(ctx, &task);
	if (task.lead_id != 0)
		in_set_i64(ctx, "lead", task.lead_id);
	in_set_day(ctx, "due", task.due_day);
	in_set_i64(ctx, "quarter", task.quarter);
	if (task.unplanned)
		in_set_i64(ctx, "unplanned", 1);
	in_set_ids(ctx, "co", ids, n);
	return RC_OK;
}

const struct form task_form = { .name = "task", .fields = fields, .n = ARRAY_LEN(fields),
	.load = load_new };
const struct form task_edit_form = { .name = "task", .fields = fields, .n = ARRAY_LEN(fields),
	.load = load_edit, .versioned = true };

static struct task_new
typed(struct ctx *ctx, int64_t id)
{
	const struct value *co = in_value(ctx, "co");

	return (struct task_new){ .id = id,
		.title = in_text(ctx, "title"),
		.detail = in_text(ctx, "detail"),
		.output = in_text(ctx, "output"),
		.person = in_text(ctx, "person"),
		.lead_id = in_i64(ctx, "lead"),
		.co_ids = co->ids,
		.nco = co->nids,
		.due_day = in_day(ctx, "due"),
		.quarter = in_i64(ctx, "quarter"),
		.unplanned = in_check(ctx, "unplanned"),
		.activate = text_equal(in_text(ctx, "do"), "activate") };
}

/* All gaps at once, each at its field, so that nobody sends the form five times. */
enum rc
task_mark_gaps(struct ctx *ctx, const struct task_new *task)
{
	struct task_gap gaps[TASK_GAPS_MAX];
	size_t n = task_gaps(task, gaps);

	for (size_t i = 0; i < n; i++)
		(void)err_refuse(&in_value(ctx, gaps[i].field)->err, gaps[i].field, gaps[i].msg);
	if (task->due_day != DAY_NONE && task->due_day < ctx->today)
		return err_refuse(&in_value(ctx, "due")->err, "due", MSG_task_due_past);
	return n == 0 ? RC_OK : RC_REFUSED;
}

enum rc
task_add_apply(struct ctx *ctx)
{
	struct task_new task = typed(ctx, ctx->result_id);
	enum rc rc = task.activate ? task_mark_gaps(ctx, &task) : RC_OK;

	return rc == RC_OK ? task_add(ctx, &task) : rc;
}

enum rc
task_edit_apply(struct ctx *ctx)
{
	struct task_new task = typed(ctx, ctx_path_id(ctx, "id"));
	bool draft = text_equal(in_text(ctx, "do"), "draft");
	enum rc rc = task.activate ? task_mark_gaps(ctx, &task) : RC_OK;

	if (rc != RC_OK)
		return rc;
	rc = task_edit(ctx, &task, in_i64(ctx, "version"));
	/* The rule names the first gap; the others are marked beside it. */
	if (rc == RC_REFUSED && !draft)
		(void)task_mark_gaps(ctx, &task);
	return rc;
}

struct reply
task_new_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	enum rc rc = form_fill(ctx, &task_form);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	task_new_html(h, ctx);
	return reply_page(ctx, h);
}

struct reply
task_edit_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	enum rc rc = form_fill(ctx, &task_edit_form);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	task_edit_html(h, ctx, ctx_path_id(ctx, "id"));
	return reply_page(ctx, h);
}
