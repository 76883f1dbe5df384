/*
 * code.c: the pieces of C in a template. The one idea: only quotes and brackets are understood,
 * enough to find where a piece ends; the C compiler judges the rest at the template's own line.
 */
#include <ctype.h>

#include "tools/htmlc/htmlc.h"

enum { BRACKETS_MAX = 64 };

bool
source_ended(const struct source *source)
{
	return source->at == source->end;
}

bool
source_is(const struct source *source, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(source->end - source->at) >= len && memcmp(source->at, text, len) == 0;
}

void
source_skip(struct source *source, size_t count)
{
	for (; count > 0 && source->at < source->end; count--, source->at++) {
		if (*source->at == '\n') {
			source->line++;
			source->column = 1;
		} else if (((unsigned char)*source->at & 0xC0) != 0x80) {
			source->column++;
		}
	}
}

/* Skips a string or character constant; the source stands at its quote. */
static void
skip_quoted(struct htmlc *hc)
{
	struct source *source = &hc->source;
	char quote = *source->at;

	source_skip(source, 1);
	while (!source_ended(source) && *source->at != quote && *source->at != '\n')
		source_skip(source, *source->at == '\\' ? 2 : 1);
	if (source_ended(source) || *source->at != quote)
		htmlc_fail_at(hc, source->line, source->column, "the %c is not closed on this line",
		    quote);
	source_skip(source, 1);
}

struct brackets {
	char open[BRACKETS_MAX];
	size_t depth;
};

static void
follow_bracket(struct htmlc *hc, struct brackets *brackets, char c)
{
	static const char opening[] = "([{", closing[] = ")]}";
	const char *found;

	if (c != '\0' && strchr(opening, c) != NULL) {
		if (brackets->depth == BRACKETS_MAX)
			htmlc_fail_at(hc, hc->source.line, hc->source.column,
			    "brackets nest too deep");
		brackets->open[brackets->depth++] = c;
	} else if (c != '\0' && (found = strchr(closing, c)) != NULL) {
		if (brackets->depth == 0 ||
		    brackets->open[brackets->depth - 1] != opening[found - closing])
			htmlc_fail_at(hc, hc->source.line, hc->source.column,
			    "a %c without its opening bracket", c);
		brackets->depth--;
	}
}

struct code
code_read(struct htmlc *hc, const char *close)
{
	struct source *source = &hc->source;
	struct brackets brackets = { .depth = 0 };
	const char *begin;
	struct code code;

	while (isspace((unsigned char)*source->at))
		source_skip(source, 1);
	begin = source->at;
	code = (struct code){ .line = source->line, .column = source->column };
	while (!source_ended(source)) {
		if (brackets.depth == 0 && source_is(source, close)) {
			code.text = str_trim((struct str){ begin, (size_t)(source->at - begin) });
			source_skip(source, 2);
			if (code.text.len == 0)
				htmlc_fail_at(hc, code.line, code.column,
				    "nothing stands before %s", close);
			return code;
		}
		if (source_is(source, "/*") || source_is(source, "//"))
			htmlc_fail_at(hc, source->line, source->column,
			    "no C comments here: use {# ... #}");
		if (*source->at == '#')
			htmlc_fail_at(hc, source->line, source->column,
			    "no preprocessor lines here");
		if (*source->at == '"' || *source->at == '\'') {
			skip_quoted(hc);
		} else {
			follow_bracket(hc, &brackets, *source->at);
			source_skip(source, 1);
		}
	}
	htmlc_fail_at(hc, code.line, code.column, "%s is missing", close);
}

struct str
code_word(struct str text)
{
	size_t len = 0;

	while (len < text.len && (isalnum((unsigned char)text.at[len]) || text.at[len] == '_'))
		len++;
	return (struct str){ text.at, len };
}

/* The position after the string or character constant that begins at `i`. */
static size_t
after_quoted(struct str text, size_t i)
{
	char quote = text.at[i++];

	while (i < text.len && text.at[i] != quote)
		i += text.at[i] == '\\' ? 2 : 1;
	return i < text.len ? i + 1 : text.len;
}

bool
code_has_word(struct str text, const char *word)
{
	size_t i = 0;

	while (i < text.len) {
		struct str found = code_word((struct str){ text.at + i, text.len - i });

		if (str_is(found, word))
			return true;
		if (found.len > 0)
			i += found.len;
		else
			i = text.at[i] == '"' || text.at[i] == '\'' ? after_quoted(text, i) : i + 1;
	}
	return false;
}

size_t
code_find(struct str text, char c)
{
	size_t depth = 0, i = 0;

	while (i < text.len) {
		if (depth == 0 && text.at[i] == c)
			return i;
		if (text.at[i] == '"' || text.at[i] == '\'') {
			i = after_quoted(text, i);
			continue;
		}
		if (strchr("([{", text.at[i]) != NULL)
			depth++;
		else if (strchr(")]}", text.at[i]) != NULL)
			depth--;
		i++;
	}
	return text.len;
}
