/* extract_json.c: the thirteen keys, in their order. */
#include "text/extract_json.h"

#include "base/json.h"

static void
put_names(struct json *json, const char *key, const char **names, size_t n)
{
	json_key(json, key);
	json_array(json);
	for (size_t i = 0; i < n; i++)
		json_text(json, names[i]);
	json_end(json);
}

static void
put_text(struct json *json, const char *key, const char *text)
{
	json_key(json, key);
	json_text(json, text);
}

void
extract_json_line(struct buf *to, const char *file, const struct extract_clause *clause)
{
	char day[DATE_TEXT_MAX];
	struct json json;

	json_init(&json, to);
	json_object(&json);
	put_text(&json, "file", file);
	json_key(&json, "char_start");
	json_i64(&json, clause->char_start);
	json_key(&json, "char_end");
	json_i64(&json, clause->char_end);
	put_text(&json, "section", clause->section);
	put_text(&json, "kind", extract_kind_name(clause->kind));
	put_names(&json, "actors", clause->actors, clause->nactors);
	put_names(&json, "coactors", clause->coactors, clause->ncoactors);
	put_text(&json, "action", clause->action);
	if (clause->deadline_day != DAY_NONE)
		day_iso(clause->deadline_day, day);
	put_text(&json, "deadline", clause->deadline_day == DAY_NONE ? NULL : day);
	put_text(&json, "period", clause->period);
	put_text(&json, "topic", clause->topic == NULL ? NULL : clause->topic->vi);
	json_key(&json, "sensitive");
	json_bool(&json, clause->sensitive);
	put_text(&json, "reason", clause->reason);
	json_end(&json);
	buf_add_char(to, '\n');
}
