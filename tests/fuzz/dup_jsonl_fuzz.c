/*
 * dup_jsonl_fuzz.c: any bytes as a file of JSON lines: parsed or refused, tokenised, judged, put in
 * stories. Build with clang -fsanitize=fuzzer,address,undefined.
 */
#include <stdint.h>

#include "base/arena.h"
#include "text/dup.h"
#include "text/dup_jsonl.h"
#include "text/story.h"

enum { ARTICLES_MAX = 64 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t
add_line(struct dup *dup, struct arena *arena, struct story_words *words, size_t n,
	struct str line)
{
	struct dup_article article;
	struct dup_tokens title, body;

	/* a line that is no JSON still exercises the tokens */
	if (dup_jsonl_parse(arena, line, &article) != DUP_OK)
		article = (struct dup_article){ .id = "x", .title = line, .text = line };
	(void)dup_add(dup, arena, article.id, article.title, article.text, article.minute, &body);
	dup_tokenize(arena, article.title, &title);
	story_words_of(arena, &title, &body, &words[n]);
	return n + 1;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new((size_t)1 << 30);
	struct dup *dup = dup_new(arena, ARTICLES_MAX);
	struct story_words words[ARTICLES_MAX];
	struct dup_result result[ARTICLES_MAX];
	int64_t minute[ARTICLES_MAX];
	uint32_t same[ARTICLES_MAX], story[ARTICLES_MAX];
	struct str rest = { (const char *)data, size };
	size_t n = 0;

	while (rest.at != NULL && n < ARTICLES_MAX)
		n = add_line(dup, arena, words, n, str_cut(&rest, '\n'));
	dup_run(dup, result);
	for (size_t i = 0; i < n; i++) {
		minute[i] = dup_at(dup, i)->minute;
		same[i] = result[i].family;
	}
	story_run(arena, words, minute, dup_order(dup), same, n, story);
	arena_free(arena);
	return 0;
}
