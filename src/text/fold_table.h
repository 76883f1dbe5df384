/* fold_table.h: code point tables of fold.c; see fold.h for what folding means. */
#ifndef TEXT_FOLD_TABLE_H
#define TEXT_FOLD_TABLE_H

#include <stdint.h>

#define FOLD_LOW_END 0x250u
#define FOLD_HIGH 0x1E00u
#define FOLD_HIGH_END 0x1F00u

extern const uint16_t fold_low[FOLD_LOW_END]; /* U+0000 .. U+024F */
extern const uint16_t strip_low[FOLD_LOW_END];
extern const uint16_t fold_high[FOLD_HIGH_END - FOLD_HIGH]; /* U+1E00 .. U+1EFF */
extern const uint16_t strip_high[FOLD_HIGH_END - FOLD_HIGH];

#endif
