/*
 * ticker.h: background work that belongs to no request: chaining the audit log, forgetting old form
 * tokens. One thread, rows of `struct tick` from the slices; each writes through the lane.
 */
#ifndef APP_TICKER_H
#define APP_TICKER_H

#include "app/app.h"

struct ticker;

struct ticker *ticker_start(struct app *app); /* never NULL; each row runs first after its time */
void ticker_stop(struct ticker *ticker); /* lets the row that runs finish */

/* Runs `apply` in the lane and waits; logs a failure under `name`. */
enum rc tick_write(struct app *app, const char *name,
    enum rc (*apply)(struct turn *turn, struct db *db), void *data);

/* app/'s own rows. */
extern const struct tick gate_ticks[];

#endif
