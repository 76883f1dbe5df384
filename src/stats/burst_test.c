/* burst_test.c: bursts against the reference path, which all 2^16 paths confirm. */
#include "tests/oracle.h"

#include "stats/burst.h"

/* Bursts as "5-7:5.555271 12-13:1.689749", first period `base`. */
static void
assert_bursts(const struct bursts *b, size_t base, const char *want)
{
	char got[400] = "";
	size_t len = 0;

	for (size_t k = 0; k < b->count; k++)
		len += (size_t)snprintf(got + len, sizeof(got) - len, "%s%zu-%zu:%.6f",
			k > 0 ? " " : "", b->burst[k].from + base, b->burst[k].to + base,
			b->burst[k].weight);
	assert_string_equal(got, want);
}

static void
shares_are_those_of_the_reference(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *in = oracle_read(arena, "burst/batched_input.csv");
	const struct oracle *o = oracle_read(arena, "burst/kleinberg_batched.csv");
	double *r = oracle_column(arena, in, "r");
	double *d = oracle_column(arena, in, "d");
	struct bursts b;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		struct burst_options opt = { oracle_number(o, i, "s"),
			oracle_number(o, i, "gamma") };

		assert_int_equal(burst_shares(arena, r, d, in->rows, &opt, &b), FAULT_NONE);
		assert_near(b.cost, oracle_number(o, i, "cost"), 1e-10);
		assert_bursts(&b, 1, oracle_text(o, i, "bursts(start-end:weight)"));
		if (i == 1)
			doc_says("bursts.md", "%.6f", b.burst[0].weight);
	}
	arena_free(arena);
}

static void
counts_are_those_of_the_reference(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *in = oracle_read(arena, "burst/poisson_input.csv");
	const struct oracle *o = oracle_read(arena, "burst/kleinberg_poisson.csv");
	double *y = oracle_column(arena, in, "y");
	double *mu = oracle_column(arena, in, "mu");
	struct bursts b;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		struct burst_options opt = { oracle_number(o, i, "s"),
			oracle_number(o, i, "gamma") };

		assert_int_equal(burst_counts(arena, y, mu, in->rows, &opt, &b), FAULT_NONE);
		assert_near(b.cost, oracle_number(o, i, "cost"), 1e-10);
		assert_bursts(&b, 1367, oracle_text(o, i, "bursts(t_start-t_end:weight)"));
	}
	arena_free(arena);
}

static void
refuses_by_name(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	double y[2] = { 1, 2 };
	double d[2] = { 1, 1 };
	struct burst_options o = { 2, 1 };
	struct bursts b;

	(void)state;
	assert_int_equal(burst_counts(arena, y, d, 2, &o, &b), FAULT_NONE);
	assert_int_equal(burst_counts(arena, y, d, 0, &o, &b), FAULT_NO_ROWS);
	assert_int_equal(burst_shares(arena, y, d, 2, &o, &b), FAULT_OPTION);
	d[0] = 0;
	assert_int_equal(burst_counts(arena, y, d, 2, &o, &b), FAULT_NOT_POSITIVE);
	d[0] = -1;
	assert_int_equal(burst_shares(arena, y, d, 2, &o, &b), FAULT_NEGATIVE);
	y[0] = NAN;
	assert_int_equal(burst_counts(arena, y, d, 2, &o, &b), FAULT_NOT_FINITE);
	y[0] = y[1] = 0;
	d[0] = 1;
	assert_int_equal(burst_shares(arena, y, d, 2, &o, &b), FAULT_NO_ROWS);
	o.s = 1;
	assert_int_equal(burst_counts(arena, y, d, 2, &o, &b), FAULT_OPTION);
	/* every article on the topic: nothing can be a burst */
	o.s = 2;
	y[0] = y[1] = 3;
	assert_int_equal(burst_shares(arena, y, y, 2, &o, &b), FAULT_NONE);
	assert_int_equal(b.count, 0);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shares_are_those_of_the_reference),
		cmocka_unit_test(counts_are_those_of_the_reference),
		cmocka_unit_test(refuses_by_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
