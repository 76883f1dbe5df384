/*
 * command_write.c: how a command writes beside a running server. The one idea: the store says
 * "again" to whoever came second, so the whole act is run again, a few times, before a person hears
 * of it.
 */
#include "app/command.h"

#include <time.h>

#include "db/db.h"

enum { TRIES = 3, PAUSE_MS = 20 };

/* *again: the store saw a conflict; one that `act` itself reports is an answer. */
static enum rc
attempt(struct db *db, enum rc (*act)(struct db *db, void *arg), void *arg, bool *again)
{
	enum rc rc = db_begin(db);

	*again = rc == RC_CONFLICT;
	if (rc != RC_OK)
		return rc;
	rc = act(db, arg);
	*again = db_failed(db) == RC_CONFLICT;
	if (rc != RC_OK || *again) {
		db_rollback(db);
		return rc;
	}
	rc = db_commit(db);
	*again = rc == RC_CONFLICT;
	return rc;
}

enum rc
command_write(struct db *db, struct err *err, enum rc (*act)(struct db *db, void *arg), void *arg)
{
	const struct timespec pause = { 0, PAUSE_MS * 1000000L };

	for (int i = 0; i < TRIES; i++) {
		bool again;
		enum rc rc;

		if (i > 0)
			(void)nanosleep(&pause, NULL);
		err_clear(err);
		db_set_err(db, err);
		rc = attempt(db, act, arg, &again);
		if (!again)
			return rc;
	}
	err_clear(err);
	return err_fail(err, COMMAND_HELD);
}
