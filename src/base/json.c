/* json.c: a writer that keeps only the stack of open brackets. */
#include "base/json.h"

#include <math.h>

#include "base/err.h"

void
json_init(struct json *json, struct buf *to)
{
	*json = (struct json){ .to = to };
}

static void
before_value(struct json *json)
{
	if (json->comma)
		buf_add_char(json->to, ',');
	json->comma = true;
}

static void
open_level(struct json *json, char bracket)
{
	BUG_IF(json->depth >= JSON_DEPTH_MAX);
	before_value(json);
	buf_add_char(json->to, bracket);
	json->open[json->depth++] = bracket;
	json->comma = false;
}

void
json_object(struct json *json)
{
	open_level(json, '{');
}

void
json_array(struct json *json)
{
	open_level(json, '[');
}

void
json_end(struct json *json)
{
	BUG_IF(json->depth == 0);
	buf_add_char(json->to, json->open[--json->depth] == '{' ? '}' : ']');
	json->comma = true;
}

static void
add_quoted(struct buf *to, struct str text)
{
	size_t start = 0;

	buf_add_char(to, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		buf_add(to, text.at + start, i - start);
		start = i + 1;
		if (c == '\n')
			buf_add_text(to, "\\n");
		else if (c < 0x20)
			buf_printf(to, "\\u%04x", c);
		else
			buf_printf(to, "\\%c", c);
	}
	buf_add(to, text.at + start, text.len - start);
	buf_add_char(to, '"');
}

void
json_key(struct json *json, const char *key)
{
	BUG_IF(json->depth == 0 || json->open[json->depth - 1] != '{');
	before_value(json);
	add_quoted(json->to, str_of(key));
	buf_add_char(json->to, ':');
	json->comma = false;
}

void
json_str(struct json *json, struct str text)
{
	before_value(json);
	add_quoted(json->to, text);
}

void
json_text(struct json *json, const char *text)
{
	if (text == NULL)
		json_null(json);
	else
		json_str(json, str_of(text));
}

void
json_i64(struct json *json, int64_t value)
{
	before_value(json);
	buf_add_i64(json->to, value);
}

void
json_id(struct json *json, int64_t id)
{
	before_value(json);
	buf_add_char(json->to, '"');
	buf_add_i64(json->to, id);
	buf_add_char(json->to, '"');
}

void
json_double(struct json *json, double value)
{
	char text[32];

	if (!isfinite(value)) {
		json_null(json);
		return;
	}
	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(text, sizeof(text), "%.*g", digits, value);
		if (strtod(text, NULL) == value)
			break;
	}
	before_value(json);
	buf_add_text(json->to, text);
}

void
json_bool(struct json *json, bool value)
{
	before_value(json);
	buf_add_text(json->to, value ? "true" : "false");
}

void
json_null(struct json *json)
{
	before_value(json);
	buf_add_text(json->to, "null");
}
