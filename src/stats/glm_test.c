/* glm_test.c: regressions against R's glm and MASS glm.nb; solving against hand figures. */
#include "tests/oracle.h"

#include "stats/glm.h"
#include "stats/solve.h"

enum { COLS = 11, TRAIN = 1428 };
static const char *const NAMES[COLS] = { "(Intercept)", "dow2", "dow3", "dow4", "dow5", "dow6",
	"dow7", "tet", "t", "s1", "c1" };

static double *
design(struct arena *arena, const struct oracle *o)
{
	double *x = ARENA_ARRAY(arena, o->rows * COLS, double);

	for (size_t i = 0; i < o->rows; i++) {
		double *row = x + i * COLS;
		double t = oracle_number(o, i, "t");
		int dow = (int)oracle_number(o, i, "dow");

		row[0] = 1;
		if (dow > 1)
			row[dow - 1] = 1;
		row[7] = oracle_number(o, i, "tet");
		row[8] = t / 365.25;
		row[9] = sin(2 * M_PI * t / 365.25);
		row[10] = cos(2 * M_PI * t / 365.25);
	}
	return x;
}

static void
compare(const struct oracle *want, const char *series, const char *model,
	const struct glm_fit *fit, double phi, double tolerance)
{
	for (size_t j = 0; j < COLS; j++) {
		assert_near(fit->coef[j], oracle_look(want, series, model, NAMES[j], "value"),
		    tolerance);
		assert_near(glm_coef_se(fit, j, phi),
			oracle_look(want, series, model, NAMES[j], "se"), tolerance);
	}
}

static double
pearson(const struct glm_data *data, const struct glm_fit *fit)
{
	double sum = 0;

	for (size_t i = 0; i < data->rows; i++)
		sum += (data->y[i] - fit->mu[i]) * (data->y[i] - fit->mu[i]) / fit->mu[i];
	return sum;
}

static void
coefficients_are_those_of_r(void **state)
{
	static const char *const SERIES[] = { "y_sparse", "y_mid", "y_high" };
	struct arena *arena = arena_new(1 << 26);
	const struct oracle *days = oracle_read(arena, "series_daily.csv");
	const struct oracle *want = oracle_read(arena, "glm/coef.csv");
	struct glm_data data = { .rows = TRAIN, .cols = COLS, .x = design(arena, days) };
	struct glm_fit fit;

	(void)state;
	for (size_t s = 0; s < 3; s++) {
		data.y = oracle_column(arena, days, SERIES[s]);
		assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_NONE);
		compare(want, SERIES[s], "poisson", &fit, 1, 1e-10);
		if (s == 1)
			doc_says("daily-glm.md", "intercept %.6f, Tết %.6f, phi %.6f", fit.coef[0],
				fit.coef[7], pearson(&data, &fit) / fit.df);
		assert_near(fit.deviance,
			oracle_look(want, SERIES[s], "poisson", "deviance", "value"), 1e-10);
		/* R's script sums at the final means, fit.phi at the last working weights */
		assert_near(pearson(&data, &fit) / fit.df,
			oracle_look(want, SERIES[s], "poisson", "pearson_phi", "value"), 1e-10);
		assert_near(fit.phi, pearson(&data, &fit) / fit.df, 1e-4);
		assert_near(fit.df, oracle_look(want, SERIES[s], "poisson", "df", "value"), 0);
		if (s == 0)
			continue; /* below */
		assert_int_equal(glm_negbin(arena, &data, &fit), FAULT_NONE);
		compare(want, SERIES[s], "glm.nb", &fit, 1, 1e-6);
		assert_near(fit.theta, oracle_look(want, SERIES[s], "glm.nb", "theta", "value"),
		    1e-5);
		assert_near(fit.theta_se, oracle_look(want, SERIES[s], "glm.nb", "theta", "se"),
		    1e-5);
		assert_near(fit.two_log_lik,
			oracle_look(want, SERIES[s], "glm.nb", "twologlik", "value"), 1e-9);
	}
	arena_free(arena);
}

static void
refuses_what_it_cannot_fit(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	double x[12] = { 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1 };
	double y[6] = { 1, 2, 3, 4, 5, 6 };
	double w[6] = { 1, 1, 0, 0, 0, 0 };
	struct glm_data data = { .rows = 6, .cols = 2, .x = x, .y = y };
	struct glm_fit fit;

	(void)state;
	data.rows = 0;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_NO_ROWS);
	data.rows = 2;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_TOO_FEW_PERIODS);
	data.rows = 6;
	data.weight = w;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_TOO_FEW_PERIODS);
	data.weight = NULL;
	y[2] = -1;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_NEGATIVE);
	y[2] = NAN;
	assert_int_equal(glm_negbin(arena, &data, &fit), FAULT_NOT_FINITE);
	y[2] = 3;
	data.cols = SOLVE_MAX + 1;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_TOO_LARGE);
	data.cols = 2;
	y[0] = y[1] = y[2] = y[3] = y[4] = y[5] = 7;
	assert_int_equal(glm_negbin(arena, &data, &fit), FAULT_NO_CONVERGENCE);
	arena_free(arena);
}

/* A column that repeats another one is left out, and the fit is that of the rest. */
static void
aliased_columns_are_left_out(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	double x[18] = { 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 1, 2, 1, 1, 2, 1, 1, 2 };
	double y[6] = { 1, 2, 3, 6, 7, 8 };
	double off[6] = { 0, 0, 0, 1, 1, 1 };
	struct glm_data data = { .rows = 6, .cols = 3, .x = x, .y = y, .offset = off };
	struct glm_fit fit;

	(void)state;
	assert_int_equal(glm_poisson(arena, &data, &fit), FAULT_NONE);
	assert_true(fit.used[0] && fit.used[1] && !fit.used[2]);
	assert_int_equal(fit.rank, 2);
	assert_near(fit.coef[0], log(2), 1e-9);
	assert_near(fit.coef[1], log(7) - log(2) - 1, 1e-9);
	assert_near(fit.hat[0], 1.0 / 3, 1e-9);
	assert_near(glm_eta(&fit, x + 9), log(7) - 1, 1e-9);
	assert_near(glm_eta_se(&fit, x + 9), sqrt(1.0 / 21), 1e-6);
	arena_free(arena);
}

static void
systems_are_solved(void **state)
{
	static const double A[9] = { 4, 2, 1, 2, 5, 3, 1, 3, 6 };
	static struct solve s;
	double x[3] = { 7, 10, 10 };
	double inverse[9];

	(void)state;
	solve_factor(&s, A, 3);
	solve_apply(&s, x, x);
	for (int i = 0; i < 3; i++)
		assert_near(x[i], 1, 1e-13);
	solve_inverse(&s, inverse);
	assert_near(inverse[0] * 4 + inverse[1] * 2 + inverse[2], 1, 1e-13);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(coefficients_are_those_of_r),
		cmocka_unit_test(refuses_what_it_cannot_fit),
		cmocka_unit_test(aliased_columns_are_left_out),
		cmocka_unit_test(systems_are_solved),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
