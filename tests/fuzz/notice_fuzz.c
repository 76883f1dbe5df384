/*
 * notice_fuzz.c: any text through the extractor: every clause lies inside the text, in order, with
 * its fields present, and is written as one line of JSON.
 */
#include "base/arena.h"
#include "base/err.h"
#include "tests/fuzz/fuzz.h"
#include "text/extract_json.h"

static void
check_clause(struct arena *arena, const struct decoded *doc, const struct extract_clause *c)
{
	struct buf line;

	BUG_IF(c->char_start >= c->char_end || c->char_end > doc->points);
	BUG_IF(c->byte_start >= c->byte_end || c->byte_end > doc->text.len);
	BUG_IF(c->action == NULL || c->reason == NULL);
	BUG_IF(c->sensitive != (c->family != FAMILY_NONE));
	buf_init(&line, arena, 1 << 20);
	extract_json_line(&line, "x", c);
	BUG_IF(line.full || memchr(line.at, '\n', line.len) != line.at + line.len - 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)1 << 29);
	struct str bytes = { (const char *)data, size };
	struct extract_result result;
	struct decoded doc;

	if (decode_text(arena, bytes, &doc) == DECODE_OK) {
		extract_run(arena, &doc, 20000, &result);
		for (size_t i = 0; i < result.nclauses; i++) {
			check_clause(arena, &doc, &result.clauses[i]);
			BUG_IF(i > 0 &&
			    result.clauses[i].byte_start < result.clauses[i - 1].byte_start);
		}
		BUG_IF(result.steps > 4000 * (size + 100));
	}
	arena_free(arena);
	return 0;
}
