/*
 * listing.c: a list as a page. The one idea: rows go from the store straight into the page, cell by
 * cell, with all that is the same in every row made beforehand; only a page read backwards is put
 * in order afterwards, by its pieces of finished markup.
 */
#include "app/listing.h"

#include "app/listing.html.h"
#include "app/listing_view.h"

enum { ROW_PATH_MAX = 256, OPENINGS_MAX = LISTING_COLUMNS_MAX * 1024 };

static struct listing_view *
view_new(struct ctx *ctx, const struct listing *listing, const struct param *params, size_t n)
{
	struct listing_view *view = ARENA_NEW(ctx->arena, struct listing_view);

	view->ctx = ctx;
	view->listing = listing;
	view->counted = -1;
	buf_init(&view->row_path, ctx->arena, ROW_PATH_MAX);
	listing_query_read(&view->query, listing, ctx->arena, params, n);
	if (listing->scope != NULL)
		view->rc = listing->scope(ctx, &view->query.scoped, &view->query.scope);
	return view;
}

/* The start of each column's cells, all in one buffer. */
static void
make_openings(struct listing_view *view)
{
	const struct listing *listing = view->listing;
	size_t ends[LISTING_COLUMNS_MAX];
	size_t from = 0;
	struct html h;

	html_init(&h, view->ctx->arena, view->ctx->lang, OPENINGS_MAX);
	for (size_t i = 0; i < listing->ncolumns; i++) {
		listing_open_cell_html(&h, &listing->columns[i]);
		ends[i] = h.out.len;
	}
	BUG_IF(h.out.full);
	view->open = ARENA_ARRAY(view->ctx->arena, listing->ncolumns, struct markup);
	for (size_t i = 0; i < listing->ncolumns; i++) {
		view->open[i].text = (struct str){ h.out.at + from, ends[i] - from };
		from = ends[i];
	}
}

/* ---- Cells ---- */

static const char *
choice_label(const struct html *h, const struct column *column, struct str word)
{
	for (const struct choice *choice = column->choices; choice->value != NULL; choice++) {
		if (str_is(word, choice->value))
			return msg_text(h->lang, (enum msg)choice->msg);
	}
	return NULL;
}

static struct str
cell_text(struct html *h, const struct column *column, struct str text, int64_t number)
{
	const char *label = NULL;

	switch (column->kind) {
	case CELL_TEXT:
		return column->words == NULL || text.len == 0 ? text : column->words(h, text);
	case CELL_CHOICE:
		label = text.at == NULL ? NULL : choice_label(h, column, text);
		return label == NULL ? text : str_of(label);
	case CELL_INT:
		return str_of(number == DAY_NONE ? NULL : fmt_number(h, number));
	case CELL_QUARTER:
		return str_of(number == DAY_NONE ? NULL : fmt_quarter(h, number));
	case CELL_DAY:
		return str_of(number == DAY_NONE ? NULL : fmt_day(h, number));
	case CELL_MS:
		return str_of(number == DAY_NONE ? NULL : fmt_ms(h, number));
	}
	return text;
}

static bool
is_text(const struct column *column)
{
	return column->kind == CELL_TEXT || column->kind == CELL_CHOICE;
}

static const char *
cell_class(const struct listing_view *view, const struct column *column, struct str text,
    int64_t number)
{
	const char *word = NULL;

	if (column->class_of == NULL)
		return NULL;
	if (text.at != NULL)
		word = arena_text_n(view->ctx->arena, text.at, text.len);
	return column->class_of(view->ctx, word, number);
}

/* "/tasks/" and the id; good until the next row's. */
static struct url
row_url(struct listing_view *view, int64_t id)
{
	buf_clear(&view->row_path);
	buf_add_text(&view->row_path, view->listing->row_path);
	buf_add_i64(&view->row_path, id);
	return url_path(buf_text(&view->row_path));
}

/* The page of what the cell speaks of, if it has one and the reader may open it; else NULL. */
static const char *
cell_path(struct listing_view *view, const struct column *column)
{
	struct str path;

	if (column->to == NULL)
		return NULL;
	path = db_str(view->q, column->to_key);
	buf_clear(&view->row_path);
	buf_add(&view->row_path, path.at, path.len);
	return path.len > 0 && column->may_open(view->ctx, buf_text(&view->row_path))
	    ? buf_text(&view->row_path) : NULL;
}

void
listing_cell(struct html *h, struct listing_view *view, size_t i, int64_t id)
{
	const struct column *column = &view->listing->columns[i];
	struct str raw = is_text(column) ? db_str(view->q, column->key) : (struct str){ NULL, 0 };
	int64_t number = is_text(column) ? 0 : db_day(view->q, column->key); /* NULL is DAY_NONE */
	const char *class_ = cell_class(view, column, raw, number);
	struct str text = cell_text(h, column, raw, number);
	const char *path = cell_path(view, column);

	if (text.len == 0)
		cell_none_html(h);
	else if (path != NULL)
		cell_link_html(h, url_path(path), text, column->narrow);
	else if (class_ != NULL)
		cell_badge_html(h, class_, text);
	else if (column->link && view->listing->row_path != NULL)
		cell_link_html(h, row_url(view, id), text, column->narrow);
	else if (column->narrow)
		cell_code_html(h, text);
	else
		cell_text_html(h, text);
}

/* ---- Rows ---- */

bool
listing_shown(const struct listing_view *view, size_t i)
{
	const struct column *column = &view->listing->columns[i];

	if (column->csv_only)
		db_skip(view->q, column->key);
	return !column->csv_only;
}

static struct cursor
cursor_here(const struct listing_view *view, int64_t id)
{
	struct cursor cursor = { .id = id };

	if (view->listing->sorts[view->query.sort].kind == CELL_TEXT)
		cursor.bytes = db_bytes(view->q, view->ctx->arena, "sort_key");
	else
		cursor.number = db_i64(view->q, "sort_key");
	return cursor;
}

/* Turns the rows at the end of the page around: row i ends at ends[i], row 0 begins at `from`. */
static void
turn_rows(struct html *h, size_t from, const size_t *ends, size_t n)
{
	const char *copy = arena_text_n(h->arena, h->out.at + from, h->out.len - from);

	h->out.len = from;
	for (size_t i = n; i > 0; i--) {
		size_t begin = i == 1 ? from : ends[i - 2];

		buf_add(&h->out, copy + (begin - from), ends[i - 1] - begin);
	}
}

static void
set_ends(struct listing_view *view, bool more, struct cursor near, struct cursor far)
{
	bool back = view->query.way == WAY_BEFORE;

	view->earlier = back ? more : view->query.way == WAY_AFTER;
	view->further = back || more;
	view->first = back ? far : near;
	view->last = back ? near : far;
}

/* Asks for the rows; view->any tells whether there is one, and then view->q stands on it. */
static enum rc
ask_rows(struct listing_view *view)
{
	struct listing_sql sql;

	listing_sql_rows(&sql, view->ctx->arena, &view->query);
	/* allow: dynamic sqlcheck is given every statement a listing can compose */
	view->q = db_stmt(view->ctx->db, buf_text(&sql.text));
	listing_sql_bind(&sql, view->q, &view->query, view->ctx->today, (int64_t)view->limit + 1);
	view->any = db_step(view->q) == RC_OK;
	return view->any ? RC_OK : db_end(view->q);
}

/* What lay behind the cursor may be gone: then the first page. */
static enum rc
ask_page(struct listing_view *view)
{
	enum rc rc = ask_rows(view);

	if (rc != RC_OK || view->any || view->query.way == WAY_START)
		return rc;
	view->query.way = WAY_START;
	return ask_rows(view);
}

void
listing_rows(struct html *h, struct listing_view *view)
{
	size_t *ends = ARENA_ARRAY(h->arena, view->limit, size_t);
	struct cursor near = { 0 }, far = { 0 };
	size_t from = h->out.len;
	bool more;

	view->n = 0;
	do {
		int64_t id = db_i64(view->q, "row_id");

		listing_row_html(h, view, id);
		if (view->n == 0)
			near = cursor_here(view, id);
		if (view->n + 1 == view->limit)
			far = cursor_here(view, id);
		ends[view->n++] = h->out.len;
		more = db_step(view->q) == RC_OK;
	} while (more && view->n < view->limit);
	set_ends(view, more, near, far);
	if (view->query.way == WAY_BEFORE && !h->out.full)
		turn_rows(h, from, ends, view->n);
	view->rc = db_end(view->q);
}

static enum rc
count_rows(struct listing_view *view)
{
	struct listing_query all = view->query;
	struct listing_sql sql;
	struct db_stmt *q;

	if (view->query.expect < 0)
		return RC_OK;
	all.way = WAY_START;
	listing_sql_count(&sql, view->ctx->arena, &all);
	/* allow: dynamic sqlcheck is given every statement a listing can compose */
	q = db_stmt(view->ctx->db, buf_text(&sql.text));
	listing_sql_bind(&sql, q, &all, view->ctx->today, LISTING_EXPECT_MAX + 1);
	if (db_step(q) == RC_OK)
		view->counted = db_i64(q, "n");
	return db_end(q);
}

/* What the filters offer; in a part of a page only those in use, for their labels. */
static void
make_picks(struct html *h, struct listing_view *view, bool all)
{
	for (size_t i = 0; i < view->listing->nfilters; i++) {
		const struct filter *filter = &view->listing->filters[i];
		const struct filter_value *chosen = &view->query.filters[i];
		struct field *field;
		struct value value;

		if (!all && !chosen->on)
			continue;
		field = ARENA_NEW(h->arena, struct field);
		*field = (struct field){ .name = filter->key, .kind = filter->kind,
			.label = filter->title, .choices = filter->choices,
			.options = filter->options };
		value = (struct value){ .field = field, .given = chosen->on,
			.number = chosen->number,
			.text = chosen->text == NULL ? "" : chosen->text };
		view->picks[i].at = form_picks(h, view->ctx, &value, &view->picks[i].n);
	}
}

/* htmx wants this list's rows alone. */
static bool
part_wanted(const struct ctx *ctx, const struct listing *listing)
{
	const char *target = ctx->req->partial ? ctx->req->header(ctx->req, "HX-Target") : NULL;

	return target != NULL &&
	    text_equal(target, arena_printf(ctx->arena, "div#list-%s", listing->name));
}

static size_t
page_size(const struct listing *listing)
{
	int size = listing->page_size == 0 ? LISTING_PAGE_SIZE : listing->page_size;

	BUG_IF(size < 1 || size > LISTING_PAGE_MAX);
	return (size_t)size;
}

struct reply
listing_view(struct ctx *ctx, const struct listing *listing)
{
	struct listing_view *view = view_new(ctx, listing, ctx->req->query, ctx->req->nquery);
	bool part = part_wanted(ctx, listing);
	struct html *h = page_new(ctx);
	struct reply reply;
	enum rc rc;

	make_openings(view);
	make_picks(h, view, !part);
	view->limit = page_size(listing);
	rc = view->rc;
	if (rc == RC_OK && !part && listing->note != NULL)
		rc = listing->note(ctx, &view->note);
	if (rc == RC_OK)
		rc = count_rows(view);
	if (rc == RC_OK)
		rc = ask_page(view);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	if (part)
		listing_part_html(h, view);
	else
		listing_page_html(h, ctx, view);
	if (view->rc != RC_OK)
		return reply_rc(ctx, view->rc);
	reply = reply_page(ctx, h);
	if (part)
		reply_header(&reply, "HX-Push-Url", listing_here_url(view).text);
	return reply;
}

enum rc
listing_embed(struct html *h, struct ctx *ctx, const struct listing *listing, const char *query,
    int limit)
{
	struct param *params = ARENA_ARRAY(ctx->arena, HTTP_PARAMS_MAX, struct param);
	struct listing_view *view;
	enum rc rc;
	size_t n;

	if (!ctx_may(ctx, listing->right))
		return RC_OK;
	if (limit < 1 || !http_parse_form(ctx->arena, str_of(query), params, HTTP_PARAMS_MAX, &n))
		BUG("listing_embed: %s, %d", query, limit);
	view = view_new(ctx, listing, params, n);
	view->embedded = true;
	view->limit = (size_t)limit;
	make_openings(view);
	rc = view->rc == RC_OK ? ask_rows(view) : view->rc;
	if (rc != RC_OK)
		return rc;
	listing_embedded_html(h, view);
	return view->rc;
}

struct reply
listing_page(struct ctx *ctx)
{
	return listing_view(ctx, ctx->route->listing);
}
