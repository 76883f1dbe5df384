/* term_web.h: the plan page as its template needs it. */
#ifndef PLAN_TERM_TERM_WEB_H
#define PLAN_TERM_TERM_WEB_H

#include "plan/term/term_store.h"

struct plan_page {
	struct plan_term *terms;
	size_t nterms;
	int64_t quarter; /* the present one: open, with rows */
	struct plan_row rows[PLAN_ROWS_MAX];
	size_t nrows;
};

/* The present quarter lies in this year, in this term. */
bool plan_year_now(const struct plan_page *page, const struct plan_year *year);
bool plan_term_now(const struct plan_page *page, const struct plan_term *term);
/* As the page calls it: in English by its years, as names are stored in Vietnamese. */
const char *plan_term_name(struct html *h, const struct term *term);
const char *plan_bar(struct arena *arena, int64_t part, int64_t whole); /* "47.7" of 100 */

#endif
