/*
 * scan_analyse_test.c: what is made of the scan's scores: p by rank and by Gumbel, the budget of
 * alarms, stages, levels, a topic's own past; and each refusal.
 */
#include "tests/check.h"

#include <math.h>

#include "base/rand.h"
#include "stats/scan_analyse.h"
#include "stats/variate.h"

#define SEED 20261121
#define PLACES 40
#define DAYS 80

static struct arena *arena;

static void
gumbel_by_hand(void **state)
{
	const double x[] = { 1, 2, 3, 4 };
	struct gumbel g;

	(void)state;
	assert_true(gumbel_fit(&g, x, 4));
	assert_true(fabs(g.scale - 1.2909944487358056 * 0.7796968012336761) < 1e-12);
	assert_true(fabs(g.place - (2.5 - 0.57722 * g.scale)) < 1e-12);
	assert_true(fabs(gumbel_p(&g, g.place) - (1 - exp(-1))) < 1e-12);
	assert_true(fabs(gumbel_p(&g, g.place - g.scale * log(-log1p(-0.003))) - 0.003) < 1e-12);
	assert_false(gumbel_fit(&g, x, 1));
	assert_true(fabs(rank_p(x, 4, 3) - 0.6) < 1e-12);
}

static void
budget_by_hand(void **state)
{
	double weight[40], alpha[40];

	(void)state;
	for (int i = 0; i < 40; i++)
		weight[i] = 1;
	assert_true(scan_budget(weight, 40, BUDGET_RATE, BUDGET_SCAN_SHARE, alpha));
	assert_true(fabs(alpha[7] - 0.75 / 280) < 1e-15);
	assert_true(fabs(scan_recurrence(alpha[7], 0) - 373.333) < 0.001);
	assert_true(fabs(scan_recurrence(0.19, 1) - 10) < 1e-9);
	assert_true(isinf(scan_recurrence(0, 0)));
	weight[0] = 3;
	assert_true(scan_budget(weight, 2, 1, 1, alpha));
	assert_true(fabs(alpha[0] - 0.75 / 7) < 1e-15);
	weight[1] = -1;
	assert_false(scan_budget(weight, 2, 1, 1, alpha));
	weight[1] = NAN;
	assert_false(scan_budget(weight, 2, 1, 1, alpha));
	assert_false(scan_budget(weight, 0, 1, 1, alpha));
}

/* Each refusal of the library. */
static void
refusals(void **state)
{
	const double a[] = { 0, 1, 2 }, bad[] = { 0, NAN, 2 };
	struct scan_case cases[] = { { 0, 3, 2 }, { 1, 19, 1 } };
	double weight[] = { 1, 0, 1 }, expected[DAY_KINDS * 3] = { 1, 1, 1, 1, 1, 1, 1, 1, 1 };
	struct scan_options options = { .clusters = 1 };
	struct scan_result *result = arena_alloc(arena, sizeof(*result));
	struct scan_zones zones;
	struct scan_setup setup = { .zones = &zones, .days = 20, .window = 5, .cases = cases,
		.ncases = 2, .weight = weight };

	(void)state;
	assert_int_equal(scan_zones_make(&zones, arena, bad, a, 3, false, 2, 0),
		SCAN_BAD_COORDINATE);
	assert_int_equal(scan_zones_make(&zones, arena, a, a, 0, false, 2, 0), SCAN_BAD_OPTION);
	assert_int_equal(scan_zones_make(&zones, arena, a, a, 3, false, 0, 0), SCAN_BAD_OPTION);
	assert_int_equal(scan_zones_make(&zones, arena, a, a, 3, false, 2, 0), SCAN_FINE);
#define FAULT() scan_analyse(result, &setup, &options, arena)
	assert_int_equal(FAULT(), SCAN_FINE);
	options.replicates = SCAN_REPLICATES_MAX + 1;
	assert_int_equal(FAULT(), SCAN_BAD_OPTION);
	options.replicates = 0;
	setup.window = SCAN_WINDOW_MAX + 1;
	assert_int_equal(FAULT(), SCAN_BAD_OPTION);
	setup.window = 20;
	assert_int_equal(FAULT(), SCAN_TOO_FEW_DAYS);
	setup.window = 5;
	cases[0].place = 3;
	assert_int_equal(FAULT(), SCAN_BAD_PLACE);
	cases[0].place = 0;
	cases[0].day = 20;
	assert_int_equal(FAULT(), SCAN_BAD_DAY);
	cases[0].day = 19;
	cases[0].count = -1;
	assert_int_equal(FAULT(), SCAN_BAD_COUNT);
	cases[0].count = 65536;
	assert_int_equal(FAULT(), SCAN_TOO_MANY_RECENT);
	cases[0].count = cases[1].count = 0;
	assert_int_equal(FAULT(), SCAN_NO_CASES);
	cases[1].count = 1;
	setup.statistic = SCAN_CPOIS;
	assert_int_equal(FAULT(), SCAN_CASE_UNEXPECTED);
	setup.statistic = SCAN_EBP;
	expected[0] = 12000;
	setup.weight = expected;
	assert_int_equal(FAULT(), SCAN_TOO_MANY_RECENT);
	setup.statistic = SCAN_CPOIS;
	setup.weight = weight;
	weight[2] = -1;
	assert_int_equal(FAULT(), SCAN_BAD_WEIGHT);
	weight[2] = NAN;
	assert_int_equal(FAULT(), SCAN_BAD_WEIGHT);
	weight[0] = weight[2] = 0;
	assert_int_equal(FAULT(), SCAN_BAD_WEIGHT);
	for (int i = 0; i < SCAN_FAULTS; i++)
		assert_true(scan_fault_name((enum scan_fault)i) != NULL &&
			scan_fault_says((enum scan_fault)i) != NULL);
}

/* No place further than that from the centre is in a zone. */
static void
largest_distance(void **state)
{
	const double x[] = { 0, 1, 3, 6, 10 }, y[] = { 0, 0, 0, 0, 0 };
	struct scan_zones zones;

	(void)state;
	assert_int_equal(scan_zones_make(&zones, arena, x, y, 5, false, 5, 3.0), SCAN_FINE);
	for (int32_t i = 0; i < 5; i++) {
		int32_t want[] = { 3, 3, 4, 2, 1 };

		assert_int_equal(zones.reach[i], want[zones.order[i]]);
	}
}

static void
past_alarms_do_not_count(void **state)
{
	double line[PLACES];
	struct scan_case *cases = ARENA_ARRAY(arena, PLACES * DAYS, struct scan_case);
	struct scan_except except = { 3, 20, 30 };
	struct scan_zones zones;
	struct scan_model with, without;
	struct scan_setup setup = { .zones = &zones, .days = DAYS, .window = 5, .cases = cases };
	struct prng r;

	(void)state;
	prng_init(&r, SEED + 3);
	for (int32_t i = 0; i < PLACES; i++) {
		line[i] = i;
		for (int32_t d = 0; d < DAYS; d++)
			cases[setup.ncases++] = (struct scan_case){ i, d,
				variate_poisson(&r, i == 3 && d >= 20 && d <= 30 ? 12 : 1) };
	}
	assert_int_equal(scan_zones_make(&zones, arena, line, line, PLACES, false, 5, 0),
		SCAN_FINE);
	assert_int_equal(scan_model_make(&with, arena, &setup), SCAN_FINE);
	setup.excepts = &except;
	setup.nexcepts = 1;
	assert_int_equal(scan_model_make(&without, arena, &setup), SCAN_FINE);
	assert_true(with.dispersion > 1.1 && without.dispersion < 1.06);
}

/* A city of one a day everywhere, with `extra` a day at place 0 over the last `days`. */
static void
analyse_burst(struct scan_result *result, struct scan_options *options, int64_t extra,
	int32_t days, struct scan_zones *zones)
{
	static double a[PLACES];
	struct scan_case *cases = ARENA_ARRAY(arena, PLACES * DAYS, struct scan_case);
	struct scan_setup setup = { .zones = zones, .days = DAYS, .window = 7, .cases = cases };
	struct prng r;

	prng_init(&r, SEED + 4);
	for (int32_t i = 0; i < PLACES; i++)
		a[i] = i;
	assert_int_equal(scan_zones_make(zones, arena, a, a, PLACES, false, 5, 0), SCAN_FINE);
	for (int32_t i = 0; i < PLACES; i++)
		for (int32_t d = 0; d < DAYS; d++)
			cases[setup.ncases++] = (struct scan_case){ i, d, variate_poisson(&r, 1) +
				(i == 0 && d >= DAYS - days ? extra : 0) };
	assert_int_equal(scan_analyse(result, &setup, options, arena), SCAN_FINE);
}

/* In stages: quiet topics stop at 199; others get the very replicates of one run. */
static void
stages(void **state)
{
	struct scan_options options = { .replicates = 599, .staged = true, .clusters = 1,
		.alpha = 0.00268, .threads = 1, .seed = 9 };
	struct scan_result *r = ARENA_ARRAY(arena, 3, struct scan_result);
	struct scan_zones zones;

	(void)state;
	analyse_burst(&r[0], &options, 0, 1, &zones);
	assert_int_equal(r[0].replicates, SCAN_STAGE);
	assert_int_equal(r[0].found[0].level, SCAN_QUIET);
	analyse_burst(&r[1], &options, 4, 4, &zones);
	assert_int_equal(r[1].replicates, 599);
	options.staged = false;
	analyse_burst(&r[2], &options, 4, 4, &zones);
	assert_memory_equal(r[1].maxima, r[2].maxima, 599 * sizeof(double));
	assert_true(r[1].found[0].p <= r[2].found[0].p && r[1].found[0].p >= r[2].found[0].p);
}

static void
levels(void **state)
{
	static const struct {
		int64_t extra;
		int32_t days;
		double alpha;
		enum scan_level level;
	} cases[] = {
		{ 2, 4, 0, SCAN_WATCH },        /* no budget, no alert */
		{ 2, 7, 0.05, SCAN_ALERT },     /* steady for a week: rare, not doubled */
		{ 3, 3, 0.05, SCAN_URGENT },    /* doubled in three days */
		{ 9, 7, 0.00268, SCAN_URGENT }, /* not once in five years */
	};
	struct scan_result *r = arena_alloc(arena, sizeof(*r));
	struct scan_zones zones;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct scan_options options = { .replicates = 199, .clusters = 1, .threads = 1,
			.alpha = cases[i].alpha, .seed = 9 };

		analyse_burst(r, &options, cases[i].extra, cases[i].days, &zones);
		assert_int_equal(r->found[0].level, cases[i].level);
		assert_true(scan_level_name[cases[i].level] != NULL);
	}
}

/* Few replicates: p by rank; none: no p at all. */
static void
few_replicates(void **state)
{
	struct scan_options options = { .replicates = 9, .clusters = 1, .threads = 1 };
	struct scan_result *r = arena_alloc(arena, sizeof(*r));
	struct scan_zones zones;

	(void)state;
	analyse_burst(r, &options, 9, 3, &zones);
	assert_true(r->found[0].p <= 0.1 && r->found[0].p >= 0.1);
	options.replicates = 0;
	analyse_burst(r, &options, 9, 3, &zones);
	assert_true(isnan(r->found[0].p) && isnan(r->found[0].recurrence));
	assert_int_equal(r->found[0].level, SCAN_QUIET);
}

/* A topic whose own days were wilder than theory is judged by them; calmer days change nothing. */
static void
own_past(void **state)
{
	struct scan_options options = { .replicates = 199, .clusters = 1, .threads = 1 };
	struct scan_result *r = arena_alloc(arena, sizeof(*r));
	double past[SCAN_PAST_MIN], theory;
	struct scan_zones zones;
	struct gumbel own;

	(void)state;
	analyse_burst(r, &options, 3, 3, &zones);
	theory = r->found[0].p;
	for (int i = 0; i < SCAN_PAST_MIN; i++)
		past[i] = 6 + i % 12;
	assert_true(gumbel_fit(&own, past, SCAN_PAST_MIN));
	options.past = past;
	options.npast = SCAN_PAST_MIN - 1;
	analyse_burst(r, &options, 3, 3, &zones);
	assert_true(fabs(r->found[0].p - theory) <= 0);
	options.npast++;
	analyse_burst(r, &options, 3, 3, &zones);
	assert_true(r->found[0].p > 10 * theory);
	assert_true(fabs(r->found[0].p - gumbel_p(&own, r->found[0].at.score)) <= 0);
	for (int i = 0; i < SCAN_PAST_MIN; i++)
		past[i] = 1 + i % 2;
	analyse_burst(r, &options, 3, 3, &zones);
	assert_true(fabs(r->found[0].p - theory) <= 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gumbel_by_hand),
		cmocka_unit_test(budget_by_hand),
		cmocka_unit_test(refusals),
		cmocka_unit_test(largest_distance),
		cmocka_unit_test(past_alarms_do_not_count),
		cmocka_unit_test(stages),
		cmocka_unit_test(levels),
		cmocka_unit_test(few_replicates),
		cmocka_unit_test(own_past),
	};
	int failed;

	arena = arena_new((size_t)1 << 30);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
