/*
 * form.c: the values of a form: read from the request by its table, filled from the store, asked
 * for by name. The one idea: every kind of field is one reader, and a reader either fills the value
 * or leaves a message at it; nobody stops at the first fault, so that one reply tells them all.
 */
#include "app/form.h"

#include "app/ctx.h"
#include "app/form_read.h"

static const struct field version_field = { .name = "version", .kind = FIELD_HIDDEN,
	.required = true };

static bool
names_version(const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		if (text_equal(form->fields[i].name, "version"))
			return true;
	}
	return false;
}

static void
value_empty(struct value *value, const struct field *field)
{
	*value = (struct value){ .field = field, .text = "" };
	if (field->kind == FIELD_DAY)
		value->number = DAY_NONE;
}

static struct value *
values_new(struct arena *arena, const struct form *form, size_t *n)
{
	struct value *at = ARENA_ARRAY(arena, form->n + 1, struct value);

	for (size_t i = 0; i < form->n; i++)
		value_empty(&at[i], &form->fields[i]);
	*n = form->n;
	if (form->versioned && !names_version(form))
		value_empty(&at[(*n)++], &version_field);
	return at;
}

/* Makes `form` the one of ctx->in, empty; what another form typed is kept aside. */
static void
values_begin(struct ctx *ctx, const struct form *form)
{
	struct values *kept = ctx->in.kept;

	if (ctx->in.typed) {
		kept = ARENA_NEW(ctx->arena, struct values);
		*kept = ctx->in;
	}
	ctx->in = (struct values){ .form = form, .kept = kept };
	ctx->in.at = values_new(ctx->arena, form, &ctx->in.n);
}

bool
form_parse(struct ctx *ctx, const struct form *form)
{
	values_begin(ctx, form);
	ctx->in.typed = true;
	for (size_t i = 0; i < ctx->in.n; i++) {
		form_read_value(ctx, &ctx->in.at[i]);
		if (ctx->in.at[i].err.msg != 0)
			ctx->in.refused = true;
	}
	return !ctx->in.refused;
}

void
in_clear_errors(struct ctx *ctx)
{
	for (size_t i = 0; i < ctx->in.n; i++)
		err_clear(&ctx->in.at[i].err);
}

enum rc
form_fill(struct ctx *ctx, const struct form *form)
{
	struct values *kept = ctx->in.kept;

	if (ctx->in.form == form && ctx->in.typed)
		return RC_OK;
	if (kept != NULL && kept->form == form) {
		ctx->in = *kept;
		return RC_OK;
	}
	values_begin(ctx, form);
	return form->load == NULL ? RC_OK : form->load(ctx);
}

enum rc
form_load_now(struct ctx *ctx)
{
	struct values typed = ctx->in;
	enum rc rc;

	ctx->in.typed = false;
	ctx->in.at = values_new(ctx->arena, typed.form, &ctx->in.n);
	rc = typed.form->load(ctx);
	typed.now = rc == RC_OK ? ctx->in.at : NULL;
	ctx->in = typed;
	return rc;
}

struct value *
in_value(struct ctx *ctx, const char *name)
{
	for (size_t i = 0; i < ctx->in.n; i++) {
		if (text_equal(ctx->in.at[i].field->name, name))
			return &ctx->in.at[i];
	}
	BUG("form %s has no field %s", ctx->in.form == NULL ? "(none)" : ctx->in.form->name, name);
}

const char *
in_text(struct ctx *ctx, const char *name)
{
	return in_value(ctx, name)->text;
}

int64_t
in_i64(struct ctx *ctx, const char *name)
{
	const struct value *value = in_value(ctx, name);

	return value->given ? value->number : 0;
}

int64_t
in_day(struct ctx *ctx, const char *name)
{
	const struct value *value = in_value(ctx, name);

	BUG_IF(value->field->kind != FIELD_DAY);
	return value->number;
}

bool
in_check(struct ctx *ctx, const char *name)
{
	return in_value(ctx, name)->number == 1;
}

void
in_set_text(struct ctx *ctx, const char *name, const char *text)
{
	struct value *value = in_value(ctx, name);

	value->text = text == NULL ? "" : text;
	value->given = value->text[0] != '\0';
}

void
in_set_i64(struct ctx *ctx, const char *name, int64_t number)
{
	struct value *value = in_value(ctx, name);

	value->number = number;
	value->text = form_number_text(ctx->arena, value->field->kind, number);
	value->given = value->text[0] != '\0';
}

void
in_set_day(struct ctx *ctx, const char *name, int64_t day)
{
	struct value *value = in_value(ctx, name);

	value->number = day;
	value->given = day != DAY_NONE;
	value->text = form_number_text(ctx->arena, FIELD_DAY, day);
}

void
in_set_ids(struct ctx *ctx, const char *name, const int64_t *ids, size_t n)
{
	struct value *value = in_value(ctx, name);

	value->ids = ARENA_ARRAY(ctx->arena, n + 1, int64_t);
	memcpy(value->ids, ids, n * sizeof(*ids));
	value->nids = n;
	value->given = n > 0;
}
