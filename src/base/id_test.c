/* id_test.c: ids rise and repeat from a seed; codes survive people's hands. */
#include "tests/check.h"

#include <pthread.h>

#include "base/id.h"

#define NOW INT64_C(1795305600000)
#define PER_THREAD 20000

static void
id_rises_whatever_the_clock_does(void **state)
{
	struct id_maker *maker = id_maker_new();
	int64_t before = id_new(maker, NOW);

	(void)state;
	for (int64_t i = 0; i < 100000; i++) {
		int64_t id = id_new(maker, NOW + i % 7 - 3);

		assert_true(id > before);
		before = id;
	}
	id_maker_free(maker);
}

static void
id_holds_its_time(void **state)
{
	struct id_maker *maker = id_maker_new();
	int64_t id = id_new(maker, NOW);

	(void)state;
	assert_int_equal(id >> 22, NOW - INT64_C(1577836800000));
	id_maker_free(maker);
}

static void
id_carries_into_the_next_millisecond(void **state)
{
	struct id_maker *maker = id_maker_new_seeded(1);
	int64_t first = id_new(maker, NOW);
	int64_t id = first;

	(void)state;
	while (id >> 22 == first >> 22)
		id = id_new(maker, NOW);
	assert_true(id - first >= INT64_C(1) << 21);
	assert_int_equal(id >> 22, (first >> 22) + 1);
	assert_true(id_new(maker, NOW + 1) > id);
	id_maker_free(maker);
}

static void
id_repeats_from_a_seed(void **state)
{
	struct id_maker *one = id_maker_new_seeded(7);
	struct id_maker *two = id_maker_new_seeded(7);
	struct id_maker *other = id_maker_new_seeded(8);
	int same = 0;

	(void)state;
	for (int64_t i = 0; i < 100; i++) {
		int64_t id = id_new(one, NOW + i);

		assert_int_equal(id, id_new(two, NOW + i));
		same += id == id_new(other, NOW + i);
	}
	assert_true(same < 3);
	id_maker_free(one);
	id_maker_free(two);
	id_maker_free(other);
}

struct worker {
	struct id_maker *maker;
	int64_t made[PER_THREAD];
};

static void *
make_many(void *arg)
{
	struct worker *worker = arg;

	for (int i = 0; i < PER_THREAD; i++)
		worker->made[i] = id_new(worker->maker, NOW + i / 100);
	return NULL;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a;
	int64_t y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
id_is_made_once_by_several_threads(void **state)
{
	static struct worker workers[4];
	static int64_t all[4 * PER_THREAD];
	struct id_maker *maker = id_maker_new();
	pthread_t threads[4];

	(void)state;
	for (int i = 0; i < 4; i++) {
		workers[i].maker = maker;
		assert_int_equal(pthread_create(&threads[i], NULL, make_many, &workers[i]), 0);
	}
	for (int i = 0; i < 4; i++) {
		pthread_join(threads[i], NULL);
		memcpy(all + i * PER_THREAD, workers[i].made, sizeof(workers[i].made));
	}
	qsort(all, 4 * PER_THREAD, sizeof(all[0]), compare);
	for (int i = 1; i < 4 * PER_THREAD; i++)
		assert_true(all[i - 1] < all[i]);
	id_maker_free(maker);
}

static void
code_reads_back(void **state)
{
	struct prng dice;

	(void)state;
	prng_init(&dice, 20261121);
	for (int i = 0; i < 2000; i++) {
		uint64_t bits = prng_next(&dice) >> 14, back = 0;
		char text[CODE_TEXT_MAX];

		code_text(bits, text);
		assert_int_equal(strlen(text), 13);
		assert_true(code_parse(str_of(text), &back));
		assert_int_equal(back, bits);
	}
}

static void
code_forgives_the_hand(void **state)
{
	uint64_t bits = 0;
	char text[CODE_TEXT_MAX];

	(void)state;
	code_text(1, text);
	assert_string_equal(text, "00000-00001-1");
	assert_true(code_parse(STR(" oooooOOOOlI "), &bits));
	assert_int_equal(bits, 1);
	code_text(UINT64_C(36) << 37 | 33, text);
	assert_true(code_parse(str_of(text), &bits));
	for (char *c = text; *c != '\0'; c++)
		*c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c);
	assert_true(code_parse(str_of(text), &bits));
	assert_int_equal(bits, UINT64_C(36) << 37 | 33);
}

/* Mod 37 finds every single wrong character and every swap of two neighbours. */
static void
code_refuses_one_wrong_character(void **state)
{
	char text[CODE_TEXT_MAX];
	uint64_t bits;

	(void)state;
	code_text(UINT64_C(0x2b3a59d7c1e4f), text);
	for (int i = 0; i < 13; i++) {
		char kept = text[i];

		if (kept == '-')
			continue;
		for (const char *c = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; *c != '\0'; c++) {
			text[i] = *c;
			assert_int_equal(code_parse(str_of(text), &bits), *c == kept);
		}
		text[i] = kept;
	}
	assert_false(code_parse(STR(""), &bits));
	assert_false(code_parse(STR("00000-00001"), &bits));
	assert_false(code_parse(STR("00000-00001-11"), &bits));
	assert_false(code_parse(STR("00000-0000U-1"), &bits));
	assert_false(code_parse(STR("00000 00001 1"), &bits));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(id_rises_whatever_the_clock_does),
		cmocka_unit_test(id_holds_its_time),
		cmocka_unit_test(id_carries_into_the_next_millisecond),
		cmocka_unit_test(id_repeats_from_a_seed),
		cmocka_unit_test(id_is_made_once_by_several_threads),
		cmocka_unit_test(code_reads_back),
		cmocka_unit_test(code_forgives_the_hand),
		cmocka_unit_test(code_refuses_one_wrong_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
