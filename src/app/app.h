/*
 * app.h: the process: what is opened once and shared by all requests. `main` makes it, commands use
 * what they need of it, nothing else is global.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "app/config.h"
#include "app/lane.h"
#include "app/secrets.h"
#include "app/slices.h"
#include "app/throttle.h"
#include "app/workers.h"
#include "base/clock.h"
#include "base/id.h"
#include "db/db.h"
#include "http/router.h"
#include "http/server.h"

struct collator; /* text/collate.h */
struct pending;

struct app {
	const struct config *config;
	const struct slice *slices;
	struct db_target target;
	struct clock clock;
	struct secrets secrets;
	struct id_maker *ids;
	struct router *router;
	struct lane *lane;
	struct workers *workers;
	struct workers *hashers; /* for passwords: two, so that a flood takes neither memory nor all
	                          * processors */
	struct db **loop_db;    /* one read connection per loop */
	int loops;
	struct http_server *server;
	struct throttle *throttle;
	struct pending *pending; /* requests handed to other threads, for their deadlines */
	struct collator *collator;
	/* settings, read at start: shown on every page; the first may change while one is read */
	char *_Atomic city_name;
	char *publisher;
	char *publisher_contact;
	char *city_name_before; /* kept until app_close: a page may still be reading it */
	_Atomic bool city_named;
	unsigned char first_code[32]; /* hash of the one-time code for the first account */
	bool has_first_code;
	char node[24];          /* this process, among several on one PostgreSQL: random */
	bool demo;              /* made by `giaoban demo` */
	/* listens on loopback: one-click sign-in is allowed in a demo city */
	bool loopback_only;
	pthread_mutex_t reading; /* held while a large document is read: one at a time */
	_Atomic bool draining;
};

/*
 * Opens the store, the secrets, ids and clock: what every command with a database needs. With
 * `write` the store is created, or migrated; a SQLite file that holds data is copied beside itself
 * before. RC_REFUSED or RC_FAILED with err->detail set.
 */
enum rc app_open(struct app *app, const struct config *config, const struct slice *slices,
    bool write, struct err *err);
void app_close(struct app *app);

/*
 * The name shown on every page from now on, when the first account names the city. Only the first
 * call counts: the same form may come twice.
 */
void app_name_city(struct app *app, const char *name);

/* Where the secrets lie: as set, or the database file with ".keys". */
#define APP_KEY_FILE_MAX 1024
void app_key_file(const struct app *app, char to[APP_KEY_FILE_MAX]);

/* A connection of one's own for a command. */
struct db *app_db(struct app *app, enum db_mode mode, struct err *err);

#endif
