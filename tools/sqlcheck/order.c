/*
 * order.c: SQLite sorts NULL first, PostgreSQL last. So a statement that orders by a column which
 * may be NULL must say NULLS FIRST or LAST, or keep NULL out: `x IS NOT NULL`, or a comparison,
 * somewhere in its text.
 */
#include "tools/sqlcheck/sqlcheck.h"

/* One term of an ORDER BY. */
struct term {
	struct str table, column; /* `table` empty when not named */
	int words;
	bool plain;               /* a column and nothing more */
	bool told;                /* NULLS FIRST or LAST */
};

static bool
may_be_null(struct check *check, size_t table, struct str column)
{
	sqlite3_stmt *stmt = NULL;
	bool may;

	(void)sqlite3_prepare_v2(check->sqlite, "SELECT 1 FROM pragma_table_info($1) "
	    "WHERE name = $2 AND \"notnull\" = 0 AND pk = 0", -1, &stmt, NULL);
	(void)sqlite3_bind_text(stmt, 1, check->tables[table]->name, -1, SQLITE_STATIC);
	(void)sqlite3_bind_text(stmt, 2, column.at, (int)column.len, SQLITE_STATIC);
	may = sqlite3_step(stmt) == SQLITE_ROW;
	(void)sqlite3_finalize(stmt);
	return may;
}

static bool
is_comparison(struct str token)
{
	return sql_token_is(token, "<") || sql_token_is(token, ">") || sql_token_is(token, "=");
}

/* After a column: "IS NOT NULL", "> $1", or the rest of a row as in "(x, t.id) > ($1, $2)". */
static bool
excludes_null(const char *at)
{
	struct str token = sql_token(&at);

	if (sql_token_is(token, "IS"))
		return sql_token_is(sql_token(&at), "NOT") && sql_token_is(sql_token(&at), "NULL");
	while (sql_token_is(token, ",") || sql_token_is(token, ".")) {
		(void)sql_token(&at);
		token = sql_token(&at);
	}
	if (sql_token_is(token, ")"))
		token = sql_token(&at);
	return is_comparison(token);
}

static bool
keeps_null_out(const char *sql, struct str column)
{
	struct str token;

	while ((token = sql_token(&sql)).len > 0) {
		if (str_equal(token, column) && excludes_null(sql))
			return true;
	}
	return false;
}

static void
check_term(struct check *check, const struct statement *s, const struct term *term)
{
	bool found[TABLES_MAX] = { false };

	if (!term->plain || term->told || keeps_null_out(s->sql, term->column))
		return;
	if (term->table.len > 0)
		(void)tables_behind(check, s->sql, term->table, found);
	for (size_t i = 0; i < check->ntables; i++) {
		if (term->table.len == 0)
			(void)tables_behind(check, s->sql, str_of(check->tables[i]->name), found);
		if (!found[i] || !may_be_null(check, i, term->column))
			continue;
		if (!allowed(check, s, "nulls"))
			fault_of(check, s, "orders by %.*s, which may be NULL: say NULLS FIRST or "
			    "NULLS LAST, or IS NOT NULL", (int)term->column.len,
			    term->column.at);
		return;
	}
}

static void
add_word(struct term *term, struct str token)
{
	if (sql_token_is(token, "NULLS"))
		term->told = true;
	if (term->told || sql_token_is(token, "ASC") || sql_token_is(token, "DESC"))
		return;
	if (term->words == 1 && sql_token_is(token, "."))
		term->table = term->column;
	else if (term->words == 0 || (term->words == 2 && term->table.len > 0))
		term->column = token;
	else
		term->plain = false;
	term->words++;
}

static bool
ends_order(struct str token)
{
	return token.len == 0 || sql_token_is(token, ")") || sql_token_is(token, "LIMIT") ||
	    sql_token_is(token, "ROWS") || sql_token_is(token, "RETURNING");
}

/* Reads one term; true if a comma ended it and another follows. */
static bool
read_term(const char **at, struct term *term)
{
	int depth = 0;

	*term = (struct term){ .plain = true };
	for (;;) {
		const char *before = *at;
		struct str token = sql_token(at);

		if (token.len == 0 || (depth == 0 && ends_order(token))) {
			*at = before;
			return false;
		}
		if (depth == 0 && sql_token_is(token, ","))
			return true;
		depth += sql_token_is(token, "(") ? 1 : sql_token_is(token, ")") ? -1 : 0;
		add_word(term, token);
	}
}

void
check_order(struct check *check, const struct statement *s)
{
	const char *at = s->sql;
	struct str token;

	while ((token = sql_token(&at)).len > 0) {
		struct term term;
		bool more = true;

		if (!sql_token_is(token, "ORDER"))
			continue;
		(void)sql_token(&at); /* BY */
		while (more) {
			more = read_term(&at, &term);
			check_term(check, s, &term);
		}
	}
}
