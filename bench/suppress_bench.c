/*
 * suppress_bench.c: a 200 x 40 table of counts: choosing, and the audit alone, in milliseconds of
 * processor time; beside them one copy of the table as the floor.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/rand.h"
#include "stats/suppress.h"

enum { ROWS = 200, COLS = 40, TIMES = 6 };

static double
cpu_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

int
main(void)
{
	static int64_t count[ROWS * COLS], copy[ROWS * COLS];
	static enum suppress_mark mark[ROWS * COLS];
	struct suppress_table t = { ROWS, COLS, count, mark };
	struct suppress_options o = { 10, 10, false };
	struct suppress_report r;
	struct prng prng;

	prng_init(&prng, 1);
	for (int i = 0; i < TIMES; i++) {
		uint64_t one_in = i < TIMES / 2 ? 10 : 100; /* many small counts, then few */
		struct arena *arena = arena_new((size_t)1 << 28);
		size_t row, col;
		double a;

		for (size_t k = 0; k < ROWS * COLS; k++)
			count[k] = (int64_t)(prng_below(&prng, one_in) == 0 ? prng_below(&prng, 10)
				: 10 + prng_below(&prng, 190));
		a = cpu_ms();
		enum stat_fault fault = suppress_table(arena, &o, &t, &r);
		double b = cpu_ms();
		enum stat_fault audit = suppress_audit(arena, &o, &t, &row, &col);
		double c = cpu_ms();

		memcpy(copy, count, sizeof(count));
		(void)printf("200 x 40: choose %.1f ms (%s; primary %zu, complement %zu, rows out %zu), "
		             "audit %.2f ms (%s), copy %.4f ms\n",
			b - a, fault_name(fault), r.primary, r.complement, r.rows_hidden, c - b,
			fault_name(audit), cpu_ms() - c);
		arena_free(arena);
	}
	return copy[0] < 0;
}
