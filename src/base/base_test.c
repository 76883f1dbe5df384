/* base_test.c: the ground under everything: memory, text, days, JSON. */
#include "tests/check.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/err.h"
#include "base/json.h"
#include "base/log.h"
#include "base/rand.h"

static void
arena_keeps_its_limit(void **state)
{
	struct arena *arena = arena_new(1000);
	jmp_buf full;
	volatile int met = 0;

	(void)state;
	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		(void)arena_alloc(arena, 600);
		(void)arena_alloc(arena, 600);
	} else {
		met = 1;
	}
	assert_int_equal(met, 1);
	arena_free(arena);
}

static void
what_answers_after_a_full_arena_has_room(void **state)
{
	struct arena *arena = arena_new(1000);
	jmp_buf full;

	(void)state;
	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		(void)arena_alloc(arena, 990);
		(void)arena_alloc(arena, 990);
		fail_msg("past its limit");
	}
	arena_on_full(arena, NULL);
	assert_non_null(arena_alloc(arena, 5000));
	arena_free(arena);
}

static void
take_too_much(void *arg)
{
	(void)arena_alloc(arg, 600);
	(void)arena_alloc(arg, 600);
}

static void
take_a_little(void *arg)
{
	(void)arena_alloc(arg, 10);
}

/* A guard within a guard catches its own; the outer one is then in force again. */
static void
a_guard_gives_back_what_was_set_before(void **state)
{
	struct arena *arena = arena_new(1000);
	jmp_buf full;
	volatile int inner = 0, outer = 0;

	(void)state;
	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		assert_true(arena_guard(arena, take_a_little, arena));
		inner = !arena_guard(arena, take_too_much, arena);
		(void)arena_alloc(arena, 600);
	} else {
		outer = 1;
	}
	assert_int_equal(inner, 1);
	assert_int_equal(outer, 1);
	arena_free(arena);
}

static void
arena_overflow_is_full(void **state)
{
	struct arena *arena = arena_new(1 << 20);
	jmp_buf full;
	volatile int met = 0;

	(void)state;
	if (setjmp(full) == 0) {
		arena_on_full(arena, &full);
		(void)arena_array(arena, SIZE_MAX / 2, 16);
	} else {
		met = 1;
	}
	assert_int_equal(met, 1);
	arena_free(arena);
}

static void
buf_refuses_past_its_maximum(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, NULL, 5);
	buf_add_text(&buf, "abc");
	assert_false(buf.full);
	buf_add_text(&buf, "def");
	assert_true(buf.full);
	assert_string_equal(buf_text(&buf), "abcde");
	buf_release(&buf);
}

static void
numbers_are_whole_or_refused(void **state)
{
	int64_t v = 0;

	(void)state;
	assert_true(str_to_i64(STR("-9223372036854775808"), &v));
	assert_true(v == INT64_MIN);
	assert_true(str_to_i64(STR("9223372036854775807"), &v));
	assert_true(v == INT64_MAX);
	assert_false(str_to_i64(STR("9223372036854775808"), &v));
	assert_false(str_to_i64(STR("12 "), &v));
	assert_false(str_to_i64(STR("-"), &v));
	assert_false(str_to_i64(STR(""), &v));
}

static void
copies_cut_at_a_whole_character(void **state)
{
	char to[5];

	(void)state;
	assert_false(str_copy(to, sizeof(to), "Đống Đa"));
	assert_string_equal(to, "Đ");
	assert_true(str_copy(to, sizeof(to), "abcd"));
}

static void
utf8_refuses_what_is_not(void **state)
{
	(void)state;
	assert_true(utf8_valid(STR("Ủy ban nhân dân")));
	assert_false(utf8_valid(STR("\xC0\xAF")));
	assert_false(utf8_valid(STR("\xED\xA0\x80")));
	assert_false(utf8_valid(STR("\xF4\x90\x80\x80")));
	assert_false(utf8_valid(STR("\xE1\xBB")));
}

static void
days_go_both_ways(void **state)
{
	int64_t day;
	char text[DATE_TEXT_MAX];

	(void)state;
	for (int64_t d = -100000; d < 100000; d += 7)
		assert_true(date_to_day(day_to_date(d)) == d);
	assert_true(day_parse_iso(STR("2026-11-21"), &day));
	assert_int_equal(day_weekday(day), 5);
	day_vi(day, text);
	assert_string_equal(text, "21/11/2026");
	assert_false(day_parse_iso(STR("2026-02-29"), &day));
	assert_false(day_parse_iso(STR("2026-2-9"), &day));
	assert_false(day_parse_vi(STR("31/4/2026"), &day));
	assert_true(day_parse_vi(STR("7/4/2006"), &day));
}

static void
quarters_are_written_one_way(void **state)
{
	int64_t q, day;
	char text[DATE_TEXT_MAX];

	(void)state;
	assert_true(day_parse_iso(STR("2026-11-21"), &day));
	quarter_text(quarter_of_day(day), text);
	assert_string_equal(text, "2026Q4");
	assert_true(quarter_parse(STR("2026Q3"), &q));
	day_iso(quarter_first_day(q), text);
	assert_string_equal(text, "2026-07-01");
	day_iso(quarter_last_day(q), text);
	assert_string_equal(text, "2026-09-30");
	assert_false(quarter_parse(STR("2026Q5"), &q));
	assert_false(quarter_parse(STR("2026q3"), &q));
}

static void
instants_show_the_citys_clock(void **state)
{
	char text[DATE_TEXT_MAX];
	int64_t day;

	(void)state;
	assert_true(day_parse_iso(STR("2026-11-21"), &day));
	ms_iso(day_to_ms(day), text);
	assert_string_equal(text, "2026-11-21T00:00:00+07:00");
	assert_true(ms_to_day(day_to_ms(day)) == day);
	assert_true(ms_to_day(day_to_ms(day) - 1) == day - 1);
}

static void
json_is_escaped_and_in_order(void **state)
{
	struct buf buf;
	struct json json;

	(void)state;
	buf_init(&buf, NULL, 1000);
	json_init(&json, &buf);
	json_object(&json);
	json_key(&json, "a");
	json_text(&json, "q\"\\\n\x01");
	json_key(&json, "b");
	json_array(&json);
	json_i64(&json, -5);
	json_double(&json, 0.1);
	json_id(&json, INT64_MAX);
	json_end(&json);
	json_end(&json);
	assert_string_equal(buf_text(&buf),
	    "{\"a\":\"q\\\"\\\\\\n\\u0001\",\"b\":[-5,0.1,\"9223372036854775807\"]}");
	buf_release(&buf);
}

static void
a_seed_is_a_sequence(void **state)
{
	struct prng a, b;

	(void)state;
	prng_init(&a, 1);
	prng_init(&b, 1);
	for (int i = 0; i < 1000; i++) {
		assert_true(prng_next(&a) == prng_next(&b));
		assert_true(prng_below(&a, 7) < 7);
		(void)prng_below(&b, 7);
	}
}

static void
a_log_level_is_one_of_four_words(void **state)
{
	(void)state;
	assert_false(log_set_level("loud"));
	assert_false(log_set_level(NULL));
	assert_true(log_set_level("debug"));
	assert_true(log_set_level("info"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(arena_keeps_its_limit),
		cmocka_unit_test(what_answers_after_a_full_arena_has_room),
		cmocka_unit_test(a_guard_gives_back_what_was_set_before),
		cmocka_unit_test(arena_overflow_is_full),
		cmocka_unit_test(buf_refuses_past_its_maximum),
		cmocka_unit_test(numbers_are_whole_or_refused),
		cmocka_unit_test(copies_cut_at_a_whole_character),
		cmocka_unit_test(utf8_refuses_what_is_not),
		cmocka_unit_test(days_go_both_ways),
		cmocka_unit_test(quarters_are_written_one_way),
		cmocka_unit_test(instants_show_the_citys_clock),
		cmocka_unit_test(json_is_escaped_and_in_order),
		cmocka_unit_test(a_seed_is_a_sequence),
		cmocka_unit_test(a_log_level_is_one_of_four_words),
	};

	return cmocka_run_group_tests_name("base", tests, NULL, NULL);
}
