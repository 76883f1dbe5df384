/*
 * listing.h: a register's list, from a table: filter, sort by indexed columns, keyset paging,
 * a lasting address, CSV. The statement is put together from the table's own literals (never from
 * values), and tools/sqlcheck tries every sort x direction x filter combination on both engines:
 * none may scan a table or sort in a temporary B-tree. Pages are by key, so page 1,000 costs what
 * page 1 costs and nothing is shown twice while others write.
 *
 * In the address: `sort=due` (rising) or `sort=-due` (falling), one parameter for each filter, and
 * `after=` or `before=` with a cursor: an opaque place in the order, not a page number. `expect=N`,
 * written by a page that shows the figure N, makes the foot count its rows: "12 = 12". Whatever
 * does not fit the table is ignored: an old or hostile address shows a list, never an error, and
 * never more than `scope` allows.
 *
 * Rules for a table: `from` is the FROM clause with alias t for the register's own table, whose key
 * is t.id; filters and sorts are expressions on t. One set of filters is left to an index (see
 * `served`; in a scoped list the scope alone), the others are looked at row by row, so each sort
 * needs the indexes (SORT, id), (SCOPE, SORT, id) and one (FILTER, SORT, id) for each served set.
 */
#ifndef APP_LISTING_H
#define APP_LISTING_H

#include "app/form.h"
#include "app/rights.h"
#include "base/buf.h"
#include "text/collate.h"

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
	const char *key;    /* name in the SELECT; a sort of the same key is offered in its head */
	enum cell_kind kind;
	int title;          /* enum msg */
	const char *sql;    /* expression; $today is the city's day */
	const struct choice *choices;
	bool link;          /* the cell links to the row's page */
	bool narrow;        /* a code: never broken over lines */
	bool csv_only;      /* in the CSV, not on the page */
	/*
	 * The cell links to what it speaks of: `to` is an expression that gives the path, '' for
	 * none; `to_key` its name in the SELECT; `may_open` says whether the reader may. Or NULL.
	 */
	const char *to, *to_key;
	bool (*may_open)(const struct ctx *ctx, const char *path);
	/* CELL_TEXT: what the page shows for a stored text; the CSV keeps it as stored. Or NULL. */
	struct str (*words)(struct html *h, struct str stored);
	/*
	 * CSS class for a value ("badge badge-late"), or NULL: no class. text: CELL_TEXT,
	 * CELL_CHOICE
	 */
	const char *(*class_of)(struct ctx *ctx, const char *text, int64_t number);
};

struct sort {
	const char *key;
	int title;
	const char *sql;     /* a plain column that is never NULL: t.due_key; t.id for "newest" */
	/*
	 * CELL_TEXT: a stored collation key (BYTEA) of at most LISTING_KEY_MAX bytes; else BIGINT.
	 */
	enum cell_kind kind;
	bool descending;     /* the first click */
};

struct filter {
	const char *key;
	enum field_kind kind;          /* FIELD_CHOICE, FIELD_ID, FIELD_QUARTER, FIELD_TEXT */
	int title;
	/*
	 * "t.state": compared with = $n. FIELD_TEXT: stored words as fold_search makes them, each
	 * with a blank before it ("' ' || t.search"): rows where one begins with what was typed.
	 * Looked at row by row in the order of the sort: for registers of some thousand rows.
	 */
	const char *sql;
	const struct choice *choices;
	enum rc (*options)(struct ctx *ctx, struct options *to);
	/*
	 * FIELD_CHOICE: a whole condition for each choice instead of `sql`, e.g. "late" is
	 * "t.owed = 1 AND t.due_day < $today". $today is the city's day. Ended by NULL.
	 */
	const char *const *conditions;
	/* With conditions: the sorts each choice goes with (bit i: sorts[i]; 0: all). NULL: all. */
	const unsigned *sorts;
};

#define LISTING_FILTERS_MAX 8
#define LISTING_SEARCH_MAX 100 /* characters of a FIELD_TEXT filter; more is ignored */
#define LISTING_COLUMNS_MAX 24
#define LISTING_KEY_MAX COLLATE_KEY_MAX
#define LISTING_PAGE_SIZE 50
#define LISTING_PAGE_MAX 200
#define LISTING_CSV_ROWS 100000
#define LISTING_EXPECT_MAX 10000 /* `expect` counts no further */

struct listing {
	const char *name;              /* "tasks": file name of the CSV */
	const char *path;              /* "/tasks" */
	const char *nav;               /* row of the menu, as for page_open */
	int title, empty;              /* enum msg; `empty` says what to do next */
	enum right right;
	const char *from;
	const struct column *columns;
	size_t ncolumns;
	const struct sort *sorts;      /* the first is the default */
	size_t nsorts;
	const struct filter *filters;
	size_t nfilters;
	/*
	 * Which filters lead an index (bit i: filters[i]), best first, ended by 0; the first whose
	 * filters are all in use is left to the index. NULL: each alone, in the table's order.
	 */
	const unsigned *served;
	/*
	 * Who asks narrows the rows: "t.lead_org_id" must equal what `scope` writes, unless it
	 * does not narrow: this user sees everything. NULL: everybody does. What it fails with is
	 * the answer.
	 */
	const char *scope_sql;
	enum rc (*scope)(struct ctx *ctx, bool *narrow, int64_t *value);
	/* "/tasks/": the row's id follows; NULL: rows have no page */
	const char *row_path;
	int page_size;                 /* 0: LISTING_PAGE_SIZE */
	/* The button beside the title, for whoever has the right. NULL: none. */
	const char *add_path;
	const char *add_icon;          /* NULL: a plus */
	int add_msg;
	enum right add_right;
	/* A page beside the list, linked for every reader of it. NULL: none. */
	const char *also_path;
	const char *also_icon;
	int also_msg;
	/* Says above the list what to do next: sets *msg (enum msg), 0 for nothing. Or NULL. */
	enum rc (*note)(struct ctx *ctx, int *msg);
};

/* The whole page, or for htmx the part with the rows alone. */
struct reply listing_view(struct ctx *ctx, const struct listing *listing)
	__attribute__((warn_unused_result));

/*
 * GET path.csv with the same filters and sort, on a route with ROUTE_WORKER: UTF-8 with BOM, RFC
 * 4180; a text cell that a spreadsheet would take for a formula gets an apostrophe in front. Read
 * page by page, at most LISTING_CSV_ROWS rows, and the last line says so when there are more.
 */
struct reply listing_csv(struct ctx *ctx, const struct listing *listing)
	__attribute__((warn_unused_result));

/*
 * The two as a route's `view`, of the row's `listing`:
 *
 *	{ GET("/tasks"), RIGHT_TASK_READ, .view = listing_page, .listing = &task_listing },
 *	{ GET("/tasks.csv"), RIGHT_TASK_READ, .view = listing_file, .listing = &task_listing,
 *	    .flags = ROUTE_WORKER },
 */
struct reply listing_page(struct ctx *ctx) __attribute__((warn_unused_result));
struct reply listing_file(struct ctx *ctx) __attribute__((warn_unused_result));

/*
 * The rows inside another page, with fixed filter values ("state=late&unit=5", as in an address);
 * at most `limit`, then a link to the whole list. A failing store is told by the return.
 */
enum rc listing_embed(struct html *h, struct ctx *ctx, const struct listing *listing,
    const char *query, int limit);

/* For tools/sqlcheck: calls `each` with every statement this listing can make. */
void listing_statements(const struct listing *listing,
    void (*each)(void *arg, const char *sql, const char *what), void *arg);

#endif
