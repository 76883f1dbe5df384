/*
 * listing_query_fuzz.c: addresses of lists. Whatever is asked: what was understood reads back the
 * same from the address written for it, cursors too, and the statement is one the table could make.
 */
#include "app/listing_query.h"
#include "app/listing_sql.h"
#include "base/arena.h"
#include "base/err.h"
#include "tests/fuzz/fuzz.h"

static const struct choice states[] = { { "open", 1 }, { "done", 1 }, { NULL, 0 } };
static const char *const conditions[] = { "t.due < $today", "t.due = $today", NULL };
static const struct column columns[] = { { .key = "a", .title = 1, .sql = "t.a" } };
static const struct sort sorts[] = {
	{ .key = "due", .title = 1, .sql = "t.due", .kind = CELL_DAY },
	{ .key = "name", .title = 1, .sql = "t.name_key", .kind = CELL_TEXT, .descending = true },
	{ .key = "id", .title = 1, .sql = "t.id", .kind = CELL_INT },
};
static const struct filter filters[] = {
	{ .key = "unit", .kind = FIELD_ID, .sql = "t.unit_id" },
	{ .key = "state", .kind = FIELD_CHOICE, .sql = "t.state", .choices = states },
	{ .key = "when", .kind = FIELD_CHOICE, .choices = states, .conditions = conditions },
	{ .key = "quarter", .kind = FIELD_QUARTER, .sql = "t.quarter" },
};
static const struct listing listing = { .name = "things", .path = "/things", .from = "thing t",
	.columns = columns, .ncolumns = 1, .sorts = sorts, .nsorts = ARRAY_LEN(sorts),
	.filters = filters, .nfilters = ARRAY_LEN(filters), .scope_sql = "t.owner_id" };

enum { PARAMS_MAX = 64 };

static void
same_cursor(struct arena *arena, const struct listing_query *query)
{
	const struct sort *sort = &sorts[query->sort];
	const char *text = cursor_text(arena, sort, &query->cursor);
	struct cursor again;

	BUG_IF(!cursor_read(arena, sort, text, &again));
	BUG_IF(again.id != query->cursor.id || again.number != query->cursor.number);
	BUG_IF(!str_equal(again.bytes, query->cursor.bytes));
	for (size_t i = 0; i < ARRAY_LEN(sorts); i++)
		BUG_IF(i != query->sort && cursor_read(arena, &sorts[i], text, &again));
}

static void
same_query(struct arena *arena, const struct listing_query *query)
{
	const char *text = listing_query_text(query, arena, WITHOUT_NONE);
	struct param params[PARAMS_MAX];
	struct listing_query again;
	size_t n;

	BUG_IF(!http_parse_form(arena, str_of(text[0] == '?' ? text + 1 : text), params, PARAMS_MAX,
	    &n));
	listing_query_read(&again, &listing, arena, params, n);
	BUG_IF(again.sort != query->sort || again.falling != query->falling);
	for (size_t i = 0; i < ARRAY_LEN(filters); i++) {
		const struct filter_value *a = &query->filters[i], *b = &again.filters[i];

		BUG_IF(a->on != b->on || (a->on && (a->choice != b->choice || a->text != b->text)));
		BUG_IF(a->on && a->number != b->number);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(4 << 20);
	struct param params[PARAMS_MAX];
	struct listing_query query;
	struct listing_sql sql;
	size_t n;

	if (http_parse_form(arena, (struct str){ (const char *)data, size }, params, PARAMS_MAX,
	        &n)) {
		listing_query_read(&query, &listing, arena, params, n);
		BUG_IF(query.scoped || query.expect < -1);
		same_query(arena, &query);
		if (query.way != WAY_START)
			same_cursor(arena, &query);
		query.scoped = true;
		listing_sql_rows(&sql, arena, &query);
		BUG_IF(strstr(buf_text(&sql.text), " WHERE t.owner_id = $1 AND ") == NULL);
		listing_sql_count(&sql, arena, &query);
		BUG_IF(strstr(buf_text(&sql.text), " WHERE t.owner_id = $1 AND ") == NULL);
	}
	arena_free(arena);
	return 0;
}
