/* when_text.h: what the grammar of time understood, in the words of tests/data. */
#ifndef TESTS_WHEN_TEXT_H
#define TESTS_WHEN_TEXT_H

#include "text/when.h"

/* "2006-04-07", "2021-07-01/2021-09-30", "P3M", "P10BD after receipt", "null". */
void when_text(const struct when *when, int64_t reference_day, struct buf *to);

const char *when_kind_name(enum when_kind kind); /* "date", "range", ... */

#endif
