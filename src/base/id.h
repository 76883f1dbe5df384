/*
 * id.h: row ids and public codes. An id is 63 bits, time-ordered: 41 bits of milliseconds since
 * 2020-01-01T00:00:00Z, then 22 bits that count up from a random start within the millisecond; it
 * is made here, never by the database, so that both engines and every node make them alike. In JSON
 * and in addresses it is text. A public code is random, so that nobody can count or guess: 10
 * Crockford base32 characters (50 bits) and a check character (mod 37), shown in groups.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rand.h"
#include "base/str.h"

/* A maker of ids; safe for several threads. With a seed it repeats itself (demo, tests). */
struct id_maker;
struct id_maker *id_maker_new(void);
struct id_maker *id_maker_new_seeded(uint64_t seed);
void id_maker_free(struct id_maker *maker);

/* A new id, greater than every one made before it by this maker. now_ms before 2020 is a BUG. */
int64_t id_new(struct id_maker *maker, int64_t now_ms);

#define CODE_TEXT_MAX 16
/* "7KQ2M-X8R4T-H": 50 random bits of `bits`, with the check character. */
void code_text(uint64_t bits, char to[CODE_TEXT_MAX]);
/* Accepts lower case, missing dashes, O for 0, I and L for 1; false if the check fails. */
bool code_parse(struct str text, uint64_t *bits);

#endif
