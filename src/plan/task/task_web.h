/* task_web.h: what the pages of tasks share: who sees what, one task with all around it. */
#ifndef PLAN_TASK_TASK_WEB_H
#define PLAN_TASK_TASK_WEB_H

#include "html/html.h"
#include "plan/task/task.h"
#include "plan/task/task_store.h"

/* The clause that a task came from. */
struct task_source {
	int64_t document_id; /* 0: none */
	int64_t position;
	const char *quote;   /* NULL: the clause is gone, the document is there */
	const char *section;
	const char *document; /* symbol, else title */
	int64_t issued_day;
};

struct task_page {
	struct task task;
	struct task_co co[TASK_CO_MAX];
	size_t nco;
	struct task_event *events; /* newest first */
	size_t nevents;
	struct task_source source;
	const char *bloc;
	bool own;                  /* the reader's organisation leads it */
	int advice;                /* enum msg of the lawful half, 0: none */
};

/* One act as the page offers it. */
struct task_act_view {
	enum task_act act;
	const struct form *form; /* NULL: a button is all it takes */
	int msg;                 /* what the button says */
	const char *icon;
	int done;                /* what the next page says */
};
extern const struct task_act_view task_act_views[];
extern const size_t task_act_nviews;

/* May the reader do it now. */
bool task_act_offered(const struct ctx *ctx, const struct task_page *page, enum task_act act);

/* Is there anything to do; with `buttons` only acts without a form count. */
bool task_any_act(const struct ctx *ctx, const struct task_page *page, bool buttons);

const char *task_state_class(enum task_state state); /* CSS classes of its badge */
int task_event_msg(const char *verb);                /* enum msg; verb as in struct task_event */
const char *task_event_class(const char *verb); /* of its place in the trail */
/* The refusal that no form on the page tells, in the reader's language; NULL: none. */
const char *task_refusal(struct html *h, struct ctx *ctx, const struct task_page *page);

/* The field of the edit form that assigning was refused for; "" when it was something else. */
const char *task_gap_field(const struct ctx *ctx);

extern const struct listing task_listing;

/* task_form.c: making and changing one. */
enum rc task_add_apply(struct ctx *ctx);
enum rc task_edit_apply(struct ctx *ctx);
struct reply task_new_view(struct ctx *ctx);
struct reply task_edit_view(struct ctx *ctx);
extern const struct form task_form;
extern const struct form task_edit_form;

/* For the page of one's own tasks: open ones that the organisation helps with, newest first. */
struct task_row {
	int64_t id;
	const char *title;
	const char *lead_name;
	int64_t due_day;
	enum task_state state;
};
#define TASK_HELPED_MAX 100
/* `rows` has room for TASK_HELPED_MAX. */
enum rc task_helped(struct db *db, struct arena *arena, int64_t org_id, struct task_row *rows,
    size_t *n);
/* Where the task came from; document_id 0 when it was typed by hand or the document is gone. */
enum rc task_source_get(struct db *db, struct arena *arena, const struct task *task,
    struct task_source *source);

#endif
