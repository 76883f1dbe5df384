/* watch.c: tails, adjustment, order. */
#include "stats/watch.h"

#include <stdlib.h>

#include "base/arena.h"
#include "stats/counts.h"
#include "stats/dist.h"

static int
by_p(const void *a, const void *b)
{
	const struct watch_entry *x = a;
	const struct watch_entry *y = b;

	if (x->p != y->p)
		return x->p < y->p ? -1 : 1;
	return (x->cell > y->cell) - (x->cell < y->cell);
}

enum stat_fault
watch_list(struct arena *arena, const double *y, const double *expected, size_t cells, double phi,
	enum fdr_rule rule, double q, struct watch *to)
{
	double *p = ARENA_ARRAY(arena, cells, double);
	double *adjusted = ARENA_ARRAY(arena, cells, double);
	enum stat_fault fault = counts_check(y, cells);

	to->count = 0;
	if (!(phi >= 1) || !(q > 0 && q < 1))
		return FAULT_OPTION;
	if (fault == FAULT_NONE)
		fault = positive_check(expected, cells);
	for (size_t i = 0; i < cells && fault == FAULT_NONE; i++)
		p[i] = dist_negbin_atleast((int64_t)y[i], expected[i], phi);
	if (fault == FAULT_NONE)
		fault = fdr_adjust(arena, rule, p, cells, adjusted);
	if (fault != FAULT_NONE)
		return fault;
	to->entry = ARENA_ARRAY(arena, cells, struct watch_entry);
	for (size_t i = 0; i < cells; i++) {
		if (y[i] > 0 && adjusted[i] <= q)
			to->entry[to->count++] = (struct watch_entry){ i, p[i], adjusted[i] };
	}
	qsort(to->entry, to->count, sizeof(*to->entry), by_p);
	return FAULT_NONE;
}
