/*
 * review.h: what the page of a review shows: the document, the clause in view, what is proposed for
 * it, the last decision. Read in one go for the page.
 */
#ifndef PLAN_DIRECTIVE_REVIEW_H
#define PLAN_DIRECTIVE_REVIEW_H

#include "app/form_view.h"
#include "plan/directive/directive_store.h"
#include "plan/directive/marks.h"
#include "plan/directive/propose.h"
#include "plan/directive/split.h"
#include "plan/directive/suggest.h"

#define PERSONS_MAX 24
#define PERSONS_OF_ONE 5

/* Somebody who may be responsible, and of which organisation. */
struct review_person {
	const char *name;
	const char *unit;
};

struct review {
	struct review_document document;
	struct part part;            /* of the text, with the clause in view */
	struct directive *rows;      /* the clauses of that part */
	size_t nrows;
	const struct directive *now; /* NULL: nothing is open and none was asked for */
	int64_t n;                   /* clauses of the whole document, and of them decided */
	int64_t decided;
	struct directive last;       /* id 0: nothing is decided, or a split came after it */
	struct split last_split;     /* id 0: none to be undone, or a decision came after it */
	struct split split;          /* that the clause in view is a half of, if it can be undone */
	struct proposals lead, co;
	struct suggestion days[SUGGESTIONS_MAX];
	size_t ndays;
	struct review_person persons[PERSONS_MAX]; /* the first one is the head of a sure lead */
	size_t npersons;
	int undo_barred;   /* enum msg: why the last decision cannot be undone here; 0: it can */
	int64_t tasks;     /* of a finished review: clauses that made a task, but for drafts */
	int64_t drafts;    /* and tasks that are drafts still */
	bool undo_refused; /* the refusal is of the undo, not of the clause's form */
	bool join_refused; /* and of the joining of two halves */
};

/*
 * Reads it. clause: the position asked for, or 0: the first open one after the position `after`,
 * from the beginning again after the end. RC_NONE: no such document or clause.
 */
enum rc review_read(struct ctx *ctx, int64_t document_id, int64_t clause, int64_t after,
    struct review *to);

/* Offers the persons of one more organisation; nothing when there is none with this id. */
enum rc review_add_persons(struct ctx *ctx, struct review *r, int64_t unit_id);

/* Who did it and when: "Nguyễn Minh Khang, 21/11/2026 08:15". */
const char *review_by(struct html *h, const char *name, int64_t at_ms);

/* The units that may be chosen as co-operating besides those the text names. */
size_t review_more_co(const struct review *r, struct pick *picks, size_t n, bool *chosen);

/* The period of a clause in words ("từ 01/10/2026 đến 31/12/2026"), "" for none. */
const char *review_period(struct html *h, const char *period);

/*
 * A clause's action as a title: the first letter as titles have it, and whole, as far as the quote
 * goes, where the action was cut short.
 */
const char *review_title(struct arena *arena, const struct directive *d);

/* A proposed output for an action ("báo cáo ..." -> "Báo cáo kết quả"); "" when nothing fits. */
const char *review_output(const char *action);
extern const char *const review_outputs[]; /* ended by NULL */

const char *review_why(struct html *h, const struct suggestion *s);
const char *review_days_left(struct html *h, int64_t day, int64_t today);
const char *proposal_why(struct html *h, const struct proposal *p);

/* Is this the value that the form holds: for radio buttons. */
bool review_chosen(struct ctx *ctx, const char *name, const char *value);

bool review_has_id(struct ctx *ctx, const char *name, int64_t id);

/* Addresses of the review: a clause in view, its form, the undoing. */
struct url review_url(struct html *h, const struct review *r, int64_t position);
struct url review_post_url(struct html *h, const struct review *r);
struct url review_split_url(struct html *h, const struct review *r);
struct url review_join_url(struct html *h, const struct review *r);
struct url review_undo_url(struct html *h, const struct review *r);

const char *review_id(struct html *h, int64_t id);
const char *review_refusal(struct html *h, const struct ctx *ctx); /* the text of ctx->err */
const char *outcome_class(enum directive_outcome outcome);         /* of a badge */

#endif
