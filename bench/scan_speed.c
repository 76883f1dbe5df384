/*
 * scan_speed.c: the scan of 3,400 places x 365 days x 999 replicates, one topic, 50 neighbours,
 * two threads: files in memory to results. The floor is the same number of 16-bit vector adds of
 * rows in the cache, without comparing anything. Each figure is the best of `rounds`, in one run;
 * ratios are of processor time, which other work on the machine disturbs least.
 *
 *	scan_speed [--rounds 5]
 */
#include <immintrin.h>
#include <pthread.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "stats/options.h"
#include "stats/scan_kernel.h"
#include "stats/scan_report.h"
#include "tests/stats/scan_fixture.h"

#define REPLICATES 999
#define SATSCAN_MS 14400.0 /* SaTScan 10.3.2, same file, on the machine of the yardsticks */

/* The kernel's additions without its comparisons. */
static unsigned
floor_base(const uint16_t *row, const int32_t *nbr, int32_t size,
	const uint16_t *limit)
{
	__m128i s[KERNEL_ROW / 8], any = _mm_setzero_si128();

	(void)limit;
	for (int i = 0; i < KERNEL_ROW / 8; i++)
		s[i] = any;
	for (int32_t k = 0; k < size; k++) {
		const __m128i *p = (const void *)(row + (size_t)nbr[k] * KERNEL_ROW);

		for (int i = 0; i < KERNEL_ROW / 8; i++)
			s[i] = _mm_add_epi16(s[i], _mm_loadu_si128(p + i));
	}
	for (int i = 0; i < KERNEL_ROW / 8; i++)
		any = _mm_or_si128(any, s[i]);
	return _mm_movemask_epi8(any) != 0;
}

__attribute__((target("avx2"))) static unsigned
floor_avx2(const uint16_t *row, const int32_t *nbr, int32_t size,
	const uint16_t *limit)
{
	__m256i zero = _mm256_setzero_si256();
	__m256i s0 = zero, s1 = zero, s2 = zero, s3 = zero;

	(void)limit;
	for (int32_t k = 0; k < size; k++) {
		const __m256i *p = (const void *)(row + (size_t)nbr[k] * KERNEL_ROW);

		s0 = _mm256_add_epi16(s0, _mm256_loadu_si256(p));
		s1 = _mm256_add_epi16(s1, _mm256_loadu_si256(p + 1));
		s2 = _mm256_add_epi16(s2, _mm256_loadu_si256(p + 2));
		s3 = _mm256_add_epi16(s3, _mm256_loadu_si256(p + 3));
	}
	s0 = _mm256_or_si256(_mm256_or_si256(s0, s1), _mm256_or_si256(s2, s3));
	return _mm256_testz_si256(s0, s0) ? 0 : 1U;
}

/* Milliseconds by the clock on the wall and of processor time, each the best of several. */
struct cost {
	double wall, cpu;
};

static struct cost
cost_now(void)
{
	struct timespec t;

	BUG_IF(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0);
	return (struct cost){ (double)clock_steady_us() / 1000,
		(double)t.tv_sec * 1000 + (double)t.tv_nsec / 1e6 };
}

static void
cost_best(struct cost *best, struct cost from)
{
	struct cost now = cost_now();

	if (now.wall - from.wall < best->wall)
		best->wall = now.wall - from.wall;
	if (now.cpu - from.cpu < best->cpu)
		best->cpu = now.cpu - from.cpu;
}

struct adds {
	const struct scan_zones *zones;
	const uint16_t *rows;
	scan_kernel *kernel;
	unsigned seen;
};

/* Half of the adds of 999 replicates, four side by side. */
static void *
add_half(void *arg)
{
	struct adds *a = arg;

	for (int i = 0; i < (REPLICATES + 3) / KERNEL_SIDE / 2; i++)
		for (int32_t l = 0; l < a->zones->n; l++)
			a->seen += a->kernel(a->rows, a->zones->nbr +
				(size_t)l * (size_t)a->zones->k, a->zones->k, NULL);
	return NULL;
}

static struct cost
floor_cost(const struct scan_zones *zones, scan_kernel *kernel, const uint16_t *rows,
	int64_t rounds)
{
	struct cost best = { 1e9, 1e9 };

	for (int64_t r = 0; r < rounds; r++) {
		struct adds one = { zones, rows, kernel, 0 }, two = one;
		struct cost from = cost_now();
		pthread_t thread;

		BUG_IF(pthread_create(&thread, NULL, add_half, &two) != 0);
		(void)add_half(&one);
		(void)pthread_join(thread, NULL);
		BUG_IF(one.seen != two.seen);
		cost_best(&best, from);
	}
	return best;
}

static struct cost
scan_cost(const struct scan_sources *from, enum scan_path path, int32_t replicates, int64_t rounds)
{
	struct cost best = { 1e9, 1e9 };

	for (int64_t r = 0; r < rounds; r++) {
		struct scan_request q = { .statistic = SCAN_STP, .null = SCAN_EXACT, .topic = -1,
			.as_of = INT64_MIN, .neighbours = 50, .window = 14, .threads = 2, .seed = 1,
			.replicates = replicates, .path = path };
		struct arena *arena = arena_new((size_t)2 << 30);
		struct scan_report *report = ARENA_NEW(arena, struct scan_report);
		struct cost start = cost_now();
		struct scan_data data;
		struct buf why;

		buf_init(&why, arena, 1000);
		BUG_IF(!scan_data_read(&data, from, arena, &why));
		BUG_IF(scan_report_make(report, &data, &q, arena) != SCAN_FINE);
		cost_best(&best, start);
		arena_free(arena);
	}
	return best;
}

static void
say(const char *path, struct cost whole, struct cost none, struct cost floor)
{
	(void)printf("%s: %.0f ms with reading and neighbours, %.0f ms of processor time (%.0f "
		"without replicates); floor %.0f; whole/floor %.2f, replicates/floor %.2f; "
		"SaTScan %.0f times\n", path, whole.wall, whole.cpu, none.cpu, floor.cpu,
		whole.cpu / floor.cpu, (whole.cpu - none.cpu) / floor.cpu, SATSCAN_MS / whole.wall);
}

int
main(int argc, char **argv)
{
	int64_t rounds = 5;
	const struct option_row rows[] = { { "rounds", OPTION_NUMBER, &rounds, 1, 100, NULL } };
	struct arena *arena = arena_new((size_t)1 << 30);
	struct cost none, base, avx2;
	struct scan_sources from;
	struct scan_zones zones;
	struct scan_data data;
	uint16_t *cells;
	struct buf why;

	if (options_read(argc, argv, rows, 1) != 0)
		return 2;
	buf_init(&why, arena, 1000);
	if (!fixture_synth(&from, arena) || !scan_data_read(&data, &from, arena, &why) ||
		scan_zones_make(&zones, arena, data.a, data.b, data.npoints, data.sphere, 50, 0) !=
			SCAN_FINE)
		return 3;
	cells = ARENA_ARRAY(arena, (size_t)zones.n * KERNEL_ROW, uint16_t);
	none = scan_cost(&from, SCAN_PATH_BEST, 0, rounds);
	base = scan_cost(&from, SCAN_PATH_BASE, REPLICATES, rounds);
	say("SSE2", base, none, floor_cost(&zones, floor_base, cells, rounds));
	if (scan_kernel_has_avx2()) {
		avx2 = scan_cost(&from, SCAN_PATH_AVX2, REPLICATES, rounds);
		say("AVX2", avx2, none, floor_cost(&zones, floor_avx2, cells, rounds));
		(void)printf("SSE2/AVX2: %.2f\n", base.cpu / avx2.cpu);
	}
	arena_free(arena);
	return 0;
}
