/* decode_test.c: foreign bytes, the map back to points, and refusals. */
#include "tests/check.h"

#include "base/rand.h"
#include "text/decode.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new(256u << 20);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static enum decode_refusal
decode(const char *at, size_t len, struct decoded *doc)
{
	return decode_text(arena, (struct str){ at, len }, doc);
}

static void
refusals_are_named(void **state)
{
	struct decoded doc;
	char *large = arena_alloc(arena, DECODE_BYTES_MAX + 1);

	(void)state;
	assert_int_equal(decode("\xC0\xAF", 2, &doc), DECODE_NOT_UTF8);
	assert_int_equal(decode("U\xFB ban nh\xA9n d\xA9n", 14, &doc), DECODE_NOT_UTF8);
	assert_int_equal(decode("a\0b", 3, &doc), DECODE_NUL);
	assert_int_equal(decode("", 0, &doc), DECODE_EMPTY);
	assert_int_equal(decode(" \n\t\xC2\xA0", 5, &doc), DECODE_EMPTY);
	memset(large, 'a', DECODE_BYTES_MAX + 1);
	assert_int_equal(decode(large, DECODE_BYTES_MAX + 1, &doc), DECODE_TOO_LARGE);
	assert_int_equal(decode(large, DECODE_BYTES_MAX, &doc), DECODE_OK);
}

static void
plain_text_maps_to_itself(void **state)
{
	static const char text[] = "Hòa Bình\nđường";
	struct decoded doc;

	(void)state;
	assert_int_equal(decode(text, sizeof(text) - 1, &doc), DECODE_OK);
	assert_string_equal(doc.text.at, text);
	assert_int_equal(doc.points, 14);
	assert_int_equal(decoded_point(&doc, strlen("Hòa ")), 4);
	assert_int_equal(decoded_point(&doc, 2), 1); /* inside ò */
	assert_int_equal(decoded_point(&doc, doc.text.len), 14);
}

/* "Ấp" written A + circumflex + acute, between a mark, CRLF and NBSP. */
static void
points_count_the_original(void **state)
{
	static const char text[] = "\xEF\xBB\xBFx\r\nA\xCC\x82\xCC\x81p\xC2\xA0y\rz";
	struct decoded doc;

	(void)state;
	assert_int_equal(decode(text, sizeof(text) - 1, &doc), DECODE_OK);
	assert_string_equal(doc.text.at, "x\nẤp\xC2\xA0y\nz");
	assert_int_equal(doc.points, 12);
	assert_int_equal(decoded_point(&doc, 0), 1);
	assert_int_equal(decoded_point(&doc, 1), 2);
	assert_int_equal(decoded_point(&doc, 2), 4);
	assert_int_equal(decoded_point(&doc, 5), 7);
	assert_int_equal(decoded_point(&doc, doc.text.len), 12);
}

static void
marks_do_not_cost_quadratic_time(void **state)
{
	char *text = arena_alloc(arena, 400001);
	struct decoded doc;

	(void)state;
	for (int i = 0; i < 100000; i++)
		memcpy(text + 4 * i, i % 2 ? "\xCC\x81\xCC\xA3" : "\xCC\xA3\xCC\x81", 4);
	text[0] = 'a';
	text[1] = 'b';
	assert_int_equal(decode(text, 400000, &doc), DECODE_OK);
}

/* Any valid text: points never go back, the ends meet, and the map and its inverse agree. */
static void
random_text_keeps_the_map_whole(void **state)
{
	static const char *const bits[] = { "a", "e\xCC\x82", "\xCC\x81", "ế", "\r\n", "\r", "\n",
		"\xEF\xBB\xBF", "\xC2\xA0", "đ", "\xF0\x9D\x85\xA0", "\xE0\xA5\x98", "가",
		"\xE1\x84\x80" };
	struct prng prng;

	(void)state;
	prng_init(&prng, 7);
	print_message("seed 7\n");
	for (int round = 0; round < 500; round++) {
		char text[400];
		size_t len = 0;
		uint32_t last = 0;
		struct decoded doc;

		for (int i = 0; i < 60; i++) {
			const char *bit = bits[prng_below(&prng, sizeof(bits) / sizeof(*bits))];

			memcpy(text + len, bit, strlen(bit));
			len += strlen(bit);
		}
		if (decode(text, len, &doc) != DECODE_OK)
			continue;
		assert_int_equal(doc.points, utf8_count((struct str){ text, len }));
		assert_int_equal(decoded_point(&doc, doc.text.len), doc.points);
		for (size_t b = 0; b <= doc.text.len; b++) {
			assert_true(decoded_point(&doc, b) >= last);
			last = decoded_point(&doc, b);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refusals_are_named),
		cmocka_unit_test(plain_text_maps_to_itself),
		cmocka_unit_test(points_count_the_original),
		cmocka_unit_test(marks_do_not_cost_quadratic_time),
		cmocka_unit_test(random_text_keeps_the_map_whole),
	};

	return cmocka_run_group_tests_name("decode", tests, setup, teardown);
}
