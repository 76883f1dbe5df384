/*
 * migrations.c: what a migration may do. The one idea: whatever could carry rows past the keys that
 * paths.c follows (a trigger, a table made of a SELECT, a table that is there for a while or on one
 * engine alone) is refused, so that the columns of the final schema tell all.
 */
#include "tools/sqlcheck/sqlcheck.h"

/* One statement of a migration. */
struct step {
	const char *at, *end;
	int line;
};

/* Goes on to the next statement; false at the end. `counted` is as far as lines were counted. */
static bool
next_step(struct step *step, const char **counted)
{
	const char *at = step->end;
	struct str token;

	do
		token = sql_token(&at);
	while (sql_token_is(token, ";"));
	step->at = token.at;
	for (; *counted < token.at; ++*counted)
		step->line += **counted == '\n' ? 1 : 0;
	while (token.len > 0 && !sql_token_is(token, ";"))
		token = sql_token(&at);
	step->end = at;
	return step->at < at;
}

static bool
is_one_of(struct str token, const char *const *words)
{
	while (*words != NULL && !sql_token_is(token, *words))
		words++;
	return *words != NULL;
}

/* The name after TABLE, VIEW or VIRTUAL; `at` is moved behind it. */
static struct str
created_name(const char **at)
{
	struct str token = sql_token(at);

	if (sql_token_is(token, "TABLE"))
		token = sql_token(at);
	if (!sql_token_is(token, "IF"))
		return token;
	(void)sql_token(at); /* NOT */
	(void)sql_token(at); /* EXISTS */
	return sql_token(at);
}

static bool
check_step(struct check *check, const struct migration *m, const struct step *step)
{
	static const char *const verbs[] = { "CREATE", "ALTER", "DROP", "INSERT", "UPDATE",
		"DELETE", NULL };
	static const char *const things[] = { "TABLE", "VIRTUAL", "INDEX", "UNIQUE", "VIEW", NULL };
	const char *at = step->at;
	struct str verb = sql_token(&at), thing = { "", 0 };
	bool create = sql_token_is(verb, "CREATE");

	if (create)
		thing = sql_token(&at);
	if (!is_one_of(verb, verbs) || (create && !is_one_of(thing, things))) {
		fault(check, m->path, step->line, "a migration may not %.*s%s%.*s", (int)verb.len,
		    verb.at, create ? " " : "", (int)thing.len, thing.at);
		return false;
	}
	if (sql_token_is(thing, "TABLE")) {
		struct str name = created_name(&at);

		if (sql_token_is(sql_token(&at), "("))
			return true;
		fault(check, m->path, step->line, "table %.*s is made AS SELECT: declare its "
		    "columns", (int)name.len, name.at);
		return false;
	}
	return true;
}

bool
check_migrations(struct check *check)
{
	bool good = true;

	for (const struct migration *m = check->migrations; m->name != NULL; m++) {
		struct step step = { .end = m->sql, .line = 1 };
		const char *counted = m->sql;
		bool more = true;

		while (more && next_step(&step, &counted)) {
			more = check_step(check, m, &step);
			good = good && more;
		}
	}
	return good;
}

/* INSERT, UPDATE, DELETE: every word that is a table's or a view's name counts as one. */
static void
check_moved(struct check *check, const struct migration *m, const struct step *step)
{
	struct statement s = { .file = m->path, .line = step->line, .last = step->line };
	bool tables[TABLES_MAX] = { false };
	const char *at = step->at;

	while (at < step->end)
		add_tables(check, sql_token(&at), tables);
	check_together(check, &s, tables);
}

/* What is made on PostgreSQL alone is not in the store whose columns and views are looked at. */
static void
check_twin(struct check *check, const struct migration *m, const struct step *step)
{
	const char *at = step->at;
	struct str thing, name;

	(void)sql_token(&at); /* CREATE */
	thing = sql_token(&at);
	if (!sql_token_is(thing, "TABLE") && !sql_token_is(thing, "VIEW"))
		return;
	name = created_name(&at);
	if (table_index(check, name) < 0 && view_named(check, name) == NULL)
		fault(check, m->path, step->line, "%.*s is on PostgreSQL alone: nobody sees what "
		    "it joins", (int)name.len, name.at);
}

void
check_migrated(struct check *check)
{
	for (const struct migration *m = check->migrations; m->name != NULL; m++) {
		struct step step = { .end = m->sql, .line = 1 };
		const char *counted = m->sql;
		bool twin = strstr(m->name, ".postgres.sql") != NULL;

		while (next_step(&step, &counted)) {
			const char *at = step.at;

			if (!sql_token_is(sql_token(&at), "CREATE"))
				check_moved(check, m, &step);
			else if (twin)
				check_twin(check, m, &step);
		}
	}
}
