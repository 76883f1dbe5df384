/*
 * backup.h: a whole copy of a store while it is in use, and whether a store is sound.
 */
#ifndef DB_BACKUP_H
#define DB_BACKUP_H

#include "db/db.h"

/*
 * Copies the store as it is at one instant into a new file (mode 0600); writers are not held up
 * (use a reader's connection, so that the lane is free). The file appears under its name
 * only when it is whole and on disk. RC_REFUSED: `file` exists already, or the store is on
 * PostgreSQL, whose own tool is pg_dump; RC_FAILED: disk. err->detail tells.
 */
enum rc db_backup(struct db *db, const char *file, struct err *err);

/*
 * RC_REFUSED with the first fault in err->detail: a damaged page or index (PRAGMA integrity_check)
 * or a row whose foreign key points nowhere. PostgreSQL checks keys itself, pages by checksums and
 * pg_amcheck: always RC_OK. Reads the whole file.
 */
enum rc db_integrity_check(struct db *db, struct err *err);

#endif
