/* scan_report.c: from files to results; topics one after another, each with all threads. */
#include "stats/scan_report.h"

#include <math.h>

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

static enum scan_fault
run_topic(struct scan_report *report, int32_t topic, const struct scan_setup *setup,
	struct arena *work)
{
	const struct scan_request *q = report->request;
	double one[SCAN_TOPICS], alpha[SCAN_TOPICS];
	struct scan_result *result = &report->result[report->ntopics];
	enum scan_fault fault;
	struct scan_options options = { .null = q->null, .replicates = q->replicates,
		.staged = report->data->has_topics && q->topic < 0, .threads = q->threads,
		.path = q->path, .clusters = 10,
		.seed = variate_seed(q->seed, (uint64_t)topic, (uint64_t)report->to) };

	for (int i = 0; i < SCAN_TOPICS; i++)
		one[i] = 1;
	BUG_IF(!scan_budget(one, SCAN_TOPICS, BUDGET_RATE, BUDGET_SCAN_SHARE, alpha));
	options.alpha = alpha[topic];
	report->topic[report->ntopics++] = topic;
	fault = scan_analyse(result, setup, &options, work);
	result->model = (struct scan_model){ .total = result->model.total, /* the rest goes */
		.dispersion = result->model.dispersion };
	result->maxima = NULL;
	arena_reset(work);
	return fault;
}

enum scan_fault
scan_report_make(struct scan_report *report, const struct scan_data *data,
	const struct scan_request *request, struct arena *arena)
{
	struct scan_setup setup = { .zones = &report->zones, .statistic = request->statistic,
		.window = request->window };
	enum scan_fault fault;
	struct arena *work;
	struct rows rows;

	*report = (struct scan_report){ .data = data, .request = request };
	fault = scan_zones_make(&report->zones, arena, data->a, data->b, data->npoints,
		data->sphere, request->neighbours, 0);
	if (fault != SCAN_FINE)
		return fault;
	set_period(report, arena);
	sort_rows(&rows, report, arena);
	setup.days = (int32_t)(report->to - report->from + 1);
	setup.kind_of = request->calendar ? report->kind_of : NULL;
	setup.weight = weights(report, arena);
	work = arena_new(SCAN_WORK_MAX);
	for (int32_t t = 0; t < SCAN_TOPICS && fault == SCAN_FINE; t++) {
		if (rows.n[t] == 0 || (request->topic >= 0 && request->topic != t))
			continue;
		setup.cases = rows.at[t];
		setup.ncases = rows.n[t];
		fault = run_topic(report, t, &setup, work);
	}
	arena_free(work);
	return fault == SCAN_FINE && report->ntopics == 0 ? SCAN_NO_CASES : fault;
}
