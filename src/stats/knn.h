/*
 * knn.h: nearest neighbours of every point, by a k-d tree.
 *
 * Points lie in a plane (x, y in any one unit) or on the sphere (latitude, longitude in degrees,
 * turned into unit vectors: the chord grows with the great-circle distance, so the order is the
 * same). Points are kept in the order of the tree's leaves, which puts neighbours near each other
 * in memory; it depends on the coordinates alone, so neither names nor the order of rows matter.
 *
 * Of two points equally far, the one with the smaller (y, x) or (latitude, longitude) comes first.
 * Points with equal coordinates must be merged by the caller beforehand. Source of the method:
 * Friedman, Bentley, Finkel (1977), ACM TOMS 3:209-226.
 */
#ifndef STATS_KNN_H
#define STATS_KNN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define KNN_EARTH_KM 6367.0 /* as in the tables that this is compared with */

struct knn_node;

struct knn {
	int32_t n;
	double (*at)[3];   /* by place in leaf order */
	int32_t *rank;     /* by place in leaf order: rank in (y, x), for ties */
	int32_t *order;    /* by place in leaf order: the caller's index */
	struct knn_node *nodes;
	int32_t nnodes;
};

/* `a` is x or latitude, `b` is y or longitude; n >= 1, all finite (the caller checks). */
void knn_make(struct knn *knn, struct arena *arena, const double *a, const double *b, int32_t n,
	bool sphere);

/*
 * The k <= n nearest of point i (leaf order) into nbr, nearest first, itself at the head;
 * far[] gets squared distances (plane units, or chords of the unit sphere).
 */
void knn_find(const struct knn *knn, int32_t i, int32_t k, int32_t *nbr, double *far);

/* Kilometres along the great circle for a squared chord. */
double knn_km(double chord2);

#endif
