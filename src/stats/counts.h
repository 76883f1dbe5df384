/*
 * counts.h: the check every counting method starts with.
 */
#ifndef STATS_COUNTS_H
#define STATS_COUNTS_H

#include <stddef.h>

#include "stats/fault.h"

/* FAULT_NOT_FINITE, FAULT_NEGATIVE or FAULT_NOT_WHOLE for the first bad value, else FAULT_NONE. */
enum stat_fault counts_check(const double *y, size_t count);

/* All finite and above zero, else FAULT_NOT_FINITE or FAULT_NOT_POSITIVE. */
enum stat_fault positive_check(const double *v, size_t count);

#endif
