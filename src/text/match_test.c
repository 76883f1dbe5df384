/*
 * match_test.c: tokens know their words, and the matcher finds the longest phrase, as a slow one.
 */
#include "tests/check.h"

#include "base/rand.h"
#include "text/match.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(64u << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void
tokens_know_their_place(void **state)
{
	static const char text[] = "Sở Y tế (QH14) 1.234 TP.";
	struct tokens t = tokens_of(arena, str_of(text), 100);

	(void)state;
	assert_int_equal(t.n, 12);
	assert_int_equal(t.at[0].start, 100);
	assert_int_equal(t.at[0].end, 104);
	assert_true(t.at[0].capital && !t.at[0].caps);
	assert_int_equal(t.at[3].kind, TOKEN_MARK);
	assert_true(t.at[4].caps && t.at[4].glued);
	assert_int_equal(t.at[5].value, 14);
	assert_int_equal(t.at[9].digits, 3);
	assert_int_equal(t.at[9].value, 234);
	assert_int_equal(tokens_of(arena, STR("99999999999"), 0).at[0].value, UINT32_MAX);
}

static void
the_longest_phrase_wins(void **state)
{
	struct matcher *m = matcher_new(arena, 4);
	struct tokens t = tokens_of(arena, STR("CÁC SỞ, BAN, NGÀNH hoà giải Hoà"), 0);
	size_t used = 0;

	(void)state;
	matcher_add(m, "các sở", 1);
	matcher_add(m, "các sở, ban, ngành", 2);
	matcher_add(m, "hòa giải", 3);
	matcher_add(m, "hòa", 4);
	assert_int_equal(matcher_at(m, t.at, t.n, &used), 2);
	assert_int_equal(used, 6);
	assert_int_equal(matcher_at(m, t.at, 4, &used), 1);
	assert_int_equal(matcher_at(m, t.at + 1, t.n - 1, &used), -1);
	assert_int_equal(matcher_at(m, t.at + 6, t.n - 6, &used), 3);
	assert_int_equal(matcher_at(m, t.at + 8, t.n - 8, &used), 4);
	assert_int_equal(used, 1);
	assert_int_equal(matcher_at(m, t.at, 0, &used), -1);
}

/* Random phrases over five letters against trying every phrase at every place. */
static void
random_phrases_agree_with_a_slow_search(void **state)
{
	struct prng prng;

	(void)state;
	prng_init(&prng, 11);
	print_message("seed 11\n");
	for (int round = 0; round < 200; round++) {
		struct matcher *m = matcher_new(arena, 1);
		struct tokens phrase[20], text;
		char words[81];

		for (int p = 0; p < 20; p++) {
			char one[9] = "";
			size_t len = 1 + (size_t)prng_below(&prng, 4), used = 0;

			for (size_t i = 0; i < len * 2; i++)
				one[i] = i % 2 ? ' ' : (char)('a' + prng_below(&prng, 5));
			phrase[p] = tokens_of(arena, str_of(one), 0);
			if (matcher_at(m, phrase[p].at, phrase[p].n, &used) < 0 ||
			    used < phrase[p].n)
				matcher_add(m, one, p);
		}
		for (int i = 0; i < 80; i++)
			words[i] = i % 2 ? ' ' : (char)('a' + prng_below(&prng, 5));
		words[80] = '\0';
		text = tokens_of(arena, str_of(words), 0);
		for (size_t at = 0; at < text.n; at++) {
			size_t best = 0, used = 0;

			for (int p = 0; p < 20; p++) {
				size_t k = 0;

				while (k < phrase[p].n && at + k < text.n &&
				    phrase[p].at[k].key == text.at[at + k].key)
					k++;
				if (k == phrase[p].n && k > best)
					best = k;
			}
			(void)matcher_at(m, text.at + at, text.n - at, &used);
			assert_int_equal(used, best);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tokens_know_their_place),
		cmocka_unit_test(the_longest_phrase_wins),
		cmocka_unit_test(random_phrases_agree_with_a_slow_search),
	};

	return cmocka_run_group_tests_name("match", tests, setup, teardown);
}
