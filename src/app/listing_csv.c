/*
 * listing_csv.c: the same rows for a spreadsheet (RFC 4180: CRLF, fields quoted where needed; with
 * the byte order mark that Excel wants for UTF-8). The one idea: read by key, page by page, each
 * page a fresh snapshot, so that a long export holds back neither the log nor the writers.
 *
 * Formulas (OWASP, CSV injection): a text that begins with = + - @, in full width too, with a tab
 * or a line end gets an apostrophe in front. Numbers and dates are this program's own and need
 * none.
 */
#include "app/ctx.h"
#include "app/listing_sql.h"

enum { CSV_PAGE = 1000, PAGE_BYTES_MAX = 8 * 1024 * 1024, CSV_BYTES_MAX = 20 * 1024 * 1024 };

/* A page that is written; they are joined at the end, so that nothing is copied over and over. */
struct piece {
	struct str text;
	struct piece *next;
};

struct csv {
	struct ctx *ctx;
	const struct listing *listing;
	struct listing_query query;
	struct listing_sql sql; /* of every page */
	struct buf out;         /* the present page */
	struct piece *first, **last;
	size_t bytes;
	int64_t rows;
	bool cut;
};

static bool
looks_like_formula(struct str text)
{
	static const char *const starts[] = { "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－",
		"＠" };

	for (size_t i = 0; i < ARRAY_LEN(starts); i++)
		if (str_starts(text, starts[i]))
			return true;
	return false;
}

/* Quotes when the cell holds a quote, a comma, a line end, or white space at an end. */
static void
put_text(struct buf *to, struct str text)
{
	bool quote = text.len > 0 && (text.at[0] == ' ' || text.at[text.len - 1] == ' ');

	for (size_t i = 0; i < text.len && !quote; i++)
		quote = memchr("\",\r\n\t;", text.at[i], 6) != NULL;
	if (quote)
		buf_add_char(to, '"');
	if (looks_like_formula(text))
		buf_add_char(to, '\'');
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '"')
			buf_add_char(to, '"');
		buf_add_char(to, text.at[i]);
	}
	if (quote)
		buf_add_char(to, '"');
}

static void
put_msg(struct csv *csv, int msg)
{
	put_text(&csv->out, str_of(msg_text(csv->ctx->lang, (enum msg)msg)));
}

static void
end_line(struct csv *csv)
{
	buf_add(&csv->out, "\r\n", 2);
}

static void
put_head(struct csv *csv)
{
	buf_add_text(&csv->out, "\xef\xbb\xbf");
	if (csv->ctx->demo) {
		put_msg(csv, MSG_listing_demo);
		end_line(csv);
	}
	for (size_t i = 0; i < csv->listing->ncolumns; i++) {
		if (i > 0)
			buf_add_char(&csv->out, ',');
		put_msg(csv, csv->listing->columns[i].title);
	}
	end_line(csv);
}

static void
put_number(struct csv *csv, enum cell_kind kind, int64_t number)
{
	char text[DATE_TEXT_MAX];

	switch (kind) {
	case CELL_INT:
		buf_add_i64(&csv->out, number);
		return;
	case CELL_DAY:
		day_iso(number, text);
		break;
	case CELL_MS:
		ms_iso(number, text);
		break;
	case CELL_QUARTER:
		quarter_text(number, text);
		break;
	case CELL_TEXT:
	case CELL_CHOICE:
		BUG("not a number");
	}
	buf_add_text(&csv->out, text);
}

static void
put_choice(struct csv *csv, const struct column *column, struct str word)
{
	for (const struct choice *choice = column->choices; choice->value != NULL; choice++) {
		if (str_is(word, choice->value)) {
			put_msg(csv, choice->msg);
			return;
		}
	}
	put_text(&csv->out, word);
}

static void
put_row(struct csv *csv, struct db_stmt *q)
{
	for (size_t i = 0; i < csv->listing->ncolumns; i++) {
		const struct column *column = &csv->listing->columns[i];
		int64_t number;

		if (i > 0)
			buf_add_char(&csv->out, ',');
		if (column->to != NULL)
			db_skip(q, column->to_key);
		if (column->kind == CELL_TEXT) {
			put_text(&csv->out, db_str(q, column->key));
		} else if (column->kind == CELL_CHOICE) {
			put_choice(csv, column, db_str(q, column->key));
		} else {
			number = db_day(q, column->key);
			if (number != DAY_NONE)
				put_number(csv, column->kind, number);
		}
	}
	end_line(csv);
}

/* The last line of an export that does not hold all. */
static void
put_cut(struct csv *csv)
{
	const struct msg_arg args[] = { { .name = "n", .number = csv->rows } };
	struct buf text;

	buf_init(&text, csv->ctx->arena, 1000);
	msg_format(&text, csv->ctx->lang, MSG_listing_cut, args, ARRAY_LEN(args));
	put_text(&csv->out, buf_str(&text));
	end_line(csv);
}

/* The next page begins after the present row. */
static void
keep_place(struct csv *csv, struct db_stmt *q, struct cursor *place)
{
	const struct sort *sort = &csv->listing->sorts[csv->query.sort];

	place->id = db_i64(q, "row_id");
	if (sort->kind == CELL_TEXT)
		place->bytes = db_bytes(q, csv->ctx->arena, "sort_key");
	else
		place->number = db_i64(q, "sort_key");
}

static void
keep_piece(struct csv *csv)
{
	struct piece *piece = ARENA_NEW(csv->ctx->arena, struct piece);

	piece->text = (struct str){ arena_text_n(csv->ctx->arena, csv->out.at, csv->out.len),
		csv->out.len };
	*csv->last = piece;
	csv->last = &piece->next;
	csv->bytes += csv->out.len;
	buf_clear(&csv->out);
}

static bool
is_full(const struct csv *csv)
{
	return csv->rows >= LISTING_CSV_ROWS || csv->out.len > PAGE_BYTES_MAX / 2 ||
	    csv->bytes + csv->out.len > CSV_BYTES_MAX;
}

/* One page of rows; *more when there may be another. */
static enum rc
put_page(struct csv *csv, bool *more)
{
	struct cursor place = { 0 };
	int64_t n = 0;
	/* allow: dynamic sqlcheck is given every statement a listing can compose */
	struct db_stmt *q = db_stmt(csv->ctx->db, buf_text(&csv->sql.text));

	listing_sql_bind(&csv->sql, q, &csv->query, csv->ctx->today, CSV_PAGE);
	while (!csv->cut && db_step(q) == RC_OK) {
		size_t before = csv->out.len;

		csv->cut = is_full(csv); /* and here is one row more */
		n++;
		if (n == 1 || n == CSV_PAGE)
			keep_place(csv, q, &place);
		put_row(csv, q);
		if (csv->cut)
			csv->out.len = before;
		else
			csv->rows++;
	}
	csv->query.way = WAY_AFTER;
	csv->query.cursor = place;
	*more = n == CSV_PAGE && !csv->cut;
	return db_end(q);
}

static enum rc
put_rows(struct csv *csv)
{
	bool more = true;
	enum rc rc = RC_OK;

	while (more && rc == RC_OK) {
		rc = put_page(csv, &more);
		if (!more && csv->cut)
			put_cut(csv);
		keep_piece(csv);
	}
	return rc;
}

static struct str
joined(const struct csv *csv)
{
	char *to = arena_alloc(csv->ctx->arena, csv->bytes + 1);
	size_t len = 0;

	for (const struct piece *piece = csv->first; piece != NULL; piece = piece->next) {
		memcpy(to + len, piece->text.at, piece->text.len);
		len += piece->text.len;
	}
	return (struct str){ to, len };
}

struct reply
listing_csv(struct ctx *ctx, const struct listing *listing)
{
	struct csv csv = { .ctx = ctx, .listing = listing };
	enum rc rc = RC_OK;

	db_snapshot_end(ctx->db); /* the page's own: see above */
	csv.last = &csv.first;
	buf_init(&csv.out, ctx->arena, PAGE_BYTES_MAX);
	listing_query_read(&csv.query, listing, ctx->arena, ctx->req->query, ctx->req->nquery);
	csv.query.way = WAY_START;
	if (listing->scope != NULL)
		rc = listing->scope(ctx, &csv.query.scoped, &csv.query.scope);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	listing_sql_rows(&csv.sql, ctx->arena, &csv.query);
	put_head(&csv);
	rc = put_rows(&csv);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	return reply_download(ctx, "text/csv; charset=utf-8",
	    arena_printf(ctx->arena, "%s.csv", listing->name), joined(&csv));
}

struct reply
listing_file(struct ctx *ctx)
{
	return listing_csv(ctx, ctx->route->listing);
}
