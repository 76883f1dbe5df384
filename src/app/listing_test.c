/*
 * Lists over a table of this test: pages both ways with ties and with rows that come in between,
 * filters, scope against hostile addresses, what the page says, and the CSV.
 */
#include "tests/ask.h"
#include "tests/store.h"

#include "app/listing.h"
#include "app/listing_query.h"
#include "app/listing_sql.h"
#include "base/rand.h"

#define DDL \
	"CREATE TABLE thing (id BIGINT PRIMARY KEY, title TEXT NOT NULL, title_key BYTEA NOT NULL," \
	" state TEXT NOT NULL, unit_id BIGINT NOT NULL, owner_id BIGINT NOT NULL," \
	" due_day BIGINT NOT NULL, done_day BIGINT, quarter BIGINT NOT NULL, seen_ms BIGINT NOT NULL);" \
	"CREATE INDEX thing_due ON thing (due_day, id);" \
	"CREATE INDEX thing_title ON thing (title_key, id);" \
	"CREATE INDEX thing_state_due ON thing (state, due_day, id);" \
	"CREATE INDEX thing_unit_due ON thing (unit_id, due_day, id);" \
	"CREATE INDEX thing_unit_title ON thing (unit_id, title_key, id);" \
	"CREATE INDEX thing_owner_due ON thing (owner_id, due_day, id);"

static const struct choice states[] = { { "open", MSG_form_yes }, { "done", MSG_form_no },
	{ NULL, 0 } };
static const struct choice whens[] = { { "late", MSG_form_now }, { "soon", MSG_form_gone },
	{ NULL, 0 } };
static const char *const when_sql[] = {
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
	{ .key = "when", .kind = FIELD_CHOICE, .title = MSG_form_tick, .choices = whens,
	    .conditions = when_sql, .sorts = when_sorts },
	{ .key = "quarter", .kind = FIELD_QUARTER, .title = MSG_form_none, .sql = "t.quarter" },
};

static bool
own_only(struct ctx *ctx, int64_t *value)
{
	*value = ctx->user->unit_id;
	return !role_covers_city(ctx->user->role);
}

static const struct listing listing = {
	.name = "things", .path = "/things", .nav = "tasks", .title = MSG_form_now,
	.empty = MSG_form_tick, .right = RIGHT_TASK_READ, .from = "thing t", .columns = columns,
	.ncolumns = ARRAY_LEN(columns), .sorts = sorts, .nsorts = ARRAY_LEN(sorts),
	.filters = filters, .nfilters = ARRAY_LEN(filters), .scope_sql = "t.owner_id",
	.scope = own_only, .row_path = "/things/", .page_size = 5, .add_path = "/things/new",
	.add_msg = MSG_form_yes, .add_right = RIGHT_PLAN_EDIT,
};

#define has(page, part) \
	do { \
		if (strstr(page, part) == NULL) \
			fail_msg("no %s in %s", part, page); \
	} while (0)
#define hasnt(page, part) \
	do { \
		if (strstr(page, part) != NULL) \
			fail_msg("%s in %s", part, page); \
	} while (0)

static void
add(struct store *store, int64_t id, const char *title, const char *state, int64_t unit,
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

static struct ask *
ask_new(struct store *store)
{
	struct ask *ask = ARENA_NEW(store->arena, struct ask);

	ask_init(ask, store->arena, store->db);
	return ask;
}

static const char *
page_at(struct ask *ask, const char *target)
{
	struct reply reply = listing_view(ask_get(ask, target), &listing);

	assert_int_equal(reply.status, 200);
	return reply.body.at;
}

static const char *
csv_at(struct ask *ask, const char *target)
{
	struct reply reply = listing_csv(ask_get(ask, target), &listing);

	assert_int_equal(reply.status, 200);
	assert_string_equal(reply.type, "text/csv; charset=utf-8");
	return reply.body.at;
}

/* The link with this relation, or NULL; & is &amp; in the page. */
static const char *
link_of(struct store *store, const char *page, const char *rel)
{
	const char *at = strstr(page, rel);
	const char *end;
	char *to;
	size_t n = 0;

	if (at == NULL)
		return NULL;
	at = strstr(at, "href=\"") + 6;
	end = strchr(at, '"');
	to = arena_alloc(store->arena, (size_t)(end - at) + 1);
	for (; at < end; at++) {
		to[n++] = *at;
		if (strncmp(at, "&amp;", 5) == 0)
			at += 4;
	}
	return to;
}

/* Appends the ids of a page's rows to `ids` in the order shown; returns how many. */
static size_t
ids_of(const char *page, int64_t *ids)
{
	static const char mark[] = "href=\"/things/";
	size_t n = 0;

	for (page = strstr(page, "<tbody>"); page != NULL && (page = strstr(page, mark)) != NULL;) {
		page += sizeof(mark) - 1;
		ids[n++] = strtoll(page, NULL, 10);
	}
	return n;
}

/* Thirteen rows; due days tie in threes, ids run against the days. */
static void
fill(struct store *store)
{
	char title[20];

	store_test_script(store, DDL);
	for (int64_t i = 0; i < 13; i++) {
		(void)snprintf(title, sizeof(title), "viec %02d", (int)(i * 7 % 13));
		add(store, 113 - i, title, i % 2 == 0 ? "open" : "done", 1 + i % 3, 20770 + i / 3);
	}
}

/* What ORDER BY says, without pages. */
static size_t
ids_by(struct store *store, const char *order, int64_t *ids)
{
	struct db_stmt *q = db_stmt(store->db,
	    arena_printf(store->arena, "SELECT id FROM thing ORDER BY %s", order));
	size_t n = 0;

	while (db_step(q) == RC_OK)
		ids[n++] = db_i64(q, "id");
	assert_int_equal(db_end(q), RC_OK);
	return n;
}

static void
walk(struct store *store, const char *target, const char *order)
{
	struct ask *ask = ask_new(store);
	const char *target_now = target;
	const char *page = NULL;
	int64_t wanted[100], got[100];
	size_t nwanted = ids_by(store, order, wanted);
	size_t n = 0, last = 0;

	for (; target_now != NULL; target_now = link_of(store, page, "rel=\"next\"")) {
		page = page_at(ask, target_now);
		last = ids_of(page, got + n);
		n += last;
		assert_true(n <= nwanted);
	}
	assert_int_equal(n, nwanted);
	assert_memory_equal(got, wanted, n * sizeof(*got));
	/* and back again, page by page, to the very first row */
	for (n -= last; (target_now = link_of(store, page, "rel=\"prev\"")) != NULL; n -= last) {
		page = page_at(ask, target_now);
		last = ids_of(page, got);
		assert_true(last <= n);
		assert_memory_equal(got, wanted + n - last, last * sizeof(*got));
	}
	assert_int_equal(n, 0);
}

static void
pages_both_ways(struct store *store)
{
	fill(store);
	walk(store, "/things", "due_day, id");
	walk(store, "/things?sort=-due", "due_day DESC, id DESC");
	walk(store, "/things?sort=title", "title_key, id");
	walk(store, "/things?sort=-title", "title_key DESC, id DESC");
	walk(store, "/things?sort=-newest", "id DESC");
	walk(store, "/things?sort=newest", "id");
}

/* Rows that come and go between two pages: nothing twice, none of the old rows left out. */
static void
new_row_before_the_place(struct store *store)
{
	struct ask *ask = ask_new(store);
	int64_t seen[40];
	size_t n, more;
	const char *page;

	fill(store);
	page = page_at(ask, "/things");
	n = ids_of(page, seen);
	add(store, 1, "before", "open", 1, 20760);
	add(store, 300, "after", "open", 1, 20799);
	store_test_script(store, arena_printf(store->arena, "DELETE FROM thing WHERE id = %lld",
	    (long long)seen[n - 1])); /* the very row the cursor names */
	while ((page = link_of(store, page, "rel=\"next\"")) != NULL) {
		page = page_at(ask, page);
		more = ids_of(page, seen + n);
		n += more;
	}
	assert_int_equal(n, 14); /* 13 as they were, and the one that came behind */
	for (size_t i = 0; i < n; i++) {
		assert_int_not_equal(seen[i], 1);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(seen[i], seen[k]);
	}
}

static void
place_with_nothing_behind(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *next;

	fill(store);
	next = link_of(store, page_at(ask, "/things"), "rel=\"next\"");
	store_test_script(store, "DELETE FROM thing WHERE due_day > 20770");
	assert_int_equal(count_of(page_at(ask, next), "<tr><td data"), 3);
}

static void
filters_together(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *page;

	fill(store);
	page = page_at(ask, "/things?state=open&unit=1");
	has(page, "Tất cả: 3 dòng");
	has(page, "Sở &lt;Xây dựng&gt;");
	has(page, "<option value=\"open\" selected>");
	has(page, "href=\"/things?unit=1\"");
	has(page, "href=\"/things?state=open\"");
	has(page, "href=\"/things.csv?unit=1&amp;state=open\"");
	has(page_at(ask, "/things?state=done"), "5 dòng trên trang này");
	/* today is day 20778: all that is open is late */
	has(page_at(ask, "/things?when=late&unit=2"), "Tất cả: 2 dòng");
	has(page_at(ask, "/things?when=soon"), "Không có dòng nào khớp");
	add(store, 500, "soon", "open", 2, 20780);
	has(page_at(ask, "/things?when=soon"), "Tất cả: 1 dòng");
	has(page_at(ask, "/things?quarter=2026Q4&unit=3"), "Tất cả: 4 dòng");
	has(page_at(ask, "/things?quarter=2026Q3"), "Không có dòng nào khớp");
}

/* Two filters that no sort serves together: the later one is ignored, whoever typed the address. */
static void
filters_without_a_common_sort(struct store *store)
{
	static const unsigned by_day[] = { 1, 1 }, by_title[] = { 2, 2 };
	static const struct filter apart[] = {
		{ .key = "when", .kind = FIELD_CHOICE, .title = MSG_form_tick, .choices = whens,
		    .conditions = when_sql, .sorts = by_day },
		{ .key = "also", .kind = FIELD_CHOICE, .title = MSG_form_tick, .choices = whens,
		    .conditions = when_sql, .sorts = by_title },
	};
	struct ask *ask = ask_new(store);
	struct listing other = listing;
	struct reply reply;

	fill(store);
	other.filters = apart;
	other.nfilters = ARRAY_LEN(apart);
	reply = listing_view(ask_get(ask, "/things?also=soon&when=late&sort=title"), &other);
	assert_int_equal(reply.status, 200);
	has(reply.body.at, "href=\"/things.csv?when=late\"");
	reply = listing_view(ask_get(ask, "/things?also=late"), &other);
	has(reply.body.at, "href=\"/things.csv?also=late&amp;sort=title\"");
}

static void
filters_travel_with_pages(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *page;
	const char *next;

	fill(store);
	page = page_at(ask, "/things?state=open&sort=-title");
	next = link_of(store, page, "rel=\"next\"");
	assert_non_null(next);
	assert_true(text_starts(next, "/things?state=open&sort=-title&after="));
	has(page, "name=\"sort\" value=\"-title\" form=\"things-filter\"");
	assert_int_equal(count_of(page, "<tr><td data"), 5);
	page = page_at(ask, next);
	assert_int_equal(count_of(page, "<tr><td data"), 2);
	assert_null(link_of(store, page, "rel=\"next\""));
	has(page, "2 dòng trên trang cuối");
	has(page, "aria-sort=\"descending\"");
	assert_int_equal(count_of(page, "aria-sort"), 1);
}

static void
figure_is_checked(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *page;

	fill(store);
	page = page_at(ask, "/things?state=open&expect=7");
	has(page, "<b>7 = 7</b>");
	has(link_of(store, page, "rel=\"next\""), "&expect=7&after=");
	has(page_at(ask, "/things?state=open&expect=8"), "<b>8 ≠ 7</b>");
	has(page_at(ask, "/things?state=open&unit=99&expect=2"), "2 ≠ 0");
	hasnt(page_at(ask, "/things?state=open&expect=-1"), "≠");
	hasnt(page_at(ask, "/things?state=open&expect=x"), "≠");
}

static void
cells(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *page;

	store_test_script(store, DDL);
	add(store, 7, "a <b> & \"c\"", "done", 1234, 20778);
	add(store, 8, "x", "odd", 1, 20779);
	page = page_at(ask, "/things");
	has(page, "<a href=\"/things/7\">a &lt;b&gt; &amp; \"c\"</a>");
	has(page, "<span class=\"badge badge-done\">không</span>");
	has(page, "class=\"gb-date\">21/11/2026</td>");
	has(page, "class=\"gb-date\">21/11/2026 00:00</td>");
	has(page, "class=\"gb-num\">1.234</td>");
	has(page, ">2026Q4</td>");
	has(page, ">–</td>");
	has(page, ">odd</td>");
	has(page, "href=\"/things/new\"");
}

static void
empty_list_says_what_next(struct store *store)
{
	struct ask *ask = ask_new(store);
	const char *page;

	store_test_script(store, DDL);
	page = page_at(ask, "/things");
	has(page, "Chưa có gì ở đây.");
	has(page, "Cần đánh dấu vào ô này.");
	hasnt(page, "<table");
	ask->user.role = ROLE_INSPECTOR;
	hasnt(page_at(ask, "/things"), "/things/new");
}

/* Nothing an address says widens the scope; nothing malformed is more than ignored. */
static void
hostile_addresses(struct store *store)
{
	static const char *const hostile[] = { "unit=1", "unit=1&state=open", "unit=0", "unit=-1",
		"unit=1+OR+1=1", "unit=99999999999999999999", "state=open'--", "state=%00",
		"when=1",
		"quarter=x", "sort=owner_id", "sort=--due", "sort=-", "after=", "after=AAAA",
		"after=%25",
		"before=%F0%9F%98%80", "sort=title&after=_____________________", "owner=101",
		"scope=0&owner_id=101", "sort=title&before=////", "expect=99999999999999999999" };
	struct ask *ask = ask_new(store);

	fill(store);
	add(store, 900, "ours", "open", 2, 20775);
	ask->user = (struct user){ .role = ROLE_UNIT_OFFICER, .unit_id = 102,
	    .unit_path = "/1/102/",
		.name = "B", .unit_name = "Sở" };
	assert_int_equal(count_of(csv_at(ask, "/things.csv"), "\r\n"), 1 + 5);
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		const char *target = arena_printf(store->arena, "/things?%s", hostile[i]);
		int64_t ids[20];
		size_t n;

		if (strstr(hostile[i], "%00") != NULL)
			continue; /* refused before anybody sees it */
		n = ids_of(page_at(ask, target), ids);
		assert_true(n <= 5);
		for (size_t k = 0; k < n; k++)
			assert_true(ids[k] == 900 || (113 - ids[k]) % 3 == 1);
		assert_true(count_of(csv_at(ask, target), "\r\n") <= 1 + 5);
	}
	/* a cursor made over all rows only places; the scope still decides */
	ask->user.role = ROLE_FOCAL_OFFICER;
	{
		const char *next = link_of(store, page_at(ask, "/things"), "rel=\"next\"");
		int64_t ids[20];
		size_t n;

		ask->user.role = ROLE_UNIT_OFFICER;
		n = ids_of(page_at(ask, next), ids);
		assert_true(n > 0);
		for (size_t k = 0; k < n; k++)
			assert_true(ids[k] == 900 || (113 - ids[k]) % 3 == 1);
	}
}

static const char *part_target;

static const char *
part_header(const struct request *req, const char *name)
{
	(void)req;
	return text_equal(name, "HX-Target") ? part_target : NULL;
}

static void
part_of_the_page(struct store *store)
{
	struct ask *ask = ask_new(store);
	struct ctx *ctx;
	struct reply reply;

	fill(store);
	ctx = ask_get(ask, "/things?state=open&unit=");
	ctx->req->htmx = ctx->req->partial = true;
	ctx->req->header = part_header;
	part_target = "div#list-things";
	reply = listing_view(ctx, &listing);
	has(reply.body.at, "<div id=\"list-things\">");
	hasnt(reply.body.at, "<html");
	hasnt(reply.body.at, "<form");
	assert_string_equal(reply.headers[0].name, "HX-Push-Url");
	assert_string_equal(reply.headers[0].value, "/things?state=open");
	part_target = "div#other";
	ctx = ask_get(ask, "/things");
	ctx->req->partial = true;
	ctx->req->header = part_header;
	reply = listing_view(ctx, &listing);
	has(reply.body.at, "<html");
}

static void
inside_another_page(struct store *store)
{
	struct ask *ask = ask_new(store);
	struct html *h;

	fill(store);
	(void)ask_get(ask, "/desk?state=done&sort=title");
	h = ask_page(ask);
	assert_int_equal(listing_embed(h, &ask->ctx, &listing, "state=open&unit=1", 2), RC_OK);
	assert_int_equal(count_of(buf_text(&h->out), "<tr><td data"), 2);
	has(buf_text(&h->out), "href=\"/things?unit=1&amp;state=open\"");
	hasnt(buf_text(&h->out), "sort=");
	h = ask_page(ask);
	ask->user.role = ROLE_JOURNALIST;
	assert_int_equal(listing_embed(h, &ask->ctx, &listing, "", 2), RC_OK);
	assert_string_equal(buf_text(&h->out), "");
}

/* ---- CSV ---- */

static void
csv_cells(struct store *store)
{
	static const struct {
		const char *title, *cell;
	} cases[] = {
		{ "plain", "plain," },
		{ "=1+1", "'=1+1," },
		{ "+84", "'+84," },
		{ "-5", "'-5," },
		{ "@x", "'@x," },
		{ "\tx", "\"'\tx\"," },
		{ "\rx", "\"'\rx\"," },
		{ "=HYPERLINK(\"http://x\",\"y\")",
		    "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"," },
		{ "a,b", "\"a,b\"," },
		{ "a\"b", "\"a\"\"b\"," },
		{ "a\r\nb", "\"a\r\nb\"," },
		{ " a", "\" a\"," },
		{ "Đường <b>", "Đường <b>," },
	};
	struct ask *ask = ask_new(store);
	const char *csv;

	store_test_script(store, DDL);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		add(store, (int64_t)i + 1, cases[i].title, "done", -3, 20778);
	csv = csv_at(ask, "/things.csv");
	assert_memory_equal(csv, "\xef\xbb\xbfTrong hệ thống", 17);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		has(csv, arena_printf(store->arena,
		             "%skhông,2026-11-21,2026-11-21,-3,2026Q4,2026-11-21T00:00:00+07:00\r\n",
		             cases[i].cell));
	hasnt(csv, "DỮ LIỆU MINH HỌA");
	ask->ctx.demo = true;
	assert_memory_equal(csv_at(ask, "/things.csv"), "\xef\xbb\xbf" "DỮ LIỆU MINH HỌA\r\n", 25);
}

/* Many pages: every row once, in order, filters and scope as on the page. */
static void
csv_of_many_pages(struct store *store)
{
	struct ask *ask = ask_new(store);
	struct prng r;
	const char *csv, *at;
	char last[40] = "";
	int lines = 0;

	store_test_script(store, DDL);
	prng_init(&r, 20261121);
	store_test_script(store, "BEGIN");
	for (int64_t i = 1; i <= 2500; i++)
		add(store, i, arena_printf(store->arena, "v%03d", (int)prng_below(&r, 300)),
		    prng_below(&r, 2) == 0 ? "open" : "done", (int64_t)prng_below(&r, 2),
		    20000 + i % 9);
	store_test_script(store, "COMMIT");
	csv = csv_at(ask, "/things.csv?sort=title");
	for (at = strstr(csv, "\r\n") + 2; *at != '\0'; at = strstr(at, "\r\n") + 2, lines++) {
		assert_true(strncmp(last, at, 4) <= 0);
		memcpy(last, at, 4);
	}
	assert_int_equal(lines, 2500);
	csv = csv_at(ask, "/things.csv?state=open&unit=1&sort=-title");
	assert_int_equal(count_of(csv, "\r\n") - 1,
	    store_test_number(store,
	        "SELECT count(*) AS n FROM thing WHERE state = 'open' AND unit_id = 1"));
	ask->user.role = ROLE_UNIT_OFFICER;
	ask->user.unit_id = 101;
	csv = csv_at(ask, "/things.csv?after=x&unit=0");
	assert_int_equal(count_of(csv, "\r\n") - 1,
	    store_test_number(store, "SELECT count(*) AS n FROM thing WHERE owner_id = 101"));
}

static void
store_that_fails(struct store *store)
{
	struct ask *ask = ask_new(store);

	db_set_err(store->db, &ask->ctx.err); /* no table at all */
	assert_int_equal(listing_view(ask_get(ask, "/things"), &listing).status, 500);
	assert_int_equal(listing_csv(ask_get(ask, "/things.csv"), &listing).status, 500);
	db_set_err(store->db, &store->err);
}

/* ---- Statements ---- */

struct tally {
	struct store *store;
	int count;
};

static void
explain(void *arg, const char *sql, const char *what)
{
	struct tally *tally = arg;
	struct store *store = tally->store;
	struct db_stmt *q;
	bool covered = strstr(sql, "t.title_key") == NULL && strstr(what, "newest") == NULL;

	tally->count++;
	q = db_stmt(store->db, arena_printf(store->arena, "EXPLAIN QUERY PLAN %s", sql));
	for (int n = 1; strstr(sql, arena_printf(store->arena, "$%d", n)) != NULL; n++)
		db_bind_i64(q, n, 1);
	while (db_step(q) == RC_OK) {
		const char *detail = db_text(q, store->arena, "detail");

		db_skip(q, "id");
		db_skip(q, "parent");
		db_skip(q, "notused");
		if (covered && strstr(sql, "count(*)") == NULL &&
		    (strstr(detail, "SCAN") != NULL || strstr(detail, "TEMP B-TREE") != NULL))
			fail_msg("%s: %s: %s", what, detail, sql);
	}
	assert_int_equal(db_end(q), RC_OK);
}

/* This test's table has the indexes that listing.h asks for when sorted by day. */
static void
statements_search(struct store *store)
{
	struct tally tally = { .store = store };

	store_test_script(store, DDL);
	if (db_kind(store->db) != DB_SQLITE)
		return;
	listing_statements(&listing, explain, &tally);
	/* scopes 2, sorts 3, filters 2 x 2 x 3 x 2, rising, falling and count; "late" only by day */
	assert_int_equal(tally.count, 2 * (3 * 24 - 2 * 8) * 3);
}

static void
a_filter_keeps_to_the_sorts_an_index_serves(struct store *store)
{
	const char *page;
	struct ask *ask;

	fill(store);
	ask = ask_new(store);
	page = page_at(ask, "/things?when=late&sort=-title");
	has(page, "things-by-due");
	hasnt(page, "things-by-title");
	hasnt(page, "name=\"sort\"");
	page = page_at(ask, "/things?state=open&sort=-title");
	has(page, "things-by-title");
	has(page, "name=\"sort\" value=\"-title\"");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_filter_keeps_to_the_sorts_an_index_serves),
		STORE_TEST_BARE(pages_both_ways),
		STORE_TEST_BARE(new_row_before_the_place),
		STORE_TEST_BARE(place_with_nothing_behind),
		STORE_TEST_BARE(filters_together),
		STORE_TEST_BARE(filters_without_a_common_sort),
		STORE_TEST_BARE(filters_travel_with_pages),
		STORE_TEST_BARE(figure_is_checked),
		STORE_TEST_BARE(cells),
		STORE_TEST_BARE(empty_list_says_what_next),
		STORE_TEST_BARE(hostile_addresses),
		STORE_TEST_BARE(part_of_the_page),
		STORE_TEST_BARE(inside_another_page),
		STORE_TEST_BARE(csv_cells),
		STORE_TEST_BARE(csv_of_many_pages),
		STORE_TEST_BARE(store_that_fails),
		STORE_TEST_BARE(statements_search),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
