/*
 * scan_report_test.c: from files to JSON: the published enumerations, what must not change the
 * answer (names, order of rows, threads, processor path), and each refusal of a file.
 */
#include "tests/check.h"

#include <math.h>
#include <unistd.h>

#include "base/date.h"
#include "base/rand.h"
#include "stats/csv_read.h"
#include "stats/scan_command.h"
#include "stats/scan_report.h"
#include "tests/stats/scan_fixture.h"

#define SEED 20261121

static struct arena *arena;

static struct scan_request
request(enum scan_statistic statistic)
{
	return (struct scan_request){ .statistic = statistic, .null = SCAN_EXACT, .topic = -1,
		.as_of = DAY_NONE, .neighbours = 50, .window = 14, .seed = 1, .threads = 2 };
}

static void
analyse(struct scan_report *report, const struct scan_sources *from, const struct scan_request *q)
{
	struct scan_data *data = arena_alloc(arena, sizeof(*data));
	struct buf why;

	buf_init(&why, arena, 1000);
	if (!scan_data_read(data, from, arena, &why))
		fail_msg("%s", buf_text(&why));
	assert_int_equal(scan_report_make(report, data, q, arena), SCAN_FINE);
}

/* The head of an enumeration file: k, days, cases, expected, statistic of rank 1. */
static void
top_of(const char *path, double to[5])
{
	static const struct csv_column columns[] = { { "rank", true }, { "center", true },
		{ "k", true }, { "radius", true }, { "T", true }, { "obs", true }, { "exp", true },
		{ "llr", true }, { "members", true } };
	static const size_t wanted[] = { 2, 4, 5, 6, 7 };
	struct str text;
	struct csv csv;

	assert_int_equal(csv_load(path, 1 << 20, arena, &text), CSV_FINE);
	assert_true(csv_begin(&csv, text, columns, 9, arena) && csv_next(&csv));
	for (int i = 0; i < 5; i++)
		assert_true(csv_number(&csv, wanted[i], &to[i]));
}

static void
the_grid(void **state)
{
	static const struct {
		enum scan_statistic statistic;
		const char *path;
		double llr;
	} cases[] = {
		{ SCAN_STP, FIXTURE_DIR "grid_stp_enum.csv", 10.2217791469 },
		{ SCAN_CPOIS, FIXTURE_DIR "grid_cpois_enum.csv", 14.6582242953 },
		{ SCAN_EBP, FIXTURE_DIR "grid_ebp_enum.csv", 13.2346597769 },
	};
	struct scan_report *report = arena_alloc(arena, sizeof(*report));
	struct scan_sources from;

	(void)state;
	assert_true(fixture_grid(&from, arena));
	for (int i = 0; i < 3; i++) {
		struct scan_request q = request(cases[i].statistic);
		const struct scan_found *f = &report->result[0].found[0];
		double want[5];

		q.replicates = 999;
		analyse(report, &from, &q);
		top_of(cases[i].path, want);
		assert_int_equal(f->at.k, (int)want[0]);
		assert_int_equal(f->at.days, (int)want[1]);
		assert_int_equal(f->at.observed, (int)want[2]);
		assert_true(fabs(f->at.expected - want[3]) < 1e-9);
		assert_true(fabs(f->at.score - want[4]) < 1e-9);
		assert_true(fabs(f->at.score - cases[i].llr) < 1e-9);
		assert_true(f->p_rank <= 0.002 && f->p < 0.001);
	}
}

/* SaTScan 10.3.2 prints the same nine clusters, secondary ones without a common place. */
static void
three_thousand_places(void **state)
{
	static const double want[] = { 10.600110, 8.974636, 7.913050, 7.604630, 7.393440, 7.066417,
		7.035009, 6.894459, 6.860933 };
	struct scan_report *report = arena_alloc(arena, sizeof(*report));
	struct scan_request q = request(SCAN_STP);
	struct scan_sources from;

	(void)state;
	assert_true(fixture_synth(&from, arena));
	q.replicates = 99;
	analyse(report, &from, &q);
	for (int i = 0; i < 9; i++)
		assert_true(fabs(report->result[0].found[i].at.score - want[i]) < 1e-6);
	assert_true(fabs(report->result[0].found[0].at.score - 10.6001103847) < 1e-9);
	assert_int_equal(report->result[0].found[0].at.k, 3);
	assert_int_equal(report->result[0].found[0].at.days, 8);
	assert_int_equal(report->result[0].found[0].at.observed, 8);
	assert_true(report->result[0].found[0].p > 0.08 && report->result[0].found[0].p < 0.4);
}

/* Sample data of SaTScan, whose licence keeps it out of the repository; tested where it lies. */
static void
new_york(void **state)
{
	const char *dir = "../shared/oracle/scan/";
	struct scan_sources from = { 0 };
	struct scan_cluster top;
	struct scan_zones zones;
	struct scan_model model;
	struct scan_data data;
	struct scan_case cases[1000];
	struct scan_setup setup = { .zones = &zones, .window = 7, .cases = cases };
	int32_t leaf[1000];
	struct buf why;

	(void)state;
	(void)dir;
	if (!fixture_pair(&from, arena, "../shared/oracle/scan/nyc_cases.csv",
		"../shared/oracle/scan/nyc_geo.csv", true)) {
		skip();
		return;
	}
	buf_init(&why, arena, 1000);
	assert_true(scan_data_read(&data, &from, arena, &why));
	assert_int_equal(scan_zones_make(&zones, arena, data.a, data.b, data.npoints, true, 200,
		3.0), SCAN_FINE);
	for (int32_t i = 0; i < data.npoints; i++)
		leaf[zones.order[i]] = i;
	for (size_t i = 0; i < data.nrows; i++)
		cases[setup.ncases++] = (struct scan_case){ leaf[data.rows[i].place],
			(int32_t)(data.rows[i].day - data.first_day), data.rows[i].count };
	setup.days = (int32_t)(data.last_day - data.first_day + 1);
	assert_int_equal(scan_model_make(&model, arena, &setup), SCAN_FINE);
	assert_int_equal(scan_clusters(&model, arena, &top, 1), 1);
	assert_true(fabs(top.score - 3.8454183711) < 1e-9);
	assert_int_equal(top.observed, 4);
	assert_int_equal(top.k, 9);
}

/* A made-up city in files, rows in any order, names of any kind. */
struct forge {
	struct buf cases, places;
	int32_t order[600];
};

static void
forge(struct forge *f, uint64_t shuffle, bool renamed, struct scan_sources *to)
{
	const char *prefix = renamed ? "Phường " : "p";
	static const char *const topic[] = { "noise", "trees", "street-lights" };
	struct prng r, mix;
	int32_t n = 600;

	prng_init(&mix, shuffle);
	buf_init(&f->cases, arena, 1 << 20);
	buf_init(&f->places, arena, 1 << 20);
	buf_add_text(&f->cases, "place,date,count,topic\n");
	buf_add_text(&f->places, "place,x,y\n");
	for (int32_t i = 0; i < n; i++)
		f->order[i] = i;
	for (int32_t i = n - 1; i > 0 && shuffle > 0; i--) {
		int32_t j = (int32_t)prng_below(&mix, (uint64_t)i + 1), t = f->order[i];

		f->order[i] = f->order[j];
		f->order[j] = t;
	}
	for (int32_t i = 0; i < n; i++) {
		int32_t id = f->order[i], place;
		char day[DATE_TEXT_MAX];

		prng_init(&r, (uint64_t)id + 1);
		place = (int32_t)prng_below(&r, 30);
		day_iso(20500 + (int64_t)prng_below(&r, 100), day);
		if (id < 30) /* places 28 and 29 share a spot: one point for the scan */
			buf_printf(&f->places, "%s%d,%d,%d\n", prefix, renamed ? 929 - id : id,
				(id < 29 ? id : 28) % 6, (id < 29 ? id : 28) / 6);
		buf_printf(&f->cases, "%s%d,%s,%d,%s\n", prefix, renamed ? 929 - place : place,
			day, 1 + (int)prng_below(&r, 2), topic[id % 3]);
	}
	*to = (struct scan_sources){ .cases = { "cases", buf_str(&f->cases) },
		.places = { "places", buf_str(&f->places) } };
}

/* The JSON with every name put back: "Q929-i" to "pi". */
static struct str
json_of(const struct scan_sources *from, const struct scan_request *q, bool renamed)
{
	struct scan_report *report = arena_alloc(arena, sizeof(*report));
	struct buf out, plain;

	analyse(report, from, q);
	buf_init(&out, arena, 1 << 20);
	buf_init(&plain, arena, 1 << 20);
	scan_report_json(report, &out);
	assert_false(out.full);
	for (size_t i = 0; i < out.len; i++) {
		if (renamed && memcmp(out.at + i, "Phường ", 10) == 0) {
			buf_printf(&plain, "p%d", (int)(929 - strtol(out.at + i + 10, NULL, 10)));
			i += 10 + 2;
			continue;
		}
		buf_add_char(&plain, out.at[i]);
	}
	return buf_str(&plain);
}

static void
nothing_changes(void **state)
{
	struct forge *f = arena_alloc(arena, sizeof(*f));
	struct scan_request q = request(SCAN_STP);
	struct scan_sources from;
	struct str plain;

	(void)state;
	q.replicates = 299;
	q.null = SCAN_NB1;
	q.calendar = true;
	forge(f, 0, false, &from);
	plain = json_of(&from, &q, false);
	for (int threads = 1; threads <= 5; threads += 2) {
		q.threads = threads;
		q.path = threads == 1 ? SCAN_PATH_BASE : SCAN_PATH_AVX2;
		assert_true(str_equal(plain, json_of(&from, &q, false)));
	}
	for (uint64_t shuffle = 1; shuffle <= 5; shuffle++) {
		forge(f, shuffle, false, &from);
		assert_true(str_equal(plain, json_of(&from, &q, false)));
	}
}

/* Renamed at random: the same bytes but for the names (a spot with two names sorts them). */
static void
names_do_not_matter(void **state)
{
	struct forge *f = arena_alloc(arena, sizeof(*f));
	struct scan_request q = request(SCAN_STP);
	struct scan_sources from;
	struct str plain, other;
	size_t differ = 0;

	(void)state;
	q.replicates = 299;
	q.null = SCAN_NB1;
	forge(f, 0, false, &from);
	plain = json_of(&from, &q, false);
	forge(f, 7, true, &from);
	other = json_of(&from, &q, true);
	assert_int_equal(other.len, plain.len);
	for (size_t i = 0; i < plain.len; i++)
		differ += plain.at[i] != other.at[i];
	assert_true(differ <= 2 * 30); /* "p28" and "p29" may change places */
}

static void
refused_files(void **state)
{
	static const struct {
		const char *cases, *places, *why;
	} bad[] = {
		{ "place,date,count\na,2024-01-01,1\n", "place,x,y\nb,0,0\n",
			"cases:2: a place has no coordinates: 'a' (place_without_coordinates)" },
		{ "place,date,count,who\n", "place,x,y\na,0,0\n",
			"cases:1: a column that is not expected here: 'who' (column_unknown)" },
		{ "place,date,count,topic\na,2024-01-01,1,opinions\n", "place,x,y\na,0,0\n",
			"cases:2: a topic outside the list: 'opinions' (topic_unknown)" },
		{ "place,date,count\na,2024-01-01,-4\n", "place,x,y\na,0,0\n",
			"cases:2: not a whole number of 0 or more: '-4' (not_count)" },
		{ "place,date,count\n", "place,x,y\na,0,nan\n",
			"places:2: not a finite decimal number: 'nan' (not_number)" },
		{ "place,date,count\n", "place,lat,lon\na,91,0\n",
			"places:2: a coordinate is not a place on a map: 'a' (bad_coordinate)" },
		{ "place,date,count\n", "place,x,lat\na,91,0\n",
			"places:1: needs lat and lon, or x and y (column_missing)" },
		{ "place,date,count\n", "place,x,y\na,0,0\na,1,1\n",
			"places:3: a place stands here twice: 'a' (place_twice)" },
		{ "place,date,count\n", "place,x,y\n", "places:1: no place (no_places)" },
		{ "place,date,count\n", "place,x,y\na,0,0\n",
			"cases:1: there are no cases in the study period (no_cases)" },
		{ "place,date,count\n,2024-01-01,1\n", "place,x,y\na,0,0\n",
			"cases:2: a cell is empty: 'place' (cell_empty)" },
	};
	struct scan_data data;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct scan_sources from = { .cases = { "cases", str_of(bad[i].cases) },
			.places = { "places", str_of(bad[i].places) } };
		struct buf why;

		buf_init(&why, arena, 1000);
		assert_false(scan_data_read(&data, &from, arena, &why));
		assert_string_equal(buf_text(&why), bad[i].why);
	}
}

static void
too_many_places(void **state)
{
	struct scan_sources from = { .cases = { "cases", STR("place,date,count\n") } };
	struct buf text, why;
	struct scan_data data;

	(void)state;
	buf_init(&text, arena, 1 << 20);
	buf_init(&why, arena, 1000);
	buf_add_text(&text, "place,x,y\n");
	for (int i = 0; i <= SCAN_PLACES_MAX; i++)
		buf_printf(&text, "%d,%d,0\n", i, i);
	from.places = (struct scan_file){ "places", buf_str(&text) };
	assert_false(scan_data_read(&data, &from, arena, &why));
	assert_non_null(strstr(buf_text(&why), "(too_many_places)"));
}

static void
refused_weights(void **state)
{
	static const char *const bad[] = { "place,people\n", "place,expected,pop\n",
		"place,expected\nzz,1\n", "place,expected\np1,-1\n",
		"place,expected,tet\np1,1,-1\n",
		"place,expected,rest\np1,1,x\n", "place,expected\np1\n" };
	struct forge *f = arena_alloc(arena, sizeof(*f));
	struct scan_sources from;
	struct scan_data data;
	struct buf why;

	(void)state;
	forge(f, 0, false, &from);
	buf_init(&why, arena, 1000);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		from.baseline = (struct scan_file){ "b", str_of(bad[i]) };
		assert_false(scan_data_read(&data, &from, arena, &why));
	}
	from.baseline.text = STR("place,expected,tet\np1,2,0.5\n");
	assert_true(scan_data_read(&data, &from, arena, &why));
}

/* The command with its answer caught in a file. */
static int
run(const char *words, char *answer, size_t size)
{
	char line[1000], *argv[40];
	int argc = 0, status, saved = dup(1);
	char path[] = "/tmp/scan_report_testXXXXXX";
	int fd = mkstemp(path);
	FILE *file;
	size_t got;

	(void)snprintf(line, sizeof(line), "scan %s", words);
	for (char *at = line; at != NULL && argc < 40; ) {
		char *space = strchr(at, ' ');

		argv[argc++] = at;
		if (space != NULL)
			*space++ = '\0';
		at = space;
	}
	(void)fflush(stdout);
	(void)dup2(fd, 1);
	status = scan_command(argc, argv);
	(void)fflush(stdout);
	(void)dup2(saved, 1);
	(void)close(saved);
	(void)close(fd);
	file = fopen(path, "r");
	got = fread(answer, 1, size - 1, file);
	answer[got] = '\0';
	(void)fclose(file);
	(void)remove(path);
	return status;
}

static void
spill(const char *path, struct str text)
{
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	assert_int_equal(fwrite(text.at, 1, text.len, file), text.len);
	assert_int_equal(fclose(file), 0);
}

static void
the_command(void **state)
{
	static const char *const usage[] = { "", "--cases a", "--cases a --places b --what",
		"--cases a --places b --window 0", "--cases a --places b --window 61", "plain",
		"--cases a --places b --statistic ebp", "--cases a --places b --statistic cpois",
		"--cases a --places b --statistic other", "--cases a --places b --as-of 2024-02-30",
		"--cases a --places b --topic opinions", "--cases a --places b --replicates 10000",
		"--cases a --places b --neighbours 201", "--cases a --places", "--json=1" };
	struct scan_sources from;
	static char out[60000];

	(void)state;
	for (size_t i = 0; i < sizeof(usage) / sizeof(usage[0]); i++)
		assert_int_equal(run(usage[i], out, sizeof(out)), 2);
	assert_int_equal(run("--cases /nonexistent --places /nonexistent", out, sizeof(out)), 1);
	assert_int_equal(run("--help", out, sizeof(out)), 0);
	assert_non_null(strstr(out, "--cases FILE"));
	assert_int_equal(run("--topics", out, sizeof(out)), 0);
	assert_non_null(strstr(out, "street-lights\t"));
	assert_true(fixture_grid(&from, arena));
	spill("/tmp/scan_report_test.cases", from.cases.text);
	spill("/tmp/scan_report_test.places", from.places.text);
	assert_int_equal(run("--cases /tmp/scan_report_test.cases --places "
		"/tmp/scan_report_test.places --classes none --replicates=99 --json", out,
		sizeof(out)), 0);
	assert_ptr_equal(strstr(out, "{\"clusters\":[{\"places\":[\"c14\",\"c08\",\"c15\",\"c13\","
		"\"c20\",\"c07\",\"c19\"],\"from\":\"2024-02-24\",\"to\":\"2024-02-29\","
		"\"observed\":33,"
		"\"expected\":13.589836660617"), out);
	assert_non_null(strstr(out, "\"vi\":\"Từ 24/02/2024 đến 29/02/2024, tại 7 địa bàn "
		"quanh c14 có 33 phản ánh, dự kiến 13,6 (gấp 2,4 lần)."));
	assert_non_null(strstr(out, "\"en\":\"From 2024-02-24 to 2024-02-29, in 7 areas around c14 "
		"there were 33 reports, expected 13.6 (2.4 times)."));
	assert_int_equal(run("--cases /tmp/scan_report_test.cases --places "
		"/tmp/scan_report_test.places --topic noise", out, sizeof(out)), 1);
	assert_int_equal(run("--cases /tmp/scan_report_test.places --places "
		"/tmp/scan_report_test.places", out, sizeof(out)), 1);
	assert_int_equal(run("--cases /tmp/scan_report_test.cases --places "
		"/tmp/scan_report_test.places --replicates 0", out, sizeof(out)), 0);
	assert_int_equal(run("--cases /tmp/scan_report_test.cases --places "
		"/tmp/scan_report_test.places --as-of 2024-01-10", out, sizeof(out)), 1);
	assert_int_equal(run("--cases /tmp/scan_report_test.cases --places "
		"/tmp/scan_report_test.places --as-of 2023-01-10", out, sizeof(out)), 1);
	(void)remove("/tmp/scan_report_test.cases");
	(void)remove("/tmp/scan_report_test.places");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_grid),
		cmocka_unit_test(three_thousand_places), cmocka_unit_test(new_york),
		cmocka_unit_test(nothing_changes),
		cmocka_unit_test(names_do_not_matter), cmocka_unit_test(refused_files),
		cmocka_unit_test(too_many_places),
		cmocka_unit_test(refused_weights), cmocka_unit_test(the_command) };
	int failed;

	arena = arena_new((size_t)2 << 30);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
