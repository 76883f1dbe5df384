/*
 * slices.h: what a register gives to the program. src/slices.c holds the one explicit list.
 */
#ifndef APP_SLICES_H
#define APP_SLICES_H

#include <stdint.h>

#include "base/err.h"

struct app;
struct db;
struct listing;
struct route;

/* One recount for `giaoban check`: 0 when the stored figures equal the rows, else the number of
 * differences; under 0: the store failed. */
struct recount {
	const char *name;
	int64_t (*run)(struct db *db);
};

/* Background work, on the ticker's thread about once every `every_ms`; it writes by tick_write. */
struct tick {
	const char *name;
	int every_ms;
	void (*run)(struct app *app);
};

struct slice {
	const char *name;                 /* the folder: "plan/task" */
	const struct route *routes;       /* ended by a NULL path */
	const struct listing *const *listings; /* ended by NULL; may be NULL */
	const struct recount *recounts;   /* ended by a NULL name; may be NULL */
	const struct tick *ticks;         /* ended by a NULL name; may be NULL */
	enum rc (*start)(struct app *app, struct err *err); /* before serving; may be NULL */
};

extern const struct slice slices[]; /* ended by a NULL name */

#endif
