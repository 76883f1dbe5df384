/*
 * form_read.h: between the parts of the form: one value read from the request, and the store's
 * values fetched beside what was typed.
 */
#ifndef APP_FORM_READ_H
#define APP_FORM_READ_H

#include "app/form.h"

struct arena;

/* Years a day or quarter may lie in; anything else is a slip of the hand (0206-11-21). */
#define FORM_YEAR_LEAST 1900
#define FORM_YEAR_MOST 2199

/* Fills value->field's value from the request, or leaves a refusal in value->err. */
void form_read_value(struct ctx *ctx, struct value *value);

/* A number as its input shows it: "12", "2026-11-21", "2026Q3"; "" for no day, id or box. */
const char *form_number_text(struct arena *arena, enum field_kind kind, int64_t number);

/* After a conflict: fills ctx->in.now by form->load; not RC_OK when the row is gone. */
enum rc form_load_now(struct ctx *ctx);

#endif
