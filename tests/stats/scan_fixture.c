/* scan_fixture.c: rewrites the reference files into the columns of `giaoban scan`. */
#include "tests/stats/scan_fixture.h"

#include <zlib.h>

#include "base/date.h"
#include "stats/csv_read.h"

#define TEXT_MAX ((size_t)16 << 20)

/* The whole of a plain or gzipped file. */
static struct str
slurp(const char *path, struct arena *arena)
{
	char *at = arena_alloc(arena, TEXT_MAX);
	gzFile file = gzopen(path, "rb");
	int len;

	if (file == NULL)
		return (struct str){ NULL, 0 };
	len = gzread(file, at, (unsigned)TEXT_MAX);
	(void)gzclose(file);
	return (struct str){ at, len > 0 ? (size_t)len : 0 };
}

/* A file of two or three columns with another header. */
static bool
rehead(struct scan_file *to, const char *path, const char *header, struct arena *arena)
{
	struct str text = slurp(path, arena), rest = text;
	struct buf out;

	if (text.len == 0)
		return false;
	(void)str_cut(&rest, '\n');
	buf_init(&out, arena, TEXT_MAX);
	buf_add_text(&out, header);
	buf_add_str(&out, rest);
	*to = (struct scan_file){ path, buf_str(&out) };
	return true;
}

static bool
dated(struct scan_file *to, const char *path, struct arena *arena)
{
	static const struct csv_column columns[] = { { "loc", true }, { "day", true },
		{ "count", true } };
	int64_t first = date_to_day((struct date){ 2024, 1, 1 }), day, count;
	char text[DATE_TEXT_MAX];
	struct buf out;
	struct csv csv;

	buf_init(&out, arena, TEXT_MAX);
	buf_add_text(&out, "place,date,count\n");
	if (!csv_begin(&csv, slurp(path, arena), columns, 3, arena))
		return false;
	while (csv_next(&csv) && csv_count(&csv, 1, &day) && csv_count(&csv, 2, &count)) {
		day_iso(first + day - 1, text);
		buf_add_str(&out, csv_cell(&csv, 0));
		buf_printf(&out, ",%s,%lld\n", text, (long long)count);
	}
	*to = (struct scan_file){ path, buf_str(&out) };
	return csv.fault == CSV_FINE;
}

bool
fixture_pair(struct scan_sources *to, struct arena *arena, const char *cases, const char *places,
	bool sphere)
{
	return dated(&to->cases, cases, arena) &&
		rehead(&to->places, places, sphere ? "place,lat,lon\n" : "place,x,y\n", arena);
}

bool
fixture_grid(struct scan_sources *to, struct arena *arena)
{
	*to = (struct scan_sources){ 0 };
	return fixture_pair(to, arena, FIXTURE_DIR "grid_cases.csv", FIXTURE_DIR "grid_geo.csv",
			false) &&
		rehead(&to->population, FIXTURE_DIR "grid_pop.csv", "place,population\n", arena) &&
		rehead(&to->baseline, FIXTURE_DIR "grid_baseline.csv", "place,expected\n", arena);
}

/* "L0000 1 2023/01/12" lines to "L0000,2023-01-12,1", "L0000 x y" to "L0000,x,y". */
static void
rewrite(struct scan_file *to, struct str text, const char *header, bool cases,
	struct arena *arena)
{
	struct buf out;

	buf_init(&out, arena, TEXT_MAX);
	buf_add_text(&out, header);
	while (text.len > 0) {
		struct str line = str_cut(&text, '\n');
		struct str a = str_cut(&line, ' '), b = str_cut(&line, ' '), c = line;

		if (a.len == 0)
			continue;
		if (cases)
			buf_printf(&out, "%.*s,%.4s-%.2s-%.2s,%.*s\n", (int)a.len, a.at, c.at,
				c.at + 5, c.at + 8, (int)b.len, b.at);
		else
			buf_printf(&out, "%.*s,%.*s,%.*s\n", (int)a.len, a.at, (int)b.len, b.at,
				(int)c.len, c.at);
	}
	*to = (struct scan_file){ "synth3400", buf_str(&out) };
}

bool
fixture_synth(struct scan_sources *to, struct arena *arena)
{
	struct str cases = slurp(FIXTURE_DIR "synth3400.cas.gz", arena);
	struct str places = slurp(FIXTURE_DIR "synth3400.geo.gz", arena);

	*to = (struct scan_sources){ 0 };
	if (cases.len == 0 || places.len == 0)
		return false;
	rewrite(&to->cases, cases, "place,date,count\n", true, arena);
	rewrite(&to->places, places, "place,x,y\n", false, arena);
	return true;
}
