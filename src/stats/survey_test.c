/* survey_test.c: raking, errors and intervals against R's survey, and every refusal. */
#include "tests/oracle.h"

#include "stats/rake.h"
#include "stats/survey.h"

enum { N = 387 };

struct poll {
	struct arena *arena;
	const struct oracle *o;
	int level[4][N];
	const int *margin[4];
	double target[4][5];
	struct rake_margin rake[4];
	double base[N], weight[N];
	const struct oracle *want;
};

static const char *const VARS[] = { "district", "sex", "age", "edu" };

/* Reads the poll and its margins; levels in the order of the margins file. */
static struct poll *
poll_new(void)
{
	struct arena *arena = arena_new(1 << 26);
	struct poll *p = ARENA_NEW(arena, struct poll);
	const struct oracle *m = oracle_read(arena, "survey/poll_margins.csv");

	p->arena = arena;
	p->o = oracle_read(arena, "survey/poll_sample.csv");
	p->want = oracle_read(arena, "survey/results.csv");
	assert_int_equal(p->o->rows, N);
	for (size_t v = 0; v < 4; v++) {
		size_t levels = 0;

		for (size_t k = 0; k < m->rows; k++) {
			if (strcmp(oracle_text(m, k, "var"), VARS[v]) != 0)
				continue;
			for (size_t i = 0; i < N; i++) {
				if (strcmp(oracle_text(p->o, i, VARS[v]),
				    oracle_text(m, k, "level")) == 0)
					p->level[v][i] = (int)levels;
			}
			p->target[v][levels++] = oracle_number(m, k, "N");
		}
		p->margin[v] = p->level[v];
		p->rake[v] = (struct rake_margin){ p->level[v], levels, p->target[v] };
	}
	for (size_t i = 0; i < N; i++)
		p->base[i] = 339905.0 / N;
	return p;
}

static double
want(const struct poll *p, const char *what, const char *name)
{
	return oracle_look(p->want, what, name, NULL, "value");
}

static struct survey
raked(struct poll *p, struct rake_report *report)
{
	struct rake_options o = { 0, 0 };

	assert_int_equal(rake(p->arena, p->base, N, p->rake, 4, &o, p->weight, report), FAULT_NONE);
	return (struct survey){ .rows = N, .weight = p->weight, .margin = p->margin, .margins = 4,
		.base = p->base, .y = oracle_column(p->arena, p->o, "support") };
}

static void
raked_weights_and_errors_are_those_of_r(void **state)
{
	struct poll *p = poll_new();
	const struct oracle *w = oracle_read(p->arena, "survey/rake_weights.csv");
	struct rake_report report;
	struct survey s = raked(p, &report);
	struct survey_share r;
	struct interval ci;
	double half;

	(void)state;
	for (size_t i = 0; i < N; i++)
		assert_near(p->weight[i], oracle_number(w, i, "w"), 1e-8);
	assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
	assert_near(r.share, want(p, "rake", "phat"), 1e-9);
	assert_near(r.se, want(p, "rake", "se_raked_linearised"), 1e-9);
	assert_near(r.kish, want(p, "rake", "kish_deff"), 1e-9);
	assert_near(r.n_effective, want(p, "rake", "n_eff_kish"), 1e-9);
	assert_near(r.deff, want(p, "rake", "deff_replace"), 1e-8);
	assert_near(r.df, N - 1, 0);
	assert_int_equal(survey_interval(&r, 0.95, &ci, &half), FAULT_NONE);
	assert_near(ci.lo, want(p, "svyciprop_xlogit", "lo"), 1e-8);
	assert_near(ci.hi, want(p, "svyciprop_xlogit", "hi"), 1e-8);
	assert_near(half, (ci.hi - ci.lo) / 2, 0);
	doc_says("raking.md", "p = %.4f, standard error %.4f", r.share, r.se);
	doc_says("raking.md", "%.3f to %.3f", ci.lo, ci.hi);
	doc_says("raking.md", "design effect %.4f, n_eff = %.1f", r.kish, r.n_effective);
	assert_int_equal(interval_korn_graubard(r.share, r.se, N, r.df, 0.95, &ci), FAULT_NONE);
	assert_near(ci.lo, want(p, "svyciprop_beta", "lo"), 1e-8);
	assert_near(ci.hi, want(p, "svyciprop_beta", "hi"), 1e-8);
	assert_int_equal(interval_wilson(r.share, r.n_effective, 0.95, &ci), FAULT_NONE);
	assert_near(ci.lo, want(p, "rake", "wilson_lo_neff"), 1e-9);
	assert_near(ci.hi, want(p, "rake", "wilson_hi_neff"), 1e-9);
	s.margins = 0;
	assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
	assert_near(r.se, want(p, "rake", "se_hajek_ignoring_calibration"), 1e-9);
	arena_free(p->arena);
}

static void
domains_are_those_of_r(void **state)
{
	struct poll *p = poll_new();
	struct rake_report report;
	struct survey s = raked(p, &report);
	bool domain[N];

	(void)state;
	s.domain = domain;
	for (int d = 0; d < 5; d++) {
		char name[3][20];
		struct survey_share r;

		for (size_t i = 0; i < N; i++)
			domain[i] = p->level[0][i] == d;
		(void)snprintf(name[0], 20, "%d:p", d + 1);
		(void)snprintf(name[1], 20, "%d:se", d + 1);
		(void)snprintf(name[2], 20, "%d:n", d + 1);
		assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
		assert_near(r.share, want(p, "domain_district", name[0]), 1e-9);
		assert_near(r.se, want(p, "domain_district", name[1]), 1e-8);
		assert_near((double)r.n, want(p, "domain_district", name[2]), 0);
	}
	arena_free(p->arena);
}

static void
one_margin_is_post_stratification(void **state)
{
	struct poll *p = poll_new();
	const struct oracle *cells = oracle_read(p->arena, "survey/poststrat_cells.csv");
	const struct oracle *w = oracle_read(p->arena, "survey/poststrat_weights.csv");
	struct rake_options o = { 0, 0 };
	struct rake_report report;
	int cell[N];
	const int *margin[1] = { cell };
	double target[8];
	struct rake_margin m = { cell, 8, target };
	struct survey s = { .rows = N, .weight = p->weight, .margin = margin, .margins = 1,
		.base = p->base, .y = oracle_column(p->arena, p->o, "support") };
	struct survey_share r;

	(void)state;
	for (size_t k = 0; k < 8; k++) {
		target[k] = oracle_number(cells, k, "Freq");
		for (size_t i = 0; i < N; i++) {
			if (strcmp(oracle_text(p->o, i, "sex"), oracle_text(cells, k, "sex")) == 0
				&& strcmp(oracle_text(p->o, i, "age"),
				    oracle_text(cells, k, "age")) == 0)
				cell[i] = (int)k;
		}
	}
	assert_int_equal(rake(p->arena, p->base, N, &m, 1, &o, p->weight, &report), FAULT_NONE);
	for (size_t i = 0; i < N; i++)
		assert_near(p->weight[i], oracle_number(w, i, "w"), 1e-9);
	assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
	assert_near(r.share, want(p, "poststrat_sexage", "phat"), 1e-9);
	assert_near(r.se, want(p, "poststrat_sexage", "se"), 1e-9);
	arena_free(p->arena);
}

static void
two_stages_are_those_of_r(void **state)
{
	struct poll *p = poll_new();
	int stratum[N], unit[N];
	double units[N], people[N];
	struct survey s = { .rows = N, .weight = p->weight, .stratum = stratum, .unit = unit,
		.units_there = units, .people_there = people,
		.y = oracle_column(p->arena, p->o, "reached") };
	struct survey_share r;
	struct interval ci;
	double half;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		stratum[i] = (int)oracle_number(p->o, i, "district");
		unit[i] = (int)oracle_number(p->o, i, "commune");
		units[i] = oracle_number(p->o, i, "fpc_psu");
		people[i] = oracle_number(p->o, i, "N_in_psu");
		p->weight[i] = 2 * people[i] / oracle_number(p->o, i, "n_in_psu");
	}
	assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
	assert_near(r.share, want(p, "twostage", "reach"), 1e-10);
	assert_near(r.se, want(p, "twostage", "se"), 1e-10);
	assert_near(r.deff_without, want(p, "twostage", "deff"), 1e-8);
	assert_near(r.total, want(p, "twostage", "total"), 1e-10);
	assert_near(r.total_se, want(p, "twostage", "se_total"), 1e-9);
	assert_near(r.df, want(p, "twostage", "df"), 0);
	assert_int_equal(survey_interval(&r, 0.95, &ci, &half), FAULT_NONE);
	assert_near(ci.lo, want(p, "twostage_logit", "lo"), 1e-7);
	assert_near(ci.hi, want(p, "twostage_logit", "hi"), 1e-7);
	assert_int_equal(interval_korn_graubard(r.share, r.se, N, r.df, 0.95, &ci), FAULT_NONE);
	assert_near(ci.lo, want(p, "twostage_beta", "lo"), 1e-8);
	assert_near(ci.hi, want(p, "twostage_beta", "hi"), 1e-8);
	doc_says("raking.md", "%.4f, standard error %.4f", r.share, r.se);
	doc_says("raking.md", "effect %.4f", r.deff_without);
	s.units_there = NULL;
	assert_int_equal(survey_share(p->arena, &s, &r), FAULT_NONE);
	assert_near(r.se, want(p, "ultimate_cluster_wr", "se"), 1e-10);
	assert_near(r.deff_without, want(p, "ultimate_cluster_wr", "deff"), 1e-8);
	arena_free(p->arena);
}

static void
raking_refuses(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double base[4] = { 1, 1, 1, 1 };
	int a[4] = { 0, 0, 1, 1 };
	int b[4] = { 0, 1, 0, 1 };
	double ta[3] = { 5, 5, 0 };
	double tb[2] = { 4, 6 };
	struct rake_margin m[2] = { { a, 2, ta }, { b, 2, tb } };
	struct rake_options o = { 0, 0 };
	struct rake_report r;
	double w[4];

	(void)state;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NONE);
	assert_int_equal(rake(arena, base, 0, m, 2, &o, w, &r), FAULT_NO_ROWS);
	assert_int_equal(rake(arena, base, 4, m, 0, &o, w, &r), FAULT_NO_ROWS);
	assert_int_equal(rake(arena, base, 4, m, 17, &o, w, &r), FAULT_TOO_LARGE);
	m[0].levels = 3;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NONE);
	ta[2] = 1;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_EMPTY_LEVEL);
	assert_true(r.margin == 0 && r.level == 2);
	m[0].levels = 2;
	ta[1] = 6;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_MARGINS_DISAGREE);
	ta[1] = -5;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NEGATIVE);
	ta[1] = 0;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NOT_POSITIVE);
	ta[1] = NAN;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NOT_FINITE);
	ta[1] = 5;
	b[3] = 2;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_UNKNOWN_LEVEL);
	b[3] = 1;
	o.rows_min = 3;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_SMALL_LEVEL);
	o = (struct rake_options){ 0.5, 0 };
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_OPTION);
	base[0] = 0;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_OPTION);
	o.trim = 0;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NOT_POSITIVE);
	base[0] = 1;
	/*
	 * a contradiction: rows 0 and 1 only, which carry both of the other margin's levels equally
	 */
	b[0] = b[1] = 0;
	b[2] = b[3] = 1;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_NO_CONVERGENCE);
	m[0].levels = RAKE_LEVELS_MAX + 1;
	assert_int_equal(rake(arena, base, 4, m, 2, &o, w, &r), FAULT_TOO_LARGE);
	arena_free(arena);
}

static void
trimming_bounds_the_weights(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double base[20], w[20];
	int a[20], b[20];
	double ta[2] = { 100, 100 };
	double tb[2] = { 100, 100 };
	struct rake_margin m[2] = { { a, 2, ta }, { b, 2, tb } };
	struct rake_options o = { 0, 0 };
	struct rake_report r;
	double before;

	(void)state;
	for (int i = 0; i < 20; i++) {
		base[i] = i == 0 ? 40 : 1;
		a[i] = i % 2;
		b[i] = i % 3 == 0;
	}
	assert_int_equal(rake(arena, base, 20, m, 2, &o, w, &r), FAULT_NONE);
	before = rake_deff(w, 20);
	o.trim = 5;
	assert_int_equal(rake(arena, base, 20, m, 2, &o, w, &r), FAULT_NONE);
	assert_true(r.trims > 0 && r.worst < 1e-9);
	assert_true(rake_deff(w, 20) < before);
	arena_free(arena);
}

static void
small_levels_merge_with_a_neighbour(void **state)
{
	int level[10] = { 0, 0, 0, 1, 2, 2, 2, 3, 3, 3 };
	double target[4] = { 10, 20, 30, 40 };
	int one[2] = { 0, 1 };
	double t[2] = { 1, 2 };

	(void)state;
	assert_int_equal(rake_merge_small(level, 10, target, 4, 2), 3);
	assert_int_equal(level[3], 0);
	assert_int_equal(level[9], 2);
	assert_near(target[0], 30, 0);
	assert_near(target[2], 40, 0);
	assert_int_equal(rake_merge_small(one, 2, t, 2, 5), 1);
	assert_near(t[0], 3, 0);
}

static void
shares_are_refused_by_name(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double w[4] = { 1, 1, 1, 1 };
	double y[4] = { 0, 1, 1, 0 };
	double there[4] = { 4, 4, 4, 4 };
	double people[4] = { 9, 9, 9, 9 };
	int unit[4] = { 1, 1, 2, 2 };
	int stratum[4] = { 1, 1, 1, 2 };
	int level[4] = { 0, 0, 1, 1 };
	const int *margin[1] = { level };
	bool none[4] = { false };
	struct survey s = { .rows = 4, .weight = w, .y = y };
	struct survey_share r;
	struct interval ci;
	double half;

	(void)state;
	s.self_selected = true;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_SELF_SELECTED);
	assert_near(r.share, 0.5, 0);
	assert_int_equal(r.n, 4);
	assert_near(r.se + r.deff, 0, 0);
	assert_int_equal(survey_interval(&r, 0.95, &ci, &half), FAULT_SELF_SELECTED);
	s.self_selected = false;
	s.domain = none;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NO_ROWS);
	s.domain = NULL;
	s.stratum = stratum;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_LONELY_UNIT);
	s.stratum = NULL;
	s.unit = unit;
	s.units_there = there;
	s.people_there = people;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NONE);
	people[2] = 1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_OPTION);
	people[2] = 9;
	there[0] = 1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_OPTION);
	s.unit = NULL;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_LONELY_UNIT);
	s.units_there = NULL;
	s.margin = margin;
	s.margins = 1;
	s.base = w;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NONE);
	level[0] = -1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_UNKNOWN_LEVEL);
	arena_free(arena);
}

static void
bad_numbers_are_refused_by_name(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double w[4] = { 1, 1, 1, 1 };
	double y[4] = { 0, 1, 1, 0 };
	int level[4] = { 0, 0, 1, 1 };
	const int *margin[1] = { level };
	struct survey s = { .rows = 4, .weight = w, .y = y, .margin = margin, .margins = 1,
		.base = w };
	struct survey_share r;

	(void)state;
	y[0] = 2;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_SHARE);
	y[0] = NAN;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NOT_FINITE);
	y[0] = 0;
	w[1] = -1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NEGATIVE);
	w[1] = 0;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NOT_POSITIVE);
	s.rows = 0;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NO_ROWS);
	arena_free(arena);
}

static void
extreme_shares_use_the_exact_interval(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double w[50], y[50] = { 0 };
	struct survey s = { .rows = 50, .weight = w, .y = y };
	struct survey_share r;
	struct interval ci;
	double half;

	(void)state;
	for (int i = 0; i < 50; i++)
		w[i] = 1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NONE);
	assert_int_equal(survey_interval(&r, 0.95, &ci, &half), FAULT_NONE);
	assert_near(ci.hi, 0.0711217364641976, 1e-10);
	y[0] = y[1] = y[2] = 1;
	assert_int_equal(survey_share(arena, &s, &r), FAULT_NONE);
	assert_int_equal(survey_interval(&r, 0.95, &ci, &half), FAULT_NONE);
	assert_true(ci.lo < 0.06 && ci.hi > 0.06);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raked_weights_and_errors_are_those_of_r),
		cmocka_unit_test(domains_are_those_of_r),
		cmocka_unit_test(one_margin_is_post_stratification),
		cmocka_unit_test(two_stages_are_those_of_r),
		cmocka_unit_test(raking_refuses),
		cmocka_unit_test(trimming_bounds_the_weights),
		cmocka_unit_test(small_levels_merge_with_a_neighbour),
		cmocka_unit_test(shares_are_refused_by_name),
		cmocka_unit_test(bad_numbers_are_refused_by_name),
		cmocka_unit_test(extreme_shares_use_the_exact_interval),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
