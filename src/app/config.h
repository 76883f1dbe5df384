/*
 * config.h: settings, from three places: a flag on the command line beats the environment
 * (GIAOBAN_NAME), which beats the file giaoban.conf (lines `name = value`, `#` comments). Each
 * setting is a row of the table in config.c; `giaoban config` prints what is in force and where it
 * came from, secrets as "(set)".
 */
#ifndef APP_CONFIG_H
#define APP_CONFIG_H

#include <stdint.h>
#include <stdio.h>

#include "base/err.h"

enum setting_id {
	SET_DB,              /* file or postgres://USER@HOST/NAME */
	SET_LISTEN,          /* address:port */
	SET_KEY_FILE,        /* secrets of this installation, 0600, outside the database */
	SET_PG_PASSWORD,     /* secret */
	SET_LOOPS,
	SET_WORKERS,
	SET_CONNECTIONS_MAX,
	SET_PER_ADDRESS_MAX,
	SET_TRUSTED_PROXIES,
	SET_PUBLIC_URL,      /* "https://giaoban.example.vn": cookies become Secure */
	SET_REQUEST_MS,      /* deadline of a request after its body is in */
	SET_REQUEST_MB,      /* memory one request may take */
	SET_DOCUMENT_MB,     /* memory for reading a large document; one is read at a time */
	SET_UNSAFE_STORE,    /* 1: serve although a power cut could lose what was acknowledged */
	SET_LOG_LEVEL,
	SET_AS_OF,           /* demo cities only: the day the clock starts on */
	SET_COUNT
};

enum setting_source { FROM_DEFAULT, FROM_FILE, FROM_ENVIRONMENT, FROM_FLAG };

struct config {
	const char *value[SET_COUNT];
	enum setting_source source[SET_COUNT];
	char *file_text; /* owns the values read from the file */
};

/*
 * Fills an empty config from, later ones winning: the defaults, the file (--config FILE, or else
 * ./giaoban.conf, or else /etc/giaoban.conf if there is one), the environment, and the flags
 * `--name value` and `--name=value`, which are taken out of argv; what is left, argv[0] first, goes
 * to the command. RC_REFUSED names in err->detail the line of an unknown or malformed setting, or
 * the flag without value.
 */
enum rc config_take_flags(struct config *config, int *argc, char **argv, struct err *err);
void config_release(struct config *config);

const char *config_text(const struct config *config, enum setting_id id); /* NULL if not set */
int64_t config_int(const struct config *config, enum setting_id id);
void config_print(const struct config *config, FILE *to);

#endif
