/*
 * password.h: Argon2id (RFC 9106; libsodium, 19 MiB, 2 passes: OWASP 2023), 30 ms and more of a
 * processor. A route that hashes says ROUTE_HASH: two threads do nothing else, at most 32 requests
 * wait for them and the rest are told that the system is busy, so that a flood of sign-ins can take
 * neither the memory nor the workers.
 */
#ifndef APP_PASSWORD_H
#define APP_PASSWORD_H

#include <stdbool.h>

#include "base/err.h"

#define PASSWORD_HASH_MAX 128
#define PASSWORD_LEAST 10  /* characters */
#define PASSWORD_MOST 128  /* bytes */

/* `hash` is text to store. RC_FAILED: no memory. */
enum rc password_hash(const char *password, char hash[PASSWORD_HASH_MAX], struct err *err);

/*
 * RC_OK: it fits; RC_REFUSED: it does not. A NULL hash (no such account) takes as long and refuses,
 * so that time does not tell who has an account.
 */
enum rc password_check(const char *password, const char *hash, struct err *err);

/*
 * Is it one of those that are tried first: a common word, in English or Vietnamese, with whatever
 * digits and signs round it or in place of letters; one piece repeated; a run of digits or letters?
 */
bool password_common(const char *password);

/* The rule for a new password: length, not the login, not common. Names the field "password". */
enum rc password_allowed(const char *password, const char *login, struct err *err);

/* A random password a person can type: 4 groups of 4, 80 bits. */
#define PASSWORD_RANDOM_MAX 24
void password_random(char to[PASSWORD_RANDOM_MAX]);

#endif
