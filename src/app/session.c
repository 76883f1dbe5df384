/*
 * session.c: who a cookie belongs to. The cookie is 32 random bytes; the store keeps only their
 * hash, so that whoever reads the database cannot sign in. Last use is noted at most every five
 * minutes, through the lane and without waiting for it.
 */
#include "app/session.h"

#include <sodium.h>

#include "app/app.h"
#include "app/gate.h"
#include "app/gate_store.h"
#include "base/mem.h"
#include "base/rand.h"

enum { TOKEN_BYTES = 32, TOUCH_MS = 5 * 60 * 1000 };

struct touch {
	struct turn turn;
	int64_t session_id;
	int64_t now_ms;
};

static enum rc
touch_apply(struct turn *turn, struct db *db)
{
	struct touch *touch = turn->data;

	return session_touch(db, touch->session_id, touch->now_ms);
}

static void
touch_done(struct turn *turn, enum rc rc)
{
	(void)rc; /* the next request tries again */
	mem_free(turn->data);
}

static void
note_use(struct ctx *ctx)
{
	struct touch *touch = mem_alloc(sizeof(*touch));

	touch->turn = (struct turn){ .apply = touch_apply, .done = touch_done, .data = touch };
	touch->session_id = ctx->user->session_id;
	touch->now_ms = ctx->now_ms;
	if (!lane_submit(ctx->app->lane, &touch->turn))
		mem_free(touch);
}

/* False if the cookie's text is not a token. */
static bool
session_hash(const char *text, unsigned char hash[32])
{
	unsigned char token[TOKEN_BYTES];
	size_t len;

	if (sodium_base642bin(token, sizeof(token), text, strlen(text), NULL, &len, NULL,
	        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    len != TOKEN_BYTES)
		return false;
	plain_hash(hash, token, sizeof(token));
	return true;
}

void
session_new_token(char text[SESSION_TEXT_MAX], unsigned char hash[32])
{
	unsigned char token[TOKEN_BYTES];

	rand_secret(token, sizeof(token));
	plain_hash(hash, token, sizeof(token));
	(void)sodium_bin2base64(text, SESSION_TEXT_MAX, token, sizeof(token),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

enum rc
session_find(struct ctx *ctx)
{
	const char *text = request_cookie(ctx->req, SESSION_COOKIE);
	unsigned char hash[32];
	int64_t seen_ms = 0;
	enum rc rc;

	if (text == NULL || !session_hash(text, hash))
		return RC_OK;
	rc = session_by_token(ctx->db, ctx->arena, hash, ctx->now_ms, &ctx->private->user,
	    &seen_ms);
	if (rc != RC_OK)
		return rc == RC_NONE ? RC_OK : rc;
	ctx->user = &ctx->private->user;
	if (ctx->now_ms - seen_ms > TOUCH_MS)
		note_use(ctx);
	return RC_OK;
}

void
session_set_cookie(struct ctx *ctx, const char *text)
{
	gate_set_cookie(ctx, SESSION_COOKIE, text, SESSION_HOURS * 3600, true);
}

void
session_clear_cookie(struct ctx *ctx)
{
	gate_set_cookie(ctx, SESSION_COOKIE, "", 0, true);
}
