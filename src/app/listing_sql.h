/*
 * listing_sql.h: the statement of a listing, and what is bound to it. Only the table's literals go
 * into the text; every value is bound.
 */
#ifndef APP_LISTING_SQL_H
#define APP_LISTING_SQL_H

#include "app/listing_query.h"

struct db_stmt;

/* What stands behind a parameter. */
enum bind_kind { BIND_SCOPE, BIND_FILTER, BIND_TODAY, BIND_KEY, BIND_ID, BIND_LIMIT };

#define BINDS_MAX (LISTING_FILTERS_MAX + 5)

struct bind {
	enum bind_kind kind;
	size_t filter;
};

struct listing_sql {
	struct buf text;
	struct bind binds[BINDS_MAX]; /* $1 is binds[0] */
	int nbinds;
};

/*
 * Rows in the query's order from its cursor on; from WAY_BEFORE in the opposite order. Columns:
 * row_id, the listing's, sort_key.
 */
void listing_sql_rows(struct listing_sql *sql, struct arena *arena,
    const struct listing_query *query);

/* One row, n: how many rows the filters leave, counted up to the limit. */
void listing_sql_count(struct listing_sql *sql, struct arena *arena,
    const struct listing_query *query);

/* Binds what the text asks for; `limit` is how many rows, or how far to count. */
void listing_sql_bind(const struct listing_sql *sql, struct db_stmt *stmt,
    const struct listing_query *query, int64_t today, int64_t limit);

#endif
