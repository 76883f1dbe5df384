/*
 * briefing.h: the quarter's figures for the meeting (giao ban quý): planned, done, late, by bloc
 * and by organisation, and who neither reported nor asked for more time. Every figure names the
 * address that lists exactly its rows (plan/task/task.h). Figures are those of now; the
 * page says so.
 */
#ifndef BRIEF_BRIEFING_BRIEFING_H
#define BRIEF_BRIEFING_BRIEFING_H

#include "city/unit/unit.h"
#include "plan/task/task.h"

struct briefing_line {
	int64_t id;               /* bloc or organisation */
	const char *name;
	struct task_figure sum;
};

/* An overdue task, and what its lead said when it asked for more time. */
#define BRIEFING_LATE_MAX 50
struct briefing_task {
	int64_t id;
	const char *title;
	const char *lead;
	int64_t due_day;
	int64_t asked_day;  /* asked for and not yet decided; DAY_NONE */
	bool asked;         /* has ever asked */
	const char *reason; /* of the last request; NULL: none is known */
};

struct briefing {
	int64_t quarter;
	int64_t today;
	struct task_figure total;
	struct briefing_line *blocs; /* in order of rank; those without a task too */
	size_t nblocs;
	struct briefing_line *orgs;  /* by name; one for each, whatever blocs it was in */
	size_t norgs;
	struct briefing_line *missing; /* organisations with silent > 0: the missing list */
	size_t nmissing;
	struct briefing_task *late; /* the first BRIEFING_LATE_MAX of total.late, oldest first */
	size_t nlate;
};

/* Everything lives in `arena`; `lang` names the blocs. */
enum rc briefing_make(struct db *db, struct arena *arena, enum lang lang, int64_t quarter,
    int64_t today, struct briefing *to);

/* Overdue tasks of a quarter by due day; `rows` has room for BRIEFING_LATE_MAX. */
enum rc briefing_late(struct db *db, struct arena *arena, int64_t quarter, int64_t today,
    struct briefing_task *rows, size_t *n);

/* Groups figures: pure, for briefing_make and its tests. */
void briefing_group(struct arena *arena, const struct bloc *blocs, size_t nblocs, enum lang lang,
    const struct task_figure *rows, size_t n, struct briefing *to);

/*
 * {"quarter":"2026Q3","as_of":...,"planned":...,"blocs":[...],"units":[...],"missing":[...],
 * "late_tasks":[...]}; planned = done + reported + active; done_late is part of done, late of
 * active.
 */
void briefing_json(struct buf *to, const struct briefing *briefing, bool demo);

/* "/tasks?quarter=2026Q3&bloc=2&state=late&expect=12" */
struct url briefing_url(struct html *h, const struct briefing *briefing, const char *narrow,
    int64_t id, const char *state, int64_t expect);

/* The table of blocs with its links, for other pages. */
void briefing_blocs(struct html *h, const struct briefing *briefing);

extern const struct route briefing_routes[];

struct config;
/* `giaoban brief`; exit status: app/command.h. */
int brief_command(const struct config *config, int argc, char **argv);

#endif
