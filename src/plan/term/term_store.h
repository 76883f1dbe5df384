/* term_store.h: rows for the plan page. */
#ifndef PLAN_TERM_TERM_STORE_H
#define PLAN_TERM_TERM_STORE_H

#include "plan/term/term.h"

#define PLAN_ROWS_MAX 10

struct plan_row {
	int64_t id;
	const char *title;
	const char *lead_name;
	int64_t due_day;
	const char *state;
};

/* What is still owed of a quarter, by due day, at most PLAN_ROWS_MAX; org_id 0: of the city. */
enum rc plan_rows(struct db *db, struct arena *arena, int64_t quarter, int64_t org_id,
    struct plan_row *rows, size_t *n);

#endif
