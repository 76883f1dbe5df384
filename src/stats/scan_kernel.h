/*
 * scan_kernel.h: the inner loop of the scan of replicates.
 *
 * Sixteen windows (lanes) of one place of one replicate are sixteen 16-bit counts; four replicates
 * stand side by side. For each centre the counts of its neighbours are added up one by one and
 * held against `limit`, the largest count of that zone and window that is still below the level
 * (scan_gate.h). The loop only tells which replicates have a cylinder above its limit; the exact
 * statistic of those is computed in double afterwards. So both processor paths, working on whole
 * numbers, give the same answer by construction.
 */
#ifndef STATS_SCAN_KERNEL_H
#define STATS_SCAN_KERNEL_H

#include <stdbool.h>
#include <stdint.h>

#define KERNEL_LANES 16
#define KERNEL_SIDE 4 /* replicates side by side */
#define KERNEL_ROW (KERNEL_LANES * KERNEL_SIDE)

/*
 * `row`: [places][KERNEL_ROW]; `nbr`, `limit` ([size][KERNEL_LANES]) of one centre. Bit r of the
 * answer: replicate r has a lane above its limit.
 */
typedef unsigned scan_kernel(const uint16_t *row, const int32_t *nbr, int32_t size,
	const uint16_t *limit);

unsigned scan_kernel_base(const uint16_t *row, const int32_t *nbr, int32_t size,
	const uint16_t *limit);
unsigned scan_kernel_avx2(const uint16_t *row, const int32_t *nbr, int32_t size,
	const uint16_t *limit);

bool scan_kernel_has_avx2(void);

#endif
