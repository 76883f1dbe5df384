/* gate_store.h: the gate's own tables: sessions and used form tokens. */
#ifndef APP_GATE_STORE_H
#define APP_GATE_STORE_H

#include "app/ctx.h"

/*
 * Marks an act as done: RC_OK the first time; RC_NONE when it was done before, and then
 * ctx->result_id is what it made.
 */
enum rc form_token_take(struct ctx *ctx, const unsigned char key[32]);

/* Was it done before? RC_OK, and ctx->result_id is what it made; RC_NONE: not yet. */
enum rc form_token_find(struct ctx *ctx, const unsigned char key[32]);

/*
 * Forgets acts older than CSRF_HOURS and sessions that ended; at most `limit` rows of each. *n is
 * the larger number: `limit` means that there may be more.
 */
enum rc gate_store_expire(struct db *db, int64_t now_ms, int64_t limit, int64_t *n);

/* The session with this token hash, still open: fills *user. RC_NONE: there is none. */
enum rc session_by_token(struct db *db, struct arena *arena, const unsigned char hash[32],
    int64_t now_ms, struct user *user, int64_t *seen_ms);
/*
 * For the lane: RC_NONE when the session ended, by whoever ended it, since the head was read.
 * Bodies may come slowly; a right that was taken away meanwhile is gone.
 */
enum rc session_alive(struct db *db, int64_t id, int64_t now_ms);
enum rc session_touch(struct db *db, int64_t id, int64_t now_ms);

#endif
