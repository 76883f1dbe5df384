/*
 * options.h: command lines as a table: `--name VALUE` or `--name=VALUE`, flags without a value.
 * Every value is checked here; what is not in the table is refused with one line on stderr.
 */
#ifndef STATS_OPTIONS_H
#define STATS_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_kind {
	OPTION_FLAG,    /* bool: set to true */
	OPTION_TEXT,    /* const char *: not empty */
	OPTION_NUMBER,  /* int64_t within least..most */
	OPTION_REAL,    /* double within least..most */
	OPTION_DATE,    /* int64_t: days since 1970 */
	OPTION_CHOICE   /* int: place of the word in `choices` ("a|b|c") */
};

struct option_row {
	const char *name; /* without the dashes */
	enum option_kind kind;
	void *to;
	double least, most;
	const char *choices;
};

/* 0, or 2 after a line on stderr. argv[0] is the command's name; no other plain words are taken. */
int options_read(int argc, char **argv, const struct option_row *rows, size_t n);

#endif
