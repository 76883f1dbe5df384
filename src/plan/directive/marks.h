/*
 * marks.h: a document's text cut into paragraphs and, in them, pieces that belong to a clause and
 * pieces that do not: what a template needs to show clauses as highlighted spans.
 */
#ifndef PLAN_DIRECTIVE_MARKS_H
#define PLAN_DIRECTIVE_MARKS_H

#include "plan/directive/directive.h"

/* paragraph, plain, clause, end */
enum mark_kind { MARK_OPEN, MARK_TEXT, MARK_CLAUSE, MARK_CLOSE };

struct mark {
	enum mark_kind kind;
	struct str text;
	const struct directive *clause; /* of MARK_CLAUSE */
	bool first;                     /* the first piece of its clause: carries the number */
};

/* Of one part. Clauses in order of place; an overlap is cut at the earlier clause's end. */
void marks_make(struct arena *arena, struct str text, const struct part *part,
    const struct directive *clauses, size_t n, struct mark **marks, size_t *nmarks);

/*
 * The beginning of a clause, QUOTE_SHOWN bytes at most, cut at a whole character: a clause may be a
 * line of the whole file. *cut: there is more.
 */
#define QUOTE_SHOWN ((size_t)16 * 1024)
struct str quote_shown(const char *quote, bool *cut);

/* CSS class of a span: what was decided, or that a choice of outcome is due. */
const char *mark_class(const struct directive *clause, bool current);

#endif
