/* notice.h: what the tests of the extractor ask of it. */
#ifndef TESTS_NOTICE_H
#define TESTS_NOTICE_H

#include "text/extract.h"

/* The clauses of a whole document. */
struct extract_result notice_read(struct arena *arena, const char *text);

/* A notice of 2 March 2026 with these conclusions under a lead-in. */
struct extract_result notice_of(struct arena *arena, const char *conclusions);

/* How many orders and requests there are. */
size_t notice_orders(struct extract_result result);

/* The only order of a text; fails when there are none or several. */
struct extract_clause notice_only_order(struct extract_result result);

#endif
