/*
 * declared.c: what the migrations declare: who owns a table and what data it holds. Words of SQL
 * text, and those that the engines read differently.
 */
#include <ctype.h>
#include <strings.h>

#include "tools/sqlcheck/sqlcheck.h"

struct str
sql_token(const char **at)
{
	const char *start = *at;
	size_t len = 0;

	start += strspn(start, " \t\n\r");
	while (start[0] == '-' && start[1] == '-') {
		start += strcspn(start, "\n");
		start += strspn(start, " \t\n\r");
	}
	if (*start == '\'' || *start == '"') {
		const char *end = strchr(start + 1, *start);

		len = end == NULL ? strlen(start) : (size_t)(end - start) + 1;
	} else {
		while (isalnum((unsigned char)start[len]) || start[len] == '_')
			len++;
		if (len == 0 && *start != '\0')
			len = 1;
	}
	*at = start + len;
	return (struct str){ start, len };
}

bool
sql_token_is(struct str token, const char *word)
{
	return token.len == strlen(word) && strncasecmp(token.at, word, token.len) == 0;
}

int
table_index(const struct check *check, struct str name)
{
	for (size_t i = 0; i < check->ntables; i++) {
		if (str_is(name, check->tables[i]->name))
			return (int)i;
	}
	return -1;
}

/* Words that may follow a table's name without being its other name. */
static bool
is_alias(struct str token)
{
	static const char *const words[] = { "WHERE", "ON", "JOIN", "LEFT", "INNER", "CROSS",
		"RIGHT", "FULL", "OUTER", "NATURAL", "GROUP", "ORDER", "LIMIT", "SET", "USING",
		"UNION", "EXCEPT", "INTERSECT", "VALUES", "RETURNING",
		"HAVING", "WINDOW", "SELECT", "FROM",
		"DEFAULT", "DO" };

	if (token.len == 0 || !(isalpha((unsigned char)token.at[0]) || token.at[0] == '_'))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (sql_token_is(token, words[i]))
			return false;
	}
	return true;
}

const struct view *
view_named(const struct check *check, struct str name)
{
	const struct view *view = check->views;

	while (view != NULL && !str_is(name, view->name))
		view = view->next;
	return view;
}

void
add_tables(const struct check *check, struct str name, bool *found)
{
	int table = table_index(check, name);
	const struct view *view = view_named(check, name);

	if (table >= 0)
		found[table] = true;
	for (size_t i = 0; view != NULL && i < check->ntables; i++)
		found[i] = found[i] || view->reads[i];
}

int
tables_behind(const struct check *check, const char *sql, struct str name, bool *found)
{
	struct str token;
	int count = 0;

	while ((token = sql_token(&sql)).len > 0) {
		int table = table_index(check, token);
		const struct view *view = view_named(check, token);
		const char *ahead = sql;
		struct str next = sql_token(&ahead);

		if (view != NULL)
			count += tables_behind(check, view->sql, name, found);
		if (table < 0)
			continue;
		if (sql_token_is(next, "AS"))
			next = sql_token(&ahead);
		if (str_equal(token, name) || (is_alias(next) && str_equal(next, name))) {
			count += found[table] ? 0 : 1;
			found[table] = true;
		}
	}
	return count;
}

/* What the comment lines above a CREATE TABLE said. */
struct marks {
	const char *data;
	bool few;
};

static void
read_comment(struct check *check, struct str line, struct marks *marks)
{
	struct str text = str_trim((struct str){ line.at + 2, line.len - 2 });

	if (str_is(text, "rows: few"))
		marks->few = true;
	if (!str_starts(text, "data:"))
		return;
	text = str_trim((struct str){ text.at + 5, text.len - 5 });
	marks->data = arena_text_n(check->arena, text.at, text.len);
}

static bool
is_data_class(const char *word)
{
	static const char *const classes[] = { "staff", "subject", "opinion", "media", "claim",
		"none" };

	for (size_t i = 0; word != NULL && i < sizeof(classes) / sizeof(classes[0]); i++) {
		if (text_equal(word, classes[i]))
			return true;
	}
	return false;
}

/* `at` is just after CREATE TABLE or CREATE VIRTUAL TABLE. */
static void
declare(struct check *check, const char *folder, const char *file, int line, const char *at,
    struct marks marks)
{
	struct declaration *d = ARENA_NEW(check->arena, struct declaration);
	struct str name = sql_token(&at);

	if (sql_token_is(name, "IF")) {
		(void)sql_token(&at);
		(void)sql_token(&at);
		name = sql_token(&at);
	}
	d->name = arena_text_n(check->arena, name.at, name.len);
	d->folder = folder;
	d->data = marks.data;
	d->few = marks.few;
	d->next = check->declarations;
	check->declarations = d;
	if (!is_data_class(marks.data))
		fault(check, file, line, "table %s needs a line above it: "
		    "-- data: staff | subject | opinion | media | claim | none", d->name);
}

void
read_declarations(struct check *check, const char *folder, const char *file, const char *sql)
{
	struct str rest = str_of(sql);
	struct marks marks = { 0 };
	int number = 0;

	while (rest.at != NULL) {
		struct str line = str_trim(str_cut(&rest, '\n'));
		const char *at = line.at;

		number++;
		if (str_starts(line, "--")) {
			read_comment(check, line, &marks);
			continue;
		}
		if (line.len == 0)
			continue;
		if (sql_token_is(sql_token(&at), "CREATE")) {
			struct str what = sql_token(&at);

			if (sql_token_is(what, "VIRTUAL"))
				what = sql_token(&at);
			if (sql_token_is(what, "TABLE"))
				declare(check, folder, file, number, at, marks);
		}
		marks = (struct marks){ 0 };
	}
}

struct word {
	const char *word, *instead;
	bool call; /* only before a parenthesis: it may name a column too */
};

/* Words that both engines know but read differently, or that only look portable. */
static const struct word words[] = {
	{ "LIKE", "fold in C and compare the folded column", false },
	{ "ILIKE", "fold in C and compare the folded column", false },
	{ "GLOB", "fold in C and compare the folded column", false },
	{ "UPPER", "fold in C", true },
	{ "LOWER", "fold in C", true },
	{ "IFNULL", "coalesce", true },
	{ "GREATEST", "CASE", true },
	{ "LEAST", "CASE", true },
	{ "ROUND", "round in C", true },
	{ "AVG", "divide in C", true },
	{ "RANDOM", "rand.h", true },
	{ "NOW", "ctx->now_ms", true },
	{ "CURRENT_TIMESTAMP", "ctx->now_ms", false },
	{ "CURRENT_DATE", "ctx->today", false },
	{ "ROWID", "the table's own id", false },
};

void
check_words(struct check *check, const struct statement *s)
{
	const char *at = s->sql;
	struct str token;

	while ((token = sql_token(&at)).len > 0) {
		for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
			if (sql_token_is(token, words[i].word) && (!words[i].call || *at == '('))
				fault_of(check, s, "%s differs between the engines: %s",
				    words[i].word, words[i].instead);
		}
	}
}
