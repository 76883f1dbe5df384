/* directive_store.h: the rows of clauses, for the other files of this folder. */
#ifndef PLAN_DIRECTIVE_DIRECTIVE_STORE_H
#define PLAN_DIRECTIVE_DIRECTIVE_STORE_H

#include "plan/directive/directive.h"

/* Writes an outcome to an open clause of this version, and counts it; RC_CONFLICT: it is not so. */
enum rc directive_write_outcome(struct ctx *ctx, const struct directive *directive,
    const struct directive_decision *decision, int64_t task_id);

/* Opens a decided clause of this version anew, and counts it; RC_CONFLICT: it is not so. */
enum rc directive_write_open(struct ctx *ctx, const struct directive *directive);

#endif
