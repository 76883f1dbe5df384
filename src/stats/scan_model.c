/* scan_model.c: from rows of cases to sums by zone; everything later only reads them. */
#include "stats/scan.h"

#include <math.h>

struct making {
	struct scan_model *model;
	const struct scan_setup *setup;
	struct arena *arena;
	uint32_t *count;                        /* [n * days] */
	uint8_t *kind;                          /* [days] */
	int64_t kind_cases[DAY_KINDS];
	int64_t kind_recent[DAY_KINDS][SCAN_WINDOW_MAX];
	int32_t kind_days[DAY_KINDS];
	int32_t kind_window[DAY_KINDS][SCAN_WINDOW_MAX];
};

static enum scan_fault
check_setup(const struct scan_setup *setup)
{
	int32_t n = setup->zones->n;
	double sum = 0;

	if (setup->window < 1 || setup->window > SCAN_WINDOW_MAX || setup->days > 4000)
		return SCAN_BAD_OPTION;
	if (setup->days <= setup->window)
		return SCAN_TOO_FEW_DAYS;
	if (setup->statistic == SCAN_STP)
		return SCAN_FINE;
	for (int32_t i = 0; i < n * (setup->statistic == SCAN_EBP ? DAY_KINDS : 1); i++) {
		if (!isfinite(setup->weight[i]) || setup->weight[i] < 0)
			return SCAN_BAD_WEIGHT;
		sum += setup->weight[i];
	}
	return sum > 0 ? SCAN_FINE : SCAN_BAD_WEIGHT;
}

/* Adds up the rows by place and day. */
static enum scan_fault
count_cases(struct making *m)
{
	const struct scan_setup *s = m->setup;
	int64_t total = 0;

	m->count = ARENA_ARRAY(m->arena, (size_t)s->zones->n * (size_t)s->days, uint32_t);
	for (size_t i = 0; i < s->ncases; i++) {
		const struct scan_case *c = &s->cases[i];

		if (c->place < 0 || c->place >= s->zones->n)
			return SCAN_BAD_PLACE;
		if (c->day < 0 || c->day >= s->days)
			return SCAN_BAD_DAY;
		if (c->count < 0 || c->count > 100000000 || (total += c->count) > 100000000)
			return SCAN_BAD_COUNT;
		m->count[(size_t)c->place * (size_t)s->days + (size_t)c->day] += (uint32_t)c->count;
	}
	m->model->total = (double)total;
	return total == 0 ? SCAN_NO_CASES : SCAN_FINE;
}

static void
sum_days(struct making *m)
{
	struct scan_model *model = m->model;

	m->kind = ARENA_ARRAY(m->arena, (size_t)model->days, uint8_t);
	for (int32_t d = 0; d < model->days; d++) {
		int g = m->setup->kind_of == NULL ? 0 : m->setup->kind_of[d];
		int32_t age = model->days - 1 - d;
		int64_t day = 0;

		m->kind[d] = (uint8_t)g;
		for (int32_t l = 0; l < model->n; l++)
			day += m->count[(size_t)l * (size_t)model->days + (size_t)d];
		m->kind_cases[g] += day;
		m->kind_days[g]++;
		if (age >= model->window)
			continue;
		model->age_cases[age] = day;
		model->age_kind[age] = (uint8_t)g;
		for (int32_t t = age; t < model->window; t++) {
			m->kind_recent[g][t] += day;
			m->kind_window[g][t]++;
		}
	}
}

/* seen[l][T-1] = cases of the last T days; SCAN_RECENT_MAX keeps every sum of them in 16 bits. */
static enum scan_fault
sum_windows(struct making *m)
{
	struct scan_model *model = m->model;
	int64_t recent = 0;

	for (int32_t age = 0; age < model->window; age++)
		recent += model->age_cases[age];
	if (recent > SCAN_RECENT_MAX)
		return SCAN_TOO_MANY_RECENT;
	model->seen = ARENA_ARRAY(m->arena, (size_t)model->n * (size_t)model->window, uint16_t);
	for (int32_t l = 0; l < model->n; l++) {
		const uint32_t *row = m->count + (size_t)(l + 1) * (size_t)model->days;
		uint16_t *seen = model->seen + (size_t)l * (size_t)model->window;
		uint32_t sum = 0;

		for (int32_t t = 0; t < model->window; t++)
			seen[t] = (uint16_t)(sum += row[-1 - t]);
	}
	return SCAN_FINE;
}

/* STP: the cases of each kind of day, place by place. */
static void
fill_pools(struct making *m)
{
	struct scan_model *model = m->model;

	for (int g = 0; g < DAY_KINDS; g++) {
		struct scan_pool *pool = &model->pool[g];
		int64_t at = 0;

		pool->total = m->kind_cases[g];
		pool->place = ARENA_ARRAY(m->arena, (size_t)pool->total, uint16_t);
		pool->first = ARENA_ARRAY(m->arena, (size_t)model->n, int64_t);
		pool->stock = ARENA_ARRAY(m->arena, (size_t)model->n, int64_t);
		for (int32_t l = 0; l < model->n; l++) {
			const uint32_t *row = m->count + (size_t)l * (size_t)model->days;

			for (int32_t d = 0; d < model->days; d++)
				pool->stock[l] += m->kind[d] == g ? row[d] : 0;
			pool->first[l] = at;
			for (int64_t i = 0; i < pool->stock[l]; i++)
				pool->place[at++] = (uint16_t)l;
		}
	}
}

/* CPOIS and EBP: the weights as running sums, and what each day should bring. */
static enum scan_fault
fill_weights(struct making *m)
{
	struct scan_model *model = m->model;
	bool ebp = model->statistic == SCAN_EBP;
	double recent = 0;

	for (int g = 0; g < DAY_KINDS; g++) {
		const double *weight = m->setup->weight + (ebp ? (size_t)g * (size_t)model->n : 0);
		double sum = 0;

		model->pool[g].upto = ARENA_ARRAY(m->arena, (size_t)model->n, double);
		for (int32_t l = 0; l < model->n; l++)
			model->pool[g].upto[l] = sum += weight[l];
	}
	for (int32_t age = 0; age < model->window; age++) {
		int g = model->age_kind[age];

		model->age_mean[age] = ebp ? model->pool[g].upto[model->n - 1] :
			(double)m->kind_cases[g] / m->kind_days[g];
		recent += model->age_mean[age];
	}
	return recent > SCAN_RECENT_MAX * 0.9 ? SCAN_TOO_MANY_RECENT : SCAN_FINE;
}

static enum scan_fault
check_expected(const struct making *m)
{
	const struct scan_model *model = m->model;

	if (model->statistic == SCAN_STP)
		return SCAN_FINE;
	for (int32_t l = 0; l < model->n; l++)
		for (int32_t d = 0; d < model->days; d++) {
			size_t g = model->statistic == SCAN_EBP ? m->kind[d] : 0;

			if (m->count[(size_t)l * (size_t)model->days + (size_t)d] > 0 &&
				!(m->setup->weight[g * (size_t)model->n + (size_t)l] > 0))
				return SCAN_CASE_UNEXPECTED;
		}
	return SCAN_FINE;
}

/* What a place brings to a zone's base, for one term. */
static double
base_of(const struct scan_model *model, const struct scan_setup *s, int term, int32_t l)
{
	switch (model->statistic) {
	case SCAN_STP:
		return (double)model->pool[term].stock[l];
	case SCAN_EBP:
		return s->weight[(size_t)term * (size_t)model->n + (size_t)l];
	case SCAN_CPOIS:
		return s->weight[l];
	}
	return 0;
}

static void
set_gains(struct making *m)
{
	struct scan_model *model = m->model;

	model->nterms = model->statistic == SCAN_CPOIS ? 1 : DAY_KINDS;
	while (model->nterms > 1 && m->kind_days[model->nterms - 1] == 0)
		model->nterms--;
	for (int g = 0; g < DAY_KINDS; g++)
		for (int32_t t = 0; t < model->window; t++) {
			double cases = (double)m->kind_cases[g], window = m->kind_window[g][t];

			if (model->statistic == SCAN_EBP)
				model->gain[g][t] = window;
			else if (model->statistic == SCAN_STP && cases > 0)
				model->gain[g][t] = (double)m->kind_recent[g][t] / cases;
			else if (model->statistic == SCAN_CPOIS && m->kind_days[g] > 0)
				model->gain[0][t] += cases * window / m->kind_days[g] /
					model->pool[0].upto[model->n - 1];
		}
}

/* Running sums along each centre's neighbours, and where the share of the whole ends the zone. */
static void
sum_zones(struct making *m)
{
	struct scan_model *model = m->model;
	const struct scan_zones *zones = model->zones;
	double whole = 0, most = m->setup->share_max > 0 ? m->setup->share_max : 0.5;

	for (int g = 0; g < model->nterms; g++)
		model->base[g] = ARENA_ARRAY(m->arena, (size_t)model->n * (size_t)model->k, double);
	model->reach = ARENA_ARRAY(m->arena, (size_t)model->n, int32_t);
	for (int32_t l = 0; l < model->n; l++)
		for (int g = 0; g < model->nterms; g++)
			whole += base_of(model, m->setup, g, l);
	for (int32_t l = 0; l < model->n; l++) {
		double sum[DAY_KINDS] = { 0 }, held = 0;

		for (int32_t k = 0; k < zones->reach[l]; k++) {
			size_t at = (size_t)l * (size_t)model->k + (size_t)k;

			for (int g = 0; g < model->nterms; g++) {
				double b = base_of(model, m->setup, g, zones->nbr[at]);

				model->base[g][at] = sum[g] += b;
				held += b;
			}
			if (held > most * whole)
				break;
			model->reach[l] = k + 1;
		}
	}
}

enum scan_fault
scan_model_make(struct scan_model *model, struct arena *arena, const struct scan_setup *setup)
{
	struct making m = { .model = model, .setup = setup, .arena = arena };
	enum scan_fault fault = check_setup(setup);

	*model = (struct scan_model){ .zones = setup->zones, .statistic = setup->statistic,
		.n = setup->zones->n, .k = setup->zones->k, .days = setup->days,
		.window = setup->window };
	if (fault != SCAN_FINE || (fault = count_cases(&m)) != SCAN_FINE)
		return fault;
	sum_days(&m);
	if ((fault = sum_windows(&m)) != SCAN_FINE || (fault = check_expected(&m)) != SCAN_FINE)
		return fault;
	fill_pools(&m);
	if (model->statistic != SCAN_STP && (fault = fill_weights(&m)) != SCAN_FINE)
		return fault;
	set_gains(&m);
	sum_zones(&m);
	model->dispersion = scan_dispersion(model, setup, m.count, arena);
	return SCAN_FINE;
}

double
scan_mu(const struct scan_model *model, int32_t centre, int32_t k, int32_t days)
{
	size_t at = (size_t)centre * (size_t)model->k + (size_t)k - 1;
	double mu = 0;

	for (int g = 0; g < model->nterms; g++)
		mu += model->base[g][at] * model->gain[g][days - 1];
	return mu;
}

double
scan_score(const struct scan_model *model, double c, double mu)
{
	double rest = model->total - c, score;

	if (c < 2 || !(c > mu))
		return 0;
	score = c * log(c / mu);
	if (model->statistic == SCAN_EBP)
		return score + mu - c;
	return rest > 0 ? score + rest * log(rest / (model->total - mu)) : score;
}
