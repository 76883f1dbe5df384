/*
 * warning_test.c: from end to end on the simulated city: an outbreak is alerted within a week, in
 * the right place and as one episode; quiet weeks, a campaign and an outage stay silent.
 * How often this holds is measured by bench/warning.c; here it must hold for these seeds.
 */
#include "tests/check.h"

#include "base/date.h"
#include "stats/episode.h"
#include "stats/scan_analyse.h"
#include "stats/simulate.h"
#include "stats/variate.h"

#define N 80
#define STUDY SCAN_STUDY_DAYS
#define DAYS (STUDY + 14)

static struct arena *arena;
static struct sim_city city;
static uint16_t *count;
static uint8_t kind[DAYS];
static struct sim_series series;
static struct episode_book book;

static void
fresh(int32_t topic)
{
	series = (struct sim_series){ date_to_day((struct date){ 2025, 3, 3 }), DAYS, 40, 1.2,
		topic };
	count = ARENA_ARRAY(arena, (size_t)N * DAYS, uint16_t);
	sim_counts(&city, &series, count);
	for (int32_t t = 0; t < DAYS; t++)
		kind[t] = (uint8_t)day_kind(series.first_day + t);
	episode_book_init(&book);
}

/* Alerts of day t: how many; `met` becomes true when one meets the zone. */
static int
alerts(int32_t t, const int32_t *zone, int32_t n, bool *met)
{
	struct scan_result *r = arena_alloc(arena, sizeof(*r));
	struct scan_case *cases = ARENA_ARRAY(arena, (size_t)N * STUDY, struct scan_case);
	struct scan_setup setup = { .zones = &city.zones, .days = STUDY, .window = 14,
		.kind_of = kind + t - STUDY + 1, .cases = cases };
	struct scan_options options = { .null = SCAN_NB1, .replicates = 999, .staged = true,
		.alpha = 0.75 / 280, .threads = 1, .clusters = 3, .seed = (uint64_t)t };
	int found = 0;

	for (int32_t d = 0; d < STUDY; d++)
		for (int32_t p = 0; p < N; p++)
			cases[setup.ncases++] = (struct scan_case){ p, d,
				count[(t - STUDY + 1 + d) * N + p] };
	assert_int_equal(scan_analyse(r, &setup, &options, arena), SCAN_FINE);
	for (int i = 0; i < r->n && r->found[i].level >= SCAN_ALERT; i++) {
		const int32_t *at = city.zones.nbr + r->found[i].at.centre * city.zones.k;
		bool is_new;

		(void)episode_note(&book, 0, t, at, r->found[i].at.k, &is_new);
		found++;
		for (int32_t k = 0; k < r->found[i].at.k; k++)
			for (int32_t j = 0; j < n; j++)
				*met |= at[k] == zone[j];
	}
	return found;
}

static void
an_outbreak(void **state)
{
	struct sim_outbreak o = { SIM_CIRCLE, SIM_RAMP, 5, 8, STUDY, 14, 3 };
	int32_t zone[5], n, first = 0;

	(void)state;
	fresh(1);
	n = sim_outbreak_add(&city, &series, &o, count, zone);
	for (int32_t t = STUDY; t < DAYS; t++) {
		bool met = false;

		(void)alerts(t, zone, n, &met);
		if (met && first == 0)
			first = t - STUDY + 1;
		assert_true(first == 0 || met); /* once seen it stays in sight */
	}
	assert_true(first >= 1 && first <= 7);
	assert_int_equal(book.ids, 1);
}

static void
quiet(enum sim_nuisance nuisance)
{
	int32_t successor[N];
	int found = 0;
	bool met = false;

	fresh(2);
	sim_nuisance_add(&city, &series, nuisance, STUDY + 2, 5, count, successor);
	for (int32_t t = STUDY; t < DAYS; t++)
		found += alerts(t, NULL, 0, &met);
	assert_int_equal(found, 0);
}

static void
silence(void **state)
{
	(void)state;
	quiet(SIM_NONE);
	quiet(SIM_CAMPAIGN);
	quiet(SIM_OUTAGE);
	quiet(SIM_COPIES);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(an_outbreak),
		cmocka_unit_test(silence) };
	int failed;

	arena = arena_new((size_t)1 << 30);
	if (sim_city_make(&city, arena, N, 30, 11) != SCAN_FINE)
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
