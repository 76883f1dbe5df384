/* dup_jsonl.c: one line of JSON becomes an article or a named refusal. */
#include "text/dup_jsonl.h"

#include <jansson.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"

static const struct {
	const char *name;
	const char *text;
} REFUSALS[DUP_REFUSALS] = {
	[DUP_OK] = { "ok", "fine" },
	[DUP_NOT_JSON] = { "not-json", "not one JSON object in UTF-8 with distinct fields" },
	[DUP_UNKNOWN_FIELD] = { "unknown-field", "a field other than id, title, text and date" },
	[DUP_MISSING_FIELD] = { "missing-field", "id, title, text or date is missing" },
	[DUP_BAD_ID] = { "bad-id", "id must be a text of 1 to 200 bytes or a whole number" },
	[DUP_BAD_TEXT] = { "bad-text", "title and text must be JSON texts" },
	[DUP_BAD_DATE] = { "bad-date",
		"date must be 2026-11-21 or 2026-11-21T09:05:00+07:00, with the offset" },
	[DUP_SAME_ID] = { "same-id", "this id was used on an earlier line" },
	[DUP_LONG_LINE] = { "long-line", "the line is longer than 4 MiB" },
	[DUP_UNREADABLE] = { "unreadable", "the file cannot be read" },
};

const char *
dup_refusal_name(enum dup_refusal refusal)
{
	BUG_IF((unsigned)refusal >= DUP_REFUSALS);
	return REFUSALS[refusal].name;
}

const char *
dup_refusal_text(enum dup_refusal refusal)
{
	BUG_IF((unsigned)refusal >= DUP_REFUSALS);
	return REFUSALS[refusal].text;
}

/* Two digits at text.at[at]. */
static bool
two(struct str text, size_t at, int max, int *value)
{
	if (at + 2 > text.len || text.at[at] < '0' || text.at[at] > '9' || text.at[at + 1] < '0'
		|| text.at[at + 1] > '9')
		return false;
	*value = (text.at[at] - '0') * 10 + text.at[at + 1] - '0';
	return *value <= max;
}

/* "Z", "+07:00" or "-05:30" as minutes ahead of UTC. */
static bool
offset_parse(struct str text, int *minutes)
{
	int hour, minute;

	*minutes = 0;
	if (str_is(text, "Z"))
		return true;
	if (text.len != 6 || (text.at[0] != '+' && text.at[0] != '-') || text.at[3] != ':')
		return false;
	if (!two(text, 1, 14, &hour) || !two(text, 4, 59, &minute))
		return false;
	*minutes = (hour * 60 + minute) * (text.at[0] == '-' ? -1 : 1);
	return true;
}

/* ":07" and ".123" after hours and minutes are checked and left out. */
static bool
seconds_skip(struct str text, size_t *at)
{
	int second;

	if (*at >= text.len || text.at[*at] != ':')
		return true;
	if (!two(text, *at + 1, 60, &second))
		return false;
	*at += 3;
	if (*at < text.len && text.at[*at] == '.') {
		size_t from = ++*at;

		while (*at < text.len && text.at[*at] >= '0' && text.at[*at] <= '9')
			(*at)++;
		return *at > from;
	}
	return true;
}

bool
dup_minute_parse(struct str text, int64_t *minute)
{
	size_t at = 16;
	int hour, min, offset;
	int64_t day;

	if (text.len < 10 || !day_parse_iso((struct str){ text.at, 10 }, &day))
		return false;
	*minute = day_to_ms(day) / 60000;
	if (text.len == 10)
		return true;
	if (text.at[10] != 'T' || !two(text, 11, 23, &hour) || text.len < 17 || text.at[13] != ':'
		|| !two(text, 14, 59, &min) || !seconds_skip(text, &at))
		return false;
	if (!offset_parse((struct str){ text.at + at, text.len - at }, &offset))
		return false;
	*minute = day * 24 * 60 + hour * 60 + min - offset;
	return true;
}

static enum dup_refusal
read_id(struct arena *arena, const json_t *value, struct dup_article *article)
{
	const char *text = json_string_value(value);
	size_t len = json_string_length(value);

	article->id_is_number = json_is_integer(value);
	if (article->id_is_number) {
		article->id = arena_printf(arena, "%lld", (long long)json_integer_value(value));
		return DUP_OK;
	}
	if (text == NULL || len == 0 || len > DUP_ID_MAX)
		return DUP_BAD_ID;
	for (size_t i = 0; i < len; i++) {
		if ((unsigned char)text[i] < ' ' || text[i] == 127)
			return DUP_BAD_ID;
	}
	article->id = arena_text_n(arena, text, len);
	return DUP_OK;
}

static bool
read_text(struct arena *arena, const json_t *value, struct str *to)
{
	size_t len = json_string_length(value);

	if (!json_is_string(value))
		return false;
	*to = (struct str){ arena_text_n(arena, json_string_value(value), len), len };
	return true;
}

static enum dup_refusal
read_fields(struct arena *arena, const json_t *object, struct dup_article *article)
{
	const json_t *id = json_object_get(object, "id");
	const json_t *title = json_object_get(object, "title");
	const json_t *text = json_object_get(object, "text");
	const json_t *date = json_object_get(object, "date");
	enum dup_refusal refusal;
	size_t named = (size_t)((id != NULL) + (title != NULL) + (text != NULL) + (date != NULL));

	if (json_object_size(object) > named)
		return DUP_UNKNOWN_FIELD;
	if (named < 4)
		return DUP_MISSING_FIELD;
	refusal = read_id(arena, id, article);
	if (refusal != DUP_OK)
		return refusal;
	if (!read_text(arena, title, &article->title) || !read_text(arena, text, &article->text))
		return DUP_BAD_TEXT;
	if (!json_is_string(date) || !dup_minute_parse((struct str){ json_string_value(date),
			json_string_length(date) }, &article->minute))
		return DUP_BAD_DATE;
	return DUP_OK;
}

enum dup_refusal
dup_jsonl_parse(struct arena *arena, struct str line, struct dup_article *article)
{
	json_t *object = json_loadb(line.at, line.len, JSON_REJECT_DUPLICATES, NULL);
	enum dup_refusal refusal = DUP_NOT_JSON;

	if (json_is_object(object))
		refusal = read_fields(arena, object, article);
	json_decref(object);
	return refusal;
}
