/*
 * cases.h: hand-made cases in a file: a line of titles, then one case a line, its columns parted by
 * tabs.
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "tests/check.h"

#define CASES_COLUMNS 4

/* Calls `check` with each line and its columns (those left out are empty); there must be `want`. */
static inline void
cases_each(const char *path, int want,
    void (*check)(const char *line, const struct str column[CASES_COLUMNS]))
{
	FILE *f = fopen(path, "r");
	char line[400];
	int cases = 0;

	assert_non_null(f);
	assert_non_null(fgets(line, sizeof(line), f));
	for (; fgets(line, sizeof(line), f) != NULL; cases++) {
		struct str column[CASES_COLUMNS], rest;

		line[strcspn(line, "\r\n")] = '\0';
		rest = str_of(line);
		for (int i = 0; i < CASES_COLUMNS; i++)
			column[i] = str_cut(&rest, '\t');
		check(line, column);
	}
	(void)fclose(f);
	assert_int_equal(cases, want);
}

#endif
