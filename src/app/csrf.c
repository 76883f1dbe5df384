/* csrf.c: tokens need no table to be checked, only to be remembered once used. */
#include "app/csrf.h"

#include <sodium.h>

#include "app/app.h"
#include "app/ctx.h"
#include "app/gate.h"
#include "base/rand.h"

enum { NONCE = 16, MAC = 16, TOKEN_TEXT = 56 };

#define CSRF_MS (CSRF_HOURS * INT64_C(3600000))

/* As it travels, in base64. */
struct token {
	unsigned char nonce[NONCE];
	int64_t made_ms;
	unsigned char mac[MAC];
};

static void
make_mac(const struct ctx *ctx, const struct token *token, unsigned char mac[MAC])
{
	struct {
		unsigned char nonce[NONCE];
		int64_t made_ms;
		int64_t session;
	} bound = { .made_ms = token->made_ms,
		.session = ctx->user == NULL ? 0 : ctx->user->session_id };
	unsigned char full[32];

	memcpy(bound.nonce, token->nonce, NONCE);
	secret_hash(full, ctx->app->secrets.token_key, &bound, sizeof(bound));
	memcpy(mac, full, MAC);
}

const char *
csrf_token(struct ctx *ctx)
{
	struct token token = { .made_ms = ctx->now_ms };
	char *text;

	_Static_assert(sizeof(token) == NONCE + sizeof(int64_t) + MAC, "no holes");
	if (ctx->private->token != NULL)
		return ctx->private->token;
	rand_secret(token.nonce, NONCE);
	make_mac(ctx, &token, token.mac);
	text = arena_alloc(ctx->arena, TOKEN_TEXT);
	(void)sodium_bin2base64(text, TOKEN_TEXT, (const unsigned char *)&token, sizeof(token),
	    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	ctx->private->token = text;
	return text;
}

bool
csrf_check(struct ctx *ctx)
{
	const char *text = request_body(ctx->req, CSRF_FIELD);
	struct token token;
	unsigned char mac[MAC];
	size_t len;

	if (text == NULL ||
	    sodium_base642bin((unsigned char *)&token, sizeof(token), text, strlen(text), NULL,
	        &len, NULL, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    len != sizeof(token))
		return false;
	make_mac(ctx, &token, mac);
	return sodium_memcmp(mac, token.mac, MAC) == 0 && token.made_ms > ctx->now_ms - CSRF_MS &&
	    token.made_ms < ctx->now_ms + CSRF_MS;
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
