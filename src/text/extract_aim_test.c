/* extract_aim_test.c: told, yet nobody's task: purposes, requirements, the closing line. */
#include "tests/check.h"

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

#define PLAN "ỦY BAN NHÂN DÂN THÀNH PHỐ\nSố: 45/KH-UBND\nHà Nội, ngày 10 tháng 3 năm 2026\n\n" \
	     "KẾ HOẠCH\nNâng cao chất lượng thông tin cơ sở năm 2026\n\n" \
	     "Ủy ban nhân dân thành phố ban hành Kế hoạch như sau:\n\n"

/* How many orders of this text are somebody's to do. */
static size_t
tasks(struct extract_result r)
{
	size_t n = 0;

	for (size_t i = 0; i < r.nclauses; i++)
		n += r.clauses[i].kind <= EXTRACT_RECOMMENDATION && !r.clauses[i].aim;
	return n;
}

static void
purposes_of_a_plan_are_nobodys_task(void **state)
{
	struct extract_result r = notice_read(arena, PLAN
	    "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n- Nâng cao nhận thức của công chức.\n"
	    "- Tăng cường sự phối hợp giữa các sở, ngành.\n"
	    "2. Yêu cầu\n- Bảo đảm thông tin chính xác, kịp thời.\n"
	    "- Việc triển khai phải thiết thực, tiết kiệm.\n"
	    "- Các sở, ngành triển khai nghiêm túc Kế hoạch này.\n"
	    "II. MỤC TIÊU\n- Nâng tỷ lệ người dân tiếp cận thông tin lên 90%.\n"
	    "III. NỘI DUNG\n1. Tổ chức tuyên truyền trên hệ thống loa.\n"
	    "2. Yêu cầu kỹ thuật\n- Bảo đảm loa đạt chuẩn.\n"
	    "IV. MỤC TIÊU, NHIỆM VỤ\n1. Lắp đặt 100 cụm loa.\n"
	    "V. TỔ CHỨC THỰC HIỆN\n1. Văn phòng Ủy ban nhân dân thành phố theo dõi, đôn đốc.\n");

	(void)state;
	assert_int_equal(notice_orders(r), 10);
	for (size_t i = 0; i < r.nclauses; i++)
		if (r.clauses[i].aim != (i < 6))
			fail_msg("%s: %d", r.clauses[i].action, r.clauses[i].aim);
	assert_string_equal(r.clauses[9].action, "theo dõi, đôn đốc");
}

static void
purposes_with_a_colon_too(void **state)
{
	(void)state;
	assert_int_equal(tasks(notice_read(arena, PLAN
	    "1. Mục đích:\n- Nâng cao nhận thức của công chức.\n"
	    "2. Yêu cầu:\n- Bảo đảm thông tin chính xác, kịp thời.\n"
	    "3. Nội dung:\n- Lắp đặt loa tại các khu phố.\n")), 1);
	assert_int_equal(tasks(notice_read(arena, PLAN
	    "1. Mục đích: Nâng cao nhận thức của công chức.\n"
	    "2. Yêu cầu: Bảo đảm thông tin chính xác, kịp thời.\n"
	    "3. Nội dung: Lắp đặt loa tại các khu phố.\n")), 1);
}

/* One who is named, or a day: an order, wherever it stands; a notice's "Yêu cầu" orders. */
static void
orders_stay_orders(void **state)
{
	(void)state;
	assert_int_equal(tasks(notice_read(arena, PLAN
	    "I. MỤC ĐÍCH, YÊU CẦU\n1. Sở Y tế báo cáo kết quả.\n"
	    "2. Hoàn thành việc rà soát các trạm trước ngày 30/6/2026.\n")), 2);
	assert_int_equal(tasks(notice_of(arena,
	    "1. Yêu cầu:\n- Rà soát các điểm ngập.\n- Nạo vét các tuyến cống.\n")), 2);
}

static void
the_closing_line_is_nobodys_task(void **state)
{
	static const char *const lines[] = {
		"Văn phòng Ủy ban nhân dân thành phố thông báo để các đơn vị biết, thực hiện./.",
		"Văn phòng Ủy ban nhân dân tỉnh thông báo đến các cơ quan, đơn vị biết, triển "
		"khai thực hiện./.",
		"Thừa lệnh Chủ tịch Ủy ban nhân dân tỉnh, Văn phòng Ủy ban nhân dân tỉnh thông báo "
		"để các đơn vị liên quan biết, thực hiện./.",
		"Văn phòng Thành ủy thông báo để các cấp ủy, tổ chức đảng biết, thực hiện.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		size_t n = tasks(notice_of(arena,
		    arena_printf(arena, "1. Sở Y tế rà soát các trạm.\n\n%s", lines[i])));

		if (n != 1)
			fail_msg("%s: %zu", lines[i], n);
	}
	assert_int_equal(tasks(notice_of(arena,
	    "1. Văn phòng thông báo để các đơn vị biết, thực hiện.")), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(purposes_of_a_plan_are_nobodys_task),
		cmocka_unit_test(purposes_with_a_colon_too),
		cmocka_unit_test(orders_stay_orders),
		cmocka_unit_test(the_closing_line_is_nobodys_task),
	};

	return cmocka_run_group_tests_name("extract_aim", tests, setup, teardown);
}
