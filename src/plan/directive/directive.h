/*
 * directive.h: clauses of a document (nội dung chỉ đạo) and their review (rà soát). Each clause
 * that orders or asks for something is a row; a person decides it, and only that makes a task.
 * Outcomes (DOMAIN A9): task (việc thường), converted (làm theo cách này: the lawful half, the
 * original kept), not_task (không phải nhiệm vụ), out_of_scope (không làm ở đây, with the reason).
 * All count, so a document of 14 clauses closes at 14/14.
 */
#ifndef PLAN_DIRECTIVE_DIRECTIVE_H
#define PLAN_DIRECTIVE_DIRECTIVE_H

#include "app/ctx.h"
#include "app/slices.h"
#include "plan/task/task.h"
#include "text/extract.h"

enum directive_outcome {
	OUTCOME_OPEN,
	OUTCOME_TASK,
	OUTCOME_CONVERTED,
	OUTCOME_NOT_TASK,
	OUTCOME_OUT_OF_SCOPE,
	OUTCOME_COUNT
};

struct directive {
	int64_t id;
	int64_t document_id;
	int64_t position;             /* 1 .. clauses */
	int64_t char_start, char_end; /* points of the original (text/decode.h), end exclusive */
	size_t byte_start, byte_end;  /* in the stored NFC text */
	const char *section;
	const char *kind;
	const char *quote;            /* the clause as written */
	const char *actors, *coactors; /* as written, joined by "; " */
	const char *action;
	int64_t deadline_day;         /* DAY_NONE unless the clause sets it */
	const char *period;
	const char *topic;            /* key of text/extract.h, "" for none */
	enum extract_family family;
	bool vague;
	const char *reason;
	enum directive_outcome outcome;
	const char *note;
	int64_t task_id;              /* 0: none */
	int64_t decided_ms;           /* 0: open */
	int64_t decider_id;           /* the account; 0: open, or it was no account */
	const char *decided_by;       /* its name; NULL: none */
	bool draft;                   /* its task is a draft still */
	bool touched;                 /* somebody has worked on its task */
	int64_t version;
};

/*
 * In apply of an import: one row for each directive and recommendation that is no mere aim; *n is
 * how many. More than DIRECTIVES_MAX are a BUG: whoever reads a document refuses it
 * (directive_count). Rows that directive_send has sent before are there already.
 */
#define DIRECTIVES_MAX 40000
/*
 * In prepare, on a worker: the clauses of a document that is to come under this id, in turns of
 * DIRECTIVES_TURN rows, so that no turn of the lane carries thousands. Nobody reads them before
 * directive_add_all; after DIRECTIVES_SWEEP_MS without it they are swept. For few clauses it does
 * nothing: they come with the document. Without a lane (tests) it writes through ctx->db.
 */
#define DIRECTIVES_TURN 500
#define DIRECTIVES_SWEEP_MS (INT64_C(24) * 3600 * 1000)
enum rc directive_send(struct ctx *ctx, int64_t document_id, const struct decoded *doc,
    const struct extract_result *result);
bool directive_is_row(const struct extract_clause *clause);
size_t directive_count(const struct extract_result *result);
enum rc directive_add_all(struct ctx *ctx, int64_t document_id, const struct decoded *doc,
    const struct extract_result *result, size_t *n);

#define PART_BYTES ((size_t)64 * 1024)

/*
 * A page shows one part of a text: whole lines, PART_BYTES at most; a line that is longer is cut
 * between two characters. A text of one part is most of them.
 */
struct part {
	size_t from, to;       /* bytes, end exclusive */
	int64_t number, count; /* 1 .. count */
};
struct part part_at(struct str text, int64_t number); /* the first or last for what is not there */
struct part part_of(struct str text, size_t byte);    /* the one that holds this byte */

/* Clauses of a document that begin in these bytes of its text, in order of place. */
enum rc directive_list(struct db *db, struct arena *arena, int64_t document_id, size_t from,
    size_t to, struct directive **rows, size_t *n);

/* One clause, with `position` of a document, or by its id; RC_NONE when there is none. */
enum rc directive_get(struct db *db, struct arena *arena, int64_t id, struct directive *directive);
enum rc directive_at(struct db *db, struct arena *arena, int64_t document_id, int64_t position,
    struct directive *directive);

/* Progress of a review; RC_NONE when the document is not there. */
enum rc directive_progress(struct db *db, int64_t document_id, int64_t *clauses, int64_t *decided);

/*
 * The lawful half of a sensitive clause (DOMAIN A9): the task and its output as they are offered,
 * in Vietnamese like all that enters the plan, and one sentence on what is left out (enum msg).
 */
struct directive_half {
	int task;     /* enum msg; 0: there is none */
	int output;   /* enum msg; 0: there is none */
	int left_out;
};
const struct directive_half *directive_half(enum extract_family family); /* not FAMILY_NONE */

/* What a person decides about one open clause. */
struct directive_decision {
	int64_t directive_id;
	int64_t version;               /* as read; another one by now is RC_CONFLICT */
	enum directive_outcome outcome; /* not OUTCOME_OPEN */
	const char *note;              /* the reason; needed for OUT_OF_SCOPE */
	/*
	 * TASK and CONVERTED: what enters the plan, whole with `activate`, else as a draft. Its id
	 * (0: a fresh one), directive_id and document_id are filled in here; an empty title is the
	 * clause's action.
	 */
	struct task_new task;
};

/*
 * May this be decided: RC_OK, or refused at "outcome" or "note". OUT_OF_SCOPE needs a reason, so
 * does an ordinary task of a clause about persons; CONVERTED needs a lawful half. Pure.
 */
enum rc directive_check(const struct directive *directive,
    const struct directive_decision *decision, struct err *err);

/*
 * In the lane: the outcome, the task (refusals of task_add pass through), the progress of the
 * review, one audit entry (directive.accept, .draft, .convert, .not_task, .out_of_scope). RC_NONE:
 * no such clause; RC_CONFLICT: somebody decided it meanwhile.
 */
enum rc directive_decide(struct ctx *ctx, const struct directive_decision *decision);

/* The last decision of a document's review; RC_NONE when nothing is decided. */
enum rc directive_last(struct db *db, struct arena *arena, int64_t document_id,
    struct directive *directive);

/*
 * May this decision be undone: by whom made it, within UNDO_MS, while nobody has worked on its
 * task; later it is changed at the task. 0, or the reason (enum msg). Pure.
 */
#define UNDO_MS ((int64_t)60 * 60 * 1000)
int directive_undo_barred(const struct directive *directive, int64_t account_id, int64_t now_ms);

/*
 * In the lane: opens the clause that was decided last anew and withdraws its task; refused when
 * directive_undo_barred says so. Audit: directive.undo. `seen_id` is the clause the person saw as
 * the last one (0: whichever it is), `version` its version: RC_CONFLICT when it is another by now.
 */
enum rc directive_undo(struct ctx *ctx, int64_t document_id, int64_t seen_id, int64_t version);

/* Reviews that are not finished, oldest document first; at most `max`. */
struct open_review {
	int64_t document_id;
	const char *title;
	int64_t decided;
	int64_t clauses;
};
enum rc directive_open_reviews(struct db *db, struct arena *arena, size_t max,
    struct open_review *rows, size_t *n);

/* "not_task": as stored and sent; parse: false for another word; msg: enum msg of its name. */
const char *directive_outcome_key(enum directive_outcome outcome);
bool directive_outcome_parse(const char *key, enum directive_outcome *outcome);
int directive_outcome_msg(enum directive_outcome outcome);

extern const struct route directive_routes[];
extern const struct recount directive_recounts[];
extern const struct tick directive_ticks[];

#endif
