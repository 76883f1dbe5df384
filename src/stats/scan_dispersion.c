/*
 * scan_dispersion.c: how much more than Poisson the counts vary. Cells of the longest window are
 * left out, so that a hot spot does not excuse itself; past alarms too, when the caller names them.
 */
#include "stats/scan.h"

#include <math.h>

#define PHI_MAX 3.0
#define CELLS_MIN 100 /* fewer cells say nothing about dispersion, */
#define FREE_MIN 50   /* nor fewer degrees of freedom */

struct cells {
	double sum;
	int64_t n;
};

static uint8_t *
mark_excepts(const struct scan_model *model, const struct scan_setup *setup, struct arena *arena)
{
	uint8_t *out;

	if (setup->nexcepts == 0)
		return NULL;
	out = ARENA_ARRAY(arena, (size_t)model->n * (size_t)model->days, uint8_t);
	for (size_t i = 0; i < setup->nexcepts; i++) {
		const struct scan_except *e = &setup->excepts[i];

		for (int32_t d = e->from; d <= e->to; d++)
			if (e->place >= 0 && e->place < model->n && d >= 0 && d < model->days)
				out[(size_t)e->place * (size_t)model->days + (size_t)d] = 1;
	}
	return out;
}

/* All cases of each day, past alarms left out. */
static double *
day_sums(const struct scan_model *model, const uint32_t *count, const uint8_t *out,
	struct arena *arena)
{
	double *sum = ARENA_ARRAY(arena, (size_t)model->days, double);

	for (int32_t l = 0; l < model->n; l++)
		for (int32_t d = 0; d < model->days; d++) {
			size_t at = (size_t)l * (size_t)model->days + (size_t)d;

			sum[d] += out != NULL && out[at] ? 0 : count[at];
		}
	return sum;
}

/* STP with past alarms: the place's share of the days that are left. */
static void
share_left(const struct scan_model *model, const struct scan_setup *s, const uint32_t *row,
	const uint8_t *out, const double *day, double factor[DAY_KINDS])
{
	double own[DAY_KINDS] = { 0 }, all[DAY_KINDS] = { 0 };

	for (int32_t d = 0; d < model->days; d++) {
		int g = s->kind_of == NULL ? 0 : s->kind_of[d];

		own[g] += out[d] ? 0 : row[d];
		all[g] += out[d] ? 0 : day[d];
	}
	for (int g = 0; g < DAY_KINDS; g++)
		factor[g] = all[g] > 0 ? own[g] / all[g] : 0;
}

/* Factor of place l and of day d in the expected count of a cell of kind g. */
static double
place_factor(const struct scan_model *model, const struct scan_setup *s, int g, int32_t l)
{
	if (model->statistic == SCAN_STP)
		return model->pool[g].total == 0 ? 0 :
			(double)model->pool[g].stock[l] / (double)model->pool[g].total;
	if (model->statistic == SCAN_EBP)
		return s->weight[(size_t)g * (size_t)model->n + (size_t)l];
	return s->weight[l] / model->pool[0].upto[model->n - 1];
}

static void
day_factors(const struct scan_model *model, const struct scan_setup *s, double *day)
{
	double mean[DAY_KINDS] = { 0 };
	int32_t days[DAY_KINDS] = { 0 };

	if (model->statistic == SCAN_STP)
		return;
	for (int32_t d = 0; d < model->days; d++) {
		int g = s->kind_of == NULL ? 0 : s->kind_of[d];

		mean[g] += day[d];
		days[g]++;
	}
	for (int32_t d = 0; d < model->days; d++) {
		int g = s->kind_of == NULL ? 0 : s->kind_of[d];

		day[d] = model->statistic == SCAN_EBP ? 1 : mean[g] / days[g];
	}
}

static void
add_place(struct cells *cells, const struct scan_model *model, const struct scan_setup *s,
	int32_t l, const uint32_t *row, const uint8_t *out, const double *day)
{
	double factor[DAY_KINDS];

	for (int g = 0; g < DAY_KINDS; g++)
		factor[g] = place_factor(model, s, g, l);
	if (out != NULL && model->statistic == SCAN_STP)
		share_left(model, s, row, out, day, factor);
	for (int32_t d = 0; d < model->days - model->window; d++) {
		double mu = factor[s->kind_of == NULL ? 0 : s->kind_of[d]] * day[d];
		double x = row[d] - mu;

		if (!(mu > 0) || (out != NULL && out[d]))
			continue;
		cells->sum += x * x / mu;
		cells->n++;
	}
}

/* Sums the permutation takes from the data: one a place and kind, one a day, less one a kind. */
static int64_t
margins(const struct scan_model *model)
{
	int64_t n = model->days - model->window;

	for (int g = 0; g < model->nterms; g++) {
		for (int32_t l = 0; l < model->n; l++)
			n += model->pool[g].stock[l] > 0;
		n -= model->pool[g].total > 0;
	}
	return n;
}

double
scan_dispersion(const struct scan_model *model, const struct scan_setup *setup,
	const uint32_t *count, struct arena *arena)
{
	const uint8_t *out = mark_excepts(model, setup, arena);
	double *day = day_sums(model, count, out, arena);
	struct cells cells = { 0 };
	double free, phi;

	day_factors(model, setup, day);
	for (int32_t l = 0; l < model->n; l++) {
		size_t at = (size_t)l * (size_t)model->days;

		add_place(&cells, model, setup, l, count + at, out == NULL ? NULL : out + at, day);
	}
	free = (double)cells.n;
	if (model->statistic == SCAN_STP)
		free -= (double)margins(model);
	if (cells.n < CELLS_MIN || free < FREE_MIN)
		return 1;
	phi = cells.sum / free;
	return fmin(fmax(phi, 1), PHI_MAX);
}
