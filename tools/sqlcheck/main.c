/*
 * main.c: tries every SQL text of the program on both engines before anybody runs it.
 *
 *	sqlcheck [--listings] DIR
 *
 * Reads the migrations (*.sql) and statements (SQL("...") in *.c, not in *_test.c) under DIR, makes
 * a fresh store of each engine (PostgreSQL if GIAOBAN_TEST_PG is set), and refuses: a statement one
 * of them cannot prepare; gaps in $n; a result no db_ function can read; NULLs in an unsaid order;
 * reading a whole table or sorting in a temporary B-tree; naming a table of another folder (views
 * v_* are published); a table that does not say what data it holds; a path from people to what was
 * said, by key, by a column named like one, by view, by statement; a trigger, a table AS SELECT and
 * what else would hide such a path.
 * --listings also tries all that the program's listings can compose. A table may be declared
 * `-- rows: few`; an exception is a comment beside the statement, of the form "allow: scan why"
 * (scan, sort, table, dynamic, nulls); they are counted, and one that nothing needs is refused.
 * Exit status: 0, 1 if anything was refused, 2 usage, 3 failed.
 */
#include <dirent.h>
#include <stdarg.h>
#include <unistd.h>

#include "app/listing.h"
#include "app/slices.h"
#include "tools/sqlcheck/sqlcheck.h"

#define FILES_MAX 4000

struct source {
	const char *path, *folder, *name, *text;
};

struct sources {
	struct source files[FILES_MAX];
	size_t count;
};

static void
say(struct check *check, const char *file, int line, const char *fmt, va_list ap)
{
	char text[2000];

	(void)vsnprintf(text, sizeof(text), fmt, ap);
	if (line > 0)
		(void)fprintf(stderr, "%s:%d: %s\n", file, line, text);
	else
		(void)fprintf(stderr, "%s: %s\n", file, text);
	check->faults++;
}

void
fault(struct check *check, const char *file, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(check, file, line, fmt, ap);
	va_end(ap);
}

void
fault_of(struct check *check, const struct statement *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say(check, s->what == NULL ? s->file : s->what, s->line, fmt, ap);
	va_end(ap);
	if (s->what != NULL)
		(void)fprintf(stderr, "\t%s\n", s->sql);
}

/* "Beside": from two lines above the statement to one below it. */
bool
allowed(struct check *check, const struct statement *s, const char *tag)
{
	for (struct allow *a = check->allows; a != NULL && s->what == NULL; a = a->next) {
		if (!text_equal(a->file, s->file) || !text_equal(a->tag, tag) ||
		    a->line < s->line - 2 || a->line > s->last + 1)
			continue;
		check->nallowed += a->used ? 0 : 1;
		a->used = true;
		return true;
	}
	return false;
}

static bool
ends(const char *text, const char *suffix)
{
	size_t a = strlen(text), b = strlen(suffix);

	return a >= b && strcmp(text + a - b, suffix) == 0;
}

static const char *
read_whole(struct arena *arena, const char *path)
{
	FILE *file = fopen(path, "r");
	struct buf text;
	char piece[65536];
	size_t n;

	if (file == NULL) {
		(void)fprintf(stderr, "sqlcheck: %s: cannot be read\n", path);
		exit(3);
	}
	buf_init(&text, arena, (size_t)8 << 20);
	while ((n = fread(piece, 1, sizeof(piece), file)) > 0)
		buf_add(&text, piece, n);
	(void)fclose(file);
	return buf_text(&text);
}

static void
add_source(struct check *check, struct sources *to, const char *folder, const char *name)
{
	struct source *s;
	bool wanted = ends(name, ".sql") || ends(name, ".h") || ends(name, ".c");

	if (!wanted || ends(name, "_test.c"))
		return;
	BUG_IF(to->count == FILES_MAX);
	s = &to->files[to->count++];
	s->folder = folder;
	s->name = arena_text(check->arena, name);
	s->path = arena_printf(check->arena, "%s/%s%s%s", check->root, folder,
	    folder[0] == '\0' ? "" : "/", name);
	s->text = read_whole(check->arena, s->path);
}

static void
find_sources(struct check *check, struct sources *to, const char *folder)
{
	const char *path = arena_printf(check->arena, "%s/%s", check->root, folder);
	DIR *dir = opendir(path);
	struct dirent *entry;

	if (dir == NULL) {
		(void)fprintf(stderr, "sqlcheck: %s: cannot be read\n", path);
		exit(3);
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		if (entry->d_type == DT_DIR)
			find_sources(check, to, arena_printf(check->arena, "%s%s%s", folder,
			    folder[0] == '\0' ? "" : "/", entry->d_name));
		else
			add_source(check, to, folder, entry->d_name);
	}
	(void)closedir(dir);
}

static int
by_name(const void *a, const void *b)
{
	const struct source *x = a, *y = b;
	int order = ends(x->name, "_views.sql") - ends(y->name, "_views.sql");

	if (order == 0)
		order = strcmp(x->name, y->name);
	return order == 0 ? strcmp(x->path, y->path) : order;
}

/* The same order as the build's: by name, views after tables. */
static void
take_sources(struct check *check, struct sources *sources)
{
	qsort(sources->files, sources->count, sizeof(sources->files[0]), by_name);
	check->migrations = ARENA_ARRAY(check->arena, sources->count + 1, struct migration);
	for (size_t i = 0; i < sources->count; i++) {
		const struct source *s = &sources->files[i];

		if (!ends(s->name, ".sql")) {
			read_macros(check, s->path, s->text);
			continue;
		}
		read_declarations(check, s->folder, s->path, s->text);
		if (check->nmigrations > 0 &&
		    text_equal(check->migrations[check->nmigrations - 1].name, s->name))
			fault(check, s->path, 0, "another migration has this name");
		check->migrations[check->nmigrations++] =
		    (struct migration){ s->name, s->path, s->text };
	}
	for (size_t i = 0; i < sources->count; i++) {
		const struct source *s = &sources->files[i];

		if (ends(s->name, ".c"))
			read_statements(check, s->folder, s->path, s->text);
	}
}

struct composing {
	struct check *check;
	const char *folder;
};

static void
take_composed(void *arg, const char *sql, const char *what)
{
	struct composing *composing = arg;
	struct check *check = composing->check;
	struct statement *s = ARENA_NEW(check->arena, struct statement);

	s->folder = composing->folder;
	s->file = composing->folder;
	s->sql = arena_text(check->arena, sql);
	s->what = arena_text(check->arena, what);
	*check->last = s;
	check->last = &s->next;
	check->ncomposed++;
}

/* "plan/task" is a folder; the slices of app share one, and are told apart by their second half. */
static const char *
folder_of(struct check *check, const char *slice)
{
	const char *path = arena_printf(check->arena, "%s/%s", check->root, slice);
	const char *slash = strrchr(slice, '/');

	if (slash == NULL || access(path, F_OK) == 0)
		return slice;
	return arena_text_n(check->arena, slice, (size_t)(slash - slice));
}

static void
take_listings(struct check *check)
{
	for (const struct slice *slice = slices; slice->name != NULL; slice++) {
		struct composing composing = { check, folder_of(check, slice->name) };

		for (size_t i = 0; slice->listings != NULL && slice->listings[i] != NULL; i++)
			listing_statements(slice->listings[i], take_composed, &composing);
	}
}

static void
check_allows(struct check *check)
{
	for (const struct allow *a = check->allows; a != NULL; a = a->next) {
		if (!a->used)
			fault(check, a->file, a->line, "nothing needs this: allow: %s", a->tag);
	}
}

static void
check_all(struct check *check, bool listings)
{
	char dir[] = "/tmp/giaoban-sqlcheck.XXXXXX";
	const char *path;

	if (mkdtemp(dir) == NULL)
		BUG("mkdtemp: %s", dir);
	path = arena_printf(check->arena, "%s/store", dir);
	if (check_migrations(check) && sqlite_start(check, path)) {
		check_migrated(check);
		check_paths(check);
		if (listings)
			take_listings(check);
		for (struct statement *s = check->statements; s != NULL; s = s->next) {
			check_words(check, s);
			sqlite_try(check, s);
			check->nstatements++;
		}
		sqlite_stop(check);
		postgres_try_all(check, getenv("GIAOBAN_TEST_PG"));
		check_allows(check);
	}
	(void)unlink(path);
	(void)unlink(arena_printf(check->arena, "%s-wal", path));
	(void)unlink(arena_printf(check->arena, "%s-shm", path));
	(void)rmdir(dir);
}

int
main(int argc, char **argv)
{
	bool listings = argc == 3 && strcmp(argv[1], "--listings") == 0;
	struct check *check;
	struct sources *sources;
	struct arena *arena;

	if (argc != 2 && !listings) {
		(void)fprintf(stderr, "usage: sqlcheck [--listings] DIR\n");
		return 2;
	}
	arena = arena_new((size_t)1 << 30);
	check = ARENA_NEW(arena, struct check);
	sources = ARENA_NEW(arena, struct sources);
	check->arena = arena;
	check->root = argv[argc - 1];
	check->last = &check->statements;
	find_sources(check, sources, "");
	take_sources(check, sources);
	check_all(check, listings);
	(void)printf("sqlcheck: %zu tables, %d statements (%d of listings), %d exceptions%s: %s\n",
	    check->ntables, check->nstatements, check->ncomposed, check->nallowed,
	    getenv("GIAOBAN_TEST_PG") == NULL ? ", PostgreSQL skipped" : "",
	    check->faults == 0 ? "passed" : "failed");
	listings = check->faults > 0;
	arena_free(arena);
	return listings ? 1 : 0;
}
