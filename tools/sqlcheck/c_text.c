/*
 * c_text.c: finds SQL("...") in C text. The one idea: a scanner that knows comments, strings
 * and names is enough; the texts themselves are plain literals, joined, or named by a #define.
 */
#include <ctype.h>

#include "tools/sqlcheck/sqlcheck.h"

struct scan {
	struct check *check;
	const char *folder, *file;
	const char *at;
	int line;
	struct statement *current; /* binds belong to it */
	bool noting;               /* the pass that notes exceptions */
};

static void
step(struct scan *scan, size_t count)
{
	for (; count > 0 && *scan->at != '\0'; count--, scan->at++) {
		if (*scan->at == '\n')
			scan->line++;
	}
}

static void
note_allow(struct scan *scan, const char *comment, size_t len)
{
	struct str text = str_trim((struct str){ comment, len });
	struct allow *allow;
	struct str tag;

	if (!scan->noting || !str_starts(text, "allow: "))
		return;
	text.at += 7;
	text.len -= 7;
	tag = str_cut(&text, ' ');
	if (!str_is(tag, "scan") && !str_is(tag, "sort") && !str_is(tag, "table") &&
	    !str_is(tag, "dynamic") && !str_is(tag, "nulls"))
		return;
	if (str_trim(text).len == 0)
		fault(scan->check, scan->file, scan->line, "allow: without a why");
	allow = ARENA_NEW(scan->check->arena, struct allow);
	allow->file = scan->file;
	allow->line = scan->line;
	allow->tag = arena_text_n(scan->check->arena, tag.at, tag.len);
	allow->next = scan->check->allows;
	scan->check->allows = allow;
}

/* Steps over one comment; false if there is none here. */
static bool
skip_comment(struct scan *scan)
{
	const char *end;
	size_t len;

	if (scan->at[0] == '/' && scan->at[1] == '/') {
		step(scan, strcspn(scan->at, "\n"));
		return true;
	}
	if (scan->at[0] != '/' || scan->at[1] != '*')
		return false;
	end = strstr(scan->at + 2, "*/");
	len = end == NULL ? strlen(scan->at) : (size_t)(end - scan->at) + 2;
	if (end != NULL)
		note_allow(scan, scan->at + 2, len - 4);
	step(scan, len);
	return true;
}

static void
skip_space(struct scan *scan)
{
	for (;;) {
		bool joined = scan->at[0] == '\\' && scan->at[1] == '\n';

		if (isspace((unsigned char)*scan->at) || joined)
			step(scan, 1);
		else if (!skip_comment(scan))
			return;
	}
}

/* A string or character literal; its text goes to `to` unless that is NULL. */
static void
take_literal(struct scan *scan, struct buf *to)
{
	char quote = *scan->at;

	for (step(scan, 1); *scan->at != '\0' && *scan->at != quote; step(scan, 1)) {
		char c = *scan->at;

		if (c == '\\') {
			step(scan, 1);
			c = *scan->at == 'n' ? '\n' : *scan->at == 't' ? '\t' : *scan->at;
		}
		if (to != NULL)
			buf_add_char(to, c);
	}
	step(scan, 1);
}

static size_t
name_length(const char *at)
{
	size_t len = 0;

	while (isalnum((unsigned char)at[len]) || at[len] == '_')
		len++;
	return len;
}

/* The file's own #define of this name wins over that of another file. */
static const char *
macro_text(const struct check *check, const char *file, struct str name)
{
	const char *found = NULL;

	for (const struct macro *m = check->macros; m != NULL; m = m->next) {
		if (!str_is(name, m->name))
			continue;
		if (text_equal(m->file, file))
			return m->text;
		found = m->text;
	}
	return found;
}

/* Literals and named texts one after another, up to anything else. */
static void
take_text(struct scan *scan, struct buf *to)
{
	for (;;) {
		size_t len;
		const char *text;

		skip_space(scan);
		len = name_length(scan->at);
		if (*scan->at == '"') {
			take_literal(scan, to);
			continue;
		}
		if (len == 0)
			return;
		text = macro_text(scan->check, scan->file, (struct str){ scan->at, len });
		if (text == NULL) {
			fault(scan->check, scan->file, scan->line, "cannot see the text of %.*s: "
			    "#define it as a literal", (int)len, scan->at);
			return;
		}
		buf_add_text(to, text);
		step(scan, len);
	}
}

/* At the parenthesis after SQL. */
static void
take_statement(struct scan *scan)
{
	struct statement *s = ARENA_NEW(scan->check->arena, struct statement);
	struct buf sql;

	s->folder = scan->folder;
	s->file = scan->file;
	s->line = scan->line;
	buf_init(&sql, scan->check->arena, 1 << 16);
	step(scan, 1);
	take_text(scan, &sql);
	s->sql = buf_text(&sql);
	s->last = scan->line;
	if (*scan->at != ')') {
		fault(scan->check, scan->file, scan->line, "SQL() holds more than text");
		return;
	}
	step(scan, 1);
	*scan->check->last = s;
	scan->check->last = &s->next;
	scan->current = s;
}

/* db_bind_<kind>(q, 3, ...) tells the type of $3 of the statement before it. */
static void
take_bind(struct scan *scan, struct str kind)
{
	static const struct {
		const char *kind;
		enum db_type type;
	} kinds[] = {
		{ "i64", DB_I64 }, { "id", DB_I64 }, { "day", DB_I64 },
		{ "double", DB_DOUBLE }, { "text", DB_TEXT }, { "str", DB_TEXT },
		{ "bytes", DB_BYTES },
	};
	const char *comma = scan->at + strcspn(scan->at, ",;");
	char *end = NULL;
	long n = *comma == ',' ? strtol(comma + 1, &end, 10) : 0;

	if (scan->current == NULL || n < 1 || n > DB_PARAMS_MAX || *end != ',')
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (str_is(kind, kinds[i].kind)) {
			scan->current->types[n - 1] = kinds[i].type;
			scan->current->typed[n - 1] = true;
		}
	}
}

/* After db_stmt: its second argument must be SQL(, else nobody tries the statement. */
static void
check_db_stmt(struct scan *scan)
{
	struct statement s = { .file = scan->file, .line = scan->line, .last = scan->line };
	const char *at = scan->at + strcspn(scan->at, ",;");

	if (text_equal(scan->folder, "db") || *at != ',')
		return;
	at += 1 + strspn(at + 1, " \t\n");
	if (strncmp(at, "SQL(", 4) == 0)
		return;
	s.last += 1;
	if (!allowed(scan->check, &s, "dynamic"))
		fault(scan->check, scan->file, scan->line,
		    "db_stmt without SQL(): nobody tries it");
}

static void
take_name(struct scan *scan)
{
	struct str name = { scan->at, name_length(scan->at) };

	step(scan, name.len);
	if (*scan->at != '(')
		return;
	if (str_is(name, "SQL"))
		take_statement(scan);
	else if (str_is(name, "db_stmt"))
		check_db_stmt(scan);
	else if (str_starts(name, "db_bind_"))
		take_bind(scan, (struct str){ name.at + 8, name.len - 8 });
}

/* Comments are noted first, so that an exception may stand after its statement. */
static void
note_comments(struct scan scan)
{
	scan.noting = true;
	while (*scan.at != '\0') {
		if (*scan.at == '"' || *scan.at == '\'')
			take_literal(&scan, NULL);
		else if (!skip_comment(&scan))
			step(&scan, 1);
	}
}

void
read_statements(struct check *check, const char *folder, const char *file, const char *text)
{
	struct scan scan = { .check = check, .folder = folder, .file = file, .at = text,
		.line = 1 };

	note_comments(scan);
	while (*scan.at != '\0') {
		if (*scan.at == '"' || *scan.at == '\'')
			take_literal(&scan, NULL);
		else if (*scan.at == '#' && (scan.at == text || scan.at[-1] == '\n'))
			step(&scan, strcspn(scan.at, "\n"));
		else if (name_length(scan.at) > 0)
			take_name(&scan);
		else if (!skip_comment(&scan)) {
			if (*scan.at == '}' && scan.at[-1] == '\n')
				scan.current = NULL; /* a function ends */
			step(&scan, 1);
		}
	}
}

void
read_macros(struct check *check, const char *file, const char *text)
{
	struct scan scan = { .check = check, .file = file, .line = 1 };

	for (const char *at = text; (at = strstr(at, "#define ")) != NULL; at++) {
		const char *name = at + 8;
		size_t len = name_length(name);
		struct macro *m;
		struct buf body;

		scan.at = name + len;
		skip_space(&scan);
		if (*scan.at != '"')
			continue;
		buf_init(&body, check->arena, 1 << 16);
		while (*scan.at == '"') {
			take_literal(&scan, &body);
			scan.at += strspn(scan.at, " \t");
			if (scan.at[0] == '\\')
				skip_space(&scan);
		}
		m = ARENA_NEW(check->arena, struct macro);
		*m = (struct macro){ arena_text_n(check->arena, name, len), file, buf_text(&body),
			check->macros };
		check->macros = m;
	}
}
