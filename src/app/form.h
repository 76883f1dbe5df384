/*
 * form.h: input declared per route. A field table gives parsing, checks, HTML with label, hint and
 * message, the error summary, and the conflict page. Unknown fields are ignored, invalid ones never
 * reach the handler, and everything typed comes back on the page.
 *
 *	static const struct field task_fields[] = {
 *		{ "title", FIELD_TEXT, MSG_task_title, .required = true, .max = 300 },
 *		{ "due", FIELD_DAY, MSG_task_due, .hint = MSG_task_due_hint },
 *		{ "lead", FIELD_ID, MSG_task_lead, .options = unit_options },
 *	};
 *	const struct form task_form = { .name = "task", .fields = task_fields,
 *		.n = ARRAY_LEN(task_fields), .load = task_load, .versioned = true };
 */
#ifndef APP_FORM_H
#define APP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/str.h"
#include "http/http.h"

struct ctx;
struct html;

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

enum field_kind {
	FIELD_TEXT,     /* one line; white space at the ends goes, control characters refused */
	FIELD_AREA,     /* several lines; CRLF becomes LF */
	FIELD_PASSWORD, /* never shown again */
	FIELD_INT,
	FIELD_DAY,      /* 2026-11-21 or 21/11/2026 */
	FIELD_QUARTER,  /* 2026Q3 */
	FIELD_CHOICE,   /* one of `choices` */
	FIELD_ID,       /* a row id, offered by `options` */
	FIELD_IDS,      /* several row ids */
	FIELD_CHECK,    /* a box: number is 0 or 1 */
	FIELD_FILE,
	FIELD_HIDDEN    /* a row id or version carried along */
};

struct choice {
	const char *value; /* what is sent and stored */
	int msg;           /* enum msg of its label */
};

/* Choices read from the store: rows of (id, label), in the order to show. */
struct option {
	int64_t id;
	const char *label;
	const char *group; /* heading in the list, or NULL */
};
struct options {
	struct option *rows;
	size_t n;
};

struct field {
	const char *name;
	enum field_kind kind;
	int label;                     /* enum msg */
	int hint;                      /* enum msg, 0 for none */
	bool required;
	int max;                       /* characters (0: 200; area: 4,000), or items of FIELD_IDS */
	int64_t least, most;           /* FIELD_INT; both 0: any */
	const struct choice *choices;  /* ended by a NULL value */
	/*
	 * FIELD_ID and FIELD_IDS: what is offered; an id that is not is refused. FIELD_QUARTER: the
	 * quarters to choose from, newest first, their number as id; NULL: those around today.
	 */
	enum rc (*options)(struct ctx *ctx, struct options *to);
	/* The same question about one id, cheaper than all of `options`: RC_OK or RC_NONE. */
	enum rc (*offered)(struct ctx *ctx, int64_t id);
	/*
	 * TEXT and PASSWORD: a rule of the field's own about what was typed, told together with
	 * all other faults of the form: fills `err` and returns RC_REFUSED, or RC_OK. NULL: none.
	 */
	enum rc (*check)(struct ctx *ctx, const char *text, struct err *err);
	const char *autocomplete;      /* HTML token, e.g. "current-password" */
};

struct form {
	const char *name;
	const struct field *fields;
	size_t n;
	/* Fills ctx->in from the row being edited, for edit and conflict pages. NULL: new. */
	enum rc (*load)(struct ctx *ctx);
	/* Carries the row's version in a hidden field "version" that the table need not name. */
	bool versioned;
	bool plain; /* stands inside a card already: no frame of its own */
};

#define FORM_IDS_MAX 200
#define FORM_TEXT_MAX 200  /* characters, where the field names no other limit */
#define FORM_AREA_MAX 4000

struct value {
	const struct field *field;
	bool given;        /* something was typed or chosen */
	const char *text;  /* as typed; "" when not given */
	int64_t number;    /* INT, DAY (DAY_NONE when empty), QUARTER, ID, CHECK, HIDDEN */
	int64_t *ids;
	size_t nids;
	const struct upload *upload;
	struct err err;    /* msg != 0: refused */
};

struct values {
	const struct form *form;
	struct value *at; /* one per field, in the form's order; then the version, if it has one */
	size_t n;
	bool typed;   /* read from the request, not filled by form_fill */
	bool refused;
	bool begun;   /* form_begin has looked for a conflict */
	/* after a conflict: what the store holds, in the same order; or NULL */
	struct value *now;
	/* what was typed, while another form of the page has its turn; or NULL */
	struct values *kept;
};

/*
 * Reads the request's body by the form's table; false if any field was refused. Text becomes NFC
 * without white space at its ends; of a repeated name the first counts (FIELD_IDS: all). A form
 * with `options` needs ctx->db: what is not offered is refused here.
 */
bool form_parse(struct ctx *ctx, const struct form *form);

/*
 * Empty values for a new form, or the row's values by form->load. When the request has just been
 * read by this form, what was typed stays: so one function can be both .view and .again of a page.
 */
enum rc form_fill(struct ctx *ctx, const struct form *form);

/* The value of a field; an unknown name is a BUG. */
struct value *in_value(struct ctx *ctx, const char *name);
const char *in_text(struct ctx *ctx, const char *name);
int64_t in_i64(struct ctx *ctx, const char *name); /* 0 when empty */
int64_t in_day(struct ctx *ctx, const char *name); /* DAY_NONE when empty */
/* The years a FIELD_DAY takes; for days that come in otherwise. */
bool form_day_fits(int64_t day);
bool in_check(struct ctx *ctx, const char *name);
/* Forgets refusals at values: apply runs again as if it had not run, for the gate. */
void in_clear_errors(struct ctx *ctx);

/* For load functions. */
void in_set_text(struct ctx *ctx, const char *name, const char *text);
void in_set_i64(struct ctx *ctx, const char *name, int64_t value);
void in_set_day(struct ctx *ctx, const char *name, int64_t day);
void in_set_ids(struct ctx *ctx, const char *name, const int64_t *ids, size_t n);

/*
 * HTML. form_begin writes <form method="post"> with the token and hidden fields and, after a
 * refusal (of a field, or ctx->err of a rule), the error summary linking to the fields; form_end
 * the submit button and </form>. `action` is a path. A page may hold several forms; one that was
 * neither read nor filled is filled. The id of a control is FORM-FIELD. After a conflict the
 * fields say what the store holds now where that differs, and the hidden version is the store's: a
 * second submit is a decision made with open eyes.
 */
void form_begin(struct html *h, struct ctx *ctx, const struct form *form, const char *action);
void form_field(struct html *h, struct ctx *ctx, const char *name);
void form_all_fields(struct html *h, struct ctx *ctx);
void form_end(struct html *h, struct ctx *ctx, int submit_msg);
/* A one-button form: <form> with token, hidden version (if >= 0) and a button. */
void form_button(struct html *h, struct ctx *ctx, const char *action, int msg, const char *class_,
    int64_t version);

#endif
