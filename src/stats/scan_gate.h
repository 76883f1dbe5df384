/*
 * scan_gate.h: which counts are worth a logarithm. For a level M the gate holds, for each zone and
 * window, the largest count whose statistic is still below M. The statistic falls with mu, so each
 * count c has one mu*(c) above which it stays below M; a zone's limit is found by walking those.
 * The gate errs to the side of letting pass (by 1e-9 of mu), never of stopping.
 */
#ifndef STATS_SCAN_GATE_H
#define STATS_SCAN_GATE_H

#include "stats/scan.h"
#include "stats/scan_kernel.h"

#define GATE_STEPS 4096

struct scan_gate {
	int32_t blocks;      /* of KERNEL_LANES windows each */
	uint16_t **limit;    /* [blocks]: [n * k][KERNEL_LANES] */
	double *mu_at;       /* mu*(c), up to the largest mu there is */
	double scale;        /* steps of mu */
	int32_t least[GATE_STEPS];
	double level;
};

/* Room for a model's gate; then its limits for a level, as often as the level rises. */
void scan_gate_init(struct scan_gate *gate, const struct scan_model *model, struct arena *arena);
void scan_gate_set(struct scan_gate *gate, const struct scan_model *model, double level);

#endif
