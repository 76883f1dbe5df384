/*
 * dup_hash.c: shingles and MinHash. The signature loop is nearly all of the cost of the search, so
 * it is written on vectors of four 64-bit lanes and compiled for several processors.
 */
#include "text/dup_hash.h"

#include <string.h>

#include "base/arena.h"

typedef int64_t lanes __attribute__((vector_size(32)));
typedef uint64_t ulanes __attribute__((vector_size(32)));

enum { LANES = 4, GROUPS = DUP_MINHASHES / LANES, TILE = 6 };

uint64_t
dup_mix(uint64_t x)
{
	x ^= x >> 30;
	x *= 0xbf58476d1ce4e5b9u;
	x ^= x >> 27;
	x *= 0x94d049bb133111ebu;
	return x ^ x >> 31;
}

uint64_t
dup_fnv(struct str bytes)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < bytes.len; i++)
		h = (h ^ (unsigned char)bytes.at[i]) * 0x100000001b3u;
	return h;
}

size_t
dup_shingles(const struct dup_tokens *tokens, size_t first, size_t count, uint64_t *hash)
{
	if (count < DUP_SHINGLE)
		return 0;
	for (size_t i = 0; i + DUP_SHINGLE <= count; i++)
		hash[i] = dup_mix(dup_fnv(dup_tokens_piece(tokens, first + i, DUP_SHINGLE)));
	return count - DUP_SHINGLE + 1;
}

/* Insertion sort of a short run. */
static void
sort_run(uint64_t *hash, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		uint64_t h = hash[i];
		size_t j = i;

		for (; j > 0 && hash[j - 1] > h; j--)
			hash[j] = hash[j - 1];
		hash[j] = h;
	}
}

/* Hashes are evenly spread, so 256 buckets by the first byte leave next to nothing to sort. */
static void
sort_buckets(uint64_t *hash, size_t count, uint64_t *spare, unsigned shift)
{
	uint32_t end[256] = { 0 };
	uint32_t sum = 0;
	uint32_t from = 0;

	for (size_t i = 0; i < count; i++)
		end[hash[i] >> shift & 255]++;
	for (size_t b = 0; b < 256; b++) {
		uint32_t size = end[b];

		end[b] = sum;
		sum += size;
	}
	for (size_t i = 0; i < count; i++)
		spare[end[hash[i] >> shift & 255]++] = hash[i];
	memcpy(hash, spare, count * sizeof(*hash));
	for (size_t b = 0; b < 256; b++) {
		if (end[b] - from > 32 && shift > 0)
			sort_buckets(hash + from, end[b] - from, spare, shift - 8);
		else
			sort_run(hash + from, end[b] - from);
		from = end[b];
	}
}

size_t
dup_sort(uint64_t *hash, size_t count, uint64_t *spare)
{
	size_t kept = 0;

	sort_buckets(hash, count, spare, 56);
	for (size_t i = 0; i < count; i++) {
		if (kept == 0 || hash[i] != hash[kept - 1])
			hash[kept++] = hash[i];
	}
	return kept;
}

struct dup_set
dup_set_of(struct arena *arena, const struct dup_tokens *tokens)
{
	struct dup_set set = { 0, ARENA_ARRAY(arena, tokens->count + 1, uint64_t) };
	uint64_t *spare = ARENA_ARRAY(arena, tokens->count + 1, uint64_t);

	set.count = dup_shingles(tokens, 0, tokens->count, set.hash);
	set.count = dup_sort(set.hash, set.count, spare);
	return set;
}

void
dup_minhash_init(struct dup_minhash *m)
{
	for (uint64_t j = 0; j < DUP_MINHASHES; j++) {
		m->a[j] = dup_mix(2 * j + 1) | 1;
		m->c[j] = dup_mix(977 * j + 5);
	}
}

/* Six vectors of the signature at a time stay in registers while the whole set passes by. */
__attribute__((target_clones("avx2", "default"), optimize("O3"))) static void
sign_tile(const uint64_t *a, const uint64_t *c, struct dup_set set, uint32_t *to)
{
	ulanes va[TILE], vc[TILE];
	lanes least[TILE];

	memcpy(va, a, sizeof(va));
	memcpy(vc, c, sizeof(vc));
	for (size_t t = 0; t < TILE; t++)
		least[t] = (lanes){ UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX };
	for (size_t i = 0; i < set.count; i++) {
		for (size_t t = 0; t < TILE; t++) {
			lanes v = (lanes)((va[t] * set.hash[i] + vc[t]) >> 32);
			lanes less = v < least[t];

			least[t] = (v & less) | (least[t] & ~less);
		}
	}
	for (size_t t = 0; t < TILE; t++) {
		for (size_t k = 0; k < LANES; k++)
			to[t * LANES + k] = (uint32_t)least[t][k];
	}
}

void
dup_signature(const struct dup_minhash *m, struct dup_set set, uint32_t to[DUP_MINHASHES])
{
	for (size_t g = 0; g < GROUPS; g += TILE)
		sign_tile(m->a + g * LANES, m->c + g * LANES, set, to + g * LANES);
}

void
dup_band_keys(const uint32_t signature[DUP_MINHASHES], uint32_t keys[DUP_BANDS])
{
	for (size_t b = 0; b < DUP_BANDS; b++) {
		const uint32_t *row = signature + b * DUP_ROWS;
		uint64_t h = dup_mix(row[0] + 0x9e3779b97f4a7c15u);

		h = dup_mix(h ^ row[1]);
		keys[b] = (uint32_t)(dup_mix(h ^ row[2]) >> 32);
	}
}

size_t
dup_common(struct dup_set a, struct dup_set b)
{
	size_t common = 0;
	size_t i = 0;
	size_t j = 0;

	while (i < a.count && j < b.count) {
		uint64_t x = a.hash[i];
		uint64_t y = b.hash[j];

		common += x == y;
		i += x <= y;
		j += y <= x;
	}
	return common;
}
