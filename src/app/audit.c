/*
 * audit.c: linking and checking the log. The one idea: what is hashed is a length-prefixed list of
 * the fields, so that no two different rows have the same bytes.
 */
#include "app/audit.h"

#include <sodium.h>

#include "app/app.h"
#include "app/audit_store.h"

enum { BATCH = 500, ARENA_BYTES = 32 * 1024 * 1024 };

enum rc
ctx_audit(struct ctx *ctx, const char *verb, const char *object, int64_t id, const char *detail)
{
	const struct user *user = ctx->user;
	const struct audit_entry entry = {
		.id = ctx_id(ctx),
		.at_ms = ctx->now_ms,
		.account_id = user == NULL ? 0 : user->account_id,
		.actor = user == NULL ? "" : user->name,
		.role = user == NULL ? "public" : role_key(user->role),
		.unit_id = user == NULL ? 0 : user->unit_id,
		.verb = verb,
		.object = object,
		.object_id = id,
		.detail = detail,
		.request_id = ctx->req->id,
	};

	return audit_add(ctx->db, &entry);
}

static void
hash_text(crypto_generichash_state *state, const char *text)
{
	uint64_t len = text == NULL ? UINT64_MAX : strlen(text);

	(void)crypto_generichash_update(state, (const unsigned char *)&len, sizeof(len));
	if (text != NULL)
		(void)crypto_generichash_update(state, (const unsigned char *)text, len);
}

static void
hash_number(crypto_generichash_state *state, int64_t number)
{
	(void)crypto_generichash_update(state, (const unsigned char *)&number, sizeof(number));
}

/* BLAKE2b-256 over the link before and every field of the entry, in this order. */
static void
link_hash(const unsigned char before[AUDIT_HASH], const struct audit_entry *e,
    unsigned char hash[AUDIT_HASH])
{
	crypto_generichash_state state;

	(void)crypto_generichash_init(&state, NULL, 0, AUDIT_HASH);
	(void)crypto_generichash_update(&state, before, AUDIT_HASH);
	hash_number(&state, e->seq);
	hash_number(&state, e->id);
	hash_number(&state, e->at_ms);
	hash_number(&state, e->account_id);
	hash_text(&state, e->actor);
	hash_text(&state, e->role);
	hash_number(&state, e->unit_id);
	hash_text(&state, e->verb);
	hash_text(&state, e->object);
	hash_number(&state, e->object_id);
	hash_text(&state, e->detail);
	hash_text(&state, e->request_id);
	(void)crypto_generichash_final(&state, hash, AUDIT_HASH);
}

/* What is signed: the place and the hash. */
static void
head_message(const struct audit_head *head, unsigned char message[8 + AUDIT_HASH])
{
	memcpy(message, &head->seq, 8);
	memcpy(message + 8, head->hash, AUDIT_HASH);
}

static enum rc
sign_head(struct db *db, const struct secrets *secrets, struct audit_head *head)
{
	unsigned char message[8 + AUDIT_HASH];

	head_message(head, message);
	(void)crypto_sign_detached(head->signature, NULL, message, sizeof(message),
	    secrets->sign_secret);
	memcpy(head->public_key, secrets->sign_public, SIGN_PUBLIC_BYTES);
	return audit_head_add(db, head);
}

enum rc
audit_chain(struct db *db, struct arena *arena, const struct secrets *secrets, int64_t now_ms,
    int64_t limit, int64_t *n)
{
	struct audit_entry *entries = ARENA_ARRAY(arena, (size_t)limit, struct audit_entry);
	struct audit_head head = { .signed_ms = now_ms };
	size_t count;
	enum rc rc;

	*n = 0;
	rc = audit_unchained(db, arena, entries, (size_t)limit, &count);
	if (rc != RC_OK || count == 0)
		return rc;
	rc = audit_last(db, &head.seq, head.hash, arena);
	for (size_t i = 0; rc == RC_OK && i < count; i++) {
		entries[i].seq = ++head.seq;
		link_hash(head.hash, &entries[i], head.hash);
		rc = audit_set_link(db, entries[i].id, entries[i].seq, head.hash);
	}
	if (rc != RC_OK)
		return rc;
	*n = (int64_t)count;
	return sign_head(db, secrets, &head);
}

/* The next entry continues the chain: right place, right hash. */
static bool
continues(const struct audit_entry *e, struct audit_verdict *v)
{
	unsigned char hash[AUDIT_HASH];

	link_hash(v->head, e, hash);
	if (e->seq != v->chained + 1 || e->hash.len != AUDIT_HASH ||
	    memcmp(e->hash.at, hash, AUDIT_HASH) != 0)
		return false;
	memcpy(v->head, hash, AUDIT_HASH);
	v->chained++;
	return true;
}

static enum rc
walk(struct db *db, struct arena *arena, struct audit_verdict *v)
{
	struct audit_entry *entries = ARENA_ARRAY(arena, BATCH, struct audit_entry);
	size_t n;
	enum rc rc = audit_after(db, arena, v->chained, entries, BATCH, &n);

	if (rc != RC_OK || n == 0)
		return rc == RC_OK ? RC_NONE : rc;
	for (size_t i = 0; i < n; i++) {
		if (continues(&entries[i], v))
			continue;
		v->bad_seq = v->chained + 1;
		v->bad_id = entries[i].seq == v->bad_seq ? entries[i].id : 0;
		return RC_NONE;
	}
	return RC_OK;
}

static enum rc
check_head(struct db *db, struct arena *arena, const unsigned char *public_key,
    struct audit_verdict *v)
{
	unsigned char message[8 + AUDIT_HASH];
	struct audit_head head;
	enum rc rc = audit_head_last(db, arena, &head);

	if (rc != RC_OK)
		return rc == RC_NONE ? RC_OK : rc;
	head_message(&head, message);
	v->head_signed = crypto_sign_verify_detached(head.signature, message, sizeof(message),
	                     public_key != NULL ? public_key : head.public_key) == 0;
	if (v->bad_seq == 0 && (head.seq != v->chained ||
	    memcmp(head.hash, v->head, AUDIT_HASH) != 0))
		v->bad_seq = head.seq < v->chained ? head.seq : v->chained + 1;
	return RC_OK;
}

enum rc
audit_key_differs(struct db *db, const unsigned char public_key[SIGN_PUBLIC_BYTES], bool *differs)
{
	struct arena *arena = arena_new(ARENA_BYTES);
	struct audit_head head;
	enum rc rc = audit_head_last(db, arena, &head);

	*differs = rc == RC_OK && memcmp(head.public_key, public_key, SIGN_PUBLIC_BYTES) != 0;
	arena_free(arena);
	return rc == RC_NONE ? RC_OK : rc;
}

enum rc
audit_verify(struct db *db, const unsigned char *public_key, struct audit_verdict *verdict)
{
	struct arena *arena = arena_new(ARENA_BYTES);
	struct audit_entry tail[BATCH];
	size_t n = 0;
	enum rc rc;

	*verdict = (struct audit_verdict){ 0 };
	while ((rc = walk(db, arena, verdict)) == RC_OK)
		arena_reset(arena);
	arena_reset(arena);
	if (rc == RC_NONE)
		rc = audit_unchained(db, arena, tail, BATCH, &n);
	verdict->tail = (int64_t)n;
	if (rc == RC_OK)
		rc = audit_outside(db, &verdict->outside, &verdict->outside_id);
	if (rc == RC_OK)
		rc = check_head(db, arena, public_key, verdict);
	arena_free(arena);
	return rc;
}
