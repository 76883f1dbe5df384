/* unit_import_files.c: `giaoban import units`: files, transactions and what is told of them. */
#include "app/command.h"
#include "city/unit/unit_import.h"
#include "city/unit/unit_new.h"
#include "stats/csv_read.h"

/* What one wish brings in: a file, or a province. */
struct source {
	const char *name;     /* as told: "units.csv", "communes" */
	const char *province; /* NULL: a file */
	struct ctx *ctx;
	struct unit_import done;
};

static enum rc
import_source(struct db *db, void *arg)
{
	struct source *source = arg;
	struct ctx *ctx = source->ctx;
	enum csv_fault fault;
	struct str text;

	BUG_IF(db != ctx->db);
	err_clear(&ctx->err);
	if (source->province != NULL)
		return unit_import_communes(ctx, source->province, &source->done);
	fault = csv_load(source->name, UNIT_IMPORT_BYTES, ctx->arena, &text);
	if (fault == CSV_UNREADABLE)
		return err_deny(&ctx->err, "the file cannot be read");
	if (fault == CSV_TOO_LARGE)
		return err_deny(&ctx->err, "more than %d bytes", UNIT_IMPORT_BYTES);
	return unit_import_csv(ctx, text, &source->done);
}

/* Each fault with its place; what is refused as a whole by its name alone. */
static int
tell_refused(struct ctx *ctx, const char *name, enum rc rc, const struct unit_import *done)
{
	char place[512];

	for (size_t i = 0; i < done->nfaults; i++) {
		(void)snprintf(place, sizeof(place), "%s:%lld", name,
		    (long long)done->faults[i].line);
		(void)command_fail_at("import", place, RC_REFUSED, &done->faults[i].err);
	}
	if (done->nfaults == 0 || rc != RC_REFUSED)
		return command_fail_at("import", name, rc, &ctx->err);
	(void)fprintf(stderr, "giaoban import: %s: nothing of it was brought in\n", name);
	return EXIT_REFUSED;
}

static int
import_one(struct source *source)
{
	struct ctx *ctx = source->ctx;
	const struct unit_import *done = &source->done;
	enum rc rc = command_write(ctx->db, &ctx->err, import_source, source);

	if (rc != RC_OK)
		return tell_refused(ctx, source->name, rc, done);
	(void)printf("%s\t%lld new\t%lld already here\t%lld new blocs\n", source->name,
	    (long long)done->added, (long long)done->there, (long long)done->blocs);
	return EXIT_DONE;
}

int
unit_import_files(struct ctx *ctx, const char *province, int n, char **paths)
{
	int code = EXIT_DONE;

	for (int i = province == NULL ? 0 : -1; i < n; i++) {
		struct source source = { .name = i < 0 ? "communes" : paths[i],
			.province = i < 0 ? province : NULL, .ctx = ctx };
		int one = import_one(&source);

		code = one > code ? one : code;
		arena_reset(ctx->arena);
	}
	return code;
}
