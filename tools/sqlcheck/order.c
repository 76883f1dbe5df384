/*
 * order.c: SQLite sorts NULL first, PostgreSQL last. So a statement that orders by a column which
 * may be NULL must say NULLS FIRST or LAST, or keep NULL out (`x IS NOT NULL` in its text).
 */
#include "tools/sqlcheck/sqlcheck.h"

/* One term of an ORDER BY. */
struct term {
	struct str table, column; /* `table` empty when not named */
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

/* "x IS NOT NULL" or "t.x IS NOT NULL" somewhere in the statement. */
static bool
keeps_null_out(const char *sql, struct str column)
{
	struct str token;

	while ((token = sql_token(&sql)).len > 0) {
		const char *ahead = sql;

		if (str_equal(token, column) && token_is(sql_token(&ahead), "IS") &&
		    token_is(sql_token(&ahead), "NOT") && token_is(sql_token(&ahead), "NULL"))
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

/* Reads one term; *at is then after the comma that ends it, or at what ends the clause. */
static bool
read_term(const char **at, struct term *term)
{
	int depth = 0, words = 0;

	*term = (struct term){ .plain = true };
	for (;;) {
		const char *before = *at;
		struct str token = sql_token(at);

		if (depth == 0 && token_is(token, ","))
			return true;
		if (token.len == 0 || (depth == 0 && (token_is(token, ")") ||
		    token_is(token, "LIMIT") || token_is(token, "ROWS"))) || token_is(token, ";")) {
			*at = before;
			return false;
		}
		depth += token_is(token, "(") ? 1 : token_is(token, ")") ? -1 : 0;
		if (token_is(token, "NULLS"))
			term->told = true;
		if (term->told || token_is(token, "ASC") || token_is(token, "DESC"))
			continue;
		if (words == 1 && token_is(token, "."))
			term->table = term->column;
		else if (words == 0 || (words == 2 && term->table.len > 0))
			term->column = token;
		else
			term->plain = false;
		words++;
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

		if (!token_is(token, "ORDER"))
			continue;
		(void)sql_token(&at); /* BY */
		while (more) {
			more = read_term(&at, &term);
			check_term(check, s, &term);
		}
	}
}
