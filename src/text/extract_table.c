/*
 * extract_table.c: the table of an annex, one task a row. The one idea: the header row says which
 * column is the task, the lead, the co-operating ones and the time; rows are cut at bars or tabs.
 */
#include "text/extract_table.h"

static const struct {
	const char *word;
	enum column column;
} headers[] = {
	{ "chủ trì", COLUMN_LEAD },
	{ "đầu mối", COLUMN_LEAD },
	{ "thực hiện", COLUMN_LEAD },
	{ "phối hợp", COLUMN_CO },
	{ "thời hạn", COLUMN_DUE },
	{ "thời gian", COLUMN_DUE },
	{ "hoàn thành", COLUMN_DUE },
	{ "tiến độ", COLUMN_DUE },
	{ "nhiệm vụ", COLUMN_TASK },
	{ "nội dung", COLUMN_TASK },
	{ "công việc", COLUMN_TASK },
	{ "đầu việc", COLUMN_TASK },
};

/* Does white space with a tab stand before token i? */
static bool
tab_before(const struct extractor *ex, size_t from, size_t i)
{
	if (i <= from)
		return false;
	for (uint32_t b = ex->tokens.at[i - 1].end; b < ex->tokens.at[i].start; b++)
		if (ex->text.at[b] == '\t')
			return true;
	return false;
}

/* Cuts a row into cells; returns their number. */
static size_t
cut_cells(const struct extractor *ex, struct range row, struct range cells[COLUMNS_MAX])
{
	size_t n = 0, from = row.from;

	for (size_t i = row.from; i <= row.to && n < COLUMNS_MAX; i++) {
		bool bar = i < row.to && token_is(ex, i, "|");

		if (i < row.to && !bar && !tab_before(ex, row.from, i))
			continue;
		cells[n++] = (struct range){ from, i };
		from = bar ? i + 1 : i;
	}
	return n;
}

bool
extract_is_row(const struct extractor *ex, const struct block *block)
{
	struct range cells[COLUMNS_MAX];

	return cut_cells(ex, block->tokens, cells) >= 3;
}

static enum column
column_of(struct extractor *ex, struct range cell)
{
	char folded[FOLD_ROOM(80)];
	struct str s = range_str(ex, cell);
	size_t n = s.len <= 80 ? fold_into(folded, s, FOLD_PLAIN) : 0;

	for (size_t h = 0; h < sizeof(headers) / sizeof(*headers); h++)
		if (memmem(folded, n, headers[h].word, strlen(headers[h].word)) != NULL)
			return headers[h].column;
	return COLUMN_OTHER;
}

/* Reads a header row; false when it has no task column beside a lead or a time. */
static bool
read_header(struct extractor *ex, const struct range *cells, size_t n, struct table *to)
{
	bool task = false, more = false;

	for (size_t i = 0; i < n; i++) {
		enum column column = column_of(ex, cells[i]);

		to->columns[i] = column;
		task = task || column == COLUMN_TASK;
		more = more || column == COLUMN_LEAD || column == COLUMN_DUE;
	}
	to->n = task && more ? n : 0;
	return to->n > 0;
}

/* The names of a cell; one that is no known addressee counts as it is written. */
static void
read_names(struct extractor *ex, struct range cell, struct names *to)
{
	if (actors_at(ex, cell.from, cell.to, to) == cell.to || cell.from >= cell.to)
		return;
	to->n = 1;
	to->at[0] = cell;
}

/* The time of a row: a day or a month alone in its cell is what was set. */
static void
read_due(struct extractor *ex, struct range cell, struct extract_clause *clause)
{
	struct tokens visible = { ex->tokens.at, cell.to };
	struct when when;
	struct buf period;
	bool fine;

	if (when_at(ex->when, ex->text, &visible, cell.from, ex->reference, &when) == 0)
		return;
	fine = when.grain == GRAIN_DAY || when.grain == GRAIN_MONTH;
	if (fine && (when.kind == WHEN_DATE || when.kind == WHEN_DEADLINE ||
			(when.kind == WHEN_RANGE && when.grain == GRAIN_MONTH))) {
		clause->deadline_day = when.to_day;
		return;
	}
	buf_init(&period, ex->arena, 100);
	when_iso(&when, &period);
	clause->period = period.len > 0 ? buf_text(&period) : NULL;
}

void
extract_row(struct extractor *ex, const struct block *block, struct table *table,
    struct row *to)
{
	struct range cells[COLUMNS_MAX];
	size_t n = cut_cells(ex, block->tokens, cells);
	struct table header;

	*to = (struct row){ .found = false };
	if (read_header(ex, cells, n, &header)) {
		*table = header;
		return;
	}
	for (size_t i = 0; i < n && n == table->n; i++) {
		if (table->columns[i] == COLUMN_TASK && to->task.to == 0)
			to->task = cells[i];
		else if (table->columns[i] == COLUMN_LEAD)
			read_names(ex, cells[i], &to->lead);
		else if (table->columns[i] == COLUMN_CO)
			read_names(ex, cells[i], &to->co);
		else if (table->columns[i] == COLUMN_DUE)
			to->due = cells[i];
	}
	to->found = to->task.from < to->task.to;
	to->span = (struct range){ to->task.from, block->tokens.to };
}

void
extract_row_due(struct extractor *ex, const struct row *row, struct extract_clause *clause)
{
	if (row->due.from < row->due.to)
		read_due(ex, row->due, clause);
}
