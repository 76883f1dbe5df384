/* variate_test.c: means and variances within five standard errors; edges; reproducibility. */
#include "tests/check.h"

#include <math.h>

#include "stats/variate.h"

#define N 200000
#define SEED 20261121

enum law { POISSON, NB1, BINOMIAL, GAMMA, NORMAL };

static double
draw(struct prng *r, enum law law, double a, double b)
{
	switch (law) {
	case POISSON:
		return (double)variate_poisson(r, a);
	case NB1:
		return (double)variate_nb1(r, a, b);
	case BINOMIAL:
		return (double)variate_binomial(r, (int64_t)a, b);
	case GAMMA:
		return variate_gamma(r, a);
	case NORMAL:
		return variate_normal(r);
	}
	return 0;
}

static void
moments(void **state)
{
	static const struct {
		enum law law;
		double a, b, mean, variance;
	} cases[] = {
		{ POISSON, 0.3, 0, 0.3, 0.3 }, { POISSON, 11.9, 0, 11.9, 11.9 },
		{ POISSON, 12.1, 0, 12.1, 12.1 }, { POISSON, 900, 0, 900, 900 },
		{ NB1, 0.4, 1.2, 0.4, 0.48 }, { NB1, 60, 1.5, 60, 90 }, { NB1, 5, 1, 5, 5 },
		{ BINOMIAL, 551, 0.2, 110.2, 88.16 }, { BINOMIAL, 20, 0.9, 18, 1.8 },
		{ GAMMA, 0.4, 0, 0.4, 0.4 }, { GAMMA, 7.5, 0, 7.5, 7.5 },
		{ NORMAL, 0, 0, 0, 1 },
	};
	struct prng r;

	(void)state;
	prng_init(&r, SEED);
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		double sum = 0, squares = 0, quarts = 0, mean = cases[i].mean, se;

		for (int j = 0; j < N; j++) {
			double x = draw(&r, cases[i].law, cases[i].a, cases[i].b) - mean;

			sum += x;
			squares += x * x;
			quarts += x * x * x * x;
		}
		assert_true(fabs(sum / N) < 5 * sqrt(cases[i].variance / N));
		se = sqrt((quarts / N - squares / N * squares / N) / N);
		assert_true(fabs(squares / N - cases[i].variance) < 5 * se);
	}
}

static void
edges(void **state)
{
	struct prng r;

	(void)state;
	prng_init(&r, SEED);
	assert_int_equal(variate_poisson(&r, 0), 0);
	assert_int_equal(variate_nb1(&r, 0, 2), 0);
	assert_int_equal(variate_binomial(&r, 10, 0), 0);
	assert_int_equal(variate_binomial(&r, 10, 1), 10);
	assert_int_equal(variate_binomial(&r, 0, 0.5), 0);
	assert_true(variate_seed(1, 2, 3) == variate_seed(1, 2, 3));
	assert_true(variate_seed(1, 2, 3) != variate_seed(1, 3, 2));
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(moments), cmocka_unit_test(edges) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
