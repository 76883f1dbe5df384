/*
 * emit.c: writes the C. The one idea: page text is gathered and written as one call, and before
 * everything that came from the template a #line says where, so that gcc points at the template.
 */
#include <ctype.h>
#include <stdarg.h>

#include "tools/htmlc/htmlc.h"

_Noreturn void
htmlc_fail_at(struct htmlc *hc, int line, int column, const char *fmt, ...)
{
	struct buf text;
	va_list ap;
	char sentence[500];

	va_start(ap, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	buf_init(&text, hc->arena, 2000);
	buf_printf(&text, "%s:%d:%d: %s", hc->source.path, line, column, sentence);
	hc->fault = buf_text(&text);
	longjmp(hc->failed, 1);
}

_Noreturn void
htmlc_fail(struct htmlc *hc, const char *fmt, ...)
{
	va_list ap;
	char sentence[500];

	va_start(ap, fmt);
	(void)vsnprintf(sentence, sizeof(sentence), fmt, ap);
	va_end(ap);
	htmlc_fail_at(hc, hc->here.line, hc->here.column, "%s", sentence);
}

void
emit_char(struct htmlc *hc, char c)
{
	buf_add_char(&hc->literal, c);
	hc->context.space = isspace((unsigned char)c) != 0;
}

static void
add_string(struct buf *out, struct str text)
{
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (c == '\n')
			buf_add_text(out, i + 1 < text.len ? "\\n\"\n\t    \"" : "\\n");
		else if (c == '\t')
			buf_add_text(out, "\\t");
		else if (c == '"' || c == '\\' || c == '?')
			buf_add(out, (char[]){ '\\', c }, 2);
		else
			buf_add_char(out, c);
	}
	buf_add_char(out, '"');
}

void
emit_flush(struct htmlc *hc)
{
	if (hc->literal.len == 0)
		return;
	buf_add_text(&hc->c, "\thtml_raw(h, ");
	add_string(&hc->c, buf_str(&hc->literal));
	buf_printf(&hc->c, ", %zu);\n", hc->literal.len);
	buf_clear(&hc->literal);
}

void
emit_line(struct htmlc *hc, int line)
{
	emit_flush(hc);
	buf_printf(&hc->c, "#line %d \"%s\"\n", line, hc->source.path);
}

void
emit_value(struct htmlc *hc, const char *types, struct code code)
{
	emit_line(hc, code.line);
	buf_add_text(&hc->c, "\t_Generic((");
	buf_add_str(&hc->c, code.text);
	buf_printf(&hc->c, "), %s)(h, (", types);
	buf_add_str(&hc->c, code.text);
	buf_add_text(&hc->c, "));\n");
	hc->context.space = false;
}

void
emit_flag(struct htmlc *hc, struct str name, struct code code)
{
	emit_line(hc, code.line);
	buf_add_text(&hc->c, "\tif (");
	buf_add_str(&hc->c, code.text);
	buf_add_text(&hc->c, ")\n\t\thtml_raw(h, \" ");
	buf_add_str(&hc->c, name);
	buf_printf(&hc->c, "\", %zu);\n", name.len + 1);
}

/* The key at the front of a message, as a C name; ends the compilation if there is none. */
static const char *
message_name(struct htmlc *hc, struct code code, struct str *rest)
{
	size_t len = 0;
	char *name;

	while (len < code.text.len && (islower((unsigned char)code.text.at[len]) ||
	    isdigit((unsigned char)code.text.at[len]) || strchr("._", code.text.at[len]) != NULL))
		len++;
	if (len == 0 || !islower((unsigned char)code.text.at[0]) ||
	    (len < code.text.len && !isspace((unsigned char)code.text.at[len])))
		htmlc_fail_at(hc, code.line, code.column,
		    "a message is {{@key}} or {{@key name=value; name=value}}");
	name = arena_text_n(hc->arena, code.text.at, len);
	for (char *p = name; *p != '\0'; p++)
		if (*p == '.')
			*p = '_';
	*rest = str_trim((struct str){ code.text.at + len, code.text.len - len });
	return name;
}

/* One `name=value` of a message, without the semicolon. */
static void
add_argument(struct htmlc *hc, struct code code, const char *message, struct str part)
{
	struct str name = code_word(part);
	struct str value = { part.at + name.len, part.len - name.len };

	value = str_trim(value);
	if (name.len == 0 || value.len < 2 || value.at[0] != '=' || value.at[1] == '=')
		htmlc_fail_at(hc, code.line, code.column,
		    "arguments of a message are name=value, separated by ;");
	value = str_trim((struct str){ value.at + 1, value.len - 1 });
	buf_printf(&hc->c, " _Generic((%.*s), HTML_IN_ARG)", (int)value.len, value.at);
	buf_printf(&hc->c, "(h, &\"%.*s\"[MSGARG_%s_X_%.*s], (%.*s)),", (int)name.len, name.at,
	    message, (int)name.len, name.at, (int)value.len, value.at);
}

void
emit_message(struct htmlc *hc, struct code code)
{
	struct str rest;
	const char *message = message_name(hc, code, &rest);
	size_t count = 0;

	emit_line(hc, code.line);
	buf_printf(&hc->c, "\thtml_msg(h, MSG_%s, ", message);
	if (rest.len == 0)
		buf_add_text(&hc->c, "NULL");
	else
		buf_add_text(&hc->c, "(const struct msg_arg[]){");
	while (rest.len > 0) {
		size_t len = code_find(rest, ';');

		add_argument(hc, code, message, str_trim((struct str){ rest.at, len }));
		len = len < rest.len ? len + 1 : len;
		rest = str_trim((struct str){ rest.at + len, rest.len - len });
		count++;
	}
	buf_printf(&hc->c, "%s, %zu);\n", count > 0 ? " }" : "", count);
	emit_line(hc, code.line);
	buf_printf(&hc->c, "\t_Static_assert(MSGARGS_%s == %zu, ", message, count);
	buf_add_text(&hc->c, "\"the message has other arguments\");\n");
	hc->context.space = false;
}

/* struct names in the parameters, so that the header stands by itself. */
static void
add_declarations(struct htmlc *hc, struct str params)
{
	for (size_t i = 0; i + 7 < params.len; i++) {
		struct str name;

		if (memcmp(params.at + i, "struct ", 7) != 0)
			continue;
		name = code_word((struct str){ params.at + i + 7, params.len - i - 7 });
		buf_printf(&hc->h, "struct %.*s;\n", (int)name.len, name.at);
	}
}

void
emit_template(struct htmlc *hc, struct str name, struct str params, int line)
{
	struct str rest = str_trim(params);
	bool none = rest.len == 0 || str_is(rest, "void");

	add_declarations(hc, rest);
	buf_printf(&hc->h, "void %.*s_html(struct html *h%s%.*s);\n", (int)name.len, name.at,
	    none ? "" : ", ", none ? 0 : (int)rest.len, rest.at);
	buf_printf(&hc->c, "\n#line %d \"%s\"\nvoid\n", line, hc->source.path);
	buf_printf(&hc->c, "%.*s_html(struct html *h%s%.*s)\n{\n\t(void)h;\n", (int)name.len,
	    name.at, none ? "" : ", ", none ? 0 : (int)rest.len, rest.at);
}

void
emit_use(struct htmlc *hc, struct str file)
{
	buf_printf(&hc->uses, "#include %.*s\n", (int)file.len, file.at);
}

/* "src/plan/task/task.html" without "src/": how other files include the header. */
static const char *
include_path(const struct htmlc *hc)
{
	const char *path = hc->source.path;

	return strncmp(path, "src/", 4) == 0 ? path + 4 : path;
}

static void
add_guard(struct htmlc *hc, struct buf *out)
{
	buf_add_text(out, "GEN_");
	for (const char *p = include_path(hc); *p != '\0'; p++) {
		int c = isalnum((unsigned char)*p) ? toupper((unsigned char)*p) : '_';

		buf_add_char(out, (char)c);
	}
	buf_add_text(out, "_H\n");
}

void
emit_result(struct htmlc *hc, struct htmlc_result *result)
{
	struct buf c, h;

	buf_init(&c, hc->arena, 4 * (size_t)SOURCE_MAX);
	buf_init(&h, hc->arena, 4 * (size_t)SOURCE_MAX);
	buf_printf(&h, "/* Made by tools/htmlc from %s. */\n#ifndef ", hc->source.path);
	add_guard(hc, &h);
	buf_add_text(&h, "#define ");
	add_guard(hc, &h);
	buf_add_text(&h, "\n#include \"html/html.h\"\n");
	buf_add_str(&h, buf_str(&hc->uses));
	buf_add_char(&h, '\n');
	buf_add_str(&h, buf_str(&hc->h));
	buf_add_text(&h, "\n#endif\n");
	buf_printf(&c, "/* Made by tools/htmlc from %s. */\n", hc->source.path);
	buf_printf(&c, "#include \"%s.h\"\n\n#include \"html/put.h\"\n", include_path(hc));
	buf_add_str(&c, buf_str(&hc->c));
	result->c = buf_str(&c);
	result->h = buf_str(&h);
	if (c.full || h.full || hc->c.full)
		htmlc_fail(hc, "the template is too large");
}
