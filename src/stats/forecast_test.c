/* forecast_test.c: smoothing and forecasts against R, choice, intervals kept; daily model. */
#include "tests/oracle.h"

#include "base/date.h"
#include "stats/daily.h"
#include "stats/dist.h"
#include "stats/forecast.h"
#include "stats/smooth.h"

struct kit {
	struct arena *arena;
	const struct oracle *params, *fc;
	double *air, *yhigh;
};

static struct kit
kit_new(void)
{
	struct kit k = { .arena = arena_new(1 << 28) };

	k.params = oracle_read(k.arena, "forecast/params.csv");
	k.fc = oracle_read(k.arena, "forecast/forecasts.csv");
	k.air = oracle_column(k.arena, oracle_read(k.arena, "forecast/airpassengers.csv"), "y");
	k.yhigh = oracle_column(k.arena, oracle_read(k.arena, "forecast/yhigh_train364.csv"), "y");
	return k;
}

/* Every state, the coefficients and the forecasts with fixed parameters. */
static void
fixed(struct kit *k, const char *name, const double *y, size_t count, size_t season, bool times)
{
	const char *form = times ? "multiplicative" : "additive";
	const char *model = times ? "HWfixed_multiplicative" : "HWfixed_additive";
	const struct oracle *o = oracle_read(k->arena,
		arena_printf(k->arena, "forecast/hwfixed_%s_%s_fitted.csv", form, name));
	struct smooth_states st = { ARENA_ARRAY(k->arena, count, double),
		ARENA_ARRAY(k->arena, count, double), ARENA_ARRAY(k->arena, count, double),
		ARENA_ARRAY(k->arena, count, double) };
	struct smooth s;

	assert_int_equal(holt_winters_run(y, count, season, times, 0.3, 0.05, 0.2, &s, &st),
		FAULT_NONE);
	assert_int_equal(o->rows, count - season);
	for (size_t i = 0; i < o->rows; i++) {
		size_t t = (size_t)oracle_number(o, i, "t") - 1;

		assert_near(st.fitted[t], oracle_number(o, i, "xhat"), 1e-10);
		assert_near(st.level[t], oracle_number(o, i, "level"), 1e-10);
		assert_near(st.slope[t], oracle_number(o, i, "trend"), 1e-10);
		assert_near(st.factor[t], oracle_number(o, i, "season"), 1e-10);
	}
	assert_near(s.sse, oracle_look(k->params, name, model, "SSE", "value"), 1e-10);
	assert_near(s.level, oracle_look(k->params, name, model, "a", "value"), 1e-10);
	assert_near(s.slope, oracle_look(k->params, name, model, "b", "value"), 1e-10);
	for (size_t i = 0; i < season; i++)
		assert_near(s.factor[i], oracle_look(k->params, name, model,
			arena_printf(k->arena, "s%zu", i + 1), "value"), 1e-10);
	for (size_t h = 1; h <= 24; h++)
		assert_near(smooth_mean(&s, h), oracle_look(k->fc, name, model,
			arena_printf(k->arena, "%zu", h), "mean"), 1e-10);
	if (season == 12 && !times)
		doc_says("forecast.md", "%.6f", smooth_mean(&s, 1));
}

static void
fixed_parameters_are_those_of_r(void **state)
{
	struct kit k = kit_new();

	(void)state;
	fixed(&k, "air", k.air, 144, 12, false);
	fixed(&k, "air", k.air, 144, 12, true);
	fixed(&k, "yhigh", k.yhigh, 364, 7, false);
	fixed(&k, "yhigh", k.yhigh, 364, 7, true);
	arena_free(k.arena);
}

/* The search does at least as well as R's; with R's parameters the intervals are R's. */
static void
optimised(struct kit *k, const char *name, const double *y, size_t count, size_t season,
	bool times)
{
	const char *model = times ? "HW_multiplicative" : "HW_additive";
	struct smooth s;

	assert_int_equal(holt_winters_fit(y, count, season, times, &s), FAULT_NONE);
	print_message("%s %s: SSE %.4f, R %.4f\n", name, model, s.sse,
		oracle_look(k->params, name, model, "SSE", "value"));
	assert_true(s.sse <= oracle_look(k->params, name, model, "SSE", "value") *
		(1 + 1e-8));
	assert_int_equal(holt_winters_run(y, count, season, times,
		oracle_look(k->params, name, model, "alpha", "value"),
		oracle_look(k->params, name, model, "beta", "value"),
		oracle_look(k->params, name, model, "gamma", "value"), &s, NULL), FAULT_NONE);
	for (size_t h = 1; h <= 24; h++) {
		double mean = smooth_mean(&s, h);

		assert_near(mean, oracle_look(k->fc, name, model, arena_printf(k->arena, "%zu", h),
			"mean"), 1e-9);
		if (!times)
			assert_near(mean + 1.959963984540054 * smooth_sd(&s, h, false),
				oracle_look(k->fc, name, model, arena_printf(k->arena, "%zu", h),
					"hi95"), 1e-9);
	}
}

static void
optimised_parameters_are_as_good_as_r(void **state)
{
	struct kit k = kit_new();

	(void)state;
	optimised(&k, "air", k.air, 144, 12, false);
	optimised(&k, "air", k.air, 144, 12, true);
	optimised(&k, "yhigh", k.yhigh, 364, 7, false);
	optimised(&k, "yhigh", k.yhigh, 364, 7, true);
	arena_free(k.arena);
}

static void
ets_case(struct kit *k, const char *name, const double *y, size_t count, size_t season)
{
	double factor[12];
	double sum = 0;
	struct smooth s;
	double mse = oracle_look(k->params, name, "ets_ANA", "mse", "value");

	/* R numbers the start factors backwards in time and leaves the first out */
	for (size_t i = 0; i + 1 < season; i++) {
		factor[season - 1 - i] = oracle_look(k->params, name, "ets_ANA",
			arena_printf(k->arena, "s%zu", i), "value");
		sum += factor[season - 1 - i];
	}
	factor[0] = -sum;
	assert_int_equal(ets_run(y, count, season,
		oracle_look(k->params, name, "ets_ANA", "alpha", "value"),
		oracle_look(k->params, name, "ets_ANA", "gamma", "value"),
		oracle_look(k->params, name, "ets_ANA", "l", "value"), factor, &s), FAULT_NONE);
	assert_near(s.sse / (double)count, mse, 1e-9);
	assert_near(s.variance, oracle_look(k->params, name, "ets_ANA", "sigma2", "value"), 1e-9);
	for (size_t h = 1; h <= 24; h++) {
		double mean = smooth_mean(&s, h);

		assert_near(mean, oracle_look(k->fc, name, "ets_ANA",
			arena_printf(k->arena, "%zu", h), "mean"), 1e-9);
		assert_near(mean - 1.2815515655446004 * smooth_sd(&s, h, true),
			oracle_look(k->fc, name, "ets_ANA", arena_printf(k->arena, "%zu", h),
				"lo80"), h % season == 0 ? 1e-4 : 1e-9); /* see smooth.h */
	}
	assert_int_equal(ets_fit(k->arena, y, count, season, &s), FAULT_NONE);
	print_message("%s ETS: mse %.4f, R %.4f\n", name, s.sse / (double)count, mse);
	assert_true(s.sse / (double)count < mse);
}

static void
ets_is_that_of_r(void **state)
{
	struct kit k = kit_new();

	(void)state;
	ets_case(&k, "air", k.air, 144, 12);
	ets_case(&k, "yhigh", k.yhigh, 364, 7);
	arena_free(k.arena);
}

static struct daily_series
daily(struct arena *arena, const char *column)
{
	const struct oracle *o = oracle_read(arena, "series_daily.csv");
	unsigned char *classes = arena_alloc(arena, o->rows);
	int64_t day;

	assert_true(day_parse_iso(str_of(oracle_text(o, 0, "date")), &day));
	for (size_t i = 0; i < o->rows; i++)
		classes[i] = oracle_number(o, i, "tet") > 0 ? DAILY_TET : DAILY_PLAIN;
	return (struct daily_series){ .count = o->rows, .first_day = day,
		.y = oracle_column(arena, o, column), .classes = classes };
}

/* Means exact, quantiles equal, and the accuracy on the 28 days held out. */
static void
calendar_regression_is_that_of_r(void **state)
{
	static const char *const SERIES[] = { "y_sparse", "y_mid", "y_high" };
	struct kit k = kit_new();
	const struct oracle *o = oracle_read(k.arena, "glm/pred.csv");
	struct daily_options opt = { .fourier = 1, .trend = true };

	(void)state;
	for (size_t c = 0; c < 3; c++) {
		struct daily_series s = daily(k.arena, SERIES[c]);
		struct daily_model m;
		double error = 0;
		double scale = 0;

		assert_int_equal(daily_fit(k.arena, &s, &opt, 0, 1428, &m), FAULT_NONE);
		for (size_t i = 0; i < o->rows; i++) {
			size_t t = (size_t)oracle_number(o, i, "t") - 1;
			double mean;

			if (strcmp(oracle_text(o, i, "series"), SERIES[c]) != 0)
				continue;
			mean = daily_mean(&m, &s, t);
			assert_near(mean, oracle_number(o, i, "mu"), 1e-9);
			assert_int_equal(dist_negbin_quantile(0.1, mean, m.phi),
				oracle_number(o, i, "lo80"));
			assert_int_equal(dist_negbin_quantile(0.9, mean, m.phi),
				oracle_number(o, i, "hi80"));
			assert_int_equal(dist_negbin_quantile(0.025, mean, m.phi),
				oracle_number(o, i, "lo95"));
			assert_int_equal(dist_negbin_quantile(0.975, mean, m.phi),
				oracle_number(o, i, "hi95"));
			assert_int_equal(dist_negbin_quantile(0.999, mean, m.phi),
				oracle_number(o, i, "up999"));
			error += fabs(s.y[t] - mean) / 28;
		}
		for (size_t t = 1428 - 364 + 7; t < 1428; t++)
			scale += fabs(s.y[t] - s.y[t - 7]) / 357;
		if (c == 2) {
			assert_near(error / scale, 0.607, 0.0006);
			doc_says("forecast.md", "%.3f", error / scale);
		}
	}
	arena_free(k.arena);
}

static void
the_best_model_of_the_past_is_chosen(void **state)
{
	struct kit k = kit_new();
	struct daily_series s = daily(k.arena, "y_high");
	struct forecast_choice c;
	struct forecast_record r;

	(void)state;
	assert_int_equal(forecast_choose(k.arena, &s, 1428, 4, 7, &c), FAULT_NONE);
	for (int m = 0; m < FORECAST_MODELS; m++) {
		struct arena *arena = arena_new(1 << 28);

		assert_int_equal(forecast_achieved(arena, &s, 1428, (enum forecast_model)m, 91, &r),
			FAULT_NONE);
		print_message("%s: MASE %.3f, held %zu and %zu of 91\n",
			forecast_name((enum forecast_model)m), c.mase[m], r.held80, r.held95);
		assert_true(c.mase[c.model] <= c.mase[m]);
		assert_true(r.held80 <= r.held95 && r.held95 >= 82);
		assert_true(r.ci95.lo < (double)r.held95 / 91 && r.ci95.hi <= 1);
		if (m == FORECAST_GLM) {
			assert_true(r.held80 >= 63 && r.held80 <= 83);
			doc_says("forecast.md", "%zu and %zu of 91", r.held80, r.held95);
		}
		arena_free(arena);
	}
	assert_int_equal(c.model, FORECAST_ETS);
	doc_says("forecast.md", "glm %.3f, ets %.3f", c.mase[FORECAST_GLM], c.mase[FORECAST_ETS]);
	arena_free(k.arena);
}

static void
bounds_are_ordered_and_widen(void **state)
{
	struct kit k = kit_new();
	struct daily_series s = daily(k.arena, "y_sparse");
	struct forecast_point p[28];

	(void)state;
	for (int m = 0; m < FORECAST_MODELS; m++) {
		assert_int_equal(forecast_make(k.arena, &s, 1428, (enum forecast_model)m, 28, p),
			FAULT_NONE);
		for (size_t h = 0; h < 28; h++) {
			assert_true(0 <= p[h].lo95 && p[h].lo95 <= p[h].lo80
				&& p[h].lo80 <= p[h].hi80 && p[h].hi80 <= p[h].hi95);
			assert_true(p[h].mean >= 0);
		}
	}
	/* a short history of a series without overdispersion still gets a forecast */
	assert_int_equal(forecast_make(k.arena, &s, 100, FORECAST_GLM, 28, p), FAULT_NONE);
	arena_free(k.arena);
}

static void
forecasts_refuse(void **state)
{
	struct kit k = kit_new();
	double y[200];
	struct daily_series s = { .count = 200, .first_day = 20000, .y = y };
	struct forecast_point p[60];
	struct forecast_choice c;
	struct forecast_record r;
	struct smooth sm;

	(void)state;
	for (size_t t = 0; t < 200; t++)
		y[t] = (double)(t % 7);
	assert_int_equal(forecast_make(k.arena, &s, 69, FORECAST_HW, 7, p), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(forecast_make(k.arena, &s, 200, FORECAST_HW, 61, p), FAULT_OPTION);
	assert_int_equal(forecast_make(k.arena, &s, 201, FORECAST_HW, 7, p), FAULT_OPTION);
	assert_int_equal(forecast_make(k.arena, &s, 200, FORECAST_MODELS, 7, p), FAULT_OPTION);
	assert_int_equal(forecast_choose(k.arena, &s, 200, 4, 7, &c), FAULT_SINGULAR);
	assert_int_equal(forecast_choose(k.arena, &s, 90, 4, 7, &c), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(forecast_choose(k.arena, &s, 200, 0, 7, &c), FAULT_OPTION);
	assert_int_equal(forecast_achieved(k.arena, &s, 200, FORECAST_HW, 90, &r), FAULT_OPTION);
	assert_int_equal(forecast_achieved(k.arena, &s, 100, FORECAST_HW, 91, &r),
		FAULT_TOO_FEW_PERIODS);
	y[5] = -1;
	assert_int_equal(forecast_make(k.arena, &s, 200, FORECAST_NAIVE, 7, p), FAULT_NEGATIVE);
	assert_int_equal(forecast_choose(k.arena, &s, 200, 4, 7, &c), FAULT_NEGATIVE);
	assert_int_equal(forecast_achieved(k.arena, &s, 200, FORECAST_HW, 91, &r), FAULT_NEGATIVE);
	assert_int_equal(holt_winters_fit(y, 14, 7, false, &sm), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(holt_winters_fit(y, 40, 7, true, &sm), FAULT_NOT_POSITIVE);
	assert_int_equal(holt_winters_fit(y, 40, 1, true, &sm), FAULT_OPTION);
	assert_int_equal(holt_winters_run(y, 40, 7, false, 1.1, 0, 0, &sm, NULL), FAULT_OPTION);
	assert_int_equal(ets_fit(k.arena, y, 21, 7, &sm), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(ets_fit(k.arena, y, 21, 99, &sm), FAULT_OPTION);
	assert_int_equal(ets_run(y, 40, 7, -1, 0, 1, y, &sm), FAULT_OPTION);
	y[5] = NAN;
	assert_int_equal(holt_winters_fit(y, 40, 7, false, &sm), FAULT_NOT_FINITE);
	assert_int_equal(ets_fit(k.arena, y, 40, 7, &sm), FAULT_NOT_FINITE);
	arena_free(k.arena);
}

/* The hot spot put into y_mid from day 1397 on is seen; quiet days before it are not. */
static void
the_daily_watch_sees_the_outbreak(void **state)
{
	struct arena *arena = arena_new((size_t)1 << 30);
	struct daily_series s = daily(arena, "y_mid");
	struct daily_options opt = { .fourier = 2, .trend = true };
	struct daily_result r;
	int before = 0, during = 0;
	size_t first = 0;

	(void)state;
	for (size_t t = 1296; t < 1410; t++) {
		struct arena *scratch = arena_new(1 << 26);

		assert_int_equal(daily_at(scratch, &s, &opt, &DAILY_WATCH, t, &r), FAULT_NONE);
		assert_true(r.phi >= 1 && r.p >= 0 && r.p <= 1 && r.upper >= r.expected);
		before += r.alarm && t < 1396;
		during += r.alarm && t >= 1396;
		if (r.alarm && first == 0 && t >= 1396)
			first = t;
		arena_free(scratch);
	}
	print_message("alarms: %d in 100 days before, %d in 14 during, first on day %zu of it\n",
		before, during, first - 1396 + 1);
	assert_true(before <= 1 && during >= 1);
	doc_says("daily-glm.md", "on %d of the 14 days", during);
	arena_free(arena);
}

static void
the_daily_watch_drops_a_runaway_trend(void **state)
{
	struct arena *arena = arena_new(1 << 26);
	double y[400];
	struct daily_series s = { .count = 400, .first_day = 20000, .y = y };
	struct daily_options opt = { .trend = true };
	struct daily_result r;

	(void)state;
	for (size_t t = 0; t < 400; t++)
		y[t] = floor(2 * exp((double)t / 100));
	assert_int_equal(daily_at(arena, &s, &opt, &DAILY_WATCH, 399, &r), FAULT_NONE);
	assert_false(r.has_trend);
	opt.last_week = opt.negbin = true;
	assert_int_equal(daily_at(arena, &s, &opt, &DAILY_WATCH, 399, &r), FAULT_NONE);
	arena_free(arena);
}

static void
the_daily_watch_refuses(void **state)
{
	struct arena *arena = arena_new(1 << 26);
	double y[200] = { 0 };
	bool missing[200];
	struct daily_series s = { .count = 200, .first_day = 20000, .y = y };
	struct daily_options opt = { .trend = true };
	struct daily_watch w = DAILY_WATCH;
	struct daily_result r;

	(void)state;
	for (size_t t = 0; t < 200; t++)
		y[t] = (double)(t % 5);
	assert_int_equal(daily_at(arena, &s, &opt, &w, 199, &r), FAULT_NONE);
	assert_int_equal(daily_at(arena, &s, &opt, &w, 80, &r), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(daily_at(arena, &s, &opt, &w, 20, &r), FAULT_TOO_FEW_PERIODS);
	assert_int_equal(daily_at(arena, &s, &opt, &w, 200, &r), FAULT_OPTION);
	w.alpha = 0;
	assert_int_equal(daily_at(arena, &s, &opt, &w, 199, &r), FAULT_OPTION);
	opt.fourier = 9;
	assert_int_equal(daily_at(arena, &s, &opt, &DAILY_WATCH, 199, &r), FAULT_OPTION);
	opt.fourier = 0;
	memset(missing, 1, sizeof(missing));
	s.missing = missing;
	assert_int_equal(daily_at(arena, &s, &opt, &DAILY_WATCH, 199, &r), FAULT_TOO_FEW_PERIODS);
	y[3] = 0.5;
	assert_int_equal(daily_at(arena, &s, &opt, &DAILY_WATCH, 199, &r), FAULT_NOT_WHOLE);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fixed_parameters_are_those_of_r),
		cmocka_unit_test(optimised_parameters_are_as_good_as_r),
		cmocka_unit_test(ets_is_that_of_r),
		cmocka_unit_test(calendar_regression_is_that_of_r),
		cmocka_unit_test(the_best_model_of_the_past_is_chosen),
		cmocka_unit_test(bounds_are_ordered_and_widen),
		cmocka_unit_test(forecasts_refuse),
		cmocka_unit_test(the_daily_watch_sees_the_outbreak),
		cmocka_unit_test(the_daily_watch_drops_a_runaway_trend),
		cmocka_unit_test(the_daily_watch_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
