/* extract_table.h: a row of an annex becomes a clause. */
#ifndef TEXT_EXTRACT_TABLE_H
#define TEXT_EXTRACT_TABLE_H

#include "text/extract_internal.h"

#define COLUMNS_MAX 16
enum column { COLUMN_OTHER, COLUMN_TASK, COLUMN_LEAD, COLUMN_CO, COLUMN_DUE };

struct table {
	enum column columns[COLUMNS_MAX];
	size_t n; /* 0: no header was met */
};

struct row {
	bool found;
	struct range span, task, due;
	struct names lead, co;
};

/* Is this block cut into three cells or more? */
bool extract_is_row(const struct extractor *ex, const struct block *block);

/* Reads a header into *table, or a task row under it into *to (found is false else). */
void extract_row(struct extractor *ex, const struct block *block, struct table *table,
    struct row *to);

/* Deadline and period of the row. */
void extract_row_due(struct extractor *ex, const struct row *row, struct extract_clause *clause);

#endif
