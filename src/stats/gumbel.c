/* gumbel.c: moments, and expm1/log1p so that tiny p keep their digits. */
#include "stats/gumbel.h"

#include <math.h>

bool
gumbel_fit(struct gumbel *g, const double *x, size_t n)
{
	double mean = 0, squares = 0;

	if (n < 2)
		return false;
	for (size_t i = 0; i < n; i++)
		mean += x[i] / (double)n;
	for (size_t i = 0; i < n; i++)
		squares += (x[i] - mean) * (x[i] - mean);
	g->scale = sqrt(squares / (double)(n - 1)) * sqrt(6) / 3.14159265358979323846;
	g->place = mean - 0.57722 * g->scale;
	return isfinite(g->place) && g->scale > 0;
}

double
gumbel_p(const struct gumbel *g, double x)
{
	return -expm1(-exp(-(x - g->place) / g->scale));
}

double
rank_p(const double *x, size_t n, double observed)
{
	size_t above = 0;

	for (size_t i = 0; i < n; i++)
		above += x[i] >= observed;
	return (double)(above + 1) / (double)(n + 1);
}
