/* scan_gate.c: mu*(c) by Newton's method, limits by walking up the zone sizes. */
#include "stats/scan_gate.h"

#include <math.h>

#define NEVER 65535

void
scan_gate_init(struct scan_gate *gate, const struct scan_model *model, struct arena *arena)
{
	*gate = (struct scan_gate){
		.blocks = (model->window + KERNEL_LANES - 1) / KERNEL_LANES };
	gate->limit = ARENA_ARRAY(arena, (size_t)gate->blocks, uint16_t *);
	for (int32_t b = 0; b < gate->blocks; b++)
		gate->limit[b] = ARENA_ARRAY(arena, (size_t)model->n * (size_t)model->k *
			KERNEL_LANES, uint16_t);
	gate->mu_at = ARENA_ARRAY(arena, NEVER + 1, double);
}

/* Where the score of count c sinks to the level; `mu` is a start at or left of it. */
static double
solve(const struct scan_model *model, double c, double mu, double level)
{
	if (!(level > 0))
		return c; /* every count above its expectation passes */
	for (int i = 0; i < 60; i++) {
		double high = scan_score(model, c, mu) - level;
		double slope = model->statistic == SCAN_EBP ? 1 - c / mu :
			(model->total - c) / (model->total - mu) - c / mu;
		double step = -high / slope; /* convex and falling: never past the root */

		if (!(step > mu * 1e-13))
			break;
		mu += step;
	}
	return mu;
}

/* mu*(c); counts that cannot be (above C, out of 16 bits) are passed by no mu. */
static double
mu_at(struct scan_gate *gate, const struct scan_model *model, int32_t c)
{
	while (gate->known < c) {
		int32_t next = gate->known + 1;
		double from = next > 2 ? gate->mu_at[next - 1] : 2 * exp(-(gate->level + 2) / 2);

		if (next >= NEVER ||
			(model->statistic != SCAN_EBP && next >= model->total))
			gate->mu_at[next] = INFINITY;
		else
			gate->mu_at[next] = solve(model, next, from, gate->level);
		gate->known = next;
	}
	return gate->mu_at[c] * (1 + 1e-9);
}

void
scan_gate_set(struct scan_gate *gate, const struct scan_model *model, double level)
{
	gate->level = level;
	gate->known = 1;
	for (int32_t l = 0; l < model->n; l++) {
		int32_t least[SCAN_WINDOW_MAX];
		double edge[SCAN_WINDOW_MAX];

		for (int32_t t = 0; t < model->window; t++)
			edge[t] = mu_at(gate, model, least[t] = 2);
		for (int32_t k = 0; k < model->reach[l]; k++) {
			size_t at = (size_t)l * (size_t)model->k + (size_t)k;

			for (int32_t t = 0; t < gate->blocks * KERNEL_LANES; t++) {
				uint16_t *limit = &gate->limit[t / KERNEL_LANES][at * KERNEL_LANES +
					(size_t)(t % KERNEL_LANES)];
				double mu = t < model->window ? scan_mu(model, l, k + 1, t + 1) : 0;

				while (t < model->window && mu > edge[t])
					edge[t] = mu_at(gate, model, ++least[t]);
				*limit = t < model->window ? (uint16_t)(least[t] - 1) : NEVER;
			}
		}
	}
}
