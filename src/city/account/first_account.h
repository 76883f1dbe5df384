/*
 * first_account.h: a store without any account prints a one-time code on the console when it
 * starts; whoever types it at /first-account makes the first administrator. No default password
 * exists.
 */
#ifndef CITY_ACCOUNT_FIRST_ACCOUNT_H
#define CITY_ACCOUNT_FIRST_ACCOUNT_H

#include "app/app.h"
#include "app/route.h"

/* Prints the code if there is no account yet; it lives in memory, for this run of the server. */
enum rc first_account_code(struct app *app, struct err *err);

/* Is the code asked for: it was printed, and there is still no account. */
enum rc first_account_due(struct ctx *ctx, bool *due);

extern const struct route first_account_routes[];

#endif
