/*
 * throttle.h: token buckets by key, in memory of a fixed size. Keys are hashes of (purpose, client
 * address, login), so a flood against one account from one address does not lock its owner out
 * elsewhere. When the table is full the bucket that has rested longest gives way.
 */
#ifndef APP_THROTTLE_H
#define APP_THROTTLE_H

#include <stdbool.h>
#include <stdint.h>

struct throttle;

struct throttle_rate {
	int burst;       /* tokens at rest */
	int per_minute;  /* tokens that come back */
};

/* Never NULL; room for `slots` keys. */
struct throttle *throttle_new(size_t slots);
void throttle_free(struct throttle *throttle);

/* Takes one token; false when there is none, and *wait_s says when to come again. */
bool throttle_take(struct throttle *throttle, uint64_t key, struct throttle_rate rate,
    int64_t now_ms, int *wait_s);
/* Gives a token back (a sign-in that succeeded costs nothing). */
void throttle_give(struct throttle *throttle, uint64_t key, struct throttle_rate rate);

/* The key of a purpose ("sign_in"), an address (struct request's peer) and a login or "". */
uint64_t throttle_key(const char *purpose, uint64_t peer, const char *more);

#endif
