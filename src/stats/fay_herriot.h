/*
 * fay_herriot.h: a figure for every commune from few answers each, by borrowing from a regression.
 *
 *   p_j = x_j'b + v_j + e_j,  v ~ N(0, s2),  e_j ~ N(0, psi_j) with psi_j known
 *   EBLUP: gamma_j p_j + (1 - gamma_j) x_j'b,  gamma_j = s2 / (s2 + psi_j)
 *
 * (Fay & Herriot 1979; s2 by REML, Fisher scoring; mean squared error g1 + g2 + 2 g3 of
 * Prasad & Rao 1990.) For shares take psi_j = pbar (1 - pbar) / m_j. Publish a commune only if its
 * cv is at most 0.25, else the district; ranks only with intervals.
 *
 * Refused: NaN, psi not above zero, not more rows than columns (too-few-periods), columns that
 * depend on each other (singular), no settling in 200 steps.
 */
#ifndef STATS_FAY_HERRIOT_H
#define STATS_FAY_HERRIOT_H

#include <stddef.h>

#include "stats/fault.h"

struct arena;

struct fay_herriot {
	double s2;
	double *coef;      /* one per column */
	double *gamma;     /* the rest one per row */
	double *synthetic; /* x'b */
	double *eblup;
	double *mse;
	double *cv;        /* sqrt(mse) / eblup */
};

/* x is rows x cols, row-major, with its column of ones. */
enum stat_fault fay_herriot(struct arena *arena, const double *direct, const double *psi,
	const double *x, size_t rows, size_t cols, struct fay_herriot *to);

#endif
