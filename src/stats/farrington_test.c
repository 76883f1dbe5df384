/* farrington_test.c: every intermediate and every bound against R's surveillance. */
#include "tests/oracle.h"

#include "base/date.h"
#include "stats/dist.h"
#include "stats/farrington.h"


static int64_t *
days(struct arena *arena, const struct oracle *o)
{
	int64_t *day = ARENA_ARRAY(arena, o->rows, int64_t);

	for (size_t i = 0; i < o->rows; i++)
		assert_true(day_parse_iso(str_of(oracle_text(o, i, "date")), &day[i]));
	return day;
}

static struct farrington_series
newport(struct arena *arena)
{
	const struct oracle *o = oracle_read(arena, "farrington/salmNewport_germany.csv");

	return (struct farrington_series){ .count = o->rows, .y = oracle_column(arena, o, "y"),
		.day = days(arena, o) };
}

static struct farrington_options
as_r(const char *variant)
{
	struct farrington_options o = FARRINGTON_WEEKLY;

	o.years = 4;
	o.alpha = 0.05;
	o.se_as_r = true;
	if (strcmp(variant, "noufaily_muan") == 0)
		o.bound = FARRINGTON_MUAN;
	if (strcmp(variant, "farrington1996_delta") == 0) {
		o.bound = FARRINGTON_DELTA;
		o.groups = 1;
		o.weight_above = 1;
		o.exclude = 3;
		o.trend_p = 0.05;
	}
	return o;
}

static void
every_intermediate_of_one_fit(void **state)
{
	struct arena *arena = arena_new(1 << 26);
	const struct oracle *base = oracle_read(arena, "farrington/trace_t_baseline.csv");
	const struct oracle *model = oracle_read(arena, "farrington/trace_t_model.csv");
	struct farrington_series s = newport(arena);
	struct farrington_options o = as_r("noufaily_nbPlugin");
	struct farrington_result r;
	struct farrington_trace t;

	(void)state;
	o.se_as_r = false;
	assert_int_equal(farrington_at(arena, &s, &o, 384, &r, &t), FAULT_NONE);
	assert_int_equal(t.rows, base->rows);
	for (size_t i = 0; i < t.rows; i++) {
		char iso[DATE_TEXT_MAX];

		day_iso(s.day[t.index[i]], iso);
		assert_string_equal(iso, oracle_text(base, i, "date"));
		assert_int_equal(t.group[i], (int)oracle_number(base, i, "seas"));
		assert_near(t.time[i], oracle_number(base, i, "wtime"), 0);
		assert_near(t.y[i], oracle_number(base, i, "y"), 0);
		assert_near(t.fit1[i], oracle_number(base, i, "fit1"), 1e-9);
		assert_near(t.hat1[i], oracle_number(base, i, "hat1"), 1e-9);
		assert_near(t.anscombe[i], oracle_number(base, i, "anscombe"), 1e-9);
		assert_near(t.weight[i], oracle_number(base, i, "weight"), 1e-9);
		assert_near(t.fit2[i], oracle_number(base, i, "fit2"), 1e-9);
	}
	assert_near(t.phi1, oracle_number(model, 1, "value"), 1e-9);
	assert_near(t.phi2, oracle_number(model, 2, "value"), 1e-9);
	assert_near(t.eta, oracle_number(model, 3, "value"), 1e-9);
	assert_near(t.eta_se, oracle_number(model, 4, "value"), 1e-9);
	assert_near(r.expected, oracle_number(model, 5, "value"), 1e-9);
	assert_near(r.upper, oracle_number(model, 6, "value"), 0);
	for (size_t j = 0; j < t.model.cols; j++)
		assert_near(t.model.coef[j], oracle_number(model, 8 + j, "value"), 1e-9);
	doc_says("farrington.md", "first fit: phi = %.8f", t.phi1);
	doc_says("farrington.md", "second fit: phi = %.8f", t.phi2);
	doc_says("farrington.md", "predictor %.8f, standard error %.8f", t.eta, t.eta_se);
	doc_says("farrington.md", "= %.8f", r.expected);
	doc_says("farrington.md", "U = %.0f. Seen: %.0f", r.upper, s.y[384]);
	arena_free(arena);
}

/* One row of a reference file: bounds, p-values, alarms. */
static void
compare(const struct oracle *o, size_t i, const struct farrington_options *opt,
	const struct farrington_result *r)
{
	assert_near(r->phi, oracle_number(o, i, "phi"), 1e-8);
	assert_near(r->p, oracle_number(o, i, "pvalue"), 1e-8);
	assert_int_equal(r->alarm, (int)oracle_number(o, i, "alarm"));
	assert_int_equal(r->enough, !isnan(oracle_number(o, i, "upper")));
	if (r->enough) {
		assert_near(r->upper, oracle_number(o, i, "upper"),
			opt->bound == FARRINGTON_DELTA ? 1e-8 : 0);
		assert_near(r->expected, oracle_number(o, i, "expected"), 1e-8);
	}
}

static void
weekly_bounds_are_those_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 28);
	const struct oracle *o =
		oracle_read(arena, "farrington/farringtonFlexible_R_salmNewport2011.csv");
	struct farrington_series s = newport(arena);
	size_t alarms = 0;

	(void)state;
	assert_int_equal(o->rows, 312);
	for (size_t i = 0; i < o->rows; i++) {
		struct farrington_options opt = as_r(oracle_text(o, i, "variant"));
		struct arena *scratch = arena_new(1 << 24);
		struct farrington_result r;

		if (strcmp(oracle_text(o, i, "limit54"), "0:50") == 0) {
			opt.limit_cases = 0;
			opt.limit_periods = 50;
		}
		assert_int_equal(farrington_at(scratch, &s, &opt,
			(size_t)oracle_number(o, i, "t") - 1, &r, NULL), FAULT_NONE);
		compare(o, i, &opt, &r);
		assert_int_equal(r.has_trend, (int)oracle_number(o, i, "trend"));
		if (r.has_trend)
			assert_near(r.trend, oracle_number(o, i, "trendcoef"), 1e-8);
		if (opt.bound == FARRINGTON_DELTA)
			assert_near(r.score, oracle_number(o, i, "score"), 1e-7);
		alarms += r.alarm;
		arena_free(scratch);
	}
	assert_true(alarms > 30);
	arena_free(arena);
}

static void
agona_without_dates(void **state)
{
	struct arena *arena = arena_new(1 << 26);
	const struct oracle *in = oracle_read(arena, "farrington/salmonella_agona.csv");
	const struct oracle *o = oracle_read(arena, "farrington/farringtonFlexible_R_agona.csv");
	struct farrington_series s = { .count = in->rows, .y = oracle_column(arena, in, "y") };
	int alarms[2] = { 0, 0 };

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		bool first = strcmp(oracle_text(o, i, "variant"), "control1") == 0;
		struct farrington_options opt =
			as_r(first ? "farrington1996_delta" : "noufaily_nbPlugin");
		struct farrington_result r;

		opt.step = FARRINGTON_INDEX;
		opt.bound = FARRINGTON_DELTA;
		opt.alpha = 0.1;
		assert_int_equal(farrington_at(arena, &s, &opt,
			(size_t)oracle_number(o, i, "t") - 1, &r, NULL), FAULT_NONE);
		compare(o, i, &opt, &r);
		alarms[!first] += r.alarm;
	}
	assert_int_equal(alarms[0], 11);
	assert_int_equal(alarms[1], 6);
	arena_free(arena);
}

static void
daily_bounds_are_those_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 27);
	const struct oracle *in = oracle_read(arena, "series_daily.csv");
	const struct oracle *o = oracle_read(arena,
	    "farrington/farringtonFlexible_R_daily_ymid.csv");
	struct farrington_series s = { .count = in->rows, .y = oracle_column(arena, in, "y_mid"),
		.day = days(arena, in) };
	struct farrington_options opt = as_r("noufaily_nbPlugin");

	(void)state;
	opt.step = FARRINGTON_DAY;
	opt.years = 2;
	opt.half_window = 10;
	opt.exclude = 28;
	opt.alpha = 0.001;
	opt.limit_cases = 0;
	for (size_t i = 0; i < o->rows; i++) {
		struct farrington_result r;

		assert_int_equal(farrington_at(arena, &s, &opt,
			(size_t)oracle_number(o, i, "t") - 1, &r, NULL), FAULT_NONE);
		compare(o, i, &opt, &r);
	}
	arena_free(arena);
}

static void
refuses_a_short_or_broken_history(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	struct farrington_series s = newport(arena);
	struct farrington_options o = FARRINGTON_WEEKLY;
	struct farrington_result r;
	double *y = ARENA_ARRAY(arena, s.count, double);

	(void)state;
	assert_int_equal(farrington_at(arena, &s, &o, 150, &r, NULL), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(farrington_at(arena, &s, &o, s.count, &r, NULL), FAULT_OPTION);
	memcpy(y, s.y, s.count * sizeof(*y));
	s.y = y;
	y[300] = -1;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_NEGATIVE);
	y[300] = NAN;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_NOT_FINITE);
	y[300] = 1.5;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_NOT_WHOLE);
	y[300] = 1;
	o.step = FARRINGTON_INDEX;
	assert_int_equal(farrington_at(arena, &s, &o, 100, &r, NULL), FAULT_TOO_FEW_PERIODS);
	o.frequency = 1;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_OPTION);
	o = FARRINGTON_WEEKLY;
	o.alpha = 1;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_OPTION);
	o.alpha = 0.01;
	o.years = 0;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_OPTION);
	o.years = 3;
	o.groups = 0;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_OPTION);
	o.groups = 10;
	o.limit_cases = -1;
	assert_int_equal(farrington_at(arena, &s, &o, 400, &r, NULL), FAULT_OPTION);
	arena_free(arena);
}

static void
missing_periods_stay_out(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	struct farrington_series s = newport(arena);
	bool *missing = ARENA_ARRAY(arena, s.count, bool);
	struct farrington_result r;
	struct farrington_trace t, full;

	(void)state;
	assert_int_equal(farrington_at(arena, &s, &FARRINGTON_WEEKLY, 400, &r, &full), FAULT_NONE);
	missing[full.index[5]] = true;
	s.missing = missing;
	assert_int_equal(farrington_at(arena, &s, &FARRINGTON_WEEKLY, 400, &r, &t), FAULT_NONE);
	assert_int_equal(t.rows, full.rows - 1);
	memset(missing, 1, s.count);
	assert_int_equal(farrington_at(arena, &s, &FARRINGTON_WEEKLY, 400, &r, &t),
		FAULT_TOO_FEW_PERIODS);
	arena_free(arena);
}

/* 29 February has no twin in a common year: 1 March stands for it. */
static void
leap_days_have_a_twin(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	int64_t *day = ARENA_ARRAY(arena, 1000, int64_t);
	double *y = ARENA_ARRAY(arena, 1000, double);
	struct farrington_series s = { .count = 1000, .y = y, .day = day };
	struct farrington_options o = FARRINGTON_WEEKLY;
	struct farrington_result r;
	struct farrington_trace t;

	(void)state;
	for (size_t i = 0; i < 1000; i++) {
		day[i] = date_to_day((struct date){ 2022, 1, 1 }) + (int64_t)i;
		y[i] = (double)(i % 5 + 3);
	}
	o.step = FARRINGTON_DAY;
	o.years = 1;
	o.half_window = 0;
	o.groups = 2;
	o.exclude = 28;
	assert_int_equal(farrington_at(arena, &s, &o,
		(size_t)(date_to_day((struct date){ 2024, 2, 29 }) - day[0]), &r, &t), FAULT_NONE);
	assert_int_equal(day[t.index[0]], date_to_day((struct date){ 2023, 3, 1 }));
	assert_false(r.has_trend);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_intermediate_of_one_fit),
		cmocka_unit_test(weekly_bounds_are_those_of_r),
		cmocka_unit_test(agona_without_dates),
		cmocka_unit_test(daily_bounds_are_those_of_r),
		cmocka_unit_test(refuses_a_short_or_broken_history),
		cmocka_unit_test(missing_periods_stay_out),
		cmocka_unit_test(leap_days_have_a_twin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
