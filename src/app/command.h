/*
 * command.h: a verb of the command line. Exit status: 0 done, 1 refused or check failed, 2 usage,
 * 3 failed. Messages go to stderr, results to stdout.
 */
#ifndef APP_COMMAND_H
#define APP_COMMAND_H

#include <stdbool.h>
#include <stdio.h>

#include "app/config.h"
#include "base/exit.h"

struct db;

struct command {
	const char *name;
	const char *usage;   /* "import document FILE... [--db FILE]" */
	const char *summary; /* one line */
	/*
	 * Exactly one of the two: the second takes the common flags (--db ...) out of argv first.
	 */
	int (*plain)(int argc, char **argv);
	int (*with_config)(const struct config *config, int argc, char **argv);
	bool own_help;       /* `plain` prints --help and usage errors itself */
	void (*more)(FILE *to); /* what --help says behind the summary, or NULL */
};

/*
 * Says why on stderr, "giaoban VERB: ...", and returns the exit status of an rc. RC_CONFLICT
 * without a message is the store's own: another process holds it.
 */
int command_fail(const char *verb, enum rc rc, const struct err *err);
/* The same of one of several things: "giaoban VERB: PLACE: ..."; PLACE is a file, or FILE:LINE. */
int command_fail_at(const char *verb, const char *place, enum rc rc, const struct err *err);

/*
 * Names a fault of the command line, "giaoban VERB: ...", printf style; returns EXIT_USAGE, after
 * which main prints the verb's usage.
 */
int command_wrong(const char *verb, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/*
 * After the flags were taken: EXIT_DONE when from `least` to `most` words follow the verb and none
 * is a flag; else command_wrong about the first that is at fault.
 */
int command_words(const char *verb, int argc, char **argv, int least, int most);

/*
 * Runs `act` in one transaction of the writer and commits it. When the store is in conflict with
 * another process (PostgreSQL: serialisation; SQLite: its lock held for a second) all of it is run
 * again, so `act` has no side effect but its SQL and what it leaves in `arg`. After three attempts
 * RC_FAILED, with COMMAND_HELD in `err`. What is to be printed is printed after RC_OK.
 */
enum rc command_write(struct db *db, struct err *err, enum rc (*act)(struct db *db, void *arg),
    void *arg);
#define COMMAND_HELD "another process holds the store; try again"

/* Value of "--name VALUE" or "--name=VALUE", taken out of argv; NULL if absent. */
const char *command_flag(int *argc, char **argv, const char *name);

#endif
