/*
 * blob_store.h: the writes that blob.c spreads over turns of the lane: the file's facts, not kept
 * yet, and one chunk of at most BLOB_CHUNK bytes at its place (0 first).
 */
#ifndef APP_BLOB_STORE_H
#define APP_BLOB_STORE_H

#include "app/blob.h"

enum rc blob_insert(struct db *db, const struct blob *blob);
/* Bytes that this account has sent and no row names; and a file removed unless it is kept. */
enum rc blob_loose(struct db *db, int64_t account_id, int64_t *bytes);
enum rc blob_remove_loose(struct db *db, int64_t id);
enum rc blob_insert_chunk(struct db *db, int64_t id, int64_t place, struct str bytes);

#endif
