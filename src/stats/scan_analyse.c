/* scan_analyse.c: model, clusters, replicates in two stages, p-values, levels. */
#include "stats/scan_analyse.h"

#include <math.h>

const char *const scan_level_name[] = {
	[SCAN_QUIET] = "none",
	[SCAN_WATCH] = "watch",
	[SCAN_ALERT] = "alert",
	[SCAN_URGENT] = "urgent",
};

bool
scan_budget(const double *weight, size_t n, double rate, double scan_share, double *alpha)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++) {
		if (!isfinite(weight[i]) || weight[i] < 0)
			return false;
		sum += weight[i];
	}
	if (!(sum > 0))
		return false;
	for (size_t i = 0; i < n; i++)
		alpha[i] = weight[i] / sum * scan_share * rate / 7;
	return true;
}

double
scan_recurrence(double p, int earlier)
{
	if (!(p > 0))
		return INFINITY;
	return earlier == 0 ? 1 / p : -1 / expm1(log1p(-p) / (earlier + 1));
}

static void
fit(struct scan_result *r)
{
	r->fitted = r->replicates >= SCAN_GUMBEL_MIN &&
		gumbel_fit(&r->gumbel, r->maxima, (size_t)r->replicates);
}

static double
p_of(const struct scan_result *r, double score)
{
	if (r->replicates == 0)
		return NAN;
	if (r->fitted && r->has_past)
		return fmax(gumbel_p(&r->gumbel, score), gumbel_p(&r->past, score));
	return r->fitted ? gumbel_p(&r->gumbel, score) :
		rank_p(r->maxima, (size_t)r->replicates, score);
}

/* Were there twice as many cases in the last three days as in the three before them? */
static bool
doubled(const struct scan_model *model, const struct scan_cluster *c)
{
	int64_t last = 0, both = 0;

	if (model->window < 6)
		return false;
	for (int32_t k = 0; k < c->k; k++) {
		int32_t l = model->zones->nbr[(size_t)c->centre * (size_t)model->k + (size_t)k];

		last += model->seen[(size_t)l * (size_t)model->window + 2];
		both += model->seen[(size_t)l * (size_t)model->window + 5];
	}
	return last >= 2 * (both - last);
}

static enum scan_level
level_of(const struct scan_result *r, const struct scan_found *f, double alpha)
{
	if (f->p <= alpha && f->at.observed >= SCAN_ALERT_CASES && f->ratio >= SCAN_ALERT_RATIO)
		return f->recurrence >= SCAN_URGENT_DAYS || doubled(&r->model, &f->at) ?
			SCAN_URGENT : SCAN_ALERT;
	return f->recurrence >= SCAN_WATCH_DAYS ? SCAN_WATCH : SCAN_QUIET;
}

static void
judge(struct scan_result *r, struct scan_found *f, double alpha)
{
	f->ratio = (double)f->at.observed / f->at.expected;
	f->p = p_of(r, f->at.score);
	f->p_rank = r->replicates == 0 ? NAN :
		rank_p(r->maxima, (size_t)r->replicates, f->at.score);
	f->recurrence = isnan(f->p) ? NAN : scan_recurrence(f->p, 0);
	f->level = level_of(r, f, alpha);
}

static void
replicate(struct scan_result *r, const struct scan_options *o, struct arena *arena)
{
	struct scan_draws draws = { .null = r->null, .dispersion = r->model.dispersion,
		.seed = o->seed, .threads = o->threads, .path = o->path };
	int32_t first = o->staged && o->replicates > SCAN_STAGE ? SCAN_STAGE : o->replicates;

	r->maxima = ARENA_ARRAY(arena, (size_t)o->replicates, double);
	scan_null_maxima(&r->model, &draws, 0, first, r->maxima, arena);
	r->replicates = first;
	fit(r);
	if (first == o->replicates || !(p_of(r, r->found[0].at.score) < SCAN_STAGE_P))
		return;
	draws.level = scan_null_level(r->maxima, first);
	scan_null_maxima(&r->model, &draws, first, o->replicates - first, r->maxima + first, arena);
	r->replicates = o->replicates;
	fit(r);
}

enum scan_fault
scan_analyse(struct scan_result *result, const struct scan_setup *setup,
	const struct scan_options *options, struct arena *arena)
{
	struct scan_cluster clusters[SCAN_CLUSTERS_MAX];
	enum scan_fault fault;

	*result = (struct scan_result){ 0 };
	if (options->replicates < 0 || options->replicates > SCAN_REPLICATES_MAX ||
		options->clusters < 1 || options->clusters > SCAN_CLUSTERS_MAX)
		return SCAN_BAD_OPTION;
	fault = scan_model_make(&result->model, arena, setup);
	if (fault != SCAN_FINE)
		return fault;
	result->null = result->model.dispersion > SCAN_NULL_PHI ? options->null : SCAN_EXACT;
	result->has_past = options->npast >= SCAN_PAST_MIN &&
		gumbel_fit(&result->past, options->past, (size_t)options->npast);
	result->n = scan_clusters(&result->model, arena, clusters, options->clusters);
	for (int i = 0; i < result->n; i++)
		result->found[i].at = clusters[i];
	if (result->n > 0)
		replicate(result, options, arena);
	for (int i = 0; i < result->n; i++)
		judge(result, &result->found[i], options->alpha);
	return SCAN_FINE;
}
