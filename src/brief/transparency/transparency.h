/*
 * transparency.h: what anybody may see without an account (công khai, minh bạch): what the city
 * has promised to explain in a quarter, how far that is, and what this system does not do. A
 * promise is a task that was given (no draft, no cancelled one), shown with title, lead
 * organisation, due day, state and output: never a person.
 */
#ifndef BRIEF_TRANSPARENCY_TRANSPARENCY_H
#define BRIEF_TRANSPARENCY_TRANSPARENCY_H

#include "plan/task/task.h"

struct listing;

/* planned = done + active + late; each opens /promises?quarter=Q&state=STATE. */
struct promise_sum {
	int64_t quarter;
	int64_t planned;
	int64_t done;
	int64_t active; /* not late, not confirmed: reported ones too */
	int64_t late;
	int64_t orgs;   /* organisations that lead at least one */
};

/* Adds figures up; those without an organisation (drafts) do not count. Pure. */
void promise_add_up(const struct task_figure *rows, size_t n, struct promise_sum *sum);

/* The sums of a quarter and of the one before it. */
enum rc promise_sums(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct promise_sum *now, struct promise_sum *last);

/* "/promises?quarter=2026Q4&state=late&expect=7" */
struct url promise_url(struct html *h, int64_t quarter, const char *state, int64_t expect);

struct promise {
	const char *title;
	const char *output;
	const char *lead;
	int64_t due_day;
};

/* What is still owed in a quarter, the oldest due day first; late_only: overdue alone. */
enum rc promise_owed(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    bool late_only, size_t max, struct promise *rows, size_t *n);

extern const struct route transparency_routes[];
extern const struct listing *const transparency_listings[];

#endif
