/*
 * blob.h: files in the store: the original of a document, the evidence of a report. A file is rows
 * of BLOB_CHUNK bytes, so that no turn of the write lane carries a whole one. It is sent first, in
 * turns of its own, and kept by the row that names it; what nobody kept is swept after a day.
 *
 *	prepare: blob_send(ctx, upload, &id);      many small turns, the request waits on a worker
 *	apply:   blob_keep(ctx->db, id);           in the same transaction as the row that names it
 */
#ifndef APP_BLOB_H
#define APP_BLOB_H

#include "app/ctx.h"
#include "app/slices.h"

#define BLOB_CHUNK ((size_t)256 * 1024)
#define BLOB_MAX ((size_t)20 * 1024 * 1024)
#define BLOB_HASH UPLOAD_HASH
#define BLOB_SWEEP_MS (INT64_C(24) * 3600 * 1000)
#define BLOB_LOOSE_MAX (INT64_C(100) * 1024 * 1024) /* bytes of an account that no row names */

struct blob {
	int64_t id;
	const char *name; /* as the sender called it: shown, never used as a path */
	const char *type; /* as the sender said, not believed */
	int64_t size;     /* bytes */
	struct str hash;  /* BLAKE2b-256 of the bytes */
	int64_t made_ms;
	int64_t made_by;  /* the account; 0: the program itself, without a bound */
};

/*
 * In prepare, on a worker: the upload becomes a blob that is not kept yet. Refuses at the upload's
 * field what is empty, over BLOB_MAX or bears a secrecy mark, and what would bring the account over
 * BLOB_LOOSE_MAX. Without a lane (commands, tests) it writes through ctx->db. Of a file it holds
 * one chunk in memory at a time. Ask first all that can refuse the act.
 */
enum rc blob_send(struct ctx *ctx, const struct upload *upload, int64_t *id);

/* The gate's, on a worker, when the act was refused: removes ctx->sent_blob unless it is kept. */
void blob_discard(struct ctx *ctx);

/* A whole blob in the open transaction, kept at once: for commands and the demo. */
enum rc blob_put(struct db *db, int64_t id, const char *name, const char *type, struct str bytes,
    int64_t now_ms);

/* In apply, beside the row that names it; RC_NONE when it was swept meanwhile. */
enum rc blob_keep(struct db *db, int64_t id);

/* A file's facts, and all its bytes; RC_NONE: there is none, or it is still arriving. */
enum rc blob_get(struct db *db, struct arena *arena, int64_t id, struct blob *blob);
enum rc blob_bytes(struct db *db, struct arena *arena, int64_t id, struct str *bytes);

/* Removes at most `limit` blobs older than `before_ms` that nobody kept; *n is how many. */
enum rc blob_sweep(struct db *db, struct arena *arena, int64_t before_ms, int64_t limit,
    int64_t *n);

/* The file as a download, under its name in ASCII; the caller has checked the right. */
struct reply reply_blob(struct ctx *ctx, int64_t id) __attribute__((warn_unused_result));

extern const struct tick blob_ticks[];
extern const struct recount blob_recounts[]; /* kept files against their hashes */

#endif
