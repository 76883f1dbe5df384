/*
 * term.h: terms (nhiệm kỳ), free first and last years, and the plan as a tree: term > year >
 * quarter > tasks. Where two terms overlap a year belongs to the one that begins later; years with
 * tasks that no term holds stand at the end under a heading of their own, so that no task is lost.
 */
#ifndef PLAN_TERM_TERM_H
#define PLAN_TERM_TERM_H

#include "app/ctx.h"
#include "plan/task/task.h"

#define TERM_YEARS_MAX 15
#define TERMS_MAX 40

struct term {
	int64_t id;
	const char *name;
	int64_t first_year;
	int64_t last_year;
	int64_t version;
};

/* Refused at "last" when it is before the first year or more than TERM_YEARS_MAX years. Pure. */
enum rc term_check(const struct term *term, struct err *err);

struct plan_year {
	int64_t year;
	struct task_quarter quarters[4];
};

struct plan_term {
	struct term term; /* id 0: years that no term holds */
	struct plan_year *years;
	size_t nyears;
};

/*
 * Puts quarters (of task_quarters) into the terms' years, newest term first, years falling. Every
 * year of a term is there; of years outside all terms those that have tasks. Pure.
 */
void plan_tree(struct arena *arena, const struct term *terms, size_t nterms,
    const struct task_quarter *quarters, size_t nquarters, struct plan_term **to, size_t *n);

/* Sums of a year, but for its number. */
struct task_quarter plan_year_sum(const struct plan_year *year);

/* All of them by first year, at most TERMS_MAX; and one. */
enum rc term_list(struct db *db, struct arena *arena, struct term **terms, size_t *n);
enum rc term_get(struct db *db, struct arena *arena, int64_t id, struct term *term);
/* The row alone, for the demo and imports. */
enum rc term_add(struct db *db, int64_t id, const char *name, int first_year, int last_year);
/* In the lane, checked and with an audit entry. RC_CONFLICT when the version is another. */
enum rc term_make(struct ctx *ctx, const struct term *term);
enum rc term_edit(struct ctx *ctx, const struct term *term);

extern const struct route term_routes[];

#endif
