/*
 * listing_view.h: a list being shown: what its templates need. Made by listing.c, in the arena.
 */
#ifndef APP_LISTING_VIEW_H
#define APP_LISTING_VIEW_H

#include "app/ctx.h"
#include "app/form_view.h"
#include "app/listing_sql.h"

struct listing_view {
	struct ctx *ctx;
	const struct listing *listing;
	struct listing_query query;
	bool embedded;         /* inside another page: no links of its own but "the whole list" */
	struct markup *open;   /* each column's <td ...>, made once */
	struct buf row_path;   /* of the present row */
	size_t limit;
	struct db_stmt *q;     /* stands on the first row until listing_rows has run */
	bool any;              /* there is a first row */
	enum rc rc;            /* how asking for the scope, then reading the rows, ended */
	size_t n;              /* rows shown; this and what follows is known after listing_rows */
	bool earlier, further; /* there are rows before, after those shown */
	struct cursor first, last; /* filled where there is something to go to */
	int note;              /* enum msg, 0: none; see listing.h */
	int64_t counted;       /* for `expect`; -1 when it was not asked */
	struct {
		struct pick *at;
		size_t n;
	} picks[LISTING_FILTERS_MAX];
};

/* Writes the rows, and then knows how many they are and what lies before and after them. */
void listing_rows(struct html *h, struct listing_view *view);

/* One cell of the present row, from after its <td> to its </td>. */
void listing_cell(struct html *h, struct listing_view *view, size_t i, int64_t id);

/* Is this column on the page; if not, its value is passed over. */
bool listing_shown(const struct listing_view *view, size_t i);
/* Columns on the page. */
size_t listing_width(const struct listing_view *view);

/* Addresses of this list. */
struct url listing_url(const struct listing_view *view, size_t without); /* without that filter */
struct url listing_csv_url(const struct listing_view *view);
struct url listing_sort_url(const struct listing_view *view, size_t sort);
struct url listing_earlier_url(const struct listing_view *view);
struct url listing_further_url(const struct listing_view *view);
struct url listing_here_url(const struct listing_view *view); /* this page of it */

/* The sort offered in this column's head, or NULL; its place in listing->sorts. */
const struct sort *listing_sort_of(const struct listing_view *view, size_t column, size_t *sort);
bool listing_filtered(const struct listing_view *view);
const char *listing_filter_label(const struct listing_view *view, size_t i); /* of what is chosen */
/* The sort parameter; NULL for the usual sort. */
const char *listing_sort_text(const struct listing_view *view);

#endif
