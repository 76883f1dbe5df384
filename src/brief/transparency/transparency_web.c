/*
 * transparency_web.c: the public home, the list of promises, the policy. The one idea: the list is
 * always one quarter's, so whoever asks for none is sent to the present one.
 */
#include "app/app.h"
#include "app/listing.h"
#include "brief/transparency/policy.html.h"
#include "brief/transparency/transparency.html.h"
#include "brief/transparency/transparency_home.h"
#include "city/unit/unit.h"

/* ---- The list ---- */

static const struct choice state_choices[] = {
	{ "planned", MSG_promise_planned },
	{ "done", MSG_promise_done },
	{ "active", MSG_promise_active },
	{ "late", MSG_word_overdue },
	{ NULL, 0 }
};

/* In the order of state_choices; planned = done + active + late. */
static const char *const state_conditions[] = {
	"t.state <> 'draft' AND t.state <> 'cancelled'",
	"t.state = 'done'",
	"t.state <> 'done' AND (t.owed + 0 = 0 OR t.due_key + 0 >= $today)", /* no index for OR */
	"t.owed = 1 AND t.due_key < $today",
	NULL
};

static const struct choice shown_states[] = {
	{ "done", MSG_promise_done },
	{ "done_late", MSG_word_done_late },
	{ "active", MSG_promise_active },
	{ "late", MSG_word_overdue },
	{ NULL, 0 }
};

#define SHOWN_STATE \
	"CASE WHEN t.state = 'done' AND t.done_late = 1 THEN 'done_late'" \
	" WHEN t.state = 'done' THEN 'done'" \
	" WHEN t.owed = 1 AND t.due_key < $today THEN 'late' ELSE 'active' END"

static const char *
state_class(struct ctx *ctx, const char *text, int64_t number)
{
	(void)ctx;
	(void)number;
	if (text_equal(text, "late"))
		return "badge badge-late";
	if (text_equal(text, "done_late"))
		return "badge badge-done-late";
	return text_equal(text, "done") ? "badge badge-done" : "badge badge-active";
}

static const struct column columns[] = {
	{ .key = "title", .kind = CELL_TEXT, .title = MSG_promise_one, .sql = "t.title" },
	{ .key = "lead", .kind = CELL_TEXT, .title = MSG_word_lead, .sql = "u.name" },
	{ .key = "output", .kind = CELL_TEXT, .title = MSG_word_output, .sql = "t.output" },
	{ .key = "due", .kind = CELL_DAY, .title = MSG_word_due, .sql = "t.due_day" },
	{ .key = "state", .kind = CELL_CHOICE, .title = MSG_common_status, .sql = SHOWN_STATE,
	    .choices = shown_states, .class_of = state_class },
};
static const struct sort sorts[] = {
	{ .key = "due", .title = MSG_word_due, .sql = "t.due_key", .kind = CELL_DAY },
};
static const struct filter filters[] = {
	{ .key = "quarter", .kind = FIELD_QUARTER, .title = MSG_word_quarter, .sql = "t.quarter",
	    .options = task_quarter_options },
	{ .key = "state", .kind = FIELD_CHOICE, .title = MSG_common_status,
	    .choices = state_choices, .conditions = state_conditions },
	{ .key = "lead", .kind = FIELD_ID, .title = MSG_word_lead, .sql = "t.lead_org_id",
	    .options = unit_options },
};
static const unsigned served[] = { 1 << 0, 0 };

static const struct listing promise_listing = {
	.name = "promises",
	.path = "/promises",
	.title = MSG_promise_title,
	.empty = MSG_promise_none,
	.right = RIGHT_PUBLIC,
	.from = "v_task t JOIN v_unit u ON u.id = t.lead_org_id"
	        " AND t.state <> 'draft' AND t.state <> 'cancelled'",
	.columns = columns,
	.ncolumns = ARRAY_LEN(columns),
	.sorts = sorts,
	.nsorts = ARRAY_LEN(sorts),
	.filters = filters,
	.nfilters = ARRAY_LEN(filters),
	.served = served,
};

const struct listing *const transparency_listings[] = { &promise_listing, NULL };

/* The state in the address, or every one. */
static const char *
asked_state(const struct ctx *ctx)
{
	const char *state = request_query(ctx->req, "state");

	for (const struct choice *choice = state_choices; choice->value != NULL; choice++) {
		if (state != NULL && text_equal(choice->value, state))
			return choice->value;
	}
	return "planned";
}

static bool
quarter_given(const struct ctx *ctx)
{
	const char *text = request_query(ctx->req, "quarter");
	int64_t quarter;

	return text != NULL && quarter_parse(str_of(text), &quarter);
}

static struct reply
to_this_quarter(struct ctx *ctx, const char *suffix)
{
	char quarter[DATE_TEXT_MAX];

	quarter_text(quarter_of_day(ctx->today), quarter);
	return reply_see(ctx, "/promises%s?quarter=%s&state=%s", suffix, quarter, asked_state(ctx));
}

static struct reply
promises_view(struct ctx *ctx)
{
	if (!quarter_given(ctx))
		return to_this_quarter(ctx, "");
	return listing_view(ctx, &promise_listing);
}

static struct reply
promises_csv(struct ctx *ctx)
{
	if (!quarter_given(ctx))
		return to_this_quarter(ctx, ".csv");
	return listing_csv(ctx, &promise_listing);
}

/* ---- Pages ---- */

static enum rc
home_load(struct ctx *ctx, struct public_home *home)
{
	int64_t quarter = quarter_of_day(ctx->today);
	enum rc rc = promise_sums(ctx->db, ctx->arena, quarter, ctx->today, &home->now,
	    &home->last);

	if (rc == RC_OK)
		rc = promise_owed(ctx->db, ctx->arena, quarter, ctx->today, false, HOME_ROWS,
		    home->next, &home->nnext);
	if (rc == RC_OK)
		rc = promise_owed(ctx->db, ctx->arena, quarter - 1, ctx->today, true, HOME_LATE,
		    home->late, &home->nlate);
	if (rc == RC_OK && ctx->app->has_first_code)
		rc = promise_no_account(ctx->db, &home->without_accounts);
	return rc;
}

static struct reply
home_view(struct ctx *ctx)
{
	struct public_home *home = ARENA_NEW(ctx->arena, struct public_home);
	struct html *h = page_new(ctx);
	enum rc rc = home_load(ctx, home);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	public_home_html(h, ctx, home);
	return reply_page(ctx, h);
}

static struct reply
policy_view(struct ctx *ctx)
{
	struct html *h = page_new(ctx);

	policy_page_html(h, ctx);
	return reply_page(ctx, h);
}

const struct route transparency_routes[] = {
	{ GET("/"), .right = RIGHT_PUBLIC, .view = home_view },
	{ GET("/promises"), .right = RIGHT_PUBLIC, .view = promises_view },
	{ GET("/promises.csv"), .right = RIGHT_PUBLIC, .view = promises_csv,
	    .flags = ROUTE_WORKER },
	{ GET("/policy"), .right = RIGHT_PUBLIC, .view = policy_view },
	{ 0 }
};
