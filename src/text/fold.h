/*
 * fold.h: the comparison key of Vietnamese text. Folding is, in this order: NFC; NBSP, zero-width
 * characters and the soft hyphen to a space; all dashes to '-'; all quotes to '"' or '\''; the
 * ellipsis to "..."; case; one tone-mark style (hoà = hòa; the old style is the folded one). With
 * FOLD_IY also y to i in open syllables after h k l m s t (kỷ = kỉ, never for names: lý/Lý); with
 * FOLD_STRIP also all accents away and đ to d, for search without accents. Letters outside Latin
 * are case folded by ICU. A folded text is never shown to people.
 */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

enum fold_flags { FOLD_PLAIN = 0, FOLD_IY = 1, FOLD_STRIP = 2 };

/* Room that folding `len` bytes may need at most. */
#define FOLD_ROOM(len) ((len) * 2 + 8)

/*
 * Folds into `to`, which has FOLD_ROOM(text.len) bytes, and returns the length; no zero byte is
 * added. `text` is valid UTF-8 in NFC (text_nfc does that where needed); bytes that are not UTF-8
 * become '?'. Linear time.
 */
size_t fold_into(char *to, struct str text, unsigned flags);

/* The same in the arena, for any valid UTF-8, NFC or not; ended by a zero byte not counted. */
struct str fold(struct arena *arena, struct str text, unsigned flags);

/*
 * fold with FOLD_STRIP, runs of white space made one space and both ends trimmed: a search column.
 */
struct str fold_search(struct arena *arena, struct str text);

#endif
