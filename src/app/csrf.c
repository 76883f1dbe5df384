/* csrf.c: tokens need no table to be checked, only to be remembered once used. */
#include "app/csrf.h"

#include <sodium.h>

#include "app/app.h"
#include "app/ctx.h"
#include "app/gate.h"
#include "base/rand.h"

enum { NONCE = 16, MAC = 16, TOKEN_TEXT = 48 };

static void
make_mac(const struct ctx *ctx, const unsigned char nonce[NONCE], unsigned char mac[MAC])
{
	struct {
		unsigned char nonce[NONCE];
		int64_t session;
	} bound = { .session = ctx->user == NULL ? 0 : ctx->user->session_id };
	unsigned char full[32];

	memcpy(bound.nonce, nonce, NONCE);
	secret_hash(full, ctx->app->secrets.token_key, &bound, sizeof(bound));
	memcpy(mac, full, MAC);
}

const char *
csrf_token(struct ctx *ctx)
{
	unsigned char bytes[NONCE + MAC];
	char *text;

	if (ctx->private->token != NULL)
		return ctx->private->token;
	rand_secret(bytes, NONCE);
	make_mac(ctx, bytes, bytes + NONCE);
	text = arena_alloc(ctx->arena, TOKEN_TEXT);
	(void)sodium_bin2base64(text, TOKEN_TEXT, bytes, sizeof(bytes),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	ctx->private->token = text;
	return text;
}

bool
csrf_check(struct ctx *ctx)
{
	const char *text = request_body(ctx->req, CSRF_FIELD);
	unsigned char bytes[NONCE + MAC];
	unsigned char mac[MAC];
	size_t len;

	if (text == NULL ||
	    sodium_base642bin(bytes, sizeof(bytes), text, strlen(text), NULL, &len, NULL,
	        sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    len != sizeof(bytes))
		return false;
	make_mac(ctx, bytes, mac);
	return sodium_memcmp(mac, bytes + NONCE, MAC) == 0;
}

/* A piece with its length, so that no two bodies run together into the same bytes. */
static void
hash_piece(crypto_generichash_state *state, const void *at, size_t len)
{
	uint64_t n = len;

	(void)crypto_generichash_update(state, (const unsigned char *)&n, sizeof(n));
	(void)crypto_generichash_update(state, at, len);
}

void
csrf_key(struct ctx *ctx, unsigned char key[32])
{
	const struct request *req = ctx->req;
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, NULL, 0, 32);
	hash_piece(&state, req->path, strlen(req->path));
	for (size_t i = 0; i < req->nbody; i++) {
		hash_piece(&state, req->body[i].name, strlen(req->body[i].name));
		hash_piece(&state, req->body[i].value, strlen(req->body[i].value));
	}
	for (size_t i = 0; i < req->nuploads; i++) {
		hash_piece(&state, req->uploads[i].name, strlen(req->uploads[i].name));
		hash_piece(&state, req->uploads[i].hash, UPLOAD_HASH);
	}
	(void)crypto_generichash_final(&state, key, 32);
}
