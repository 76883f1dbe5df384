/*
 * import_command.c: `giaoban import document FILE...`: documents from the console; and the door to
 * `giaoban import units`, which city/unit does.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/app.h"
#include "app/blob.h"
#include "app/command.h"
#include "base/mem.h"
#include "city/unit/unit.h"
#include "plan/directive/directive.h"
#include "plan/document/document.h"

enum { ARENA_BYTES = 1 << 30 };

/* A request of the console's own: who acts is nobody with an account. */
struct console {
	struct app app;
	struct db *db;
	struct request req;
	struct ctx ctx;
	struct err err;
};

/* A pipe or a device might never end, or never begin. */
static FILE *
open_regular(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat facts;
	FILE *file = NULL;

	if (fd < 0 || fstat(fd, &facts) != 0)
		(void)err_deny(err, "%s", strerror(errno));
	else if (!S_ISREG(facts.st_mode))
		(void)err_deny(err, "not a regular file");
	else
		file = fdopen(fd, "rb");
	if (file == NULL && fd >= 0)
		(void)close(fd);
	return file;
}

static enum rc
read_whole(struct arena *arena, const char *path, struct str *bytes, struct err *err)
{
	FILE *file = open_regular(path, err);
	char *at;

	if (file == NULL)
		return RC_REFUSED;
	at = arena_alloc(arena, DOCUMENT_BYTES_MAX + 1);
	bytes->at = at;
	bytes->len = fread(at, 1, DOCUMENT_BYTES_MAX + 1, file);
	if (ferror(file)) {
		(void)fclose(file);
		return err_deny(err, "%s", strerror(errno));
	}
	(void)fclose(file);
	return RC_OK;
}

struct import {
	struct console *c;
	const char *path;
	const struct document_read *read;
	int64_t id; /* of the document that was made */
};

/* The original and its document. */
static enum rc
write_document(struct db *db, void *arg)
{
	struct import *import = arg;
	struct console *c = import->c;
	const char *slash = strrchr(import->path, '/');
	const char *name = slash == NULL ? import->path : slash + 1;
	int64_t blob_id = ctx_id(&c->ctx);
	enum rc rc;

	import->id = ctx_id(&c->ctx);
	rc = blob_put(db, blob_id, name, "text/plain", import->read->bytes, c->ctx.now_ms);
	return rc == RC_OK ? document_add(&c->ctx, import->id, blob_id, NULL, import->read) : rc;
}

/* Clauses that somebody has to review: those of the kinds that become rows. */
static int64_t
clauses_of(struct console *c, int64_t id)
{
	int64_t clauses = 0;
	int64_t decided;

	(void)directive_progress(c->db, id, &clauses, &decided);
	return clauses;
}

static enum rc
import_one(struct console *c, const char *path)
{
	struct document_read read;
	struct import import = { .c = c, .path = path, .read = &read };
	struct str bytes;
	int64_t id;
	enum rc rc;

	err_clear(&c->ctx.err);
	rc = read_whole(c->ctx.arena, path, &bytes, &c->ctx.err);
	if (rc == RC_OK)
		rc = document_read(c->ctx.arena, bytes, c->ctx.today, "file", &read, &c->ctx.err);
	if (rc != RC_OK)
		return rc;
	rc = document_by_hash(c->db, read.hash, &id);
	if (rc == RC_OK) {
		(void)printf("%s\t%lld\talready here\n", path, (long long)id);
		return err_refuse(&c->ctx.err, "file", MSG_document_same);
	}
	if (rc == RC_NONE)
		rc = command_write(c->db, &c->ctx.err, write_document, &import);
	if (rc == RC_OK)
		(void)printf("%s\t%lld\t%lld clauses to review\n", path, (long long)import.id,
		    (long long)clauses_of(c, import.id));
	return rc;
}

/* Goes on after a file that was refused; the exit status tells. */
static int
import_all(struct console *c, int n, char **paths)
{
	int code = EXIT_DONE;

	for (int i = 0; i < n; i++) {
		enum rc rc = import_one(c, paths[i]);

		if (rc != RC_OK) {
			int one = command_fail_at("import", paths[i], rc, &c->ctx.err);

			code = one > code ? one : code;
		}
		arena_reset(c->ctx.arena);
	}
	return code;
}

int
import_command(const struct config *config, int argc, char **argv)
{
	const char *province = command_flag(&argc, argv, "communes-of");
	bool units = argc > 1 && text_equal(argv[1], "units");
	struct console *c;
	enum rc rc;
	int code;

	if (command_words("import", argc, argv, 1, INT_MAX - 1) != EXIT_DONE)
		return EXIT_USAGE;
	if (!units && !text_equal(argv[1], "document"))
		return command_wrong("import", "document or units is wanted, not \"%s\"", argv[1]);
	if (argc < 3 && province == NULL)
		return command_wrong("import", "a file is missing");
	if (province != NULL && !units)
		return command_wrong("import", "--communes-of goes with units");
	c = mem_alloc(sizeof(*c));
	rc = app_open(&c->app, config, slices, true, &c->err);
	if (rc == RC_OK)
		c->db = app_db(&c->app, DB_WRITE, &c->err);
	if (c->db == NULL) {
		code = command_fail("import", rc == RC_OK ? RC_FAILED : rc, &c->err);
		app_close(&c->app);
		mem_free(c);
		return code;
	}
	ctx_for_console(&c->ctx, &c->req, &c->app, c->db, arena_new(ARENA_BYTES));
	code = units ? unit_import_files(&c->ctx, province, argc - 2, argv + 2)
	             : import_all(c, argc - 2, argv + 2);
	arena_free(c->ctx.arena);
	db_close(c->db);
	app_close(&c->app);
	mem_free(c);
	return code;
}
