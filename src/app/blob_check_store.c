/* blob_check_store.c: do the files still have the bytes they came with? One at a time. */
#include <sodium.h>

#include "app/blob_store.h"
#include "base/arena.h"

enum { CHECK_BYTES = 32 * 1024 * 1024 };

/* The file behind `after`, and whether it is kept, not arriving: RC_NONE at the end. */
static enum rc
next_file(struct db *db, struct arena *arena, int64_t after, struct blob *blob, bool *kept)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(
	    "SELECT id, size, hash, kept FROM blob_file WHERE id > $1 ORDER BY id LIMIT 1"));
	db_bind_i64(q, 1, after);
	found = db_first(q);
	if (found == RC_OK) {
		*blob = (struct blob){ .id = db_i64(q, "id"), .size = db_i64(q, "size"),
			.hash = db_bytes(q, arena, "hash") };
		*kept = db_i64(q, "kept") != 0;
	}
	return db_end_found(q, found);
}

static enum rc
file_holds(struct db *db, struct arena *arena, const struct blob *blob, bool *holds)
{
	unsigned char hash[BLOB_HASH];
	crypto_generichash_state state;
	int64_t size = 0;
	struct db_stmt *q;

	(void)crypto_generichash_init(&state, NULL, 0, BLOB_HASH);
	q = db_stmt(db, SQL("SELECT bytes FROM blob_chunk WHERE blob_id = $1 ORDER BY place"));
	db_bind_i64(q, 1, blob->id);
	while (size <= (int64_t)BLOB_MAX && db_step(q) == RC_OK) {
		struct str chunk = db_bytes(q, arena, "bytes");

		(void)crypto_generichash_update(&state, (const unsigned char *)chunk.at, chunk.len);
		size += (int64_t)chunk.len;
	}
	(void)crypto_generichash_final(&state, hash, BLOB_HASH);
	*holds = size == blob->size && blob->hash.len == BLOB_HASH &&
	    memcmp(hash, blob->hash.at, BLOB_HASH) == 0;
	return db_end(q);
}

static int64_t
recount_files(struct db *db)
{
	struct arena *arena = arena_new(CHECK_BYTES);
	struct blob blob = { .id = INT64_MIN };
	int64_t wrong = 0;
	bool holds = true, kept = false;
	enum rc rc;

	while ((rc = next_file(db, arena, blob.id, &blob, &kept)) == RC_OK) {
		if (kept)
			rc = file_holds(db, arena, &blob, &holds);
		if (rc != RC_OK)
			break;
		wrong += kept && !holds;
		arena_reset(arena);
	}
	arena_free(arena);
	return rc == RC_NONE ? wrong : -1;
}

const struct recount blob_recounts[] = { { "files", recount_files }, { 0 } };
