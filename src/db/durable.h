/*
 * durable.h: does what was acknowledged survive a power cut? Asked once, before anything is served.
 * Every connection that writes asks its engine for that by itself (SQLite: synchronous=FULL with a
 * write-ahead log; PostgreSQL: synchronous_commit=on where the server or the role says off). What a
 * connection cannot ask for is looked at here: fsync and full_page_writes of a PostgreSQL server
 * (its manual, 20.5.1 and 20.5.3).
 */
#ifndef DB_DURABLE_H
#define DB_DURABLE_H

#include "db/db.h"

/* Of a connection that writes. RC_REFUSED: it does not; err->detail names what is off. */
enum rc db_durable(struct db *writer, struct err *err);

#endif
