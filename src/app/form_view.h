/*
 * form_view.h: a field as its template needs it. Made by form_view.c, all of it in the arena.
 */
#ifndef APP_FORM_VIEW_H
#define APP_FORM_VIEW_H

#include "app/ctx.h"
#include "app/form.h"

/* One thing to choose. */
struct pick {
	const char *value;
	const char *label;
	const char *group; /* heading, or NULL */
	bool chosen;
};

struct field_view {
	const struct field *field;
	const char *id;        /* of the control, or of its first box */
	const char *label;
	const char *text;      /* what the control shows */
	const char *type;      /* of an <input> */
	const char *mode;      /* inputmode, or NULL */
	const char *error;     /* or NULL */
	const char *now;       /* what the store holds, if that differs after a conflict; or NULL */
	const char *hint;      /* or NULL */
	const char *described; /* ids of the notes, or NULL */
	struct pick *picks;
	size_t npicks;
	bool chosen;           /* something is: number is 1, or one pick is chosen */
};

/* One line of the error summary. */
struct fault {
	const char *id;    /* the control it links to, NULL for none */
	const char *label; /* NULL for the whole form */
	const char *text;
};

/* What the field offers, with the value's own marked: CHOICE, ID, IDS and QUARTER; else nothing. */
struct pick *form_picks(struct html *h, struct ctx *ctx, const struct value *value, size_t *n);

/* The field with this value, its refusal, and after a conflict what the store holds. */
struct field_view *field_view_new(struct html *h, struct ctx *ctx, const struct value *value);

/* The refusals of the form in its order; *n of them. */
struct fault *form_faults(struct html *h, struct ctx *ctx, size_t *n);

const char *form_hidden_text(struct ctx *ctx, size_t i); /* NULL: nothing to carry */
bool form_has_file(const struct form *form);
/* A heading is due before this pick, or a group ends after it. */
bool pick_group_begins(const struct pick *picks, size_t i);
bool pick_group_ends(const struct pick *picks, size_t n, size_t i);

#endif
