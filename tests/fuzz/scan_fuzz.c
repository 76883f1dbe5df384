/*
 * scan_fuzz.c: places, cases and perhaps a baseline in one input, parted by lines of "=": read and
 * scanned as `giaoban scan` would, or refused by name.
 */
#include <math.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "stats/scan_report.h"
#include "tests/fuzz/fuzz.h"

enum { MEMORY = 256 << 20 };

static void
scan(const struct scan_data *data, struct arena *arena)
{
	struct scan_report *report = ARENA_NEW(arena, struct scan_report);
	struct scan_request request = {
		.statistic = data->expected != NULL ? SCAN_EBP : SCAN_STP,
		.null = SCAN_NB1, .calendar = true, .topic = -1, .as_of = DAY_NONE,
		.neighbours = 5, .window = 6, .replicates = 3, .threads = 1 };
	struct buf out;

	if (scan_report_make(report, data, &request, arena) != SCAN_FINE)
		return;
	buf_init(&out, arena, 1 << 20);
	scan_report_json(report, &out);
	BUG_IF(!out.full && !utf8_valid(buf_str(&out)));
	for (int32_t t = 0; t < report->ntopics; t++)
		for (int i = 0; i < report->result[t].n; i++)
			BUG_IF(!isfinite(report->result[t].found[i].at.score) ||
				!(report->result[t].found[i].at.expected > 0));
}

/* The text up to the next line of "="; *rest becomes what follows, empty when there is none. */
static struct str
part(struct str *rest)
{
	const char *cut = rest->len == 0 ? NULL : memmem(rest->at, rest->len, "=\n", 2);
	struct str before = *rest;

	*rest = (struct str){ NULL, 0 };
	if (cut == NULL)
		return before;
	*rest = (struct str){ cut + 2, before.len - (size_t)(cut - before.at) - 2 };
	before.len = (size_t)(cut - before.at);
	return before;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size > 8192 ? 8192 : size };
	struct arena *arena = arena_new(MEMORY);
	struct scan_sources from = { .places = { "places", part(&rest) } };
	struct scan_data read;
	struct buf why;

	from.cases = (struct scan_file){ "cases", part(&rest) };
	if (rest.len > 0)
		from.baseline = (struct scan_file){ "baseline", rest };
	buf_init(&why, arena, 2000);
	if (scan_data_read(&read, &from, arena, &why))
		scan(&read, arena);
	else
		BUG_IF(why.len == 0 || why.full);
	arena_free(arena);
	return 0;
}
