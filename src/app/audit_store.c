/* audit_store.c: the log's rows. */
#include "app/audit_store.h"

enum rc
audit_add(struct db *db, const struct audit_entry *entry)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO audit_entry (id, at_ms, account_id, actor, role, unit_id, verb,"
	        " object, object_id, detail, request_id)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"));
	db_bind_i64(q, 1, entry->id);
	db_bind_i64(q, 2, entry->at_ms);
	db_bind_id(q, 3, entry->account_id);
	db_bind_text(q, 4, entry->actor);
	db_bind_text(q, 5, entry->role);
	db_bind_id(q, 6, entry->unit_id);
	db_bind_text(q, 7, entry->verb);
	db_bind_text(q, 8, entry->object);
	db_bind_i64(q, 9, entry->object_id);
	db_bind_text(q, 10, entry->detail);
	db_bind_text(q, 11, entry->request_id);
	return db_run(q, NULL);
}

/* Reads the columns that all selects of entries share. */
static void
read_entry(struct db_stmt *q, struct arena *arena, struct audit_entry *entry)
{
	entry->id = db_i64(q, "id");
	entry->seq = db_i64(q, "seq");
	entry->at_ms = db_i64(q, "at_ms");
	entry->account_id = db_i64(q, "account_id");
	entry->actor = db_text(q, arena, "actor");
	entry->role = db_text(q, arena, "role");
	entry->unit_id = db_i64(q, "unit_id");
	entry->verb = db_text(q, arena, "verb");
	entry->object = db_text(q, arena, "object");
	entry->object_id = db_i64(q, "object_id");
	entry->detail = db_text(q, arena, "detail");
	entry->request_id = db_text(q, arena, "request_id");
	entry->hash = db_bytes(q, arena, "hash");
}

static enum rc
read_entries(struct db_stmt *q, struct arena *arena, struct audit_entry *to, size_t max, size_t *n)
{
	*n = 0;
	while (*n < max && db_step(q) == RC_OK)
		read_entry(q, arena, &to[(*n)++]);
	return db_end(q);
}

enum rc
audit_unchained(struct db *db, struct arena *arena, struct audit_entry *to, size_t max, size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT id, seq, at_ms, account_id, actor, role, unit_id, verb, object,"
	        " object_id, detail, request_id, hash"
	    " FROM audit_entry"
	    " WHERE seq IS NULL"
	    " ORDER BY id LIMIT $1"));
	db_bind_i64(q, 1, (int64_t)max);
	return read_entries(q, arena, to, max, n);
}

enum rc
audit_after(struct db *db, struct arena *arena, int64_t seq, struct audit_entry *to, size_t max,
    size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT id, seq, at_ms, account_id, actor, role, unit_id, verb, object,"
	        " object_id, detail, request_id, hash"
	    " FROM audit_entry"
	    " WHERE seq > $1"
	    " ORDER BY seq LIMIT $2"));
	db_bind_i64(q, 1, seq);
	db_bind_i64(q, 2, (int64_t)max);
	return read_entries(q, arena, to, max, n);
}

enum rc
audit_outside(struct db *db, int64_t *n, int64_t *id)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n, coalesce(min(id), 0) AS id FROM audit_entry WHERE seq < 1"));
	*n = *id = 0;
	if (db_first(q) == RC_OK) {
		*n = db_i64(q, "n");
		*id = db_i64(q, "id");
	}
	return db_end(q);
}

enum rc
audit_last(struct db *db, int64_t *seq, unsigned char hash[AUDIT_HASH], struct arena *arena)
{
	struct db_stmt *q;
	struct str last;

	q = db_stmt(db, SQL(
	    "SELECT seq, hash FROM audit_entry WHERE seq > 0 ORDER BY seq DESC LIMIT 1"));
	*seq = 0;
	memset(hash, 0, AUDIT_HASH);
	if (db_first(q) == RC_OK) {
		*seq = db_i64(q, "seq");
		last = db_bytes(q, arena, "hash");
		if (last.len == AUDIT_HASH)
			memcpy(hash, last.at, AUDIT_HASH);
	}
	return db_end(q);
}

enum rc
audit_set_link(struct db *db, int64_t id, int64_t seq, const unsigned char hash[AUDIT_HASH])
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "UPDATE audit_entry SET seq = $2, hash = $3 WHERE id = $1 AND seq IS NULL"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, seq);
	db_bind_bytes(q, 3, hash, AUDIT_HASH);
	return db_run(q, NULL);
}

enum rc
audit_head_add(struct db *db, const struct audit_head *head)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO audit_head (seq, hash, signed_ms, signature, public_key)"
	    " VALUES ($1, $2, $3, $4, $5)"
	    " ON CONFLICT (seq) DO NOTHING"));
	db_bind_i64(q, 1, head->seq);
	db_bind_bytes(q, 2, head->hash, AUDIT_HASH);
	db_bind_i64(q, 3, head->signed_ms);
	db_bind_bytes(q, 4, head->signature, SIGNATURE_BYTES);
	db_bind_bytes(q, 5, head->public_key, SIGN_PUBLIC_BYTES);
	return db_run(q, NULL);
}

static void
copy_bytes(unsigned char *to, size_t size, struct str from)
{
	memset(to, 0, size);
	if (from.len == size)
		memcpy(to, from.at, size);
}

enum rc
audit_head_last(struct db *db, struct arena *arena, struct audit_head *head)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT seq, hash, signed_ms, signature, public_key FROM audit_head"
	    " WHERE seq > 0"
	    " ORDER BY seq DESC LIMIT 1"));
	found = db_first(q);
	if (found == RC_OK) {
		head->seq = db_i64(q, "seq");
		head->signed_ms = db_i64(q, "signed_ms");
		copy_bytes(head->hash, AUDIT_HASH, db_bytes(q, arena, "hash"));
		copy_bytes(head->signature, SIGNATURE_BYTES, db_bytes(q, arena, "signature"));
		copy_bytes(head->public_key, SIGN_PUBLIC_BYTES, db_bytes(q, arena, "public_key"));
	}
	return db_end_found(q, found);
}

enum rc
lease_take(struct db *db, const char *name, const char *holder, int64_t now_ms, int64_t for_ms)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "INSERT INTO lease (name, holder, fence, until_ms)"
	    " VALUES ($1, $2, 1, $3)"
	    " ON CONFLICT (name)"
	        " DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms,"
	        " fence = lease.fence + CASE WHEN lease.holder = excluded.holder THEN 0 ELSE 1 END"
	    " WHERE lease.holder = excluded.holder OR lease.until_ms < $4"));
	db_bind_text(q, 1, name);
	db_bind_text(q, 2, holder);
	db_bind_i64(q, 3, now_ms + for_ms);
	db_bind_i64(q, 4, now_ms);
	rc = db_run(q, &changed);
	if (rc != RC_OK)
		return rc;
	return changed == 1 ? RC_OK : RC_NONE;
}
