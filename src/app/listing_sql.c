/*
 * listing_sql.c: puts the statement of a listing together. Two ideas. A first page is a page after
 * a place before all rows, so first and later pages are one statement and always a search in the
 * sort's index, never a scan. And all filters but those an index is meant to serve are written so
 * that no planner takes an index for them ("x || ''", "x + 0"), which would then have to sort.
 */
#include "app/listing_sql.h"

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "db/db.h"

enum { SQL_MAX = 16 * 1024 };

static void
add_bind(struct listing_sql *sql, enum bind_kind kind, size_t filter)
{
	BUG_IF(sql->nbinds == BINDS_MAX);
	sql->binds[sql->nbinds++] = (struct bind){ kind, filter };
	buf_add_char(&sql->text, '$');
	buf_add_i64(&sql->text, sql->nbinds);
}

static unsigned
filters_on(const struct listing_query *query)
{
	unsigned on = 0;

	for (size_t i = 0; i < query->listing->nfilters; i++)
		on |= (unsigned)query->filters[i].on << i;
	return on;
}

/* Filters by words: never left to an index. */
static unsigned
of_words(const struct listing *listing)
{
	unsigned words = 0;

	for (size_t i = 0; i < listing->nfilters; i++)
		words |= (unsigned)(listing->filters[i].kind == FIELD_TEXT) << i;
	return words;
}

/* The filters that are left to an index. */
static unsigned
served(const struct listing_query *query)
{
	const struct listing *listing = query->listing;
	unsigned on = filters_on(query) & ~of_words(listing);

	if (query->scoped)
		return 0;
	if (listing->served == NULL)
		return on & (0u - on); /* the lowest */
	for (const unsigned *set = listing->served; *set != 0; set++) {
		if ((*set & on) == *set)
			return *set;
	}
	return 0;
}

/* One parameter, however often the day is named. */
static void
add_today(struct listing_sql *sql)
{
	for (int i = 0; i < sql->nbinds; i++) {
		if (sql->binds[i].kind == BIND_TODAY) {
			buf_printf(&sql->text, "$%d", i + 1);
			return;
		}
	}
	add_bind(sql, BIND_TODAY, 0);
}

/* "t.owed = 1 AND t.due_day < $today" with a number for $today. */
static void
add_text(struct listing_sql *sql, const char *text)
{
	static const char today[] = "$today";
	const char *at;

	while ((at = strstr(text, today)) != NULL) {
		buf_add(&sql->text, text, (size_t)(at - text));
		add_today(sql);
		text = at + sizeof(today) - 1;
	}
	buf_add_text(&sql->text, text);
}

static void
add_filter(struct listing_sql *sql, const struct listing_query *query, size_t i, bool by_index)
{
	const struct filter *filter = &query->listing->filters[i];

	if (filter->conditions != NULL) {
		buf_add_char(&sql->text, '(');
		add_text(sql, filter->conditions[query->filters[i].choice]);
		buf_add_char(&sql->text, ')');
		return;
	}
	if (filter->kind == FIELD_TEXT) {
		buf_printf(&sql->text, "replace(%s, ", filter->sql);
		add_bind(sql, BIND_FILTER, i);
		buf_printf(&sql->text, ", '') <> %s", filter->sql);
		return;
	}
	buf_add_text(&sql->text, filter->sql);
	if (!by_index)
		buf_add_text(&sql->text, filter->kind == FIELD_CHOICE ? " || ''" : " + 0");
	buf_add_text(&sql->text, " = ");
	add_bind(sql, BIND_FILTER, i);
}

static bool
by_id(const struct sort *sort)
{
	return text_equal(sort->sql, "t.id");
}

/* Backwards is the same order the other way round. */
static bool
reads_falling(const struct listing_query *query)
{
	return query->falling != (query->way == WAY_BEFORE);
}

static void
add_place(struct listing_sql *sql, const struct listing_query *query)
{
	const struct sort *sort = &query->listing->sorts[query->sort];
	const char *than = reads_falling(query) ? " < " : " > ";

	if (by_id(sort)) {
		buf_add_text(&sql->text, "t.id");
		buf_add_text(&sql->text, than);
		add_bind(sql, BIND_ID, 0);
		return;
	}
	buf_printf(&sql->text, "(%s, t.id)%s(", sort->sql, than);
	add_bind(sql, BIND_KEY, 0);
	buf_add_text(&sql->text, ", ");
	add_bind(sql, BIND_ID, 0);
	buf_add_char(&sql->text, ')');
}

static void
add_where(struct listing_sql *sql, const struct listing_query *query)
{
	const struct listing *listing = query->listing;
	unsigned index = served(query);

	buf_printf(&sql->text, " FROM %s WHERE ", listing->from);
	if (query->scoped) {
		buf_printf(&sql->text, "%s = ", listing->scope_sql);
		add_bind(sql, BIND_SCOPE, 0);
		buf_add_text(&sql->text, " AND ");
	}
	for (size_t i = 0; i < listing->nfilters; i++) {
		if (!query->filters[i].on)
			continue;
		add_filter(sql, query, i, (index >> i & 1) != 0);
		buf_add_text(&sql->text, " AND ");
	}
	add_place(sql, query);
}

static void
begin(struct listing_sql *sql, struct arena *arena)
{
	sql->nbinds = 0;
	buf_init(&sql->text, arena, SQL_MAX);
}

void
listing_sql_rows(struct listing_sql *sql, struct arena *arena, const struct listing_query *query)
{
	const struct listing *listing = query->listing;
	const struct sort *sort = &listing->sorts[query->sort];
	const char *direction = reads_falling(query) ? " DESC" : "";

	begin(sql, arena);
	buf_add_text(&sql->text, "SELECT t.id AS row_id");
	for (size_t i = 0; i < listing->ncolumns; i++) {
		buf_add_text(&sql->text, ", ");
		add_text(sql, listing->columns[i].sql);
		buf_add_text(&sql->text, " AS ");
		buf_add_text(&sql->text, listing->columns[i].key);
		if (listing->columns[i].to != NULL)
			buf_printf(&sql->text, ", %s AS %s", listing->columns[i].to,
			    listing->columns[i].to_key);
	}
	buf_printf(&sql->text, ", %s AS sort_key", sort->sql);
	add_where(sql, query);
	buf_add_text(&sql->text, " ORDER BY ");
	if (!by_id(sort))
		buf_printf(&sql->text, "%s%s, ", sort->sql, direction);
	buf_printf(&sql->text, "t.id%s LIMIT ", direction);
	add_bind(sql, BIND_LIMIT, 0);
	BUG_IF(sql->text.full);
}

void
listing_sql_count(struct listing_sql *sql, struct arena *arena, const struct listing_query *query)
{
	begin(sql, arena);
	buf_add_text(&sql->text, "SELECT count(*) AS n FROM (SELECT t.id");
	add_where(sql, query);
	buf_add_text(&sql->text, " LIMIT ");
	add_bind(sql, BIND_LIMIT, 0);
	buf_add_text(&sql->text, ") AS c");
	BUG_IF(sql->text.full);
}

/* A place before all rows has the least or the greatest key there can be. */
static void
bind_key(struct db_stmt *stmt, int n, const struct listing_query *query)
{
	/* above every sort key: ICU's begin with bytes up to 0xFE */
	static const char last[] = "\xff\xff\xff\xff";
	bool start = query->way == WAY_START;

	if (query->listing->sorts[query->sort].kind != CELL_TEXT)
		db_bind_i64(stmt, n,
		    !start ? query->cursor.number : query->falling ? INT64_MAX : INT64_MIN);
	else if (!start)
		db_bind_bytes(stmt, n, query->cursor.bytes.at, query->cursor.bytes.len);
	else
		db_bind_bytes(stmt, n, last, query->falling ? sizeof(last) - 1 : 0);
}

static void
bind_filter(struct db_stmt *stmt, int n, const struct listing_query *query, size_t i)
{
	if (query->listing->filters[i].kind == FIELD_TEXT)
		db_bind_text(stmt, n, query->filters[i].folded);
	else if (query->listing->filters[i].kind == FIELD_CHOICE)
		db_bind_text(stmt, n, query->filters[i].text);
	else
		db_bind_i64(stmt, n, query->filters[i].number);
}

void
listing_sql_bind(const struct listing_sql *sql, struct db_stmt *stmt,
    const struct listing_query *query, int64_t today, int64_t limit)
{
	for (int i = 0; i < sql->nbinds; i++) {
		int n = i + 1;

		switch (sql->binds[i].kind) {
		case BIND_SCOPE:
			db_bind_i64(stmt, n, query->scope);
			break;
		case BIND_FILTER:
			bind_filter(stmt, n, query, sql->binds[i].filter);
			break;
		case BIND_TODAY:
			db_bind_i64(stmt, n, today);
			break;
		case BIND_KEY:
			bind_key(stmt, n, query);
			break;
		case BIND_ID:
			db_bind_i64(stmt, n, query->way != WAY_START ? query->cursor.id
			    : query->falling ? INT64_MAX : INT64_MIN);
			break;
		case BIND_LIMIT:
			db_bind_i64(stmt, n, limit);
			break;
		}
	}
}

/* ---- Every statement, for tools/sqlcheck ---- */

/* Ways a filter can be: off, or on; one of its conditions if it has those. */
static size_t
states_of(const struct filter *filter)
{
	size_t n = 2;

	if (filter->conditions != NULL)
		for (n = 1; filter->conditions[n - 1] != NULL;)
			n++;
	return n;
}

/* Counts the filters' states up by one, like the wheels of a meter; false when all are through. */
static bool
next_states(struct listing_query *query)
{
	for (size_t i = 0; i < query->listing->nfilters; i++) {
		const struct filter *filter = &query->listing->filters[i];
		struct filter_value *value = &query->filters[i];
		size_t state = value->on ? value->choice + 1 : 0;

		state = (state + 1) % states_of(filter);
		*value = (struct filter_value){ .on = state > 0, .choice = state > 0 ? state - 1 :
		    0,
			.text = "" };
		if (state > 0)
			return true;
	}
	return false;
}

static void
tell_statements(const struct listing_query *query, struct arena *arena,
    void (*each)(void *arg, const char *sql, const char *what), void *arg)
{
	struct listing_query copy = *query;
	const char *what = arena_printf(arena, "%s%s, sort %s", query->listing->path,
	    query->scoped ? " scoped" : "", query->listing->sorts[query->sort].key);
	struct listing_sql sql;

	for (int falling = 0; falling < 2; falling++) {
		copy.falling = falling;
		listing_sql_rows(&sql, arena, &copy);
		each(arg, buf_text(&sql.text), what);
	}
	listing_sql_count(&sql, arena, &copy);
	each(arg, buf_text(&sql.text), what);
}

void
listing_statements(const struct listing *listing,
    void (*each)(void *arg, const char *sql, const char *what), void *arg)
{
	struct arena *arena = arena_new((size_t)64 << 20);
	struct listing_query query = { .listing = listing };

	for (int scoped = 0; scoped < (listing->scope == NULL ? 1 : 2); scoped++) {
		query.scoped = scoped;
		for (query.sort = 0; query.sort < listing->nsorts; query.sort++) {
			do {
				if ((listing_query_sorts(&query) >> query.sort & 1) != 0)
					tell_statements(&query, arena, each, arg);
				arena_reset(arena);
			} while (next_states(&query));
		}
	}
	arena_free(arena);
}
