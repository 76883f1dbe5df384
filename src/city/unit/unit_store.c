/* unit_store.c: rows of organisations and blocs. */
#include "app/app.h"
#include "city/unit/unit_match.h"
#include "text/collate.h"
#include "text/fold.h"

enum { OPTIONS_MAX = 600, BLOCS_MAX = 32 };

/* What read_unit reads. */
#define UNIT_COLUMNS \
	"SELECT id, parent_id, org_id, bloc_id, kind, code, name, path, version, active FROM unit "

static void
read_unit(struct db_stmt *q, struct arena *arena, struct unit *unit)
{
	enum unit_kind kind = UNIT_OFFICE;

	(void)unit_kind_parse(db_text(q, arena, "kind"), &kind);
	unit->id = db_i64(q, "id");
	unit->parent_id = db_i64(q, "parent_id");
	unit->org_id = db_i64(q, "org_id");
	unit->bloc_id = db_i64(q, "bloc_id");
	unit->kind = kind;
	unit->code = db_text(q, arena, "code");
	unit->name = db_text(q, arena, "name");
	unit->path = db_text(q, arena, "path");
	unit->version = db_i64(q, "version");
	unit->active = db_i64(q, "active") == 1;
}

enum rc
unit_get(struct db *db, struct arena *arena, int64_t id, struct unit *unit)
{
	struct db_stmt *q;
	enum rc found;

	q = db_stmt(db, SQL(UNIT_COLUMNS "WHERE id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		read_unit(q, arena, unit);
	return db_end_found(q, found);
}

enum rc
bloc_list(struct db *db, struct arena *arena, struct bloc **blocs, size_t *n)
{
	struct db_stmt *q;
	struct bloc *rows = ARENA_ARRAY(arena, BLOCS_MAX, struct bloc);

	*n = 0;
	q = db_stmt(db, SQL(
	    "SELECT id, name, name_en, rank, communes FROM bloc"
	    " WHERE rank >= 0"
	    " ORDER BY rank, id LIMIT 32"));
	while (*n < BLOCS_MAX && db_step(q) == RC_OK) {
		rows[(*n)++] = (struct bloc){ .id = db_i64(q, "id"),
			.name = db_text(q, arena, "name"),
			.name_en = db_text(q, arena, "name_en"),
			.rank = db_i64(q, "rank"),
			.communes = db_i64(q, "communes") == 1 };
	}
	*blocs = rows;
	return db_end(q);
}

enum rc
bloc_options(struct ctx *ctx, struct options *to)
{
	struct bloc *blocs;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &blocs, &to->n);

	if (rc != RC_OK)
		return rc;
	to->rows = ARENA_ARRAY(ctx->arena, to->n + 1, struct option);
	for (size_t i = 0; i < to->n; i++)
		to->rows[i] = (struct option){ .id = blocs[i].id,
			.label = bloc_name(&blocs[i], ctx->lang) };
	return RC_OK;
}

/* Active units of one kind and bloc, in name order, added behind what `to` holds. */
static enum rc
add_options(struct ctx *ctx, const char *kind, int64_t bloc_id, const char *group,
    struct options *to)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "SELECT id, name FROM unit"
	    " WHERE active = 1 AND kind = $1 AND bloc_id = $2"
	    " ORDER BY name_key, id LIMIT 600"));
	db_bind_text(q, 1, kind);
	db_bind_i64(q, 2, bloc_id);
	while (to->n < OPTIONS_MAX && db_step(q) == RC_OK) {
		to->rows[to->n++] = (struct option){ .id = db_i64(q, "id"),
			.label = db_text(q, ctx->arena, "name"),
			.group = group };
	}
	return db_end(q);
}

enum rc
unit_options(struct ctx *ctx, struct options *to)
{
	struct bloc *blocs;
	size_t n;
	enum rc rc = bloc_list(ctx->db, ctx->arena, &blocs, &n);

	to->n = 0;
	to->rows = ARENA_ARRAY(ctx->arena, OPTIONS_MAX, struct option);
	if (rc == RC_OK)
		rc = add_options(ctx, unit_kind_key(UNIT_FOCAL), 0, NULL, to);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		const char *name = bloc_name(&blocs[i], ctx->lang);
		enum unit_kind kind = blocs[i].communes ? UNIT_COMMUNE : UNIT_DEPARTMENT;

		rc = add_options(ctx, unit_kind_key(kind), blocs[i].id, name, to);
	}
	return rc;
}

/* Units whose search key begins with `key`. */
static enum rc
match_from(struct ctx *ctx, const char *key, struct unit *units, size_t max, size_t *n)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    UNIT_COLUMNS "WHERE search >= $1 AND search < $2 ORDER BY search, id LIMIT $3"));
	db_bind_text(q, 1, key);
	db_bind_text(q, 2, arena_printf(ctx->arena, "%s~", key));
	db_bind_i64(q, 3, (int64_t)max);
	*n = 0;
	while (*n < max && db_step(q) == RC_OK) {
		read_unit(q, ctx->arena, &units[*n]);
		*n += units[*n].active;
	}
	return db_end(q);
}

enum rc
unit_match(struct ctx *ctx, const char *name, struct unit *units, size_t max, size_t *n)
{
	const char *key = unit_match_key(ctx->arena, name);

	*n = 0;
	if (strlen(key) < 4) /* shorter fits too much */
		return RC_OK;
	return match_from(ctx, key, units, max, n);
}

enum rc
bloc_add(struct db *db, const struct bloc *bloc)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO bloc (id, name, name_en, rank, communes) VALUES ($1, $2, $3, $4, $5)"));
	db_bind_i64(q, 1, bloc->id);
	db_bind_text(q, 2, bloc->name);
	db_bind_text(q, 3, bloc->name_en);
	db_bind_i64(q, 4, bloc->rank);
	db_bind_i64(q, 5, bloc->communes);
	return db_run(q, NULL);
}

static enum rc
add_version(struct db *db, const struct unit_new *unit)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO unit_version (id, unit_id, parent_id, bloc_id, kind, code, name,"
	        " valid_from, valid_to, basis)"
	    " VALUES ($1, $1, $2, $3, $4, $5, $6, $7, NULL, $8)"));
	db_bind_i64(q, 1, unit->id);
	db_bind_i64(q, 2, unit->parent_id);
	db_bind_i64(q, 3, unit->bloc_id);
	db_bind_text(q, 4, unit_kind_key(unit->kind));
	db_bind_text(q, 5, unit->code);
	db_bind_text(q, 6, unit->name);
	db_bind_day(q, 7, unit->from_day);
	db_bind_text(q, 8, unit->basis);
	return db_run(q, NULL);
}

static enum rc
add_row(struct db *db, struct arena *arena, struct collator *collator, const struct unit_new *unit,
    const struct unit *parent)
{
	struct str key = collate_key(collator, arena, str_of(unit->name));
	bool own_org = unit->kind != UNIT_OFFICE || unit->parent_id == 0;
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "INSERT INTO unit (id, parent_id, org_id, bloc_id, kind, code, name, name_key,"
	        " search, path, active, version)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, 1)"));
	db_bind_i64(q, 1, unit->id);
	db_bind_i64(q, 2, unit->parent_id);
	db_bind_i64(q, 3, own_org ? unit->id : parent->org_id);
	db_bind_i64(q, 4, unit->bloc_id);
	db_bind_text(q, 5, unit_kind_key(unit->kind));
	db_bind_text(q, 6, unit->code);
	db_bind_text(q, 7, unit->name);
	db_bind_bytes(q, 8, key.at, key.len);
	db_bind_str(q, 9, fold_search(arena, str_of(unit->name)));
	db_bind_text(q, 10, arena_printf(arena, "%s%lld/", parent->path, (long long)unit->id));
	return db_run(q, NULL);
}

enum rc
unit_add(struct db *db, struct arena *arena, struct collator *collator, const struct unit_new *unit)
{
	struct unit parent = { .path = "/" };
	enum rc rc = RC_OK;

	if (unit->parent_id != 0)
		rc = unit_get(db, arena, unit->parent_id, &parent);
	if (rc == RC_OK)
		rc = add_row(db, arena, collator, unit, &parent);
	if (rc == RC_OK)
		rc = add_version(db, unit);
	return rc;
}
