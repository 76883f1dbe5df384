/*
 * secrets.h: what this installation knows and its database does not. One file, mode 0600, holds 32
 * random bytes; every key is derived from them (libsodium crypto_kdf, BLAKE2b) for one purpose.
 * Lose the file and sessions end and the audit log gets a new signing key; whoever copies only the
 * database cannot forge either.
 */
#ifndef APP_SECRETS_H
#define APP_SECRETS_H

#include <stddef.h>

#include <stdbool.h>

#include "base/err.h"

#define SECRET_BYTES 32
#define SIGN_PUBLIC_BYTES 32
#define SIGN_SECRET_BYTES 64
#define SIGNATURE_BYTES 64

struct secrets {
	unsigned char token_key[SECRET_BYTES]; /* form tokens */
	unsigned char sign_public[SIGN_PUBLIC_BYTES];
	unsigned char sign_secret[SIGN_SECRET_BYTES];
};

/*
 * Reads `path`. When it is missing it is made (0600) if `keep`; else the keys are of this process
 * only: who only reads leaves nothing behind. Refuses a file others may read.
 */
enum rc secrets_load(struct secrets *secrets, const char *path, bool keep, struct err *err);

/* Keyed or plain BLAKE2b-256 of one piece. */
void secret_hash(unsigned char to[32], const unsigned char key[32], const void *at, size_t len);
void plain_hash(unsigned char to[32], const void *at, size_t len);

#endif
