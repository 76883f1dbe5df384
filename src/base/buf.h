/*
 * buf.h: text or bytes that grow. A buffer lives in an arena, or owns its memory when made with a
 * NULL arena (then buf_release is due). It has a maximum; writing past it keeps what fits (of
 * buf_printf nothing), sets `full`, and every later write is refused, so one test at the end is
 * enough.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct buf {
	struct arena *arena; /* NULL: owns its memory */
	char *at;            /* always ended by a zero byte once something was written */
	size_t len;
	size_t size;
	size_t max;
	bool full;
};

/* Empty, with no memory yet; `max` is in bytes, the closing zero byte not counted. */
void buf_init(struct buf *buf, struct arena *arena, size_t max);
/* Gives back memory of its own, none of an arena's; the buffer is then as buf_init made it. */
void buf_release(struct buf *buf);
void buf_clear(struct buf *buf); /* forgets the content, keeps the memory */

/* What is added is copied; `text` is not NULL. */
void buf_add(struct buf *buf, const void *at, size_t len);
void buf_add_text(struct buf *buf, const char *text);
void buf_add_str(struct buf *buf, struct str text);
void buf_add_char(struct buf *buf, char c);
void buf_add_i64(struct buf *buf, int64_t value);
void buf_printf(struct buf *buf, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The content so far, where it lies: valid until the next write. */
struct str buf_str(const struct buf *buf);
const char *buf_text(const struct buf *buf); /* "" when empty */

#endif
