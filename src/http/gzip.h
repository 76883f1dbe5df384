/*
 * gzip.h: compresses replies. A compressor needs about 260 KB of state, so a few are kept and
 * handed round. Safe for several threads.
 */
#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

#include <stdbool.h>

#include "base/str.h"

struct arena;
struct gzip_pool;

#define GZIP_MIN 1400 /* below this it fits one packet anyway */

/* Keeps up to `keep` compressors; more are made and given up as needed. */
struct gzip_pool *gzip_pool_new(int keep);
void gzip_pool_free(struct gzip_pool *pool);

/*
 * The gzip form of `text` in the arena; false (and *to untouched) when it would not be smaller or
 * a compressor cannot be had. Takes about 1.01 times text.len from the arena.
 */
bool gzip_text(struct gzip_pool *pool, struct arena *arena, struct str text, struct str *to);

/* Is this content type worth compressing? */
bool gzip_worth(const char *type);

#endif
