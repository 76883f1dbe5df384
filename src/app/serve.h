/*
 * serve.h: the server's life: open, listen, run until SIGTERM or SIGINT, drain, close.
 */
#ifndef APP_SERVE_H
#define APP_SERVE_H

struct config;

/* `giaoban serve`: serves until told to stop; exit status. */
int serve_command(const struct config *config, int argc, char **argv);

#endif
