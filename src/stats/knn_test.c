/* knn_test.c: the tree against a plain sort of all distances, ties and orders of rows included. */
#include "tests/check.h"

#include <math.h>
#include <stdlib.h>

#include "base/rand.h"
#include "stats/knn.h"

#define N 500
#define K 40

static double point[N][2]; /* x or lat, y or lon */
static int32_t centre;
static bool sphere;

static double
far_of(int32_t i)
{
	double rad = 3.14159265358979323846 / 180, d, e;

	if (!sphere)
		return pow(point[i][0] - point[centre][0], 2) +
			pow(point[i][1] - point[centre][1], 2);
	d = sin((point[i][0] - point[centre][0]) * rad / 2);
	e = sin((point[i][1] - point[centre][1]) * rad / 2);
	return d * d + cos(point[i][0] * rad) * cos(point[centre][0] * rad) * e * e;
}

static int
by_distance(const void *a, const void *b)
{
	int32_t i = *(const int32_t *)a, j = *(const int32_t *)b;
	double x = far_of(i), y = far_of(j);
	int major = sphere ? 0 : 1;

	if (x < y || x > y)
		return x < y ? -1 : 1;
	if (point[i][major] < point[j][major] || point[i][major] > point[j][major])
		return point[i][major] < point[j][major] ? -1 : 1;
	return point[i][1 - major] < point[j][1 - major] ? -1 : 1;
}

static void
compare_all(struct arena *arena, int32_t n)
{
	double a[N] = { 0 }, b[N] = { 0 }, far[K];
	int32_t nbr[K], all[N], k = n < K ? n : K;
	struct knn knn;

	for (int32_t i = 0; i < n; i++) {
		a[i] = point[i][0];
		b[i] = point[i][1];
	}
	knn_make(&knn, arena, a, b, n, sphere);
	for (int32_t i = 0; i < n; i++) {
		centre = knn.order[i];
		for (int32_t j = 0; j < n; j++)
			all[j] = j;
		qsort(all, (size_t)n, sizeof(all[0]), by_distance);
		knn_find(&knn, i, k, nbr, far);
		assert_int_equal(nbr[0], i);
		for (int32_t j = 0; j < k; j++)
			assert_int_equal(knn.order[nbr[j]], all[j]);
	}
}

static void
against_sorting(void **state)
{
	struct arena *arena = arena_new(16 << 20);
	struct prng r;

	(void)state;
	prng_init(&r, 20261121);
	for (int trial = 0; trial < 12; trial++) {
		sphere = trial % 3 == 2;
		for (int32_t i = 0; i < N; i++) { /* each third: a regular grid, full of ties */
			point[i][0] = trial % 3 == 1 ? i % 25 : 20 + prng_unit(&r);
			point[i][1] = trial % 3 == 1 ? (double)(i / 25) : 105 + prng_unit(&r);
		}
		compare_all(arena, trial < 3 ? N : (int32_t)(1 + prng_below(&r, 60)));
		arena_reset(arena);
	}
	arena_free(arena);
}

static void
kilometres(void **state)
{
	double lat[2] = { 0, 0 }, lon[2] = { 0, 90 }, far[2];
	struct arena *arena = arena_new(1 << 20);
	int32_t nbr[2];
	struct knn knn;

	(void)state;
	knn_make(&knn, arena, lat, lon, 2, true);
	knn_find(&knn, 0, 2, nbr, far);
	assert_true(fabs(knn_km(far[1]) - KNN_EARTH_KM * 3.14159265358979 / 2) < 1e-9);
	assert_true(fabs(knn_km(4.0000001) - KNN_EARTH_KM * 3.14159265358979) < 1e-6);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(against_sorting),
		cmocka_unit_test(kilometres) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
