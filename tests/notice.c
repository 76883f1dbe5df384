/* notice.c: see notice.h. */
#include "tests/notice.h"

#include "tests/check.h"

struct extract_result
notice_read(struct arena *arena, const char *text)
{
	struct extract_result result;
	struct decoded doc;

	assert_int_equal(decode_text(arena, str_of(text), &doc), DECODE_OK);
	extract_run(arena, &doc, DAY_NONE, &result);
	return result;
}

struct extract_result
notice_of(struct arena *arena, const char *conclusions)
{
	return notice_read(arena,
	    arena_printf(arena,
		"ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 12/TB-VP\nHà Nội, ngày 02 tháng 3 năm 2026\n\n"
		"THÔNG BÁO\nKết luận cuộc họp về thoát nước\n\n"
		"Chủ tịch kết luận như sau:\n%s\n",
		conclusions));
}

size_t
notice_orders(struct extract_result result)
{
	size_t n = 0;

	for (size_t i = 0; i < result.nclauses; i++)
		n += result.clauses[i].kind <= EXTRACT_RECOMMENDATION;
	return n;
}

struct extract_clause
notice_only_order(struct extract_result result)
{
	struct extract_clause found = { .char_end = 0 };

	assert_int_equal(notice_orders(result), 1);
	for (size_t i = 0; i < result.nclauses; i++)
		if (result.clauses[i].kind <= EXTRACT_RECOMMENDATION)
			found = result.clauses[i];
	return found;
}
