/*
 * listing.h: a register's list, from a table: filter, sort by indexed columns, keyset paging,
 * a lasting address, CSV. The statement is put together from the table's own literals (never from
 * values), and tools/sqlcheck tries every sort x direction x filter combination on both engines:
 * none may scan a table or sort in a temporary B-tree. Pages are by key, so page 1,000 costs what
 * page 1 costs and nothing is shown twice while others write.
 *
 * Rules for a table: `from` is the FROM clause with alias t for the register's own table, whose key
 * is t.id; every filter is an equality (or IS NULL) on t; every sort is an expression on t that an
 * index serves for every allowed set of filters. `sets` limits which filters go together.
 */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/form.h"
#include "app/rights.h"
#include "base/buf.h"

struct ctx;
struct db;
struct html;
struct reply;

enum cell_kind {
	CELL_TEXT,
	CELL_INT,
	CELL_DAY,    /* NULL shows a dash */
	CELL_MS,
	CELL_QUARTER,
	CELL_CHOICE  /* a stored word shown by the column's choices */
};

struct column {
	const char *key;    /* name in the address, the CSV head and the SELECT */
	enum cell_kind kind;
	int title;          /* enum msg */
	const char *sql;    /* expression */
	const struct choice *choices;
	bool link;          /* the cell links to the row's page */
	/* CSS class for a value ("badge bg-red-lt"), or NULL: no class */
	const char *(*class_of)(struct ctx *ctx, const char *text, int64_t number);
};

struct sort {
	const char *key;
	int title;
	const char *sql;     /* t.due_day; never NULL in the store, or NULLS LAST is kept by a column */
	enum cell_kind kind; /* CELL_TEXT sorts by a stored collation key column (BYTEA) */
	bool descending;     /* the first click */
};

struct filter {
	const char *key;
	enum field_kind kind;          /* FIELD_CHOICE, FIELD_ID, FIELD_QUARTER */
	int title;
	const char *sql;               /* "t.state" : compared with = $n */
	const struct choice *choices;
	enum rc (*options)(struct ctx *ctx, struct options *to);
};

struct listing {
	const char *name;              /* "tasks": file name of the CSV */
	const char *path;              /* "/tasks" */
	int title, empty;              /* enum msg; `empty` says what to do next */
	enum right right;
	const char *from;
	const struct column *columns;
	size_t ncolumns;
	const struct sort *sorts;      /* the first is the default */
	size_t nsorts;
	const struct filter *filters;
	size_t nfilters;
	/* Fixed conditions on t from who asks ("t.lead_org_id = "), as a filter that cannot be dropped:
	 * writes the value; false when the user sees everything. NULL: no scope. */
	const char *scope_sql;
	bool (*scope)(struct ctx *ctx, int64_t *value);
	const char *row_path;          /* "/tasks/%lld" */
	int page_size;                 /* 0: 50 */
};

/* The whole page (or the table alone for htmx), or the CSV when the address ends in ".csv". */
struct reply listing_view(struct ctx *ctx, const struct listing *listing)
	__attribute__((warn_unused_result));
struct reply listing_csv(struct ctx *ctx, const struct listing *listing)
	__attribute__((warn_unused_result)); /* GET path.csv, ROUTE_WORKER, pages by key */

/* The list inside another page, with fixed filter values ("state=late&unit=5"); at most `limit`. */
void listing_embed(struct html *h, struct ctx *ctx, const struct listing *listing,
    const char *query, int limit);

/* For tools/sqlcheck: calls `each` with every statement this listing can make. */
void listing_statements(const struct listing *listing,
    void (*each)(void *arg, const char *sql, const char *what), void *arg);

#endif
