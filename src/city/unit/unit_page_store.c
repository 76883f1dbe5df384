/* unit_page_store.c: versions, figures of one organisation and of blocs; and the change of one. */
#include "app/app.h"
#include "base/arena.h"
#include "city/unit/unit_page.h"
#include "text/collate.h"
#include "text/fold.h"

enum rc
unit_versions(struct db *db, struct arena *arena, int64_t unit_id, struct unit_version **rows,
    size_t *n)
{
	struct unit_version *to = ARENA_ARRAY(arena, UNIT_VERSIONS_MAX, struct unit_version);
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT v.name, v.code, v.kind, v.valid_from, v.valid_to, v.basis,"
	        " b.name AS bloc, b.name_en AS bloc_en"
	    " FROM unit_version v"
	    " LEFT JOIN bloc b ON b.id = v.bloc_id"
	    " WHERE v.unit_id = $1"
	    " ORDER BY v.valid_from DESC LIMIT 100"));
	db_bind_i64(q, 1, unit_id);
	*n = 0;
	while (*n < UNIT_VERSIONS_MAX && db_step(q) == RC_OK) {
		struct unit_version *v = &to[(*n)++];

		*v = (struct unit_version){ .name = db_text(q, arena, "name"),
			.code = db_text(q, arena, "code"), .bloc = db_text(q, arena, "bloc"),
			.bloc_en = db_text(q, arena, "bloc_en"),
			.valid_from = db_day(q, "valid_from"), .valid_to = db_day(q, "valid_to"),
			.basis = db_text(q, arena, "basis") };
		(void)unit_kind_parse(db_text(q, arena, "kind"), &v->kind);
	}
	*rows = to;
	return db_end(q);
}

enum rc
unit_parts(struct db *db, struct arena *arena, int64_t unit_id, struct unit_near **rows, size_t *n)
{
	struct db_stmt *q;

	*rows = ARENA_ARRAY(arena, UNIT_NEAR_MAX, struct unit_near);
	q = db_stmt(db, SQL(
	    "SELECT id, name FROM unit WHERE parent_id = $1 AND active = 1"
	    " ORDER BY name_key, id LIMIT 200"));
	db_bind_i64(q, 1, unit_id);
	for (*n = 0; *n < UNIT_NEAR_MAX && db_step(q) == RC_OK; ++*n)
		(*rows)[*n] = (struct unit_near){ .id = db_i64(q, "id"),
			.name = db_text(q, arena, "name") };
	return db_end(q);
}

enum rc
unit_links(struct db *db, struct arena *arena, int64_t unit_id, bool before,
    struct unit_near **rows, size_t *n)
{
	struct db_stmt *q;

	*rows = ARENA_ARRAY(arena, UNIT_NEAR_MAX, struct unit_near);
	if (before)
		q = db_stmt(db, SQL(
		    "SELECT u.id, u.name, l.kind, l.from_day, l.basis FROM unit_link l"
		    " JOIN unit u ON u.id = l.from_id"
		    " WHERE l.to_id = $1"
		    " ORDER BY l.from_id LIMIT 200"));
	else
		q = db_stmt(db, SQL(
		    "SELECT u.id, u.name, l.kind, l.from_day, l.basis FROM unit_link l"
		    " JOIN unit u ON u.id = l.to_id"
		    " WHERE l.from_id = $1"
		    " ORDER BY l.to_id LIMIT 200"));
	db_bind_i64(q, 1, unit_id);
	for (*n = 0; *n < UNIT_NEAR_MAX && db_step(q) == RC_OK; ++*n)
		(*rows)[*n] = (struct unit_near){ .id = db_i64(q, "id"),
			.name = db_text(q, arena, "name"), .link = db_text(q, arena, "kind"),
			.from_day = db_day(q, "from_day"), .basis = db_text(q, arena, "basis") };
	return db_end(q);
}

static enum rc
count_planned(struct db *db, int64_t org_id, int64_t quarter, int64_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT CAST(coalesce(sum(n), 0) AS BIGINT) AS n FROM v_task_counter"
	    " WHERE org_id = $1 AND quarter = $2 AND state <> 'draft' AND state <> 'cancelled'"));
	db_bind_i64(q, 1, org_id);
	db_bind_i64(q, 2, quarter);
	return db_number(q, n);
}

static enum rc
count_owed(struct db *db, int64_t org_id, int64_t before, int64_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM v_task"
	    " WHERE lead_org_id = $1 AND owed = 1 AND due_key < $2"));
	db_bind_i64(q, 1, org_id);
	db_bind_i64(q, 2, before);
	return db_number(q, n);
}

enum rc
unit_figures(struct db *db, const struct unit *unit, int64_t quarter, int64_t today,
    struct unit_figures *to)
{
	struct db_stmt *q;
	enum rc rc;

	*to = (struct unit_figures){ 0 };
	rc = count_planned(db, unit->org_id, quarter, &to->planned);
	if (rc == RC_OK)
		rc = count_owed(db, unit->org_id, INT64_MAX, &to->open);
	if (rc == RC_OK)
		rc = count_owed(db, unit->org_id, today, &to->late);
	if (rc != RC_OK)
		return rc;
	q = db_stmt(db, SQL("SELECT count(*) AS n FROM v_account WHERE unit_id = $1"));
	db_bind_i64(q, 1, unit->id);
	return db_number(q, &to->accounts);
}

static enum rc
count_units(struct db *db, int64_t bloc_id, int64_t *n)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL("SELECT count(*) AS n FROM unit WHERE bloc_id = $1 AND active = 1"));
	db_bind_i64(q, 1, bloc_id);
	return db_number(q, n);
}

enum rc
bloc_lines(struct db *db, struct arena *arena, struct bloc_line *rows, size_t *n)
{
	struct bloc *blocs;
	enum rc rc = bloc_list(db, arena, &blocs, n);

	for (size_t i = 0; rc == RC_OK && i < *n; i++) {
		rows[i] = (struct bloc_line){ .bloc = blocs[i] };
		rc = count_units(db, blocs[i].id, &rows[i].units);
	}
	if (rc != RC_OK)
		return rc;
	rows[*n] = (struct bloc_line){ 0 };
	return db_number(db_stmt(db, SQL(
	    "SELECT count(*) AS n FROM unit"
	    " WHERE bloc_id = 0 AND kind = 'department' AND active = 1")),
	    &rows[(*n)++].units);
}

/* ---- A change: three rows, in the lane ---- */

static enum rc
update_row(struct ctx *ctx, int64_t id, int64_t version, const struct unit_change *change)
{
	struct str key = collate_key(ctx->app->collator, ctx->arena, str_of(change->name));
	struct db_stmt *q;
	int64_t changed;
	enum rc rc;

	q = db_stmt(ctx->db, SQL(
	    "UPDATE unit SET name = $3, name_key = $4, search = $5, bloc_id = $6,"
	        " version = version + 1"
	    " WHERE id = $1 AND version = $2"));
	db_bind_i64(q, 1, id);
	db_bind_i64(q, 2, version);
	db_bind_text(q, 3, change->name);
	db_bind_bytes(q, 4, key.at, key.len);
	db_bind_str(q, 5, fold_search(ctx->arena, str_of(change->name)));
	db_bind_i64(q, 6, change->bloc_id);
	rc = db_run(q, &changed);
	return rc == RC_OK && changed == 0 ? RC_CONFLICT : rc;
}

static enum rc
end_version(struct db *db, int64_t unit_id, int64_t day)
{
	struct db_stmt *q;

	q = db_stmt(db, SQL(
	    "UPDATE unit_version SET valid_to = $2 WHERE unit_id = $1 AND valid_to IS NULL"));
	db_bind_i64(q, 1, unit_id);
	db_bind_i64(q, 2, day);
	return db_run(q, NULL);
}

static enum rc
begin_version(struct ctx *ctx, const struct unit *unit, const struct unit_change *change)
{
	struct db_stmt *q;

	q = db_stmt(ctx->db, SQL(
	    "INSERT INTO unit_version (id, unit_id, parent_id, bloc_id, kind, code, name,"
	        " valid_from, valid_to, basis)"
	    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, NULL, $9)"));
	db_bind_i64(q, 1, ctx_id(ctx));
	db_bind_i64(q, 2, unit->id);
	db_bind_i64(q, 3, unit->parent_id);
	db_bind_i64(q, 4, change->bloc_id);
	db_bind_text(q, 5, unit_kind_key(unit->kind));
	db_bind_text(q, 6, unit->code);
	db_bind_text(q, 7, change->name);
	db_bind_day(q, 8, change->from_day);
	db_bind_text(q, 9, change->basis);
	return db_run(q, NULL);
}

enum rc
unit_change(struct ctx *ctx, int64_t id, int64_t version, const struct unit_change *change)
{
	struct unit_version *versions;
	struct bloc *blocs;
	struct unit unit;
	size_t n, nblocs;
	enum rc rc = unit_get(ctx->db, ctx->arena, id, &unit);

	if (rc == RC_OK && unit.version != version)
		return RC_CONFLICT;
	if (rc == RC_OK)
		rc = unit_versions(ctx->db, ctx->arena, id, &versions, &n);
	if (rc == RC_OK)
		rc = bloc_list(ctx->db, ctx->arena, &blocs, &nblocs);
	if (rc == RC_OK)
		rc = unit_change_check(&unit, n == 0 ? DAY_NONE : versions[0].valid_from,
		    ctx->today, change, blocs, nblocs, &ctx->err);
	if (rc == RC_OK)
		rc = update_row(ctx, id, version, change);
	if (rc == RC_OK)
		rc = end_version(ctx->db, id, change->from_day);
	if (rc == RC_OK)
		rc = begin_version(ctx, &unit, change);
	return rc == RC_OK ? ctx_audit(ctx, "unit.edit", "unit", id, NULL) : rc;
}
