/* config.c: the table of settings and the three places they come from. */
#include "app/config.h"

#include <errno.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/str.h"

struct setting {
	const char *name; /* flag --name, file name = value, environment GIAOBAN_NAME */
	const char *env;
	const char *fallback;
	int64_t least, most; /* numbers; both 0: text */
	int secret;
	const char *help;
};

static const struct setting settings[SET_COUNT] = {
	[SET_DB] = { "db", "GIAOBAN_DB", "giaoban.db", 0, 0, 0,
	    "database: a file, or postgres://USER@HOST/NAME" },
	[SET_LISTEN] = { "listen", "GIAOBAN_LISTEN", "127.0.0.1:8311", 0, 0, 0,
	    "address and port to serve on" },
	[SET_KEY_FILE] = { "key-file", "GIAOBAN_KEY_FILE", NULL, 0, 0, 0,
	    "secrets of this installation (default: the database file with .keys)" },
	[SET_PG_PASSWORD] = { "pg-password", "GIAOBAN_PG_PASSWORD", NULL, 0, 0, 1,
	    "PostgreSQL password; in giaoban.conf or PGPASSFILE only" },
	[SET_LOOPS] = { "loops", "GIAOBAN_LOOPS", "0", 0, 64, 0,
	    "threads that serve connections (0: 2 on SQLite, 32 on PostgreSQL)" },
	[SET_WORKERS] = { "workers", "GIAOBAN_WORKERS", "3", 1, 64, 0, "threads for long work" },
	[SET_CONNECTIONS_MAX] = { "connections-max", "GIAOBAN_CONNECTIONS_MAX", "2000", 1, 60000, 0,
	    "open connections, all together" },
	[SET_PER_ADDRESS_MAX] = { "per-address-max", "GIAOBAN_PER_ADDRESS_MAX", "200", 1, 60000, 0,
	    "open connections from one address" },
	[SET_TRUSTED_PROXIES] = { "trusted-proxies", "GIAOBAN_TRUSTED_PROXIES", NULL, 0, 0, 0,
	    "addresses whose X-Forwarded-For counts" },
	[SET_PUBLIC_URL] = { "public-url", "GIAOBAN_PUBLIC_URL", NULL, 0, 0, 0,
	    "address people use, through a proxy; https: cookies become Secure" },
	[SET_REQUEST_MS] = { "request-ms", "GIAOBAN_REQUEST_MS", "15000", 100, 600000, 0,
	    "a request's deadline, milliseconds" },
	[SET_REQUEST_MB] = { "request-mb", "GIAOBAN_REQUEST_MB", "64", 4, 4096, 0,
	    "memory one request may take" },
	[SET_DOCUMENT_MB] = { "document-mb", "GIAOBAN_DOCUMENT_MB", "320", 16, 4096, 0,
	    "memory for reading a large document; one is read at a time" },
	[SET_UNSAFE_STORE] = { "unsafe-store", "GIAOBAN_UNSAFE_STORE", "0", 0, 1, 0,
	    "1: serve a PostgreSQL with fsync = off; for tests" },
	[SET_LOG_LEVEL] = { "log-level", "GIAOBAN_LOG_LEVEL", "info", 0, 0, 0,
	    "error, warn, info or debug" },
	[SET_AS_OF] = { "as-of", "GIAOBAN_AS_OF", NULL, 0, 0, 0,
	    "demo cities only: the day the clock starts on" },
};

static enum rc
set_value(struct config *config, size_t id, const char *value, enum setting_source source,
    struct err *err)
{
	const struct setting *s = &settings[id];
	int64_t number;

	if (s->most != 0 && (!str_to_i64(str_of(value), &number) || number < s->least ||
	                        number > s->most))
		return err_deny(err, "%s: a number from %lld to %lld is wanted, not \"%s\"",
		    s->name, (long long)s->least, (long long)s->most, value);
	if (id == SET_AS_OF && !day_parse_iso(str_of(value), &number))
		return err_deny(err, "as-of: a date like 2026-11-21 is wanted, not \"%s\"", value);
	if (source < config->source[id])
		return RC_OK;
	config->value[id] = value;
	config->source[id] = source;
	return RC_OK;
}

static bool
find_setting(struct str name, size_t *id)
{
	for (*id = 0; *id < SET_COUNT; (*id)++)
		if (str_is(name, settings[*id].name))
			return true;
	return false;
}

static enum rc
read_line(struct config *config, struct str line, int number, struct err *err)
{
	struct str value = line;
	struct str name = str_trim(str_cut(&value, '='));
	size_t id;

	if (line.len == 0 || line.at[0] == '#')
		return RC_OK;
	if (value.at == NULL || !find_setting(name, &id))
		return err_deny(err, "configuration line %d: unknown setting \"%.*s\"", number,
		    (int)name.len, name.at);
	value = str_trim(value);
	config->file_text[value.at - config->file_text + (ptrdiff_t)value.len] = '\0';
	return set_value(config, id, value.at, FROM_FILE, err);
}

enum { FILE_MAX = 64 * 1024 };

static enum rc
read_file(struct config *config, FILE *file, struct err *err)
{
	struct str rest;
	size_t len;
	int number = 0;

	config->file_text = mem_alloc(FILE_MAX + 1);
	len = fread(config->file_text, 1, FILE_MAX + 1, file);
	if (len > FILE_MAX)
		return err_deny(err, "configuration: longer than %d bytes", FILE_MAX);
	rest = (struct str){ config->file_text, len };
	while (rest.at != NULL) {
		enum rc rc = read_line(config, str_trim(str_cut(&rest, '\n')), ++number, err);

		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc
load_file(struct config *config, const char *path, struct err *err)
{
	static const char *const usual[] = { "giaoban.conf", "/etc/giaoban.conf" };
	FILE *file = path == NULL ? NULL : fopen(path, "r");
	enum rc rc;

	if (path != NULL && file == NULL)
		return err_deny(err, "%s: %s", path, strerror(errno));
	for (size_t i = 0; file == NULL && i < 2; i++)
		file = fopen(usual[i], "r");
	if (file == NULL)
		return RC_OK;
	rc = read_file(config, file, err);
	(void)fclose(file);
	return rc;
}

/*
 * The file `path`, or ./giaoban.conf then /etc/giaoban.conf if it is NULL and one exists; then the
 * environment. RC_REFUSED names the line of an unknown or malformed setting in err->detail.
 */
static enum rc
config_load(struct config *config, const char *path, struct err *err)
{
	enum rc rc = RC_OK;

	for (size_t i = 0; i < SET_COUNT; i++)
		if (config->source[i] == FROM_DEFAULT)
			config->value[i] = settings[i].fallback;
	rc = load_file(config, path, err);
	for (size_t i = 0; rc == RC_OK && i < SET_COUNT; i++) {
		const char *value = getenv(settings[i].env);

		if (value != NULL)
			rc = set_value(config, i, value, FROM_ENVIRONMENT, err);
	}
	return rc;
}

void
config_release(struct config *config)
{
	mem_free(config->file_text);
	memset(config, 0, sizeof(*config));
}

/* `--name=value` or `--name value`; *used is the number of words taken, 0 if it is not ours. */
static enum rc
take_flag(struct config *config, char **argv, const char **path, int *used, struct err *err)
{
	struct str value = str_of(argv[0] + 2);
	struct str name = str_cut(&value, '=');
	const char *text = value.at != NULL ? value.at : argv[1];
	size_t id = SET_COUNT;

	*used = 0;
	if (!str_is(name, "config") && (!find_setting(name, &id) || settings[id].secret))
		return RC_OK;
	if (text == NULL)
		return err_deny(err, "--%.*s wants a value", (int)name.len, name.at);
	*used = value.at != NULL ? 1 : 2;
	if (id == SET_COUNT) {
		*path = text;
		return RC_OK;
	}
	return set_value(config, id, text, FROM_FLAG, err);
}

enum rc
config_take_flags(struct config *config, int *argc, char **argv, struct err *err)
{
	const char *path = NULL;
	int kept = 1;
	int used;

	for (int i = 1; i < *argc; i += used) {
		enum rc rc;

		used = 0;
		if (text_starts(argv[i], "--") && argv[i][2] != '\0') {
			rc = take_flag(config, argv + i, &path, &used, err);
			if (rc != RC_OK)
				return rc;
		}
		if (used == 0) {
			argv[kept++] = argv[i];
			used = 1;
		}
	}
	argv[kept] = NULL;
	*argc = kept;
	return config_load(config, path, err);
}

const char *
config_text(const struct config *config, enum setting_id id)
{
	return config->value[id];
}

int64_t
config_int(const struct config *config, enum setting_id id)
{
	int64_t value = 0;

	(void)str_to_i64(str_of(config->value[id]), &value);
	return value;
}

void
config_print(const struct config *config, FILE *to)
{
	static const char *const from[] = { "default", "file", "environment", "flag" };

	for (size_t i = 0; i < SET_COUNT; i++) {
		const char *value = config->value[i];

		if (value == NULL)
			value = "(not set)";
		else if (settings[i].secret)
			value = "(set)";
		(void)fprintf(to, "%-16s %-32s %-12s %s\n", settings[i].name, value,
		    from[config->source[i]], settings[i].help);
	}
}
