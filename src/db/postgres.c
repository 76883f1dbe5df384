/*
 * postgres.c: the store on a server, through libpq. The one idea: a statement is prepared at its
 * first step, when its binds have told the types of its parameters, and all values travel in
 * binary form, so that an untyped NULL or a number written as text never has to be guessed.
 */
#include <endian.h>
#include <libpq-fe.h>
#include <poll.h>

#include "base/buf.h"
#include "base/log.h"
#include "base/mem.h"
#include "db/backend.h"

/* Type numbers are part of the protocol (PostgreSQL 15, src/include/catalog/pg_type.dat). */
enum { OID_BYTEA = 17, OID_INT8 = 20, OID_INT4 = 23, OID_TEXT = 25,
	OID_FLOAT8 = 701, OID_VARCHAR = 1043 };

#define DATA_MAX ((size_t)64 << 20) /* bound text and bytes of one statement */

struct pg_db {
	struct db db;
	PGconn *conn;
	uint64_t generation; /* grows with each reconnection: statements are prepared anew */
	uint64_t names;      /* of statements prepared so far */
};

struct pg_param {
	Oid type;
	int len;      /* -1: NULL */
	size_t at;    /* in `data` */
	int64_t word; /* a number in the order of the network, instead of `data` */
};

struct pg_stmt {
	struct db_stmt stmt;
	struct pg_param *params;
	struct buf data;
	char name[24];
	uint64_t generation; /* the one it was prepared in, 0 for not yet */
	PGresult *result;
	int row;
};

static struct pg_db *
self_of(struct db *db)
{
	return (struct pg_db *)db;
}

static struct pg_stmt *
stmt_of(struct db_stmt *stmt)
{
	return (struct pg_stmt *)stmt;
}

/*
 * 40001 serialization_failure, 40P01 deadlock_detected, 55P03 lock_not_available: run it again.
 * Only the primary message is kept: DETAIL holds values.
 */
static enum rc
fail(struct db *db, const PGresult *result, const char *doing)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
	bool again = text_equal(state, "40001") || text_equal(state, "40P01") ||
	    text_equal(state, "55P03");

	if (message == NULL)
		message = PQerrorMessage(self_of(db)->conn);
	return db_fault(db, again ? RC_CONFLICT : RC_FAILED, "postgres %s: %s [%s]",
	    state == NULL ? "no answer" : state, message, doing);
}

static enum rc
script(struct db *db, const char *sql)
{
	PGresult *result = PQexec(self_of(db)->conn, sql);
	ExecStatusType status = PQresultStatus(result);
	enum rc rc = RC_OK;

	if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
		rc = fail(db, result, "script");
	PQclear(result);
	return rc;
}

static void
notice(void *arg, const char *message)
{
	(void)arg;
	log_debug("postgres %s", message);
}

/* Byte order of text is the contract of all keys and pages: any other collation is refused. */
static enum rc
check_database(struct db *db)
{
	PGresult *result = PQexec(self_of(db)->conn,
	    "SELECT datcollate, pg_encoding_to_char(encoding) FROM pg_database "
	    "WHERE datname = current_database() "
	    "AND datcollate IN ('C', 'POSIX', 'C.UTF-8', 'C.utf8') AND encoding = 6");
	enum rc rc = RC_OK;

	if (PQresultStatus(result) != PGRES_TUPLES_OK)
		rc = fail(db, result, "collation");
	else if (PQntuples(result) != 1)
		rc = db_fault(db, RC_FAILED, "the database must be made with "
		    "ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0");
	PQclear(result);
	return rc;
}

/*
 * A server or a role may be set to acknowledge before the disk has it: a writer here is not. What
 * is stronger than "on" stays (the manual, 20.5.1: synchronous_commit).
 */
static enum rc
wait_for_disk(struct db *db)
{
	return script(db, "SELECT set_config('synchronous_commit', 'on', false)"
	                  " WHERE current_setting('synchronous_commit') IN ('off', 'local')");
}

static enum rc
greet(struct db *db)
{
	struct pg_db *self = self_of(db);

	if (PQstatus(self->conn) != CONNECTION_OK)
		return db_fault(db, RC_FAILED, "postgres: %s", PQerrorMessage(self->conn));
	(void)PQsetNoticeProcessor(self->conn, notice, NULL);
	self->generation++;
	if (db->mode == DB_WRITE && wait_for_disk(db) != RC_OK)
		return RC_FAILED;
	return check_database(db);
}

static enum rc
connect_server(struct db *db, bool create, const char *password)
{
	const char *const keys[] = { "dbname", "password", "client_encoding", "connect_timeout",
		"tcp_user_timeout", "fallback_application_name", "target_session_attrs", "options",
		NULL };
	const char *const values[] = { db->target.text, password, "UTF8", "5", "15000", "giaoban",
		db->mode == DB_READ ? "any" : "read-write", /* after a failover: the new primary */
		db->mode == DB_READ ? "-c default_transaction_read_only=on" :
				      "-c default_transaction_isolation=serializable", NULL };

	(void)create;
	self_of(db)->conn = PQconnectdbParams(keys, values, 1);
	return greet(db);
}

static void
disconnect(struct db *db)
{
	PQfinish(self_of(db)->conn);
}

/*
 * A server that went away while nothing was asked has closed the socket: it can be read, first a
 * farewell and then the end. Found here, before a use, nothing is lost by connecting anew.
 */
static bool
is_gone(PGconn *conn)
{
	struct pollfd waiting = { .fd = PQsocket(conn), .events = POLLIN };

	if (PQstatus(conn) != CONNECTION_OK)
		return true;
	if (poll(&waiting, 1, 0) == 0)
		return false;
	/* NOLINTNEXTLINE: the second call meets the end of the file */
	return PQconsumeInput(conn) == 0 || PQconsumeInput(conn) == 0;
}

static enum rc
ready(struct db *db)
{
	PGconn *conn = self_of(db)->conn;

	if (!is_gone(conn))
		return RC_OK;
	PQreset(conn);
	return greet(db);
}

static bool
in_transaction(struct db *db)
{
	PGTransactionStatusType status = PQtransactionStatus(self_of(db)->conn);

	return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

static enum rc
prepare(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);

	self->params = mem_alloc((size_t)stmt->nparams * sizeof(*self->params));
	buf_init(&self->data, NULL, DATA_MAX);
	return RC_OK;
}

/* After an error the server takes nothing but a rollback; the name then stays until the end. */
static void
forget_there(struct pg_db *db, const char *name)
{
	PGTransactionStatusType status = PQtransactionStatus(db->conn);
	char text[48];

	if (status != PQTRANS_IDLE && status != PQTRANS_INTRANS)
		return;
	(void)snprintf(text, sizeof(text), "DEALLOCATE %s", name);
	PQclear(PQexec(db->conn, text));
}

static void
finalize(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);
	struct pg_db *db = self_of(stmt->db);

	PQclear(self->result);
	buf_release(&self->data);
	mem_free(self->params);
	if (self->generation != 0 && self->generation == db->generation)
		forget_there(db, self->name);
}

static struct pg_param *
param_of(struct db_stmt *stmt, int n, Oid type)
{
	struct pg_param *param = &stmt_of(stmt)->params[n - 1];

	if (param->type != 0 && param->type != type)
		BUG("$%d has been bound as type %u and now as %u: %s", n, param->type, type,
		    stmt->sql);
	param->type = type;
	return param;
}

static void
bind_i64(struct db_stmt *stmt, int n, int64_t value)
{
	struct pg_param *param = param_of(stmt, n, OID_INT8);

	param->word = (int64_t)htobe64((uint64_t)value);
	param->len = sizeof(param->word);
}

static void
bind_double(struct db_stmt *stmt, int n, double value)
{
	struct pg_param *param = param_of(stmt, n, OID_FLOAT8);
	uint64_t bits;

	memcpy(&bits, &value, sizeof(bits));
	param->word = (int64_t)htobe64(bits);
	param->len = sizeof(param->word);
}

static void
bind_data(struct db_stmt *stmt, int n, enum db_type type, const void *at, size_t len)
{
	struct pg_stmt *self = stmt_of(stmt);
	struct pg_param *param = param_of(stmt, n, type == DB_TEXT ? OID_TEXT : OID_BYTEA);

	param->at = self->data.len;
	param->len = (int)len;
	buf_add(&self->data, at, len);
	if (self->data.full)
		stmt->rc = db_fault(stmt->db, RC_FAILED, "more than %zu bytes bound [%s]", DATA_MAX,
		    stmt->sql);
}

static void
bind_null(struct db_stmt *stmt, int n, enum db_type type)
{
	static const Oid types[] = { [DB_I64] = OID_INT8, [DB_DOUBLE] = OID_FLOAT8,
		[DB_TEXT] = OID_TEXT, [DB_BYTES] = OID_BYTEA };

	param_of(stmt, n, types[type])->len = -1;
}

/* Names the statement on the server, once a connection. */
static enum rc
prepare_there(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);
	struct pg_db *db = self_of(stmt->db);
	Oid types[DB_PARAMS_MAX];
	PGresult *result;
	enum rc rc = RC_OK;

	if (self->generation == db->generation)
		return RC_OK;
	for (int i = 0; i < stmt->nparams; i++)
		types[i] = self->params[i].type;
	(void)snprintf(self->name, sizeof(self->name), "s%llu", (unsigned long long)++db->names);
	result = PQprepare(db->conn, self->name, stmt->sql, stmt->nparams, types);
	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		rc = fail(stmt->db, result, stmt->sql);
	else
		self->generation = db->generation;
	PQclear(result);
	return rc;
}

static const char *
column_name(struct db_stmt *stmt, int i)
{
	return PQfname(stmt_of(stmt)->result, i);
}

static const char *
value_at(const struct pg_stmt *self, const struct pg_param *param)
{
	if (param->type == OID_INT8 || param->type == OID_FLOAT8)
		return (const char *)&param->word;
	return buf_text(&self->data) + param->at;
}

static enum rc
execute(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);
	const char *values[DB_PARAMS_MAX];
	int lengths[DB_PARAMS_MAX], formats[DB_PARAMS_MAX];
	enum rc rc = prepare_there(stmt);
	ExecStatusType status;

	if (rc != RC_OK)
		return rc;
	for (int i = 0; i < stmt->nparams; i++) {
		struct pg_param *p = &self->params[i];

		formats[i] = 1;
		lengths[i] = p->len < 0 ? 0 : p->len;
		values[i] = p->len < 0 ? NULL : value_at(self, p);
	}
	self->result = PQexecPrepared(self_of(stmt->db)->conn, self->name, stmt->nparams, values,
	    lengths, formats, 1);
	self->row = -1;
	status = PQresultStatus(self->result);
	if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
		return fail(stmt->db, self->result, stmt->sql);
	if (stmt->names == NULL)
		stmt_name_columns(stmt, PQnfields(self->result), column_name);
	return RC_OK;
}

static enum rc
step(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);
	enum rc rc = self->result == NULL ? execute(stmt) : RC_OK;

	if (rc != RC_OK)
		return rc;
	return ++self->row < PQntuples(self->result) ? RC_OK : RC_NONE;
}

static void
reset(struct db_stmt *stmt)
{
	struct pg_stmt *self = stmt_of(stmt);

	PQclear(self->result);
	self->result = NULL;
	if (self->data.size > (size_t)64 << 10)
		buf_release(&self->data);
	else
		buf_clear(&self->data);
	for (int i = 0; i < stmt->nparams; i++)
		self->params[i].len = -1;
}

static int64_t
changes(struct db_stmt *stmt)
{
	int64_t count = 0;

	(void)str_to_i64(str_of(PQcmdTuples(stmt_of(stmt)->result)), &count);
	return count;
}

static bool
is_null(struct db_stmt *stmt, int column)
{
	struct pg_stmt *self = stmt_of(stmt);

	return PQgetisnull(self->result, self->row, column) != 0;
}

/* The bytes of a value, NULL for NULL and when its type is neither of the two. */
static const char *
value_of(struct db_stmt *stmt, int column, Oid type, Oid other)
{
	struct pg_stmt *self = stmt_of(stmt);
	Oid found = PQftype(self->result, column);

	if (found != type && found != other)
		stmt_mistyped(stmt, column, (int)found, (int)type);
	else if (!PQgetisnull(self->result, self->row, column))
		return PQgetvalue(self->result, self->row, column);
	return NULL;
}

/* A literal number is int4 on the server. */
static int64_t
i64(struct db_stmt *stmt, int column)
{
	const char *at = value_of(stmt, column, OID_INT8, OID_INT4);
	uint64_t wide;
	uint32_t narrow;

	if (at == NULL)
		return 0;
	if (PQftype(stmt_of(stmt)->result, column) == OID_INT4) {
		memcpy(&narrow, at, sizeof(narrow));
		return (int32_t)be32toh(narrow);
	}
	memcpy(&wide, at, sizeof(wide));
	return (int64_t)be64toh(wide);
}

static double
real(struct db_stmt *stmt, int column)
{
	const char *at = value_of(stmt, column, OID_FLOAT8, OID_FLOAT8);
	uint64_t bits;
	double value;

	if (at == NULL)
		return 0;
	memcpy(&bits, at, sizeof(bits));
	bits = be64toh(bits);
	memcpy(&value, &bits, sizeof(value));
	return value;
}

static struct str
data(struct db_stmt *stmt, int column, enum db_type type)
{
	struct pg_stmt *self = stmt_of(stmt);
	const char *at = type == DB_TEXT ? value_of(stmt, column, OID_TEXT, OID_VARCHAR) :
					   value_of(stmt, column, OID_BYTEA, OID_BYTEA);

	if (at == NULL)
		return is_null(stmt, column) ? (struct str){ NULL, 0 } : STR("");
	return (struct str){ at, (size_t)PQgetlength(self->result, self->row, column) };
}

const struct db_backend db_postgres = {
	.db_size = sizeof(struct pg_db),
	.stmt_size = sizeof(struct pg_stmt),
	/*
	 * A page reads in one snapshot (db_snapshot): enough for its figures to agree, it holds
	 * nobody up, and a standby allows it.
	 */
	.begin = { [DB_READ] = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
	    [DB_WRITE] = "BEGIN ISOLATION LEVEL SERIALIZABLE" },
	.open = connect_server,
	.close = disconnect,
	.ready = ready,
	.in_transaction = in_transaction,
	.script = script,
	.prepare = prepare,
	.finalize = finalize,
	.bind_i64 = bind_i64,
	.bind_double = bind_double,
	.bind_data = bind_data,
	.bind_null = bind_null,
	.step = step,
	.reset = reset,
	.changes = changes,
	.is_null = is_null,
	.i64 = i64,
	.real = real,
	.data = data,
};
