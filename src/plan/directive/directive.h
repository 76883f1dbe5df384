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
	int64_t version;
};

/* In apply of an import: one row for each directive and recommendation; *n is how many. */
enum rc directive_add_all(struct ctx *ctx, int64_t document_id, const struct decoded *doc,
    const struct extract_result *result, size_t *n);

/* All clauses of a document in order of position; bounded by DIRECTIVES_MAX. */
#define DIRECTIVES_MAX 2000
enum rc directive_list(struct db *db, struct arena *arena, int64_t document_id,
    struct directive **rows, size_t *n);

/* Progress of a review; RC_NONE when the document has no clauses. */
enum rc directive_progress(struct db *db, int64_t document_id, int64_t *clauses, int64_t *decided);

const char *directive_outcome_key(enum directive_outcome outcome);
bool directive_outcome_parse(const char *key, enum directive_outcome *outcome);
int directive_outcome_msg(enum directive_outcome outcome);

extern const struct route directive_routes[];
extern const struct recount directive_recounts[];

#endif
