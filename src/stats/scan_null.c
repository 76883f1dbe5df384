/* scan_null.c: cases are dealt day by day; NB1 lets a case follow an earlier one to its place. */
#include "stats/scan_null.h"

#include "stats/scan_kernel.h"
#include "stats/variate.h"

void
scan_deal_init(struct scan_deal *deal, const struct scan_model *model,
	const struct scan_draws *draws, struct arena *arena)
{
	*deal = (struct scan_deal){ .model = model, .null = draws->null,
		.dispersion = draws->dispersion };
	for (int i = SCAN_LANES_MAX; i < 2 * SCAN_LANES_MAX; i++)
		deal->marks[i] = 1;
	deal->dealt = ARENA_ARRAY(arena, SCAN_RECENT_MAX, int32_t);
	for (int g = 0; g < DAY_KINDS && model->statistic == SCAN_STP; g++) {
		deal->left[g] = ARENA_ARRAY(arena, (size_t)model->n, int64_t);
		memcpy(deal->left[g], model->pool[g].stock,
			(size_t)model->n * sizeof(deal->left[g][0]));
	}
}

/* A number below `limit` by the high half of a product; the bias is under limit / 2^64. */
static uint64_t
below(struct prng *r, uint64_t limit)
{
	return (uint64_t)((unsigned __int128)prng_next(r) * limit >> 64);
}

/*
 * STP: a place in proportion to its cases not yet dealt. Cases of a place lie side by side in the
 * pool; the first `left` of them stand for those not yet dealt, the others are drawn again.
 */
static int32_t
place_from_pool(const struct scan_deal *deal, struct prng *r, int g)
{
	const struct scan_pool *pool = &deal->model->pool[g];

	for (;;) {
		int64_t i = (int64_t)below(r, (uint64_t)pool->total);
		int32_t l = pool->place[i];

		if (i - pool->first[l] < deal->left[g][l])
			return l;
	}
}

static int32_t
place_from_weights(const struct scan_deal *deal, struct prng *r, int g)
{
	const double *upto = deal->model->pool[g].upto;
	int32_t low = 0, high = deal->model->n - 1;
	double x = prng_unit(r) * upto[high];

	while (low < high) {
		int32_t mid = low + (high - low) / 2;

		if (x < upto[mid])
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}

static int32_t
fresh_place(const struct scan_deal *deal, struct prng *r, int g)
{
	return deal->model->statistic == SCAN_STP ? place_from_pool(deal, r, g) :
		place_from_weights(deal, r, g);
}

/*
 * The i-th case of a day (from 0) follows one of the i before it with probability
 * i / (i + n_t/(phi-1)): the Ewens law of batches. A place with nothing left takes nobody.
 */
static int32_t
next_place(const struct scan_deal *deal, struct prng *r, int g, const int32_t *day, int64_t i,
	double batches)
{
	double x = batches > 0 && i > 0 ? prng_unit(r) * ((double)i + batches) : (double)i;

	if (x < (double)i) {
		int32_t l = day[(int64_t)x];

		if (deal->left[g] == NULL || deal->left[g][l] > 0)
			return l;
	}
	return fresh_place(deal, r, g);
}

/* How many cases the day gets: its own total (STP), else a draw from the model. */
static int64_t
day_size(const struct scan_deal *deal, struct prng *r, int32_t age, int64_t *rest, double *whole)
{
	const struct scan_model *model = deal->model;
	double mean = model->age_mean[age], phi = deal->null == SCAN_NB1 ? deal->dispersion : 1;
	int64_t n;

	if (model->statistic == SCAN_STP)
		return model->age_cases[age];
	if (model->statistic == SCAN_EBP || phi > 1)
		return variate_nb1(r, mean, phi);
	n = variate_binomial(r, *rest, mean / *whole); /* CPOIS: C over the study's days */
	*rest -= n;
	*whole -= mean;
	return n;
}

/* Adds the day's marks to the row; a loop of sixteen becomes a vector addition. */
static void
mark(const struct scan_deal *deal, uint16_t *row, size_t block_step, int32_t age)
{
	for (int32_t b = age / KERNEL_LANES; b * KERNEL_LANES < deal->model->window; b++) {
		const uint16_t *marks = deal->marks + SCAN_LANES_MAX - age + b * KERNEL_LANES;
		uint16_t *lane = row + (size_t)b * block_step;

		for (int32_t i = 0; i < KERNEL_LANES; i++)
			lane[i] = (uint16_t)(lane[i] + marks[i]);
	}
}

void
scan_deal(struct scan_deal *deal, uint64_t seed, uint16_t *row, size_t step, size_t block_step)
{
	const struct scan_model *model = deal->model;
	double whole = model->total, phi = deal->null == SCAN_NB1 ? deal->dispersion : 1;
	int64_t rest = (int64_t)model->total, n = 0;
	int64_t from[SCAN_WINDOW_MAX + 1] = { 0 };
	struct prng r;

	prng_init(&r, seed);
	for (int32_t age = 0; age < model->window; age++) {
		int64_t size = day_size(deal, &r, age, &rest, &whole);
		int g = model->age_kind[age];

		if (size > SCAN_RECENT_MAX - n)
			size = SCAN_RECENT_MAX - n;
		for (int64_t i = 0; i < size; i++) {
			int32_t l = next_place(deal, &r, g, deal->dealt + n, i,
				phi > 1 ? (double)size / (phi - 1) : 0);

			deal->dealt[n + i] = l;
			if (deal->left[g] != NULL)
				deal->left[g][l]--;
			mark(deal, row + (size_t)l * step, block_step, age);
		}
		from[age + 1] = n += size;
	}
	for (int32_t age = 0; age < model->window && model->statistic == SCAN_STP; age++)
		for (int64_t i = from[age]; i < from[age + 1]; i++)
			deal->left[model->age_kind[age]][deal->dealt[i]]++;
}
