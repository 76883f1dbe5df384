/* extract_heading_test.c: what a heading with a colon says counts for the points below it. */
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

/* Two points under a heading: both are the addressee's, the heading itself is no order. */
static void
an_addressed_heading_hands_on_its_name(void **state)
{
	static const struct {
		const char *heading;
		const char *actor;
		const char *reason;
	} cases[] = {
		{ "3. Sở Văn hóa và Thể thao:", "Sở Văn hóa và Thể thao",
		    "Sở Văn hóa và Thể thao" },
		{ "3. Giao Sở Văn hóa và Thể thao:", "Sở Văn hóa và Thể thao",
		    "Giao Sở Văn hóa và Thể thao" },
		{ "3. Giao cho Sở Nông nghiệp và Môi trường :", "Sở Nông nghiệp và Môi trường",
		    "Giao cho Sở Nông nghiệp và Môi trường" },
		{ "3. Yêu cầu Sở Y tế:", "Sở Y tế", "Yêu cầu Sở Y tế" },
		{ "3. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố:",
		    "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
		    "Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố" },
		{ "3. Sở Tài chính có trách nhiệm:", "Sở Tài chính",
		    "Sở Tài chính có trách nhiệm" },
		{ "3. Sở Nội vụ chủ trì:", "Sở Nội vụ", "Sở Nội vụ chủ trì" },
		{ "3. Sở Nội vụ chịu trách nhiệm:", "Sở Nội vụ", "Sở Nội vụ chịu trách nhiệm" },
		{ "3. Giao Công an thành phố chủ trì, phối hợp với Sở Xây dựng:",
		    "Công an thành phố",
		    "Giao Công an thành phố chủ trì, phối hợp với Sở Xây dựng" },
		{ "3. GIAO SỞ VĂN HÓA VÀ THỂ THAO:", "SỞ VĂN HÓA VÀ THỂ THAO",
		    "GIAO SỞ VĂN HÓA VÀ THỂ THAO" },
		{ "3. **Giao Sở Công Thương:**", "Sở Công Thương", "Giao Sở Công Thương" },
		{ "3. __Sở Công Thương__:", "Sở Công Thương", "Sở Công Thương" },
		{ "**3. Giao Sở Công Thương:**", "Sở Công Thương", "Giao Sở Công Thương" },
		{ "3. Giao Ủy ban nhân dân các xã, phường:", "Ủy ban nhân dân các xã, phường",
		    "Giao Ủy ban nhân dân các xã, phường" },
		{ "3. Giao các đơn vị liên quan:", "các đơn vị liên quan",
		    "Giao các đơn vị liên quan" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_result r = notice_of(arena,
		    arena_printf(arena, "2. Sở Du lịch báo cáo.\n%s\na) Rà soát các điểm đến.\n"
					"b) Tổ chức trực.\n4. Công khai số liệu.",
			cases[i].heading));

		if (notice_orders(r) != 4)
			fail_msg("%s: %zu orders", cases[i].heading, notice_orders(r));
		for (int k = 1; k < 3; k++) {
			assert_int_equal(r.clauses[k].nactors, 1);
			assert_string_equal(r.clauses[k].actors[0], cases[i].actor);
			assert_string_equal(r.clauses[k].reason, cases[i].reason);
			assert_string_equal(r.clauses[k].section, "3");
			assert_true(r.clauses[k].inherited);
		}
		assert_int_equal(r.clauses[3].nactors, 0);
	}
}

/* The company a heading names is the company of every point below it. */
static void
an_addressed_heading_hands_on_its_company(void **state)
{
	struct extract_result r = notice_of(arena,
	    "1. Giao Công an thành phố chủ trì, phối hợp với Sở Xây dựng, Sở Y tế:\n"
	    "a) Phân luồng giao thông.\nb) Cùng Sở Du lịch rà soát các bến tàu.");

	(void)state;
	assert_int_equal(notice_orders(r), 2);
	assert_int_equal(r.clauses[0].ncoactors, 2);
	assert_string_equal(r.clauses[0].coactors[1], "Sở Y tế");
	assert_int_equal(r.clauses[1].ncoactors, 1);
	assert_string_equal(r.clauses[1].coactors[0], "Sở Du lịch");
}

/* The one asked is above: what stands below are requests. */
static void
a_heading_that_asks_upwards_makes_requests(void **state)
{
	struct extract_result r = notice_of(arena, "1. Đề nghị Bộ Tài chính:\n"
						   "a) Bố trí vốn.\nb) Ban hành hướng dẫn.");

	(void)state;
	assert_int_equal(notice_orders(r), 2);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(r.clauses[i].kind, EXTRACT_RECOMMENDATION);
		assert_string_equal(r.clauses[i].actors[0], "Bộ Tài chính");
	}
}

/* The order stands on the heading's own line: it keeps its addressee. */
static void
an_order_behind_the_colon_keeps_its_name(void **state)
{
	static const char *const orders[] = {
		"1. Giao Sở Văn hóa và Thể thao: rà soát các điểm đến.",
		"1. Yêu cầu Sở Văn hóa và Thể thao: Rà soát các điểm đến.",
		"1. Sở Văn hóa và Thể thao có trách nhiệm: rà soát các điểm đến.",
		"1. Sở Văn hóa và Thể thao chủ trì: rà soát các điểm đến.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		struct extract_clause c = notice_only_order(notice_of(arena, orders[i]));

		if (c.nactors != 1 || !text_equal(c.actors[0], "Sở Văn hóa và Thể thao"))
			fail_msg("%s: %zu actors", orders[i], c.nactors);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_addressed_heading_hands_on_its_name),
		cmocka_unit_test(an_addressed_heading_hands_on_its_company),
		cmocka_unit_test(a_heading_that_asks_upwards_makes_requests),
		cmocka_unit_test(an_order_behind_the_colon_keeps_its_name),
	};

	return cmocka_run_group_tests_name("extract_heading", tests, setup, teardown);
}
