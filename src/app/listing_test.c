/*
 * Lists as pages: both ways with ties and with rows that come in between, filters, scope against
 * hostile addresses, and what the page says.
 */
#include "tests/thing.h"

#include "app/listing_query.h"

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
	struct ask *ask = thing_ask(store);
	const char *target_now = target;
	const char *page = NULL;
	int64_t wanted[100], got[100];
	size_t nwanted = ids_by(store, order, wanted);
	size_t n = 0, last = 0;

	for (; target_now != NULL; target_now = link_of(store, page, "rel=\"next\"")) {
		page = thing_page(ask, target_now);
		last = ids_of(page, got + n);
		n += last;
		assert_true(n <= nwanted);
	}
	assert_int_equal(n, nwanted);
	assert_memory_equal(got, wanted, n * sizeof(*got));
	/* and back again, page by page, to the very first row */
	for (n -= last; (target_now = link_of(store, page, "rel=\"prev\"")) != NULL; n -= last) {
		page = thing_page(ask, target_now);
		last = ids_of(page, got);
		assert_true(last <= n);
		assert_memory_equal(got, wanted + n - last, last * sizeof(*got));
	}
	assert_int_equal(n, 0);
}

static void
pages_both_ways(struct store *store)
{
	thing_fill(store);
	walk(store, "/things", "due_day, id");
	walk(store, "/things?sort=-due", "due_day DESC, id DESC");
	walk(store, "/things?sort=title", "title_key, id");
	walk(store, "/things?sort=-title", "title_key DESC, id DESC");
	walk(store, "/things?sort=-newest", "id DESC");
	walk(store, "/things?sort=newest", "id");
}

/* A key longer than an address holds, as an older version stored them, places and stops nobody. */
static void
long_key_still_places(struct store *store)
{
	const struct sort sort = { "title", 0, "t.title_key", CELL_TEXT, false };
	char *key = arena_alloc(store->arena, 4258);
	struct cursor cursor = { .id = 7, .bytes = { key, 4258 } };
	struct cursor back;

	memset(key, 'k', 4258);
	assert_true(cursor_read(store->arena, &sort, cursor_text(store->arena, &sort, &cursor),
	    &back));
	assert_int_equal(back.id, 7);
	assert_int_equal(back.bytes.len, LISTING_KEY_MAX);
	assert_memory_equal(back.bytes.at, key, LISTING_KEY_MAX);
}

/* Rows that come and go between two pages: nothing twice, none of the old rows left out. */
static void
new_row_before_the_place(struct store *store)
{
	struct ask *ask = thing_ask(store);
	int64_t seen[40];
	size_t n, more;
	const char *page;

	thing_fill(store);
	page = thing_page(ask, "/things");
	n = ids_of(page, seen);
	thing_add(store, 1, "before", "open", 1, 20760);
	thing_add(store, 300, "after", "open", 1, 20799);
	store_test_script(store, arena_printf(store->arena, "DELETE FROM thing WHERE id = %lld",
	    (long long)seen[n - 1])); /* the very row the cursor names */
	while ((page = link_of(store, page, "rel=\"next\"")) != NULL) {
		page = thing_page(ask, page);
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
	struct ask *ask = thing_ask(store);
	const char *next;

	thing_fill(store);
	next = link_of(store, thing_page(ask, "/things"), "rel=\"next\"");
	store_test_script(store, "DELETE FROM thing WHERE due_day > 20770");
	assert_int_equal(count_of(thing_page(ask, next), "<tr><td data"), 3);
}

static void
filters_together(struct store *store)
{
	struct ask *ask = thing_ask(store);
	const char *page;

	thing_fill(store);
	page = thing_page(ask, "/things?state=open&unit=1");
	has(page, "Tất cả: 3 dòng");
	has(page, "Sở &lt;Xây dựng&gt;");
	has(page, "<option value=\"open\" selected>");
	has(page, "href=\"/things?unit=1\"");
	has(page, "href=\"/things?state=open\"");
	has(page, "href=\"/things.csv?unit=1&amp;state=open\"");
	has(thing_page(ask, "/things?state=done"), "5 dòng trên trang này");
	/* today is day 20778: all that is open is late */
	has(thing_page(ask, "/things?when=late&unit=2"), "Tất cả: 2 dòng");
	has(thing_page(ask, "/things?when=soon"), "Không có dòng nào khớp");
	thing_add(store, 500, "soon", "open", 2, 20780);
	has(thing_page(ask, "/things?when=soon"), "Tất cả: 1 dòng");
	has(thing_page(ask, "/things?quarter=2026Q4&unit=3"), "Tất cả: 4 dòng");
	has(thing_page(ask, "/things?quarter=2026Q3"), "Không có dòng nào khớp");
}

/* Two filters that no sort serves together: the later one is ignored, whoever typed the address. */
static void
filters_without_a_common_sort(struct store *store)
{
	static const unsigned by_day[] = { 1, 1 }, by_title[] = { 2, 2 };
	static const struct filter apart[] = {
		{ .key = "when", .kind = FIELD_CHOICE, .title = MSG_form_tick,
		    .choices = thing_whens, .conditions = thing_when_sql, .sorts = by_day },
		{ .key = "also", .kind = FIELD_CHOICE, .title = MSG_form_tick,
		    .choices = thing_whens, .conditions = thing_when_sql, .sorts = by_title },
	};
	struct ask *ask = thing_ask(store);
	struct listing other = thing_listing;
	struct reply reply;

	thing_fill(store);
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
	struct ask *ask = thing_ask(store);
	const char *page;
	const char *next;

	thing_fill(store);
	page = thing_page(ask, "/things?state=open&sort=-title");
	next = link_of(store, page, "rel=\"next\"");
	assert_non_null(next);
	assert_true(text_starts(next, "/things?state=open&sort=-title&after="));
	has(page, "name=\"sort\" value=\"-title\" form=\"things-filter\"");
	assert_int_equal(count_of(page, "<tr><td data"), 5);
	page = thing_page(ask, next);
	assert_int_equal(count_of(page, "<tr><td data"), 2);
	assert_null(link_of(store, page, "rel=\"next\""));
	has(page, "2 dòng trên trang cuối");
	has(page, "aria-sort=\"descending\"");
	assert_int_equal(count_of(page, "aria-sort"), 1);
}

static void
figure_is_checked(struct store *store)
{
	struct ask *ask = thing_ask(store);
	const char *page;

	thing_fill(store);
	page = thing_page(ask, "/things?state=open&expect=7");
	has(page, "<b>7 = 7</b>");
	has(link_of(store, page, "rel=\"next\""), "&expect=7&after=");
	has(thing_page(ask, "/things?state=open&expect=8"), "<b>8 ≠ 7</b>");
	has(thing_page(ask, "/things?state=open&unit=99&expect=2"), "2 ≠ 0");
	hasnt(thing_page(ask, "/things?state=open&expect=-1"), "≠");
	hasnt(thing_page(ask, "/things?state=open&expect=x"), "≠");
}

static void
cells(struct store *store)
{
	struct ask *ask = thing_ask(store);
	const char *page;

	store_test_script(store, THING_DDL);
	thing_add(store, 7, "a <b> & \"c\"", "done", 1234, 20778);
	thing_add(store, 8, "x", "odd", 1, 20779);
	page = thing_page(ask, "/things");
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
	struct ask *ask = thing_ask(store);
	const char *page;

	store_test_script(store, THING_DDL);
	page = thing_page(ask, "/things");
	has(page, "Chưa có gì ở đây.");
	has(page, "Cần đánh dấu vào ô này.");
	hasnt(page, "<table");
	ask->user.role = ROLE_INSPECTOR;
	hasnt(thing_page(ask, "/things"), "/things/new");
}

/* A scope that cannot be read is answered as a failure, with no row. */
static void
unreadable_scope_shows_nothing(struct store *store)
{
	struct ask *ask = thing_ask(store);

	thing_fill(store);
	ask->user = (struct user){ .role = ROLE_UNIT_OFFICER, .unit_id = THING_LOST_UNIT,
	    .unit_path = "/1/666/", .name = "B", .unit_name = "Sở" };
	assert_int_equal(listing_view(ask_get(ask, "/things"), &thing_listing).status, 500);
	assert_int_equal(listing_csv(ask_get(ask, "/things.csv"), &thing_listing).status, 500);
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
	struct ask *ask = thing_ask(store);

	thing_fill(store);
	thing_add(store, 900, "ours", "open", 2, 20775);
	ask->user = (struct user){ .role = ROLE_UNIT_OFFICER, .unit_id = 102,
	    .unit_path = "/1/102/",
		.name = "B", .unit_name = "Sở" };
	assert_int_equal(count_of(thing_csv(ask, "/things.csv"), "\r\n"), 1 + 5);
	for (size_t i = 0; i < ARRAY_LEN(hostile); i++) {
		const char *target = arena_printf(store->arena, "/things?%s", hostile[i]);
		int64_t ids[20];
		size_t n;

		if (strstr(hostile[i], "%00") != NULL)
			continue; /* refused before anybody sees it */
		n = ids_of(thing_page(ask, target), ids);
		assert_true(n <= 5);
		for (size_t k = 0; k < n; k++)
			assert_true(ids[k] == 900 || (113 - ids[k]) % 3 == 1);
		assert_true(count_of(thing_csv(ask, target), "\r\n") <= 1 + 5);
	}
	/* a cursor made over all rows only places; the scope still decides */
	ask->user.role = ROLE_FOCAL_OFFICER;
	{
		const char *next = link_of(store, thing_page(ask, "/things"), "rel=\"next\"");
		int64_t ids[20];
		size_t n;

		ask->user.role = ROLE_UNIT_OFFICER;
		n = ids_of(thing_page(ask, next), ids);
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
	struct ask *ask = thing_ask(store);
	struct ctx *ctx;
	struct reply reply;

	thing_fill(store);
	ctx = ask_get(ask, "/things?state=open&unit=");
	ctx->req->htmx = ctx->req->partial = true;
	ctx->req->header = part_header;
	part_target = "div#list-things";
	reply = listing_view(ctx, &thing_listing);
	has(reply.body.at, "<div id=\"list-things\">");
	hasnt(reply.body.at, "<html");
	hasnt(reply.body.at, "<form");
	assert_string_equal(reply.headers[0].name, "HX-Push-Url");
	assert_string_equal(reply.headers[0].value, "/things?state=open");
	part_target = "div#other";
	ctx = ask_get(ask, "/things");
	ctx->req->partial = true;
	ctx->req->header = part_header;
	reply = listing_view(ctx, &thing_listing);
	has(reply.body.at, "<html");
}

static void
inside_another_page(struct store *store)
{
	struct ask *ask = thing_ask(store);
	struct html *h;

	thing_fill(store);
	(void)ask_get(ask, "/desk?state=done&sort=title");
	h = ask_page(ask);
	assert_int_equal(listing_embed(h, &ask->ctx, &thing_listing, "state=open&unit=1", 2),
	    RC_OK);
	assert_int_equal(count_of(buf_text(&h->out), "<tr><td data"), 2);
	has(buf_text(&h->out), "href=\"/things?unit=1&amp;state=open\"");
	hasnt(buf_text(&h->out), "sort=");
	h = ask_page(ask);
	ask->user.role = ROLE_JOURNALIST;
	assert_int_equal(listing_embed(h, &ask->ctx, &thing_listing, "", 2), RC_OK);
	assert_string_equal(buf_text(&h->out), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST_BARE(pages_both_ways),
		STORE_TEST_BARE(long_key_still_places),
		STORE_TEST_BARE(new_row_before_the_place),
		STORE_TEST_BARE(place_with_nothing_behind),
		STORE_TEST_BARE(filters_together),
		STORE_TEST_BARE(filters_without_a_common_sort),
		STORE_TEST_BARE(filters_travel_with_pages),
		STORE_TEST_BARE(figure_is_checked),
		STORE_TEST_BARE(cells),
		STORE_TEST_BARE(empty_list_says_what_next),
		STORE_TEST_BARE(unreadable_scope_shows_nothing),
		STORE_TEST_BARE(hostile_addresses),
		STORE_TEST_BARE(part_of_the_page),
		STORE_TEST_BARE(inside_another_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
