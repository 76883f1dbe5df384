/* coverage_test.c: bounds, estimators and intervals against R's survey and base R. */
#include "tests/oracle.h"

#include "stats/coverage.h"
#include "stats/fay_herriot.h"
#include "stats/interval.h"

enum { M = 168, S = 32 };

struct city {
	struct arena *arena;
	const struct oracle *want;
	int stratum[M];
	double *residents, *predicted;
	double channels[3 * M];
	struct coverage_frame frame;
	size_t commune[S];
	struct coverage_sample sample;
};

static struct city *
city_new(void)
{
	struct arena *arena = arena_new(1 << 25);
	struct city *c = ARENA_NEW(arena, struct city);
	const struct oracle *f = oracle_read(arena, "coverage/frame.csv");
	const struct oracle *s = oracle_read(arena, "coverage/sample.csv");
	static const char *const CHANNELS[] = { "sms", "zalo", "loud" };

	c->arena = arena;
	c->want = oracle_read(arena, "coverage/results.csv");
	for (size_t j = 0; j < M; j++) {
		const char *name = oracle_text(f, j, "stratum");

		c->stratum[j] = strcmp(name, "urban") == 0 ? 0 : strcmp(name, "suburb") == 0 ? 1 :
		    2;
		for (size_t k = 0; k < 3; k++)
			c->channels[k * M + j] = oracle_number(f, j, CHANNELS[k]);
	}
	c->residents = oracle_column(arena, f, "N");
	c->predicted = oracle_column(arena, f, "x_ind");
	c->frame = (struct coverage_frame){ M, 3, c->stratum, c->residents, c->predicted };
	for (size_t k = 0; k < S; k++)
		c->commune[k] = (size_t)oracle_number(s, k, "commune") - 1;
	c->sample = (struct coverage_sample){ S, c->commune, oracle_column(arena, s, "n"),
		oracle_column(arena, s, "y") };
	return c;
}

static double
want(const struct city *c, const char *what, const char *name)
{
	return oracle_look(c->want, what, name, NULL, "value");
}

static void
bounds_hold_the_truth(void **state)
{
	struct city *c = city_new();
	struct coverage_bounds b, each[M];

	(void)state;
	assert_int_equal(coverage_bounds(c->residents, M, c->channels, 3, &b, each), FAULT_NONE);
	assert_near(b.lo, want(c, "frame", "frechet_lo"), 1e-12);
	assert_near(b.hi, want(c, "frame", "frechet_hi"), 1e-12);
	assert_near(b.independence, want(c, "frame", "reach_independence"), 1e-12);
	assert_true(b.lo < want(c, "frame", "truth") && want(c, "frame", "truth") < b.hi);
	for (size_t j = 0; j < M; j++)
		assert_near(each[j].independence, c->predicted[j], 1e-10);
	doc_says("coverage.md", "%.3f to %.3f", b.lo, b.hi);
	c->channels[5] = 1.01;
	assert_int_equal(coverage_bounds(c->residents, M, c->channels, 3, &b, NULL), FAULT_SHARE);
	c->channels[5] = 1;
	c->residents[3] = 0;
	assert_int_equal(coverage_bounds(c->residents, M, c->channels, 3, &b, NULL),
		FAULT_NOT_POSITIVE);
	c->residents[3] = NAN;
	assert_int_equal(coverage_bounds(c->residents, M, c->channels, 3, &b, NULL),
		FAULT_NOT_FINITE);
	assert_int_equal(coverage_bounds(c->residents, 0, c->channels, 3, &b, NULL), FAULT_NO_ROWS);
	arena_free(c->arena);
}

static void
estimators_are_those_of_r(void **state)
{
	struct city *c = city_new();
	struct coverage_estimate e;

	(void)state;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_NONE);
	assert_near(e.share, want(c, "hajek_ratio", "p"), 1e-12);
	assert_near(e.se, want(c, "hajek_ratio", "se"), 1e-12);
	assert_near(e.df, 29, 0);
	doc_says("coverage.md", "%.4f | %.4f", e.share, e.se);
	assert_int_equal(coverage_difference(c->arena, &c->frame, &c->sample, &e), FAULT_NONE);
	assert_near(e.share, want(c, "difference", "p"), 1e-12);
	assert_near(e.se, want(c, "difference", "se"), 1e-12);
	doc_says("coverage.md", "%.4f | %.4f", e.share, e.se);
	assert_int_equal(coverage_greg(c->arena, &c->frame, &c->sample, &e), FAULT_NONE);
	assert_near(e.share, want(c, "greg", "p"), 1e-10);
	assert_near(e.se, want(c, "greg", "se"), 1e-10);
	doc_says("coverage.md", "%.4f | %.4f", e.share, e.se);
	arena_free(c->arena);
}

static void
estimators_refuse(void **state)
{
	struct city *c = city_new();
	double *yes = ARENA_ARRAY(c->arena, S, double);
	double *asked = ARENA_ARRAY(c->arena, S, double);
	struct coverage_estimate e;
	size_t kept = c->commune[1];

	(void)state;
	memcpy(yes, c->sample.yes, S * sizeof(*yes));
	memcpy(asked, c->sample.asked, S * sizeof(*asked));
	c->sample.yes = yes;
	c->sample.asked = asked;
	yes[0] = 26;
	assert_int_equal(coverage_greg(c->arena, &c->frame, &c->sample, &e), FAULT_OPTION);
	yes[0] = NAN;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_NOT_FINITE);
	yes[0] = 1;
	asked[0] = 1;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_OPTION);
	asked[0] = 25;
	c->commune[1] = c->commune[0];
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_OPTION);
	c->commune[1] = M;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_UNKNOWN_LEVEL);
	c->commune[1] = kept;
	c->sample.count = 14;
	assert_int_equal(coverage_difference(c->arena, &c->frame, &c->sample, &e),
		FAULT_EMPTY_LEVEL);
	c->sample.count = 0;
	assert_int_equal(coverage_difference(c->arena, &c->frame, &c->sample, &e), FAULT_NO_ROWS);
	c->sample.count = S;
	c->stratum[c->commune[0]] = 3;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_UNKNOWN_LEVEL);
	c->frame.strata = 4;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_LONELY_UNIT);
	c->frame.strata = 99;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_TOO_LARGE);
	c->frame.strata = 3;
	c->stratum[c->commune[0]] = 0;
	c->predicted[7] = -0.1;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_SHARE);
	c->residents[6] = -5;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_NOT_POSITIVE);
	c->residents[5] = INFINITY;
	assert_int_equal(coverage_ratio(c->arena, &c->frame, &c->sample, &e), FAULT_NOT_FINITE);
	for (size_t j = 0; j < M; j++) {
		c->predicted[j] = 0.5;
		c->residents[j] = 9000;
	}
	assert_int_equal(coverage_greg(c->arena, &c->frame, &c->sample, &e), FAULT_SINGULAR);
	arena_free(c->arena);
}

static void
communes_borrow_strength(void **state)
{
	struct city *c = city_new();
	const struct oracle *o = oracle_read(c->arena, "coverage/fay_herriot.csv");
	double *direct = oracle_column(c->arena, o, "direct");
	double *psi = oracle_column(c->arena, o, "psi");
	double x[S * 2];
	struct fay_herriot f;

	(void)state;
	for (size_t k = 0; k < S; k++) {
		x[2 * k] = 1;
		x[2 * k + 1] = c->predicted[c->commune[k]];
	}
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, S, 2, &f), FAULT_NONE);
	assert_near(f.s2, want(c, "fay_herriot", "sigma2_v"), 1e-8);
	assert_near(f.coef[0], want(c, "fay_herriot", "b0"), 1e-6);
	assert_near(f.coef[1], want(c, "fay_herriot", "b1"), 1e-6);
	for (size_t k = 0; k < S; k++) {
		assert_near(f.gamma[k], oracle_number(o, k, "gamma"), 1e-6);
		assert_near(f.synthetic[k], oracle_number(o, k, "synthetic"), 1e-6);
		assert_near(f.eblup[k], oracle_number(o, k, "eblup"), 1e-6);
		assert_true(f.mse[k] > 0 && f.mse[k] < psi[k]);
		assert_near(f.cv[k], sqrt(f.mse[k]) / f.eblup[k], 1e-12);
	}
	doc_says("coverage.md", "(%.2f); shrunk to %.4f", direct[0], f.eblup[0]);
	/* with errors larger than any spread between communes, everything is borrowed */
	for (size_t k = 0; k < S; k++)
		psi[k] = 10;
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, S, 2, &f), FAULT_NONE);
	assert_near(f.s2, 0, 0);
	assert_near(f.eblup[3], f.synthetic[3], 0);
	psi[2] = 0;
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, S, 2, &f), FAULT_NOT_POSITIVE);
	psi[2] = 1;
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, 2, 2, &f), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, 99, 65, &f), FAULT_TOO_LARGE);
	for (size_t k = 0; k < S; k++)
		x[2 * k + 1] = 2;
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, S, 2, &f), FAULT_SINGULAR);
	x[4] = NAN;
	assert_int_equal(fay_herriot(c->arena, direct, psi, x, S, 2, &f), FAULT_NOT_FINITE);
	arena_free(c->arena);
}

static void
exact_intervals_are_those_of_r(void **state)
{
	struct city *c = city_new();
	static const int SEEN[] = { 0, 20, 29, 32 };
	static const int HITS[] = { 0, 3, 45 };
	struct interval ci;

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		char what[40];

		(void)snprintf(what, sizeof(what), "hypergeom_k%d_n32_M168", SEEN[i]);
		assert_int_equal(interval_hypergeometric(SEEN[i], 32, 168, 0.95, &ci), FAULT_NONE);
		assert_near(ci.lo, want(c, what, "lo"), 0);
		assert_near(ci.hi, want(c, what, "hi"), 0);
		if (SEEN[i] == 29)
			doc_says("coverage.md", "%.0f to %.0f of 168", ci.lo, ci.hi);
	}
	for (size_t i = 0; i < 3; i++) {
		char what[40];

		(void)snprintf(what, sizeof(what), "binom_k%d_n50", HITS[i]);
		assert_int_equal(interval_exact(HITS[i], 50, 0.95, &ci), FAULT_NONE);
		assert_near(ci.lo, want(c, what, "cp_lo"), 1e-10);
		assert_near(ci.hi, want(c, what, "cp_hi"), 1e-10);
		assert_int_equal(interval_wilson(HITS[i] / 50.0, 50, 0.95, &ci), FAULT_NONE);
		assert_near(ci.lo, want(c, what, "wilson_lo"), 1e-10);
		assert_near(ci.hi, want(c, what, "wilson_hi"), 1e-10);
		assert_int_equal(interval_jeffreys(HITS[i], 50, 0.95, &ci), FAULT_NONE);
		assert_near(ci.lo, want(c, what, "jeffreys_lo"), 1e-10);
		assert_near(ci.hi, want(c, what, "jeffreys_hi"), 1e-10);
	}
	arena_free(c->arena);
}

static void
intervals_refuse(void **state)
{
	struct interval ci;

	(void)state;
	assert_int_equal(interval_wilson(1.5, 10, 0.95, &ci), FAULT_SHARE);
	assert_int_equal(interval_wilson(NAN, 10, 0.95, &ci), FAULT_NOT_FINITE);
	assert_int_equal(interval_wilson(0.5, 0, 0.95, &ci), FAULT_NOT_POSITIVE);
	assert_int_equal(interval_wilson(0.5, 10, 1, &ci), FAULT_OPTION);
	assert_int_equal(interval_exact(11, 10, 0.95, &ci), FAULT_SHARE);
	assert_int_equal(interval_exact(1, -1, 0.95, &ci), FAULT_NOT_POSITIVE);
	assert_int_equal(interval_logit(1, 0.1, 10, 0.95, &ci), FAULT_SHARE);
	assert_int_equal(interval_logit(0.5, -0.1, 10, 0.95, &ci), FAULT_NEGATIVE);
	assert_int_equal(interval_korn_graubard(0.5, 0.1, 1, 10, 0.95, &ci), FAULT_NOT_POSITIVE);
	assert_int_equal(interval_korn_graubard(0.5, 0, 10, 10, 0.95, &ci), FAULT_NOT_POSITIVE);
	assert_int_equal(interval_korn_graubard(0.5, -1, 10, 10, 0.95, &ci), FAULT_NEGATIVE);
	assert_int_equal(interval_hypergeometric(5, 4, 10, 0.95, &ci), FAULT_OPTION);
}

static void
receipts_are_corrected(void **state)
{
	struct city *c = city_new();
	struct coverage_estimate e;

	(void)state;
	assert_int_equal(coverage_true_share(.62, 2000, .93, 150, .88, 100, &e), FAULT_NONE);
	assert_near(e.share, want(c, "rogan_gladen", "p"), 1e-12);
	assert_near(e.se, want(c, "rogan_gladen", "se"), 1e-12);
	doc_says("coverage.md", "true %.4f, standard error %.4f", e.share, e.se);
	assert_int_equal(coverage_true_share(1.1, 2000, .93, 150, .88, 100, &e), FAULT_SHARE);
	assert_int_equal(coverage_true_share(.6, 0, .93, 150, .88, 100, &e), FAULT_NOT_POSITIVE);
	assert_int_equal(coverage_true_share(.6, 9, .5, 150, .5, 100, &e), FAULT_SINGULAR);
	assert_int_equal(coverage_true_share(.01, 9, .9, 150, .8, 100, &e), FAULT_SHARE);
	assert_int_equal(coverage_two_lists(420, 310, 145, &e), FAULT_NONE);
	assert_near(e.share, want(c, "chapman", "N"), 1e-12);
	assert_near(e.se, want(c, "chapman", "se"), 1e-12);
	assert_int_equal(coverage_two_lists(420, 310, 311, &e), FAULT_OPTION);
	assert_int_equal(coverage_two_lists(NAN, 310, 311, &e), FAULT_NOT_FINITE);
	arena_free(c->arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bounds_hold_the_truth),
		cmocka_unit_test(estimators_are_those_of_r),
		cmocka_unit_test(estimators_refuse),
		cmocka_unit_test(communes_borrow_strength),
		cmocka_unit_test(exact_intervals_are_those_of_r),
		cmocka_unit_test(intervals_refuse),
		cmocka_unit_test(receipts_are_corrected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
