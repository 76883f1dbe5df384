/* counts.c: counts are whole, finite and not negative. */
#include "stats/counts.h"

#include <math.h>

enum stat_fault
counts_check(const double *y, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!isfinite(y[i]))
			return FAULT_NOT_FINITE;
		if (y[i] < 0)
			return FAULT_NEGATIVE;
		if (y[i] != floor(y[i]))
			return FAULT_NOT_WHOLE;
	}
	return FAULT_NONE;
}

enum stat_fault
positive_check(const double *v, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!isfinite(v[i]))
			return FAULT_NOT_FINITE;
		if (!(v[i] > 0))
			return FAULT_NOT_POSITIVE;
	}
	return FAULT_NONE;
}
