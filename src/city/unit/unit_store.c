/* unit_store.c: rows of organisations and blocs. */
#include "app/app.h"
#include "city/unit/unit_match.h"
#include "text/collate.h"
#include "text/fold.h"

enum { BLOCS_MAX = 32 };

/* What read_unit reads. */
#define UNIT_COLUMNS \
	"SELECT id, parent_id, org_id, bloc_id, kind, code, name, path, version, active"

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

	q = db_stmt(db, SQL(UNIT_COLUMNS " FROM unit WHERE id = $1"));
	db_bind_i64(q, 1, id);
	found = db_first(q);
	if (found == RC_OK)
		read_unit(q, arena, unit);
	return db_end_found(q, found);
}

enum rc
unit_work_org(struct ctx *ctx, int64_t *org_id)
{
	struct unit unit = { 0 };
	enum rc rc = unit_get(ctx->db, ctx->arena, ctx->user->unit_id, &unit);

	*org_id = 0;
	if (rc == RC_NONE)
		return err_fail(&ctx->err, "no unit %lld of account %lld",
		    (long long)ctx->user->unit_id, (long long)ctx->user->account_id);
	if (rc == RC_OK)
		*org_id = unit.org_id;
	return rc;
}

enum rc
unit_own_org(struct ctx *ctx, int64_t *org_id)
{
	*org_id = 0;
	if (ctx->user == NULL || role_covers_city(ctx->user->role))
		return RC_OK;
	return unit_work_org(ctx, org_id);
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

/* ---- What is offered, read once for a request ---- */

struct blocs {
	struct bloc *rows;
	size_t n;
};

static enum rc
read_blocs(struct ctx *ctx, const struct blocs **to)
{
	static const char key;
	struct blocs *blocs = ctx_kept(ctx, &key);
	enum rc rc = RC_OK;

	if (blocs == NULL) {
		blocs = ARENA_NEW(ctx->arena, struct blocs);
		rc = bloc_list(ctx->db, ctx->arena, &blocs->rows, &blocs->n);
		if (rc == RC_OK)
			ctx_keep(ctx, &key, blocs);
	}
	*to = blocs;
	return rc;
}

struct offer {
	struct unit unit;
	const char *search;
};

struct offers {
	struct offer *rows;
	size_t n, room;
};

static enum rc
read_offer(struct ctx *ctx, struct db_stmt *q, struct offers *to)
{
	struct offer *offer;

	if (to->n == UNITS_MAX)
		return err_fail(&ctx->err, "more than %d units", UNITS_MAX);
	if (to->n == to->room) {
		to->room = to->room == 0 ? 256 : to->room * 2;
		to->rows = arena_grow(ctx->arena, to->rows, to->n, to->room, sizeof(*to->rows));
	}
	offer = &to->rows[to->n++];
	read_unit(q, ctx->arena, &offer->unit);
	offer->search = db_text(q, ctx->arena, "search");
	return RC_OK;
}

static enum rc
ask_offers(struct ctx *ctx, enum unit_kind kind, struct offers *to)
{
	struct db_stmt *q;
	enum rc rc = RC_OK, end;

	q = db_stmt(ctx->db, SQL(
	    UNIT_COLUMNS ", search FROM unit"
	    " WHERE active = 1 AND kind = $1"
	    " ORDER BY bloc_id, name_key, id LIMIT $2"));
	db_bind_text(q, 1, unit_kind_key(kind));
	db_bind_i64(q, 2, UNITS_MAX + 1);
	while (rc == RC_OK && db_step(q) == RC_OK)
		rc = read_offer(ctx, q, to);
	end = db_end(q);
	return rc == RC_OK ? end : rc;
}

/* Active organisations below the city, by (kind, bloc, name). */
static enum rc
read_offers(struct ctx *ctx, const struct offers **to)
{
	static const enum unit_kind kinds[] = { UNIT_COMMUNE, UNIT_DEPARTMENT, UNIT_FOCAL };
	static const char key;
	struct offers *offers = ctx_kept(ctx, &key);
	enum rc rc = RC_OK;

	*to = offers;
	if (offers != NULL)
		return RC_OK;
	*to = offers = ARENA_NEW(ctx->arena, struct offers);
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(kinds); i++)
		rc = ask_offers(ctx, kinds[i], offers);
	if (rc == RC_OK)
		ctx_keep(ctx, &key, offers);
	return rc;
}

enum rc
bloc_options(struct ctx *ctx, struct options *to)
{
	const struct blocs *blocs;
	enum rc rc = read_blocs(ctx, &blocs);

	if (rc != RC_OK)
		return rc;
	to->n = blocs->n;
	to->rows = ARENA_ARRAY(ctx->arena, to->n + 1, struct option);
	for (size_t i = 0; i < to->n; i++)
		to->rows[i] = (struct option){ .id = blocs->rows[i].id,
			.label = bloc_name(&blocs->rows[i], ctx->lang) };
	return RC_OK;
}

/* The bloc under which a unit is offered; NULL: none that fits what it is. */
static const struct bloc *
group_of(const struct unit *unit, const struct blocs *blocs)
{
	for (size_t i = 0; i < blocs->n; i++) {
		if (blocs->rows[i].id == unit->bloc_id)
			return blocs->rows[i].communes == (unit->kind == UNIT_COMMUNE)
			    ? &blocs->rows[i]
			    : NULL;
	}
	return NULL;
}

/* Those of one group, in the order they were read, added behind what `to` holds. */
static void
add_options(struct ctx *ctx, const struct offers *offers, const struct blocs *blocs,
    const struct bloc *group, struct options *to)
{
	const char *label = group == NULL ? NULL : bloc_name(group, ctx->lang);

	for (size_t i = 0; i < offers->n; i++) {
		const struct unit *unit = &offers->rows[i].unit;

		if (group_of(unit, blocs) == group)
			to->rows[to->n++] = (struct option){ .id = unit->id, .label = unit->name,
				.group = label };
	}
}

static enum rc
offer_all(struct ctx *ctx, const struct offers **offers, size_t room, struct options *to)
{
	const struct blocs *blocs;
	enum rc rc = read_blocs(ctx, &blocs);

	to->n = 0;
	if (rc == RC_OK)
		rc = read_offers(ctx, offers);
	if (rc != RC_OK)
		return rc;
	to->rows = ARENA_ARRAY(ctx->arena, (*offers)->n + room + 1, struct option);
	add_options(ctx, *offers, blocs, NULL, to);
	for (size_t i = 0; i < blocs->n; i++)
		add_options(ctx, *offers, blocs, &blocs->rows[i], to);
	return RC_OK;
}

enum rc
unit_options(struct ctx *ctx, struct options *to)
{
	const struct offers *offers;

	return offer_all(ctx, &offers, 0, to);
}

/* "Phòng Hạ tầng, Sở Xây dựng" */
static const char *
office_label(struct ctx *ctx, const struct offers *orgs, const struct unit *office)
{
	for (size_t i = 0; i < orgs->n; i++) {
		if (orgs->rows[i].unit.id == office->org_id)
			return arena_printf(ctx->arena, "%s, %s", office->name,
			    orgs->rows[i].unit.name);
	}
	return office->name;
}

enum rc
unit_options_all(struct ctx *ctx, struct options *to)
{
	struct offers offices = { 0 };
	const struct offers *orgs;
	enum rc rc = ask_offers(ctx, UNIT_OFFICE, &offices);

	if (rc == RC_OK)
		rc = offer_all(ctx, &orgs, offices.n, to);
	for (size_t i = 0; rc == RC_OK && i < offices.n; i++) {
		const struct unit *office = &offices.rows[i].unit;

		to->rows[to->n++] = (struct option){ .id = office->id,
			.label = office_label(ctx, orgs, office),
			.group = msg_text(ctx->lang, MSG_unit_kind_office) };
	}
	return rc;
}

/* ---- Names of documents ---- */

/* Puts a unit among the best so far, the shortest search key first; the last one may fall out. */
static void
rank(const struct offer *found, const struct offer **best, size_t max, size_t *n)
{
	size_t at = *n;

	while (at > 0 && strcmp(found->search, best[at - 1]->search) < 0)
		at--;
	if (at == max)
		return;
	if (*n < max)
		++*n;
	memmove(best + at + 1, best + at, (*n - at - 1) * sizeof(*best));
	best[at] = found;
}

enum rc
unit_match(struct ctx *ctx, const char *name, struct unit *units, size_t max, size_t *n)
{
	const char *key = unit_match_key(ctx->arena, name);
	const struct offer *best[UNIT_MATCH_MAX];
	const struct offers *offers;
	enum rc rc;

	BUG_IF(max > UNIT_MATCH_MAX);
	*n = 0;
	if (strlen(key) < 4) /* shorter fits too much */
		return RC_OK;
	rc = read_offers(ctx, &offers);
	for (size_t i = 0; rc == RC_OK && i < offers->n; i++)
		if (text_starts(offers->rows[i].search, key))
			rank(&offers->rows[i], best, max, n);
	for (size_t i = 0; i < *n; i++)
		units[i] = best[i]->unit;
	return rc;
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
