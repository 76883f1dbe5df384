/*
 * split.h: one clause that orders two things becomes two clauses, each with its own place in the
 * text, its own addressees, date and subject. The reviewer says where; the first half keeps the
 * clause's row, the second half is a row of its own right behind it. What the clause was is kept,
 * so that the halves can be joined again as long as nothing was decided about them.
 */
#ifndef PLAN_DIRECTIVE_SPLIT_H
#define PLAN_DIRECTIVE_SPLIT_H

#include "plan/directive/directive_store.h"

/* Bytes of a clause's quote: [0, first_end) is the first half, [second_start, end) the second. */
struct split_cut {
	size_t first_end;
	size_t second_start;
};

#define SPLIT_OFFERS_MAX 8

/*
 * Places where a sentence may fall apart: ends of sentences, semicolons, conjunctions; in order of
 * the text. *best is the strongest of them. 0: there is none. Pure.
 */
size_t split_offers(struct str quote, struct split_cut to[SPLIT_OFFERS_MAX], size_t *best);

/*
 * Where two typed texts lie in the quote: the first from its beginning, the second up to its end,
 * white space aside; between them nothing but white space, punctuation and a conjunction. Refused
 * at "first" or "second". Pure.
 */
enum rc split_find(struct str quote, struct str first, struct str second, struct split_cut *cut,
    struct err *err);

/*
 * One half read as a clause of its own. What it does not say comes from the whole: who is to do it,
 * the subject; never a date. When no half is sensitive by itself but the whole was, both are. `doc`
 * is the whole document. Pure but for the arena.
 */
void split_halves(struct arena *arena, const struct directive *whole, const struct split_cut *cut,
    const struct decoded *doc, int64_t reference_day, struct directive halves[2]);

/*
 * In the lane: the clause becomes halves[0], a new one behind it halves[1]; the document has one
 * clause more. RC_CONFLICT: the clause is not open or not of this version. Audit: directive.split.
 */
enum rc directive_split(struct ctx *ctx, const struct directive *whole,
    const struct directive halves[2]);

/* A split: who made it and when, and the clause as it was. */
struct split {
	int64_t id; /* of the second half's clause */
	int64_t first_id;
	int64_t document_id;
	struct directive whole; /* its texts and place; id is first_id */
	struct directive first, second; /* as they are: filled by split_read_halves */
	int64_t made_ms;
	const char *made_by;
};

/* The last split of the document, or the one that made this clause a half; RC_NONE for none. */
enum rc split_last(struct db *db, struct arena *arena, int64_t document_id, struct split *split);
enum rc split_of(struct db *db, struct arena *arena, int64_t directive_id, struct split *split);

/* What a split needs of the document: the bytes that came in, and its date. */
enum rc split_source(struct db *db, int64_t document_id, int64_t *blob_id, int64_t *issued_day);

/*
 * The halves as they are, and may they be joined: both are open, and neither was split since;
 * refused otherwise.
 */
enum rc split_read_halves(struct db *db, struct arena *arena, struct split *split,
    struct err *err);

/*
 * In the lane: undoes a split. Versions are those of the halves as the person saw them; RC_CONFLICT
 * when they are others by now, RC_NONE when there is no such split. Audit: directive.join.
 */
enum rc directive_join(struct ctx *ctx, int64_t document_id, int64_t second_id,
    int64_t first_version, int64_t second_version);

extern const struct route split_routes[];

#endif
