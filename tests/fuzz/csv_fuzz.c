/*
 * csv_fuzz.c: any bytes as a CSV file: read to its end or refused by name; what is read holds the
 * promises of its header.
 */
#include <math.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "stats/csv_read.h"
#include "tests/fuzz/fuzz.h"

static const struct csv_column columns[] = {
	{ "place", true }, { "date", false }, { "count", false }, { "x", false },
};

static void
read_row(struct csv *csv)
{
	struct str text;
	int64_t count, day;
	double x;

	if (csv_text(csv, 0, &text))
		BUG_IF(text.len == 0 || text.len > CSV_CELL_MAX || !utf8_valid(text));
	if (csv_has(csv, 1) && csv_date(csv, 1, &day))
		BUG_IF(day < -719162 || day > 2932896);
	if (csv_has(csv, 2) && csv_count(csv, 2, &count))
		BUG_IF(count < 0 || count > CSV_COUNT_MAX);
	if (csv_has(csv, 3) && csv_number(csv, 3, &x))
		BUG_IF(!isfinite(x));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(1 << 20);
	struct str input = { (const char *)data, size > 8192 ? 8192 : size };
	struct csv csv;
	struct buf why;

	if (csv_begin(&csv, input, columns, 4, arena))
		while (csv_next(&csv))
			read_row(&csv);
	BUG_IF(csv.fault == CSV_FINE && csv.rest.len > 0);
	buf_init(&why, arena, 1000);
	csv_say(&csv, "input", &why);
	BUG_IF(why.full || !utf8_valid(buf_str(&why)));
	arena_free(arena);
	return 0;
}
