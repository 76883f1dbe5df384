/*
 * on_sqlite.c: a migrated store on SQLite, and each statement tried on it. The one idea: the
 * library's own authorizer tells which tables a statement touches, and EXPLAIN QUERY PLAN how.
 */
#include "tools/sqlcheck/sqlcheck.h"

/* What the authorizer saw while one statement was prepared. */
struct touch {
	struct check *check;
	bool all[TABLES_MAX];    /* every table */
	bool direct[TABLES_MAX]; /* named by the statement itself, not through a view */
	bool schema;             /* it would change the schema */
};

static bool
changes_schema(int action)
{
	return (action >= SQLITE_CREATE_INDEX && action <= SQLITE_CREATE_VIEW) ||
	    (action >= SQLITE_DROP_INDEX && action <= SQLITE_DROP_VIEW) ||
	    action == SQLITE_ALTER_TABLE || action == SQLITE_CREATE_VTABLE ||
	    action == SQLITE_DROP_VTABLE || action == SQLITE_ATTACH;
}

static int
authorize(void *arg, int action, const char *a, const char *b, const char *base, const char *view)
{
	struct touch *touch = arg;
	int table;

	(void)b;
	(void)base;
	if (changes_schema(action))
		touch->schema = true;
	if (action != SQLITE_READ && action != SQLITE_INSERT && action != SQLITE_UPDATE &&
	    action != SQLITE_DELETE)
		return SQLITE_OK;
	table = table_index(touch->check, str_of(a));
	if (table < 0)
		return SQLITE_OK;
	touch->all[table] = true;
	if (view == NULL)
		touch->direct[table] = true;
	return SQLITE_OK;
}

/* Prepares under the authorizer; NULL with the library's message when it cannot. */
static sqlite3_stmt *
prepare(struct check *check, const char *sql, struct touch *touch)
{
	sqlite3_stmt *stmt = NULL;

	*touch = (struct touch){ .check = check };
	(void)sqlite3_set_authorizer(check->sqlite, authorize, touch);
	if (sqlite3_prepare_v2(check->sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
		stmt = NULL;
	(void)sqlite3_set_authorizer(check->sqlite, NULL, NULL);
	return stmt;
}

/* Runs a query about the schema and gives each row's first two columns to `each`. */
static void
each_row(struct check *check, const char *sql, void (*each)(struct check *, const char *a,
    const char *b))
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(check->sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
		BUG("%s: %s", sql, sqlite3_errmsg(check->sqlite));
	while (sqlite3_step(stmt) == SQLITE_ROW)
		each(check, (const char *)sqlite3_column_text(stmt, 0),
		    (const char *)sqlite3_column_text(stmt, 1));
	(void)sqlite3_finalize(stmt);
}

static void
take_table(struct check *check, const char *name, const char *unused)
{
	const struct declaration *d = check->declarations;
	struct table *table;

	(void)unused;
	BUG_IF(check->ntables == TABLES_MAX);
	while (d != NULL && !text_equal(d->name, name))
		d = d->next;
	table = ARENA_NEW(check->arena, struct table);
	table->name = arena_text(check->arena, name);
	if (d == NULL) {
		fault(check, check->root, 0, "table %s is declared nowhere: begin a line with its "
		    "CREATE TABLE", name);
	} else {
		table->folder = d->folder;
		table->data = d->data;
		table->few = d->few;
	}
	check->tables[check->ntables++] = table;
}

static void
take_view(struct check *check, const char *name, const char *sql)
{
	struct view *view = ARENA_NEW(check->arena, struct view);
	const char *at = arena_text(check->arena, sql);

	while (*at != '\0' && !sql_token_is(sql_token(&at), "AS"))
		continue;
	view->name = arena_text(check->arena, name);
	view->sql = at;
	view->next = check->views;
	check->views = view;
	if (!text_starts(name, "v_"))
		fault(check, check->root, 0, "view %s is not named v_*", name);
}

static void
take_key(struct check *check, const char *from, const char *to)
{
	int a = table_index(check, str_of(from));
	int b = table_index(check, str_of(to));

	if (a < 0 || b < 0)
		fault(check, check->root, 0, "a foreign key of %s names no table: %s", from, to);
	else
		refer(check, (size_t)a, (size_t)b);
}

static void
take_column(struct check *check, const char *table, const char *column)
{
	int at = table_index(check, str_of(table));

	if (at >= 0)
		refer_by_name(check, (size_t)at, column);
}

static void
try_view(struct check *check, struct view *view)
{
	struct touch touch;
	sqlite3_stmt *stmt = prepare(check, view->sql, &touch);

	if (stmt == NULL) {
		fault(check, check->root, 0, "view %s: %s", view->name,
		    sqlite3_errmsg(check->sqlite));
		return;
	}
	(void)sqlite3_finalize(stmt);
	memcpy(view->reads, touch.all, sizeof(view->reads));
	link_all(check, view->reads);
}

static bool
migrate(struct check *check, const char *path)
{
	struct db_target target;
	struct err err = { 0 };
	struct db *db = NULL;
	bool done;

	if (db_target_parse(&target, path, &err) == RC_OK)
		db = db_open(&target, DB_WRITE, true, NULL, &err);
	done = db != NULL && db_migrate_list(db, check->migrations, NULL, NULL, &err) == RC_OK;
	if (!done)
		fault(check, check->root, 0, "migrating on SQLite: %s", err.detail);
	db_close(db);
	return done;
}

bool
sqlite_start(struct check *check, const char *path)
{
	if (!migrate(check, path))
		return false;
	if (sqlite3_open(path, &check->sqlite) != SQLITE_OK)
		BUG("%s: %s", path, sqlite3_errmsg(check->sqlite));
	(void)sqlite3_db_config(check->sqlite, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
	each_row(check, "SELECT name, NULL FROM pragma_table_list "
	    "WHERE type IN ('table', 'virtual') AND schema = 'main' "
	    "AND name NOT LIKE 'sqlite!_%' ESCAPE '!' "
	    "AND name <> 'schema_migration' ORDER BY name", take_table);
	each_row(check, "SELECT name, sql FROM sqlite_master WHERE type = 'view' ORDER BY name",
	    take_view);
	each_row(check, "SELECT m.name, f.\"table\" FROM sqlite_master m "
	    "JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'", take_key);
	for (struct view *view = check->views; view != NULL; view = view->next)
		try_view(check, view);
	each_row(check, "SELECT m.name, c.name FROM sqlite_master m "
	    "JOIN pragma_table_info(m.name) c WHERE m.type = 'table' "
	    "AND (c.type LIKE '%INT%' OR c.name GLOB '*_id' OR c.name GLOB '*_key' "
	    "OR c.name GLOB '*_code' OR c.name GLOB '*_hash') "
	    "AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) f "
	    "WHERE f.\"from\" = c.name)", take_column);
	return true;
}

void
sqlite_stop(struct check *check)
{
	(void)sqlite3_close(check->sqlite);
}

/* $1 .. $n, all there, and nothing else. */
static void
check_params(struct check *check, struct statement *s, sqlite3_stmt *stmt)
{
	int count = sqlite3_bind_parameter_count(stmt);

	s->nparams = count;
	for (int n = 1; n <= count; n++) {
		char name[16];

		(void)snprintf(name, sizeof(name), "$%d", n);
		if (sqlite3_bind_parameter_index(stmt, name) == 0)
			fault_of(check, s, "%d parameters but no $%d", count, n);
	}
}

static void
check_owners(struct check *check, const struct statement *s, const struct touch *touch)
{
	for (size_t i = 0; i < check->ntables; i++) {
		const struct table *table = check->tables[i];

		if (!touch->direct[i] || text_equal(table->folder, s->folder))
			continue;
		if (!allowed(check, s, "table"))
			fault_of(check, s, "table %s belongs to %s: ask through its x.h or "
			    "a view v_*", table->name,
			    table->folder == NULL ? "nobody" : table->folder);
	}
}

static int
count_limits(const char *sql)
{
	struct str token;
	int count = 0;

	while ((token = sql_token(&sql)).len > 0)
		count += sql_token_is(token, "LIMIT") ? 1 : 0;
	return count;
}

static bool
is_partial_index(struct check *check, struct str name)
{
	sqlite3_stmt *stmt = NULL;
	bool partial;

	(void)sqlite3_prepare_v2(check->sqlite,
	    "SELECT 1 FROM pragma_index_list((SELECT tbl_name FROM sqlite_master WHERE name = $1)) "
	    "WHERE name = $1 AND partial = 1", -1, &stmt, NULL);
	(void)sqlite3_bind_text(stmt, 1, name.at, (int)name.len, SQLITE_STATIC);
	partial = sqlite3_step(stmt) == SQLITE_ROW;
	(void)sqlite3_finalize(stmt);
	return partial;
}

/*
 * "SCAN x", "SCAN x USING [COVERING] INDEX i", "SEARCH x USING AUTOMATIC ...": reads all rows of x.
 * Following an index is right when a LIMIT ends it or the index is a partial one.
 */
static void
check_scan(struct check *check, const struct statement *s, const char *detail, int *limits)
{
	bool found[TABLES_MAX] = { false };
	const char *index = strstr(detail, "INDEX ");
	const char *at = detail;
	struct str name;

	(void)sql_token(&at);
	name = sql_token(&at);
	if (tables_behind(check, s->sql, name, found) == 0)
		return; /* rows of a subquery or of nothing */
	for (size_t i = 0; i < check->ntables; i++) {
		if (found[i] && check->tables[i]->few)
			found[i] = false;
	}
	if (memchr(found, true, sizeof(found)) == NULL)
		return;
	if (index != NULL && strstr(detail, "AUTOMATIC") == NULL) {
		index += strlen("INDEX ");
		if (is_partial_index(check, sql_token(&index)) || (*limits)-- > 0)
			return;
	}
	if (!allowed(check, s, "scan"))
		fault_of(check, s, "reads a whole table on SQLite: %s", detail);
}

static void
check_plan(struct check *check, const struct statement *s)
{
	char *sql = arena_printf(check->arena, "EXPLAIN QUERY PLAN %s", s->sql);
	sqlite3_stmt *stmt = NULL;
	int limits = count_limits(s->sql);

	if (sqlite3_prepare_v2(check->sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
		BUG("%s: %s", sql, sqlite3_errmsg(check->sqlite));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(stmt, 3);

		if (text_starts(detail, "SCAN ") || strstr(detail, " AUTOMATIC ") != NULL)
			check_scan(check, s, detail, &limits);
		if (strstr(detail, "TEMP B-TREE") != NULL && !allowed(check, s, "sort"))
			fault_of(check, s, "sorts on SQLite: %s", detail);
	}
	(void)sqlite3_finalize(stmt);
}

void
sqlite_try(struct check *check, struct statement *s)
{
	struct touch touch;
	sqlite3_stmt *stmt = prepare(check, s->sql, &touch);

	if (stmt == NULL) {
		fault_of(check, s, "SQLite refuses: %s", sqlite3_errmsg(check->sqlite));
		s->refused = true;
		return;
	}
	if (touch.schema) {
		fault_of(check, s, "changes the schema: write a migration");
		(void)sqlite3_finalize(stmt);
		s->refused = true;
		return;
	}
	check_params(check, s, stmt);
	(void)sqlite3_finalize(stmt);
	check_owners(check, s, &touch);
	check_together(check, s, touch.all);
	check_order(check, s);
	check_plan(check, s);
}
