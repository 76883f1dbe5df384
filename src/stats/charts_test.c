/* charts_test.c: EARS, CUSUM, GLR and adjusted p-values against R and by definition. */
#include "tests/oracle.h"

#include "stats/cusum.h"
#include "stats/ears.h"
#include "stats/fdr.h"
#include "stats/watch.h"

/* the reference weeks were judged at one-sided 5 %: z = 1.645, for C3 too */
static const struct ears_options WEEKLY = { .baseline = 7, .sigma_min = 0, .alpha = 0.05,
	.c3_limit = 1.6448536269514722 };

static void
ears_bounds_are_those_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 25);
	const struct oracle *in = oracle_read(arena, "farrington/salmNewport_germany.csv");
	const struct oracle *o = oracle_read(arena, "ears/ears_R_salmNewport2011_alpha05.csv");
	const double *y = oracle_column(arena, in, "y");
	struct ears_result r;
	int alarms = 0;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		const char *method = oracle_text(o, i, "method");
		size_t now = (size_t)oracle_number(o, i, "t") - 1;

		if (strcmp(method, "C3") == 0)
			continue;
		assert_int_equal((strcmp(method, "C1") == 0 ? ears_c1 : ears_c2)(y, in->rows, now,
			&WEEKLY, &r), FAULT_NONE);
		assert_near(r.upper, oracle_number(o, i, "upper"), 1e-12);
		assert_int_equal(r.alarm, (int)oracle_number(o, i, "alarm"));
		alarms += r.alarm && strcmp(method, "C1") == 0;
	}
	assert_int_equal(alarms, 6);
	assert_int_equal(ears_c1(y, in->rows, 365, &WEEKLY, &r), FAULT_NONE);
	doc_says("ears.md", "C1 bound is %.6f", r.upper);
	arena_free(arena);
}

static void
ears_daily_bounds_are_those_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 25);
	const struct oracle *in = oracle_read(arena, "series_daily.csv");
	const struct oracle *o = oracle_read(arena, "ears/ears_R_daily.csv");
	const double *sparse = oracle_column(arena, in, "y_sparse");
	const double *mid = oracle_column(arena, in, "y_mid");
	int seen = 0;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		const char *method = oracle_text(o, i, "method");
		const double *y = strcmp(oracle_text(o, i, "series"), "y_mid") == 0 ? mid : sparse;
		struct ears_options opt = { .baseline = (int)oracle_number(o, i, "baseline"),
			.sigma_min = oracle_number(o, i, "minSigma"), .alpha = 0.001 };
		struct ears_result r;

		if (strcmp(method, "C3") == 0)
			continue;
		assert_int_equal((strcmp(method, "C1") == 0 ? ears_c1 : ears_c2)(y, in->rows,
			(size_t)oracle_number(o, i, "t") - 1, &opt, &r), FAULT_NONE);
		assert_near(r.upper, oracle_number(o, i, "upper"), 1e-12);
		assert_int_equal(r.alarm, (int)oracle_number(o, i, "alarm"));
		seen++;
	}
	assert_int_equal(seen, 1920);
	arena_free(arena);
}

/* C3 by its definition, not by R's code; the eleven alarms of 2011. */
static void
ears_c3_follows_hutwagner(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *in = oracle_read(arena, "farrington/salmNewport_germany.csv");
	const struct oracle *o = oracle_read(arena, "ears/c3_variants_salmNewport2011.csv");
	const double *y = oracle_column(arena, in, "y");
	int alarms = 0;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		size_t now = (size_t)oracle_number(o, i, "t") - 1;
		struct ears_result r;

		assert_int_equal(ears_c2(y, in->rows, now, &WEEKLY, &r), FAULT_NONE);
		assert_near(r.statistic, oracle_number(o, i, "C2"), 1e-9);
		assert_int_equal(ears_c3(y, in->rows, now, &WEEKLY, &r), FAULT_NONE);
		assert_near(r.statistic, oracle_number(o, i, "C3_hutwagner"), 1e-9);
		assert_int_equal(r.alarm, (int)oracle_number(o, i, "alarm_hutwagner"));
		alarms += r.alarm;
	}
	assert_int_equal(alarms, 11);
	doc_says("ears.md", "%d, 15 and 6", alarms);
	arena_free(arena);
}

static void
ears_refuses(void **state)
{
	double y[12] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2 };
	struct ears_options o = WEEKLY;
	struct ears_result r;

	(void)state;
	assert_int_equal(ears_c1(y, 12, 6, &o, &r), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(ears_c2(y, 12, 8, &o, &r), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(ears_c3(y, 12, 10, &o, &r), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(ears_c1(y, 12, 12, &o, &r), FAULT_OPTION);
	assert_int_equal(ears_c1(y, 12, 11, &o, &r), FAULT_NONE);
	assert_true(r.alarm && isinf(r.statistic));
	assert_int_equal(ears_c1(y, 12, 10, &o, &r), FAULT_NONE);
	assert_true(!r.alarm && r.statistic == 0);
	y[3] = -1;
	assert_int_equal(ears_c3(y, 12, 11, &o, &r), FAULT_NEGATIVE);
	y[3] = 0.5;
	assert_int_equal(ears_c3(y, 12, 11, &o, &r), FAULT_NOT_WHOLE);
	o.baseline = 2;
	assert_int_equal(ears_c1(y, 12, 11, &o, &r), FAULT_OPTION);
	o = WEEKLY;
	o.c3_limit = 0;
	y[3] = 1;
	assert_int_equal(ears_c3(y, 12, 11, &o, &r), FAULT_OPTION);
	o.sigma_min = -1;
	assert_int_equal(ears_c1(y, 12, 11, &o, &r), FAULT_OPTION);
}

static void
cusum_is_that_of_r(void **state)
{
	static const char *const FORMS[] = { "standard", "rossi", "anscombe" };
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *in = oracle_read(arena, "farrington/salmNewport_germany.csv");
	const struct oracle *o = oracle_read(arena, "cusum/algo_cusum_R.csv");
	const double *y = oracle_column(arena, in, "y");
	struct cusum_point points[52];
	double mean[52];
	double m = 0;

	(void)state;
	for (size_t i = 0; i < 365; i++)
		m += y[i] / 365;
	for (size_t i = 0; i < 52; i++)
		mean[i] = m;
	for (size_t i = 0; i < o->rows; i++) {
		struct cusum_options opt = { .k = 1.04, .h = 2.26 };
		size_t t = (size_t)oracle_number(o, i, "t") - 366;

		while (strcmp(FORMS[opt.form], oracle_text(o, i, "trans")) != 0)
			opt.form++;
		if (t == 0)
			assert_int_equal(cusum_run(y + 365, mean, 52, &opt, points), FAULT_NONE);
		assert_near(points[t].value, oracle_number(o, i, "cusum"), 1e-10);
		assert_near(points[t].upper, oracle_number(o, i, "upper"), 1e-10);
		assert_int_equal(points[t].alarm, (int)oracle_number(o, i, "alarm"));
		if (t == 0 && opt.form == CUSUM_ROSSI)
			doc_says("cusum.md", "%.6f", points[t].upper);
	}
	arena_free(arena);
}

static void
glr_is_that_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *o = oracle_read(arena, "cusum/glrnb_R_daily.csv");
	const double *y = oracle_column(arena, o, "y");
	const double *mu = oracle_column(arena, o, "mu0");
	struct cusum_point points[180];
	struct glr_options poisson = { .limit = 5 };
	struct glr_options negbin = { .alpha = 0.0375, .window = 28, .limit = 5 };

	(void)state;
	assert_int_equal(glr_run(y, mu, 90, &poisson, points), FAULT_NONE);
	assert_int_equal(glr_run(y + 90, mu + 90, 90, &negbin, points + 90), FAULT_NONE);
	for (size_t i = 0; i < 180; i++) {
		assert_near(points[i].value, oracle_number(o, i, "glr"), 1e-9);
		assert_int_equal(points[i].alarm, (int)oracle_number(o, i, "alarm"));
	}
	doc_says("cusum.md", "%.6f - 8 = %.6f", mu[1], points[1].value);
	doc_says("cusum.md", "it reaches %.6f", points[33].value);
	arena_free(arena);
}

static void
charts_refuse(void **state)
{
	double y[3] = { 1, 0, 0 };
	double m[3] = { 1, 1, 1 };
	struct cusum_point p[3];
	struct cusum_options c = { .form = CUSUM_ROSSI, .k = 1.04, .h = 2.26 };
	struct glr_options g = { .alpha = 0.1, .limit = 5 };

	(void)state;
	m[1] = 0;
	assert_int_equal(cusum_run(y, m, 3, &c, p), FAULT_NOT_POSITIVE);
	assert_int_equal(glr_run(y, m, 3, &g, p), FAULT_NOT_POSITIVE);
	m[1] = NAN;
	assert_int_equal(glr_run(y, m, 3, &g, p), FAULT_NOT_FINITE);
	m[1] = 1;
	assert_int_equal(glr_run(y, m, 3, &g, p), FAULT_NONE);
	assert_near(p[2].value, 0, 0);
	y[2] = -4;
	assert_int_equal(cusum_run(y, m, 3, &c, p), FAULT_NEGATIVE);
	assert_int_equal(glr_run(y, m, 3, &g, p), FAULT_NEGATIVE);
	c.h = 0;
	assert_int_equal(cusum_run(y, m, 3, &c, p), FAULT_OPTION);
	g.alpha = -1;
	assert_int_equal(glr_run(y, m, 3, &g, p), FAULT_OPTION);
}

static void
adjusted_p_values_are_those_of_r(void **state)
{
	static const char *const RULES[] = { "bh", "by", "holm", "bonf" };
	struct arena *arena = arena_new(1 << 20);
	const struct oracle *o = oracle_read(arena, "fdr/padjust_R.csv");
	double *p = oracle_column(arena, o, "p");
	double q[15];

	(void)state;
	for (size_t rule = 0; rule < 4; rule++) {
		assert_int_equal(fdr_adjust(arena, (enum fdr_rule)rule, p, 15, q), FAULT_NONE);
		for (size_t i = 0; i < 15; i++)
			assert_near(q[i], oracle_number(o, i, RULES[rule]), 1e-14);
		if (rule == 0)
			doc_says("multiple-testing.md", "%.6f", q[3]);
	}
	p[3] = 1.5;
	assert_int_equal(fdr_adjust(arena, FDR_BH, p, 15, q), FAULT_SHARE);
	p[3] = NAN;
	assert_int_equal(fdr_adjust(arena, FDR_BH, p, 15, q), FAULT_NOT_FINITE);
	assert_int_equal(fdr_adjust(arena, (enum fdr_rule)9, p, 0, q), FAULT_OPTION);
	arena_free(arena);
}

/* Six cells in 200 that are ten times too many are the list, or nearly. */
static void
the_watch_list_is_short(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double y[200], e[200];
	struct watch w;

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		e[i] = 0.5 + (double)(i % 7) / 4;
		y[i] = i % 33 == 5 ? 10 * e[i] + 4 : (double)(i % 3);
		y[i] = floor(y[i]);
	}
	assert_int_equal(watch_list(arena, y, e, 200, 1.2, FDR_BH, 0.1, &w), FAULT_NONE);
	assert_int_equal(w.count, 6);
	for (size_t k = 0; k < w.count; k++) {
		assert_int_equal(w.entry[k].cell % 33, 5);
		assert_true(w.entry[k].p <= w.entry[k].adjusted && w.entry[k].adjusted <= 0.1);
		assert_true(k == 0 || w.entry[k - 1].p <= w.entry[k].p);
	}
	assert_int_equal(watch_list(arena, y, e, 200, 0.9, FDR_BH, 0.1, &w), FAULT_OPTION);
	assert_int_equal(watch_list(arena, y, e, 200, 1.2, FDR_BY, 1, &w), FAULT_OPTION);
	e[3] = 0;
	assert_int_equal(watch_list(arena, y, e, 200, 1.2, FDR_BY, 0.1, &w), FAULT_NOT_POSITIVE);
	y[3] = -2;
	assert_int_equal(watch_list(arena, y, e, 200, 1.2, FDR_BY, 0.1, &w), FAULT_NEGATIVE);
	assert_int_equal(w.count, 0);
	for (size_t i = 0; i < 200; i++) {
		e[i] = 1;
		y[i] = 0;
	}
	y[1] = y[0] = 20;
	assert_int_equal(watch_list(arena, y, e, 200, 1, FDR_BY, 0.1, &w), FAULT_NONE);
	assert_true(w.count == 2 && w.entry[0].cell == 0 && w.entry[1].cell == 1);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ears_bounds_are_those_of_r),
		cmocka_unit_test(ears_daily_bounds_are_those_of_r),
		cmocka_unit_test(ears_c3_follows_hutwagner),
		cmocka_unit_test(ears_refuses),
		cmocka_unit_test(cusum_is_that_of_r),
		cmocka_unit_test(glr_is_that_of_r),
		cmocka_unit_test(charts_refuse),
		cmocka_unit_test(adjusted_p_values_are_those_of_r),
		cmocka_unit_test(the_watch_list_is_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
