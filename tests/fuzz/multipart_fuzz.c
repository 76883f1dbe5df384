/*
 * multipart_fuzz.c: the first byte is the size of the pieces, the rest a body. In pieces or whole,
 * the verdict and the fields must be the same.
 */
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/multipart.h"
#include "http/parse.h"
#include "tests/fuzz/fuzz.h"

static enum rc
feed(struct multipart *mp, const uint8_t *at, size_t size, size_t step, struct request *req)
{
	for (size_t i = 0; i < size; i += step) {
		enum rc rc = multipart_feed(mp, at + i, size - i < step ? size - i : step);

		if (rc != RC_OK)
			return rc;
	}
	return multipart_end(mp, req);
}

static void
compare(const struct request *a, const struct request *b)
{
	BUG_IF(a->nbody != b->nbody || a->nuploads != b->nuploads);
	for (size_t i = 0; i < a->nbody; i++) {
		BUG_IF(strcmp(a->body[i].name, b->body[i].name) != 0);
		BUG_IF(strcmp(a->body[i].value, b->body[i].value) != 0);
		BUG_IF(!http_text_ok(str_of(a->body[i].value)));
	}
	for (size_t i = 0; i < a->nuploads; i++) {
		BUG_IF(strcmp(a->uploads[i].filename, b->uploads[i].filename) != 0);
		BUG_IF(strpbrk(a->uploads[i].filename, "/\\") != NULL);
		BUG_IF(!str_equal(a->uploads[i].bytes, b->uploads[i].bytes));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char type[] = "multipart/form-data; boundary=b";
	struct arena *arena = arena_new(8 << 20);
	struct multipart *whole = multipart_new(arena, type);
	struct multipart *pieces = multipart_new(arena, type);
	struct request a = { .arena = arena }, b = { .arena = arena };
	enum rc rc;

	if (size > 16384)
		size = 16384;
	if (size > 1) {
		rc = feed(whole, data + 1, size - 1, size, &a);
		BUG_IF(rc == RC_FAILED || feed(pieces, data + 1, size - 1, 1 + data[0] % 64u, &b) !=
		    rc);
		compare(&a, &b);
	}
	multipart_release(whole);
	multipart_release(pieces);
	arena_free(arena);
	return 0;
}
