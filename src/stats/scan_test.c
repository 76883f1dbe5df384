/*
 * scan_test.c: the scan against enumerations. The slow scan here shares no code with the product
 * but the data structures: it sorts all distances, sums raw counts and takes logarithms of all.
 */
#include "tests/check.h"

#include <math.h>

#include "base/rand.h"
#include "stats/scan_analyse.h"
#include "stats/scan_kernel.h"
#include "stats/scan_null.h"
#include "stats/variate.h"

#define SEED 20261121
#define PLACES 40
#define DAYS 80

static struct arena *arena;

/* A small random city: places, counts by day, kinds of days, weights. */
struct city {
	int32_t n, days, window, neighbours;
	bool sphere;
	double a[PLACES], b[PLACES];
	int64_t count[PLACES][DAYS];
	uint8_t kind[DAYS];
	double weight[DAY_KINDS * PLACES]; /* by point as given */
	enum scan_statistic statistic;
};

static void
city_random(struct city *c, struct prng *r)
{
	*c = (struct city){ .n = (int32_t)(2 + prng_below(r, PLACES - 1)),
		.window = (int32_t)(1 + prng_below(r, 20)), .sphere = prng_below(r, 2) == 1,
		.neighbours = (int32_t)(1 + prng_below(r, 50)),
		.statistic = (enum scan_statistic)prng_below(r, 3) };
	c->days = c->window + 1 + (int32_t)prng_below(r, (uint64_t)(DAYS - c->window));
	for (int32_t i = 0; i < c->n; i++) {
		double mean = prng_unit(r) * prng_unit(r) * 2;
		bool grid = c->n % 2 == 0 && !c->sphere; /* full of equal distances */

		c->a[i] = grid ? i % 6 : 20 + prng_unit(r);
		c->b[i] = grid ? (double)(i / 6) : 105 + prng_unit(r);
		for (int32_t d = 0; d < c->days; d++)
			c->count[i][d] = variate_nb1(r,
				mean * (i < 4 && d > c->days - 4 ? 3 : 1), 1.4);
		for (int g = 0; g < DAY_KINDS; g++)
			c->weight[g * c->n + i] = 0.1 + prng_unit(r);
	}
	for (int32_t d = 0; d < c->days; d++)
		c->kind[d] = (uint8_t)(c->n % 3 == 0 ? 0 : prng_below(r, 20) == 0 ? 2 : d % 7 > 4);
	c->count[0][0]++;
}

static double
slow_far(const struct city *c, int32_t i, int32_t j)
{
	double rad = 3.14159265358979323846 / 180, d, e;

	if (!c->sphere)
		return hypot(c->a[i] - c->a[j], c->b[i] - c->b[j]);
	d = sin((c->a[i] - c->a[j]) * rad / 2);
	e = sin((c->b[i] - c->b[j]) * rad / 2);
	return asin(sqrt(d * d + cos(c->a[i] * rad) * cos(c->a[j] * rad) * e * e));
}

/* The next nearest place not yet in; ties by (y, x) or (lat, lon). */
static int32_t
slow_next(const struct city *c, int32_t centre, const bool *in)
{
	int32_t best = -1;

	for (int32_t i = 0; i < c->n; i++) {
		double x, y;

		if (in[i])
			continue;
		if (best < 0) {
			best = i;
			continue;
		}
		x = slow_far(c, centre, i);
		y = slow_far(c, centre, best);
		if (fabs(x - y) > 1e-12) {
			best = x < y ? i : best;
		} else {
			const double *major = c->sphere ? c->a : c->b;
			const double *minor = c->sphere ? c->b : c->a;

			if (major[i] < major[best] ||
				(!(major[i] > major[best]) && minor[i] < minor[best]))
				best = i;
		}
	}
	return best;
}

struct sums {
	double cases[DAY_KINDS], window[DAY_KINDS];
	int32_t days[DAY_KINDS], window_days[DAY_KINDS];
	double total, weight;
};

static struct sums
slow_sums(const struct city *c, int32_t t)
{
	struct sums s = { 0 };

	for (int32_t d = 0; d < c->days; d++) {
		s.days[c->kind[d]]++;
		s.window_days[c->kind[d]] += d >= c->days - t;
		for (int32_t i = 0; i < c->n; i++) {
			s.cases[c->kind[d]] += (double)c->count[i][d];
			s.window[c->kind[d]] += d >= c->days - t ? (double)c->count[i][d] : 0;
			s.total += (double)c->count[i][d];
		}
	}
	for (int32_t i = 0; i < c->n; i++)
		s.weight += c->weight[i];
	return s;
}

static double
slow_mu(const struct city *c, const struct sums *s, const bool *in)
{
	double mu = 0;

	for (int g = 0; g < DAY_KINDS; g++) {
		double base = 0;

		for (int32_t i = 0; i < c->n; i++) {
			if (!in[i])
				continue;
			if (c->statistic == SCAN_STP)
				for (int32_t d = 0; d < c->days; d++)
					base += c->kind[d] == g ? (double)c->count[i][d] : 0;
			else
				base += c->weight[c->statistic == SCAN_EBP ? g * c->n + i : i];
		}
		if (c->statistic == SCAN_STP && s->cases[g] > 0)
			mu += base * s->window[g] / s->cases[g];
		else if (c->statistic == SCAN_EBP)
			mu += base * s->window_days[g];
		else if (c->statistic == SCAN_CPOIS && s->days[g] > 0)
			mu += s->cases[g] * base / s->weight * s->window_days[g] / s->days[g];
	}
	return mu;
}

/* Share of the whole that a zone holds, as the limit of one half sees it. */
static double
slow_share(const struct city *c, const bool *in)
{
	double held = 0, all = 0;
	int kinds = 1;

	for (int32_t d = 0; d < c->days; d++)
		kinds = c->kind[d] + 1 > kinds ? c->kind[d] + 1 : kinds;
	for (int32_t i = 0; i < c->n; i++) {
		double w = 0;

		if (c->statistic == SCAN_STP)
			for (int32_t d = 0; d < c->days; d++)
				w += (double)c->count[i][d];
		else
			for (int g = 0; g < (c->statistic == SCAN_EBP ? kinds : 1); g++)
				w += c->weight[g * c->n + i];
		all += w;
		held += in[i] ? w : 0;
	}
	return held / all;
}

static double
slow_score(const struct city *c, double n, double mu, double total)
{
	if (n < 2 || n <= mu)
		return 0;
	if (c->statistic == SCAN_EBP)
		return n * log(n / mu) + mu - n;
	return n * log(n / mu) + (n < total ? (total - n) * log((total - n) / (total - mu)) : 0);
}

static double
slow_scan(const struct city *c)
{
	double best = 0;

	for (int32_t centre = 0; centre < c->n; centre++) {
		bool in[PLACES] = { false };

		for (int32_t k = 0; k < c->neighbours && k < c->n; k++) {
			in[slow_next(c, centre, in)] = true;
			if (slow_share(c, in) > 0.5)
				break;
			for (int32_t t = 1; t <= c->window; t++) {
				struct sums s = slow_sums(c, t);
				double n = 0;

				for (int32_t i = 0; i < c->n; i++)
					for (int32_t d = c->days - t; in[i] && d < c->days; d++)
						n += (double)c->count[i][d];
				best = fmax(best, slow_score(c, n, slow_mu(c, &s, in), s.total));
			}
		}
	}
	return best;
}

/* The same city through the product's door. */
static enum scan_fault
fast_model(const struct city *c, struct scan_zones *zones, struct scan_model *model)
{
	struct scan_setup setup = { .zones = zones, .statistic = c->statistic, .days = c->days,
		.window = c->window, .kind_of = c->kind };
	struct scan_case *cases = ARENA_ARRAY(arena, PLACES * DAYS, struct scan_case);
	double *weight = ARENA_ARRAY(arena, DAY_KINDS * PLACES, double);

	assert_int_equal(scan_zones_make(zones, arena, c->a, c->b, c->n, c->sphere, c->neighbours,
		0), SCAN_FINE);
	for (int32_t i = 0; i < c->n; i++)
		for (int32_t d = 0; d < c->days; d++)
			cases[setup.ncases++] = (struct scan_case){ i, d,
				c->count[zones->order[i]][d] };
	for (int g = 0; g < DAY_KINDS; g++)
		for (int32_t i = 0; i < c->n; i++)
			weight[g * c->n + i] = c->weight[g * c->n + zones->order[i]];
	setup.cases = cases;
	setup.weight = weight;
	return scan_model_make(model, arena, &setup);
}

static void
a_thousand_cities(void **state)
{
	struct city *c = arena_alloc(arena, sizeof(*c));
	struct arena *outer = arena;
	int positive = 0;
	struct prng r;

	(void)state;
	print_message("seed %d\n", SEED);
	prng_init(&r, SEED);
	arena = arena_new(64 << 20);
	for (int trial = 0; trial < 1000; trial++) {
		struct scan_zones zones;
		struct scan_model model;
		struct scan_cluster top = { 0 };
		double slow;

		city_random(c, &r);
		c->n = trial >= 100 && c->n > 16 ? c->n % 14 + 2 : c->n; /* the slow one is slow */
		slow = slow_scan(c);
		assert_int_equal(fast_model(c, &zones, &model), SCAN_FINE);
		positive += scan_clusters(&model, arena, &top, 1);
		assert_true(fabs(top.score - slow) <= 1e-9 * fmax(1, slow));
		arena_reset(arena);
	}
	arena_free(arena);
	arena = outer;
	assert_true(positive > 800);
}

/* Every cylinder of a dealt replicate, without gate or kernel. */
static double
slow_replicate(const struct scan_model *m, const uint16_t *row, size_t step, size_t block)
{
	double best = 0;

	for (int32_t l = 0; l < m->n; l++)
		for (int32_t t = 1; t <= m->window; t++) {
			double sum = 0;

			for (int32_t k = 1; k <= m->reach[l]; k++) {
				int32_t at = m->zones->nbr[l * m->k + k - 1];

				sum += row[(size_t)at * step + (size_t)((t - 1) / 16) * block +
					(size_t)((t - 1) % 16)];
				best = fmax(best, scan_score(m, sum, scan_mu(m, l, k, t)));
			}
		}
	return best;
}

static void
replicates_are_exact(void **state)
{
	enum { N = 40 };
	struct city *c = arena_alloc(arena, sizeof(*c));
	struct prng r;

	(void)state;
	prng_init(&r, SEED + 1);
	for (int trial = 0; trial < 60; trial++) {
		struct scan_draws draws = { .null = trial % 2 == 0 ? SCAN_EXACT : SCAN_NB1,
			.dispersion = 1.5, .seed = (uint64_t)trial, .threads = 1 };
		struct scan_draws other = draws;
		double one[N], two[N];
		struct scan_deal deal;
		struct scan_zones zones;
		struct scan_model model;
		uint16_t *row = ARENA_ARRAY(arena, PLACES * 2 * 16, uint16_t);

		city_random(c, &r);
		assert_int_equal(fast_model(c, &zones, &model), SCAN_FINE);
		scan_null_maxima(&model, &draws, 0, N, one, arena);
		other.threads = 1 + trial % 5;
		other.path = trial % 3 == 0 ? SCAN_PATH_AVX2 : SCAN_PATH_BASE;
		scan_null_maxima(&model, &other, 0, N / 2, two, arena);
		scan_null_maxima(&model, &other, N / 2, N / 2, two + N / 2, arena);
		assert_memory_equal(one, two, sizeof(one));
		scan_deal_init(&deal, &model, &draws, arena);
		for (int i = 0; i < N; i++) {
			memset(row, 0, PLACES * 2 * 16 * sizeof(*row));
			scan_deal(&deal, variate_seed(draws.seed, (uint64_t)i, 1), row, 32, 16);
			assert_true(fabs(slow_replicate(&model, row, 32, 16) - one[i]) < 1e-10);
		}
	}
}

/* All margins of a permutation stay: cases by day and kind; no place gets more than it has. */
static void
margins_stay(void **state)
{
	struct city *c = arena_alloc(arena, sizeof(*c));
	struct scan_draws draws = { .null = SCAN_NB1, .dispersion = 2 };
	struct scan_deal deal;
	struct scan_zones zones;
	struct scan_model model;
	struct prng r;

	(void)state;
	prng_init(&r, SEED + 2);
	do
		city_random(c, &r);
	while (c->statistic != SCAN_STP || c->n < 10);
	assert_int_equal(fast_model(c, &zones, &model), SCAN_FINE);
	scan_deal_init(&deal, &model, &draws, arena);
	for (uint64_t i = 0; i < 50; i++) {
		uint16_t *row = ARENA_ARRAY(arena, PLACES * 2 * 16, uint16_t);
		int64_t sum = 0, want = 0;

		scan_deal(&deal, i, row, 32, 16);
		for (int32_t t = 0; t < model.window; t++) {
			want += model.age_cases[t];
			sum = 0;
			for (int32_t l = 0; l < model.n; l++)
				sum += row[l * 32 + t / 16 * 16 + t % 16];
			assert_int_equal(sum, want);
		}
		for (int32_t l = 0; l < model.n; l++)
			assert_true(row[l * 32 + (model.window - 1) / 16 * 16 +
				(model.window - 1) % 16] <= model.pool[0].stock[l] +
				model.pool[1].stock[l] + model.pool[2].stock[l]);
	}
	for (int g = 0; g < DAY_KINDS; g++)
		assert_memory_equal(deal.left[g], model.pool[g].stock,
			(size_t)model.n * sizeof(int64_t));
}

/* Clumps make one place's share of a day vary phi times as much as a binomial share. */
static void
clumps_have_the_dispersion(void **state)
{
	enum { N = 4000 };
	struct city *c = arena_alloc(arena, sizeof(*c));
	struct scan_draws draws = { .null = SCAN_NB1, .dispersion = 1.6 };
	double sum = 0, squares = 0, mean, ratio;
	struct scan_deal deal;
	struct scan_zones zones;
	struct scan_model model;

	(void)state;
	*c = (struct city){ .n = 20, .days = 60, .window = 1, .neighbours = 5 };
	for (int32_t i = 0; i < 20; i++) {
		c->a[i] = i;
		for (int32_t d = 0; d < 60; d++)
			c->count[i][d] = 5;
	}
	assert_int_equal(fast_model(c, &zones, &model), SCAN_FINE);
	scan_deal_init(&deal, &model, &draws, arena);
	for (uint64_t i = 0; i < N; i++) {
		uint16_t row[20 * 16] = { 0 };

		scan_deal(&deal, i, row, 16, 0);
		sum += row[0];
		squares += (double)row[0] * row[0];
	}
	mean = sum / N;
	ratio = (squares / N - mean * mean) / (5 * 0.95);
	assert_true(fabs(mean - 5) < 0.15);
	/* given the day's total of 100: phi = 1.6 shrinks to (r + 100) / (r + 1), r = 100/0.6 */
	assert_true(fabs(ratio - 1.59) < 0.12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thousand_cities),
		cmocka_unit_test(replicates_are_exact),
		cmocka_unit_test(margins_stay),
		cmocka_unit_test(clumps_have_the_dispersion),
	};
	int failed;

	arena = arena_new((size_t)1 << 30);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_free(arena);
	return failed;
}
