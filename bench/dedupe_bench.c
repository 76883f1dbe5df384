/*
 * dedupe_bench.c: how long near-duplicate search takes beside its floor: the multiply-adds of
 * MinHash alone, in the plainest loop, for the same number of texts.
 *   build/bench/dedupe_bench FILE.jsonl   (made by build/bench/dedupe_make 147000 1)
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "text/dedupe_command.h"
#include "text/dup_hash.h"

enum { TEXTS = 147000, SHINGLES = 297 };

static double
cpu_s(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* 192 minima over 297 hashes, scalar. */
static uint32_t
floor_one(const struct dup_minhash *m, const uint64_t *hash)
{
	uint32_t sum = 0;

	for (size_t j = 0; j < DUP_MINHASHES; j++) {
		uint32_t least = UINT32_MAX;

		for (size_t i = 0; i < SHINGLES; i++) {
			uint32_t v = (uint32_t)((m->a[j] * hash[i] + m->c[j]) >> 32);

			least = v < least ? v : least;
		}
		sum += least;
	}
	return sum;
}

int
main(int argc, char **argv)
{
	struct dup_minhash m;
	uint64_t hash[SHINGLES];
	volatile uint32_t sink = 0;
	struct rusage usage;
	char *args[] = { argv[0], argc > 1 ? argv[1] : NULL, (char[]){ "--json" }, NULL };
	double start, floor_s, all_s;
	int to = open("/dev/null", O_WRONLY);
	int kept = dup(STDOUT_FILENO);
	int status;

	if (argc < 2 || to < 0 || kept < 0)
		return 2;
	dup_minhash_init(&m);
	for (size_t i = 0; i < SHINGLES; i++)
		hash[i] = dup_mix(i + 1);
	start = cpu_s();
	for (size_t k = 0; k < TEXTS / 10; k++) {
		hash[k % SHINGLES] ^= k;
		sink += floor_one(&m, hash);
	}
	floor_s = (cpu_s() - start) * 10;
	(void)dup2(to, STDOUT_FILENO);
	start = cpu_s();
	status = dedupe_command(3, args);
	all_s = cpu_s() - start;
	(void)fflush(stdout);
	(void)dup2(kept, STDOUT_FILENO);
	(void)getrusage(RUSAGE_SELF, &usage);
	(void)printf("dedupe: status %d, %.1f s of processor time, %.2f times the scalar MinHash floor of "
	             "147,000 texts (%.1f s), %ld MiB at most\n", status, all_s, all_s / floor_s,
		floor_s, usage.ru_maxrss / 1024);
	return status;
}
