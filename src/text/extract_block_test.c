/* extract_block_test.c: markers make sections, broken lines are one block. */
#include "tests/check.h"

#include <string.h>

#include "tests/notice.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 28);
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
markers_make_sections(void **state)
{
	static const char *const cases[][2] = {
		{ "Điều 3. Sở Y tế báo cáo.", "Điều 3" },
		{ "Chương II\nQUY ĐỊNH CHUNG\nĐiều 3. Trách nhiệm của các sở\n1. Sở Y tế báo cáo.",
		    "Điều 3.1" },
		{ "Điều 2. Trách nhiệm\n1. Các sở\na) Sở Y tế báo cáo.", "Điều 2.1" },
		{ "I. NHIỆM VỤ\n2. Sở Y tế báo cáo.", "I.2" },
		{ "IV/ NHIỆM VỤ\n2/ Sở Y tế báo cáo.", "IV.2" },
		{ "A. NHIỆM VỤ\nI. Y TẾ\n1. Sở Y tế báo cáo.", "I.1" },
		{ "3.1. Sở Y tế báo cáo.", "3.1" },
		{ "2.1- Sở Y tế báo cáo.", "2.1" },
		{ "1. Các việc\n(1) Sở Y tế báo cáo.", "1" },
		{ "1. Các việc\n• Sở Y tế báo cáo.", "1" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_clause c = notice_only_order(notice_of(arena, cases[i][0]));

		if (!text_equal(c.section, cases[i][1]))
			fail_msg("%s: %s", cases[i][1], c.section);
	}
	/* no markers: a year, a number, a capital of a name */
	assert_null(notice_only_order(notice_of(arena, "2026. Sở Y tế báo cáo.")).section);
	assert_null(notice_only_order(notice_of(arena, "Điều dưỡng và Sở Y tế cần báo cáo."))
	    .section);
}

/* A text copied from a page comes with the lines of that page. */
static void
lines_broken_by_width_are_one_block(void **state)
{
	static const char broken[] =
	    "1. Sở Xây dựng chủ trì, phối hợp với Sở Y tế và Công an thành phố\n"
	    "kiểm tra các công trình đang thi công trên địa bàn, xử lý\n"
	    "nghiêm các vi phạm, báo cáo kết quả về Ủy ban nhân dân thành\n"
	    "phố trước ngày 30/6/2026.\n"
	    "2. Ủy ban nhân dân các phường, xã vận động người dân phân loại\n"
	    "rác tại nhà, bố trí điểm tập kết hợp vệ sinh và công khai lịch\n"
	    "thu gom rác của từng tuyến phố cho người dân được biết và cùng\n"
	    "giám sát việc thực hiện.\n"
	    "3. Văn phòng theo dõi, đôn đốc các đơn vị được giao nhiệm vụ tại\n"
	    "Thông báo này.\n";
	struct extract_result r = notice_of(arena, broken);

	(void)state;
	assert_int_equal(notice_orders(r), 3);
	assert_int_equal(r.clauses[0].deadline_day, date_to_day((struct date){ 2026, 6, 30 }));
	assert_string_equal(r.clauses[0].coactors[1], "Công an thành phố");
	assert_non_null(strstr(r.clauses[2].action, "Thông báo này"));
	/* short lines are points of their own, a semicolon goes on */
	r = notice_of(arena, "1. Sở Y tế báo cáo;\nkiểm tra các chợ.\n2. Sở Tài chính báo cáo.\n");
	assert_int_equal(notice_orders(r), 3);
	assert_string_equal(r.clauses[1].section, "1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(markers_make_sections),
		cmocka_unit_test(lines_broken_by_width_are_one_block),
	};

	return cmocka_run_group_tests_name("extract_block", tests, setup, teardown);
}
