/*
 * task_listing.c: the list of tasks. The one idea: what people look for (late, due soon) is a
 * choice of one filter with its own condition, and goes with the sorts that an index serves.
 */
#include "app/listing.h"

#include "base/arena.h"
#include "city/unit/unit.h"
#include "html/msg.h"
#include "plan/task/task.h"
#include "plan/task/task_web.h"

enum { BY_DUE = 2, ANY = 0 }; /* bits of sorts[] */

static const struct choice state_choices[] = {
	{ "open", MSG_task_filter_open },
	{ "late", MSG_task_filter_late },
	{ "soon", MSG_task_filter_soon },
	{ "assigned", MSG_task_state_assigned },
	{ "active", MSG_task_state_active },
	{ "asked", MSG_task_filter_asked },
	{ "reported", MSG_task_state_reported },
	{ "returned", MSG_task_state_returned },
	{ "done", MSG_task_state_done },
	{ "done_late", MSG_task_filter_done_late },
	{ "silent", MSG_task_filter_silent },
	{ "planned", MSG_task_filter_planned },
	{ "cancelled", MSG_task_state_cancelled },
	{ "draft", MSG_task_state_draft },
	{ NULL, 0 }
};

/* In the order of state_choices, as is the next. */
static const char *const state_conditions[] = {
	"t.owed = 1",
	"t.owed = 1 AND t.due_key < $today",
	"t.owed = 1 AND t.due_key >= $today AND t.due_key <= $today + 7",
	"t.state = 'assigned'",
	"t.state = 'active'",
	"t.asked_day IS NOT NULL",
	"t.state = 'reported'",
	"t.state = 'returned'",
	"t.state = 'done'",
	"t.state = 'done' AND t.done_late = 1",
	"t.owed = 1 AND t.asked = 0 AND t.due_key < $today",
	"t.state <> 'draft' AND t.state <> 'cancelled'",
	"t.state = 'cancelled'",
	"t.state = 'draft'",
	NULL
};

static const unsigned state_sorts[] = { BY_DUE, BY_DUE, BY_DUE, ANY, ANY, BY_DUE, ANY, ANY, ANY,
	ANY, BY_DUE, ANY, ANY, ANY };

static const struct choice kind_choices[] = {
	{ "plan", MSG_task_kind_plan },
	{ "unplanned", MSG_task_unplanned },
	{ NULL, 0 }
};
static const char *const kind_conditions[] = { "t.unplanned = 0", "t.unplanned = 1", NULL };

/* Every state as it is stored. */
static const struct choice stored_states[] = {
	{ "draft", MSG_task_state_draft },
	{ "assigned", MSG_task_state_assigned },
	{ "active", MSG_task_state_active },
	{ "reported", MSG_task_state_reported },
	{ "done", MSG_task_state_done },
	{ "returned", MSG_task_state_returned },
	{ "cancelled", MSG_task_state_cancelled },
	{ NULL, 0 }
};

static const struct choice clock_choices[] = {
	{ "late", MSG_word_overdue },
	{ "asked", MSG_task_clock_asked },
	{ "soon", MSG_task_clock_soon },
	{ "done_late", MSG_word_done_late },
	{ NULL, 0 }
};

#define CLOCK_SQL \
	"CASE WHEN t.owed = 1 AND t.due_key < $today THEN 'late'" \
	" WHEN t.asked_day IS NOT NULL THEN 'asked'" \
	" WHEN t.owed = 1 AND t.due_key <= $today + 7 THEN 'soon'" \
	" WHEN t.done_late = 1 THEN 'done_late' ELSE '' END"

/* The city's day of an instant: CITY_OFFSET_MS and DAY_MS, which SQL cannot name. */
#define MADE_SQL "(t.made_ms + 25200000) / 86400000"
_Static_assert(CITY_OFFSET_MS == 25200000 && DAY_MS == 86400000, "as MADE_SQL has them");

const char *
task_state_class(enum task_state state)
{
	static const char *const classes[TASK_STATE_COUNT] = {
		[TASK_DRAFT] = "badge",
		[TASK_ASSIGNED] = "badge badge-new",
		[TASK_ACTIVE] = "badge badge-active",
		[TASK_REPORTED] = "badge badge-wait",
		[TASK_DONE] = "badge badge-done",
		[TASK_RETURNED] = "badge badge-returned",
		[TASK_CANCELLED] = "badge",
	};

	return classes[state];
}

static const char *
state_class(struct ctx *ctx, const char *text, int64_t number)
{
	enum task_state state;

	(void)ctx;
	(void)number;
	return task_state_parse(text, &state) ? task_state_class(state) : NULL;
}

static const char *
clock_class(struct ctx *ctx, const char *text, int64_t number)
{
	(void)ctx;
	(void)number;
	if (text_equal(text, "late"))
		return "badge badge-late";
	if (text_equal(text, "done_late"))
		return "badge badge-done-late";
	if (text_equal(text, "asked"))
		return "badge badge-wait";
	return text_equal(text, "soon") ? "badge badge-soon" : NULL;
}

static const struct column columns[] = {
	{ .key = "title", .kind = CELL_TEXT, .title = MSG_word_task, .sql = "t.title",
	    .link = true },
	{ .key = "lead", .kind = CELL_TEXT, .title = MSG_word_lead, .sql = "u.name" },
	{ .key = "due", .kind = CELL_DAY, .title = MSG_word_due, .sql = "t.due_day" },
	{ .key = "state", .kind = CELL_CHOICE, .title = MSG_common_status, .sql = "t.state",
	    .choices = stored_states, .class_of = state_class },
	{ .key = "clock", .kind = CELL_CHOICE, .title = MSG_task_clock, .sql = CLOCK_SQL,
	    .choices = clock_choices, .class_of = clock_class },
	{ .key = "newest", .kind = CELL_DAY, .title = MSG_task_made, .sql = MADE_SQL },
	{ .key = "quarter", .kind = CELL_QUARTER, .title = MSG_word_quarter, .sql = "t.quarter",
	    .csv_only = true },
	{ .key = "person", .kind = CELL_TEXT, .title = MSG_word_person, .sql = "t.person",
	    .csv_only = true },
	{ .key = "output", .kind = CELL_TEXT, .title = MSG_word_output, .sql = "t.output",
	    .csv_only = true },
	{ .key = "first_due", .kind = CELL_DAY, .title = MSG_task_first_due_day,
	    .sql = "t.first_due_day", .csv_only = true },
};

static const struct sort sorts[] = {
	{ .key = "newest", .title = MSG_task_newest, .sql = "t.id", .kind = CELL_INT,
	    .descending = true },
	{ .key = "due", .title = MSG_word_due, .sql = "t.due_key", .kind = CELL_DAY },
};

static const struct filter filters[] = {
	{ .key = "quarter", .kind = FIELD_QUARTER, .title = MSG_word_quarter, .sql = "t.quarter",
	    .options = task_quarter_options },
	{ .key = "lead", .kind = FIELD_ID, .title = MSG_word_lead, .sql = "t.lead_org_id",
	    .options = unit_options },
	{ .key = "bloc", .kind = FIELD_ID, .title = MSG_word_bloc, .sql = "t.bloc_id",
	    .options = bloc_options },
	{ .key = "state", .kind = FIELD_CHOICE, .title = MSG_common_status,
	    .choices = state_choices, .conditions = state_conditions, .sorts = state_sorts },
	{ .key = "kind", .kind = FIELD_CHOICE, .title = MSG_task_kind, .choices = kind_choices,
	    .conditions = kind_conditions },
};
static const unsigned served[] = { 1 << 1, 1 << 0, 1 << 2, 0 };

/* A unit's people see what their organisation leads, once it is assigned. */
static enum rc
own_tasks(struct ctx *ctx, bool *narrow, int64_t *value)
{
	enum rc rc = unit_own_org(ctx, value);

	*narrow = *value != 0;
	return rc;
}

const struct listing task_listing = {
	.name = "tasks",
	.path = "/tasks",
	.nav = "tasks",
	.title = MSG_nav_tasks,
	.empty = MSG_task_empty,
	.right = RIGHT_TASK_READ,
	.from = "task t LEFT JOIN v_unit u ON u.id = t.lead_id",
	.columns = columns,
	.ncolumns = ARRAY_LEN(columns),
	.sorts = sorts,
	.nsorts = ARRAY_LEN(sorts),
	.filters = filters,
	.nfilters = ARRAY_LEN(filters),
	.served = served,
	.scope_sql = "t.state <> 'draft' AND t.lead_org_id",
	.scope = own_tasks,
	.row_path = "/tasks/",
	.add_path = "/tasks/new",
	.add_msg = MSG_task_add,
	.add_right = RIGHT_PLAN_EDIT,
};

const struct listing *const task_listings[] = { &task_listing, NULL };
