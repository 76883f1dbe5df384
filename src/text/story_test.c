/* story_test.c: events come together, different ones stay apart, time closes them. */
#include "tests/oracle.h"

#include "base/rand.h"
#include "bench/dedupe_texts.h"
#include "text/story.h"

enum { DAY = 24 * 60, EVENTS = 40, ARTICLES = 240, TOPIC = 40 };

struct kit {
	struct arena *arena;
	struct prng r;
	struct story_words words[ARTICLES];
	int64_t minute[ARTICLES];
	uint32_t order[ARTICLES], same[ARTICLES], story[ARTICLES];
	size_t count;
};

static struct kit *
kit_new(void)
{
	struct arena *arena = arena_new((size_t)1 << 30);
	struct kit *k = ARENA_NEW(arena, struct kit);

	k->arena = arena;
	prng_init(&k->r, 11);
	return k;
}

static void
add(struct kit *k, const char *title, const char *text, int64_t minute)
{
	struct dup_tokens t, b;
	size_t at = k->count++;

	dup_tokenize(k->arena, str_of(title), &t);
	dup_tokenize(k->arena, str_of(text), &b);
	story_words_of(k->arena, &t, &b, &k->words[at]);
	k->minute[at] = minute;
	k->order[at] = k->same[at] = (uint32_t)at;
}

static void
run(struct kit *k)
{
	story_run(k->arena, k->words, k->minute, k->order, k->same, k->count, k->story);
}

/* Article of an event: half its syllables from the event's own vocabulary. */
static const char *
article(struct kit *k, size_t event)
{
	struct buf b;

	buf_init(&b, k->arena, 1 << 16);
	for (size_t i = 0; i < 150; i++) {
		size_t own = 500 + event * TOPIC + prng_below(&k->r, TOPIC);

		bench_syllable(&b, i % 2 == 0 ? own : bench_draw(&k->r));
		buf_add_char(&b, ' ');
	}
	return buf_text(&b);
}

static void
events_come_together(void **state)
{
	struct kit *k = kit_new();
	size_t right = 0;
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < ARTICLES; i++)
		add(k, "tin", article(k, i % EVENTS), (int64_t)i * 10);
	run(k);
	for (size_t i = 0; i < ARTICLES; i++) {
		for (size_t j = 0; j < i; j++) {
			bool together = k->story[i] == k->story[j];

			right += together && i % EVENTS == j % EVENTS;
			wrong += together && i % EVENTS != j % EVENTS;
		}
	}
	/* 40 events of 6 articles: 600 pairs belong together */
	print_message("pairs together: %zu right of 600, %zu wrong\n", right, wrong);
	assert_true(right >= 540 && wrong <= 30);
	doc_says("stories.md", "%zu of 600 pairs", right);
	arena_free(k->arena);
}

static void
time_closes_a_story(void **state)
{
	struct kit *k = kit_new();
	const char *a = article(k, 1);

	(void)state;
	add(k, "tin", a, 0);
	add(k, "tin", a, 2 * DAY);
	add(k, "tin", a, 6 * DAY);
	for (int i = 1; i <= 8; i++)
		add(k, "tin", a, 6 * DAY + i * 2 * DAY);
	add(k, "khác", article(k, 2), 22 * DAY);
	run(k);
	assert_int_equal(k->story[1], 0);
	assert_int_equal(k->story[2], 2); /* 96 hours after */
	assert_int_equal(k->story[9], 2); /* 14 days after the first */
	assert_int_equal(k->story[10], 10);
	assert_int_equal(k->story[11], 11);
	arena_free(k->arena);
}

static void
reprints_follow_their_original(void **state)
{
	struct kit *k = kit_new();

	(void)state;
	add(k, "tin", article(k, 1), 0);
	add(k, "tin", article(k, 2), 10);
	add(k, "tin", article(k, 3), 20);
	k->same[2] = 0;
	run(k);
	assert_int_equal(k->story[2], 0);
	assert_int_equal(k->story[1], 1);
	arena_free(k->arena);
}

/* Two stories that grow towards each other are one after midnight. */
static void
stories_merge_at_night(void **state)
{
	struct kit *k = kit_new();
	struct buf a, b, both;

	(void)state;
	buf_init(&a, k->arena, 1 << 16);
	buf_init(&b, k->arena, 1 << 16);
	buf_init(&both, k->arena, 1 << 16);
	for (size_t i = 0; i < 10; i++) {
		buf_printf(&a, "mot%zu ", i);
		buf_printf(&b, "hai%zu ", i);
	}
	buf_printf(&both, "%s %s", buf_text(&a), buf_text(&b));
	add(k, "", buf_text(&a), 0);
	add(k, "", buf_text(&b), 1);
	for (int i = 0; i < 4; i++)
		add(k, "", buf_text(&both), 2 + i);
	for (int i = 0; i < 20; i++)
		add(k, "", article(k, (size_t)i), 100 + i);
	add(k, "", buf_text(&both), 2 * DAY);
	add(k, "", buf_text(&b), 2 * DAY + 1);
	run(k);
	assert_int_equal(k->story[26], k->story[2]);
	assert_int_equal(k->story[27], k->story[2]);
	arena_free(k->arena);
}

/* The example of docs/methods/stories.md. */
static void
the_worked_example(void **state)
{
	struct kit *k = kit_new();
	struct story_vector *a = ARENA_NEW(k->arena, struct story_vector);
	struct story_vector *b = ARENA_NEW(k->arena, struct story_vector);
	struct story_df *df = story_df_new(k->arena, 3);
	double cosine = 0;

	(void)state;
	add(k, "", "ngập đường sau mưa lớn", 0);
	add(k, "", "mưa lớn ngập đường", 60);
	add(k, "", "khánh thành cầu mới", 120);
	for (size_t i = 0; i < 3; i++) {
		story_vector_count(a, &k->words[i]);
		story_df_add(df, a);
	}
	story_df_end(df);
	story_vector_count(a, &k->words[0]);
	story_vector_weigh(a, df);
	story_vector_count(b, &k->words[1]);
	story_vector_weigh(b, df);
	for (size_t i = 0; i < a->count; i++)
		cosine += (double)(a->weight[i] * story_vector_get(b, a->term[i]));
	doc_says("stories.md", "first two is %.4f", cosine);
	run(k);
	assert_int_equal(k->story[1], 0);
	assert_int_equal(k->story[2], 2);
	arena_free(k->arena);
}

static void
empty_and_long_articles_are_fine(void **state)
{
	struct kit *k = kit_new();
	struct buf b;

	(void)state;
	buf_init(&b, k->arena, 1 << 20);
	for (size_t i = 0; i < 9000; i++)
		buf_printf(&b, "w%zu ", i);
	add(k, "", "", 0);
	add(k, "", "", 1);
	add(k, "dài", buf_text(&b), 2);
	add(k, "dài", buf_text(&b), 3);
	run(k);
	assert_int_equal(k->story[1], 1);
	assert_int_equal(k->story[3], 2);
	k->count = 0;
	run(k);
	arena_free(k->arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(events_come_together),
		cmocka_unit_test(time_closes_a_story),
		cmocka_unit_test(reprints_follow_their_original),
		cmocka_unit_test(stories_merge_at_night),
		cmocka_unit_test(the_worked_example),
		cmocka_unit_test(empty_and_long_articles_are_fine),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
