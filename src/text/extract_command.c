/* extract_command.c: `giaoban extract`: reads files, prints clauses. */
#include "text/extract_command.h"

#include <errno.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/exit.h"
#include "text/extract_json.h"
#include "text/secrecy.h"

#define ARENA_MAX ((size_t)3 << 30)
#define LINE_MAX ((size_t)DECODE_BYTES_MAX * 8) /* no action is longer than its file */

/* The whole file ("-": standard input); false with errno set when it cannot be read. */
static bool
read_file(struct arena *arena, const char *name, struct str *to)
{
	bool standard = text_equal(name, "-");
	FILE *f = standard ? stdin : fopen(name, "rb");
	char *at;
	size_t len;
	bool bad;

	if (f == NULL)
		return false;
	at = arena_alloc(arena, DECODE_BYTES_MAX + 1u);
	errno = 0;
	len = fread(at, 1, DECODE_BYTES_MAX + 1u, f);
	bad = ferror(f) != 0;
	if (!standard)
		(void)fclose(f);
	*to = (struct str){ at, len };
	return !bad;
}

static const char *
refusal_text(enum decode_refusal refusal)
{
	switch (refusal) {
	case DECODE_EMPTY:
		return "the file is empty";
	case DECODE_NOT_UTF8:
		return "not UTF-8 text";
	case DECODE_NUL:
		return "not a text file (it has zero bytes)";
	case DECODE_TOO_LARGE:
		return "larger than 16 MiB";
	case DECODE_OK:
	case DECODE_REFUSALS:
		break;
	}
	return "";
}

static void
print_readable(struct buf *to, const struct extract_clause *c)
{
	char day[DATE_TEXT_MAX] = "-";

	if (c->deadline_day != DAY_NONE)
		day_vi(c->deadline_day, day);
	buf_printf(to, "[%u-%u] %s%s%s", c->char_start, c->char_end,
	    c->section != NULL ? c->section : "", c->section != NULL ? " " : "",
	    extract_kind_name(c->kind));
	if (c->aim)
		buf_add_text(to, " (aim)");
	if (c->sensitive)
		buf_printf(to, " (%s)", extract_family_name(c->family));
	buf_add_text(to, "\n  ");
	for (size_t i = 0; i < c->nactors; i++)
		buf_printf(to, "%s%s", i > 0 ? "; " : "", c->actors[i]);
	buf_printf(to, "%s%s\n  %s | %s\n", c->nactors > 0 ? ": " : "",
	    extract_short(to->arena, c->action), day,
	    c->period != NULL ? c->period : "-");
}

/* One file; false when it was unreadable or refused. */
static bool
extract_file(struct arena *arena, const char *name, bool as_json)
{
	struct extract_result result;
	enum decode_refusal refusal;
	struct decoded doc;
	struct str bytes;
	struct buf line;

	if (!read_file(arena, name, &bytes)) {
		fprintf(stderr, "giaoban extract: %s: %s\n", name, strerror(errno));
		return false;
	}
	refusal = decode_text(arena, bytes, &doc);
	if (refusal != DECODE_OK) {
		fprintf(stderr, "giaoban extract: %s: %s\n", name, refusal_text(refusal));
		return false;
	}
	if (secrecy_mark(doc.text) != SECRECY_NONE) {
		fprintf(stderr, "giaoban extract: %s: bears a secrecy stamp; not read\n", name);
		return false;
	}
	extract_run(arena, &doc, DAY_NONE, &result);
	buf_init(&line, arena, LINE_MAX);
	for (size_t i = 0; i < result.nclauses; i++) {
		buf_clear(&line);
		if (as_json)
			extract_json_line(&line, name, &result.clauses[i]);
		else
			print_readable(&line, &result.clauses[i]);
		(void)fwrite(line.at, 1, line.len, stdout);
	}
	return true;
}

int
extract_command(int argc, char **argv)
{
	struct arena *arena;
	bool as_json = false, all = true;
	int i = 1;

	for (; i < argc && argv[i][0] == '-' && argv[i][1] != '\0'; i++) {
		if (text_equal(argv[i], "--")) {
			i++;
			break;
		}
		if (!text_equal(argv[i], "--json")) {
			fprintf(stderr, "giaoban extract: unknown flag \"%s\"\n", argv[i]);
			return EXIT_USAGE;
		}
		as_json = true;
	}
	if (i >= argc) {
		fprintf(stderr, "giaoban extract: a file is missing (- reads standard input)\n");
		return EXIT_USAGE;
	}
	arena = arena_new(ARENA_MAX);
	for (; i < argc; i++) {
		all = extract_file(arena, argv[i], as_json) && all;
		arena_reset(arena);
	}
	arena_free(arena);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		fprintf(stderr, "giaoban extract: %s\n", strerror(errno));
		return EXIT_FAILED;
	}
	return all ? EXIT_DONE : EXIT_REFUSED;
}
