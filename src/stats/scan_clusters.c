/*
 * scan_clusters.c: the strongest cylinders of the data itself. Each centre keeps its best; a centre
 * is looked at again only when a chosen cluster took one of the places of its best.
 */
#include "stats/scan.h"

#include <math.h>

/*
 * Cheap upper bound, with c = mu + x: LLR <= x^2 / (2 mu) * (C + mu) / (C - mu), from
 * (1+u)ln(1+u) - u <= u^2/2 and (1-v)ln(1-v) + v <= v^2; for EBP without the last factor.
 */
static bool
may_beat(const struct scan_model *model, double c, double mu, double best)
{
	double x = c - mu;

	if (c < 2 || !(x > 0))
		return false;
	if (model->statistic == SCAN_EBP)
		return x * x >= 2 * mu * best * (1 - 1e-9);
	return x * x * (model->total + mu) >= 2 * mu * best * (1 - 1e-9) * (model->total - mu);
}

static struct scan_cluster
best_at(const struct scan_model *model, int32_t centre, int32_t sizes)
{
	struct scan_cluster best = { .centre = centre };
	uint32_t sum[SCAN_WINDOW_MAX] = { 0 };

	for (int32_t k = 1; k <= sizes; k++) {
		int32_t l = model->zones->nbr[(size_t)centre * (size_t)model->k + (size_t)k - 1];
		const uint16_t *seen = model->seen + (size_t)l * (size_t)model->window;

		for (int32_t t = 0; t < model->window; t++) {
			double mu, score;

			sum[t] += seen[t];
			mu = scan_mu(model, centre, k, t + 1);
			if (!may_beat(model, sum[t], mu, best.score))
				continue;
			score = scan_score(model, sum[t], mu);
			if (score > best.score)
				best = (struct scan_cluster){ centre, k, t + 1, sum[t], mu, score };
		}
	}
	return best;
}

static bool
stronger(const struct scan_model *model, const struct scan_cluster *a, const struct scan_cluster *b)
{
	if (a->score > b->score || a->score < b->score)
		return a->score > b->score;
	if (a->k != b->k)
		return a->k < b->k;
	if (a->days != b->days)
		return a->days < b->days;
	return model->zones->rank[a->centre] < model->zones->rank[b->centre];
}

/* After a cluster was chosen: shorten the zones that meet it, and look again where it matters. */
static void
give_way(const struct scan_model *model, const uint8_t *taken, int32_t *sizes,
	struct scan_cluster *best)
{
	for (int32_t l = 0; l < model->n; l++) {
		const int32_t *nbr = model->zones->nbr + (size_t)l * (size_t)model->k;
		int32_t size = 0;

		while (size < sizes[l] && !taken[nbr[size]])
			size++;
		sizes[l] = size;
		if (best[l].k > size)
			best[l] = best_at(model, l, size);
	}
}

int
scan_clusters(const struct scan_model *model, struct arena *arena, struct scan_cluster *clusters,
	int max)
{
	struct scan_cluster *best = ARENA_ARRAY(arena, (size_t)model->n, struct scan_cluster);
	int32_t *sizes = ARENA_ARRAY(arena, (size_t)model->n, int32_t);
	uint8_t *taken = ARENA_ARRAY(arena, (size_t)model->n, uint8_t);
	int found = 0;

	for (int32_t l = 0; l < model->n; l++) {
		sizes[l] = model->reach[l];
		best[l] = best_at(model, l, sizes[l]);
	}
	while (found < max) {
		const struct scan_cluster *top = &best[0];
		const int32_t *zone;

		for (int32_t l = 1; l < model->n; l++)
			if (stronger(model, &best[l], top))
				top = &best[l];
		if (!(top->score > 0))
			break;
		clusters[found] = *top;
		zone = model->zones->nbr + (size_t)top->centre * (size_t)model->k;
		for (int32_t k = 0; k < clusters[found].k; k++)
			taken[zone[k]] = 1;
		found++;
		if (found < max)
			give_way(model, taken, sizes, best);
	}
	return found;
}
