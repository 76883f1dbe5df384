/* directive_store.h: the rows of clauses, for the other files of this folder. */
#ifndef PLAN_DIRECTIVE_DIRECTIVE_STORE_H
#define PLAN_DIRECTIVE_DIRECTIVE_STORE_H

#include "plan/directive/directive.h"

/* A new open clause: `quote`, and all else that the struct says but outcome, note and version. */
enum rc directive_write_new(struct ctx *ctx, const struct directive *directive, struct str quote);

/*
 * What an extractor reads of a clause, in the order of the columns: char_start, char_end,
 * byte_start, byte_end, quote, actors, coactors, action, deadline_day, period, topic, family,
 * vague, reason. Bound from place `at` on (14 places), or read from columns of these names.
 */
void directive_bind_content(struct db_stmt *q, int at, const struct directive *directive,
    struct str quote);
void directive_read_content(struct db_stmt *q, struct arena *arena, struct directive *directive);

/* The clause that is read at this position. */
enum rc directive_write_clause(struct ctx *ctx, int64_t document_id, int64_t position,
    const struct decoded *doc, const struct extract_clause *clause);

/* In apply: are all clauses of the document there by directive_send? They no longer wait then. */
enum rc directive_arrived(struct db *db, int64_t document_id, bool *arrived);
/* One step of the sweep of what began to come before this: RC_NONE when there is no more. */
enum rc directive_sweep(struct db *db, int64_t before_ms);

/* Names joined as `actors` holds them; a family by its stored name, FAMILY_NONE for others. */
const char *directive_join_names(struct arena *arena, const char *const *names, size_t n);
enum extract_family directive_family_parse(const char *name);

/* Writes an outcome to an open clause of this version, and counts it; RC_CONFLICT: it is not so. */
enum rc directive_write_outcome(struct ctx *ctx, const struct directive *directive,
    const struct directive_decision *decision, int64_t task_id);

/* Opens a decided clause of this version anew, and counts it; RC_CONFLICT: it is not so. */
enum rc directive_write_open(struct ctx *ctx, const struct directive *directive);

/* Who led tasks that came of clauses on this subject lately: most first, at most `max`. */
struct topic_lead {
	int64_t unit_id;
	int64_t n;
};
enum rc directive_topic_leads(struct db *db, const char *topic, struct topic_lead *to, size_t max,
    size_t *n);

/*
 * Who may be responsible for a task of an organisation, each name once and at most `max`: those of
 * its own who have an account, its head first, then whom its last tasks name.
 */
enum rc directive_persons(struct db *db, struct arena *arena, int64_t org_id, const char **to,
    size_t max, size_t *n);

/* In apply: the log's line of an act on a clause; task_id 0: it has no task. Never the texts. */
enum rc directive_audit(struct ctx *ctx, const char *verb, const struct directive *directive,
    int64_t task_id);

/* The first open clause behind this position; RC_NONE when there is none. */
enum rc directive_next_open(struct db *db, struct arena *arena, int64_t document_id,
    int64_t after, struct directive *directive);

/* Tasks of a document that are drafts still. */
enum rc directive_drafts(struct db *db, int64_t document_id, int64_t *n);
/* Clauses of a document that made a task. */
enum rc directive_tasks(struct db *db, int64_t document_id, int64_t *n);

/* What the review shows of its document; RC_NONE when it is not there. */
struct review_document {
	int64_t id;
	const char *title;
	const char *symbol;
	int64_t issued_day;
	struct str text;
};
enum rc directive_document(struct db *db, struct arena *arena, int64_t id,
    struct review_document *document);

#endif
