/*
 * document.h: documents that came in (văn bản đến). A text file in UTF-8 is kept as it came, with
 * its hash; the same bytes again are refused with a link to the first. What is marked MẬT, TỐI MẬT
 * or TUYỆT MẬT is refused and nothing of it is kept (Law on Protection of State Secrets 2018, art.
 * 8).
 */
#ifndef PLAN_DOCUMENT_DOCUMENT_H
#define PLAN_DOCUMENT_DOCUMENT_H

#include "app/ctx.h"
#include "app/listing.h"
#include "app/slices.h"
#include "text/extract.h"

/* A notice has some thousand bytes, a long plan some hundred thousand. */
#define DOCUMENT_BYTES_MAX ((size_t)10 * 1024 * 1024)
#define DOCUMENT_HASH 32

struct document {
	int64_t id;
	const char *title;    /* the abstract (trích yếu), else the first line */
	const char *symbol;   /* "412/TB-UBND", "" when unknown */
	const char *doc_type; /* "TB", "KH" ...: Decree 30/2020, annex III; else: */
#define DOCUMENT_TYPE_OTHER "other"
	const char *issuer;
	int64_t issued_day;   /* DAY_NONE when unknown */
	int64_t blob_id;
	int64_t made_ms;
	int64_t version;
};

/* Bytes read and understood, ready to be written. */
struct document_read {
	struct str bytes;
	unsigned char hash[DOCUMENT_HASH];
	struct decoded text;
	struct extract_result found;
};

/*
 * Reads bytes: refused at `field` when empty, too large, not UTF-8, with a zero byte, secret, or
 * with more than DIRECTIVES_MAX clauses.
 * Pure but for the arena. `today` completes dates without a year in a document without a date.
 */
enum rc document_read(struct arena *arena, struct str bytes, int64_t today, const char *field,
    struct document_read *to, struct err *err);

/*
 * The same for a request, in prepare. A large file (over DOCUMENT_SMALL) takes up to 40 times its
 * size to be read: that memory is of its own (document-mb), one such file at a time, and only what
 * document_add needs stays in ctx->arena. Refused at `field` also when another one is being read
 * for longer than a request may take, or the memory that is set does not do. to->bytes is empty.
 */
#define DOCUMENT_SMALL ((size_t)64 * 1024)
enum rc document_read_upload(struct ctx *ctx, const struct upload *upload, const char *field,
    struct document_read *to);

/* The document with these bytes; RC_NONE when there is none. */
enum rc document_by_hash(struct db *db, const unsigned char hash[DOCUMENT_HASH], int64_t *id);

/*
 * In the lane: document, text and clauses. `title` NULL: what the text says of itself. RC_CONFLICT
 * when the same bytes came in meanwhile. The blob is kept.
 */
enum rc document_add(struct ctx *ctx, int64_t id, int64_t blob_id, const char *title,
    const struct document_read *read);

/* One document; its whole text in NFC; and in the lane, title and facts put right (audited). */
enum rc document_get(struct db *db, struct arena *arena, int64_t id, struct document *document);
enum rc document_text(struct db *db, struct arena *arena, int64_t id, struct str *text);
enum rc document_update(struct ctx *ctx, const struct document *document);

extern const struct route document_routes[];
extern const struct listing *const document_listings[];
extern const struct recount document_recounts[]; /* texts against the originals they came from */

struct config;
/* `giaoban import document FILE...`; exit status: app/command.h. */
int import_command(const struct config *config, int argc, char **argv);

#endif
