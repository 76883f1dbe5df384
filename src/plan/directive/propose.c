/*
 * propose.c: the one idea: four sources in order of trust, each adding units that are not there
 * yet, until the list is full.
 */
#include "plan/directive/propose.h"

#include "city/unit/unit.h"
#include "plan/directive/directive_store.h"

enum { MATCHES = 2, PEERS = 3 };

/* Who usually deals with a subject; names as units have them, tried by unit_match. */
static const struct {
	const char *topic;
	const char *unit;
} usual[] = {
	{ "traffic", "Sở Xây dựng" },
	{ "drainage", "Sở Xây dựng" },
	{ "clearance", "Sở Nông nghiệp và Môi trường" },
	{ "clearance", "Sở Xây dựng" },
	{ "planning", "Sở Quy hoạch - Kiến trúc" },
	{ "planning", "Sở Xây dựng" },
	{ "land", "Sở Nông nghiệp và Môi trường" },
	{ "environment", "Sở Nông nghiệp và Môi trường" },
	{ "water", "Sở Xây dựng" },
	{ "lighting", "Sở Xây dựng" },
	{ "health", "Sở Y tế" },
	{ "education", "Sở Giáo dục và Đào tạo" },
	{ "welfare", "Sở Nội vụ" },
	{ "market", "Sở Công Thương" },
	{ "safety", "Công an Thành phố" },
	{ "disaster", "Sở Nông nghiệp và Môi trường" },
	{ "disaster", "Sở Xây dựng" },
	{ "administration", "Sở Nội vụ" },
	{ "digital", "Sở Khoa học và Công nghệ" },
	{ "rural", "Sở Nông nghiệp và Môi trường" },
	{ "culture", "Sở Văn hóa và Thể thao" },
	{ "investment", "Sở Tài chính" },
	{ "press", "Sở Văn hóa và Thể thao" },
	{ "dialogue", "Văn phòng Ủy ban nhân dân Thành phố" },
	{ "petition", "Văn phòng Ủy ban nhân dân Thành phố" },
	{ "organisation", "Sở Nội vụ" },
	{ "coordination", "Văn phòng Ủy ban nhân dân Thành phố" },
};

static bool
add(struct proposals *to, struct proposal row)
{
	if (to->n == PROPOSALS_MAX)
		return false;
	for (size_t i = 0; i < to->n; i++)
		if (to->rows[i].unit_id == row.unit_id)
			return false;
	to->rows[to->n++] = row;
	return true;
}

/* The unit that bears this name and no other one; RC_NONE when none or several do. */
static enum rc
match_one(struct ctx *ctx, const char *name, struct unit *unit)
{
	struct unit found[MATCHES];
	size_t n;
	enum rc rc = unit_match(ctx, name, found, MATCHES, &n);

	if (rc == RC_OK && n == 1)
		*unit = found[0];
	return rc == RC_OK && n != 1 ? RC_NONE : rc;
}

/* ---- Names ---- */

/* "các phường A, B và C": "phường A", "phường B", "phường C". */
static void
add_listed(struct arena *arena, struct str kind, struct str list, const char **names, size_t *n)
{
	while (list.at != NULL && *n < NAMES_MAX) {
		const char *and_at = memmem(list.at, list.len, " và ", strlen(" và "));
		const char *comma = memchr(list.at, ',', list.len);
		bool by_and = and_at != NULL && (comma == NULL || and_at < comma);
		const char *end = by_and ? and_at : comma;
		size_t cut = end == NULL ? list.len : (size_t)(end - list.at);
		struct str name = str_trim((struct str){ list.at, cut });
		size_t skip = end == NULL ? cut : cut + (by_and ? strlen(" và ") : 1);

		if (name.len > 0)
			names[(*n)++] = arena_printf(arena, "%.*s %.*s", (int)kind.len, kind.at,
			    (int)name.len, name.at);
		list = skip >= list.len ? (struct str){ 0 }
		                        : (struct str){ list.at + skip, list.len - skip };
	}
}

/* False when it is no list of names. */
static bool
add_list(struct arena *arena, struct str actor, const char **names, size_t *n)
{
	static const char *const kinds[] = { "các phường ", "các xã ", "các Sở ", "các sở ",
		"Các phường ", "Các xã ", "Các Sở ", "Các sở " };

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		size_t len = strlen(kinds[i]);
		struct str kind = { kinds[i] + strlen("các "), len - strlen("các ") - 1 };
		const char *at = memmem(actor.at, actor.len, kinds[i], len);

		if (at == NULL)
			continue;
		at += len;
		len = actor.len - (size_t)(at - actor.at);
		add_listed(arena, kind, (struct str){ at, len }, names, n);
		return true;
	}
	return false;
}

size_t
directive_names(struct arena *arena, const char *actors, const char *names[NAMES_MAX])
{
	struct str rest = str_of(actors);
	size_t n = 0;

	while (rest.at != NULL && n < NAMES_MAX) {
		struct str actor = str_trim(str_cut(&rest, ';'));

		if (!add_list(arena, actor, names, &n) && actor.len > 0)
			names[n++] = arena_text_n(arena, actor.at, actor.len);
	}
	return n;
}

bool
directive_is_group(const char *actors)
{
	static const char *const plurals[] = { "các ", "Các ", "CÁC ", "từng ", "Từng ", "mỗi ",
		"Mỗi ", "toàn thể ", "Toàn thể ", "những ", "Những ", "sở, ", "Sở, " };

	for (size_t i = 0; i < ARRAY_LEN(plurals); i++) {
		const char *at = strstr(actors, plurals[i]);

		if (at != NULL && (at == actors || at[-1] == ' '))
			return true;
	}
	return strchr(actors, ';') != NULL;
}

/* ---- Sources ---- */

static void
add_unknown(struct arena *arena, struct proposals *to, const char *name)
{
	bool first = to->unknown[0] == '\0';

	to->unknown = arena_printf(arena, "%s%s%s", to->unknown, first ? "" : "; ", name);
}

static enum rc
add_named(struct ctx *ctx, const char *actors, struct proposal row, struct proposals *to)
{
	const char *names[NAMES_MAX];
	size_t n = directive_names(ctx->arena, actors, names);

	for (size_t i = 0; i < n; i++) {
		struct unit unit;
		enum rc rc = match_one(ctx, names[i], &unit);

		if (rc == RC_FAILED || rc == RC_CONFLICT)
			return rc;
		if (rc != RC_OK) {
			add_unknown(ctx->arena, to, names[i]);
			continue;
		}
		row.unit_id = unit.id;
		row.name = unit.name;
		if (!add(to, row) && to->n == PROPOSALS_MAX)
			add_unknown(ctx->arena, to, names[i]);
	}
	return RC_OK;
}

/* The part of a document that a section belongs to: "3" of "3.2", "II" of "II.1". */
static bool
same_part(const char *a, const char *b)
{
	size_t n = strcspn(a, ".");

	return n > 0 && n == strcspn(b, ".") && strncmp(a, b, n) == 0;
}

static enum rc
add_by_section(struct ctx *ctx, const struct directive *clause, const struct directive *rows,
    size_t nrows, struct proposals *to)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; rc == RC_OK && i < nrows && to->n < PROPOSALS_MAX; i++) {
		if (rows[i].id == clause->id || !same_part(rows[i].section, clause->section))
			continue;
		rc = add_named(ctx, rows[i].actors,
		    (struct proposal){ .why = BY_SECTION, .section = rows[i].section }, to);
	}
	return rc;
}

static enum rc
add_by_tasks(struct ctx *ctx, const char *topic, struct proposals *to)
{
	struct topic_lead leads[PEERS];
	size_t n = 0;
	enum rc rc = RC_OK;

	if (topic[0] != '\0')
		rc = directive_topic_leads(ctx->db, topic, leads, PEERS, &n);
	for (size_t i = 0; rc == RC_OK && i < n; i++) {
		struct unit unit;

		rc = unit_get(ctx->db, ctx->arena, leads[i].unit_id, &unit);
		if (rc == RC_OK && unit.active)
			(void)add(to, (struct proposal){ .unit_id = unit.id, .name = unit.name,
			    .why = BY_TASKS, .n = leads[i].n, .section = "" });
		if (rc == RC_NONE)
			rc = RC_OK;
	}
	return rc;
}

static enum rc
add_by_topic(struct ctx *ctx, const char *topic, struct proposals *to)
{
	for (size_t i = 0; i < ARRAY_LEN(usual); i++) {
		struct unit unit;
		enum rc rc;

		if (!text_equal(usual[i].topic, topic))
			continue;
		rc = match_one(ctx, usual[i].unit, &unit);
		if (rc == RC_FAILED || rc == RC_CONFLICT)
			return rc;
		if (rc == RC_OK)
			(void)add(to, (struct proposal){ .unit_id = unit.id, .name = unit.name,
			    .why = BY_TOPIC, .section = "" });
	}
	return RC_OK;
}

enum rc
directive_propose(struct ctx *ctx, const struct directive *clause, const struct directive *rows,
    size_t nrows, struct proposals *to)
{
	const struct proposal named = { .why = BY_CLAUSE, .section = "" };
	const char *names[NAMES_MAX];
	enum rc rc;

	*to = (struct proposals){ .unknown = "" };
	rc = add_named(ctx, clause->actors, named, to);
	to->sure = rc == RC_OK && to->n == 1 && !clause->vague &&
	    directive_names(ctx->arena, clause->actors, names) == 1;
	to->group = !to->sure && directive_is_group(clause->actors);
	if (rc != RC_OK || to->sure)
		return rc;
	rc = add_by_section(ctx, clause, rows, nrows, to);
	if (rc == RC_OK)
		rc = add_by_tasks(ctx, clause->topic, to);
	return rc == RC_OK ? add_by_topic(ctx, clause->topic, to) : rc;
}

enum rc
directive_propose_co(struct ctx *ctx, const struct directive *clause, struct proposals *to)
{
	const struct proposal named = { .why = BY_CLAUSE, .section = "" };

	*to = (struct proposals){ .unknown = "" };
	return add_named(ctx, clause->coactors, named, to);
}
