/*
 * document_page.h: what the page of one document shows: one part of its text (struct part),
 * at most PART_BYTES, with the clauses that begin there; so that a page stays below 4 MB however
 * long the document is.
 */
#ifndef PLAN_DOCUMENT_DOCUMENT_PAGE_H
#define PLAN_DOCUMENT_DOCUMENT_PAGE_H

#include "plan/directive/directive.h"
#include "plan/document/document.h"

struct document_shown {
	struct document document;
	struct str text;         /* the whole */
	struct part part;
	struct directive *rows;  /* clauses of the part */
	size_t nrows;
	int64_t clauses, decided; /* of the whole document */
	int64_t current;         /* position of the clause in view, 0 for none */
};

#endif
