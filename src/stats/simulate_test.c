/* simulate_test.c: same seed, same city; the patterns and disturbances are what they claim. */
#include "tests/check.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"
#include "stats/scan_file.h"
#include "stats/csv_read.h"
#include "stats/simulate.h"
#include "stats/simulate_command.h"

#define N 168
#define DAYS 800

static struct arena *arena;
static struct sim_city city;
static uint16_t *count;
static struct sim_series series;

static void
fresh(int32_t topic, double phi)
{
	series = (struct sim_series){ date_to_day((struct date){ 2024, 6, 1 }), DAYS, 60, phi,
		topic };
	count = ARENA_ARRAY(arena, (size_t)N * DAYS, uint16_t);
	sim_counts(&city, &series, count);
}

static double
day_sum(int32_t t)
{
	double sum = 0;

	for (int32_t p = 0; p < N; p++)
		sum += count[t * N + p];
	return sum;
}

static void
same_seed(void **state)
{
	struct sim_city other;
	uint16_t *before;

	(void)state;
	assert_int_equal(sim_city_make(&other, arena, N, 50, 7), SCAN_FINE);
	assert_memory_equal(other.lat, city.lat, N * sizeof(double));
	fresh(3, 1.2);
	before = count;
	fresh(3, 1.2);
	assert_memory_equal(before, count, (size_t)N * DAYS * sizeof(uint16_t));
	fresh(4, 1.2);
	assert_memory_not_equal(before, count, (size_t)N * DAYS * sizeof(uint16_t));
	assert_int_equal(sim_city_make(&other, arena, 0, 50, 7), SCAN_BAD_OPTION);
	assert_int_equal(sim_city_make(&other, arena, SIM_PLACES_MAX + 1, 50, 7), SCAN_BAD_OPTION);
	assert_int_equal(sim_city_make(&other, arena, 10, 0, 7), SCAN_BAD_OPTION);
}

/* Averages over the topics: kinds of days and the week after Tết. */
static void
patterns(void **state)
{
	double sum[DAY_KINDS] = { 0 }, days[DAY_KINDS] = { 0 }, after = 0, rest;

	(void)state;
	for (int32_t topic = 0; topic < 12; topic++) {
		fresh(topic, 1.2);
		for (int32_t t = 0; t < DAYS; t++) {
			enum day_kind kind = day_kind(series.first_day + t);

			sum[kind] += day_sum(t);
			days[kind]++;
		}
		for (int32_t t = 0; t < 5; t++) { /* Friday 5 February 2025 and on: working days */
			int64_t day = date_to_day((struct date){ 2025, 2, 5 }) + t;

			if (day_kind(day) == DAY_WORK)
				after += day_sum((int32_t)(day - series.first_day));
		}
	}
	rest = sum[DAY_REST] / days[DAY_REST] / (sum[DAY_WORK] / days[DAY_WORK]);
	assert_true(fabs(sum[DAY_WORK] / days[DAY_WORK] - 60) < 3);
	assert_true(rest > 0.54 && rest < 0.66);
	assert_true(sum[DAY_TET] / days[DAY_TET] < 26);
	assert_true(after / (12 * 3) > 70);
}

static void
dispersion(void **state)
{
	struct scan_case *cases = ARENA_ARRAY(arena, (size_t)N * DAYS, struct scan_case);
	struct scan_setup setup = { .zones = &city.zones, .days = 365, .window = 14,
		.cases = cases };
	uint8_t kind[365];
	struct scan_model model;
	double phi[] = { 1, 1.2, 1.6 };

	(void)state;
	setup.kind_of = kind;
	for (int i = 0; i < 3; i++) {
		fresh(i, phi[i]);
		setup.ncases = 0;
		for (int32_t t = 0; t < 365; t++) {
			kind[t] = (uint8_t)day_kind(series.first_day + t);
			for (int32_t p = 0; p < N; p++)
				cases[setup.ncases++] = (struct scan_case){ p, t,
					count[t * N + p] };
		}
		assert_int_equal(scan_model_make(&model, arena, &setup), SCAN_FINE);
		assert_true(fabs(model.dispersion - phi[i]) < 0.02 + 0.12 * (phi[i] - 1));
	}
}

static void
outbreaks(void **state)
{
	(void)state;
	for (int shape = SIM_CIRCLE; shape <= SIM_RING; shape++)
		for (int course = SIM_RAMP; course <= SIM_SPIKE; course++) {
			struct sim_outbreak o = { (enum sim_shape)shape,
				(enum sim_course)course, 12, 50, 100, 14, 5 };
			int32_t zone[12];
			uint16_t *before;
			int extra = 0, outside = 0;

			fresh(1, 1.2);
			before = count;
			fresh(1, 1.2);
			assert_int_equal(sim_outbreak_add(&city, &series, &o, count, zone), 12);
			for (int32_t i = 0; i < N * DAYS; i++) {
				bool in = false;

				for (int j = 0; j < 12; j++)
					in |= zone[j] == i % N;
				extra += count[i] - before[i];
				outside += count[i] != before[i] &&
					(!in || i / N < 100 || i / N >= 114);
			}
			assert_int_equal(outside, 0);
			assert_true(extra > 200 && extra < 800);
		}
}

static void
nuisances(void **state)
{
	int32_t successor[N];

	(void)state;
	for (int which = SIM_NONE; which < SIM_NUISANCES; which++) {
		double before, after;
		uint16_t *raw;
		int moved = 0;

		fresh(2, 1.2);
		raw = count;
		before = day_sum(500) + day_sum(501);
		fresh(2, 1.2);
		sim_nuisance_add(&city, &series, (enum sim_nuisance)which, 500, 9, count,
			successor);
		after = day_sum(500) + day_sum(501);
		for (int32_t p = 0; p < N; p++)
			moved += successor[p] != p;
		assert_memory_equal(raw, count, (size_t)500 * N * sizeof(uint16_t));
		assert_true(which == SIM_CAMPAIGN ? after > 1.8 * before :
			which == SIM_COPIES ? after == before + 1 : after == before);
		assert_true(which == SIM_MERGE ? moved >= 14 && moved <= 20 : moved == 0);
		assert_true(sim_nuisance_name[which] != NULL);
	}
	assert_int_equal(sim_copies_counted(5), 1);
}

static int
run(int argc, char **argv)
{
	argv[0] = "simulate";
	return simulate_command(argc, argv);
}

static void
the_command(void **state)
{
	char *const cases = "--cases=/tmp/simulate_test.cases";
	char *const places = "--places=/tmp/simulate_test.places";
	char *good[] = { NULL, cases, places, "--truth=/tmp/simulate_test.truth", "--communes=20",
		"--topics=2", "--days=40", "--outbreak=3", "--nuisance=campaign" };
	char *bad[][4] = { { NULL, cases, "--seed=1", NULL }, { NULL, cases, places, "--days=1" },
		{ NULL, cases, places, "--start=2030-01-01" },
		{ NULL, cases, places, "--outbreak=169" },
		{ NULL, cases, places, "--dispersion=4" },
		{ NULL, cases, places, "--per-day=x" } };
	char *unwritable[] = { NULL, "--cases=/nonexistent/a", places };
	char *help[] = { NULL, "--help" };
	struct scan_sources from = { 0 };
	struct scan_data data;
	struct buf why;

	(void)state;
	assert_int_equal(run(9, good), 0);
	buf_init(&why, arena, 1000);
	from.cases.name = from.places.name = "x";
	assert_int_equal(csv_load(cases + 8, 1 << 20, arena, &from.cases.text), CSV_FINE);
	assert_int_equal(csv_load(places + 9, 1 << 20, arena, &from.places.text), CSV_FINE);
	assert_true(scan_data_read(&data, &from, arena, &why));
	assert_int_equal(data.nplaces, 20);
	assert_int_equal(data.last_day, date_to_day((struct date){ 2026, 11, 21 }));
	assert_int_equal(run(3, bad[0]), 2);
	for (int i = 1; i < 6; i++)
		assert_int_equal(run(4, bad[i]), 2);
	assert_int_equal(run(3, unwritable), 3);
	assert_int_equal(run(2, help), 0);
	(void)remove(cases + 8);
	(void)remove(places + 9);
	(void)remove("/tmp/simulate_test.truth");
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(same_seed), cmocka_unit_test(patterns),
		cmocka_unit_test(dispersion), cmocka_unit_test(outbreaks),
		cmocka_unit_test(nuisances), cmocka_unit_test(the_command) };
	int failed;

	arena = arena_new((size_t)1 << 30);
	if (sim_city_make(&city, arena, N, 50, 7) != SCAN_FINE)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
