/*
 * when_fuzz.c: any text through the grammars of time and of numbers: each expression lies inside
 * the text, its days are real days in order, and its ISO form can be written.
 */
#include "base/arena.h"
#include "base/err.h"
#include "tests/fuzz/fuzz.h"
#include "text/number.h"
#include "text/when.h"

static void
check_when(struct arena *arena, const struct when *when, size_t size)
{
	struct buf text;

	BUG_IF(when->start >= when->end || when->end > size);
	if (when->from_day != DAY_NONE && when->to_day != DAY_NONE && when->kind != WHEN_RANGE)
		BUG_IF(when->from_day > when->to_day);
	if (when->from_day != DAY_NONE)
		BUG_IF(!date_valid(day_to_date(when->from_day)));
	buf_init(&text, arena, 200);
	when_iso(when, &text);
	BUG_IF(text.full);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)1 << 28);
	struct str text = { (const char *)data, size };
	struct tokens tokens = tokens_of(arena, text, 0);
	struct when_grammar *times = when_grammar_new(arena);
	struct number_grammar *numbers = number_grammar_new(arena);

	for (size_t i = 0; i < tokens.n; i++) {
		struct number number;
		struct when when;
		size_t used = when_at(times, text, &tokens, i, i % 2 ? 20000 : DAY_NONE, &when);

		BUG_IF(used > tokens.n - i);
		if (used > 0)
			check_when(arena, &when, size);
		used = number_at(numbers, text, &tokens, i, &number);
		BUG_IF(used > tokens.n - i);
		BUG_IF(used > 0 && (number.start > number.end || number.end > size));
	}
	arena_free(arena);
	return 0;
}
