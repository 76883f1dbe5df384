/*
 * unit.c: words for kinds of organisations, and how a document's name for one becomes a search key.
 */
#include "city/unit/unit_match.h"

#include "text/fold.h"

static const char *const kind_keys[UNIT_KIND_COUNT] = {
	[UNIT_CITY] = "city",
	[UNIT_FOCAL] = "focal",
	[UNIT_DEPARTMENT] = "department",
	[UNIT_COMMUNE] = "commune",
	[UNIT_OFFICE] = "office",
};

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
