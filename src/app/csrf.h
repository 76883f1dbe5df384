/*
 * csrf.h: the form token, against forged requests and for repeated ones. A token is 16 random
 * bytes, the time it was made, and a MAC of both and the session under the installation's key; a
 * page makes one and all its forms carry it. It is good for 24 h. What was carried out is
 * remembered for as long, under hash(token, path, body): the same token with the same body again
 * finds the first result instead of doing it twice, another body is another act.
 */
#ifndef APP_CSRF_H
#define APP_CSRF_H

#include <stdbool.h>

struct ctx;

#define CSRF_FIELD "_token"
#define CSRF_HOURS 24

/* This page's token, in the arena; the same for every form of the page. */
const char *csrf_token(struct ctx *ctx);

/* True if the request's body carries a token made for this session in the last CSRF_HOURS. */
bool csrf_check(struct ctx *ctx);

/* The name of this act: hash of token, path and everything in the body; of a file its hash. */
void csrf_key(struct ctx *ctx, unsigned char key[32]);

#endif
