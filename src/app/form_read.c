/*
 * form_read.c: one reader for each kind of field. The one idea: what was typed stays in
 * value->text whatever is wrong with it, and only a value that passed every check has a number.
 */
#include "app/form_read.h"

#include "app/ctx.h"
#include "text/decode.h"

static void
refuse(struct value *value, int msg)
{
	(void)err_refuse(&value->err, value->field->name, msg);
}

static int
most_of(const struct field *field, int usual)
{
	return field->max > 0 ? field->max : usual;
}

/*
 * Characters that are not seen or that turn the writing around: C0 and C1 controls, line and
 * paragraph separators, bidirectional overrides and isolates (Unicode 15, Bidi_Control), BOM, tags
 * and noncharacters. What pasted pages and word processors leave in long texts (zero width, private
 * bullets) has no place in a title or a name, where two that look alike would be two.
 */
static const struct {
	uint32_t from, to;
	bool short_only; /* refused in a text of one line only */
} unseen_rows[] = {
	{ 0x0000, 0x0008, false }, { 0x0009, 0x000a, true }, { 0x000b, 0x001f, false },
	{ 0x007f, 0x009f, false }, { 0x200b, 0x200d, true }, { 0x200e, 0x200f, false },
	{ 0x2028, 0x202e, false }, { 0x2060, 0x2064, true }, { 0x2066, 0x2069, false },
	{ 0xe000, 0xf8ff, true }, { 0xfdd0, 0xfdef, false }, { 0xfeff, 0xfeff, false },
	{ 0xfff9, 0xfffb, false }, { 0xe0000, 0xe007f, false }, { 0xf0000, 0x10ffff, true },
};

static bool
unseen(uint32_t code, bool lines)
{
	if ((code & 0xfffe) == 0xfffe)
		return true; /* the two noncharacters of each plane */
	for (size_t i = 0; i < ARRAY_LEN(unseen_rows); i++)
		if (code >= unseen_rows[i].from && code <= unseen_rows[i].to)
			return !lines || !unseen_rows[i].short_only;
	return false;
}

/* Counts the characters; false when one is refused. */
static bool
measure(struct str text, bool lines, int64_t *count)
{
	bool fine = true;
	uint32_t code;
	size_t step;

	*count = 0;
	for (size_t i = 0; i < text.len; i += step) {
		step = utf8_decode(text.at + i, text.len - i, &code);
		if (step == 0) {
			step = 1;
			fine = false;
		} else if (unseen(code, lines)) {
			fine = false;
		}
		++*count;
	}
	return fine;
}

/* White space at both ends, the no-break space of pasted text among it. */
static struct str
trim(struct str text)
{
	static const char nbsp[] = "\xc2\xa0";

	for (;;) {
		struct str was = text;

		text = str_trim(text);
		if (text.len >= 2 && memcmp(text.at, nbsp, 2) == 0)
			text = (struct str){ text.at + 2, text.len - 2 };
		if (text.len >= 2 && memcmp(text.at + text.len - 2, nbsp, 2) == 0)
			text.len -= 2;
		if (text.len == was.len)
			return text;
	}
}

/* CRLF and lone CR become LF, in a copy. */
static struct str
plain_lines(struct arena *arena, struct str text)
{
	char *to = arena_text_n(arena, text.at, text.len);
	size_t n = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] != '\r')
			to[n++] = text.at[i];
		else if (i + 1 == text.len || text.at[i + 1] != '\n')
			to[n++] = '\n';
	}
	to[n] = '\0';
	return (struct str){ to, n };
}

static void
take_text(struct ctx *ctx, struct value *value, struct str text, int most)
{
	bool lines = value->field->kind == FIELD_AREA;
	int64_t count;

	value->given = text.len > 0;
	value->text = arena_text_n(ctx->arena, text.at, text.len);
	if (utf8_valid(text)) {
		text = text_nfc(ctx->arena, text);
		value->text = arena_text_n(ctx->arena, text.at, text.len);
	}
	if (!measure(text, lines, &count))
		refuse(value, MSG_form_unseen);
	if (count > most) {
		refuse(value, MSG_form_too_long);
		if (value->err.msg == MSG_form_too_long) {
			err_arg_int(&value->err, "n", count);
			err_arg_int(&value->err, "max", most);
		}
	}
}

/* The typed text without white space at its ends; empty when there is none. */
static struct str
typed(struct ctx *ctx, struct value *value)
{
	struct str text = trim(str_of(request_body(ctx->req, value->field->name)));

	value->given = text.len > 0;
	value->text = text.len == 0 ? "" : arena_text_n(ctx->arena, text.at, text.len);
	return text;
}

static void
read_text(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);

	if (text.len > 0)
		take_text(ctx, value, text, most_of(value->field, FORM_TEXT_MAX));
}

static void
read_area(struct ctx *ctx, struct value *value)
{
	struct str text = plain_lines(ctx->arena, typed(ctx, value));

	if (text.len > 0)
		take_text(ctx, value, text, most_of(value->field, FORM_AREA_MAX));
}

/* Nothing is trimmed off a password. */
static void
read_password(struct ctx *ctx, struct value *value)
{
	struct str text = str_of(request_body(ctx->req, value->field->name));

	if (text.len > 0)
		take_text(ctx, value, text, most_of(value->field, FORM_TEXT_MAX));
}

static void
read_int(struct ctx *ctx, struct value *value)
{
	const struct field *field = value->field;
	struct str text = typed(ctx, value);
	int64_t number;

	if (text.len == 0)
		return;
	if (!str_to_i64(text, &number)) {
		refuse(value, MSG_form_not_number);
		return;
	}
	if ((field->least != 0 || field->most != 0) &&
	    (number < field->least || number > field->most)) {
		refuse(value, MSG_form_range);
		err_arg_int(&value->err, "least", field->least);
		err_arg_int(&value->err, "most", field->most);
		return;
	}
	value->number = number;
}

static bool
year_fits(int year)
{
	return year >= FORM_YEAR_LEAST && year <= FORM_YEAR_MOST;
}

bool
form_day_fits(int64_t day)
{
	return year_fits(day_to_date(day).year);
}

static void
refuse_year(struct value *value)
{
	refuse(value, MSG_form_year);
	err_arg_int(&value->err, "least", FORM_YEAR_LEAST);
	err_arg_int(&value->err, "most", FORM_YEAR_MOST);
}

static void
read_day(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);
	int64_t day;

	if (text.len == 0)
		return;
	if (!day_parse_iso(text, &day) && !day_parse_vi(text, &day))
		refuse(value, MSG_form_not_day);
	else if (!form_day_fits(day))
		refuse_year(value);
	else
		value->number = day;
}

static void
read_quarter(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);
	int64_t quarter;

	if (text.len == 0)
		return;
	if (!quarter_parse(text, &quarter))
		refuse(value, MSG_form_not_quarter);
	else if (!year_fits(quarter_year(quarter)))
		refuse_year(value);
	else
		value->number = quarter;
}

static void
read_choice(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);

	if (text.len == 0)
		return;
	for (const struct choice *choice = value->field->choices; choice->value != NULL; choice++) {
		if (text_equal(choice->value, value->text))
			return;
	}
	refuse(value, MSG_form_not_offered);
}

static bool
among(const struct options *options, int64_t id)
{
	for (size_t i = 0; i < options->n; i++) {
		if (options->rows[i].id == id)
			return true;
	}
	return false;
}

/* A store that fails here is told by the handler's own first statement; the field is refused. */
static void
check_offered(struct ctx *ctx, struct value *value, const int64_t *ids, size_t n)
{
	const struct field *field = value->field;
	struct options options = { 0 };

	if (n == 0 || (field->options == NULL && field->offered == NULL))
		return;
	BUG_IF(ctx->db == NULL);
	if (field->offered == NULL && field->options(ctx, &options) != RC_OK)
		options.n = 0;
	for (size_t i = 0; i < n; i++) {
		if (field->offered != NULL ? field->offered(ctx, ids[i]) != RC_OK
		                           : !among(&options, ids[i])) {
			refuse(value, MSG_form_not_offered);
			return;
		}
	}
}

static bool
id_parse(struct str text, int64_t *id)
{
	return str_to_i64(text, id) && *id > 0;
}

static void
read_id(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);
	int64_t id;

	if (text.len == 0)
		return;
	if (!id_parse(text, &id)) {
		refuse(value, MSG_form_not_offered);
		return;
	}
	value->number = id; /* kept for showing it again; the refusal keeps it from the handler */
	check_offered(ctx, value, &id, 1);
}

/* Adds an id unless it is there; false when it is no id at all. */
static bool
add_id(struct value *value, struct str text)
{
	int64_t id;

	if (!id_parse(text, &id))
		return false;
	for (size_t i = 0; i < value->nids; i++) {
		if (value->ids[i] == id)
			return true;
	}
	value->ids[value->nids++] = id;
	return true;
}

static void
read_ids(struct ctx *ctx, struct value *value)
{
	const struct request *req = ctx->req;
	int most = most_of(value->field, FORM_IDS_MAX);

	value->ids = ARENA_ARRAY(ctx->arena, req->nbody + 1, int64_t);
	for (size_t i = 0; i < req->nbody; i++) {
		struct str text = trim(str_of(req->body[i].value));

		if (!text_equal(req->body[i].name, value->field->name) || text.len == 0)
			continue;
		if (!add_id(value, text))
			refuse(value, MSG_form_not_offered);
	}
	value->given = value->nids > 0;
	if (value->err.msg == 0 && value->nids > (size_t)most) {
		refuse(value, MSG_form_too_many);
		err_arg_int(&value->err, "n", (int64_t)value->nids);
		err_arg_int(&value->err, "max", most);
	}
	if (value->err.msg == 0)
		check_offered(ctx, value, value->ids, value->nids);
}

static void
read_check(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);

	if (text.len == 0)
		return;
	value->given = str_is(text, "1") || str_is(text, "on");
	value->number = value->given;
	if (!value->given && !str_is(text, "0"))
		refuse(value, MSG_form_not_offered);
}

static void
read_file(struct ctx *ctx, struct value *value)
{
	const struct upload *upload = request_upload(ctx->req, value->field->name);

	if (upload == NULL || (upload->size == 0 && upload->filename[0] == '\0'))
		return;
	value->given = true;
	value->text = upload->filename;
	if (upload->size == 0)
		refuse(value, MSG_form_file_empty);
	else
		value->upload = upload;
}

static void
read_hidden(struct ctx *ctx, struct value *value)
{
	struct str text = typed(ctx, value);

	if (text.len > 0 && !str_to_i64(text, &value->number))
		refuse(value, MSG_form_incomplete);
}

static const struct reader {
	void (*read)(struct ctx *ctx, struct value *value);
	int missing; /* the message when it is required and not given */
} readers[] = {
	[FIELD_TEXT] = { read_text, MSG_form_required },
	[FIELD_AREA] = { read_area, MSG_form_required },
	[FIELD_PASSWORD] = { read_password, MSG_form_required },
	[FIELD_INT] = { read_int, MSG_form_required },
	[FIELD_DAY] = { read_day, MSG_form_required },
	[FIELD_QUARTER] = { read_quarter, MSG_form_choose },
	[FIELD_CHOICE] = { read_choice, MSG_form_choose },
	[FIELD_ID] = { read_id, MSG_form_choose },
	[FIELD_IDS] = { read_ids, MSG_form_choose_some },
	[FIELD_CHECK] = { read_check, MSG_form_tick },
	[FIELD_FILE] = { read_file, MSG_form_choose_file },
	[FIELD_HIDDEN] = { read_hidden, MSG_form_incomplete },
};

void
form_read_value(struct ctx *ctx, struct value *value)
{
	const struct reader *reader = &readers[value->field->kind];

	reader->read(ctx, value);
	if (value->field->required && !value->given && value->err.msg == 0)
		refuse(value, reader->missing);
	if (value->field->check != NULL && value->given && value->err.msg == 0)
		(void)value->field->check(ctx, value->text, &value->err);
}

const char *
form_number_text(struct arena *arena, enum field_kind kind, int64_t number)
{
	char text[DATE_TEXT_MAX];

	switch (kind) {
	case FIELD_DAY:
		if (number == DAY_NONE)
			return "";
		day_iso(number, text);
		return arena_text(arena, text);
	case FIELD_QUARTER:
		quarter_text(number, text);
		return arena_text(arena, text);
	case FIELD_ID:
		if (number == 0)
			return "";
		break;
	case FIELD_TEXT:
	case FIELD_AREA:
	case FIELD_PASSWORD:
	case FIELD_INT:
	case FIELD_CHOICE:
	case FIELD_IDS:
	case FIELD_CHECK:
	case FIELD_FILE:
	case FIELD_HIDDEN:
		break;
	}
	return arena_printf(arena, "%lld", (long long)number);
}
