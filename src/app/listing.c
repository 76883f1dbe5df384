/*
 * listing.c: a list as a page. The one idea: rows go from the store's row straight into the page,
 * cell by cell, with all that is the same in every row made beforehand; only a page read backwards
 * is put in order afterwards, by its pieces of finished markup.
 */
#include "app/listing.h"

#include "app/listing.html.h"
#include "app/listing_view.h"

enum { ROWS_MAX = 8 * 1024 * 1024, OPEN_MAX = 1024 };

static struct listing_view *
view_new(struct ctx *ctx, const struct listing *listing, const struct param *params, size_t n)
{
	struct listing_view *view = ARENA_NEW(ctx->arena, struct listing_view);

	view->ctx = ctx;
	view->listing = listing;
	view->counted = -1;
	listing_query_read(&view->query, listing, ctx->arena, params, n);
	if (listing->scope != NULL)
		view->query.scoped = listing->scope(ctx, &view->query.scope);
	return view;
}

static void
make_openings(struct listing_view *view)
{
	const struct listing *listing = view->listing;
	struct html h;

	view->open = ARENA_ARRAY(view->ctx->arena, listing->ncolumns, struct markup);
	for (size_t i = 0; i < listing->ncolumns; i++) {
		html_init(&h, view->ctx->arena, view->ctx->lang, OPEN_MAX);
		listing_open_cell_html(&h, &listing->columns[i]);
		view->open[i] = html_markup(&h);
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
		return text;
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

static struct url
row_url(const struct listing_view *view, int64_t id)
{
	struct buf text;

	buf_init(&text, view->ctx->arena, 256);
	buf_add_text(&text, view->listing->row_path);
	buf_add_i64(&text, id);
	return url_path(buf_text(&text));
}

void
listing_cell(struct html *h, const struct listing_view *view, struct db_stmt *q, size_t i,
    int64_t id)
{
	const struct column *column = &view->listing->columns[i];
	struct str raw = is_text(column) ? db_str(q, column->key) : (struct str){ NULL, 0 };
	int64_t number = is_text(column) ? 0 : db_day(q, column->key); /* NULL is DAY_NONE */
	const char *class_ = cell_class(view, column, raw, number);
	struct str text = cell_text(h, column, raw, number);

	if (text.len == 0)
		cell_none_html(h);
	else if (class_ != NULL)
		cell_badge_html(h, class_, text);
	else if (column->link && view->listing->row_path != NULL)
		cell_link_html(h, row_url(view, id), text, column->narrow);
	else if (column->kind == CELL_DAY)
		cell_time_html(h, fmt_day_iso(h, number), text);
	else if (column->kind == CELL_MS)
		cell_time_html(h, fmt_ms_iso(h, number), text);
	else if (column->narrow)
		cell_code_html(h, text);
	else
		cell_text_html(h, text);
}

/* ---- Rows ---- */

static struct cursor
cursor_here(const struct listing_view *view, struct db_stmt *q, int64_t id)
{
	struct cursor cursor = { .id = id };

	if (view->listing->sorts[view->query.sort].kind == CELL_TEXT)
		cursor.bytes = db_bytes(q, view->ctx->arena, "sort_key");
	else
		cursor.number = db_i64(q, "sort_key");
	return cursor;
}

/* Turns the finished rows around; ends[i] is where row i ends. */
static void
turn_rows(struct listing_view *view, const size_t *ends)
{
	struct buf turned;

	buf_init(&turned, view->ctx->arena, ROWS_MAX);
	for (size_t i = view->n; i > 0; i--) {
		size_t from = i == 1 ? 0 : ends[i - 2];

		buf_add(&turned, view->rows.out.at + from, ends[i - 1] - from);
	}
	view->rows.out = turned;
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

enum rc
listing_rows(struct listing_view *view, int limit)
{
	size_t *ends = ARENA_ARRAY(view->ctx->arena, (size_t)limit, size_t);
	struct cursor near = { 0 }, far = { 0 };
	struct listing_sql sql;
	struct db_stmt *q;
	bool more = false;

	html_init(&view->rows, view->ctx->arena, view->ctx->lang, ROWS_MAX);
	listing_sql_rows(&sql, view->ctx->arena, &view->query);
	q = db_stmt(view->ctx->db, buf_text(&sql.text));
	listing_sql_bind(&sql, q, &view->query, view->ctx->today, limit + 1);
	for (view->n = 0; db_step(q) == RC_OK; view->n++) {
		int64_t id = db_i64(q, "row_id");

		if (view->n == (size_t)limit) {
			more = true;
			break;
		}
		listing_row_html(&view->rows, view, q, id);
		if (view->n == 0)
			near = cursor_here(view, q, id);
		if (view->n + 1 == (size_t)limit)
			far = cursor_here(view, q, id);
		ends[view->n] = view->rows.out.len;
	}
	set_ends(view, more, near, far);
	if (view->query.way == WAY_BEFORE)
		turn_rows(view, ends);
	return db_end(q);
}

/* What lay behind the cursor may be gone: then the first page. */
static enum rc
read_page(struct listing_view *view, int limit)
{
	enum rc rc = listing_rows(view, limit);

	if (rc == RC_OK && view->n == 0 && view->query.way != WAY_START) {
		view->query.way = WAY_START;
		rc = listing_rows(view, limit);
	}
	return rc;
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
			.label = filter->title, .choices = filter->choices, .options = filter->options };
		value = (struct value){ .field = field, .given = chosen->on, .number = chosen->number,
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

static int
page_size(const struct listing *listing)
{
	int size = listing->page_size == 0 ? LISTING_PAGE_SIZE : listing->page_size;

	BUG_IF(size < 1 || size > LISTING_PAGE_MAX);
	return size;
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
	rc = read_page(view, page_size(listing));
	if (rc == RC_OK)
		rc = count_rows(view);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	make_picks(h, view, !part);
	if (!part) {
		listing_page_html(h, ctx, view);
		return reply_page(ctx, h);
	}
	listing_part_html(h, view);
	reply = reply_page(ctx, h);
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
	if (!http_parse_form(ctx->arena, str_of(query), params, HTTP_PARAMS_MAX, &n))
		BUG("listing_embed: %s", query);
	view = view_new(ctx, listing, params, n);
	view->embedded = true;
	make_openings(view);
	rc = listing_rows(view, limit);
	if (rc == RC_OK)
		listing_embedded_html(h, view);
	return rc;
}
