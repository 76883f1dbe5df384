/*
 * oracle.h: reference figures for tests, read from CSV files under tests/data/oracle (see the
 * README there). A missing file fails the test that asks for it. Also the check that a page of
 * docs/methods says the figures that the code computes.
 */
#ifndef TESTS_ORACLE_H
#define TESTS_ORACLE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/check.h"

#include "base/arena.h"

enum { ORACLE_ROWS = 4000, ORACLE_COLS = 24 };

struct oracle {
	size_t rows;
	size_t cols;
	const char *name[ORACLE_COLS];
	const char *cell[ORACLE_ROWS][ORACLE_COLS];
};

static inline char *
oracle_file(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text;
	size_t len;

	if (file == NULL)
		fail_msg("%s is missing", path);
	(void)fseek(file, 0, SEEK_END);
	len = (size_t)ftell(file);
	rewind(file);
	text = arena_alloc(arena, len + 1);
	assert_int_equal(fread(text, 1, len, file), len);
	(void)fclose(file);
	return text;
}

/* Splits one line in place, quotes honoured; returns the number of cells. */
static inline size_t
oracle_split(char *line, const char **cell)
{
	size_t n = 0;

	while (n < ORACLE_COLS) {
		char end = *line == '"' ? '"' : ',';

		line += end == '"';
		cell[n++] = line;
		while (*line != '\0' && *line != end)
			line++;
		if (*line == '\0')
			break;
		*line++ = '\0';
		if (end == '"') {
			if (*line == '\0')
				break;
			line++;
		}
	}
	return n;
}

static inline struct oracle *
oracle_read(struct arena *arena, const char *name)
{
	struct oracle *o = ARENA_NEW(arena, struct oracle);
	char *at = oracle_file(arena, arena_printf(arena, "tests/data/oracle/%s", name));
	char *end;

	for (bool head = true; *at != '\0'; at = end, head = false) {
		end = at + strcspn(at, "\n");
		if (*end == '\n')
			*end++ = '\0';
		if (head)
			o->cols = oracle_split(at, o->name);
		else
			(void)oracle_split(at, o->cell[o->rows++]);
		assert_true(o->rows < ORACLE_ROWS);
	}
	return o;
}

static inline const char *
oracle_text(const struct oracle *o, size_t row, const char *column)
{
	for (size_t j = 0; j < o->cols; j++) {
		if (strcmp(o->name[j], column) == 0)
			return o->cell[row][j] == NULL ? "" : o->cell[row][j];
	}
	fail_msg("no column %s", column);
	return "";
}

static inline double
oracle_number(const struct oracle *o, size_t row, const char *column)
{
	const char *text = oracle_text(o, row, column);

	return strcmp(text, "NA") == 0 ? NAN : strtod(text, NULL);
}

static inline double *
oracle_column(struct arena *arena, const struct oracle *o, const char *column)
{
	double *v = ARENA_ARRAY(arena, o->rows + 1, double);

	for (size_t i = 0; i < o->rows; i++)
		v[i] = oracle_number(o, i, column);
	return v;
}

/* The number in `value` of the row whose first columns are a and b (and c unless NULL). */
static inline double
oracle_look(const struct oracle *o, const char *a, const char *b, const char *c,
	const char *value)
{
	for (size_t i = 0; i < o->rows; i++) {
		if (strcmp(o->cell[i][0], a) == 0 && strcmp(o->cell[i][1], b) == 0
			&& (c == NULL || strcmp(o->cell[i][2], c) == 0))
			return oracle_number(o, i, value);
	}
	fail_msg("no row %s %s %s", a, b, c == NULL ? "" : c);
	return NAN;
}

/* |got - want| <= tolerance * max(1, |want|). */
#define assert_near(got, want, tolerance) \
	oracle_near((got), (want), (tolerance), #got, __FILE__, __LINE__)

static inline void
oracle_near(double got, double want, double tolerance, const char *what, const char *file,
	int line)
{
	double scale = fabs(want) > 1 ? fabs(want) : 1;

	if (!(fabs(got - want) <= tolerance * scale)) {
		print_error("%s:%d: %s is %.15g, wanted %.15g\n", file, line, what, got, want);
		_fail(file, line);
	}
}

/* Fails unless docs/methods/PAGE holds the formatted text: its worked example is still true. */
static inline void __attribute__((format(printf, 2, 3)))
doc_says(const char *page, const char *fmt, ...)
{
	struct arena *arena = arena_new(1 << 20);
	char *text = oracle_file(arena, arena_printf(arena, "docs/methods/%s", page));
	char want[400];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(want, sizeof(want), fmt, ap);
	va_end(ap);
	if (strstr(text, want) == NULL)
		fail_msg("docs/methods/%s does not say \"%s\"", page, want);
	arena_free(arena);
}

#endif
