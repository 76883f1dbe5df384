/* file.c: reading and writing of whole files by the build tools. */
#include "tools/file.h"

#include <errno.h>

#include "base/buf.h"

enum { FILE_MAX = 64 << 20 };

_Noreturn void
file_die(const char *path, const char *what)
{
	(void)fprintf(stderr, "%s: %s\n", path, what);
	exit(1);
}

/* What the open file holds; its address is NULL on a read error. */
static struct str
read_stream(struct arena *arena, FILE *in)
{
	struct buf out;
	char chunk[8192];
	size_t got;

	buf_init(&out, arena, FILE_MAX);
	buf_add(&out, "", 0);
	while ((got = fread(chunk, 1, sizeof(chunk), in)) > 0)
		buf_add(&out, chunk, got);
	return ferror(in) != 0 || out.full ? (struct str){ NULL, 0 } : buf_str(&out);
}

struct str
file_read(struct arena *arena, const char *path)
{
	FILE *in = fopen(path, "rb");
	struct str content = { NULL, 0 };

	if (in == NULL)
		file_die(path, strerror(errno));
	content = read_stream(arena, in);
	(void)fclose(in);
	if (content.at == NULL)
		file_die(path, "cannot read it, or it is over 64 MiB");
	return content;
}

void
file_write(const char *path, struct str content)
{
	FILE *out = fopen(path, "wb");

	if (out == NULL)
		file_die(path, strerror(errno));
	if (fwrite(content.at, 1, content.len, out) != content.len || fclose(out) != 0)
		file_die(path, "cannot write it");
}

void
file_write_changed(const char *path, struct str content)
{
	struct arena *arena = arena_new(2 * (size_t)FILE_MAX);
	FILE *in = fopen(path, "rb");
	bool same = false;

	if (in != NULL) {
		struct str old = read_stream(arena, in);

		same = old.at != NULL && str_equal(old, content);
		(void)fclose(in);
	}
	arena_free(arena);
	if (!same)
		file_write(path, content);
}
