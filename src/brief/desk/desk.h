/*
 * desk.h: the desk (bàn làm việc): what waits for whoever signs in, by role. Every number is a link
 * to exactly its rows; the organisation's side sees its own organisation alone, as in the list of
 * tasks.
 */
#ifndef BRIEF_DESK_DESK_H
#define BRIEF_DESK_DESK_H

#include "brief/briefing/briefing.h"
#include "plan/directive/directive.h"
#include "plan/task/task.h"

#define DESK_REVIEWS 3
#define DESK_FRESH 5
#define DESK_ROWS 8
#define DESK_HELPED 5

/* Whose desk it is. */
enum desk_kind {
	DESK_FOCAL,   /* the focal point: the whole city's coordination */
	DESK_UNIT,    /* an organisation: its own tasks */
	DESK_READER,  /* leaders of the city and inspectors: figures by bloc */
	DESK_ADMIN,   /* accounts, no content */
	DESK_WAITING  /* roles whose registers are not there yet */
};
enum desk_kind desk_kind(enum role role);

/* A number on the desk, and the state of /tasks that lists its rows. */
struct desk_figure {
	const char *state;
	enum msg label;
	enum msg hint;
	const char *class_;
	size_t at; /* of the number in struct task_waiting */
};
/* The numbers of a kind of desk in their order; *n of them. */
const struct desk_figure *desk_figures(enum desk_kind kind, size_t *n);
int64_t desk_number(const struct task_waiting *waiting, const struct desk_figure *figure);

/* A task that was given and is not acknowledged, with the clause it comes from. */
struct desk_fresh {
	int64_t id;
	const char *title;
	int64_t due_day;
	const char *quote;    /* NULL: typed by hand */
	const char *document; /* NULL: no document */
	const char *section;  /* NULL or "": none */
};
/* Of an organisation, newest first, at most `max`. */
enum rc desk_fresh(struct db *db, struct arena *arena, int64_t org_id, struct desk_fresh *rows,
    size_t max, size_t *n);

/* A task that is still owed. */
struct desk_row {
	int64_t id;
	const char *title;
	const char *lead;
	const char *person;
	int64_t due_day;
	enum task_state state;
	bool asked; /* a request for more time waits */
	const char *reason; /* of a returned one, for the city's desk; else NULL */
};
/* The oldest due day first; org_id 0: of the whole city, and what was returned comes before all. */
enum rc desk_rows(struct db *db, struct arena *arena, int64_t org_id, struct desk_row *rows,
    size_t max, size_t *n);

/* What an organisation co-operates in and another leads, the oldest due day first. */
enum rc desk_helped(struct db *db, struct arena *arena, int64_t org_id, struct desk_row *rows,
    size_t max, size_t *n);

/* Accounts of each role, and how many of them are disabled. */
struct desk_accounts {
	int64_t all[ROLE_COUNT];
	int64_t disabled[ROLE_COUNT];
};
enum rc desk_accounts(struct db *db, struct desk_accounts *to);

/* What the page shows; only what its kind has is filled. */
struct desk {
	enum desk_kind kind;
	int64_t org_id;          /* 0: the whole city */
	struct task_waiting waiting;
	/* of the present quarter: its total, an organisation's own; blocs for readers; no names */
	struct briefing briefing;
	struct open_review reviews[DESK_REVIEWS];
	size_t nreviews;
	struct desk_fresh fresh[DESK_FRESH];
	size_t nfresh;
	struct desk_row rows[DESK_ROWS];
	size_t nrows;
	struct desk_row helped[DESK_HELPED];
	size_t nhelped;
	struct desk_accounts accounts;
};

extern const struct route desk_routes[];

#endif
