/*
 * setting_store.h: settings that belong to the city and live in its database: names shown on every
 * page, and that it is a demo city.
 */
#ifndef APP_SETTING_STORE_H
#define APP_SETTING_STORE_H

#include "db/db.h"

struct app;

/* Writes one, whether it is there or not. */
enum rc setting_set(struct db *db, const char *name, const char *value);

/* Fills what app.h keeps of them. */
enum rc app_load_settings(struct app *app, struct db *db);

#endif
