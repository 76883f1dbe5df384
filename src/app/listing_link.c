/* listing_link.c: addresses and words around a list, for its templates. */
#include "app/listing_view.h"

/* "/tasks?state=late&sort=-due", then what the kind of link adds. */
static struct url
url_with(const struct listing_view *view, const char *query, const char *name, const char *value)
{
	struct arena *arena = view->ctx->arena;
	bool expect = view->query.expect >= 0;
	char join = query[0] == '\0' ? '?' : '&';
	struct buf text;

	buf_init(&text, arena, 16 * 1024);
	buf_add_text(&text, view->listing->path);
	buf_add_text(&text, query);
	if (expect)
		buf_printf(&text, "%cexpect=%lld", join, (long long)view->query.expect);
	if (name != NULL)
		buf_printf(&text, "%c%s=%s", expect ? '&' : join, name, value);
	BUG_IF(text.full);
	return url_path(buf_text(&text));
}

struct url
listing_url(const struct listing_view *view, size_t without)
{
	return url_path(arena_printf(view->ctx->arena, "%s%s", view->listing->path,
	    listing_query_text(&view->query, view->ctx->arena, without)));
}

struct url
listing_csv_url(const struct listing_view *view)
{
	return url_path(arena_printf(view->ctx->arena, "%s.csv%s", view->listing->path,
	    listing_query_text(&view->query, view->ctx->arena, WITHOUT_NONE)));
}

struct url
listing_sort_url(const struct listing_view *view, size_t sort)
{
	struct listing_query query = view->query;

	query.falling = sort == query.sort ? !query.falling : view->listing->sorts[sort].descending;
	query.sort = sort;
	return url_with(view, listing_query_text(&query, view->ctx->arena, WITHOUT_NONE), NULL,
	    NULL);
}

static struct url
place_url(const struct listing_view *view, const char *way, const struct cursor *cursor)
{
	const struct sort *sort = &view->listing->sorts[view->query.sort];

	return url_with(view, listing_query_text(&view->query, view->ctx->arena, WITHOUT_NONE), way,
	    cursor_text(view->ctx->arena, sort, cursor));
}

struct url
listing_earlier_url(const struct listing_view *view)
{
	return place_url(view, "before", &view->first);
}

struct url
listing_further_url(const struct listing_view *view)
{
	return place_url(view, "after", &view->last);
}

struct url
listing_here_url(const struct listing_view *view)
{
	const char *query = listing_query_text(&view->query, view->ctx->arena, WITHOUT_NONE);

	if (view->query.way == WAY_START)
		return url_with(view, query, NULL, NULL);
	return place_url(view, view->query.way == WAY_AFTER ? "after" : "before",
	    &view->query.cursor);
}

size_t
listing_width(const struct listing_view *view)
{
	size_t n = 0;

	for (size_t i = 0; i < view->listing->ncolumns; i++)
		n += !view->listing->columns[i].csv_only;
	return n;
}

const struct sort *
listing_sort_of(const struct listing_view *view, size_t column, size_t *sort)
{
	const struct listing *listing = view->listing;
	unsigned sorts = listing_query_sorts(&view->query);

	for (*sort = 0; *sort < listing->nsorts && !view->embedded; ++*sort) {
		bool fits = (sorts >> *sort & 1) != 0;

		if (fits && text_equal(listing->sorts[*sort].key, listing->columns[column].key))
			return &listing->sorts[*sort];
	}
	return NULL;
}

const char *
listing_sort_text(const struct listing_view *view)
{
	const struct sort *sorts = view->listing->sorts;

	if (view->query.sort == 0 && view->query.falling == sorts[0].descending)
		return NULL;
	return arena_printf(view->ctx->arena, "%s%s", view->query.falling ? "-" : "",
	    sorts[view->query.sort].key);
}

bool
listing_filtered(const struct listing_view *view)
{
	for (size_t i = 0; i < view->listing->nfilters; i++) {
		if (view->query.filters[i].on)
			return true;
	}
	return false;
}

const char *
listing_filter_label(const struct listing_view *view, size_t i)
{
	if (view->listing->filters[i].kind == FIELD_TEXT)
		return view->query.filters[i].text;
	for (size_t k = 0; k < view->picks[i].n; k++) {
		if (view->picks[i].at[k].chosen)
			return view->picks[i].at[k].label;
	}
	return "?";
}
