/*
 * tally.h: how many things each key has open at this moment, for caps per client address. Safe for
 * several threads. Memory is bounded by the number of keys given at the start.
 */
#ifndef HTTP_TALLY_H
#define HTTP_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tally;

/* Never NULL. A key counts as one of `keys_max` while it has anything open. */
struct tally *tally_new(size_t keys_max);
void tally_free(struct tally *tally);

/* Counts one more for the key; false if it has `max` already, or the table is full. */
bool tally_enter(struct tally *tally, uint64_t key, int max);
/* Undoes one tally_enter that said true. */
void tally_leave(struct tally *tally, uint64_t key);

#endif
