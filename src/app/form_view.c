/*
 * form_view.c: a form as HTML. The one idea: whatever kind a field is, it is first made into one
 * struct of plain texts (field_view) and the template only lays those out.
 */
#include "app/form_view.h"

#include "app/form.html.h"
#include "app/form_read.h"
#include "base/log.h"

enum { RADIOS_MAX = 4, QUARTERS_AROUND = 8, ERROR_TEXT_MAX = 2000, NOW_TEXT_MAX = 20000 };

static const char *
id_of(struct html *h, const struct form *form, const struct field *field)
{
	return arena_printf(h->arena, "%s-%s", form->name, field->name);
}

static const char *
err_text(struct html *h, const struct err *err)
{
	struct buf text;

	buf_init(&text, h->arena, ERROR_TEXT_MAX);
	msg_err(&text, h->lang, err);
	return buf_text(&text);
}

/* A refusal found by a reader, or by a rule that named this field. */
static const struct err *
refusal_of(const struct ctx *ctx, const struct value *value)
{
	if (!ctx->in.typed)
		return NULL;
	if (value->err.msg != 0)
		return &value->err;
	return ctx->err.msg != 0 && text_equal(ctx->err.field, value->field->name) ? &ctx->err :
	    NULL;
}

/* ---- What can be chosen ---- */

static bool
value_has_id(const struct value *value, int64_t id)
{
	if (value->field->kind == FIELD_ID)
		return value->given && value->number == id;
	for (size_t i = 0; i < value->nids; i++) {
		if (value->ids[i] == id)
			return true;
	}
	return false;
}

static void
pick_choices(struct html *h, struct field_view *v, const struct value *value)
{
	size_t n = 0;

	for (const struct choice *choice = v->field->choices; choice->value != NULL; choice++)
		n++;
	v->picks = ARENA_ARRAY(h->arena, n, struct pick);
	v->npicks = n;
	for (size_t i = 0; i < n; i++) {
		const struct choice *choice = &v->field->choices[i];

		v->picks[i] = (struct pick){ .value = choice->value,
			.label = fmt_msg(h, (enum msg)choice->msg),
			.chosen = value->given && text_equal(choice->value, value->text) };
	}
}

/* By hand: a filter offers all units on every page of a list. */
static const char *
id_text(struct arena *arena, int64_t id)
{
	char digits[24];
	size_t at = sizeof(digits);

	for (digits[--at] = '\0'; id > 0; id /= 10)
		digits[--at] = (char)('0' + id % 10);
	return arena_text_n(arena, digits + at, sizeof(digits) - 1 - at);
}

static void
add_pick_id(struct html *h, struct field_view *v, const struct value *value,
    const struct option *option)
{
	v->picks[v->npicks++] = (struct pick){
		.value = id_text(h->arena, option->id),
		.label = option->label,
		.group = option->group,
		.chosen = value_has_id(value, option->id),
	};
}

/* The ids that are set but no longer offered stay visible, so that nobody drops them unaware. */
static void
add_gone(struct html *h, struct field_view *v, const struct value *value,
    const struct options *options)
{
	size_t n = value->field->kind == FIELD_ID ? (size_t)value->given : value->nids;

	for (size_t i = 0; i < n; i++) {
		int64_t id = value->field->kind == FIELD_ID ? value->number : value->ids[i];
		struct option gone = { .id = id, .label = fmt_msg(h, MSG_form_gone) };
		bool there = id <= 0;

		for (size_t k = 0; k < options->n && !there; k++)
			there = options->rows[k].id == id;
		if (!there)
			add_pick_id(h, v, value, &gone);
	}
}

static void
pick_options(struct html *h, struct ctx *ctx, struct field_view *v, const struct value *value)
{
	struct options options = { 0 };

	if (v->field->options == NULL || v->field->options(ctx, &options) != RC_OK)
		options.n = 0;
	v->picks = ARENA_ARRAY(h->arena, options.n + value->nids + 1, struct pick);
	for (size_t i = 0; i < options.n; i++)
		add_pick_id(h, v, value, &options.rows[i]);
	add_gone(h, v, value, &options);
}

static void
add_pick_quarter(struct html *h, struct field_view *v, const struct value *value, int64_t quarter)
{
	v->picks[v->npicks++] = (struct pick){ .value = fmt_quarter(h, quarter),
		.label = fmt_quarter(h, quarter),
		.chosen = value->given && value->err.msg == 0 && value->number == quarter };
}

/* What the field offers, newest first, and the value itself in its place. */
static void
pick_offered_quarters(struct html *h, struct field_view *v, const struct value *value,
    const struct options *options)
{
	bool owed = value->given && value->err.msg == 0;

	v->picks = ARENA_ARRAY(h->arena, options->n + 1, struct pick);
	for (size_t i = 0; i < options->n; i++) {
		if (owed && value->number > options->rows[i].id)
			add_pick_quarter(h, v, value, value->number);
		owed = owed && value->number < options->rows[i].id;
		add_pick_quarter(h, v, value, options->rows[i].id);
	}
	if (owed)
		add_pick_quarter(h, v, value, value->number);
}

/* Two years back and ahead, newest first, and the value itself wherever it lies. */
static void
pick_near_quarters(struct html *h, struct ctx *ctx, struct field_view *v, const struct value *value)
{
	int64_t today = quarter_of_day(ctx->today);
	int64_t far = value->given && value->err.msg == 0 ? value->number - today : 0;

	v->picks = ARENA_ARRAY(h->arena, 2 * QUARTERS_AROUND + 2, struct pick);
	if (far > QUARTERS_AROUND)
		add_pick_quarter(h, v, value, value->number);
	for (int64_t q = today + QUARTERS_AROUND; q >= today - QUARTERS_AROUND; q--)
		add_pick_quarter(h, v, value, q);
	if (far < -QUARTERS_AROUND)
		add_pick_quarter(h, v, value, value->number);
}

static void
pick_quarters(struct html *h, struct ctx *ctx, struct field_view *v, const struct value *value)
{
	struct options options = { 0 };

	if (v->field->options != NULL && v->field->options(ctx, &options) == RC_OK)
		pick_offered_quarters(h, v, value, &options);
	else
		pick_near_quarters(h, ctx, v, value);
}

static void
make_picks(struct html *h, struct ctx *ctx, struct field_view *v, const struct value *value)
{
	switch (v->field->kind) {
	case FIELD_CHOICE:
		pick_choices(h, v, value);
		return;
	case FIELD_ID:
	case FIELD_IDS:
		pick_options(h, ctx, v, value);
		return;
	case FIELD_QUARTER:
		pick_quarters(h, ctx, v, value);
		return;
	case FIELD_TEXT:
	case FIELD_AREA:
	case FIELD_PASSWORD:
	case FIELD_INT:
	case FIELD_DAY:
	case FIELD_CHECK:
	case FIELD_FILE:
	case FIELD_HIDDEN:
		return;
	}
}

struct pick *
form_picks(struct html *h, struct ctx *ctx, const struct value *value, size_t *n)
{
	struct field_view v = { .field = value->field };

	make_picks(h, ctx, &v, value);
	*n = v.npicks;
	return v.picks;
}

bool
pick_group_begins(const struct pick *picks, size_t i)
{
	return picks[i].group != NULL &&
	    (i == 0 || !text_equal(picks[i - 1].group, picks[i].group));
}

bool
pick_group_ends(const struct pick *picks, size_t n, size_t i)
{
	return picks[i].group != NULL &&
	    (i + 1 == n || !text_equal(picks[i + 1].group, picks[i].group));
}

/* ---- What the store holds now ---- */

static bool
same_ids(const struct value *a, const struct value *b)
{
	if (a->nids != b->nids)
		return false;
	for (size_t i = 0; i < a->nids; i++) {
		if (!value_has_id(b, a->ids[i]))
			return false;
	}
	return true;
}

static bool
same_value(const struct value *a, const struct value *b)
{
	switch (a->field->kind) {
	case FIELD_TEXT:
	case FIELD_AREA:
	case FIELD_CHOICE:
		return text_equal(a->text, b->text);
	case FIELD_INT:
	case FIELD_DAY:
	case FIELD_QUARTER:
	case FIELD_ID:
	case FIELD_CHECK:
		return a->err.msg == 0 && a->number == b->number && a->given == b->given;
	case FIELD_IDS:
		return same_ids(a, b);
	case FIELD_PASSWORD:
	case FIELD_FILE:
	case FIELD_HIDDEN:
		break;
	}
	return true;
}

/* The labels of all that is chosen, joined by "; ". */
static const char *
picked_text(struct html *h, const struct field_view *v)
{
	struct buf text;

	buf_init(&text, h->arena, NOW_TEXT_MAX);
	for (size_t i = 0; i < v->npicks; i++) {
		if (!v->picks[i].chosen)
			continue;
		if (text.len > 0)
			buf_add_text(&text, "; ");
		buf_add_text(&text, v->picks[i].label);
	}
	return buf_text(&text);
}

static const char *
value_text(struct html *h, struct ctx *ctx, const struct value *value)
{
	struct field_view v = { .field = value->field };

	if (value->field->kind == FIELD_CHECK)
		return fmt_msg(h, value->number == 1 ? MSG_form_yes : MSG_form_no);
	if (!value->given)
		return fmt_msg(h, MSG_form_nothing);
	if (value->field->kind == FIELD_DAY)
		return fmt_day(h, value->number);
	make_picks(h, ctx, &v, value);
	return v.picks == NULL ? value->text : picked_text(h, &v);
}

static const char *
now_text(struct html *h, struct ctx *ctx, const struct value *value)
{
	const struct value *now;

	if (ctx->in.now == NULL)
		return NULL;
	now = &ctx->in.now[value - ctx->in.at];
	return same_value(value, now) ? NULL : value_text(h, ctx, now);
}

/* ---- A field ---- */

static void
set_input(struct field_view *v, const struct value *value)
{
	v->type = "text";
	v->text = value->text;
	switch (value->field->kind) {
	case FIELD_PASSWORD:
		v->type = "password";
		v->text = "";
		return;
	case FIELD_INT:
		v->mode = "numeric";
		return;
	case FIELD_FILE:
		v->type = "file";
		return;
	case FIELD_TEXT:
	case FIELD_AREA:
	case FIELD_DAY:
	case FIELD_QUARTER:
	case FIELD_CHOICE:
	case FIELD_ID:
	case FIELD_IDS:
	case FIELD_CHECK:
	case FIELD_HIDDEN:
		return;
	}
}

/* A date input drops what is no date; what was refused must stay, so it gets a text input. */
static void
set_day(struct html *h, struct field_view *v, const struct value *value)
{
	if (value->number != DAY_NONE) {
		v->type = "date";
		v->text = fmt_day_iso(h, value->number);
	} else if (value->text[0] == '\0') {
		v->type = "date";
	} else {
		v->mode = "numeric";
	}
}

static const char *
described_by(struct html *h, const struct field_view *v)
{
	if (v->error == NULL && v->now == NULL && v->hint == NULL)
		return NULL;
	return arena_printf(h->arena, "%s%s%s%s%s%s", v->error == NULL ? "" : v->id,
	    v->error == NULL ? "" : "-error ", v->now == NULL ? "" : v->id,
	    v->now == NULL ? "" : "-now ", v->hint == NULL ? "" : v->id,
	    v->hint == NULL ? "" : "-hint");
}

struct field_view *
field_view_new(struct html *h, struct ctx *ctx, const struct value *value)
{
	struct field_view *v = ARENA_NEW(h->arena, struct field_view);
	const struct err *refusal = refusal_of(ctx, value);

	v->field = value->field;
	v->id = id_of(h, ctx->in.form, value->field);
	v->label = fmt_msg(h, (enum msg)value->field->label);
	set_input(v, value);
	if (value->field->kind == FIELD_DAY)
		set_day(h, v, value);
	v->error = refusal == NULL ? NULL : err_text(h, refusal);
	v->hint = value->field->hint == 0 ? NULL : fmt_msg(h, (enum msg)value->field->hint);
	if (v->hint == NULL && value->field->kind == FIELD_FILE && ctx->in.typed && value->given)
		v->hint = fmt_msg(h, MSG_form_file_again);
	v->now = now_text(h, ctx, value);
	v->described = described_by(h, v);
	make_picks(h, ctx, v, value);
	v->chosen = value->number == 1 && value->field->kind == FIELD_CHECK;
	for (size_t i = 0; i < v->npicks; i++)
		v->chosen = v->chosen || v->picks[i].chosen;
	return v;
}

static bool
shown_as_radios(const struct field *field)
{
	size_t n = 0;

	while (field->choices[n].value != NULL)
		n++;
	return field->required && n <= RADIOS_MAX;
}

void
form_field(struct html *h, struct ctx *ctx, const char *name)
{
	const struct field_view *v = field_view_new(h, ctx, in_value(ctx, name));

	switch (v->field->kind) {
	case FIELD_TEXT:
	case FIELD_PASSWORD:
	case FIELD_INT:
	case FIELD_DAY:
		field_input_html(h, v);
		return;
	case FIELD_FILE:
		field_file_html(h, v);
		return;
	case FIELD_AREA:
		field_area_html(h, v);
		return;
	case FIELD_CHOICE:
		if (shown_as_radios(v->field))
			field_boxes_html(h, v, "radio");
		else
			field_select_html(h, v);
		return;
	case FIELD_ID:
	case FIELD_QUARTER:
		field_select_html(h, v);
		return;
	case FIELD_IDS:
		field_boxes_html(h, v, "checkbox");
		return;
	case FIELD_CHECK:
		field_check_html(h, v);
		return;
	case FIELD_HIDDEN:
		BUG("%s is hidden: form_begin writes it", name);
	}
}

void
form_all_fields(struct html *h, struct ctx *ctx)
{
	for (size_t i = 0; i < ctx->in.n; i++) {
		if (ctx->in.at[i].field->kind != FIELD_HIDDEN)
			form_field(h, ctx, ctx->in.at[i].field->name);
	}
}

/* ---- The whole form ---- */

bool
form_has_file(const struct form *form)
{
	for (size_t i = 0; i < form->n; i++) {
		if (form->fields[i].kind == FIELD_FILE)
			return true;
	}
	return false;
}

const char *
form_hidden_text(struct ctx *ctx, size_t i)
{
	const struct value *value = &ctx->in.at[i];

	if (value->field->kind != FIELD_HIDDEN)
		return NULL;
	if (ctx->in.now != NULL && text_equal(value->field->name, "version"))
		value = &ctx->in.now[i];
	return value->given && value->err.msg == 0
	    ? arena_printf(ctx->arena, "%lld", (long long)value->number) : NULL;
}

static bool
names_field(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n; i++) {
		if (form->fields[i].kind != FIELD_HIDDEN && text_equal(form->fields[i].name, name))
			return true;
	}
	return false;
}

struct fault *
form_faults(struct html *h, struct ctx *ctx, size_t *n)
{
	struct fault *faults = ARENA_ARRAY(h->arena, ctx->in.n + 1, struct fault);

	*n = 0;
	if (!ctx->in.typed)
		return faults;
	if (ctx->err.msg != 0 && !names_field(ctx->in.form, ctx->err.field))
		faults[(*n)++] = (struct fault){ .text = err_text(h, &ctx->err) };
	for (size_t i = 0; i < ctx->in.n; i++) {
		const struct value *value = &ctx->in.at[i];
		const struct err *refusal = refusal_of(ctx, value);
		bool hidden = value->field->kind == FIELD_HIDDEN;

		if (refusal == NULL || (hidden && refusal == &ctx->err))
			continue;
		faults[(*n)++] = (struct fault){ .text = err_text(h, refusal),
			.id = hidden ? NULL : id_of(h, ctx->in.form, value->field),
			.label = hidden ? NULL : fmt_msg(h, (enum msg)value->field->label) };
	}
	return faults;
}

void
form_begin(struct html *h, struct ctx *ctx, const struct form *form, const char *action)
{
	struct fault *faults;
	size_t n;

	/* without its values an edit form has no version either, so it can overwrite nothing */
	if (ctx->in.form != form && form_fill(ctx, form) != RC_OK)
		log_error("request %s: form %s could not be filled: %s", ctx->req->id, form->name,
		    ctx->err.detail);
	if (ctx->conflict && ctx->in.typed && form->load != NULL && !ctx->in.begun)
		(void)form_load_now(ctx);
	ctx->in.begun = true;
	faults = form_faults(h, ctx, &n);
	if (ctx->conflict && ctx->in.typed)
		form_conflict_html(h, ctx);
	if (n > 0)
		form_faults_html(h, ctx, faults, n);
	form_open_html(h, ctx, form, action);
}

void
form_end(struct html *h, struct ctx *ctx, int submit_msg)
{
	(void)ctx;
	form_close_html(h, submit_msg);
}

void
form_button(struct html *h, struct ctx *ctx, const char *action, int msg, const char *class_,
    int64_t version)
{
	form_button_html(h, ctx, action, msg, class_ == NULL ? "btn" : class_, version);
}
