/*
 * listing_query.h: what an address asks of a listing, and back. Reading never fails: a value that
 * does not fit the listing's table counts as not given.
 */
#ifndef APP_LISTING_QUERY_H
#define APP_LISTING_QUERY_H

#include "app/listing.h"
#include "http/http.h"

struct arena;

/* A place between two rows in the order of one sort: just after, or just before, this row. */
struct cursor {
	int64_t id;
	int64_t number;   /* the row's sort key ... */
	struct str bytes; /* ... or, for CELL_TEXT, its bytes */
};

enum listing_way { WAY_START, WAY_AFTER, WAY_BEFORE };

struct filter_value {
	bool on;
	const char *text; /* FIELD_CHOICE: the choice's own text; FIELD_TEXT: as typed */
	const char *folded; /* FIELD_TEXT: a blank and the search key */
	size_t choice;    /* its index */
	int64_t number;   /* FIELD_ID, FIELD_QUARTER */
};

struct listing_query {
	const struct listing *listing;
	size_t sort;       /* index */
	bool falling;
	enum listing_way way;
	struct cursor cursor;
	struct filter_value filters[LISTING_FILTERS_MAX];
	int64_t expect;    /* -1: not asked */
	bool scoped;       /* set by whoever knows who asks, never by the address */
	int64_t scope;
};

/* Fills *query from an address's parameters; of a repeated one the first counts. */
void listing_query_read(struct listing_query *query, const struct listing *listing,
    struct arena *arena, const struct param *params, size_t n);

/* The sorts (bit i) that go with all filters in use. */
unsigned listing_query_sorts(const struct listing_query *query);

/* "?state=late&sort=-due", or "" for the plain list; no cursor. Filter `without` is left out. */
const char *listing_query_text(const struct listing_query *query, struct arena *arena,
    size_t without);
#define WITHOUT_NONE ((size_t)-1)
#define WITHOUT_ALL ((size_t)-2)

/* Text for an address. False, and a cursor of zeros, when it is not one made for this sort. */
const char *cursor_text(struct arena *arena, const struct sort *sort, const struct cursor *cursor);
bool cursor_read(struct arena *arena, const struct sort *sort, const char *text,
    struct cursor *cursor);

#endif
