/*
 * serve.h: the server's life: open, listen, run until SIGTERM or SIGINT, drain, close.
 */
#ifndef APP_SERVE_H
#define APP_SERVE_H

#include "app/app.h"

/*
 * `giaoban serve`: serves until told to stop; exit status. `ready` is told the port (may be NULL).
 */
int serve_command(const struct config *config, int argc, char **argv);

#endif
