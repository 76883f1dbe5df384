/* form_fuzz.c: paths, queries and forms: what is taken is UTF-8 without zero bytes. */
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "http/http.h"
#include "http/parse.h"
#include "http/target.h"
#include "tests/fuzz/fuzz.h"

enum { MAX = 50 };

static void
check_path(struct arena *arena, struct str input)
{
	const char *path;

	if (!http_decode_path(arena, input, &path))
		return;
	BUG_IF(path[0] != '/' || strstr(path, "//") != NULL || strstr(path, "/../") != NULL);
	BUG_IF(!http_text_ok(str_of(path)));
}

static void
check_form(struct arena *arena, struct str input)
{
	struct param to[MAX];
	size_t n = 0;

	if (!http_parse_form(arena, input, to, MAX, &n))
		return;
	BUG_IF(n > MAX);
	for (size_t i = 0; i < n; i++)
		BUG_IF(!http_text_ok(str_of(to[i].name)) || !http_text_ok(str_of(to[i].value)));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new(1 << 20);
	struct str input = { (const char *)data, size > 8192 ? 8192 : size };
	struct request req = { .arena = arena, .target = arena_text_n(arena, input.at, input.len) };

	check_path(arena, input);
	check_form(arena, input);
	if (request_target(&req) == 0)
		BUG_IF(req.path == NULL || (req.nquery > 0 && req.query == NULL));
	arena_free(arena);
	return 0;
}
