/* csv_read.c: one pass over the text; cells are pieces of it unless doubled quotes need undoing. */
#include "stats/csv_read.h"

#include <math.h>

#include "base/date.h"
#include "base/err.h"

static const struct {
	const char *name;
	const char *says;
} faults[CSV_FAULTS] = {
	[CSV_FINE] = { "fine", "nothing is wrong" },
	[CSV_UNREADABLE] = { "unreadable", "the file cannot be read" },
	[CSV_TOO_LARGE] = { "too_large", "the file is too large" },
	[CSV_EMPTY] = { "empty", "there is no header line" },
	[CSV_NOT_UTF8] = { "not_utf8", "the file is not UTF-8 text" },
	[CSV_COLUMN_UNKNOWN] = { "column_unknown", "a column that is not expected here" },
	[CSV_COLUMN_TWICE] = { "column_twice", "a column is named twice" },
	[CSV_COLUMN_MISSING] = { "column_missing", "a column is missing" },
	[CSV_CELLS] = { "cells", "the line has more or fewer cells than the header" },
	[CSV_QUOTE] = { "quote", "a quote is not closed or stands inside a plain cell" },
	[CSV_CELL_LONG] = { "cell_long", "a cell is too long" },
	[CSV_CELL_EMPTY] = { "cell_empty", "a cell is empty" },
	[CSV_NOT_COUNT] = { "not_count", "not a whole number of 0 or more" },
	[CSV_NOT_NUMBER] = { "not_number", "not a finite decimal number" },
	[CSV_NOT_DATE] = { "not_date", "not a date written as 2026-11-21" },
};

static bool
fail(struct csv *csv, enum csv_fault fault, struct str culprit)
{
	if (csv->fault == CSV_FINE) {
		csv->fault = fault;
		csv->culprit = culprit;
	}
	return false;
}

/* Takes a line end; true if one was there. */
static bool
take_line_end(struct csv *csv)
{
	size_t len = 0;

	if (csv->rest.len >= 2 && csv->rest.at[0] == '\r' && csv->rest.at[1] == '\n')
		len = 2;
	else if (csv->rest.len >= 1 && csv->rest.at[0] == '\n')
		len = 1;
	csv->rest.at += len;
	csv->rest.len -= len;
	csv->lines += len > 0;
	return len > 0;
}

/* A copy without the doubling of quotes. */
static struct str
undouble(struct csv *csv, struct str raw)
{
	char *to = arena_alloc(csv->arena, raw.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < raw.len; i++) {
		to[len++] = raw.at[i];
		if (raw.at[i] == '"')
			i++;
	}
	return (struct str){ to, len };
}

static bool
take_quoted(struct csv *csv, struct str *cell)
{
	const char *at = csv->rest.at + 1;
	size_t left = csv->rest.len - 1, i = 0;
	bool doubled = false;

	while (i < left && (at[i] != '"' || (i + 1 < left && at[i + 1] == '"'))) {
		doubled |= at[i] == '"';
		csv->lines += at[i] == '\n';
		i += at[i] == '"' ? 2 : 1;
	}
	if (i >= left)
		return fail(csv, CSV_QUOTE, (struct str){ at, 0 });
	*cell = (struct str){ at, i };
	if (doubled)
		*cell = undouble(csv, *cell);
	csv->rest = (struct str){ at + i + 1, left - i - 1 };
	return true;
}

/* A cell without quotes; the CR of a line end is not part of it. */
static void
take_plain(struct csv *csv, struct str *cell)
{
	const char *at = csv->rest.at;
	size_t i = 0, left = csv->rest.len;

	while (i < left && at[i] != ',' && at[i] != '\n' && at[i] != '"')
		i++;
	if (i > 0 && i < left && at[i] == '\n' && at[i - 1] == '\r')
		i--;
	*cell = (struct str){ at, i };
	csv->rest = (struct str){ at + i, left - i };
}

/* One cell; the delimiter after it stays. */
static bool
take_cell(struct csv *csv, struct str *cell)
{
	if (csv->rest.len == 0 || csv->rest.at[0] != '"')
		take_plain(csv, cell);
	else if (!take_quoted(csv, cell))
		return false;
	if (cell->len > CSV_CELL_MAX)
		return fail(csv, CSV_CELL_LONG, *cell);
	if (csv->rest.len > 0 && memchr(",\r\n", csv->rest.at[0], 3) == NULL)
		return fail(csv, CSV_QUOTE, *cell);
	return true;
}

/* One line of cells, at most CSV_COLUMNS_MAX + 1 so that one too many is seen. */
static bool
take_line(struct csv *csv, struct str cells[CSV_COLUMNS_MAX + 1], size_t *n)
{
	csv->line = csv->lines + 1;
	for (*n = 0; *n <= CSV_COLUMNS_MAX; ) {
		if (!take_cell(csv, &cells[(*n)++]))
			return false;
		if (csv->rest.len == 0 || take_line_end(csv))
			return true;
		if (csv->rest.at[0] != ',')
			return fail(csv, CSV_QUOTE, cells[*n - 1]); /* a lone CR */
		csv->rest.at++;
		csv->rest.len--;
	}
	return fail(csv, CSV_CELLS, (struct str){ NULL, 0 });
}

static bool
place_column(struct csv *csv, size_t cell, struct str name)
{
	for (size_t c = 0; c < csv->ncolumns; c++) {
		if (!str_is(name, csv->columns[c].name))
			continue;
		if (csv->present[c])
			return fail(csv, CSV_COLUMN_TWICE, name);
		csv->present[c] = true;
		csv->column_of[cell] = c;
		return true;
	}
	return fail(csv, CSV_COLUMN_UNKNOWN, name);
}

static bool
take_header(struct csv *csv)
{
	struct str cells[CSV_COLUMNS_MAX + 1];

	if (!take_line(csv, cells, &csv->width))
		return false;
	for (size_t i = 0; i < csv->width && i < CSV_COLUMNS_MAX; i++)
		if (!place_column(csv, i, cells[i]))
			return false;
	if (csv->width > csv->ncolumns)
		return fail(csv, CSV_COLUMN_UNKNOWN, cells[csv->width - 1]);
	for (size_t c = 0; c < csv->ncolumns; c++)
		if (csv->columns[c].required && !csv->present[c])
			return fail(csv, CSV_COLUMN_MISSING, str_of(csv->columns[c].name));
	return true;
}

bool
csv_begin(struct csv *csv, struct str text, const struct csv_column *columns, size_t ncolumns,
	struct arena *arena)
{
	BUG_IF(ncolumns > CSV_COLUMNS_MAX);
	*csv = (struct csv){ .arena = arena, .rest = text, .columns = columns };
	csv->ncolumns = ncolumns;
	if (text.len >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
		csv->rest = (struct str){ text.at + 3, text.len - 3 };
	if (csv->rest.len == 0)
		return fail(csv, CSV_EMPTY, (struct str){ NULL, 0 });
	if (memchr(csv->rest.at, 0, csv->rest.len) != NULL || !utf8_valid(csv->rest))
		return fail(csv, CSV_NOT_UTF8, (struct str){ NULL, 0 });
	return take_header(csv);
}

bool
csv_next(struct csv *csv)
{
	struct str cells[CSV_COLUMNS_MAX + 1];
	size_t n;

	if (csv->fault != CSV_FINE || csv->rest.len == 0)
		return false;
	if (!take_line(csv, cells, &n))
		return false;
	if (n != csv->width)
		return fail(csv, CSV_CELLS, (struct str){ NULL, 0 });
	for (size_t i = 0; i < n; i++)
		csv->cell[csv->column_of[i]] = cells[i];
	return true;
}

bool
csv_has(const struct csv *csv, size_t column)
{
	return csv->present[column];
}

struct str
csv_cell(const struct csv *csv, size_t column)
{
	return csv->cell[column];
}

bool
csv_text(struct csv *csv, size_t column, struct str *value)
{
	*value = csv->cell[column];
	if (value->len == 0)
		return fail(csv, CSV_CELL_EMPTY, str_of(csv->columns[column].name));
	return true;
}

bool
csv_count(struct csv *csv, size_t column, int64_t *value)
{
	struct str cell;

	if (!csv_text(csv, column, &cell))
		return false;
	*value = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] < '0' || cell.at[i] > '9')
			return fail(csv, CSV_NOT_COUNT, cell);
		*value = *value * 10 + (cell.at[i] - '0');
		if (*value > CSV_COUNT_MAX)
			return fail(csv, CSV_NOT_COUNT, cell);
	}
	return true;
}

bool
csv_number(struct csv *csv, size_t column, double *value)
{
	char text[64];
	char *end;
	struct str cell;

	if (!csv_text(csv, column, &cell))
		return false;
	for (size_t i = 0; i < cell.len; i++)
		if (memchr("0123456789+-.eE", cell.at[i], 15) == NULL)
			return fail(csv, CSV_NOT_NUMBER, cell);
	if (cell.len >= sizeof(text))
		return fail(csv, CSV_NOT_NUMBER, cell);
	memcpy(text, cell.at, cell.len);
	text[cell.len] = '\0';
	*value = strtod(text, &end);
	if (*end != '\0' || !isfinite(*value))
		return fail(csv, CSV_NOT_NUMBER, cell);
	return true;
}

bool
csv_date(struct csv *csv, size_t column, int64_t *day)
{
	struct str cell;

	if (!csv_text(csv, column, &cell))
		return false;
	if (!day_parse_iso(cell, day))
		return fail(csv, CSV_NOT_DATE, cell);
	return true;
}

const char *
csv_fault_name(enum csv_fault fault)
{
	return faults[fault].name;
}

struct str
csv_head(struct str text)
{
	if (text.len <= CSV_HEAD)
		return text;
	text.len = CSV_HEAD;
	while (text.len > 0 && ((unsigned char)text.at[text.len] & 0xc0) == 0x80)
		text.len--;
	return text;
}

void
csv_say(const struct csv *csv, const char *file, struct buf *to)
{
	struct str culprit = csv_head(csv->culprit);

	buf_printf(to, "%s:%lld: %s", file, (long long)(csv->line > 0 ? csv->line : 1),
		faults[csv->fault].says);
	if (culprit.len > 0)
		buf_printf(to, ": '%.*s'", (int)culprit.len, culprit.at);
	buf_printf(to, " (%s)", faults[csv->fault].name);
}

enum csv_fault
csv_load(const char *path, size_t max, struct arena *arena, struct str *text)
{
	FILE *file = fopen(path, "rb");
	size_t len = 0, size = 1 << 16, got;
	char *at;
	bool bad;

	if (file == NULL)
		return CSV_UNREADABLE;
	if (fseek(file, 0, SEEK_END) == 0 && ftell(file) > 0)
		size = (size_t)ftell(file) + 1;
	rewind(file);
	if (size > max + 1)
		size = max + 1;
	at = arena_alloc(arena, size);
	while ((got = fread(at + len, 1, size - len, file)) > 0 && (len += got) <= max)
		if (len == size) {
			at = arena_grow(arena, at, len, size * 2, 1);
			size *= 2;
		}
	bad = ferror(file) != 0;
	(void)fclose(file);
	*text = (struct str){ at, len };
	if (bad)
		return CSV_UNREADABLE;
	return len > max ? CSV_TOO_LARGE : CSV_FINE;
}
