/*
 * session.h: session tokens and their cookie. Sessions live on the server (table session), end
 * after SESSION_HOURS whatever happens, and can be listed and revoked by their owner.
 */
#ifndef APP_SESSION_H
#define APP_SESSION_H

#include "app/ctx.h"

#define SESSION_COOKIE "gb_session"
#define SESSION_HOURS 12
#define SESSION_TEXT_MAX 48

/* A new token for a cookie, and the hash that the session row keeps. */
void session_new_token(char text[SESSION_TEXT_MAX], unsigned char hash[32]);

/*
 * Opens a session (in the lane) with id ctx->result_id; the token goes into the cookie. Of `user`
 * all but session_id counts; unit_path is the unit's, city-wide roles get "/".
 */
enum rc session_open(struct ctx *ctx, const struct user *user,
    const unsigned char token_hash[32]);
/* Ends sessions of an account: all but `keep_id` (0: all). */
enum rc session_end_all(struct db *db, int64_t account_id, int64_t keep_id);
/* One of them, if it is the account's own: *ended is 1, else 0. */
enum rc session_end(struct db *db, int64_t account_id, int64_t session_id, int64_t *ended);

/* The session goes on under the new password. */
enum rc session_password_changed(struct db *db, int64_t session_id);

struct session_row {
	int64_t id;
	int64_t created_ms;
	int64_t seen_ms;
};
/* Those of an account that are still kept, newest first, at most 100. */
enum rc session_list(struct db *db, struct arena *arena, int64_t account_id,
    struct session_row **rows, size_t *n);

/* On the reply of this request. */
void session_set_cookie(struct ctx *ctx, const char *text);
void session_clear_cookie(struct ctx *ctx);

#endif
