/* id_test.c: ids rise, repeat from a seed, and are made once. */
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(id_rises_whatever_the_clock_does),
		cmocka_unit_test(id_holds_its_time),
		cmocka_unit_test(id_carries_into_the_next_millisecond),
		cmocka_unit_test(id_repeats_from_a_seed),
		cmocka_unit_test(id_is_made_once_by_several_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
