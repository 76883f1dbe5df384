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

/* mu*(c), a touch too large; counts that cannot be (above C, out of 16 bits) are passed by any. */
static void
learn(struct scan_gate *gate, const struct scan_model *model, int32_t c)
{
	double from = c > 2 ? gate->mu_at[c - 1] : 2 * exp(-(gate->level + 2) / 2);

	if (c >= NEVER || (model->statistic != SCAN_EBP && c >= model->total))
		gate->mu_at[c] = INFINITY;
	else
		gate->mu_at[c] = solve(model, c, from, gate->level) * (1 + 1e-9);
}

/*
 * For each step of mu the smallest count that can pass, so that a zone need not walk up from 2.
 * A step begins a thousandth early: rounding must not put a mu into the step above its own.
 */
static void
make_steps(struct scan_gate *gate, const struct scan_model *model)
{
	double most = 0;
	int32_t c = 2;

	for (int32_t l = 0; l < model->n; l++)
		if (model->reach[l] > 0)
			most = fmax(most, scan_mu(model, l, model->reach[l], model->window));
	gate->scale = most > 0 ? (GATE_STEPS - 2) / most : 0;
	learn(gate, model, c);
	for (int32_t i = 0; i < GATE_STEPS; i++) {
		while (gate->scale > 0 && gate->mu_at[c] < (i - 0.001) / gate->scale)
			learn(gate, model, ++c);
		gate->least[i] = c;
	}
	while (gate->mu_at[c] <= most)
		learn(gate, model, ++c);
}

/* The smallest count that a zone with this mu must have to reach the level. */
static int32_t
least_count(const struct scan_gate *gate, double mu)
{
	int32_t c = gate->least[(int)(mu * gate->scale)];

	while (mu > gate->mu_at[c])
		c++;
	return c;
}

/* The limits of one block of windows while the zone grows around one centre. */
struct walk {
	double edge[KERNEL_LANES]; /* the largest mu for which the limit holds */
	uint16_t limit[KERNEL_LANES];
};

static void
walk_begin(struct walk *w, const struct scan_gate *gate, const struct scan_model *model,
	int32_t block)
{
	for (int32_t i = 0; i < KERNEL_LANES; i++) {
		bool used = block * KERNEL_LANES + i < model->window;

		w->edge[i] = used ? gate->mu_at[2] : INFINITY;
		w->limit[i] = used ? 1 : NEVER;
	}
}

/* mu of the sixteen windows; plain loops of sixteen, which compilers turn into vectors. */
static bool
walk_mu(const struct walk *w, const struct scan_model *model, size_t at, int32_t block,
	double mu[KERNEL_LANES])
{
	bool over = false;

	for (int32_t i = 0; i < KERNEL_LANES; i++)
		mu[i] = model->base[0][at] * model->gain[0][block * KERNEL_LANES + i];
	for (int g = 1; g < model->nterms; g++)
		for (int32_t i = 0; i < KERNEL_LANES; i++)
			mu[i] += model->base[g][at] * model->gain[g][block * KERNEL_LANES + i];
	for (int32_t i = 0; i < KERNEL_LANES; i++)
		over |= mu[i] > w->edge[i];
	return over;
}

static void
walk_centre(struct scan_gate *gate, const struct scan_model *model, int32_t centre, int32_t block)
{
	uint16_t *to = gate->limit[block] + (size_t)centre * (size_t)model->k * KERNEL_LANES;
	double mu[KERNEL_LANES];
	struct walk w;

	walk_begin(&w, gate, model, block);
	for (int32_t k = 0; k < model->reach[centre]; k++, to += KERNEL_LANES) {
		if (walk_mu(&w, model, (size_t)centre * (size_t)model->k + (size_t)k, block, mu))
			for (int32_t i = 0; i < KERNEL_LANES; i++)
				if (mu[i] > w.edge[i]) {
					int32_t c = least_count(gate, mu[i]);

					w.edge[i] = gate->mu_at[c];
					w.limit[i] = (uint16_t)(c - 1);
				}
		memcpy(to, w.limit, sizeof(w.limit));
	}
}

void
scan_gate_set(struct scan_gate *gate, const struct scan_model *model, double level)
{
	gate->level = level;
	make_steps(gate, model);
	for (int32_t b = 0; b < gate->blocks; b++)
		for (int32_t l = 0; l < model->n; l++)
			walk_centre(gate, model, l, b);
}
