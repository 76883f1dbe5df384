/* scan_command.c: options, files, report. */
#include "stats/scan_command.h"

#include <unistd.h>

#include "base/date.h"
#include "base/exit.h"
#include "stats/csv_read.h"
#include "stats/options.h"
#include "stats/scan_report.h"

#define MEMORY_MAX ((size_t)3 << 30)
#define WHY_MAX 1000

static const char usage[] =
	"giaoban scan --cases FILE --places FILE [options]\n"
	"Looks for neighbourhoods with more reports in the last days than they should have.\n"
	"  --cases FILE         place,date,count[,topic] (CSV with a header, ISO dates)\n"
	"  --places FILE        place,lat,lon or place,x,y\n"
	"  --topic T            only this topic; --topics prints the list\n"
	"  --as-of DATE         last day counted of a 365-day period (default: last in the file)\n"
	"  --statistic S        stp (default), ebp (needs --baseline), cpois (needs --population)\n"
	"  --baseline FILE      place,expected[,rest][,tet]: expected cases a day\n"
	"  --population FILE    place,population\n"
	"  --neighbours N       largest zone in places, 1..200 (50)\n"
	"  --window N           all windows of 1..N days, N up to 60 (14)\n"
	"  --replicates N       0..9999 (999; several topics: 199, then N where it may matter)\n"
	"  --null N             nb1 (default: allows for repeated reports) or exact\n"
	"  --classes C          calendar (default: working days, rest, Tet) or none\n"
	"  --seed N             of the replicates (1)\n"
	"  --threads N          1..16 (default: one a processor); never changes the result\n"
	"  --json               JSON on stdout; without it one sentence a cluster\n"
	"Exit status: 0 done, 1 data refused, 2 usage, 3 failed.\n";

struct arguments {
	const char *cases, *places, *topic, *baseline, *population;
	int64_t as_of, neighbours, window, replicates, seed, threads;
	int statistic, null, classes;
	bool json, help, topics;
};

static int
complain(const char *what)
{
	(void)fprintf(stderr, "giaoban scan: %s\n", what);
	return EXIT_USAGE;
}

static int
read_arguments(int argc, char **argv, struct arguments *a)
{
	const struct option_row rows[] = {
		{ "cases", OPTION_TEXT, &a->cases, 0, 0, NULL },
		{ "places", OPTION_TEXT, &a->places, 0, 0, NULL },
		{ "topic", OPTION_TEXT, &a->topic, 0, 0, NULL },
		{ "as-of", OPTION_DATE, &a->as_of, 0, 0, NULL },
		{ "statistic", OPTION_CHOICE, &a->statistic, 0, 0, "stp|ebp|cpois" },
		{ "baseline", OPTION_TEXT, &a->baseline, 0, 0, NULL },
		{ "population", OPTION_TEXT, &a->population, 0, 0, NULL },
		{ "neighbours", OPTION_NUMBER, &a->neighbours, 1, SCAN_NEIGHBOURS_MAX, NULL },
		{ "window", OPTION_NUMBER, &a->window, 1, SCAN_WINDOW_MAX, NULL },
		{ "replicates", OPTION_NUMBER, &a->replicates, 0, SCAN_REPLICATES_MAX, NULL },
		{ "null", OPTION_CHOICE, &a->null, 0, 0, "exact|nb1" },
		{ "classes", OPTION_CHOICE, &a->classes, 0, 0, "none|calendar" },
		{ "seed", OPTION_NUMBER, &a->seed, 0, 9e15, NULL },
		{ "threads", OPTION_NUMBER, &a->threads, 1, 16, NULL },
		{ "json", OPTION_FLAG, &a->json, 0, 0, NULL },
		{ "topics", OPTION_FLAG, &a->topics, 0, 0, NULL },
		{ "help", OPTION_FLAG, &a->help, 0, 0, NULL },
	};

	*a = (struct arguments){ .as_of = DAY_NONE, .neighbours = 50, .window = 14,
		.replicates = 999, .seed = 1, .null = SCAN_NB1, .classes = 1 };
	return options_read(argc, argv, rows, sizeof(rows) / sizeof(rows[0]));
}

static int
check_arguments(const struct arguments *a)
{
	if (a->cases == NULL || a->places == NULL)
		return complain("--cases and --places are needed (try --help)");
	if (a->statistic == SCAN_EBP && a->baseline == NULL)
		return complain("--statistic ebp needs --baseline");
	if (a->statistic == SCAN_CPOIS && a->population == NULL)
		return complain("--statistic cpois needs --population");
	if (a->topic != NULL && scan_topic_find(str_of(a->topic)) < 0)
		return complain("--topic: a topic outside the list (topic_unknown; see --topics)");
	return EXIT_DONE;
}

/* EXIT_DONE, or EXIT_REFUSED after a message; a NULL path is a file not given. */
static int
load(const char *path, struct scan_file *file, struct arena *arena)
{
	enum csv_fault fault;

	if (path == NULL)
		return EXIT_DONE;
	file->name = path;
	fault = csv_load(path, SCAN_FILE_MAX, arena, &file->text);
	if (fault == CSV_FINE)
		return EXIT_DONE;
	(void)fprintf(stderr, "giaoban scan: %s: cannot be read (%s)\n", path,
		csv_fault_name(fault));
	return EXIT_REFUSED;
}

static int
load_all(const struct arguments *a, struct scan_sources *sources, struct arena *arena)
{
	bool cpois = a->statistic == SCAN_CPOIS, ebp = a->statistic == SCAN_EBP;

	*sources = (struct scan_sources){ 0 };
	return load(a->cases, &sources->cases, arena) | load(a->places, &sources->places, arena) |
		load(cpois ? a->population : NULL, &sources->population, arena) |
		load(ebp ? a->baseline : NULL, &sources->baseline, arena);
}

static int
print(const struct scan_report *report, bool as_json)
{
	struct buf out;
	int status = EXIT_DONE;

	buf_init(&out, NULL, (size_t)64 << 20);
	(as_json ? scan_report_json : scan_report_text)(report, &out);
	if (out.full || fwrite(out.at, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		status = EXIT_FAILED;
	buf_release(&out);
	return status;
}

static int
scan_files(const struct arguments *a, struct arena *arena)
{
	struct scan_report *report = ARENA_NEW(arena, struct scan_report);
	struct scan_request request = { .statistic = (enum scan_statistic)a->statistic,
		.null = (enum scan_null)a->null, .calendar = a->classes == 1,
		.topic = a->topic == NULL ? -1 : scan_topic_find(str_of(a->topic)),
		.as_of = a->as_of, .neighbours = (int32_t)a->neighbours,
		.window = (int32_t)a->window, .replicates = (int32_t)a->replicates,
		.seed = (uint64_t)a->seed, .threads = (int)a->threads };
	struct scan_sources sources;
	struct scan_data data;
	enum scan_fault fault;
	struct buf why;

	if (load_all(a, &sources, arena) != EXIT_DONE)
		return EXIT_REFUSED;
	buf_init(&why, arena, WHY_MAX);
	if (!scan_data_read(&data, &sources, arena, &why)) {
		(void)fprintf(stderr, "giaoban scan: %s\n", buf_text(&why));
		return EXIT_REFUSED;
	}
	if (!data.has_topics && request.topic >= 0) {
		(void)fprintf(stderr, "giaoban scan: %s: --topic needs a column 'topic' "
			"(column_missing)\n", a->cases);
		return EXIT_REFUSED;
	}
	if (request.threads == 0)
		request.threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
	fault = scan_report_make(report, &data, &request, arena);
	if (fault == SCAN_FINE)
		return print(report, a->json);
	(void)fprintf(stderr, "giaoban scan: %s: %s (%s)\n", a->cases, scan_fault_says(fault),
		scan_fault_name(fault));
	return EXIT_REFUSED;
}

static int
print_topics(void)
{
	for (int i = 0; i < SCAN_TOPICS; i++)
		(void)printf("%s\t%s\t%s\n", scan_topics()[i].key, scan_topics()[i].vi,
			scan_topics()[i].en);
	return EXIT_DONE;
}

int
scan_command(int argc, char **argv)
{
	struct arguments a;
	struct arena *arena;
	int status = read_arguments(argc, argv, &a);

	if (status != EXIT_DONE)
		return status;
	if (a.help)
		return printf("%s", usage) < 0 ? EXIT_FAILED : EXIT_DONE;
	if (a.topics)
		return print_topics();
	status = check_arguments(&a);
	if (status != EXIT_DONE)
		return status;
	arena = arena_new(MEMORY_MAX);
	status = scan_files(&a, arena);
	arena_free(arena);
	return status;
}
