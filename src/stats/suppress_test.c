/* suppress_test.c: ranges against exhaustion, optimal cases, failing closed, noise. */
#include "tests/oracle.h"

#include "base/rand.h"
#include "stats/suppress.h"

static const struct suppress_options TEN = { 10, 10, false };

/* All tables with the same margins, by brute force over the hidden cells. */
struct brute {
	size_t rows, cols, cells;
	size_t cell[20];
	int64_t row[8], col[8], value[20], lo[20], hi[20];
};

static void
enumerate(struct brute *b, size_t k)
{
	bool last_in_col = true;
	size_t i, j;
	int64_t most;

	if (k == b->cells) {
		for (size_t r = 0; r < b->rows; r++) {
			if (b->row[r] != 0)
				return;
		}
		for (size_t c = 0; c < b->cols; c++) {
			if (b->col[c] != 0)
				return;
		}
		for (size_t c = 0; c < b->cells; c++) {
			b->lo[c] = b->value[c] < b->lo[c] ? b->value[c] : b->lo[c];
			b->hi[c] = b->value[c] > b->hi[c] ? b->value[c] : b->hi[c];
		}
		return;
	}
	i = b->cell[k] / b->cols;
	j = b->cell[k] % b->cols;
	most = b->row[i] < b->col[j] ? b->row[i] : b->col[j];
	for (size_t c = k + 1; c < b->cells; c++)
		last_in_col = last_in_col && b->cell[c] % b->cols != j;
	for (int64_t v = 0; v <= most; v++) {
		bool last_in_row = k + 1 == b->cells || b->cell[k + 1] / b->cols != i;

		if ((last_in_row && v != b->row[i]) || (last_in_col && v != b->col[j]))
			continue;
		b->value[k] = v;
		b->row[i] -= v;
		b->col[j] -= v;
		enumerate(b, k + 1);
		b->row[i] += v;
		b->col[j] += v;
	}
}

static void
brute_of(const struct suppress_table *t, struct brute *b)
{
	memset(b, 0, sizeof(*b));
	b->rows = t->rows;
	b->cols = t->cols;
	for (size_t k = 0; k < t->rows * t->cols; k++) {
		if (t->mark[k] == SUPPRESS_SHOW)
			continue;
		b->row[k / t->cols] += t->count[k];
		b->col[k % t->cols] += t->count[k];
		b->lo[b->cells] = INT64_MAX;
		b->cell[b->cells++] = k;
	}
	enumerate(b, 0);
}

static void
assert_safe_by_exhaustion(const struct suppress_table *t)
{
	struct brute b;

	brute_of(t, &b);
	for (size_t k = 0; k < b.cells; k++) {
		if (t->mark[b.cell[k]] == SUPPRESS_PRIMARY)
			assert_true(b.hi[k] - b.lo[k] >= 10 && b.hi[k] >= 10);
	}
}

static void
ranges_equal_exhaustion(void **state)
{
	struct arena *arena = arena_new(1 << 24);
	struct prng r;
	size_t ranges = 0;

	(void)state;
	prng_init(&r, 2026);
	print_message("seed 2026\n");
	for (int round = 0; round < 10000; round++) {
		int64_t count[20];
		enum suppress_mark mark[20];
		struct suppress_table t = { 4, 5, count, mark };
		struct brute b;

		arena_reset(arena);
		for (size_t k = 0; k < 20; k++) {
			count[k] = (int64_t)prng_below(&r, 5);
			mark[k] = prng_below(&r, 3) == 0 ? SUPPRESS_PRIMARY : SUPPRESS_SHOW;
		}
		brute_of(&t, &b);
		for (size_t k = 0; k < b.cells; k++) {
			int64_t lo, hi;

			assert_int_equal(suppress_range(arena, &t, b.cell[k] / 5, b.cell[k] % 5,
				&lo, &hi), FAULT_NONE);
			assert_true(lo == b.lo[k] && hi == b.hi[k]);
			ranges++;
		}
	}
	assert_true(ranges > 60000);
	arena_free(arena);
}

static void
reference_cases(void **state)
{
	static const size_t SHAPE[3][2] = { { 4, 4 }, { 5, 4 }, { 3, 3 } };
	struct arena *arena = arena_new(1 << 24);
	const struct oracle *o = oracle_read(arena, "suppress/cases.csv");
	const struct oracle *s = oracle_read(arena, "suppress/summary.csv");
	size_t row = 0;

	(void)state;
	for (size_t c = 0; c < 3; c++) {
		int64_t count[20];
		enum suppress_mark mark[20], best[20];
		struct suppress_table t = { SHAPE[c][0], SHAPE[c][1], count, mark };
		struct suppress_table given = { SHAPE[c][0], SHAPE[c][1], count, best };
		struct suppress_report r;
		size_t cells = t.rows * t.cols, wr, wc;
		size_t first = row;

		for (size_t k = 0; k < cells; k++, row++) {
			count[k] = (int64_t)oracle_number(o, row, "n");
			best[k] = oracle_number(o, row, "primary") > 0 ? SUPPRESS_PRIMARY
				: oracle_number(o, row, "complementary") > 0 ? SUPPRESS_COMPLEMENT
				: SUPPRESS_SHOW;
		}
		assert_int_equal(suppress_audit(arena, &TEN, &given, &wr, &wc), FAULT_NONE);
		for (size_t k = 0; k < cells; k++) {
			int64_t lo, hi;

			assert_int_equal(suppress_range(arena, &given, k / t.cols, k % t.cols,
				&lo, &hi), FAULT_NONE);
			assert_int_equal(lo, (int64_t)oracle_number(o, first + k, "L"));
			assert_int_equal(hi, (int64_t)oracle_number(o, first + k, "U"));
		}
		assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_NONE);
		print_message("case %c: hidden %d, optimum %d\n", (int)('A' + c),
			(int)r.hidden_count, (int)oracle_number(s, c, "cost_count"));
		/* the reference tried at most four complementary cells; B is cheaper with five */
		assert_true(r.hidden_count <= (int64_t)oracle_number(s, c, "cost_count"));
		assert_safe_by_exhaustion(&t);
		if (c == 0)
			doc_says("suppression.md", "a sum of %d", (int)r.hidden_count);
		if (c == 1)
			doc_says("suppression.md", "at a cost of %d", (int)r.hidden_count);
		for (size_t k = 0; k < cells; k++)
			best[k] = best[k] == SUPPRESS_COMPLEMENT ? SUPPRESS_SHOW : best[k];
		assert_int_equal(suppress_audit(arena, &TEN, &given, &wr, &wc), FAULT_UNPROTECTED);
	}
	arena_free(arena);
}

/* Whatever comes out of suppress_table is safe by exhaustion. */
static void
random_tables_come_out_safe(void **state)
{
	struct arena *arena = arena_new(1 << 26);
	struct prng r;
	int done = 0, refused = 0;

	(void)state;
	prng_init(&r, 77);
	print_message("seed 77\n");
	for (int round = 0; round < 300; round++) {
		int64_t count[12];
		enum suppress_mark mark[12];
		struct suppress_table t = { 4, 3, count, mark };
		struct suppress_report report;

		arena_reset(arena);
		for (size_t k = 0; k < 12; k++)
			count[k] = (int64_t)prng_below(&r, prng_below(&r, 3) ? 30 : 10);
		if (suppress_table(arena, &TEN, &t, &report) != FAULT_NONE) {
			refused++;
			for (size_t k = 0; k < 12; k++)
				assert_int_equal(mark[k], SUPPRESS_ROW);
			continue;
		}
		done++;
		for (size_t k = 0; k < 12; k++) /* rows out are not part of what is published */
			count[k] = mark[k] == SUPPRESS_ROW ? 0 : count[k];
		for (size_t k = 0; k < 12; k++) {
			assert_true(count[k] == 0 || count[k] >= 10 || mark[k] == SUPPRESS_PRIMARY);
			mark[k] = mark[k] == SUPPRESS_ROW ? SUPPRESS_SHOW : mark[k];
		}
		assert_safe_by_exhaustion(&t);
	}
	print_message("%d safe, %d refused\n", done, refused);
	assert_true(done > 100);
	arena_free(arena);
}

static void
fails_closed(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	int64_t one_row[3] = { 3, 40, 50 };
	int64_t zeros[9] = { 5, 0, 0, 0, 60, 70, 0, 80, 90 };
	enum suppress_mark mark[9];
	struct suppress_table t = { 1, 3, one_row, mark };
	struct suppress_report r;
	size_t row, col;

	(void)state;
	/* no other row to hide a cell in: nothing can be shown */
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_UNPROTECTED);
	assert_int_equal(mark[0], SUPPRESS_ROW);
	/* the 5 stands alone in its row and column: its row goes, the others stay */
	t = (struct suppress_table){ 3, 3, zeros, mark };
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_NONE);
	assert_int_equal(r.rows_hidden, 1);
	assert_int_equal(mark[2], SUPPRESS_ROW);
	assert_int_equal(mark[4], SUPPRESS_SHOW);
	/* a small cell shown by mistake is found */
	memset(mark, 0, sizeof(mark));
	assert_int_equal(suppress_audit(arena, &TEN, &t, &row, &col), FAULT_UNPROTECTED);
	assert_true(row == 0 && col == 0);
	arena_free(arena);
}

static void
rows_that_tell_go(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	int64_t count[12] = { 4, 3, 0, 29, 0, 0, 40, 50, 60, 70, 80, 90 };
	enum suppress_mark mark[12];
	struct suppress_table t = { 4, 3, count, mark };
	struct suppress_options o = { 10, 10, true };
	struct suppress_report r;

	(void)state;
	assert_int_equal(suppress_table(arena, &o, &t, &r), FAULT_NONE);
	assert_int_equal(r.rows_hidden, 2);
	assert_int_equal(mark[0], SUPPRESS_ROW);
	assert_int_equal(mark[5], SUPPRESS_ROW);
	assert_int_equal(r.primary + r.complement, 0);
	arena_free(arena);
}

static void
tables_are_refused_by_name(void **state)
{
	struct arena *arena = arena_new(1 << 22);
	int64_t count[4] = { 20, 20, 20, -1 };
	enum suppress_mark mark[4] = { SUPPRESS_SHOW };
	struct suppress_table t = { 2, 2, count, mark };
	struct suppress_options bad = { 0, 10, false };
	struct suppress_report r;
	size_t row, col;
	int64_t lo, hi;

	(void)state;
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_NEGATIVE);
	assert_int_equal(suppress_audit(arena, &TEN, &t, &row, &col), FAULT_NEGATIVE);
	assert_int_equal(suppress_range(arena, &t, 0, 0, &lo, &hi), FAULT_NEGATIVE);
	count[3] = 2000000000;
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_TOO_LARGE);
	count[3] = 20;
	assert_int_equal(suppress_table(arena, &bad, &t, &r), FAULT_OPTION);
	assert_int_equal(suppress_range(arena, &t, 2, 0, &lo, &hi), FAULT_OPTION);
	assert_int_equal(suppress_range(arena, &t, 1, 1, &lo, &hi), FAULT_NONE);
	assert_true(lo == 20 && hi == 20);
	t.cols = 65;
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_TOO_LARGE);
	t.cols = 0;
	assert_int_equal(suppress_table(arena, &TEN, &t, &r), FAULT_NO_ROWS);
	arena_free(arena);
}

static void
noise_is_two_sided_geometric(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	const struct oracle *o = oracle_read(arena, "suppress/geometric.csv");
	struct suppress_noise n;
	struct prng r;

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		assert_int_equal(suppress_noise_of(oracle_number(o, i, "epsilon"),
			oracle_number(o, i, "sensitivity"), &n), FAULT_NONE);
		assert_near(n.a, oracle_number(o, i, "alpha"), 1e-11);
		assert_near(n.variance, oracle_number(o, i, "var"), 1e-10);
		assert_int_equal(n.half_width95, (int)oracle_number(o, i, "halfwidth95"));
	}
	assert_int_equal(suppress_noise_of(0, 1, &n), FAULT_NOT_POSITIVE);
	assert_int_equal(suppress_noise_of(NAN, 1, &n), FAULT_NOT_FINITE);
	/* an epsilon that small says nothing of the city, and its width would be summed for ever */
	assert_int_equal(suppress_noise_of(1e-17, 1, &n), FAULT_OPTION);
	assert_int_equal(suppress_noise_of(1, 1001, &n), FAULT_OPTION);
	assert_int_equal(suppress_noise_of(1, 1000, &n), FAULT_NONE);
	assert_int_equal(suppress_noise_of(1e300, 1e-300, &n), FAULT_NONE);
	assert_int_equal(n.half_width95, 0);
	/* quantiles: cumulative shares at the jumps */
	assert_int_equal(suppress_noise_of(1, 1, &n), FAULT_NONE);
	assert_int_equal(suppress_noise_draw(n.a, 0.5), 0);
	assert_int_equal(suppress_noise_draw(n.a, n.a / (1 + n.a) * 0.999), -1);
	assert_int_equal(suppress_noise_draw(n.a, 1 / (1 + n.a) * 1.001), 1);
	prng_init(&r, 3);
	double sum = 0, squares = 0;

	for (int i = 0; i < 200000; i++) {
		double k = (double)suppress_noise_draw(n.a, prng_unit(&r));

		sum += k;
		squares += k * k;
	}
	assert_true(fabs(sum / 200000) < 0.015);
	assert_true(fabs(squares / 200000 - n.variance) < 0.03);
	assert_true(suppress_noise_draw(n.a, 0) < -100);
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ranges_equal_exhaustion),
		cmocka_unit_test(reference_cases),
		cmocka_unit_test(random_tables_come_out_safe),
		cmocka_unit_test(fails_closed),
		cmocka_unit_test(rows_that_tell_go),
		cmocka_unit_test(tables_are_refused_by_name),
		cmocka_unit_test(noise_is_two_sided_geometric),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
