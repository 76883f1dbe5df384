/* brief_command.c: `giaoban brief --quarter 2026Q3 --format html|json -o FILE`. */
#include <errno.h>

#include "app/app.h"
#include "app/command.h"
#include "brief/briefing/briefing_file.h"

enum { ARENA_BYTES = 64 * 1024 * 1024 };

struct wanted {
	int64_t quarter;
	const char *format;
	const char *file; /* NULL or "-": standard output */
};

/* Takes "-o FILE" out of argv. */
static const char *
take_output(int *argc, char **argv)
{
	for (int i = 1; i + 1 < *argc; i++) {
		const char *file = argv[i + 1];

		if (!text_equal(argv[i], "-o"))
			continue;
		for (int k = i; k + 2 <= *argc; k++)
			argv[k] = argv[k + 2];
		*argc -= 2;
		return file;
	}
	return NULL;
}

static enum rc
write_out(const char *file, const struct buf *out, struct err *err)
{
	bool to_file = file != NULL && !text_equal(file, "-");
	FILE *to = to_file ? fopen(file, "wb") : stdout;
	bool whole;

	if (to == NULL)
		return err_fail(err, "%s: %s", file, strerror(errno));
	whole = fwrite(buf_text(out), 1, out->len, to) == out->len && fflush(to) == 0;
	if (to_file && fclose(to) != 0)
		whole = false;
	return whole ? RC_OK : err_fail(err, "%s: %s", to_file ? file : "standard output",
	                           strerror(errno));
}

static enum rc
make_file(struct app *app, const struct wanted *wanted, struct err *err)
{
	struct arena *arena = arena_new(ARENA_BYTES);
	struct briefing briefing;
	struct buf out;
	struct db *db = app_db(app, DB_READ, err);
	enum rc rc = RC_FAILED;

	buf_init(&out, arena, BRIEFING_FILE_MAX);
	if (db != NULL) {
		db_snapshot(db); /* its figures agree with each other */
		rc = briefing_make(db, arena, LANG_VI, wanted->quarter, clock_today(&app->clock),
		    &briefing);
	}
	if (rc == RC_OK) {
		briefing_file(&out, arena, LANG_VI, &briefing, wanted->format,
		    &(struct briefing_origin){ app->city_name, app->publisher, app->demo });
		rc = write_out(wanted->file, &out, err);
	}
	db_close(db);
	arena_free(arena);
	return rc;
}

int
brief_command(const struct config *config, int argc, char **argv)
{
	const char *quarter = command_flag(&argc, argv, "quarter");
	struct wanted wanted = { .format = command_flag(&argc, argv, "format") };
	struct err err = { 0 };
	struct app app;
	enum rc rc;

	wanted.file = take_output(&argc, argv);
	if (wanted.format == NULL)
		wanted.format = "html";
	if (command_words("brief", argc, argv, 0, 0) != EXIT_DONE)
		return EXIT_USAGE;
	if (quarter == NULL)
		return command_wrong("brief", "--quarter is missing");
	if (!quarter_parse(str_of(quarter), &wanted.quarter))
		return command_wrong("brief", "\"%s\" is not a quarter such as 2026Q3", quarter);
	if (!text_equal(wanted.format, "html") && !text_equal(wanted.format, "json"))
		return command_wrong("brief", "--format: html or json is wanted, not \"%s\"",
		    wanted.format);
	rc = app_open(&app, config, slices, false, &err);
	if (rc != RC_OK)
		return command_fail("brief", rc, &err);
	rc = make_file(&app, &wanted, &err);
	app_close(&app);
	return rc == RC_OK ? EXIT_DONE : command_fail("brief", rc, &err);
}
