/* options.c: one walk over argv. */
#include "stats/options.h"

#include <math.h>

#include "base/date.h"
#include "base/str.h"

static bool
read_real(const char *text, double *value)
{
	char *end;

	if (text[0] == '\0' || strspn(text, "0123456789+-.eE") != strlen(text))
		return false;
	*value = strtod(text, &end);
	return *end == '\0' && isfinite(*value);
}

static bool
read_choice(const char *text, const char *choices, int *value)
{
	struct str rest = str_of(choices);

	for (*value = 0; rest.len > 0; ++*value)
		if (str_is(str_cut(&rest, '|'), text))
			return true;
	return false;
}

static bool
take(const struct option_row *row, const char *text)
{
	int64_t number = 0;
	double real = 0;

	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)row->to = true;
		return true;
	case OPTION_TEXT:
		*(const char **)row->to = text;
		return text[0] != '\0';
	case OPTION_NUMBER:
		if (!str_to_i64(str_of(text), &number) || (double)number < row->least ||
			(double)number > row->most)
			return false;
		*(int64_t *)row->to = number;
		return true;
	case OPTION_REAL:
		if (!read_real(text, &real) || real < row->least || real > row->most)
			return false;
		*(double *)row->to = real;
		return true;
	case OPTION_DATE:
		return day_parse_iso(str_of(text), row->to);
	case OPTION_CHOICE:
		return read_choice(text, row->choices, row->to);
	}
	return false;
}

static int
complain(const char *command, const char *word, const char *what)
{
	(void)fprintf(stderr, "giaoban %s: %s: %s (try --help)\n", command, word, what);
	return 2;
}

static const struct option_row *
find(const struct option_row *rows, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, rows[i].name))
			return &rows[i];
	return NULL;
}

int
options_read(int argc, char **argv, const struct option_row *rows, size_t n)
{
	for (int i = 1; i < argc; i++) {
		struct str name = str_of(argv[i]);
		const struct option_row *row;
		const char *value = strchr(argv[i], '=');

		if (!str_starts(name, "--"))
			return complain(argv[0], argv[i], "is not an option");
		name = (struct str){ name.at + 2,
			value != NULL ? (size_t)(value - argv[i]) - 2 : name.len - 2 };
		row = find(rows, n, name);
		if (row == NULL || (row->kind == OPTION_FLAG && value != NULL))
			return complain(argv[0], argv[i], "unknown option");
		if (value != NULL)
			value++;
		else if (row->kind != OPTION_FLAG && i + 1 < argc)
			value = argv[++i];
		if (row->kind != OPTION_FLAG && value == NULL)
			return complain(argv[0], argv[i], "a value is missing");
		if (!take(row, value))
			return complain(argv[0], argv[i], "not a value for this option");
	}
	return 0;
}
