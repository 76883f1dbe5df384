/*
 * on_postgres.c: the same statements on PostgreSQL, in a database made for it and dropped
 * afterwards. Parameter types come from the db_bind_ calls beside the statement; those that are
 * not seen there are left to the server, which fails where it cannot tell.
 */
#include <libpq-fe.h>
#include <unistd.h>

#include "tools/sqlcheck/sqlcheck.h"

enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT4 = 23, OID_TEXT = 25, OID_FLOAT8 = 701,
	OID_VARCHAR = 1043 };

/* The address with another database in the place of the name. */
static const char *
address_of(struct check *check, const char *address, const char *name)
{
	const char *path = strchr(strstr(address, "://") + 3, '/');
	const char *query = path == NULL ? NULL : strchr(path, '?');

	if (path == NULL)
		path = address + strlen(address);
	return arena_printf(check->arena, "%.*s/%s%s", (int)(path - address), address, name,
	    query == NULL ? "" : query);
}

static bool
administer(struct check *check, const char *address, const char *sql)
{
	struct db_target target;
	struct err err = { 0 };
	struct db *db = NULL;
	bool done;

	if (db_target_parse(&target, address, &err) == RC_OK)
		db = db_open(&target, DB_WRITE, false, NULL, &err);
	if (db != NULL)
		db_set_err(db, &err);
	done = db != NULL && db_script(db, sql) == RC_OK;
	db_close(db);
	if (!done)
		fault(check, check->root, 0, "PostgreSQL: %s", err.detail);
	return done;
}

static bool
migrate(struct check *check, const char *address)
{
	struct db_target target;
	struct err err = { 0 };
	struct db *db = NULL;
	bool done;

	if (db_target_parse(&target, address, &err) == RC_OK)
		db = db_open(&target, DB_WRITE, false, NULL, &err);
	done = db != NULL && db_migrate_list(db, check->migrations, NULL, NULL, &err) == RC_OK;
	if (!done)
		fault(check, check->root, 0, "migrating on PostgreSQL: %s", err.detail);
	db_close(db);
	return done;
}

/* The server's message on one line. */
static const char *
said(struct check *check, const PGresult *result)
{
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	return arena_text(check->arena, message == NULL ? "no answer" : message);
}

static void
check_columns(struct check *check, const struct statement *s, const PGresult *result)
{
	for (int i = 0; i < PQnfields(result); i++) {
		Oid type = PQftype(result, i);

		if (type != OID_INT8 && type != OID_INT4 && type != OID_TEXT &&
		    type != OID_VARCHAR && type != OID_BYTEA && type != OID_FLOAT8)
			fault_of(check, s, "column %s is of type %u on PostgreSQL: CAST it",
			    PQfname(result, i), type);
	}
}

static void
check_plan_line(struct check *check, const struct statement *s, const char *line)
{
	const char *at = strstr(line, "Seq Scan on ");
	int table;

	if (at == NULL)
		return;
	at += strlen("Seq Scan on ");
	table = table_index(check, sql_token(&at));
	if (table < 0 || check->tables[table]->few || allowed(check, s, "scan"))
		return;
	fault_of(check, s, "reads a whole table on PostgreSQL: %s", line + strspn(line, " ->"));
}

static void
check_plan(struct check *check, const struct statement *s, PGconn *conn)
{
	struct buf sql;
	PGresult *result;

	buf_init(&sql, check->arena, 1 << 16);
	buf_add_text(&sql, "EXPLAIN (COSTS OFF) EXECUTE tried");
	for (int i = 0; i < s->nparams; i++)
		buf_add_text(&sql, i == 0 ? "(NULL" : ", NULL");
	if (s->nparams > 0)
		buf_add_text(&sql, ")");
	result = PQexec(conn, buf_text(&sql));
	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		fault_of(check, s, "PostgreSQL cannot explain: %s", said(check, result));
	else
		for (int i = 0; i < PQntuples(result); i++)
			check_plan_line(check, s, PQgetvalue(result, i, 0));
	PQclear(result);
}

static void
try_one(struct check *check, const struct statement *s, PGconn *conn)
{
	static const Oid oids[] = { [DB_I64] = OID_INT8, [DB_DOUBLE] = OID_FLOAT8,
		[DB_TEXT] = OID_TEXT, [DB_BYTES] = OID_BYTEA };
	Oid types[DB_PARAMS_MAX] = { 0 };
	PGresult *result;

	for (int i = 0; i < s->nparams && i < DB_PARAMS_MAX; i++)
		types[i] = s->typed[i] ? oids[s->types[i]] : 0;
	result = PQprepare(conn, "tried", s->sql, s->nparams, types);
	if (PQresultStatus(result) != PGRES_COMMAND_OK) {
		fault_of(check, s, "PostgreSQL refuses: %s", said(check, result));
		PQclear(result);
		return;
	}
	PQclear(result);
	result = PQdescribePrepared(conn, "tried");
	check_columns(check, s, result);
	PQclear(result);
	check_plan(check, s, conn);
	PQclear(PQexec(conn, "DEALLOCATE tried"));
}

static void
try_all(struct check *check, const char *address)
{
	PGconn *conn = PQconnectdb(address);

	if (PQstatus(conn) != CONNECTION_OK)
		fault(check, check->root, 0, "PostgreSQL: %s", PQerrorMessage(conn));
	/* A plan for any values, by an index wherever there is one: tables here are empty. */
	PQclear(PQexec(conn, "SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan"));
	for (const struct statement *s = check->statements; s != NULL; s = s->next) {
		if (!s->refused)
			try_one(check, s, conn);
	}
	PQfinish(conn);
}

void
postgres_try_all(struct check *check, const char *address)
{
	const char *name = arena_printf(check->arena, "sqlcheck_%d", (int)getpid());
	const char *own;

	if (address == NULL)
		return;
	if (!administer(check, address, arena_printf(check->arena, "CREATE DATABASE %s TEMPLATE "
	    "template0", name)))
		return;
	own = address_of(check, address, name);
	if (migrate(check, own))
		try_all(check, own);
	(void)administer(check, address, arena_printf(check->arena, "DROP DATABASE %s", name));
}
