/* blob_store.c: rows of files. */
#include "app/blob_store.h"

#include "base/arena.h"

enum rc
blob_insert(struct db *db, const struct blob *blob)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO blob_file (id, name, type, size, hash, made_ms, made_by, kept)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, 0)"));
	db_bind_i64(q, 1, blob->id);
	db_bind_text(q, 2, blob->name);
	db_bind_text(q, 3, blob->type);
	db_bind_i64(q, 4, blob->size);
	db_bind_bytes(q, 5, blob->hash.at, blob->hash.len);
	db_bind_i64(q, 6, blob->made_ms);
	db_bind_i64(q, 7, blob->made_by);
	return db_run(q, NULL);
}

enum rc
blob_insert_chunk(struct db *db, int64_t id, int64_t place, struct str bytes)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("INSERT INTO blob_chunk (blob_id, place, bytes) VALUES ($1, $2, $3)"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, place);
	db_bind_bytes(q, 3, bytes.at, bytes.len);
	return db_run(q, NULL);
}

enum rc
blob_keep(struct db *db, int64_t id)
{
	int64_t changed = 0;
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL("UPDATE blob_file SET kept = 1 WHERE id = $1"));
	db_bind_i64(q, 1, id);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_NONE : rc;
}

enum rc
blob_get(struct db *db, struct arena *arena, int64_t id, struct blob *blob)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL("SELECT name, type, size, hash, made_ms FROM blob_file WHERE id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		*blob = (struct blob){ .id = id, .name = db_text(q, arena, "name"),
			.type = db_text(q, arena, "type"), .size = db_i64(q, "size"),
			.hash = db_bytes(q, arena, "hash"), .made_ms = db_i64(q, "made_ms") };
	return db_end_found(q, found);
}

enum rc
blob_bytes(struct db *db, struct arena *arena, int64_t id, struct str *bytes)
{
	struct blob blob = { 0 };
	struct db_stmt *q;
	size_t size, len = 0;
	char *to;
	enum rc rc = blob_get(db, arena, id, &blob);

	if (rc != RC_OK)
		return rc;
	size = (size_t)blob.size; /* room for all at once: growing would take twice as much */
	to = arena_room(arena, size + 1);
	q = db_stmt(db, SQL("SELECT bytes FROM blob_chunk WHERE blob_id = $1 ORDER BY place"));
	db_bind_i64(q, 1, id);
	while (db_step(q) == RC_OK) {
		struct str chunk = db_bytes(q, arena, "bytes");

		if (chunk.len <= size - len)
			memcpy(to + len, chunk.at, chunk.len);
		len += chunk.len <= size - len ? chunk.len : 0;
	}
	*bytes = (struct str){ to, len };
	rc = db_end(q);
	return rc == RC_OK && len != size ? RC_NONE : rc; /* still arriving */
}

static enum rc
remove_one(struct db *db, int64_t id)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL("DELETE FROM blob_chunk WHERE blob_id = $1"));
	db_bind_i64(q, 1, id);
	rc = db_run(q, NULL);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL("DELETE FROM blob_file WHERE id = $1"));
	db_bind_i64(q, 1, id);
	return db_run(q, NULL);
}

enum rc
blob_loose(struct db *db, int64_t account_id, int64_t *bytes)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT size FROM blob_file WHERE kept = 0 AND made_by = $1 LIMIT 1000"));
	db_bind_i64(q, 1, account_id);
	for (*bytes = 0; db_step(q) == RC_OK;)
		*bytes += db_i64(q, "size");
	return db_end(q);
}

enum rc
blob_remove_loose(struct db *db, int64_t id)
{
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL("SELECT id FROM blob_file WHERE id = $1 AND kept = 0"));
	db_bind_i64(q, 1, id);
	rc = db_exists(q);
	if (rc != RC_OK)
		return rc == RC_NONE ? RC_OK : rc;
	return remove_one(db, id);
}

enum rc
blob_sweep(struct db *db, struct arena *arena, int64_t before_ms, int64_t limit, int64_t *n)
{
	int64_t *ids = ARENA_ARRAY(arena, (size_t)limit, int64_t);
	int64_t found = 0;
	struct db_stmt *q;
	enum rc rc;

	q = db_stmt(db, SQL(
	    "SELECT id FROM blob_file"
	    " WHERE kept = 0 AND made_ms < $1"
	    " ORDER BY made_ms, id LIMIT $2"));
	db_bind_i64(q, 1, before_ms);
	db_bind_i64(q, 2, limit);
	while (found < limit && db_step(q) == RC_OK)
		ids[found++] = db_i64(q, "id");
	rc = db_end(q);
	for (*n = 0; rc == RC_OK && *n < found; (*n)++)
		rc = remove_one(db, ids[*n]);
	return rc;
}
