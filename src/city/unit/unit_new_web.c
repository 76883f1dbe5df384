/*
 * unit_new_web.c: adding organisations, adding and renaming blocs. The form of an organisation says
 * what it needs for each class; unit_new.c decides.
 */
#include "city/unit/unit.html.h"
#include "city/unit/unit_new.h"

static const struct choice kind_choices[] = {
	{ "department", MSG_unit_kind_department },
	{ "commune", MSG_unit_kind_commune },
	{ "focal", MSG_word_focal_point },
	{ "office", MSG_unit_kind_office },
	{ NULL, 0 }
};

static const struct field new_fields[] = {
	{ "kind", FIELD_CHOICE, MSG_word_kind, .required = true, .choices = kind_choices },
	{ "name", FIELD_TEXT, MSG_common_name, MSG_unit_name_hint, .required = true, .max = 200 },
	{ "bloc", FIELD_ID, MSG_word_bloc, MSG_unit_new_bloc_hint, .options = bloc_options },
	{ "parent", FIELD_ID, MSG_unit_parent, MSG_unit_parent_hint, .options = unit_options },
	{ "code", FIELD_TEXT, MSG_unit_code, MSG_unit_code_hint, .max = 20 },
	{ "from", FIELD_DAY, MSG_unit_from, MSG_unit_new_from_hint, .required = true },
	{ "basis", FIELD_TEXT, MSG_unit_basis, MSG_unit_new_basis_hint, .max = 300 },
};
const struct form unit_new_form = { .name = "unit_new", .fields = new_fields,
	.n = ARRAY_LEN(new_fields) };

static struct reply
new_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct bloc *blocs;
	size_t n;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &blocs, &n);

	if (rc == RC_OK && ctx->in.form == NULL) {
		rc = form_fill(ctx, &unit_new_form);
		if (rc == RC_OK)
			in_set_day(ctx, "from", ctx->today);
	}
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_new_html(h, ctx, n == 0);
	return reply_page(ctx, h);
}

static enum rc
new_apply(struct ctx *ctx)
{
	struct unit_new unit = { .id = ctx->result_id, .parent_id = in_i64(ctx, "parent"),
		.bloc_id = in_i64(ctx, "bloc"), .code = in_text(ctx, "code"),
		.name = in_text(ctx, "name"), .from_day = in_day(ctx, "from"),
		.basis = in_text(ctx, "basis") };

	(void)unit_kind_parse(in_text(ctx, "kind"), &unit.kind);
	return unit_make(ctx, &unit);
}

static struct reply
new_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_unit_added, "/units/%lld", (long long)ctx->result_id);
}

/* ---- Blocs ---- */

static enum rc
load_bloc(struct ctx *ctx)
{
	int64_t id = ctx_path_id(ctx, "id");
	struct bloc bloc;
	enum rc rc;

	if (id == 0)
		return RC_OK; /* a new one */
	rc = bloc_get(ctx->db, ctx->arena, id, &bloc);
	if (rc != RC_OK)
		return rc;
	in_set_text(ctx, "name", bloc.name);
	in_set_text(ctx, "name_en", bloc.name_en);
	return RC_OK;
}

static const struct field bloc_fields[] = {
	{ "name", FIELD_TEXT, MSG_common_name, MSG_unit_bloc_name_hint, .required = true,
	    .max = BLOC_NAME_MAX },
	{ "name_en", FIELD_TEXT, MSG_unit_bloc_english, MSG_unit_bloc_english_hint,
	    .max = BLOC_NAME_MAX },
};
const struct form bloc_form = { .name = "bloc", .fields = bloc_fields,
	.n = ARRAY_LEN(bloc_fields), .load = load_bloc };

static struct reply
blocs_page(struct ctx *ctx)
{
	struct bloc_line *lines = ARENA_ARRAY(ctx->arena, BLOC_LINES_MAX, struct bloc_line);
	struct html *h = page_new(ctx);
	size_t n;
	enum rc rc = bloc_lines(ctx->db, ctx->arena, lines, &n);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_blocs_html(h, ctx, lines, n);
	return reply_page(ctx, h);
}

static struct bloc_names
typed_names(struct ctx *ctx)
{
	return (struct bloc_names){ in_text(ctx, "name"), in_text(ctx, "name_en") };
}

static enum rc
bloc_apply(struct ctx *ctx)
{
	const struct bloc_names names = typed_names(ctx);

	return bloc_make(ctx, ctx->result_id, &names);
}

static struct reply
bloc_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_unit_bloc_saved, "/units/blocs");
}

static struct reply
bloc_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct bloc bloc;
	enum rc rc = bloc_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &bloc);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_bloc_edit_html(h, ctx, &bloc);
	return reply_page(ctx, h);
}

static enum rc
rename_apply(struct ctx *ctx)
{
	const struct bloc_names names = typed_names(ctx);

	return bloc_rename(ctx, ctx_path_id(ctx, "id"), &names);
}

const struct route unit_new_routes[] = {
	{ GET("/units/new"), .right = RIGHT_UNIT_EDIT, .view = new_page },
	{ POST("/units"), .right = RIGHT_UNIT_EDIT, .form = &unit_new_form, .again = new_page,
	    .apply = new_apply, .view = new_view },
	{ GET("/units/blocs"), .right = RIGHT_UNIT_READ, .view = blocs_page },
	{ POST("/units/blocs"), .right = RIGHT_UNIT_EDIT, .form = &bloc_form, .again = blocs_page,
	    .apply = bloc_apply, .view = bloc_view },
	{ GET("/units/blocs/:id/edit"), .right = RIGHT_UNIT_EDIT, .view = bloc_page },
	{ POST("/units/blocs/:id/edit"), .right = RIGHT_UNIT_EDIT, .form = &bloc_form,
	    .again = bloc_page, .apply = rename_apply, .view = bloc_view },
	{ 0 }
};
