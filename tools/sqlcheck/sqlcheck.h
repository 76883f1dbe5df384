/*
 * sqlcheck.h: tools/sqlcheck, which tries every SQL text of the program on both engines. Its parts:
 * main.c (files, report), c_text.c (finds the texts in C), declared.c (what migrations
 * declare), migrations.c (what else they do), paths.c (paths between tables), order.c (sorting),
 * on_sqlite.c and on_postgres.c (prepare, plan).
 */
#ifndef TOOLS_SQLCHECK_H
#define TOOLS_SQLCHECK_H

#include <sqlite3.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "db/backend.h"
#include "db/migrate.h"

#define TABLES_MAX 512

/* A table of the migrated store. */
struct table {
	const char *name;
	const char *folder;   /* "plan/task": the only one whose statements may name it */
	const char *data;     /* staff, subject, opinion, media, claim, none */
	bool few;             /* declared `-- rows: few`: may be scanned */
	bool links[TABLES_MAX]; /* a key or a view joins the two */
	bool refers[TABLES_MAX]; /* has a column that holds its key */
};

/* `-- data:` and CREATE TABLE as a migration says them; the last one for a name counts. */
struct declaration {
	const char *name, *folder, *data;
	bool few;
	struct declaration *next;
};

struct view {
	const char *name, *sql; /* the SELECT */
	bool reads[TABLES_MAX]; /* tables behind it, through other views too */
	struct view *next;
};

/* An exception beside a statement: allow: TAG why. */
struct allow {
	const char *file, *tag;
	int line;
	bool used;
	struct allow *next;
};

struct statement {
	const char *sql;
	const char *folder, *file;
	int line, last;       /* lines it spans; 0 for a composed one */
	const char *what;     /* of a composed one: "tasks sort=due filter=state" */
	bool refused;         /* by SQLite: PostgreSQL is not asked */
	int nparams;
	enum db_type types[DB_PARAMS_MAX];
	bool typed[DB_PARAMS_MAX]; /* the type is known from a db_bind_ call */
	struct statement *next;
};

/* #define NAME "text" */
struct macro {
	const char *name, *file, *text;
	struct macro *next;
};

struct check {
	struct arena *arena;
	const char *root;
	struct migration *migrations; /* ended by a NULL name */
	size_t nmigrations;
	struct declaration *declarations;
	struct macro *macros;
	struct allow *allows;
	struct statement *statements, **last;
	struct table *tables[TABLES_MAX];
	size_t ntables;
	struct view *views;
	sqlite3 *sqlite;
	int nstatements, ncomposed, nallowed;
	int faults;
};

/* One line "file:line: message"; the run fails. */
void fault(struct check *check, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
void fault_of(struct check *check, const struct statement *s, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* True if TAG is allowed beside the statement; the exception is then in use. */
bool allowed(struct check *check, const struct statement *s, const char *tag);

/* c_text.c: macros of a file; then its statements (once all macros are known). */
void read_macros(struct check *check, const char *file, const char *text);
void read_statements(struct check *check, const char *folder, const char *file, const char *text);

/* declared.c */
void read_declarations(struct check *check, const char *folder, const char *file, const char *sql);
void check_words(struct check *check, const struct statement *s);
/* The next word, number or sign of SQL text; len 0 at the end. */
struct str sql_token(const char **at);
bool sql_token_is(struct str token, const char *word); /* ASCII case does not matter */
/* Adds to found[] the index of every table that `name` stands for in `sql`; the number found. */
int tables_behind(const struct check *check, const char *sql, struct str name, bool *found);
int table_index(const struct check *check, struct str name); /* -1: none */
const struct view *view_named(const struct check *check, struct str name); /* NULL: none */
/* Adds what the table or view of that name reads. */
void add_tables(const struct check *check, struct str name, bool *found);

/* migrations.c: what a migration may say; false if none of them should be run. */
bool check_migrations(struct check *check);
/* Once the tables are known: data moved between them, and what only one engine has. */
void check_migrated(struct check *check);

/* paths.c */
void refer(struct check *check, size_t from, size_t to);
/* The column is not declared as a key; its name may make it one. */
void refer_by_name(struct check *check, size_t table, const char *column);
void link_all(struct check *check, const bool *tables); /* every two of them */
void check_paths(struct check *check);
void check_together(struct check *check, const struct statement *s, const bool *tables);

/* order.c */
void check_order(struct check *check, const struct statement *s);

/* on_sqlite.c: a migrated store; its tables, keys and views; then each statement. */
bool sqlite_start(struct check *check, const char *path);
void sqlite_try(struct check *check, struct statement *s);
void sqlite_stop(struct check *check);

/* on_postgres.c: does nothing if `address` is NULL. */
void postgres_try_all(struct check *check, const char *address);

#endif
