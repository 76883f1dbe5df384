/* unit_new_store.c: new organisations and blocs, and finding those that are there. */
#include "app/app.h"
#include "city/unit/unit_new.h"
#include "text/fold.h"

enum { BLOCS_MAX = 32 };

static enum rc
read_id(struct db_stmt *q, int64_t *id)
{
	enum rc found = db_first(q);

	if (found == RC_OK)
		*id = db_i64(q, "id");
	return db_end_found(q, found);
}

static enum rc
get_found(struct db *db, struct arena *arena, struct db_stmt *q, struct unit *unit)
{
	int64_t id = 0;
	enum rc rc = read_id(q, &id);

	return rc == RC_OK ? unit_get(db, arena, id, unit) : rc;
}

enum rc
unit_by_code(struct db *db, struct arena *arena, const char *code, struct unit *unit)
{
	struct db_stmt *q;

	if (code[0] == '\0')
		return RC_NONE;
	q = db_stmt(db, SQL(
	    "SELECT id FROM unit WHERE code = $1 AND active + 0 = 1 ORDER BY id LIMIT 1"));
	db_bind_text(q, 1, code);
	return get_found(db, arena, q, unit);
}

enum rc
unit_by_name(struct db *db, struct arena *arena, enum unit_kind kind, const char *name,
    struct unit *unit)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT id FROM unit"
	    " WHERE search = $1 AND name = $2 AND active + 0 = 1 AND ($3 = '' OR kind || '' = $3)"
	    " ORDER BY id LIMIT 1"));
	db_bind_str(q, 1, fold_search(arena, str_of(name)));
	db_bind_text(q, 2, name);
	db_bind_text(q, 3, kind == UNIT_KIND_COUNT ? "" : unit_kind_key(kind));
	return get_found(db, arena, q, unit);
}

enum rc
unit_find(struct db *db, struct arena *arena, const char *word, struct unit *unit)
{
	enum rc rc = unit_by_code(db, arena, word, unit);
	int64_t id;

	if (rc == RC_NONE && str_to_i64(str_of(word), &id))
		rc = unit_get(db, arena, id, unit);
	return rc != RC_NONE ? rc : unit_by_name(db, arena, UNIT_KIND_COUNT, word, unit);
}

static enum rc
any_row(struct db_stmt *q, bool *any)
{
	enum rc rc = db_exists(q);

	*any = rc == RC_OK;
	return rc == RC_NONE ? RC_OK : rc;
}

static enum rc
any_focal(struct db *db, bool *any)
{
	return any_row(db_stmt(db, SQL(
	    "SELECT 1 AS found FROM unit WHERE active = 1 AND kind = 'focal' LIMIT 1")), any);
}

enum rc
unit_any(struct db *db, bool *any)
{
	return any_row(db_stmt(db, SQL(
	    "SELECT 1 AS found FROM unit"
	    " WHERE active = 1 AND kind IN ('focal', 'department', 'commune', 'office')"
	    " LIMIT 1")), any);
}

/* ---- Blocs ---- */

enum rc
bloc_get(struct db *db, struct arena *arena, int64_t id, struct bloc *bloc)
{
	struct bloc *rows;
	size_t n;
	enum rc rc = bloc_list(db, arena, &rows, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (rows[i].id == id) {
			*bloc = rows[i];
			return RC_OK;
		}
	}
	return rc == RC_OK ? RC_NONE : rc;
}

enum rc
bloc_by_name(struct db *db, struct arena *arena, const char *name, struct bloc *bloc)
{
	struct str key = fold_search(arena, str_of(name));
	struct bloc *rows;
	size_t n;
	enum rc rc = bloc_list(db, arena, &rows, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (str_equal(key, fold_search(arena, str_of(rows[i].name))) ||
		    str_equal(key, fold_search(arena, str_of(rows[i].name_en)))) {
			*bloc = rows[i];
			return RC_OK;
		}
	}
	return rc == RC_OK ? RC_NONE : rc;
}

/* Behind all others; refused when there are too many. */
static enum rc
add_last(struct ctx *ctx, struct bloc bloc)
{
	struct bloc *rows;
	size_t n;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &rows, &n);

	if (rc != RC_OK)
		return rc;
	if (n == BLOCS_MAX)
		return err_refuse(&ctx->err, "name", MSG_unit_bloc_many);
	bloc.rank = n == 0 ? 1 : rows[n - 1].rank + 1;
	rc = bloc_add(ctx->db, &bloc);
	return rc == RC_OK ? ctx_audit(ctx, "bloc.add", "bloc", bloc.id, NULL) : rc;
}

/* Another bloc than `id` has one of these names. */
static enum rc
check_names(struct ctx *ctx, int64_t id, const struct bloc_names *names)
{
	const char *const both[] = { names->name, names->name_en };
	struct bloc other;

	for (size_t i = 0; i < ARRAY_LEN(both); i++) {
		enum rc rc = both[i][0] == '\0'
		    ? RC_NONE : bloc_by_name(ctx->db, ctx->arena, both[i], &other);

		if (rc == RC_FAILED)
			return rc;
		if (rc == RC_OK && other.id != id)
			return err_refuse(&ctx->err, i == 0 ? "name" : "name_en",
			    MSG_unit_bloc_taken);
	}
	return RC_OK;
}

static const char *
english(const struct bloc_names *names)
{
	return names->name_en[0] == '\0' ? names->name : names->name_en;
}

enum rc
bloc_make(struct ctx *ctx, int64_t id, const struct bloc_names *names)
{
	enum rc rc = check_names(ctx, id, names);

	return rc != RC_OK ? rc : add_last(ctx, (struct bloc){ .id = id, .name = names->name,
	    .name_en = english(names) });
}

enum rc
bloc_rename(struct ctx *ctx, int64_t id, const struct bloc_names *names)
{
	struct db_stmt *q;
	int64_t changed;
	enum rc rc = check_names(ctx, id, names);

	if (rc != RC_OK)
		return rc;
	q = db_stmt(ctx->db, SQL("UPDATE bloc SET name = $2, name_en = $3 WHERE id = $1"));
	db_bind_i64(q, 1, id);
	db_bind_text(q, 2, names->name);
	db_bind_text(q, 3, english(names));
	rc = db_run(q, &changed);
	if (rc == RC_OK && changed == 0)
		return RC_NONE;
	return rc == RC_OK ? ctx_audit(ctx, "bloc.edit", "bloc", id, NULL) : rc;
}

/* The group of communes, made with the first of them. */
static enum rc
communes_bloc(struct ctx *ctx, int64_t *id)
{
	struct bloc *rows;
	size_t n;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &rows, &n);

	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		if (rows[i].communes) {
			*id = rows[i].id;
			return RC_OK;
		}
	}
	*id = ctx_id(ctx);
	return rc != RC_OK ? rc : add_last(ctx, (struct bloc){ .id = *id,
	    .name = msg_text(LANG_VI, MSG_unit_bloc_of_communes),
	    .name_en = msg_text(LANG_EN, MSG_unit_bloc_of_communes), .communes = true });
}

/* ---- A unit ---- */

static enum rc
find_taken(struct ctx *ctx, const struct unit_new *unit, struct unit_place *place)
{
	struct unit other;
	enum rc rc = unit_by_code(ctx->db, ctx->arena, unit->code, &other);

	place->code_taken = rc == RC_OK;
	if (rc != RC_FAILED)
		rc = unit_by_name(ctx->db, ctx->arena, unit->kind, unit->name, &other);
	place->name_taken = rc == RC_OK;
	return rc == RC_FAILED ? rc : any_focal(ctx->db, &place->focal_there);
}

static enum rc
find_place(struct ctx *ctx, const struct unit_new *unit, struct unit_place *place)
{
	struct unit parent;
	struct bloc bloc = { 0 };
	enum rc rc = unit_get(ctx->db, ctx->arena, unit->parent_id, &parent);

	if (rc == RC_NONE && unit->parent_id == UNIT_CITY_ID)
		return err_refuse(&ctx->err, "parent", MSG_unit_no_city);
	if (rc == RC_NONE || (rc == RC_OK && !parent.active))
		return err_refuse(&ctx->err, "parent", MSG_unit_no_parent);
	if (rc == RC_OK && unit->bloc_id != 0)
		rc = bloc_get(ctx->db, ctx->arena, unit->bloc_id, &bloc);
	if (rc != RC_OK)
		return rc;
	place->parent_kind = parent.kind;
	place->bloc_communes = bloc.communes;
	return find_taken(ctx, unit, place);
}

enum rc
unit_make(struct ctx *ctx, struct unit_new *unit)
{
	struct unit_place place = { 0 };
	enum rc rc;

	if (unit->parent_id == 0)
		unit->parent_id = UNIT_CITY_ID;
	rc = find_place(ctx, unit, &place);
	if (rc == RC_OK)
		rc = unit_new_check(unit, &place, ctx->today, &ctx->err);
	if (rc == RC_OK && unit->kind == UNIT_COMMUNE)
		rc = communes_bloc(ctx, &unit->bloc_id);
	if (rc == RC_OK)
		rc = unit_add(ctx->db, ctx->arena, ctx->app->collator, unit);
	return rc == RC_OK ? ctx_audit(ctx, "unit.add", "unit", unit->id, NULL) : rc;
}
