/*
 * decode_fuzz.c: any bytes through decoding: refused, or valid UTF-8 whose map to points never goes
 * back and ends where the text ends; then folded every way.
 */
#include "base/arena.h"
#include "base/err.h"
#include "tests/fuzz/fuzz.h"
#include "text/decode.h"
#include "text/fold.h"
#include "text/secrecy.h"

static void
check_map(const struct decoded *doc)
{
	uint32_t last = 0;

	for (size_t b = 0; b <= doc->text.len; b++) {
		uint32_t point = decoded_point(doc, b);

		BUG_IF(point < last || point > doc->points);
		last = point;
	}
	BUG_IF(last != doc->points);
}

/* The mark of a file is the same however its bytes come. */
static void
check_marks(struct str bytes)
{
	struct secrecy_reader whole = { 0 }, split = { 0 };

	(void)secrecy_mark(bytes);
	secrecy_feed(&whole, bytes);
	for (size_t i = 0; i < bytes.len; i++)
		secrecy_feed(&split, (struct str){ bytes.at + i, 1 });
	BUG_IF(secrecy_end(&whole) != secrecy_end(&split));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)1 << 28);
	struct decoded doc;

	if (decode_text(arena, (struct str){ (const char *)data, size }, &doc) == DECODE_OK) {
		BUG_IF(!utf8_valid(doc.text));
		check_map(&doc);
		for (unsigned flags = 0; flags < 4; flags++) {
			struct str once = fold(arena, doc.text, flags);

			BUG_IF(!utf8_valid(once) || once.len > FOLD_ROOM(doc.text.len));
		}
		(void)fold_search(arena, doc.text);
	}
	check_marks((struct str){ (const char *)data, size });
	arena_free(arena);
	return 0;
}
