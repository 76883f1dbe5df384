/*
 * scan_report.c: from files to results. One topic has all threads for its replicates; of several
 * topics each has one thread from beginning to end, which leaves nothing to wait for.
 */
#include "stats/scan_report.h"

#include <pthread.h>
#include <stdatomic.h>

#include "base/date.h"
#include "base/err.h"
#include "stats/variate.h"

#define SCAN_WORK_MAX ((size_t)2 << 30)

struct rows {
	const struct scan_case *at[SCAN_TOPICS];
	size_t n[SCAN_TOPICS];
};

/* The cases of the study period by topic, places as points in leaf order. */
static void
sort_rows(struct rows *rows, const struct scan_report *report, struct arena *arena)
{
	const struct scan_data *data = report->data;
	int32_t *leaf = ARENA_ARRAY(arena, (size_t)data->npoints, int32_t);
	struct scan_case *to[SCAN_TOPICS];
	size_t count[SCAN_TOPICS] = { 0 };

	*rows = (struct rows){ 0 };
	for (int32_t i = 0; i < data->npoints; i++)
		leaf[report->zones.order[i]] = i;
	for (size_t i = 0; i < data->nrows; i++)
		count[data->rows[i].topic]++;
	for (int t = 0; t < SCAN_TOPICS; t++)
		rows->at[t] = to[t] = ARENA_ARRAY(arena, count[t], struct scan_case);
	for (size_t i = 0; i < data->nrows; i++) {
		const struct scan_row *row = &data->rows[i];
		int t = row->topic;

		if (row->day < report->from || row->day > report->to || row->count == 0)
			continue;
		to[t][rows->n[t]++] = (struct scan_case){ leaf[row->place],
			(int32_t)(row->day - report->from), row->count };
	}
}

static const double *
weights(const struct scan_report *report, struct arena *arena)
{
	const struct scan_data *data = report->data;
	bool ebp = report->request->statistic == SCAN_EBP;
	const double *from = ebp ? data->expected : data->population;
	size_t n = (size_t)data->npoints;
	double *to;

	if (report->request->statistic == SCAN_STP)
		return NULL;
	to = ARENA_ARRAY(arena, n * DAY_KINDS, double);
	for (size_t g = 0; g < (ebp ? DAY_KINDS : 1); g++)
		for (size_t i = 0; i < n; i++)
			to[g * n + i] = from[g * n + (size_t)report->zones.order[i]];
	return to;
}

static void
set_period(struct scan_report *report, struct arena *arena)
{
	const struct scan_data *data = report->data;

	report->to = report->request->as_of != DAY_NONE ? report->request->as_of : data->last_day;
	report->from = report->to - (SCAN_STUDY_DAYS - 1);
	if (report->from < data->first_day)
		report->from = data->first_day < report->to ? data->first_day : report->to;
	report->kind_of = ARENA_ARRAY(arena, SCAN_STUDY_DAYS, uint8_t);
	for (int64_t d = report->from; d <= report->to && report->request->calendar; d++)
		report->kind_of[d - report->from] = (uint8_t)day_kind(d);
}

/* The topics to do and what they share. */
struct round {
	struct scan_report *report;
	struct scan_setup setup;
	struct rows rows;
	enum scan_fault fault[SCAN_TOPICS];
	int threads; /* within a topic */
	double alpha[SCAN_TOPICS];
	atomic_int next;
};

static void
run_topic(struct round *round, int32_t at, struct arena *work)
{
	struct scan_report *report = round->report;
	const struct scan_request *q = report->request;
	struct scan_result *result = &report->result[at];
	int32_t topic = report->topic[at];
	struct scan_setup setup = round->setup;
	struct scan_options options = { .null = q->null, .replicates = q->replicates,
		.staged = report->data->has_topics && q->topic < 0, .threads = round->threads,
		.path = q->path, .clusters = 10, .alpha = round->alpha[topic],
		.seed = variate_seed(q->seed, (uint64_t)topic, (uint64_t)report->to) };

	setup.cases = round->rows.at[topic];
	setup.ncases = round->rows.n[topic];
	round->fault[at] = scan_analyse(result, &setup, &options, work);
	result->model = (struct scan_model){ .total = result->model.total, /* the rest goes */
		.dispersion = result->model.dispersion };
	result->maxima = NULL;
	arena_reset(work);
}

static void *
run_topics(void *arg)
{
	struct round *round = arg;
	struct arena *work = arena_new(SCAN_WORK_MAX);
	int32_t at;

	while ((at = atomic_fetch_add(&round->next, 1)) < round->report->ntopics)
		run_topic(round, at, work);
	arena_free(work);
	return NULL;
}

/* The first fault in the order of topics, so that it does not depend on who was faster. */
static enum scan_fault
run_round(struct round *round)
{
	struct scan_report *report = round->report;
	int threads = report->request->threads, started = 0;
	pthread_t thread[SCAN_TOPICS];

	round->threads = report->ntopics > 1 ? 1 : threads;
	while (started < threads - 1 && started < report->ntopics - 1 &&
		pthread_create(&thread[started], NULL, run_topics, round) == 0)
		started++;
	(void)run_topics(round);
	for (int i = 0; i < started; i++)
		(void)pthread_join(thread[i], NULL);
	for (int32_t t = 0; t < report->ntopics; t++)
		if (round->fault[t] != SCAN_FINE)
			return round->fault[t];
	return report->ntopics == 0 ? SCAN_NO_CASES : SCAN_FINE;
}

static void
set_budget(double alpha[SCAN_TOPICS])
{
	double one[SCAN_TOPICS];

	for (int i = 0; i < SCAN_TOPICS; i++)
		one[i] = 1;
	BUG_IF(!scan_budget(one, SCAN_TOPICS, BUDGET_RATE, BUDGET_SCAN_SHARE, alpha));
}

enum scan_fault
scan_report_make(struct scan_report *report, const struct scan_data *data,
	const struct scan_request *request, struct arena *arena)
{
	struct round round = { .report = report };
	enum scan_fault fault;

	*report = (struct scan_report){ .data = data, .request = request };
	fault = scan_zones_make(&report->zones, arena, data->a, data->b, data->npoints,
		data->sphere, request->neighbours, 0);
	if (fault != SCAN_FINE)
		return fault;
	set_period(report, arena);
	sort_rows(&round.rows, report, arena);
	set_budget(round.alpha);
	round.setup = (struct scan_setup){ .zones = &report->zones,
		.statistic = request->statistic, .window = request->window,
		.days = (int32_t)(report->to - report->from + 1),
		.kind_of = request->calendar ? report->kind_of : NULL,
		.weight = weights(report, arena) };
	for (int32_t t = 0; t < SCAN_TOPICS; t++)
		if (round.rows.n[t] > 0 && (request->topic < 0 || request->topic == t))
			report->topic[report->ntopics++] = t;
	return run_round(&round);
}
