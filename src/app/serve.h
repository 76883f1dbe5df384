/*
 * serve.h: the server's life: open, listen, run until SIGTERM or SIGINT, drain, close.
 */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "base/err.h"

struct app;
struct config;

/* An opened app answers from now on, without ticks; serve_stop is due, also after a failure. */
enum rc serve_start(struct app *app, struct err *err);
/* Answers what waits, then ends all that serve_start began. */
void serve_stop(struct app *app);

/* `giaoban serve`: serves until told to stop; exit status. */
int serve_command(const struct config *config, int argc, char **argv);

#endif
