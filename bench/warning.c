/*
 * warning.c: how good the early warning is, on the simulated city, with the product's own
 * thresholds (budget of scan_analyse.h), which nothing here can change. Prints false episodes a
 * week over null weeks, days to detection of three outbreaks, and whether the nuisances stay
 * silent; seeds and exact intervals beside every figure. A figure outside its aim is printed as
 * such, and the exit status is 1.
 *
 * Days to detection are counted from the day of the first extra report to the day of the alert (0
 * on the same day); "within 7 days" means an alert on one of the first seven days.
 *
 *	warning [--weeks 260] [--trials 500] [--windows 5] [--topics 40] [--seed 20261121]
 */
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "stats/episode.h"
#include "stats/options.h"
#include "stats/scan_analyse.h"
#include "stats/simulate.h"
#include "stats/variate.h"

#define PLACES 168
#define NEIGHBOURS 50
#define WINDOW 14
#define PER_DAY 60.0
#define PHI 1.2
#define STUDY SCAN_STUDY_DAYS
#define LATEST 15 /* "not within 14 days" */
#define EXCEPTS_MAX 20000

struct plan {
	int64_t weeks, trials, windows, topics, seed;
	double alpha;
};

struct job {
	const struct plan *plan;
	const struct sim_city *city;
	atomic_int next;
	int n;
	void (*run)(struct job *job, int i, struct arena *arena);
	/* parameters and results, by the kind of run */
	int32_t places;
	double extra;
	enum sim_shape shape;
	enum sim_course course;
	enum sim_nuisance nuisance;
	int *episodes, *control, *found_day;
	long *alarm_days;
};

/* One topic's history with what the scan has said so far. */
struct watch {
	const struct sim_city *city;
	const struct plan *plan;
	struct sim_series series;
	uint16_t *count;
	uint8_t *kind;
	struct episode_book book;
	struct scan_except *excepts;
	size_t nexcepts;
};

static void
watch_begin(struct watch *w, const struct job *job, struct arena *arena, int32_t topic,
	int64_t first_day, int32_t days)
{
	*w = (struct watch){ .city = job->city, .plan = job->plan, .series = { first_day, days,
		PER_DAY, PHI, topic } };
	w->count = ARENA_ARRAY(arena, (size_t)days * PLACES, uint16_t);
	w->kind = ARENA_ARRAY(arena, (size_t)days, uint8_t);
	w->excepts = ARENA_ARRAY(arena, EXCEPTS_MAX, struct scan_except);
	episode_book_init(&w->book);
	for (int32_t t = 0; t < days; t++)
		w->kind[t] = (uint8_t)day_kind(first_day + t);
	sim_counts(w->city, &w->series, w->count);
}

/* The scan as of day t of the series. */
static void
scan_day(const struct watch *w, int32_t t, struct scan_result *result, struct arena *arena)
{
	int32_t from = t - STUDY + 1;
	struct scan_case *cases = ARENA_ARRAY(arena, STUDY * PLACES, struct scan_case);
	struct scan_except *excepts = ARENA_ARRAY(arena, w->nexcepts, struct scan_except);
	struct scan_setup setup = { .zones = &w->city->zones, .days = STUDY, .window = WINDOW,
		.kind_of = w->kind + from, .cases = cases, .excepts = excepts,
		.nexcepts = w->nexcepts };
	struct scan_options options = { .null = SCAN_NB1, .replicates = 999, .staged = true,
		.alpha = w->plan->alpha, .threads = 1, .clusters = 5, .seed = variate_seed(
			(uint64_t)w->plan->seed, (uint64_t)w->series.topic,
			(uint64_t)(w->series.first_day + t)) };
	enum scan_fault fault;

	for (int32_t d = from; d <= t; d++)
		for (int32_t p = 0; p < PLACES; p++) {
			uint16_t n = w->count[(size_t)d * PLACES + (size_t)p];

			if (n > 0)
				cases[setup.ncases++] = (struct scan_case){ p, d - from, n };
		}
	for (size_t i = 0; i < w->nexcepts; i++)
		excepts[i] = (struct scan_except){ w->excepts[i].place,
			w->excepts[i].from - from, w->excepts[i].to - from };
	fault = scan_analyse(result, &setup, &options, arena);
	BUG_IF(fault != SCAN_FINE);
}

static const int32_t *
zone_at(const struct watch *w, const struct scan_found *f)
{
	return w->city->zones.nbr + (size_t)f->at.centre * (size_t)w->city->zones.k;
}

static void
remember(struct watch *w, const struct scan_found *f, int32_t t)
{
	const int32_t *zone = zone_at(w, f);

	for (int32_t k = 0; k < f->at.k && w->nexcepts < EXCEPTS_MAX; k++)
		w->excepts[w->nexcepts++] = (struct scan_except){ zone[k], t - f->at.days + 1, t };
}

/* Scans day t; new episodes, and whether an alert meets the marked places (NULL: none). */
static int
watch_day(struct watch *w, int32_t t, const bool *marked, bool *met, struct arena *arena)
{
	struct scan_result *result = arena_alloc(arena, sizeof(*result));
	int fresh_ones = 0;

	scan_day(w, t, result, arena);
	for (int i = 0; i < result->n; i++) {
		const struct scan_found *f = &result->found[i];
		bool fresh;

		if (f->level < SCAN_ALERT)
			continue;
		(void)episode_note(&w->book, w->series.topic, t, zone_at(w, f), f->at.k, &fresh);
		fresh_ones += fresh;
		remember(w, f, t);
		for (int32_t k = 0; k < f->at.k && marked != NULL; k++)
			*met |= marked[zone_at(w, f)[k]];
	}
	return fresh_ones;
}

static void
null_topic(struct job *job, int topic, struct arena *arena)
{
	struct arena *work = arena_new((size_t)64 << 20);
	int64_t first = date_to_day((struct date){ 2020, 1, 1 }) - STUDY;
	int32_t days = STUDY + (int32_t)job->plan->weeks * 7;
	struct watch w;

	watch_begin(&w, job, arena, topic, first, days);
	for (int32_t t = STUDY; t < days; t++) {
		int fresh = watch_day(&w, t, NULL, NULL, work);

		job->episodes[topic] += fresh;
		arena_reset(work);
	}
	arena_free(work);
}

static void
outbreak_trial(struct job *job, int trial, struct arena *arena)
{
	struct arena *work = arena_new((size_t)64 << 20);
	struct sim_outbreak o = { job->shape, job->course, job->places, job->extra, STUDY, 14,
		(uint64_t)(job->plan->seed + trial) };
	int64_t first = date_to_day((struct date){ 2020, 1, 1 }) + trial * 7 % 1400 - STUDY;
	int32_t zone[SIM_PLACES_MAX], n;
	bool marked[SIM_PLACES_MAX] = { false }, met = false;
	struct watch w;

	watch_begin(&w, job, arena, 1000 + trial, first, STUDY + 14);
	n = sim_outbreak_add(job->city, &w.series, &o, w.count, zone);
	for (int32_t i = 0; i < n; i++)
		marked[zone[i]] = true;
	job->found_day[trial] = LATEST;
	for (int32_t t = STUDY; t < STUDY + 14 && !met; t++) {
		(void)watch_day(&w, t, marked, &met, work);
		if (met)
			job->found_day[trial] = t - STUDY + 1;
		arena_reset(work);
	}
	arena_free(work);
}

static int
episodes_within(struct watch *w, int32_t from, int32_t days, struct arena *work)
{
	int episodes = 0;

	for (int32_t t = from; t < from + days; t++) {
		episodes += watch_day(w, t, NULL, NULL, work);
		arena_reset(work);
	}
	return episodes;
}

/* The history as the city keeps it: what was merged is booked under the successor all along. */
static void
rebuild_history(struct watch *w, const int32_t *successor)
{
	for (int32_t t = 0; t < w->series.days; t++)
		for (int32_t p = 0; p < PLACES; p++) {
			uint16_t *day = w->count + (size_t)t * PLACES;

			if (successor[p] == p)
				continue;
			day[successor[p]] = (uint16_t)(day[successor[p]] + day[p]);
			day[p] = 0;
		}
}

/* A window with the nuisance and the same window without it (Tết: the one 120 days later). */
static void
nuisance_window(struct job *job, int i, struct arena *arena)
{
	struct arena *work = arena_new((size_t)64 << 20);
	int32_t topic = 5000 + i, successor[SIM_PLACES_MAX];
	int32_t days = job->nuisance == SIM_TET ? 21 : WINDOW;
	int64_t start = date_to_day((struct date){ 2021, 1, 1 }) + i * 11 % 1400;
	struct watch w, c;

	if (job->nuisance == SIM_TET)
		start = lunar_new_year(2021 + i % 5) - 5;
	watch_begin(&w, job, arena, topic, start - STUDY, STUDY + days);
	watch_begin(&c, job, arena, topic,
		start - STUDY + (job->nuisance == SIM_TET ? 120 : 0), STUDY + days);
	sim_nuisance_add(job->city, &w.series, job->nuisance, STUDY,
		(uint64_t)(job->plan->seed + i), w.count, successor);
	rebuild_history(&w, successor);
	job->episodes[i] = episodes_within(&w, STUDY, days, work);
	job->control[i] = episodes_within(&c, STUDY, days, work);
	arena_free(work);
}

static void *
work(void *arg)
{
	struct arena *arena = arena_new((size_t)256 << 20);
	struct job *job = arg;
	int i;

	while ((i = atomic_fetch_add(&job->next, 1)) < job->n) {
		job->run(job, i, arena);
		arena_reset(arena);
	}
	arena_free(arena);
	return NULL;
}

static void
run(struct job *job)
{
	pthread_t other;
	bool two = pthread_create(&other, NULL, work, job) == 0;

	(void)work(job);
	if (two)
		(void)pthread_join(other, NULL);
}

/* P(X <= k) of a binomial or, with n < 0, of a Poisson law of mean p. */
static double
cdf(int k, int n, double p)
{
	double sum = 0;

	for (int i = 0; i <= k; i++)
		sum += n < 0 ? exp(i * log(p) - p - lgamma(i + 1.0)) :
			exp(lgamma(n + 1.0) - lgamma(i + 1.0) - lgamma(n - i + 1.0) +
				(i > 0 ? i * log(p) : 0) + (i < n ? (n - i) * log1p(-p) : 0));
	return sum > 1 ? 1 : sum;
}

/* Exact bound (Clopper-Pearson; Garwood): the parameter at which P(X <= k) = level. */
static double
bound(int k, int n, double level, double most)
{
	double low = 0, high = most;

	for (int i = 0; i < 200; i++) {
		double mid = (low + high) / 2;

		if (cdf(k, n, mid) > level)
			low = mid;
		else
			high = mid;
	}
	return high;
}

static bool
say(bool ok)
{
	(void)printf("  %s\n", ok ? "within the aim" : "OUTSIDE THE AIM");
	(void)fflush(stdout);
	return ok;
}

static bool
null_weeks(const struct plan *plan, const struct sim_city *city)
{
	int episodes[SIM_PLACES_MAX] = { 0 }, sum = 0;
	struct job job = { .plan = plan, .city = city, .n = (int)plan->topics, .run = null_topic,
		.episodes = episodes };
	double weeks = (double)plan->weeks, low, high;

	run(&job);
	for (int i = 0; i < job.n; i++)
		sum += episodes[i];
	low = sum == 0 ? 0 : bound(sum - 1, -1, 0.975, 10000);
	high = bound(sum, -1, 0.025, 10000);
	(void)printf("false episodes: %d in %d weeks, %d topics: %.3f a week (95%% %.3f to %.3f); "
		"aim: upper bound at most 1.0\n", sum, (int)weeks, job.n, sum / weeks, low / weeks,
		high / weeks);
	return say(high / weeks <= 1.0);
}

static int
compare_int(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

struct aim {
	const char *name;
	int32_t places;
	double extra;
	enum sim_shape shape;
	enum sim_course course;
	int median;     /* days from the first extra report to the alert, at most; 0: no aim */
	double share;   /* alert on one of the first 7 days, at least */
};

static bool
detection(const struct plan *plan, const struct sim_city *city, const struct aim *aim)
{
	int days[5000], within = 0, n = (int)plan->trials, median;
	struct job job = { .plan = plan, .city = city, .n = n, .run = outbreak_trial,
		.found_day = days, .places = aim->places, .extra = aim->extra,
		.shape = aim->shape, .course = aim->course };

	run(&job);
	for (int i = 0; i < n; i++)
		within += days[i] <= 7;
	qsort(days, (size_t)n, sizeof(days[0]), compare_int);
	median = days[(n - 1) / 2];
	(void)printf("%s: alert on one of the first 7 days in %d of %d: %.1f %% (95%% %.1f to "
		"%.1f); median %d days after the first, 90th percentile %d", aim->name, within, n,
		100.0 * within / n,
		within == 0 ? 0 : 100 * bound(within - 1, n, 0.975, 1),
		within == n ? 100 : 100 * bound(within, n, 0.025, 1), median - 1,
		days[n * 9 / 10] - 1);
	if (aim->median == 0)
		return printf("; no aim\n") > 0;
	(void)printf("; aim: median at most %d, %.0f %%\n", aim->median, 100 * aim->share);
	return say(median - 1 <= aim->median && within >= aim->share * n);
}

static bool
nuisance(const struct plan *plan, const struct sim_city *city, enum sim_nuisance which)
{
	int n = (int)(plan->windows * plan->topics), more = 0, fewer = 0, sum = 0, control_sum = 0;
	int episodes[40000] = { 0 }, control[40000] = { 0 };
	struct job job = { .plan = plan, .city = city, .n = n, .run = nuisance_window,
		.nuisance = which, .episodes = episodes, .control = control };
	double p;

	run(&job);
	for (int i = 0; i < n; i++) {
		sum += episodes[i];
		control_sum += control[i];
		more += episodes[i] > control[i];
		fewer += episodes[i] < control[i];
	}
	p = more == 0 ? 1 : 1 - cdf(more - 1, more + fewer, 0.5);
	(void)printf("nuisance %s: %d episodes in %d windows, %d without it; more in %d, "
		"fewer in %d: one-sided sign test p = %.3f\n", sim_nuisance_name[which], sum, n, control_sum,
		more, fewer, p);
	return say(p > 0.05);
}

static const struct aim aims[] = {
	{ "1 commune +4/day", 1, 4, SIM_CIRCLE, SIM_RAMP, 4, 0.90 },
	{ "5 communes +8/day", 5, 8, SIM_CIRCLE, SIM_RAMP, 4, 0.95 },
	{ "12 communes +8/day", 12, 8, SIM_CIRCLE, SIM_RAMP, 6, 0.80 },
	{ "12 communes in a strip +8/day", 12, 8, SIM_STRIP, SIM_RAMP, 0, 0 },
	{ "12 communes in a ring +8/day", 12, 8, SIM_RING, SIM_STEP, 0, 0 },
	{ "5 communes, a spike of 8/day", 5, 8, SIM_CIRCLE, SIM_SPIKE, 0, 0 },
};

int
main(int argc, char **argv)
{
	struct plan plan = { 260, 500, 5, 40, 20261121, 0 };
	const struct option_row rows[] = {
		{ "weeks", OPTION_NUMBER, &plan.weeks, 0, 500, NULL },
		{ "trials", OPTION_NUMBER, &plan.trials, 0, 5000, NULL },
		{ "windows", OPTION_NUMBER, &plan.windows, 0, 1000, NULL },
		{ "topics", OPTION_NUMBER, &plan.topics, 1, 40, NULL },
		{ "seed", OPTION_NUMBER, &plan.seed, 0, 9e15, NULL },
	};
	double weight[40], alpha[40];
	struct arena *arena = arena_new((size_t)64 << 20);
	struct sim_city city;
	bool ok = true;

	if (options_read(argc, argv, rows, sizeof(rows) / sizeof(rows[0])) != 0)
		return 2;
	for (int i = 0; i < 40; i++)
		weight[i] = 1;
	BUG_IF(!scan_budget(weight, 40, BUDGET_RATE, BUDGET_SCAN_SHARE, alpha));
	plan.alpha = alpha[0];
	BUG_IF(sim_city_make(&city, arena, PLACES, NEIGHBOURS, (uint64_t)plan.seed) != SCAN_FINE);
	(void)printf("seed %lld, %d places, %.0f reports a day and topic, phi %.1f, alpha %.5f\n",
		(long long)plan.seed, PLACES, PER_DAY, PHI, plan.alpha);
	if (plan.weeks > 0)
		ok &= null_weeks(&plan, &city);
	for (size_t i = 0; i < sizeof(aims) / sizeof(aims[0]) && plan.trials > 0; i++)
		ok &= detection(&plan, &city, &aims[i]);
	for (int i = SIM_TET; i < SIM_NUISANCES && plan.windows > 0; i++)
		ok &= nuisance(&plan, &city, (enum sim_nuisance)i);
	arena_free(arena);
	return ok ? 0 : 1;
}
