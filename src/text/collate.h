/*
 * collate.h: Vietnamese alphabetical order as bytes. A key is ICU's "vi" sort key
 * (ucol_getSortKey; CLDR: tones a à ả ã á ạ, ă after a, đ after d); keys compared byte by byte put
 * names in order, so they are stored beside the name and both databases sort by them. Keys of two
 * ICU versions do not compare: another version means making the stored ones again.
 */
#ifndef TEXT_COLLATE_H
#define TEXT_COLLATE_H

#include "base/arena.h"
#include "base/str.h"

#define COLLATE_TEXT_MAX 4096 /* bytes of a text that count; the rest is not looked at */
#define COLLATE_KEY_MAX 1500  /* bytes of a key: it must fit an index row and a list's address */

struct collator;

/* Made once by main and handed to whoever sorts; NULL when ICU has no rules for "vi". */
struct collator *collator_open(void);
void collator_close(struct collator *collator);

/*
 * The key of valid UTF-8, without ICU's closing zero byte, cut at COLLATE_KEY_MAX: texts whose keys
 * agree that far are equal in order. Safe from several threads at once.
 */
struct str collate_key(const struct collator *collator, struct arena *arena, struct str text);

#endif
