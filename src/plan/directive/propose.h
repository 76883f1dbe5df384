/*
 * propose.h: who could lead what a clause orders: units that its words name, that clauses of the
 * same part of the document name, that led tasks on the same subject, or that usually deal with it.
 * For a person to choose from; only a clause that names exactly one unit has a sure answer.
 */
#ifndef PLAN_DIRECTIVE_PROPOSE_H
#define PLAN_DIRECTIVE_PROPOSE_H

#include "plan/directive/directive.h"

#define PROPOSALS_MAX 6
#define NAMES_MAX 12

enum proposal_why { BY_CLAUSE, BY_SECTION, BY_TASKS, BY_TOPIC };

struct proposal {
	int64_t unit_id;
	const char *name;
	enum proposal_why why;
	int64_t n;           /* BY_TASKS: how many tasks */
	const char *section; /* BY_SECTION: where it is named */
};

struct proposals {
	struct proposal rows[PROPOSALS_MAX];
	size_t n;
	bool sure;  /* rows[0] is what the text says */
	bool group; /* the clause addresses several units at once: one is to lead, chosen by hand */
	const char *unknown; /* names that no single unit bears, joined by "; "; "" for none */
};

/* rows: the clauses round it, at most a part of the document (struct part). */
enum rc directive_propose(struct ctx *ctx, const struct directive *clause,
    const struct directive *rows, size_t nrows, struct proposals *to);

/* Units that the text names as co-operating, at most PROPOSALS_MAX, and names of no unit. */
enum rc directive_propose_co(struct ctx *ctx, const struct directive *clause,
    struct proposals *to);

/*
 * The names in a list of addressees joined by "; ": "UBND các phường Định Công, Khương Đình" is
 * two, "các sở, ban, ngành" none that a unit could have. At most NAMES_MAX; the number of them.
 */
size_t directive_names(struct arena *arena, const char *actors, const char *names[NAMES_MAX]);

/* Is it a whole class of units ("Ủy ban nhân dân các xã, phường"), or more than one? Pure. */
bool directive_is_group(const char *actors);

#endif
