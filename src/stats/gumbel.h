/*
 * gumbel.h: small p-values from few replicates. The maximum of many local statistics is nearly
 * Gumbel distributed; its two parameters come from the replicates' mean m and standard deviation s
 * (divisor n-1): scale = s sqrt(6)/pi, place = m - 0.57722 scale, p(x) = 1 - exp(-exp(-(x-place)/
 * scale)). Source: Abrams, Kleinman, Kulldorff (2010) Int J Health Geogr 9:61.
 * Domain: n >= 2 finite values, not all equal; else gumbel_fit returns false.
 */
#ifndef STATS_GUMBEL_H
#define STATS_GUMBEL_H

#include <stdbool.h>
#include <stddef.h>

struct gumbel {
	double place, scale;
};

bool gumbel_fit(struct gumbel *g, const double *x, size_t n);
double gumbel_p(const struct gumbel *g, double x); /* P(X >= x) */

/* Share of replicates at least as large, the observation counted in: (1 + #{x_i >= x}) / (n+1). */
double rank_p(const double *x, size_t n, double observed);

#endif
