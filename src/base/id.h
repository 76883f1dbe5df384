/*
 * id.h: row ids. An id is 63 bits, time-ordered: 41 bits of milliseconds since
 * 2020-01-01T00:00:00Z, then 22 bits that count up from a random start within the millisecond; it
 * is made here, never by the database, so that both engines and every node make them alike. In JSON
 * and in addresses it is text.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rand.h"
#include "base/str.h"

/*
 * A maker of ids; safe for several threads. With a seed it repeats itself (demo, tests), without
 * one its dice come from the kernel. Ends with id_maker_free (NULL is allowed).
 */
struct id_maker;
struct id_maker *id_maker_new(void);
struct id_maker *id_maker_new_seeded(uint64_t seed);
void id_maker_free(struct id_maker *maker);

/* A new id, greater than every one made before it by this maker. now_ms before 2020 is a BUG. */
int64_t id_new(struct id_maker *maker, int64_t now_ms);

#endif
