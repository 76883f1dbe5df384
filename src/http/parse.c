/*
 * parse.c: forms, paths, cookies and header parameters. The one idea: every parser walks its input
 * once, forwards, and what it does not understand is refused, so that two readers of the same
 * bytes cannot come to two meanings.
 */
#include "http/parse.h"

#include "base/arena.h"
#include "http/http.h"

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
http_equal_nocase(struct str a, const char *b)
{
	size_t i;

	for (i = 0; i < a.len && b[i] != '\0'; i++)
		if (lower(a.at[i]) != lower(b[i]))
			return false;
	return i == a.len && b[i] == '\0';
}

bool
http_text_ok(struct str text)
{
	return (text.len == 0 || memchr(text.at, 0, text.len) == NULL) && utf8_valid(text);
}

/*
 * Undoes percent-encoding, and '+' for a space if `plus`. Refuses a broken escape, a zero byte and
 * what is not UTF-8. *text is in the arena.
 */
static bool
percent_decode(struct arena *arena, struct str raw, bool plus, const char **text)
{
	char *to = arena_alloc(arena, raw.len + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.len; i++) {
		char c = raw.at[i];

		if (c == '+' && plus)
			c = ' ';
		if (c == '%') {
			if (raw.len - i < 3 || hex(raw.at[i + 1]) < 0 || hex(raw.at[i + 2]) < 0)
				return false;
			c = (char)(hex(raw.at[i + 1]) * 16 + hex(raw.at[i + 2]));
			i += 2;
		}
		to[n++] = c;
	}
	*text = to;
	return http_text_ok((struct str){ to, n });
}

bool
http_parse_form(struct arena *arena, struct str text, struct param *to, size_t max, size_t *n)
{
	*n = 0;
	while (text.len > 0) {
		struct str value = str_cut(&text, '&');
		struct str name;

		if (value.len == 0)
			continue;
		if (*n == max)
			return false;
		name = str_cut(&value, '=');
		if (!percent_decode(arena, name, true, &to[*n].name) ||
		    !percent_decode(arena, value, true, &to[*n].value))
			return false;
		(*n)++;
	}
	return true;
}

/* A segment that would climb, or vanish, in somebody's reading of the path. */
static bool
segment_ok(struct str segment, bool last)
{
	if (segment.len == 0)
		return last;
	return !str_is(segment, ".") && !str_is(segment, "..");
}

bool
http_decode_path(struct arena *arena, struct str raw, const char **path)
{
	struct str rest;
	const char *text;

	if (raw.len == 0 || raw.at[0] != '/' || !percent_decode(arena, raw, false, &text))
		return false;
	for (const char *c = text; *c != '\0'; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7F || *c == '\\')
			return false;
	for (size_t i = 0; i + 2 < raw.len; i++) /* a hidden '/' would change the segments */
		if (raw.at[i] == '%' && raw.at[i + 1] == '2' && lower(raw.at[i + 2]) == 'f')
			return false;
	rest = str_of(text + 1);
	while (rest.at != NULL) {
		struct str segment = str_cut(&rest, '/');

		if (!segment_ok(segment, rest.at == NULL))
			return false;
	}
	*path = text;
	return true;
}

bool
http_cookie_find(struct str header, const char *name, struct str *value)
{
	while (header.len > 0) {
		struct str pair = str_trim(str_cut(&header, ';'));
		struct str left = str_cut(&pair, '=');

		if (pair.at != NULL && str_is(left, name)) {
			*value = str_trim(pair);
			return true;
		}
	}
	return false;
}

/* The text between quotes at the front; how many bytes that took, 0 if they do not close. */
static size_t
take_quoted(struct str text, char *to)
{
	size_t n = 0;

	for (size_t i = 1; i < text.len; i++) {
		char c = text.at[i];

		if (c == '"') {
			to[n] = '\0';
			return i + 1;
		}
		/* a lone backslash is one: old browsers sent whole paths */
		if (c == '\\' && i + 1 < text.len && strchr("\"\\", text.at[i + 1]) != NULL)
			c = text.at[++i];
		to[n++] = c;
	}
	return 0;
}

static size_t
take_token(struct str text, char *to)
{
	const char *end = text.len == 0 ? NULL : memchr(text.at, ';', text.len);
	struct str token = str_trim((struct str){ text.at,
		end == NULL ? text.len : (size_t)(end - text.at) });

	if (token.len > 0)
		memcpy(to, token.at, token.len);
	to[token.len] = '\0';
	return end == NULL ? text.len : (size_t)(end - text.at);
}

/* Takes a quoted string or a token off the front of *rest; the text, unescaped, into `to`. */
static bool
take_value(struct str *rest, char *to)
{
	bool quoted = rest->len > 0 && rest->at[0] == '"';
	size_t taken = quoted ? take_quoted(*rest, to) : take_token(*rest, to);

	if (quoted && taken == 0)
		return false;
	rest->at += taken;
	rest->len -= taken;
	return true;
}

enum rc
http_header_param(struct arena *arena, struct str value, const char *name, const char **to)
{
	char *text = arena_alloc(arena, value.len + 1);
	bool found = false;

	(void)str_cut(&value, ';');
	while (value.len > 0) {
		const char *equals = memchr(value.at, '=', value.len);
		struct str left;

		if (equals == NULL)
			return RC_REFUSED;
		left = str_trim((struct str){ value.at, (size_t)(equals - value.at) });
		value.len -= (size_t)(equals + 1 - value.at);
		value.at = equals + 1;
		if (!take_value(&value, text))
			return RC_REFUSED;
		value = str_trim(value);
		if (value.len > 0 && *value.at != ';')
			return RC_REFUSED;
		if (value.len > 0)
			value = str_trim((struct str){ value.at + 1, value.len - 1 });
		if (!http_equal_nocase(left, name))
			continue;
		if (found) /* twice the same name has no one meaning */
			return RC_REFUSED;
		found = true;
		*to = arena_text(arena, text);
	}
	return found ? RC_OK : RC_NONE;
}

bool
http_type_is(const char *value, const char *type)
{
	struct str rest = str_of(value);

	return http_equal_nocase(str_trim(str_cut(&rest, ';')), type);
}

/* A weight of nothing but zeros: "q=0", "q=0.000". */
static bool
weight_is_zero(struct str params)
{
	struct str left = str_trim(str_cut(&params, '='));

	params = str_trim(params);
	if (!http_equal_nocase(left, "q") || params.len == 0)
		return false;
	for (size_t i = 0; i < params.len; i++)
		if (params.at[i] != '0' && params.at[i] != '.')
			return false;
	return true;
}

bool
http_accepts_gzip(const char *value)
{
	struct str rest = str_of(value);
	bool any = false;

	while (rest.len > 0) {
		struct str params = str_cut(&rest, ',');
		struct str coding = str_trim(str_cut(&params, ';'));
		bool yes = !weight_is_zero(params);

		if (http_equal_nocase(coding, "gzip"))
			return yes;
		if (str_is(coding, "*"))
			any = yes;
	}
	return any;
}
