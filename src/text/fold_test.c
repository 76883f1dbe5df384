/* fold_test.c: keys that must meet, keys that must not, and the table against ICU. */
#include "tests/check.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "text/collate.h"
#include "text/fold.h"
#include "text/fold_table.h"

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
folds_to(const char *text, unsigned flags, const char *want)
{
	struct str got = fold(arena, str_of(text), flags);

	assert_string_equal(arena_text_n(arena, got.at, got.len), want);
}

static void
tone_styles_meet(void **state)
{
	(void)state;
	folds_to("Hoà", FOLD_PLAIN, "hòa");
	folds_to("HOÀ BÌNH", FOLD_PLAIN, "hòa bình");
	folds_to("uỷ ban, Uỷ", FOLD_PLAIN, "ủy ban, ủy");
	folds_to("khoẻ thuỷ toạ quỵ quý", FOLD_PLAIN, "khỏe thủy tọa quỵ quý");
	folds_to("hòan thàng hòai húyt thúy", FOLD_PLAIN, "hoàn thàng hoài huýt thúy");
	folds_to("khuỷu ngoái giếng gì", FOLD_PLAIN, "khuỷu ngoái giếng gì");
	folds_to("Hoa\xCC\x80", FOLD_PLAIN, "hòa"); /* NFD */
}

/* Every pair in every tone, in both styles, at the end of a word and inside one. */
static void
every_tone_finds_its_place(void **state)
{
	static const struct {
		const char *new_style, *old_style;
	} pairs[] = { { "oà", "òa" }, { "oá", "óa" }, { "oả", "ỏa" }, { "oã", "õa" },
		{ "oạ", "ọa" },
		{ "oè", "òe" }, { "oé", "óe" }, { "oẻ", "ỏe" }, { "oẽ", "õe" }, { "oẹ", "ọe" },
		{ "uỳ", "ùy" }, { "uý", "úy" }, { "uỷ", "ủy" }, { "uỹ", "ũy" }, { "uỵ", "ụy" } };

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		const char *first = pairs[i].new_style, *old = pairs[i].old_style;

		folds_to(first, FOLD_PLAIN, old);
		folds_to(old, FOLD_PLAIN, old);
		folds_to(arena_printf(arena, "TH%s, H", first), FOLD_PLAIN,
		    arena_printf(arena, "th%s, h", old));
		folds_to(arena_printf(arena, "h%sn", old), FOLD_PLAIN,
		    arena_printf(arena, "h%sn", first));
	}
}

static void
marks_and_spaces_meet(void **state)
{
	(void)state;
	folds_to("a\xC2\xA0"
		 "b\xE2\x80\x8B"
		 "c\xC2\xAD"
		 "d",
	    FOLD_PLAIN, "a b c d");
	folds_to("2006 – 2010 — ‑", FOLD_PLAIN, "2006 - 2010 - -");
	folds_to("“X” ‘y’ …", FOLD_PLAIN, "\"x\" 'y' ...");
	folds_to("Ðông \xC6\x89", FOLD_PLAIN, "đông đ");
}

static void
spelling_of_i_meets_only_when_asked(void **state)
{
	(void)state;
	folds_to("kỷ niệm, lý, MỸ thuật, tỷ", FOLD_IY, "kỉ niệm, lí, mĩ thuật, tỉ");
	folds_to("quý, thuỷ, yêu, tây, kỳ", FOLD_IY, "quý, thủy, yêu, tây, kì");
	folds_to("kỷ", FOLD_PLAIN, "kỷ");
}

static void
search_needs_no_accents(void **state)
{
	struct str key = fold_search(arena, STR("  Giải phóng\n mặt  bằng Đống Đa "));

	(void)state;
	assert_string_equal(key.at, "giai phong mat bang dong da");
	folds_to("Hoà Thuỷ Nguye\xCC\x82\xCC\x83n", FOLD_STRIP, "hoa thuy nguyen");
	assert_string_equal(fold_search(arena, STR(" \n")).at, "");
}

static void
table_agrees_with_icu(void **state)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);

	(void)state;
	for (UChar32 c = 0; c < 0x1F00; c++) {
		UChar parts[8];
		uint32_t folded, stripped;

		if (c >= (UChar32)FOLD_LOW_END && c < (UChar32)FOLD_HIGH)
			continue;
		if (c == 0xA0 || c == 0xAD || c == 0xAB || c == 0xBB || c == 0xD0 || c == 0xF0 ||
		    c == 0x110 || c == 0x111 || c == 0x189 || c == 0xB5)
			continue;
		folded = c < (UChar32)FOLD_LOW_END ? fold_low[c] : fold_high[c - 0x1E00];
		stripped = c < (UChar32)FOLD_LOW_END ? strip_low[c] : strip_high[c - 0x1E00];
		if (c == 0x130 || c == 0x149 || c == 0x1F0 || (c >= 0x1E96 && c <= 0x1E9E))
			continue;
		assert_int_equal(folded, u_foldCase(c, U_FOLD_CASE_DEFAULT));
		if (unorm2_getRawDecomposition(nfd, u_foldCase(c, 0), parts, 8, &status) > 0)
			assert_true(stripped < 0x180 || stripped >= 0x18F);
		else
			assert_int_equal(stripped, folded);
	}
}

static void
eight_bytes_at_a_time_change_nothing(void **state)
{
	char text[64];

	(void)state;
	for (int c = 1; c < 128; c++) {
		char want[17];

		memset(text, c, 16);
		text[16] = '\0';
		memset(want, c >= 'A' && c <= 'Z' ? c + 32 : c, 16);
		want[16] = '\0';
		folds_to(text, FOLD_PLAIN, want);
	}
	folds_to("ABCDEFGHÀabcdefghi", FOLD_PLAIN, "abcdefghàabcdefghi");
}

static void
names_sort_as_people_expect(void **state)
{
	static const char *const order[] = { "An Dương", "Áng", "Ăn", "Ân Thi", "Ba Đình",
		"Dương Nội", "Đông Anh", "Đống Đa", "Uông Bí", "Ứng Hòa" };
	static const char *const tones[] = { "a", "à", "ả", "ã", "á", "ạ", "ă", "â" };
	struct collator *vi = collator_open();

	(void)state;
	assert_non_null(vi);
	for (size_t i = 0; i + 1 < sizeof(order) / sizeof(*order); i++)
		assert_true(strcmp(collate_key(vi, arena, str_of(order[i])).at,
				collate_key(vi, arena, str_of(order[i + 1])).at) < 0);
	for (size_t i = 0; i + 1 < sizeof(tones) / sizeof(*tones); i++)
		assert_true(strcmp(collate_key(vi, arena, str_of(tones[i])).at,
				collate_key(vi, arena, str_of(tones[i + 1])).at) < 0);
	assert_true(str_equal(collate_key(vi, arena, STR("Hoa\xCC\x80")),
	    collate_key(vi, arena, STR("Hoà"))));
	collator_close(vi);
}

/* U+FDFA is one character of a name and stands for eighteen in a key: 100 make over 4 KB. */
static void
a_key_has_a_greatest_length(void **state)
{
	struct collator *vi = collator_open();
	char text[3 * 100 + 1] = "";

	(void)state;
	for (size_t i = 0; i < 100; i++)
		memcpy(text + 3 * i, "\xEF\xB7\xBA", 4);
	assert_int_equal(collate_key(vi, arena, str_of(text)).len, COLLATE_KEY_MAX);
	assert_in_range(collate_key(vi, arena, STR("Ba Đình")).len, 1, 40);
	collator_close(vi);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tone_styles_meet),
		cmocka_unit_test(every_tone_finds_its_place),
		cmocka_unit_test(marks_and_spaces_meet),
		cmocka_unit_test(spelling_of_i_meets_only_when_asked),
		cmocka_unit_test(search_needs_no_accents),
		cmocka_unit_test(table_agrees_with_icu),
		cmocka_unit_test(eight_bytes_at_a_time_change_nothing),
		cmocka_unit_test(names_sort_as_people_expect),
		cmocka_unit_test(a_key_has_a_greatest_length),
	};

	return cmocka_run_group_tests_name("fold", tests, setup, teardown);
}
