/*
 * stmt.c: statements, the same for both engines: the cache by text, binds, columns by name. The one
 * idea: all that can go wrong is kept in the statement and told once, by db_end.
 */

/*~ 8 ~ One front for SQLite and PostgreSQL; db/sqlite.c and db/postgres.c are the two backends.
 * After the commit the row's view makes the answer from a template compiled out of task.html
 * (docs/templates.md). */
#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "db/backend.h"

#define CACHE_MAX 400 /* statements a connection keeps prepared; listings compose some */

/* FNV-1a over words of eight bytes; texts are the program's own, so nobody can make it collide. */
static uint64_t
hash_of(const char *sql)
{
	size_t len = strlen(sql);
	uint64_t hash = UINT64_C(14695981039346656037) ^ len;
	uint64_t word;

	for (; len >= sizeof(word); len -= sizeof(word), sql += sizeof(word)) {
		memcpy(&word, sql, sizeof(word));
		hash = (hash ^ word) * UINT64_C(1099511628211);
		hash ^= hash >> 29;
	}
	word = 0;
	memcpy(&word, sql, len);
	hash = (hash ^ word) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}

/* The character after a quoted text or a comment that begins at `at`; `at` if neither does. */
static const char *
skip_quoted(const char *at)
{
	const char *end = at;

	if (*at == '\'' || *at == '"')
		end = strchr(at + 1, *at);
	else if (at[0] == '-' && at[1] == '-')
		end = strchr(at, '\n');
	else
		return at;
	return end == NULL ? at + strlen(at) : end + 1;
}

/* The highest $n. */
static int
count_params(const char *sql)
{
	int most = 0;

	for (const char *at = sql; *at != '\0'; at++) {
		int n = 0;

		at = skip_quoted(at);
		if (*at == '\0')
			break;
		if (*at != '$')
			continue;
		for (; at[1] >= '0' && at[1] <= '9' && n < 1000; at++)
			n = n * 10 + (at[1] - '0');
		if (n > most)
			most = n;
	}
	if (most > DB_PARAMS_MAX)
		BUG("more than %d parameters: %s", DB_PARAMS_MAX, sql);
	return most;
}

static void
unlink_stmt(struct db_stmt **list, struct db_stmt *stmt)
{
	while (*list != stmt)
		list = &(*list)->next;
	*list = stmt->next;
}

void
stmt_drop(struct db_stmt *stmt)
{
	stmt->db->backend->finalize(stmt);
	mem_free(stmt->names);
	mem_free(stmt->sql);
	mem_free(stmt);
}

/* Makes room by dropping the statement that was idle longest. */
static void
drop_oldest(struct db *db)
{
	struct db_stmt *oldest = NULL;

	for (size_t i = 0; i < DB_BUCKETS; i++) {
		for (struct db_stmt *stmt = db->buckets[i]; stmt != NULL; stmt = stmt->next) {
			if (!stmt->in_use && (oldest == NULL || stmt->used < oldest->used))
				oldest = stmt;
		}
	}
	if (oldest == NULL)
		return;
	unlink_stmt(&db->buckets[oldest->hash % DB_BUCKETS], oldest);
	stmt_drop(oldest);
	db->cached--;
}

static struct db_stmt *
stmt_new(struct db *db, const char *sql, uint64_t hash)
{
	struct db_stmt *stmt = mem_alloc(db->backend->stmt_size);
	size_t size = strlen(sql) + 1;

	stmt->db = db;
	stmt->hash = hash;
	stmt->sql = mem_alloc(size);
	memcpy(stmt->sql, sql, size);
	stmt->nparams = count_params(sql);
	return stmt;
}

/* A statement that only carries a failure to its db_end. */
static struct db_stmt *
take_broken(struct db *db, struct db_stmt *stmt, enum rc rc)
{
	stmt->rc = rc;
	stmt->next = db->broken;
	db->broken = stmt;
	return stmt;
}

static struct db_stmt *
take_new(struct db *db, const char *sql, uint64_t hash)
{
	struct db_stmt *stmt = stmt_new(db, sql, hash);
	struct db_stmt **bucket = &db->buckets[hash % DB_BUCKETS];
	enum rc rc = db_injected(db) ? RC_FAILED : db->backend->prepare(stmt);

	if (rc != RC_OK)
		return take_broken(db, stmt, rc);
	if (db->cached >= CACHE_MAX)
		drop_oldest(db);
	stmt->next = *bucket;
	*bucket = stmt;
	db->cached++;
	return stmt;
}

struct db_stmt *
stmt_take(struct db *db, const char *sql)
{
	uint64_t hash = hash_of(sql);
	struct db_stmt *stmt = db->buckets[hash % DB_BUCKETS];

	while (stmt != NULL && (stmt->in_use || stmt->hash != hash || strcmp(stmt->sql, sql) != 0))
		stmt = stmt->next;
	if (stmt == NULL)
		stmt = take_new(db, sql, hash);
	stmt->in_use = true;
	stmt->used = ++db->uses;
	db->open++;
	return stmt;
}

void
stmt_give_back(struct db_stmt *stmt)
{
	struct db *db = stmt->db;

	db->open--;
	if (stmt->rc != RC_OK && db->broken != NULL) {
		for (struct db_stmt *at = db->broken; at != NULL; at = at->next) {
			if (at != stmt)
				continue;
			unlink_stmt(&db->broken, stmt);
			stmt_drop(stmt);
			return;
		}
	}
	db->backend->reset(stmt);
	stmt->in_use = stmt->started = stmt->row = stmt->done = false;
	stmt->rc = RC_OK;
	stmt->hint = 0;
	stmt->bound = stmt->read = stmt->rows = 0;
}

struct db_stmt *
db_stmt(struct db *db, const char *sql)
{
	enum rc rc = db->failed;
	struct db_stmt *stmt;

	if (rc == RC_OK && !db->in_transaction && db->open == 0)
		rc = db->snapshot ? db_begin(db) : db->backend->ready(db);
	if (rc == RC_OK) {
		stmt = stmt_take(db, sql);
		if (stmt->rc != RC_OK && db->in_transaction)
			db->failed = stmt->rc;
		return stmt;
	}
	stmt = take_broken(db, stmt_new(db, sql, 0), rc);
	stmt->in_use = true;
	db->open++;
	return stmt;
}

/* True when there is an engine to bind to. */
static bool
binding(struct db_stmt *stmt, int n)
{
	if (n < 1 || n > stmt->nparams)
		BUG("there is no $%d in: %s", n, stmt->sql);
	if (stmt->started)
		BUG("bound after the first step: %s", stmt->sql);
	stmt->bound |= UINT64_C(1) << (n - 1);
	return stmt->rc == RC_OK;
}

void
db_bind_i64(struct db_stmt *stmt, int n, int64_t value)
{
	if (binding(stmt, n))
		stmt->db->backend->bind_i64(stmt, n, value);
}

/* SQL NULL for the one value that means "none". */
static void
bind_unless(struct db_stmt *stmt, int n, int64_t value, int64_t none)
{
	if (value != none)
		db_bind_i64(stmt, n, value);
	else if (binding(stmt, n))
		stmt->db->backend->bind_null(stmt, n, DB_I64);
}

void
db_bind_id(struct db_stmt *stmt, int n, int64_t id)
{
	bind_unless(stmt, n, id, 0);
}

void
db_bind_day(struct db_stmt *stmt, int n, int64_t day)
{
	bind_unless(stmt, n, day, DAY_NONE);
}

void
db_bind_double(struct db_stmt *stmt, int n, double value)
{
	if (binding(stmt, n))
		stmt->db->backend->bind_double(stmt, n, value);
}

static void
bind_data(struct db_stmt *stmt, int n, enum db_type type, const void *at, size_t len)
{
	if (!binding(stmt, n))
		return;
	if (at == NULL)
		stmt->db->backend->bind_null(stmt, n, type);
	else
		stmt->db->backend->bind_data(stmt, n, type, at, len);
}

void
db_bind_text(struct db_stmt *stmt, int n, const char *text)
{
	bind_data(stmt, n, DB_TEXT, text, text == NULL ? 0 : strlen(text));
}

void
db_bind_str(struct db_stmt *stmt, int n, struct str text)
{
	bind_data(stmt, n, DB_TEXT, text.at, text.len);
}

void
db_bind_bytes(struct db_stmt *stmt, int n, const void *at, size_t len)
{
	bind_data(stmt, n, DB_BYTES, at, len);
}

static void
check_all_bound(const struct db_stmt *stmt)
{
#ifdef GB_CHECKED
	for (int n = 1; n <= stmt->nparams; n++) {
		if ((stmt->bound >> (n - 1) & 1) == 0)
			BUG("$%d was never bound: %s", n, stmt->sql);
	}
#else
	(void)stmt;
#endif
}

void
stmt_mistyped(struct db_stmt *stmt, int column, int found, int asked)
{
	struct db *db = stmt->db;

	stmt->rc = db_fault(db, RC_FAILED, "column %s holds type %d, read as type %d [%s]",
	    stmt->names[column], found, asked, stmt->sql);
	if (db->in_transaction && db->failed == RC_OK)
		db->failed = stmt->rc;
}

enum rc
stmt_advance(struct db_stmt *stmt)
{
	bool first = !stmt->started;
	enum rc rc;

	stmt->row = false;
	if (stmt->done)
		return RC_NONE;
	stmt->started = true;
	rc = stmt->rc;
	if (rc == RC_OK)
		rc = first && db_injected(stmt->db) ? RC_FAILED : stmt->db->backend->step(stmt);
	if (rc == RC_OK) {
		stmt->row = true;
		stmt->rows++;
	} else if (rc == RC_NONE) {
		stmt->done = true;
	} else {
		stmt->rc = rc;
		if (stmt->db->in_transaction && stmt->db->failed == RC_OK)
			stmt->db->failed = rc;
	}
	return rc;
}

enum rc
db_step(struct db_stmt *stmt)
{
	if (!stmt->started)
		check_all_bound(stmt);
	return stmt_advance(stmt) == RC_OK ? RC_OK : RC_NONE;
}

void
stmt_name_columns(struct db_stmt *stmt, int count, const char *(*name)(struct db_stmt *, int))
{
	size_t size = (size_t)count * sizeof(char *);
	char *at;

	if (count > DB_COLUMNS_MAX)
		BUG("more than %d columns: %s", DB_COLUMNS_MAX, stmt->sql);
	for (int i = 0; i < count; i++)
		size += strlen(name(stmt, i)) + 1;
	mem_free(stmt->names);
	stmt->names = mem_alloc(size);
	stmt->ncolumns = count;
	at = (char *)(stmt->names + count);
	for (int i = 0; i < count; i++) {
		size_t len = strlen(name(stmt, i)) + 1;

		memcpy(at, name(stmt, i), len);
		stmt->names[i] = at;
		at += len;
	}
}

/* Callers read columns in the order of the SELECT nearly always: try the next one first. */
static int
column_of(struct db_stmt *stmt, const char *name)
{
	int count = stmt->ncolumns;
	int i = stmt->hint;

	if (!stmt->row)
		BUG("column %s read without a row: %s", name, stmt->sql);
	for (int tried = 0; tried < count; tried++) {
		if (i >= count)
			i = 0;
		if (strcmp(stmt->names[i], name) == 0) {
			stmt->hint = i + 1;
			stmt->read |= UINT64_C(1) << i;
			return i;
		}
		i++;
	}
	BUG("no column %s in: %s", name, stmt->sql);
}

bool
db_is_null(struct db_stmt *stmt, const char *column)
{
	return stmt->db->backend->is_null(stmt, column_of(stmt, column));
}

int64_t
db_i64(struct db_stmt *stmt, const char *column)
{
	return stmt->db->backend->i64(stmt, column_of(stmt, column));
}

int64_t
db_day(struct db_stmt *stmt, const char *column)
{
	int i = column_of(stmt, column);

	return stmt->db->backend->is_null(stmt, i) ? DAY_NONE : stmt->db->backend->i64(stmt, i);
}

double
db_double(struct db_stmt *stmt, const char *column)
{
	return stmt->db->backend->real(stmt, column_of(stmt, column));
}

static struct str
data_of(struct db_stmt *stmt, struct arena *arena, const char *column, enum db_type type)
{
	struct str found = stmt->db->backend->data(stmt, column_of(stmt, column), type);

	if (found.at == NULL)
		return found;
	return (struct str){ arena_text_n(arena, found.at, found.len), found.len };
}

char *
db_text(struct db_stmt *stmt, struct arena *arena, const char *column)
{
	return (char *)data_of(stmt, arena, column, DB_TEXT).at;
}

struct str
db_str(struct db_stmt *stmt, const char *column)
{
	return stmt->db->backend->data(stmt, column_of(stmt, column), DB_TEXT);
}

struct str
db_bytes(struct db_stmt *stmt, struct arena *arena, const char *column)
{
	return data_of(stmt, arena, column, DB_BYTES);
}

void
db_skip(struct db_stmt *stmt, const char *column)
{
	(void)column_of(stmt, column);
}

static void
check_all_read(const struct db_stmt *stmt)
{
#ifdef GB_CHECKED
	if (stmt->rc != RC_OK || stmt->rows == 0)
		return;
	for (int i = 0; i < stmt->ncolumns; i++) {
		if ((stmt->read >> i & 1) == 0)
			BUG("column %s is selected but nobody reads it: %s", stmt->names[i],
			    stmt->sql);
	}
#else
	(void)stmt;
#endif
}

enum rc
db_end(struct db_stmt *stmt)
{
	enum rc rc = stmt->rc;

	if (!stmt->in_use)
		BUG("ended twice: %s", stmt->sql);
	check_all_read(stmt);
	stmt_give_back(stmt);
	return rc;
}

enum rc
db_run(struct db_stmt *stmt, int64_t *changed)
{
	while (db_step(stmt) == RC_OK)
		continue;
	if (changed != NULL)
		*changed = stmt->rc == RC_OK ? stmt->db->backend->changes(stmt) : 0;
	return db_end(stmt);
}

enum rc
db_first(struct db_stmt *stmt)
{
	if (db_step(stmt) == RC_OK)
		return RC_OK;
	return stmt->rc == RC_OK ? RC_NONE : stmt->rc;
}

enum rc
db_exists(struct db_stmt *stmt)
{
	enum rc rc = db_first(stmt);

	stmt_give_back(stmt);
	return rc;
}

enum rc
db_number(struct db_stmt *stmt, int64_t *n)
{
	if (db_first(stmt) == RC_OK)
		*n = db_i64(stmt, "n");
	return db_end(stmt);
}

enum rc
db_end_found(struct db_stmt *stmt, enum rc found)
{
	enum rc rc = db_end(stmt);

	return rc == RC_OK ? found : rc;
}
