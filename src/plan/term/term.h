/*
 * term.h: terms (nhiệm kỳ): the top of the tree term > year > quarter > task. Free first and last years;
 * where two overlap, a year belongs to the later one.
 */
#ifndef PLAN_TERM_TERM_H
#define PLAN_TERM_TERM_H

#include "db/db.h"

/* A new term; `id` orders nothing. last_year < first_year fails. */
enum rc term_add(struct db *db, int64_t id, const char *name, int first_year, int last_year);

#endif
