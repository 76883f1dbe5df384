/* thing.c: see thing.h. */
#include "tests/thing.h"

static const struct choice states[] = { { "open", MSG_form_yes }, { "done", MSG_form_no },
	{ NULL, 0 } };
const struct choice thing_whens[] = { { "late", MSG_form_now }, { "soon", MSG_form_gone },
	{ NULL, 0 } };
const char *const thing_when_sql[] = {
	"t.state = 'open' AND t.due_day < $today",
	"t.state = 'open' AND t.due_day >= $today AND t.due_day <= $today + 7",
	NULL,
};
static const unsigned when_sorts[] = { 1 /* due */, 0 };

static const char *
state_class(struct ctx *ctx, const char *text, int64_t number)
{
	(void)ctx;
	(void)number;
	return text_equal(text, "done") ? "badge badge-done" : NULL;
}

static const struct column columns[] = {
	{ .key = "title", .kind = CELL_TEXT, .title = MSG_form_now, .sql = "t.title",
	    .link = true },
	{ .key = "state", .kind = CELL_CHOICE, .title = MSG_form_no, .sql = "t.state",
	    .choices = states, .class_of = state_class },
	{ .key = "due", .kind = CELL_DAY, .title = MSG_form_yes, .sql = "t.due_day" },
	{ .key = "done", .kind = CELL_DAY, .title = MSG_form_must, .sql = "t.done_day" },
	{ .key = "unit", .kind = CELL_INT, .title = MSG_form_gone, .sql = "t.unit_id" },
	{ .key = "quarter", .kind = CELL_QUARTER, .title = MSG_form_none, .sql = "t.quarter" },
	{ .key = "seen", .kind = CELL_MS, .title = MSG_form_nothing, .sql = "t.seen_ms" },
	{ .key = "days", .kind = CELL_INT, .title = MSG_form_conflict_gone,
	    .sql = "$today - t.due_day", .csv_only = true },
};
static const struct sort sorts[] = {
	{ .key = "due", .title = MSG_form_yes, .sql = "t.due_day", .kind = CELL_DAY },
	{ .key = "title", .title = MSG_form_now, .sql = "t.title_key", .kind = CELL_TEXT },
	{ .key = "newest", .title = MSG_form_tick, .sql = "t.id", .kind = CELL_INT,
	    .descending = true },
};

static enum rc
unit_options(struct ctx *ctx, struct options *to)
{
	to->rows = ARENA_ARRAY(ctx->arena, 2, struct option);
	to->rows[0] = (struct option){ .id = 1, .label = "Sở <Xây dựng>" };
	to->rows[1] = (struct option){ .id = 2, .label = "Sở Y tế" };
	to->n = 2;
	return RC_OK;
}

static const struct filter filters[] = {
	{ .key = "unit", .kind = FIELD_ID, .title = MSG_form_must, .sql = "t.unit_id",
	    .options = unit_options },
	{ .key = "state", .kind = FIELD_CHOICE, .title = MSG_form_no, .sql = "t.state",
	    .choices = states },
	{ .key = "when", .kind = FIELD_CHOICE, .title = MSG_form_tick, .choices = thing_whens,
	    .conditions = thing_when_sql, .sorts = when_sorts },
	{ .key = "quarter", .kind = FIELD_QUARTER, .title = MSG_form_none, .sql = "t.quarter" },
};

static enum rc
own_only(struct ctx *ctx, bool *narrow, int64_t *value)
{
	*value = ctx->user->unit_id;
	*narrow = !role_covers_city(ctx->user->role);
	return ctx->user->unit_id == THING_LOST_UNIT ? RC_FAILED : RC_OK;
}

const struct listing thing_listing = {
	.name = "things", .path = "/things", .nav = "tasks", .title = MSG_form_now,
	.empty = MSG_form_tick, .right = RIGHT_TASK_READ, .from = "thing t", .columns = columns,
	.ncolumns = ARRAY_LEN(columns), .sorts = sorts, .nsorts = ARRAY_LEN(sorts),
	.filters = filters, .nfilters = ARRAY_LEN(filters), .scope_sql = "t.owner_id",
	.scope = own_only, .row_path = "/things/", .page_size = 5, .add_path = "/things/new",
	.add_msg = MSG_form_yes, .add_right = RIGHT_PLAN_EDIT,
};

void
thing_add(struct store *store, int64_t id, const char *title, const char *state, int64_t unit,
    int64_t due)
{
	struct db_stmt *q = db_stmt(store->db,
	    "INSERT INTO thing (id, title, title_key, state, unit_id, owner_id, due_day, done_day,"
	    " quarter, seen_ms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)");

	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, title);
	db_bind_bytes(q, 3, title, strlen(title));
	db_bind_text(q, 4, state);
	db_bind_i64(q, 5, unit);
	db_bind_i64(q, 6, 100 + unit);
	db_bind_i64(q, 7, due);
	db_bind_day(q, 8, text_equal(state, "done") ? due : DAY_NONE);
	db_bind_i64(q, 9, quarter_of_day(due));
	db_bind_i64(q, 10, day_to_ms(due));
	assert_int_equal(db_run(q, NULL), RC_OK);
}

struct ask *
thing_ask(struct store *store)
{
	struct ask *ask = ARENA_NEW(store->arena, struct ask);

	ask_init(ask, store->arena, store->db);
	return ask;
}

const char *
thing_page(struct ask *ask, const char *target)
{
	struct reply reply = listing_view(ask_get(ask, target), &thing_listing);

	assert_int_equal(reply.status, 200);
	return reply.body.at;
}

const char *
thing_csv(struct ask *ask, const char *target)
{
	struct reply reply = listing_csv(ask_get(ask, target), &thing_listing);

	assert_int_equal(reply.status, 200);
	assert_string_equal(reply.type, "text/csv; charset=utf-8");
	return reply.body.at;
}

void
thing_fill(struct store *store)
{
	char title[20];

	store_test_script(store, THING_DDL);
	for (int64_t i = 0; i < 13; i++) {
		(void)snprintf(title, sizeof(title), "viec %02d", (int)(i * 7 % 13));
		thing_add(store, 113 - i, title, i % 2 == 0 ? "open" : "done", 1 + i % 3,
		    20770 + i / 3);
	}
}
