/*
 * unit_web.c: organisations. What an organisation is called and belongs to is public
 * knowledge, so whoever may read organisations sees every one; figures of its tasks and people are
 * shown within one's own subtree alone.
 */
#include "app/listing.h"
#include "city/unit/unit.html.h"
#include "city/unit/unit_new.h"

/* ---- The list ---- */

static const struct choice kind_choices[] = {
	{ "department", MSG_unit_kind_department },
	{ "commune", MSG_unit_kind_commune },
	{ "focal", MSG_word_focal_point },
	{ "office", MSG_unit_kind_office },
	{ "city", MSG_unit_kind_city },
	{ NULL, 0 }
};

static const struct choice status_choices[] = {
	{ "active", MSG_unit_active },
	{ "ended", MSG_unit_ended },
	{ "no_bloc", MSG_unit_no_bloc },
	{ NULL, 0 }
};
/* "+ 0" keeps to the index of names. */
static const char *const status_conditions[] = {
	"t.active + 0 = 1",
	"t.active + 0 = 0",
	"t.active + 0 = 1 AND t.kind || '' = 'department' AND t.bloc_id + 0 = 0",
	NULL
};

#define COLUMNS(bloc_name) { \
	{ .key = "name", .kind = CELL_TEXT, .title = MSG_word_unit, .sql = "t.name", \
	    .link = true }, \
	{ .key = "kind", .kind = CELL_CHOICE, .title = MSG_word_kind, .sql = "t.kind", \
	    .choices = kind_choices }, \
	{ .key = "bloc", .kind = CELL_TEXT, .title = MSG_word_bloc, .sql = bloc_name }, \
	{ .key = "code", .kind = CELL_TEXT, .title = MSG_unit_code, .sql = "t.code", \
	    .narrow = true } }

static const struct column columns_vi[] = COLUMNS("b.name");
static const struct column columns_en[] = COLUMNS("b.name_en");

static const struct sort sorts[] = {
	{ .key = "name", .title = MSG_word_unit, .sql = "t.name_key", .kind = CELL_TEXT },
};
static const struct filter filters[] = {
	{ .key = "q", .kind = FIELD_TEXT, .title = MSG_unit_search,
	    .sql = "(' ' || t.code || ' ' || t.search)" },
	{ .key = "kind", .kind = FIELD_CHOICE, .title = MSG_word_kind, .sql = "t.kind",
	    .choices = kind_choices },
	{ .key = "bloc", .kind = FIELD_ID, .title = MSG_word_bloc, .sql = "t.bloc_id",
	    .options = bloc_options },
	{ .key = "status", .kind = FIELD_CHOICE, .title = MSG_common_status,
	    .choices = status_choices, .conditions = status_conditions },
};
static const unsigned served[] = { 1 << 1 | 1 << 2, 1 << 1, 1 << 2, 0 };

/* A city without organisations says what comes next, to whom. */
static enum rc
next_step(struct ctx *ctx, int *msg)
{
	bool any;
	enum rc rc = unit_any(ctx->db, &any);

	if (rc == RC_OK && !any)
		*msg = ctx_may(ctx, RIGHT_UNIT_EDIT) ? MSG_unit_first_steps
		                                     : MSG_unit_first_steps_of_others;
	return rc;
}

#define LISTING(cols) { \
	.name = "units", \
	.path = "/units", \
	.nav = "units", \
	.title = MSG_nav_units, \
	.empty = MSG_unit_empty, \
	.right = RIGHT_UNIT_READ, \
	.from = "unit t LEFT JOIN bloc b ON b.id = t.bloc_id", \
	.columns = cols, \
	.ncolumns = ARRAY_LEN(cols), \
	.sorts = sorts, \
	.nsorts = ARRAY_LEN(sorts), \
	.filters = filters, \
	.nfilters = ARRAY_LEN(filters), \
	.served = served, \
	.row_path = "/units/", \
	.add_path = "/units/new", \
	.add_msg = MSG_unit_new, \
	.add_right = RIGHT_UNIT_EDIT, \
	.also_path = "/units/blocs", \
	.also_icon = "organisation", \
	.also_msg = MSG_unit_blocs, \
	.note = next_step, \
}

static const struct listing listing_vi = LISTING(columns_vi);
static const struct listing listing_en = LISTING(columns_en);

const struct listing *const unit_listings[] = { &listing_vi, &listing_en, NULL };

static const struct listing *
listing_of(const struct ctx *ctx)
{
	return ctx->lang == LANG_EN ? &listing_en : &listing_vi;
}

static struct reply
list_view(struct ctx *ctx)
{
	return listing_view(ctx, listing_of(ctx));
}

static struct reply
list_csv(struct ctx *ctx)
{
	return listing_csv(ctx, listing_of(ctx));
}

/* ---- One ---- */

static enum rc
load_names(struct ctx *ctx, struct unit_page *page)
{
	struct unit parent;
	struct bloc *blocs;
	size_t n;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &blocs, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (blocs[i].id == page->unit.bloc_id)
			page->bloc = bloc_name(&blocs[i], ctx->lang);
	}
	if (rc != RC_OK || page->unit.parent_id == 0)
		return rc;
	rc = unit_get(ctx->db, ctx->arena, page->unit.parent_id, &parent);
	page->parent = rc == RC_OK ? parent.name : NULL;
	return rc;
}

static enum rc
load_near(struct ctx *ctx, struct unit_page *page)
{
	int64_t id = page->unit.id;
	enum rc rc = RC_OK;

	if (id != UNIT_CITY_ID) /* the city's parts are the list itself */
		rc = unit_parts(ctx->db, ctx->arena, id, &page->parts, &page->nparts);
	if (rc == RC_OK)
		rc = unit_links(ctx->db, ctx->arena, id, true, &page->before, &page->nbefore);
	if (rc == RC_OK)
		rc = unit_links(ctx->db, ctx->arena, id, false, &page->after, &page->nafter);
	return rc;
}

static enum rc
load_page(struct ctx *ctx, struct unit_page *page)
{
	enum rc rc = unit_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &page->unit);

	if (rc == RC_OK)
		rc = load_names(ctx, page);
	if (rc == RC_OK)
		rc = load_near(ctx, page);
	if (rc == RC_OK)
		rc = unit_versions(ctx->db, ctx->arena, page->unit.id, &page->versions,
		    &page->nversions);
	if (rc != RC_OK)
		return rc;
	page->quarter = quarter_of_day(ctx->today);
	page->inside = ctx_covers(ctx, page->unit.path);
	if (!page->inside)
		return RC_OK;
	return unit_figures(ctx->db, &page->unit, page->quarter, ctx->today, &page->figures);
}

static struct reply
unit_view(struct ctx *ctx)
{
	struct unit_page *page = ARENA_NEW(ctx->arena, struct unit_page);
	struct html *h = page_new(ctx);
	enum rc rc = load_page(ctx, page);

	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_page_html(h, ctx, page);
	return reply_page(ctx, h);
}

/* ---- A change ---- */

static enum rc load_form(struct ctx *ctx);

/* The blocs that this unit may be in. */
static enum rc
fitting_blocs(struct ctx *ctx, struct options *to)
{
	struct bloc *blocs;
	struct unit unit;
	size_t n;
	enum rc rc = unit_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &unit);

	if (rc == RC_OK)
		rc = bloc_list(ctx->db, ctx->arena, &blocs, &n);
	if (rc != RC_OK)
		return rc;
	to->rows = ARENA_ARRAY(ctx->arena, n + 1, struct option);
	for (size_t i = 0; i < n; i++) {
		if (bloc_fits(&blocs[i], &unit))
			to->rows[to->n++] = (struct option){ .id = blocs[i].id,
				.label = bloc_name(&blocs[i], ctx->lang) };
	}
	return RC_OK;
}

static const struct field change_fields[] = {
	{ "name", FIELD_TEXT, MSG_common_name, .required = true, .max = 200 },
	{ "bloc", FIELD_ID, MSG_word_bloc, MSG_unit_bloc_hint, .options = fitting_blocs },
	{ "from", FIELD_DAY, MSG_unit_from, MSG_unit_from_hint, .required = true },
	{ "basis", FIELD_TEXT, MSG_unit_basis, MSG_unit_basis_hint, .required = true, .max = 300 },
};
static const struct form change_form = { .name = "unit", .fields = change_fields,
	.n = ARRAY_LEN(change_fields), .load = load_form, .versioned = true };

static enum rc
load_form(struct ctx *ctx)
{
	struct unit unit;
	enum rc rc = unit_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &unit);

	if (rc != RC_OK)
		return rc;
	in_set_text(ctx, "name", unit.name);
	in_set_i64(ctx, "bloc", unit.bloc_id);
	in_set_day(ctx, "from", ctx->today);
	in_set_i64(ctx, "version", unit.version);
	return RC_OK;
}

static struct reply
edit_page(struct ctx *ctx)
{
	struct html *h = page_new(ctx);
	struct unit unit;
	enum rc rc = unit_get(ctx->db, ctx->arena, ctx_path_id(ctx, "id"), &unit);

	if (rc == RC_OK && ctx->in.form == NULL)
		rc = form_fill(ctx, &change_form);
	if (rc != RC_OK)
		return reply_rc(ctx, rc);
	unit_edit_html(h, ctx, &unit);
	return reply_page(ctx, h);
}

static enum rc
edit_apply(struct ctx *ctx)
{
	const struct unit_change change = { .name = in_text(ctx, "name"),
		.bloc_id = in_i64(ctx, "bloc"), .from_day = in_day(ctx, "from"),
		.basis = in_text(ctx, "basis") };

	return unit_change(ctx, ctx_path_id(ctx, "id"), in_i64(ctx, "version"), &change);
}

static struct reply
edit_view(struct ctx *ctx)
{
	return reply_see_flash(ctx, MSG_unit_saved, "/units/%lld",
	    (long long)ctx_path_id(ctx, "id"));
}

const struct route unit_routes[] = {
	{ GET("/units"), .right = RIGHT_UNIT_READ, .view = list_view },
	{ GET("/units.csv"), .right = RIGHT_UNIT_READ, .view = list_csv, .flags = ROUTE_WORKER },
	{ GET("/units/:id"), .right = RIGHT_UNIT_READ, .view = unit_view },
	{ GET("/units/:id/edit"), .right = RIGHT_UNIT_EDIT, .view = edit_page },
	{ POST("/units/:id/edit"), .right = RIGHT_UNIT_EDIT, .form = &change_form,
	    .again = edit_page, .apply = edit_apply, .view = edit_view },
	{ 0 }
};
