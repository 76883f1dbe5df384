/* gate_store.c: sessions and used form tokens. */
#include "app/gate_store.h"

#include "app/csrf.h"
#include "app/session.h"

enum { SESSIONS_MAX = 100 };

enum rc
form_token_find(struct ctx *ctx, const unsigned char key[32])
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(ctx->db, SQL("SELECT result_id FROM form_token WHERE key_hash = $1"));
	db_bind_bytes(q, 1, key, 32);
	found = db_first(q);
	if (found == RC_OK)
		ctx->result_id = db_i64(q, "result_id");
	return db_end_found(q, found);
}

enum rc
form_token_take(struct ctx *ctx, const unsigned char key[32])
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO form_token (key_hash, result_id, made_ms)"
	    " VALUES ($1, $2, $3)"
	    " ON CONFLICT (key_hash) DO NOTHING"));
	db_bind_bytes(q, 1, key, 32);
	db_bind_i64(q, 2, ctx->result_id);
	db_bind_i64(q, 3, ctx->now_ms);
	rc = db_run(q, &changed);
	if (rc != RC_OK || changed == 1)
		return rc;
	rc = form_token_find(ctx, key);
	return rc == RC_FAILED ? rc : RC_NONE;
}

enum rc
gate_store_expire(struct db *db, int64_t now_ms, int64_t limit, int64_t *n)
{
	struct db_stmt *q;
	int64_t sessions = 0;
	enum rc rc;

	*n = 0;
	q = db_stmt(db, SQL(
	    "DELETE FROM form_token WHERE key_hash IN"
	        " (SELECT key_hash FROM form_token WHERE made_ms < $1 ORDER BY made_ms LIMIT $2)"));
	db_bind_i64(q, 1, now_ms - CSRF_HOURS * INT64_C(3600000));
	db_bind_i64(q, 2, limit);
	rc = db_run(q, n);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL(
	    "DELETE FROM session WHERE id IN"
	        " (SELECT id FROM session WHERE expires_ms < $1 ORDER BY expires_ms LIMIT $2)"));
	db_bind_i64(q, 1, now_ms);
	db_bind_i64(q, 2, limit);
	rc = db_run(q, &sessions);
	if (sessions > *n)
		*n = sessions;
	return rc;
}

enum rc
session_by_token(struct db *db, struct arena *arena, const unsigned char hash[32], int64_t now_ms,
    struct user *user, int64_t *seen_ms)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT id, account_id, login, name, role, unit_id, unit_path, unit_name,"
	        " must_change, seen_ms"
	    " FROM session"
	    " WHERE token_hash = $1 AND expires_ms > $2"));
	db_bind_bytes(q, 1, hash, 32);
	db_bind_i64(q, 2, now_ms);
	found = db_first(q);
	if (found == RC_OK) {
		user->session_id = db_i64(q, "id");
		user->account_id = db_i64(q, "account_id");
		user->login = db_text(q, arena, "login");
		user->name = db_text(q, arena, "name");
		if (!role_parse(db_text(q, arena, "role"), &user->role))
			found = RC_NONE;
		user->unit_id = db_i64(q, "unit_id");
		user->unit_path = db_text(q, arena, "unit_path");
		user->unit_name = db_text(q, arena, "unit_name");
		user->must_change_password = db_i64(q, "must_change") == 1;
		*seen_ms = db_i64(q, "seen_ms");
	}
	return db_end_found(q, found);
}

enum rc
session_alive(struct db *db, int64_t id, int64_t now_ms)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("SELECT 1 AS found FROM session WHERE id = $1 AND expires_ms > $2"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, now_ms);
	return db_exists(q);
}

enum rc
session_touch(struct db *db, int64_t id, int64_t now_ms)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("UPDATE session SET seen_ms = $2 WHERE id = $1"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, now_ms);
	return db_run(q, NULL);
}

enum rc
session_open(struct ctx *ctx, const struct user *user, const unsigned char token_hash[32])
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO session (id, token_hash, account_id, login, name, role, unit_id,"
	        " unit_path, unit_name, must_change, created_ms, seen_ms, expires_ms)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)"));
	db_bind_i64(q, 1, ctx->result_id);
	db_bind_bytes(q, 2, token_hash, 32);
	db_bind_i64(q, 3, user->account_id);
	db_bind_text(q, 4, user->login);
	db_bind_text(q, 5, user->name);
	db_bind_text(q, 6, role_key(user->role));
	db_bind_i64(q, 7, user->unit_id);
	db_bind_text(q, 8, role_covers_city(user->role) ? "/" : user->unit_path);
	db_bind_text(q, 9, user->unit_name);
	db_bind_i64(q, 10, user->must_change_password);
	db_bind_i64(q, 11, ctx->now_ms);
	db_bind_i64(q, 12, ctx->now_ms + SESSION_HOURS * INT64_C(3600000));
	return db_run(q, NULL);
}

enum rc
session_end_all(struct db *db, int64_t account_id, int64_t keep_id)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "DELETE FROM session WHERE account_id = $1 AND id <> $2"));

	db_bind_i64(q, 1, account_id);
	db_bind_i64(q, 2, keep_id);
	return db_run(q, NULL);
}

enum rc
session_end(struct db *db, int64_t account_id, int64_t session_id, int64_t *ended)
{
	struct db_stmt *q = db_stmt(db, SQL(
	    "DELETE FROM session WHERE id = $1 AND account_id = $2"));

	db_bind_i64(q, 1, session_id);
	db_bind_i64(q, 2, account_id);
	return db_run(q, ended);
}

enum rc
session_list(struct db *db, struct arena *arena, int64_t account_id, struct session_row **rows,
    size_t *n)
{
	struct db_stmt *q;

	*n = 0;
	*rows = ARENA_ARRAY(arena, SESSIONS_MAX, struct session_row);
	q = db_stmt(db, SQL(
	    "SELECT id, created_ms, seen_ms FROM session"
	    " WHERE account_id = $1"
	    " ORDER BY created_ms DESC, id DESC LIMIT 100"));
	db_bind_i64(q, 1, account_id);
	while (*n < SESSIONS_MAX && db_step(q) == RC_OK) {
		(*rows)[(*n)++] = (struct session_row){ .id = db_i64(q, "id"),
			.created_ms = db_i64(q, "created_ms"),
			.seen_ms = db_i64(q, "seen_ms") };
	}
	return db_end(q);
}

enum rc
session_password_changed(struct db *db, int64_t session_id)
{
	struct db_stmt *q = db_stmt(db, SQL("UPDATE session SET must_change = 0 WHERE id = $1"));

	db_bind_i64(q, 1, session_id);
	return db_run(q, NULL);
}
