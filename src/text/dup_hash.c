/*
 * dup_hash.c: shingles and MinHash. The signature loop is the largest part of the search, so there
 * is a second one for processors with AVX2; a test holds both equal.
 */
#include "text/dup_hash.h"

#include <string.h>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "base/arena.h"

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

void
dup_signature_plain(const struct dup_minhash *m, struct dup_set set,
	uint32_t to[DUP_MINHASHES])
{
	for (size_t j = 0; j < DUP_MINHASHES; j++) {
		uint32_t least = UINT32_MAX;

		for (size_t i = 0; i < set.count; i++) {
			uint32_t v = (uint32_t)((m->a[j] * set.hash[i] + m->c[j]) >> 32);

			least = v < least ? v : least;
		}
		to[j] = least;
	}
}

#ifdef __x86_64__
enum { LANES = 8, TILE = 2 };

/*
 * Eight functions j. With a = (a1, a0) and h = (h1, h0) in halves of 32 bits the upper half of
 * a h + c is a1 h0 + a0 h1 + upper half of (a0 h0 + c); the products a0 h0 of even and odd lanes
 * are made apart, since they need 64 bits.
 */
struct eight {
	__m256i a0, a1, a0_odd, c_even, c_odd;
};

__attribute__((target("avx2"))) static struct eight
eight_of(const uint64_t *a, const uint64_t *c)
{
	uint32_t a0[LANES], a1[LANES];
	uint64_t even[LANES / 2], odd[LANES / 2];
	struct eight e;

	for (size_t k = 0; k < LANES; k++) {
		a0[k] = (uint32_t)a[k];
		a1[k] = (uint32_t)(a[k] >> 32);
		(k % 2 == 0 ? even : odd)[k / 2] = c[k];
	}
	e.a0 = _mm256_loadu_si256((const __m256i *)a0);
	e.a1 = _mm256_loadu_si256((const __m256i *)a1);
	e.a0_odd = _mm256_srli_epi64(e.a0, 32);
	e.c_even = _mm256_loadu_si256((const __m256i *)even);
	e.c_odd = _mm256_loadu_si256((const __m256i *)odd);
	return e;
}

__attribute__((target("avx2"))) static inline __m256i
eight_least(const struct eight *e, __m256i h0, __m256i h1, __m256i least)
{
	__m256i even = _mm256_add_epi64(_mm256_mul_epu32(e->a0, h0), e->c_even);
	__m256i odd = _mm256_add_epi64(_mm256_mul_epu32(e->a0_odd, h0), e->c_odd);
	__m256i upper = _mm256_blend_epi32(_mm256_srli_epi64(even, 32), odd, 0xAA);
	__m256i cross = _mm256_add_epi32(_mm256_mullo_epi32(e->a1, h0),
		_mm256_mullo_epi32(e->a0, h1));

	return _mm256_min_epu32(least, _mm256_add_epi32(cross, upper));
}

/* Two vectors of the signature at a time stay in registers while the whole set passes by. */
__attribute__((target("avx2"))) static void
sign_avx2(const struct dup_minhash *m, struct dup_set set, uint32_t *to)
{
	for (size_t j = 0; j < DUP_MINHASHES; j += LANES * TILE) {
		struct eight a = eight_of(m->a + j, m->c + j);
		struct eight b = eight_of(m->a + j + LANES, m->c + j + LANES);
		__m256i least_a = _mm256_set1_epi32(-1);
		__m256i least_b = least_a;

		for (size_t i = 0; i < set.count; i++) {
			__m256i h0 = _mm256_set1_epi32((int)(uint32_t)set.hash[i]);
			__m256i h1 = _mm256_set1_epi32((int)(set.hash[i] >> 32));

			least_a = eight_least(&a, h0, h1, least_a);
			least_b = eight_least(&b, h0, h1, least_b);
		}
		_mm256_storeu_si256((__m256i *)(to + j), least_a);
		_mm256_storeu_si256((__m256i *)(to + j + LANES), least_b);
	}
}
#endif

void
dup_signature(const struct dup_minhash *m, struct dup_set set, uint32_t to[DUP_MINHASHES])
{
#ifdef __x86_64__
	if (__builtin_cpu_supports("avx2")) {
		sign_avx2(m, set, to);
		return;
	}
#endif
	dup_signature_plain(m, set, to);
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
