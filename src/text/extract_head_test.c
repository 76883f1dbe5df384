/* extract_head_test.c: what the head says, what the foot and the margins do not order. */
#include "tests/check.h"

#include "tests/notice.h"

static struct arena *arena;

static int
setup(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 30);
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
head_is_read(void **state)
{
	struct extract_result r = notice_of(arena, "1. Sở Y tế tổng hợp số liệu.");

	(void)state;
	assert_string_equal(r.facts.symbol, "12/TB-VP");
	assert_string_equal(r.facts.type, "Thông báo");
	assert_string_equal(r.facts.type_key, "TB");
	assert_string_equal(r.facts.issuer, "ỦY BAN NHÂN DÂN THÀNH PHỐ");
	assert_string_equal(r.facts.abstract, "Kết luận cuộc họp về thoát nước");
	assert_int_equal(r.facts.date_day, date_to_day((struct date){ 2026, 3, 2 }));
	assert_false(r.facts.party);
}

static void
party_head_is_read(void **state)
{
	struct extract_result r = notice_read(arena,
	    "THÀNH ỦY HẢI PHÒNG\nBAN TUYÊN GIÁO VÀ DÂN VẬN\n*\nSố 07-HD/BTGDVTU\n"
	    "ĐẢNG CỘNG SẢN VIỆT NAM\nHải Phòng, ngày 05 tháng 01 năm 2026\nHƯỚNG DẪN\n"
	    "Công tác thông tin quý I\n-----\nThực hiện chương trình.\n");

	(void)state;
	assert_true(r.facts.party);
	assert_string_equal(r.facts.symbol, "07-HD/BTGDVTU");
	assert_string_equal(r.facts.issuer, "BAN TUYÊN GIÁO VÀ DÂN VẬN");
	assert_string_equal(r.facts.type_key, "HD");
}

static void
a_letter_has_no_type_line(void **state)
{
	static const char letter[] =
	    "UBND THÀNH PHỐ HẢI PHÒNG\nSỞ XÂY DỰNG\nSố: 312/SXD-HTKT\n"
	    "V/v khơi thông cống trước mùa mưa\nHải Phòng, ngày 10 tháng 3 năm 2026\n\n%s\n\n"
	    "Căn cứ Kế hoạch số 12/KH-UBND yêu cầu các sở báo cáo;\n"
	    "Sở Xây dựng đề nghị:\n1. Công ty Thoát nước nạo vét cống trước ngày 30/4.\n";
	static const char *const addresses[] = {
		"Kính gửi: Ủy ban nhân dân các phường tăng cường tuyên truyền.",
		"Kính gửi:\n- Công ty Thoát nước;\n- Các nhà thầu thi công trên địa bàn.",
		"",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		struct extract_result r =
		    notice_read(arena, arena_printf(arena, letter, addresses[i]));

		assert_string_equal(r.facts.symbol, "312/SXD-HTKT");
		assert_string_equal(r.facts.type_key, "CV");
		assert_string_equal(r.facts.issuer, "SỞ XÂY DỰNG");
		assert_string_equal(r.facts.abstract, "V/v khơi thông cống trước mùa mưa");
		assert_int_equal(notice_only_order(r).deadline_day,
		    date_to_day((struct date){ 2026, 4, 30 }));
	}
}

static void
foot_and_side_bar_order_nothing(void **state)
{
	(void)state;
	assert_int_equal(notice_orders(notice_of(arena,
	    "1. Sở Y tế báo cáo.\nNơi nhận:\n"
	    "- Yêu cầu Sở Tài chính báo cáo;\n- Lưu: VT.")), 1);
	assert_int_equal(notice_orders(notice_read(arena,
	    "Chủ tịch yêu cầu Sở Y tế báo cáo.\nTin liên quan\n"
	    "Yêu cầu Sở Xây dựng kiểm tra.\n")), 1);
}

/* A name broken over lines is read whole; a body of its own below another is the issuer. */
static void
issuers_are_read_whole(void **state)
{
	static const char *const cases[][2] = {
		{ "VĂN PHÒNG\nỦY BAN NHÂN DÂN\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
		    "VĂN PHÒNG ỦY BAN NHÂN DÂN" },
		{ "VĂN PHÒNG\nỦY BAN NHÂN DÂN\nTỈNH LÀO CAI",
		    "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LÀO CAI" },
		{ "VĂN PHÒNG            CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
		  "ỦY BAN NHÂN DÂN TỈNH      Độc lập - Tự do - Hạnh phúc",
		    "VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH" },
		{ "VĂN PHÒNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
		  "ỦY BAN NHÂN DÂN\tĐộc lập - Tự do - Hạnh phúc\n"
		  "XÃ TÂN TIẾN\tTân Tiến, ngày 2 tháng 3 năm 2026",
		    "VĂN PHÒNG ỦY BAN NHÂN DÂN XÃ TÂN TIẾN" },
		{ "VĂN PHÒNG\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nỦY BAN NHÂN DÂN\n"
		  "Độc lập - Tự do - Hạnh phúc", "VĂN PHÒNG ỦY BAN NHÂN DÂN" },
		{ "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG\nVĂN PHÒNG",
		    "VĂN PHÒNG ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG" },
		{ "TỈNH ỦY QUẢNG NINH\nVĂN PHÒNG\n*", "VĂN PHÒNG TỈNH ỦY QUẢNG NINH" },
		{ "ỦY BAN NHÂN DÂN\nTỈNH THANH HÓA", "ỦY BAN NHÂN DÂN TỈNH THANH HÓA" },
		{ "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ XÂY DỰNG", "SỞ XÂY DỰNG" },
		{ "UBND TỈNH AN GIANG\nSỞ VĂN HÓA,\nTHỂ THAO VÀ DU LỊCH",
		    "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH" },
		{ "UBND TỈNH AN GIANG\nSỞ NÔNG NGHIỆP\nVÀ MÔI TRƯỜNG",
		    "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG" },
		{ "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN\nBAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH\nHỎA TỐC",
		    "BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH" },
		{ "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI\nĐẢNG ỦY PHƯỜNG CỬA NAM", "ĐẢNG ỦY PHƯỜNG CỬA NAM" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_result r = notice_read(arena,
		    arena_printf(arena,
			"%s\nSố: 12/TB-VP\nTHÔNG BÁO\nKết luận cuộc họp\n\nTrân trọng.\n",
			cases[i][0]));

		if (!text_equal(r.facts.issuer, cases[i][1]))
			fail_msg("%s: %s", cases[i][1], r.facts.issuer);
	}
}

/* A document of this type whose conclusions nothing announces. */
static struct extract_result
unannounced(const char *type, const char *conclusions)
{
	return notice_read(arena,
	    arena_printf(arena,
		"SỞ XÂY DỰNG\nSố: 12/%s-SXD\nHà Nội, ngày 02 tháng 3 năm 2026\n\n%s\n"
		"Về thoát nước\n\nNgày 27/02/2026, Giám đốc Sở chủ trì cuộc họp.\n\n%s\n",
		type, type, conclusions));
}

static void
numbered_clauses_of_a_notice_need_no_announcement(void **state)
{
	static const char *const orders[] = {
		"1. Các đơn vị liên quan rà soát các điểm ngập.",
		"1. Các sở, ngành báo cáo kết quả trước ngày 15 hằng tháng.",
		"1. Các cơ quan, đơn vị có liên quan thu dọn rác tồn đọng.",
		"1. Các đơn vị tăng cường tuyên truyền.",
		"1. Về tiến độ: các đơn vị liên quan đẩy nhanh thi công.",
		"1. Phối hợp với Sở Tài chính xây dựng đơn giá.",
		"a) Các sở, ngành bàn giao mốc giới.",
		"- Các đơn vị liên quan nạo vét cống.",
		"I. NHIỆM VỤ\n1. Các đơn vị liên quan nạo vét cống.",
	};
	static const char *const told[] = {
		"1. Các đơn vị liên quan đã nạo vét 12 km cống.",
		"1. Thời gian: 8 giờ ngày 05/3/2026.",
		"1. Tình hình: các sở, ngành nạo vét 12 km cống.",
		"I. KẾT QUẢ\n1. Nạo vét 12 km cống, thay 30 tấm đan.",
		"- Công an thành phố;\n- Các đơn vị liên quan;",
		"Các đơn vị liên quan nạo vét cống và đường sá khô ráo.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++)
		if (notice_orders(unannounced("THÔNG BÁO", orders[i])) != 1)
			fail_msg("%s", orders[i]);
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (notice_orders(unannounced("THÔNG BÁO", told[i])) != 0)
			fail_msg("%s", told[i]);
	assert_int_equal(notice_orders(unannounced("THÔNG BÁO",
	    "1. Các đơn vị liên quan nạo vét cống.\n"
	    "Văn phòng Sở thông báo để các đơn vị biết, thực hiện.")), 2);
	/* a report tells, whatever its points begin with */
	assert_int_equal(notice_orders(unannounced("BÁO CÁO", orders[0])), 0);
}

/* "Giám đốc điện: - ...;": those a telegram goes to are told nothing yet. */
static void
addressees_of_a_telegram_are_no_orders(void **state)
{
	(void)state;
	assert_int_equal(notice_orders(unannounced("CÔNG ĐIỆN",
	    "GIÁM ĐỐC SỞ ĐIỆN:\n- Công ty Thoát nước đô thị;\n"
	    "- Các nhà thầu thi công trên địa bàn.\n"
	    "1. Công ty Thoát nước đô thị nạo vét cống.")), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(head_is_read),
		cmocka_unit_test(party_head_is_read),
		cmocka_unit_test(issuers_are_read_whole),
		cmocka_unit_test(numbered_clauses_of_a_notice_need_no_announcement),
		cmocka_unit_test(addressees_of_a_telegram_are_no_orders),
		cmocka_unit_test(a_letter_has_no_type_line),
		cmocka_unit_test(foot_and_side_bar_order_nothing),
	};

	return cmocka_run_group_tests_name("extract_head", tests, setup, teardown);
}
