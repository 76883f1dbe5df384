/*
 * farrington_bench.c: one day's temporal layer of a city: 40 topics x 31 series (the city and 30
 * districts), weekly Farrington and the daily calendar model, beside one pass over the same counts.
 */
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "base/arena.h"
#include "base/rand.h"
#include "stats/daily.h"
#include "stats/farrington.h"

enum { SERIES = 40 * 31, DAYS = 1130, WEEKS = 190 };

static double
cpu_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
invent(struct prng *r, double *y, size_t count)
{
	double base = 1 + 30 * prng_unit(r);

	for (size_t t = 0; t < count; t++) {
		double mean = base * (1 + 0.2 * sin((double)t * 2 * M_PI / 365.25));
		double u = prng_unit(r) + prng_unit(r) + prng_unit(r) - 1.5;

		y[t] = floor(fmax(0, mean + 2 * u * sqrt(mean) + 0.5));
	}
}

int
main(void)
{
	double y[DAYS];
	int64_t week[WEEKS];
	struct prng r;
	double weekly = 0, daily = 0, pass = 0, sum = 0;
	int alarms = 0;

	prng_init(&r, 1);
	for (size_t t = 0; t < WEEKS; t++)
		week[t] = 19000 + 7 * (int64_t)t;
	for (int k = 0; k < SERIES; k++) {
		struct arena *arena = arena_new(1 << 26);
		struct farrington_series w = { .count = WEEKS, .y = y, .day = week };
		struct daily_series d = { .count = DAYS, .first_day = 19000, .y = y };
		struct daily_options o = { .fourier = 2, .trend = true };
		struct farrington_result fr;
		struct daily_result dr;
		double start;

		invent(&r, y, DAYS);
		start = cpu_s();
		for (size_t t = 0; t < DAYS; t++)
			sum += y[t];
		pass += cpu_s() - start;
		start = cpu_s();
		(void)farrington_at(arena, &w, &FARRINGTON_WEEKLY, WEEKS - 1, &fr, NULL);
		weekly += cpu_s() - start;
		start = cpu_s();
		(void)daily_at(arena, &d, &o, &DAILY_WATCH, DAYS - 1, &dr);
		daily += cpu_s() - start;
		alarms += fr.alarm + dr.alarm;
		arena_free(arena);
	}
	(void)printf("40 topics x 31 series: weekly Farrington %.2f s, daily calendar model %.2f s, one "
	             "pass over the counts %.4f s; %d alarms in %d looks (mean count %.1f)\n",
		weekly, daily, pass, alarms, 2 * SERIES, sum / SERIES / DAYS);
	return 0;
}
