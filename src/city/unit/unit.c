/*
 * unit.c: words for kinds of organisations, and how a document's name for one becomes a search key.
 */
#include "city/unit/unit_match.h"

#include "city/unit/unit_page.h"
#include "text/fold.h"

static const char *const kind_keys[UNIT_KIND_COUNT] = {
	[UNIT_CITY] = "city",
	[UNIT_FOCAL] = "focal",
	[UNIT_DEPARTMENT] = "department",
	[UNIT_COMMUNE] = "commune",
	[UNIT_OFFICE] = "office",
};

const char *
bloc_name(const struct bloc *bloc, enum lang lang)
{
	return lang == LANG_EN ? bloc->name_en : bloc->name;
}

const char *
unit_kind_key(enum unit_kind kind)
{
	return kind_keys[kind];
}

bool
unit_kind_parse(const char *key, enum unit_kind *kind)
{
	for (size_t i = 0; i < UNIT_KIND_COUNT; i++) {
		if (text_equal(kind_keys[i], key)) {
			*kind = (enum unit_kind)i;
			return true;
		}
	}
	return false;
}

static struct str
drop_prefix(struct str text, const char *prefix)
{
	size_t len = strlen(prefix);

	return str_starts(text, prefix) ? (struct str){ text.at + len, text.len - len } : text;
}

static struct str
drop_suffix(struct str text, const char *suffix)
{
	size_t len = strlen(suffix);

	if (text.len > len && memcmp(text.at + text.len - len, suffix, len) == 0)
		text.len -= len;
	return text;
}

/* Folded words around a unit's own name: "UBND phường X", "lãnh đạo Sở Y Thành phố". */
const char *
unit_match_key(struct arena *arena, const char *name)
{
	static const char *const before[] = { "lanh dao ", "giam doc ", "dai dien ",
		"uy ban nhan dan ", "ubnd ", "chu tich " };
	static const char *const after[] = { " ha noi", " thanh pho", " tp" };
	struct str key = fold_search(arena, str_of(name));

	for (size_t i = 0; i < ARRAY_LEN(before); i++)
		key = drop_prefix(key, before[i]);
	for (size_t i = 0; i < ARRAY_LEN(after); i++)
		key = drop_suffix(key, after[i]);
	return arena_text_n(arena, key.at, key.len);
}

int
unit_kind_msg(enum unit_kind kind)
{
	static const int msgs[UNIT_KIND_COUNT] = {
		[UNIT_CITY] = MSG_unit_kind_city,
		[UNIT_FOCAL] = MSG_word_focal_point,
		[UNIT_DEPARTMENT] = MSG_unit_kind_department,
		[UNIT_COMMUNE] = MSG_unit_kind_commune,
		[UNIT_OFFICE] = MSG_unit_kind_office,
	};

	return msgs[kind];
}

int
unit_link_msg(const char *link)
{
	static const struct choice kinds[] = {
		{ "full", MSG_unit_link_full },
		{ "partial", MSG_unit_link_partial },
		{ "rename", MSG_unit_link_rename },
		{ "retype", MSG_unit_link_retype },
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (text_equal(kinds[i].value, link))
			return kinds[i].msg;
	BUG("link of kind %s", link);
}

bool
unit_needs_bloc(const struct unit *unit)
{
	return unit->active && unit->kind == UNIT_DEPARTMENT && unit->bloc_id == 0;
}

bool
bloc_fits(const struct bloc *bloc, const struct unit *unit)
{
	return unit->kind == UNIT_DEPARTMENT ? !bloc->communes : bloc->id == unit->bloc_id;
}

/* Whether the bloc is one that fits; a unit that may have none keeps none. */
static bool
bloc_found(const struct unit *unit, int64_t id, const struct bloc *blocs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (blocs[i].id == id)
			return bloc_fits(&blocs[i], unit);
	}
	return unit->kind != UNIT_DEPARTMENT;
}

enum rc
unit_change_check(const struct unit *unit, int64_t valid_from, int64_t today,
    const struct unit_change *change, const struct bloc *blocs, size_t nblocs, struct err *err)
{
	if (change->from_day > today)
		return err_refuse(err, "from", MSG_unit_from_future);
	if (valid_from != DAY_NONE && change->from_day <= valid_from)
		return err_refuse(err, "from", MSG_unit_from_before);
	if (unit->kind == UNIT_DEPARTMENT && change->bloc_id == 0)
		return err_refuse(err, "bloc", MSG_unit_bloc_missing);
	if (unit->kind != UNIT_DEPARTMENT && change->bloc_id != unit->bloc_id)
		return err_refuse(err, "bloc", MSG_unit_bloc_fixed);
	if (!bloc_found(unit, change->bloc_id, blocs, nblocs))
		return err_refuse(err, "bloc", MSG_unit_bloc_communes);
	if (text_equal(change->name, unit->name) && change->bloc_id == unit->bloc_id)
		return err_refuse(err, "name", MSG_unit_nothing_changed);
	return RC_OK;
}
