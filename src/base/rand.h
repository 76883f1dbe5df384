/*
 * rand.h: two kinds of randomness, never mixed up. rand_secret is the machine's, for tokens and
 * ids that must not be guessed. struct prng is a seeded sequence (xoshiro256**, Blackman & Vigna
 * 2018, seeded by splitmix64): the same seed gives the same demo city, replicate or test on every
 * machine.
 */
#ifndef BASE_RAND_H
#define BASE_RAND_H

#include <stddef.h>
#include <stdint.h>

struct prng {
	uint64_t s[4];
};

void prng_init(struct prng *r, uint64_t seed); /* any seed, 0 too */
uint64_t prng_next(struct prng *r);            /* 64 bits */
uint64_t prng_below(struct prng *r, uint64_t limit); /* 0 .. limit-1, unbiased; limit > 0 */
double prng_unit(struct prng *r);                    /* [0, 1), 53 bits */

/* Fills from the kernel (getrandom); a machine without it ends the program. */
void rand_secret(void *to, size_t size);

#endif
