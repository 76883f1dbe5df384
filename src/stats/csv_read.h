/*
 * csv_read.h: a small strict reader of CSV (RFC 4180): UTF-8 with or without a BOM, comma, a header
 * line that names every column, cells in double quotes where they hold a comma, a quote or a line
 * end, LF or CRLF. It takes exactly the columns it was told of, in any order; everything else is
 * refused with a named fault, a line and a column, never passed over:
 *
 *	static const struct csv_column columns[] = { { "place", true }, { "topic", false } };
 *	csv_begin(&csv, text, columns, 2, arena);
 *	while (csv_next(&csv))
 *		use(csv_cell(&csv, 0), csv_cell(&csv, 1));
 *	if (csv.fault != CSV_FINE)
 *		csv_say(&csv, "cases.csv", to);
 *
 * The first fault stops the reading; csv_next then returns false for good. The getters record a
 * fault too, so that one test after the loop is enough.
 */
#ifndef STATS_CSV_READ_H
#define STATS_CSV_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#define CSV_COLUMNS_MAX 12
#define CSV_CELL_MAX 65536         /* bytes in one cell */
#define CSV_COUNT_MAX 1000000000   /* largest count in one cell */

enum csv_fault {
	CSV_FINE = 0,
	CSV_UNREADABLE,     /* the file cannot be opened or read */
	CSV_TOO_LARGE,      /* more bytes than the caller allows */
	CSV_EMPTY,          /* no header line */
	CSV_NOT_UTF8,       /* bytes that are not UTF-8, or a zero byte */
	CSV_COLUMN_UNKNOWN, /* a column beyond those named */
	CSV_COLUMN_TWICE,
	CSV_COLUMN_MISSING,
	CSV_CELLS,          /* a line with more or fewer cells than the header */
	CSV_QUOTE,          /* a quote that is not closed, or text around a quoted cell */
	CSV_CELL_LONG,
	CSV_CELL_EMPTY,     /* an empty cell where a value is needed */
	CSV_NOT_COUNT,      /* not a whole number from 0 to CSV_COUNT_MAX; negatives are refused */
	CSV_NOT_NUMBER,     /* not a finite decimal number: NaN, infinities and hex are refused */
	CSV_NOT_DATE,       /* not an existing day written 2026-11-21 */
	CSV_FAULTS
};

struct csv_column {
	const char *name;
	bool required; /* in the header; its cells may still be empty unless a getter minds */
};

struct csv {
	struct arena *arena;
	struct str rest;
	const struct csv_column *columns;
	size_t ncolumns;
	size_t width;                        /* cells on each line */
	size_t column_of[CSV_COLUMNS_MAX];   /* of each cell: which column */
	bool present[CSV_COLUMNS_MAX];       /* of each column: is it in the header */
	struct str cell[CSV_COLUMNS_MAX];    /* by column; {NULL, 0} when absent */
	int64_t line;                        /* of the row last read; the header is line 1 */
	int64_t lines;                       /* line ends passed so far */
	enum csv_fault fault;
	struct str culprit;                  /* the column or text at fault */
};

/* Reads the header; false and csv->fault when it is refused. `text` must outlive the reader. */
bool csv_begin(struct csv *csv, struct str text, const struct csv_column *columns,
	size_t ncolumns, struct arena *arena);

/* The next row into csv->cell; false at the end or at a fault. */
bool csv_next(struct csv *csv);

bool csv_has(const struct csv *csv, size_t column); /* named in the header */
struct str csv_cell(const struct csv *csv, size_t column);

/* Values of a cell; false and a fault when it does not hold one. csv_text minds emptiness. */
bool csv_text(struct csv *csv, size_t column, struct str *value);
bool csv_count(struct csv *csv, size_t column, int64_t *value);
bool csv_number(struct csv *csv, size_t column, double *value);
bool csv_date(struct csv *csv, size_t column, int64_t *day);

/* A fault's stable name ("column_unknown") and one English sentence "FILE:LINE: ... (name)". */
const char *csv_fault_name(enum csv_fault fault);
void csv_say(const struct csv *csv, const char *file, struct buf *to);

/* The first CSV_HEAD bytes of a text at most, cut at a whole character, for messages. */
#define CSV_HEAD 60
struct str csv_head(struct str text);

/* A whole file of at most `max` bytes into the arena: CSV_FINE, CSV_UNREADABLE, CSV_TOO_LARGE. */
enum csv_fault csv_load(const char *path, size_t max, struct arena *arena, struct str *text);

#endif
