/*
 * extract_mix_test.c: what holds of any text. The one idea: lines of the annotated notices in a
 * random order are no document anybody wrote, and yet places, order and deadlines must be right.
 */
#include "tests/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/rand.h"
#include "text/extract.h"

enum { LINES_MAX = 4000, ROUNDS = 500, FILE_MAX = 64 * 1024 };

static const char *const files[] = {
	"notices/ke-hoach-giao-thong-2026.txt", "notices/thong-bao-giao-ban-xa-2026.txt",
	"notices/thong-bao-ket-luan-2026.txt", "notices/thong-bao-mua-ngap-2026.txt",
	"notices/thong-bao-thanh-uy-2026.txt", "notices/tin-lam-viec-2026.txt",
	"notices2/chi-thi-an-toan-thuc-pham-2026.txt", "notices2/cong-dien-bao-2026.txt",
	"notices2/ket-luan-ban-thuong-vu-2026.txt", "notices2/thong-bao-chuyen-doi-so-2026.txt",
	"notices2/thong-bao-nam-hoc-2026.txt", "notices2/tin-kiem-tra-rac-thai-2026.txt",
	"notices3/cong-dien-so-xay-dung-2026.txt", "notices3/phan-cong-chu-tich-xa-2026.txt",
	"notices3/thong-bao-kiem-tra-tien-do-2026.txt",
};

static const char head[] = "ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 12/TB-VP\n"
			   "Hà Nội, ngày 02 tháng 3 năm 2026\n\nTHÔNG BÁO\nKết luận cuộc họp\n\n"
			   "Chủ tịch kết luận như sau:\n";

struct pool {
	struct arena *arena;
	struct arena *round; /* emptied after each */
	struct str lines[LINES_MAX];
	size_t n;
};

static void
read_lines(struct pool *pool, const char *name)
{
	char *at = arena_alloc(pool->arena, FILE_MAX);
	FILE *f = fopen(arena_printf(pool->arena, "tests/data/%s", name), "rb");
	struct str rest;

	assert_non_null(f);
	rest = (struct str){ at, fread(at, 1, FILE_MAX, f) };
	assert_int_equal(fclose(f), 0);
	assert_in_range(rest.len, 1, FILE_MAX - 1);
	while (rest.len > 0) {
		assert_true(pool->n < LINES_MAX);
		pool->lines[pool->n++] = str_cut(&rest, '\n');
	}
}

/* Some lines, now and then under the head of a notice, now and then joined by a space. */
static struct str
mix(struct pool *pool, struct prng *prng)
{
	size_t lines = 1 + (size_t)prng_below(prng, 40);
	struct buf text;

	buf_init(&text, pool->round, (size_t)1 << 22);
	if (prng_below(prng, 2) == 0)
		buf_add_text(&text, head);
	for (size_t i = 0; i < lines; i++) {
		buf_add_str(&text, pool->lines[prng_below(prng, pool->n)]);
		buf_add_char(&text, prng_below(prng, 12) == 0 ? ' ' : '\n');
	}
	return buf_str(&text);
}

/* Ordered places within the text; only a figure may lie inside another clause. */
static void
check_places(const struct decoded *doc, const struct extract_result *r)
{
	uint32_t end = 0, start = 0;

	for (size_t i = 0; i < r->nclauses; i++) {
		const struct extract_clause *c = &r->clauses[i];

		assert_true(c->char_start < c->char_end && c->char_end <= doc->points);
		assert_true(c->byte_start < c->byte_end && c->byte_end <= doc->text.len);
		assert_int_equal(c->char_start, decoded_point(doc, c->byte_start));
		assert_int_equal(c->char_end, decoded_point(doc, c->byte_end));
		assert_true(start <= c->char_start);
		start = c->char_start;
		if (c->kind == EXTRACT_FIGURE)
			continue;
		if (end > c->char_start)
			fail_msg("a clause begins at %u, inside the one before it: %.*s",
			    c->char_start, (int)(c->byte_end - c->byte_start),
			    doc->text.at + c->byte_start);
		end = c->char_end;
	}
}

/* Does this number stand in the text, not as a part of a longer one? */
static bool
has_number(struct str text, unsigned number)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned value = 0;
		size_t from = i;

		while (i < text.len && text.at[i] >= '0' && text.at[i] <= '9')
			value = value * 10 % 100000 + (unsigned)(text.at[i++] - '0');
		if (i > from && value == number)
			return true;
	}
	return false;
}

/* The day and the month of a deadline are written in the clause; the month's end by the month. */
static void
check_deadlines(const struct decoded *doc, const struct extract_result *r)
{
	for (size_t i = 0; i < r->nclauses; i++) {
		const struct extract_clause *c = &r->clauses[i];
		struct str own = { doc->text.at + c->byte_start, c->byte_end - c->byte_start };
		struct date date;

		if (c->deadline_day == DAY_NONE)
			continue;
		date = day_to_date(c->deadline_day);
		if (!has_number(own, (unsigned)date.month) ||
		    (!has_number(own, (unsigned)date.day) &&
			day_to_date(c->deadline_day + 1).day != 1))
			fail_msg("%d-%d-%d is not in: %.*s", date.year, date.month, date.day,
			    (int)own.len, own.at);
	}
}

/* What was read once and normalised gives the same clauses again. */
static void
check_again(struct pool *pool, const struct decoded *doc, const struct extract_result *first)
{
	struct extract_result again;
	struct decoded same;

	assert_int_equal(decode_text(pool->round, doc->text, &same), DECODE_OK);
	assert_int_equal(same.text.len, doc->text.len);
	extract_run(pool->round, &same, DAY_NONE, &again);
	assert_int_equal(again.nclauses, first->nclauses);
	for (size_t i = 0; i < again.nclauses; i++) {
		const struct extract_clause *a = &first->clauses[i], *b = &again.clauses[i];

		assert_int_equal(a->byte_start, b->byte_start);
		assert_int_equal(a->byte_end, b->byte_end);
		assert_int_equal(a->kind, b->kind);
		assert_int_equal(a->deadline_day, b->deadline_day);
		assert_int_equal(a->nactors, b->nactors);
		assert_int_equal(a->aim, b->aim);
		for (size_t k = 0; k < a->nactors; k++)
			assert_string_equal(a->actors[k], b->actors[k]);
		assert_string_equal(a->action, b->action);
		assert_string_equal(a->reason, b->reason);
	}
}

/* What such texts have brought to light. */
static void
lines_that_were_read_wrongly(void **state)
{
	static const char *const texts[] = {
		/* a name before the closing colon: the clause began behind its own end */
		"Chủ tịch yêu cầu:\n\nTHÀNH ỦY CẦN THƠ - Các đảng ủy trực thuộc Thành ủy, Nơi "
		"nhận:\nTiên Lãng, ngày 05 tháng 10 năm 2026\n",
		/* the day is the meeting's, not the order's */
		"1. Trước khi họp ngày 20/12, báo cáo chậm nhất ngày 20/12 Yêu cầu Sở Y tế niêm "
		"yết số điện thoại.\n",
	};
	struct arena *arena = arena_new((size_t)1 << 26);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct extract_result r;
		struct decoded doc;
		struct str text = str_of(arena_printf(arena, "%s%s", head, texts[i]));

		assert_int_equal(decode_text(arena, text, &doc), DECODE_OK);
		extract_run(arena, &doc, DAY_NONE, &r);
		assert_true(r.nclauses > 0);
		check_places(&doc, &r);
		check_deadlines(&doc, &r);
	}
	arena_free(arena);
}

static void
lines_in_any_order_give_sound_clauses(void **state)
{
	struct pool *pool = calloc(1, sizeof(*pool));
	size_t clauses = 0, deadlines = 0;
	struct prng prng;

	(void)state;
	assert_non_null(pool);
	pool->arena = arena_new((size_t)1 << 26);
	pool->round = arena_new((size_t)1 << 29);
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++)
		read_lines(pool, files[i]);
	prng_init(&prng, 20261122);
	print_message("seed 20261122\n");
	for (int round = 0; round < ROUNDS; round++) {
		struct extract_result r;
		struct decoded doc;

		arena_reset(pool->round);
		if (decode_text(pool->round, mix(pool, &prng), &doc) != DECODE_OK)
			continue;
		extract_run(pool->round, &doc, DAY_NONE, &r);
		check_places(&doc, &r);
		check_deadlines(&doc, &r);
		check_again(pool, &doc, &r);
		clauses += r.nclauses;
		for (size_t i = 0; i < r.nclauses; i++)
			deadlines += r.clauses[i].deadline_day != DAY_NONE;
	}
	assert_true(clauses > ROUNDS * 5); /* the lines do say something */
	assert_true(deadlines > ROUNDS / 5);
	arena_free(pool->round);
	arena_free(pool->arena);
	free(pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_that_were_read_wrongly),
		cmocka_unit_test(lines_in_any_order_give_sound_clauses),
	};

	return cmocka_run_group_tests_name("extract_mix", tests, NULL, NULL);
}
