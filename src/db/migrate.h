/*
 * migrate.h: brings a store to the program's schema. The migrations are the files
 * src/<area>/<register>/YYYYMMDDhhmm_<name>.sql, bundled in the order of their names, then every
 * x_views.sql (repeatable: run when its text changed). The applied set is kept in
 * `schema_migration` by name and BLAKE2b hash.
 */
#ifndef DB_MIGRATE_H
#define DB_MIGRATE_H

#include "db/db.h"

struct migration {
	const char *name; /* "202611210900_task.sql" */
	const char *path; /* source path, for `giaoban schema` */
	const char *sql;
};

/* Generated at build time: in name order, ended by a row with a NULL name; views after tables. */
extern const struct migration migrations[];

/*
 * Applies what is missing, each in its own transaction. Refuses a store whose applied set has an
 * altered file or one this program does not know (a newer version). `backup` is called once before
 * the first change of a store that already holds data (may be NULL).
 */
enum rc db_migrate(struct db *db, enum rc (*backup)(struct db *db, void *arg), void *arg,
    struct err *err);

/* RC_OK when nothing is missing, RC_REFUSED otherwise. */
enum rc db_migrate_check(struct db *db, struct err *err);

#endif
