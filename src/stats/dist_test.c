/* dist_test.c: distributions against R and against identities. */
#include "tests/oracle.h"

#include "stats/dist.h"
#include "stats/fault.h"

static void
normal_quantile_inverts_the_cdf(void **state)
{
	(void)state;
	assert_near(dist_normal_quantile(0.975), 1.959963984540054, 1e-15);
	assert_near(dist_normal_quantile(1e-10), -6.361340902404056, 1e-14);
	assert_near(dist_normal_quantile(1e-300), -37.0470964, 1e-6);
	for (double p = 0.001; p < 1; p += 0.001)
		assert_near(dist_normal_upper(-dist_normal_quantile(p)), p, 1e-14);
	assert_near(dist_normal_upper(6) / 9.865876450376946e-10, 1, 1e-12);
}

static void
gamma_derivatives_are_known(void **state)
{
	(void)state;
	assert_near(dist_digamma(1), -0.5772156649015329, 1e-13);
	assert_near(dist_digamma(0.5), -1.963510026021423, 1e-13);
	assert_near(dist_trigamma(1), 1.6449340668482264, 1e-13);
	assert_near(dist_trigamma(25), 0.0408106632572256, 1e-13);
}

static void
student_and_beta_are_those_of_tables(void **state)
{
	(void)state;
	assert_near(dist_t_quantile(0.975, 10), 2.228138851986273, 1e-12);
	assert_near(dist_t_cdf(2.228138851986273, 10), 0.975, 1e-12);
	assert_near(dist_t_quantile(0.5, 3), 0, 0);
	assert_near(dist_beta_quantile(0.975, 4, 47), 0.165481946603773, 1e-12);
	assert_near(dist_beta_quantile(0, 4, 47), 0, 0);
	assert_near(dist_beta_cdf(0.3, 2, 5), 0.579825, 1e-12);
	assert_near(dist_beta_cdf(-1, 2, 5), 0, 0);
	assert_near(dist_beta_cdf(2, 2, 5), 1, 0);
}

static void
gamma_poisson_tails_are_those_of_r(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	const struct oracle *o = oracle_read(arena, "bayes/gamma_poisson_tail.csv");

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		double a = oracle_number(o, i, "a");
		double b = oracle_number(o, i, "b");
		double e = oracle_number(o, i, "e");
		double tail = dist_negbin_atleast((int64_t)oracle_number(o, i, "y"), a * e / b,
			1 + e / b);

		assert_near(tail / oracle_number(o, i, "p_ge"), 1, 1e-10);
	}
	assert_int_equal(o->rows, 108);
	arena_free(arena);
}

static void
quantiles_are_the_smallest(void **state)
{
	static const double MEANS[] = { 0, 0.01, 0.5, 3, 40, 99.5, 101, 5000 };

	(void)state;
	for (size_t i = 0; i < sizeof(MEANS) / sizeof(MEANS[0]); i++) {
		for (double phi = 1; phi < 4; phi += 0.7) {
			int64_t q = dist_negbin_quantile(0.99, MEANS[i], phi);

			assert_true(dist_negbin_cdf(q, MEANS[i], phi) >= 0.99 - 1e-12);
			assert_true(q == 0 || dist_negbin_cdf(q - 1, MEANS[i], phi) < 0.99);
			assert_near(dist_negbin_cdf(q, MEANS[i], phi)
				+ dist_negbin_atleast(q + 1, MEANS[i], phi), 1, 1e-11);
		}
	}
	assert_int_equal(dist_negbin_quantile(0.5, 10, 1), 10);
	assert_near(dist_negbin_cdf(-1, 3, 2), 0, 0);
	assert_near(dist_negbin_atleast(0, 3, 2), 1, 0);
	assert_near(dist_poisson_atleast(3, 0), 0, 0);
	assert_near(dist_poisson_cdf(-1, 3), 0, 0);
	assert_near(dist_gamma_cdf(0, 2), 0, 0);
	assert_near(dist_gamma_upper(0, 2), 1, 0);
}

static void
hypergeometric_sums_to_one(void **state)
{
	(void)state;
	for (int64_t k = -1; k <= 32; k++)
		assert_near(dist_hyper_cdf(k, 120, 168, 32) + dist_hyper_atleast(k + 1, 120, 168,
		    32),
			1, 1e-11);
	assert_near(dist_hyper_cdf(1, 5, 10, 3), 0.5, 1e-13);
}

static void
every_fault_has_a_name(void **state)
{
	(void)state;
	for (int f = 0; f < FAULT_COUNT; f++) {
		assert_non_null(fault_name((enum stat_fault)f));
		assert_non_null(fault_text((enum stat_fault)f));
	}
	assert_string_equal(fault_name(FAULT_EMPTY_LEVEL), "empty-level");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(normal_quantile_inverts_the_cdf),
		cmocka_unit_test(gamma_derivatives_are_known),
		cmocka_unit_test(student_and_beta_are_those_of_tables),
		cmocka_unit_test(gamma_poisson_tails_are_those_of_r),
		cmocka_unit_test(quantiles_are_the_smallest),
		cmocka_unit_test(hypergeometric_sums_to_one),
		cmocka_unit_test(every_fault_has_a_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
