/* extract_work_test.c: on any text the work is linear and what comes out is whole. */
#include "tests/check.h"

#include <string.h>

#include "base/rand.h"
#include "text/extract.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 30);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Work a byte on `copies` of a text of many kinds of lines. */
static double
work(size_t copies)
{
	static const char body[] =
	    "1. Sở Y tế, Sở Tài chính chủ trì, phối hợp với các sở, ban, ngành rà soát; báo cáo "
	    "trước ngày 30/6/2026 về 1.234,5 tỷ đồng, 3/4 đầu việc, quý III.\n- Về công tác báo "
	    "chí, tin, bài, các xã, phường, đặc khu phải chủ động; nắm bắt dư luận xã hội: a; b\n"
	    "Thời gian qua, đã tổ chức 12 hội nghị (hơn 1.000 lượt người).\n";
	size_t len = sizeof(body) - 1;
	char *text = arena_alloc(arena, copies * len + 1);
	struct extract_result result;
	struct decoded doc;

	for (size_t i = 0; i < copies; i++)
		memcpy(text + i * len, body, len);
	assert_int_equal(decode_text(arena, (struct str){ text, copies * len }, &doc), DECODE_OK);
	extract_run(arena, &doc, DAY_NONE, &result);
	return (double)result.steps / (double)(copies * len);
}

/* One endless line of the worst words: nothing may look back or ahead over all of it. */
static double
work_on_one_line(const char *word, size_t copies)
{
	size_t len = strlen(word);
	char *text = arena_alloc(arena, copies * len + 40);
	struct extract_result result;
	struct decoded doc;

	memcpy(text, "Yêu cầu ", strlen("Yêu cầu "));
	for (size_t i = 0; i < copies; i++)
		memcpy(text + strlen("Yêu cầu ") + i * len, word, len);
	assert_int_equal(decode_text(arena, str_of(text), &doc), DECODE_OK);
	extract_run(arena, &doc, DAY_NONE, &result);
	return (double)result.steps / (double)(copies * len);
}

static void
work_grows_with_the_length(void **state)
{
	static const char *const words[] = { "các sở, ", "Sở Y tế, ", "và ", "Về ", "; yêu cầu ",
		"phối hợp với ", ": ", "giữa ", "1.234", "mười ", "trong ", "cần ", "(",
		"Trong đó, ",
		"đồng chí ", "\"", "chủ trì ", "giám đốc ", "; báo cáo " };
	double small = work(100), large = work(1000);

	(void)state;
	assert_true(large < small * 1.2);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		small = work_on_one_line(words[i], 500);
		large = work_on_one_line(words[i], 4000);
		if (large > small * 1.5)
			fail_msg("\"%s\": %.1f steps a byte, then %.1f", words[i], small, large);
	}
}

/* Random words of the genre and random bytes: ends, places in order, within the text. */
static void
any_text_gives_whole_clauses(void **state)
{
	static const char *const words[] = { "yêu cầu ", "Sở Y tế ", "các ", "sở, ", "cần ",
		"; ",
		".\n", "1. ", "- ", ":", "a) ", "trước ngày ", "30/6", "/2026 ", "và ", "(",
		")", "đã ",
		"I. ", "Điều 3. ", "THÔNG BÁO\n", "Nơi nhận:\n", "\n\n", " | ", "\t",
		"phối hợp với ",
		"báo cáo ", "Kiến nghị ", "Chính phủ ", "“", "”, ", "giao ", "hằng quý ", "3.1. " };
	struct prng prng;

	(void)state;
	prng_init(&prng, 23);
	print_message("seed 23\n");
	for (int round = 0; round < 600; round++) {
		char text[2000];
		size_t len = 0;
		struct extract_result result;
		struct decoded doc;

		for (int i = 0; i < 80; i++) {
			const char *word = words[prng_below(&prng, sizeof(words) / sizeof(*words))];

			memcpy(text + len, word, strlen(word));
			len += strlen(word);
		}
		if (decode_text(arena, (struct str){ text, len }, &doc) == DECODE_OK) {
			extract_run(arena, &doc, DAY_NONE, &result);
			for (size_t i = 0; i < result.nclauses; i++) {
				const struct extract_clause *c = &result.clauses[i];

				assert_true(c->char_start < c->char_end);
				assert_true(c->char_end <= doc.points);
				assert_true(i == 0 || c[-1].char_start <= c->char_start);
			}
		}
		if (round % 100 == 0)
			arena_reset(arena);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(work_grows_with_the_length),
		cmocka_unit_test(any_text_gives_whole_clauses),
	};

	return cmocka_run_group_tests_name("extract_work", tests, setup, teardown);
}
