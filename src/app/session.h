/*
 * session.h: session tokens and their cookie. Sessions live on the server (table session), end after
 * SESSION_HOURS whatever happens, and can be listed and revoked by their owner.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include <stdbool.h>

struct ctx;

#define SESSION_COOKIE "gb_session"
#define SESSION_HOURS 12
#define SESSION_TEXT_MAX 48

/* A new token for a cookie, and the hash that the session row keeps. */
void session_new_token(char text[SESSION_TEXT_MAX], unsigned char hash[32]);

/* The hash of a cookie's text; false if it is not a token. */
bool session_hash(const char *text, unsigned char hash[32]);

/* On the reply of this request. */
void session_set_cookie(struct ctx *ctx, const char *text);
void session_clear_cookie(struct ctx *ctx);

#endif
