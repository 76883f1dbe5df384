/* simulate_command.c: a city, its reports, and what was put in on purpose, as CSV files. */
#include "stats/simulate_command.h"

#include "base/date.h"
#include "base/exit.h"
#include "base/err.h"
#include "stats/options.h"
#include "stats/scan_topic.h"
#include "stats/simulate.h"

#define MEMORY_MAX ((size_t)3 << 30)

static const char usage[] =
	"giaoban simulate --cases FILE --places FILE [options]\n"
	"Writes the reports of an invented city, to try `giaoban scan` on. The same seed gives\n"
	"the same city.\n"
	"  --cases FILE       place,date,count,topic, to be written\n"
	"  --places FILE      place,lat,lon, to be written\n"
	"  --truth FILE       place,from,to,topic of the outbreak, to be written\n"
	"  --seed N           (1)\n"
	"  --communes N       1..4000 (168)\n"
	"  --topics N         1..40 (40)\n"
	"  --days N           2..4000 (365)\n"
	"  --as-of DATE       last day (2026-11-21)\n"
	"  --per-day X        reports a day and topic (60)\n"
	"  --dispersion X     variance over mean, 1..3 (1.2)\n"
	"  --outbreak N       an outbreak in N communes, in the first topic (0: none)\n"
	"  --extra X          its extra reports a day at full size (8)\n"
	"  --shape S          circle, strip or ring\n"
	"  --course C         ramp (full after four days), step or spike\n"
	"  --start DATE       its first day (seven days before the last)\n"
	"  --nuisance S       none, tet, outage, campaign, merge or copies, from --start on\n"
	"Exit status: 0 done, 2 usage, 3 failed.\n";

struct arguments {
	const char *cases, *places, *truth;
	int64_t seed, communes, topics, days, as_of, outbreak, start;
	double per_day, dispersion, extra;
	int shape, course, nuisance;
	bool help;
};

static int
read_arguments(int argc, char **argv, struct arguments *a)
{
	const struct option_row rows[] = {
		{ "cases", OPTION_TEXT, &a->cases, 0, 0, NULL },
		{ "places", OPTION_TEXT, &a->places, 0, 0, NULL },
		{ "truth", OPTION_TEXT, &a->truth, 0, 0, NULL },
		{ "seed", OPTION_NUMBER, &a->seed, 0, 9e15, NULL },
		{ "communes", OPTION_NUMBER, &a->communes, 1, SIM_PLACES_MAX, NULL },
		{ "topics", OPTION_NUMBER, &a->topics, 1, SCAN_TOPICS, NULL },
		{ "days", OPTION_NUMBER, &a->days, 2, SIM_DAYS_MAX, NULL },
		{ "as-of", OPTION_DATE, &a->as_of, 0, 0, NULL },
		{ "per-day", OPTION_REAL, &a->per_day, 0, 100000, NULL },
		{ "dispersion", OPTION_REAL, &a->dispersion, 1, 3, NULL },
		{ "outbreak", OPTION_NUMBER, &a->outbreak, 0, SCAN_NEIGHBOURS_MAX, NULL },
		{ "extra", OPTION_REAL, &a->extra, 0, 1000, NULL },
		{ "shape", OPTION_CHOICE, &a->shape, 0, 0, "circle|strip|ring" },
		{ "course", OPTION_CHOICE, &a->course, 0, 0, "ramp|step|spike" },
		{ "start", OPTION_DATE, &a->start, 0, 0, NULL },
		{ "nuisance", OPTION_CHOICE, &a->nuisance, 0, 0,
			"none|tet|outage|campaign|merge|copies" },
		{ "help", OPTION_FLAG, &a->help, 0, 0, NULL },
	};

	*a = (struct arguments){ .seed = 1, .communes = 168, .topics = SCAN_TOPICS, .days = 365,
		.as_of = date_to_day((struct date){ 2026, 11, 21 }), .start = DAY_NONE,
		.per_day = 60, .dispersion = 1.2, .extra = 8 };
	return options_read(argc, argv, rows, sizeof(rows) / sizeof(rows[0]));
}

static int
check_arguments(struct arguments *a)
{
	const char *wrong = NULL;

	if (a->start == DAY_NONE)
		a->start = a->as_of - 6 > a->as_of - a->days ? a->as_of - 6 : a->as_of;
	if (a->cases == NULL || a->places == NULL)
		wrong = "--cases and --places are needed";
	else if (a->start > a->as_of || a->start <= a->as_of - a->days)
		wrong = "--start lies outside the days simulated";
	else if (a->outbreak > a->communes)
		wrong = "--outbreak is larger than the city";
	if (wrong == NULL)
		return EXIT_DONE;
	(void)fprintf(stderr, "giaoban simulate: %s (try --help)\n", wrong);
	return EXIT_USAGE;
}

static int
finish(FILE *file, const char *path)
{
	bool bad = file == NULL || ferror(file) != 0;

	if (file != NULL && fclose(file) != 0)
		bad = true;
	if (bad)
		(void)fprintf(stderr, "giaoban simulate: %s: cannot be written\n", path);
	return bad ? EXIT_FAILED : EXIT_DONE;
}

static int
write_places(const struct arguments *a, const struct sim_city *city)
{
	FILE *file = fopen(a->places, "w");

	if (file != NULL)
		(void)fputs("place,lat,lon\n", file);
	for (int32_t p = 0; p < city->n && file != NULL; p++)
		(void)fprintf(file, "C%04d,%.6f,%.6f\n", p, city->lat[p], city->lon[p]);
	return finish(file, a->places);
}

static int
write_truth(const struct arguments *a, const int32_t *zone, int32_t n)
{
	FILE *file;
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];

	if (a->truth == NULL)
		return EXIT_DONE;
	file = fopen(a->truth, "w");
	day_iso(a->start, from);
	day_iso(a->as_of, to);
	if (file != NULL)
		(void)fputs("place,from,to,topic\n", file);
	for (int32_t i = 0; i < n && file != NULL; i++)
		(void)fprintf(file, "C%04d,%s,%s,%s\n", zone[i], from, to, scan_topics()[0].key);
	return finish(file, a->truth);
}

static void
write_topic(FILE *file, const struct sim_city *city, const struct sim_series *s,
	const uint16_t *count)
{
	for (int32_t t = 0; t < s->days; t++) {
		char day[DATE_TEXT_MAX];

		day_iso(s->first_day + t, day);
		for (int32_t p = 0; p < city->n; p++)
			if (count[(size_t)t * (size_t)city->n + (size_t)p] > 0)
				(void)fprintf(file, "C%04d,%s,%d,%s\n", p, day,
					count[(size_t)t * (size_t)city->n + (size_t)p],
					scan_topics()[s->topic].key);
	}
}

static int
write_cases(const struct arguments *a, const struct sim_city *city, struct arena *arena)
{
	uint16_t *count = ARENA_ARRAY(arena, (size_t)a->days * (size_t)city->n, uint16_t);
	int32_t *successor = ARENA_ARRAY(arena, (size_t)city->n, int32_t);
	int32_t zone[SCAN_NEIGHBOURS_MAX], nzone = 0;
	int32_t start = (int32_t)(a->start - a->as_of + a->days - 1);
	struct sim_outbreak o = { (enum sim_shape)a->shape, (enum sim_course)a->course,
		(int32_t)a->outbreak, a->extra, start, (int32_t)a->days, (uint64_t)a->seed };
	FILE *file = fopen(a->cases, "w");

	if (file != NULL)
		(void)fputs("place,date,count,topic\n", file);
	for (int32_t t = 0; t < a->topics && file != NULL; t++) {
		struct sim_series s = { a->as_of - a->days + 1, (int32_t)a->days, a->per_day,
			a->dispersion, t };

		sim_counts(city, &s, count);
		if (t == 0 && a->outbreak > 0)
			nzone = sim_outbreak_add(city, &s, &o, count, zone);
		sim_nuisance_add(city, &s, (enum sim_nuisance)a->nuisance, start,
			(uint64_t)a->seed, count, successor);
		write_topic(file, city, &s, count);
	}
	return finish(file, a->cases) | write_truth(a, zone, nzone);
}

int
simulate_command(int argc, char **argv)
{
	struct sim_city city;
	struct arguments a;
	struct arena *arena;
	int status = read_arguments(argc, argv, &a);

	if (status != EXIT_DONE)
		return status;
	if (a.help)
		return printf("%s", usage) < 0 ? EXIT_FAILED : EXIT_DONE;
	status = check_arguments(&a);
	if (status != EXIT_DONE)
		return status;
	arena = arena_new(MEMORY_MAX);
	BUG_IF(sim_city_make(&city, arena, (int32_t)a.communes, 50, (uint64_t)a.seed) != SCAN_FINE);
	status = write_places(&a, &city);
	if (status == EXIT_DONE)
		status = write_cases(&a, &city, arena);
	arena_free(arena);
	return status;
}
