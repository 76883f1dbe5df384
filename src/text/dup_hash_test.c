/* dup_hash_test.c: tokens, shingles and signatures, bit for bit. */
#include "tests/oracle.h"

#include "base/rand.h"
#include "text/dup_hash.h"
#include "text/dup_token.h"

enum { TEXTS = 6 };

struct fixture {
	struct arena *arena;
	struct dup_tokens tokens[TEXTS];
	struct dup_set set[TEXTS];
	uint32_t signature[TEXTS][DUP_MINHASHES];
};

static struct fixture *
fixture_new(void)
{
	struct arena *arena = arena_new(1 << 24);
	struct fixture *f = ARENA_NEW(arena, struct fixture);
	const struct oracle *o = oracle_read(arena, "dedup/texts.csv");
	struct dup_minhash m;

	f->arena = arena;
	dup_minhash_init(&m);
	assert_int_equal(o->rows, TEXTS);
	for (size_t i = 0; i < TEXTS; i++) {
		dup_tokenize(arena, str_of(oracle_text(o, i, "text")), &f->tokens[i]);
		f->set[i] = dup_set_of(arena, &f->tokens[i]);
		dup_signature(&m, f->set[i], f->signature[i]);
	}
	return f;
}

static void
vectors_are_bit_exact(void **state)
{
	struct fixture *f = fixture_new();
	const struct oracle *o = oracle_read(f->arena, "dedup/hashes.csv");

	(void)state;
	for (size_t i = 0; i < TEXTS; i++) {
		uint64_t first = dup_mix(dup_fnv(dup_tokens_piece(&f->tokens[i], 0, 4)));
		uint64_t want = strtoull(oracle_text(o, i, "first_shingle_hash"), NULL, 16);

		assert_int_equal(f->tokens[i].count, (int)oracle_number(o, i, "n_tokens"));
		assert_int_equal(f->set[i].count, (int)oracle_number(o, i, "n_shingles"));
		assert_true(first == want);
		assert_true(f->signature[i][0] == (uint32_t)oracle_number(o, i, "minhash0"));
		assert_true(f->signature[i][1] == (uint32_t)oracle_number(o, i, "minhash1"));
		assert_true(f->signature[i][191] == (uint32_t)oracle_number(o, i, "minhash191"));
	}
	arena_free(f->arena);
}

static void
pairs_are_exact(void **state)
{
	struct fixture *f = fixture_new();
	const struct oracle *o = oracle_read(f->arena, "dedup/pairs.csv");

	(void)state;
	for (size_t i = 0; i < o->rows; i++) {
		size_t a = (size_t)(oracle_text(o, i, "a")[0] - 'a');
		size_t b = (size_t)(oracle_text(o, i, "b")[0] - 'a');
		int equal = 0;

		for (size_t j = 0; j < DUP_MINHASHES; j++)
			equal += f->signature[a][j] == f->signature[b][j];
		assert_int_equal(dup_common(f->set[a], f->set[b]),
		    (int)oracle_number(o, i, "inter"));
		assert_near(equal / 192.0, oracle_number(o, i, "minhash_est"), 1e-6);
		if (i == 0) {
			doc_says("near-duplicates.md", "J = %.6f, Cn = %.6f", 37 / 43.0, 1.0);
			doc_says("near-duplicates.md", "minima %d agree, an estimate of %.6f",
				equal, equal / 192.0);
		}
	}
	arena_free(f->arena);
}

static void
assert_tokens(const char *text, const char *want)
{
	struct arena *arena = arena_new(1 << 20);
	struct dup_tokens t;
	struct str all;

	dup_tokenize(arena, str_of(text), &t);
	all = dup_tokens_piece(&t, 0, t.count);
	assert_int_equal(all.len, strlen(want));
	assert_memory_equal(all.at, want, all.len);
	arena_free(arena);
}

static void
tokens_follow_the_rules(void **state)
{
	(void)state;
	assert_tokens("", "");
	assert_tokens(" ,;_- ", "");
	assert_tokens("Hòa, THÚY; quý QÚY khỏe", "hoà thuý quý qúy khoẻ");
	assert_tokens("HÓA của múa toàn ùy", "hoá của múa toàn uỳ");
	assert_tokens("Ngày 30/6 – 1.234,5 m²", "ngày 30 6 1 234 5 m²");
	assert_tokens("ĐƯỜNG Ơ Ư Ă Â Ê Ô Ỹ", "đường ơ ư ă â ê ô ỹ");
	assert_tokens("a\xff" "b", "a b");
	/* decomposed: o + dot below + circumflex; u + horn + acute; a + breve + tilde */
	assert_tokens("mo\u0323\u0302t chu\u031b\u0301 a\u0306\u0303",
		"một chứ ẵ");
	assert_tokens("e\u0302\u0301 A\u0309 O\u031b", "ế ả ơ");
	assert_tokens("x\u0301y n\u0303 a\u0301\u0301", "x y n á");
	assert_tokens("Москва ΑΘΗΝΑ Žižek İ Ÿ Ĺ", "москва αθηνα žižek i ÿ ĺ");
	assert_tokens("中文 😀 Ѐ ẞ", "中文 ѐ ẞ");
}

static void
boiler_lines_go(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	struct str s = dup_strip_lines(arena,
		STR("Mưa lớn gây ngập\n(TTXVN)\nTheo báo cáo của Sở Xây dựng thành phố, mưa kéo "
		"dài\n"
			"Ảnh: Trần Văn Mẫu\nTheoro dài"));

	(void)state;
	assert_true(str_equal(s, STR("Mưa lớn gây ngập\nTheo báo cáo của Sở Xây dựng thành phố, "
		"mưa kéo dài\nTheoro dài\n")));
	arena_free(arena);
}

/* The signature equals a plain loop, and sorting equals qsort, for many sizes. */
static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a;
	uint64_t y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
fast_paths_equal_slow_ones(void **state)
{
	struct dup_minhash m;
	struct prng r;
	uint64_t h[700], want[700], spare[700];

	(void)state;
	prng_init(&r, 5);
	dup_minhash_init(&m);
	for (size_t n = 0; n < 700; n += 23) {
		uint32_t got[DUP_MINHASHES], plain[DUP_MINHASHES];

		for (size_t i = 0; i < n; i++)
			h[i] = want[i] = n % 2 ? prng_next(&r) : prng_below(&r, 300);
		dup_signature(&m, (struct dup_set){ n, h }, got);
		dup_signature_plain(&m, (struct dup_set){ n, h }, plain);
		assert_memory_equal(got, plain, sizeof(got));
		for (size_t j = 0; j < DUP_MINHASHES; j++) {
			uint32_t least = UINT32_MAX;

			for (size_t i = 0; i < n; i++) {
				uint32_t v = (uint32_t)((m.a[j] * h[i] + m.c[j]) >> 32);

				least = v < least ? v : least;
			}
			assert_true(got[j] == least);
		}
		qsort(want, n, sizeof(*want), by_value);
		size_t kept = dup_sort(h, n, spare);
		size_t k = 0;

		for (size_t i = 0; i < n; i++) {
			if (i > 0 && want[i] == want[i - 1])
				continue;
			assert_true(h[k++] == want[i]);
		}
		assert_int_equal(k, kept);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_are_bit_exact),
		cmocka_unit_test(pairs_are_exact),
		cmocka_unit_test(tokens_follow_the_rules),
		cmocka_unit_test(boiler_lines_go),
		cmocka_unit_test(fast_paths_equal_slow_ones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
