/*
 * blob.c: files into the store and out again. The one idea: each chunk is a turn of the lane of its
 * own, so that other people's writes pass between two chunks of a large file.
 */
#include "app/blob.h"

#include "app/app.h"
#include "app/blob_store.h"
#include "app/ticker.h"
#include "base/arena.h"
#include "html/msg.h"
#include "text/secrecy.h"

enum { SWEEP_BATCH = 20, SWEEP_EVERY_MS = 600000, NAME_BYTES_MAX = 400, TYPE_BYTES_MAX = 120 };

/* What one turn writes: the blob's own row first, then chunk after chunk. */
struct piece {
	const struct blob *blob; /* NULL once its row is there */
	int64_t id;
	int64_t place;
	struct str bytes;
};

/* RC_REFUSED when the account has sent too much already that no row names. */
static enum rc
file_write(struct db *db, const struct blob *blob)
{
	int64_t bytes = 0;
	enum rc rc = RC_OK;

	if (blob->made_by != 0)
		rc = blob_loose(db, blob->made_by, &bytes);
	if (rc != RC_OK)
		return rc;
	return bytes + blob->size > BLOB_LOOSE_MAX ? RC_REFUSED : blob_insert(db, blob);
}

static enum rc
piece_write(struct db *db, const struct piece *piece)
{
	enum rc rc = piece->blob != NULL ? file_write(db, piece->blob) : RC_OK;

	return rc != RC_OK ? rc : blob_insert_chunk(db, piece->id, piece->place, piece->bytes);
}

static enum rc
piece_apply(struct turn *turn, struct db *db)
{
	const struct piece *piece = turn->data;

	return piece_write(db, piece);
}

static enum rc
piece_send(struct ctx *ctx, struct lane *lane, struct piece *piece)
{
	struct turn turn = { .apply = piece_apply, .data = piece };
	enum rc rc;

	if (lane == NULL)
		return piece_write(ctx->db, piece);
	rc = lane_run(lane, &turn);
	return rc == RC_OK || rc == RC_REFUSED ? rc :
	    err_fail(&ctx->err, "file: %s", turn.err.detail);
}

static size_t
chunk_len(size_t size, size_t from)
{
	return size - from < BLOB_CHUNK ? size - from : BLOB_CHUNK;
}

/* A text of less than `max` bytes, cut at a whole character. */
static const char *
short_text(struct arena *arena, const char *text, size_t max)
{
	char *to = arena_alloc(arena, max);

	(void)str_copy(to, max, text == NULL ? "" : text);
	return to;
}

/* "MẬT.txt": the name as a line, without what tells the kind of file. */
static bool
is_name_marked(const struct upload *upload, char said[SECRECY_SAID_MAX])
{
	struct str name = str_of(upload->filename == NULL ? "" : upload->filename);
	const char *dot = memrchr(name.at, '.', name.len);

	if (dot != NULL && dot > name.at)
		name.len = (size_t)(dot - name.at);
	return secrecy_find(name, said) != SECRECY_NONE;
}

/* Does the file, or its name, bear a secrecy mark? *said is the line. */
static bool
is_marked(const struct upload *upload, char *room, char said[SECRECY_SAID_MAX])
{
	struct secrecy_reader reader = { 0 };

	if (is_name_marked(upload, said))
		return true;
	for (size_t at = 0; at < upload->size; at += BLOB_CHUNK)
		secrecy_feed(&reader,
		    upload_piece(upload, at, chunk_len(upload->size, at), room));
	if (secrecy_end(&reader) == SECRECY_NONE)
		return false;
	(void)str_copy(said, SECRECY_SAID_MAX, reader.said);
	return true;
}

enum rc
blob_send(struct ctx *ctx, const struct upload *upload, int64_t *id)
{
	struct lane *lane = ctx->app->lane;
	char said[SECRECY_SAID_MAX];
	struct blob blob;
	enum rc rc = RC_OK;
	char *room;

	if (upload->size == 0)
		return err_refuse(&ctx->err, upload->name, MSG_blob_empty);
	if (upload->size > BLOB_MAX)
		return err_refuse(&ctx->err, upload->name, MSG_blob_too_large);
	room = arena_room(ctx->arena, BLOB_CHUNK);
	if (is_marked(upload, room, said)) {
		err_arg_text(&ctx->err, "said", said);
		return err_refuse(&ctx->err, upload->name, MSG_blob_secret);
	}
	ctx->sent_blob = *id = ctx_id(ctx);
	blob = (struct blob){ .id = *id, .size = (int64_t)upload->size, .made_ms = ctx->now_ms,
		.made_by = ctx->user == NULL ? 0 : ctx->user->account_id,
		.name = short_text(ctx->arena, upload->filename, NAME_BYTES_MAX),
		.type = short_text(ctx->arena, upload->type, TYPE_BYTES_MAX),
		.hash = { (const char *)upload->hash, BLOB_HASH } };
	for (size_t at = 0; rc == RC_OK && at < upload->size; at += BLOB_CHUNK) {
		struct piece piece = { at == 0 ? &blob : NULL, *id, (int64_t)(at / BLOB_CHUNK),
			upload_piece(upload, at, chunk_len(upload->size, at), room) };

		rc = piece_send(ctx, lane, &piece);
	}
	return rc == RC_REFUSED ? err_refuse(&ctx->err, upload->name, MSG_blob_loose) : rc;
}

static enum rc
discard_apply(struct turn *turn, struct db *db)
{
	const int64_t *id = turn->data;

	return blob_remove_loose(db, *id);
}

void
blob_discard(struct ctx *ctx)
{
	struct turn turn = { .apply = discard_apply, .data = &ctx->sent_blob };

	if (ctx->sent_blob == 0)
		return;
	if (ctx->app->lane == NULL)
		(void)blob_remove_loose(ctx->db, ctx->sent_blob);
	else
		(void)lane_run(ctx->app->lane, &turn); /* what fails here the sweeper finds */
	ctx->sent_blob = 0;
}

enum rc
blob_put(struct db *db, int64_t id, const char *name, const char *type, struct str bytes,
    int64_t now_ms)
{
	const struct upload file = upload_of("", name, type, bytes);
	const struct blob blob = { .id = id, .name = name, .type = type,
		.size = (int64_t)bytes.len, .made_ms = now_ms,
		.hash = { (const char *)file.hash, BLOB_HASH } };
	enum rc rc = blob_insert(db, &blob);

	for (size_t at = 0; rc == RC_OK && at < bytes.len; at += BLOB_CHUNK)
		rc = blob_insert_chunk(db, id, (int64_t)(at / BLOB_CHUNK),
		    upload_piece(&file, at, chunk_len(bytes.len, at), NULL));
	return rc == RC_OK ? blob_keep(db, id) : rc;
}

struct reply
reply_blob(struct ctx *ctx, int64_t id)
{
	struct blob blob;
	struct str bytes;
	enum rc rc = blob_get(ctx->db, ctx->arena, id, &blob);

	if (rc == RC_OK)
		rc = blob_bytes(ctx->db, ctx->arena, id, &bytes);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	return reply_download(ctx, "application/octet-stream", blob.name, bytes);
}

static enum rc
sweep_apply(struct turn *turn, struct db *db)
{
	struct app *app = turn->data;
	struct arena *arena = arena_new(1 << 16);
	int64_t n;
	enum rc rc = blob_sweep(db, arena, clock_now_ms(&app->clock) - BLOB_SWEEP_MS, SWEEP_BATCH,
	    &n);

	arena_free(arena);
	return rc;
}

static void
sweep(struct app *app)
{
	(void)tick_write(app, "blobs", sweep_apply, app);
}

const struct tick blob_ticks[] = { { "blobs", SWEEP_EVERY_MS, sweep }, { 0 } };
