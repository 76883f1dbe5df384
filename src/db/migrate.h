/*
 * migrate.h: brings a store to the program's schema. The migrations are the files
 * src/<area>/<register>/YYYYMMDDhhmm_<name>.sql, bundled in the order of their names, then every
 * x_views.sql (repeatable: run when its text changed). The applied set is kept in
 * `schema_migration` by name and BLAKE2b hash. A name ending in `.sqlite.sql` or `.postgres.sql` is
 * for that engine alone. Views hold no data: before any table changes all of them are dropped, and
 * made again at the end, so that no view is in the way of a change.
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
 * Applies what is missing, each in its own transaction. RC_REFUSED for a store whose applied set
 * has an altered file or one this program does not know (a newer version), and for a database that
 * holds tables but is not a store; err->detail says which. `backup` is called once before the first
 * change of a store that already holds data (may be NULL); unless it returns RC_OK nothing is done.
 */
enum rc db_migrate(struct db *db, enum rc (*backup)(struct db *db, void *arg), void *arg,
    struct err *err);

/* RC_OK when nothing is missing, RC_REFUSED otherwise. */
enum rc db_migrate_check(struct db *db, struct err *err);

/* The same with another list, for tests. */
enum rc db_migrate_list(struct db *db, const struct migration *list,
    enum rc (*backup)(struct db *db, void *arg), void *arg, struct err *err);
enum rc db_migrate_check_list(struct db *db, const struct migration *list, struct err *err);

#endif
