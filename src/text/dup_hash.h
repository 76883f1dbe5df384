/*
 * dup_hash.h: a text as a set of hashed shingles, and the set as a signature.
 *
 * Shingle: 4 consecutive tokens, "a b c d" in UTF-8; hash h = mix(FNV-1a64), mix the finaliser of
 * splitmix64 (Steele, Lea & Flood 2014). MinHash (Broder 1997): m_j = min over the set of
 * (A_j h + C_j mod 2^64) >> 32, A_j = mix(2 j + 1) | 1, C_j = mix(977 j + 5), j = 0..191.
 * LSH: 64 bands of 3 rows; a pair at Jaccard J shares a band with probability
 * 1 - (1 - J^3)^64: 0.40 at 0.2, 0.985 at 0.4, 0.9998 at 0.5.
 */
#ifndef TEXT_DUP_HASH_H
#define TEXT_DUP_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "text/dup_token.h"

struct arena;

enum { DUP_SHINGLE = 4, DUP_MINHASHES = 192, DUP_BANDS = 64, DUP_ROWS = 3 };

uint64_t dup_mix(uint64_t x);
uint64_t dup_fnv(struct str bytes);

/* Sorted, without doubles. */
struct dup_set {
	size_t count;
	uint64_t *hash;
};

/* Hashes of the shingles of tokens first..first+count-1, in text order; returns how many. */
size_t dup_shingles(const struct dup_tokens *tokens, size_t first, size_t count, uint64_t *hash);

/* Sorts `count` hashes in place with the help of `spare` (same size) and drops doubles. */
size_t dup_sort(uint64_t *hash, size_t count, uint64_t *spare);

/* The set of a whole text. */
struct dup_set dup_set_of(struct arena *arena, const struct dup_tokens *tokens);

/* The constants A_j and C_j. */
struct dup_minhash {
	uint64_t a[DUP_MINHASHES];
	uint64_t c[DUP_MINHASHES];
};
void dup_minhash_init(struct dup_minhash *m);

/* The signature of a set; all ones for an empty set. */
void dup_signature(const struct dup_minhash *m, struct dup_set set, uint32_t to[DUP_MINHASHES]);

/* The same in plain C, for processors without AVX2. */
void dup_signature_plain(const struct dup_minhash *m, struct dup_set set,
	uint32_t to[DUP_MINHASHES]);

/* The 64 band keys of a signature. */
void dup_band_keys(const uint32_t signature[DUP_MINHASHES], uint32_t keys[DUP_BANDS]);

/* Size of the intersection. */
size_t dup_common(struct dup_set a, struct dup_set b);

#endif
