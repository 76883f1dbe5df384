/*
 * fault.h: making the store fail, for tests (only in builds with GB_CHECKED). Every call that talks
 * to the database counts: preparing, the first step of a statement, begin, commit, savepoint,
 * release, script. Undoing is never made to fail.
 */
#ifndef DB_FAULT_H
#define DB_FAULT_H

#include "db/db.h"

#ifdef GB_CHECKED
/* The nth call from now returns RC_FAILED without reaching the engine; 0 turns it off. */
void db_fail_nth(struct db *db, long n);

/* True while the failure has not come: the operation under test has fewer calls than n. */
bool db_fail_waits(const struct db *db);
#endif

#endif
