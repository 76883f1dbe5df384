/* extract_test.c: what counts as an order, to whom, until when; and what must never come out. */
#include "tests/check.h"

#include "base/buf.h"
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

static struct extract_result
extract(const char *text)
{
	return notice_read(arena, text);
}

static struct extract_result
notice(const char *conclusions)
{
	return notice_of(arena, conclusions);
}

static const char *
deadline_of(const char *sentence)
{
	struct extract_clause c = notice_only_order(notice(sentence));
	char day[DATE_TEXT_MAX];

	if (c.deadline_day == DAY_NONE)
		return "none";
	day_iso(c.deadline_day, day);
	return arena_text(arena, day);
}

static void
an_order_has_its_fields(void **state)
{
	struct extract_clause c = notice_only_order(notice(
	    "2.1. Giao Sở Giáo dục và Đào tạo chủ trì, phối hợp với Sở Y tế tổ chức tập huấn."));

	(void)state;
	assert_string_equal(c.section, "2.1");
	assert_int_equal(c.kind, EXTRACT_DIRECTIVE);
	assert_int_equal(c.nactors, 1);
	assert_string_equal(c.actors[0], "Sở Giáo dục và Đào tạo");
	assert_int_equal(c.ncoactors, 1);
	assert_string_equal(c.coactors[0], "Sở Y tế");
	assert_string_equal(c.action, "tổ chức tập huấn");
	assert_string_equal(c.reason, "Giao");
	assert_false(c.vague);
	assert_string_equal(c.topic->key, "training");
	c = notice_only_order(notice("1. Sở Y tế (chủ trì), Sở Tài chính báo cáo kết quả."));
	assert_int_equal(c.nactors, 2);
	assert_string_equal(c.actors[1], "Sở Tài chính");
}

/* Those who do it together are told apart from what is done. */
static void
an_order_in_company_begins_with_its_verb(void **state)
{
	static const struct {
		const char *order, *actor, *coactors, *action;
	} cases[] = {
		{ "Sở Xây dựng phối hợp với Sở Y tế, Công an thành phố kiểm tra các chợ.",
		    "Sở Xây dựng", "Sở Y tế; Công an thành phố", "kiểm tra các chợ" },
		{ "Phối hợp với Sở Tài chính, các đơn vị liên quan xây dựng đơn giá.", "",
		    "Sở Tài chính; các đơn vị liên quan", "xây dựng đơn giá" },
		{ "Giao Sở Y tế chủ trì, phối hợp với các sở, ngành tổ chức tập huấn.", "Sở Y tế",
		    "các sở, ngành", "tổ chức tập huấn" },
		{ "Sở Y tế phối hợp chặt chẽ với Công an xã kịp thời xử lý vi phạm.", "Sở Y tế",
		    "Công an xã", "kịp thời xử lý vi phạm" },
		{ "Sở Y tế phối hợp cùng Sở Công Thương để kiểm tra các chợ.", "Sở Y tế",
		    "Sở Công Thương", "kiểm tra các chợ" },
		{ "Sở Y tế phối hợp Sở Công Thương thẩm định hồ sơ.", "Sở Y tế", "Sở Công Thương",
		    "thẩm định hồ sơ" },
		{ "Cùng Sở Tư pháp và các đơn vị có liên quan rà soát thủ tục.", "",
		    "Sở Tư pháp; các đơn vị có liên quan", "rà soát thủ tục" },
		{ "Công an xã cùng Ban Chỉ huy Quân sự xã tuần tra ban đêm.", "Công an xã",
		    "Ban Chỉ huy Quân sự xã", "tuần tra ban đêm" },
		{ "Sở Y tế chủ động phối hợp với Công an xã xử lý vi phạm.", "Sở Y tế",
		    "Công an xã", "xử lý vi phạm" },
		{ "Sở Y tế chỉ đạo các bệnh viện kiểm tra thiết bị.", "Sở Y tế", "các bệnh viện",
		    "chỉ đạo các bệnh viện kiểm tra thiết bị" },
		{ "Văn phòng thông báo để các cơ quan, đơn vị biết, thực hiện.", "Văn phòng",
		    "các cơ quan, đơn vị",
		    "thông báo để các cơ quan, đơn vị biết, thực hiện" },
		{ "Công an xã nắm tình hình các hộ phải di dời.", "Công an xã", "",
		    "nắm tình hình các hộ phải di dời" },
		/* no act of their own: to work together is what is ordered */
		{ "Sở Y tế phối hợp chặt chẽ với Công an xã trong đợt cao điểm.", "Sở Y tế",
		    "Công an xã", "phối hợp chặt chẽ với Công an xã trong đợt cao điểm" },
		{ "Sở Y tế phối hợp với Công an xã.", "Sở Y tế", "Công an xã",
		    "phối hợp với Công an xã" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_clause c = notice_only_order(
		    notice(arena_printf(arena, "1. %s", cases[i].order)));
		struct buf names;

		buf_init(&names, arena, 300);
		for (size_t k = 0; k < c.ncoactors; k++)
			buf_printf(&names, "%s%s", k > 0 ? "; " : "", c.coactors[k]);
		assert_string_equal(c.nactors > 0 ? c.actors[0] : "", cases[i].actor);
		assert_string_equal(buf_text(&names), cases[i].coactors);
		assert_string_equal(c.action, cases[i].action);
	}
}

static void
deadlines_are_those_set(void **state)
{
	(void)state;
	assert_string_equal(deadline_of("1. Sở Y tế báo cáo trước ngày 30/6."), "2026-06-30");
	assert_string_equal(deadline_of("1. Sở Y tế báo cáo chậm nhất ngày 05 tháng 4 năm 2026."),
	    "2026-04-05");
	assert_string_equal(deadline_of("1. Sở Y tế trình đề án trong tháng 9/2026."),
	    "2026-09-30");
	assert_string_equal(deadline_of("1. Sở Y tế báo cáo trước 17 giờ 00 ngày 20/3."),
	    "2026-03-20");
	assert_string_equal(deadline_of("1. Sở Y tế tổ chức sơ kết vào tháng 12/2026."),
	    "2026-12-31");
	assert_string_equal(deadline_of("1. Sở Y tế rà soát. Hoàn thành trước ngày 15/5/2026."),
	    "2026-05-15");
}

/* The bar is zero: each of these has tempted somebody to write a date down. */
static void
deadlines_are_never_invented(void **state)
{
	static const char *const open[] = {
		"1. Sở Y tế tăng cường kiểm tra trong thời gian tới.",
		"1. Sở Y tế gửi số liệu trước ngày 15 hằng tháng.",
		"1. Sở Y tế báo cáo trước ngày 20/12 hằng năm.",
		"1. Sở Y tế hoàn thành trong quý III/2026.",
		"1. Sở Y tế xây dựng đề án đến năm 2030.",
		"1. Sở Y tế thực hiện từ ngày 01/7/2026.",
		"1. Sở Y tế rà soát hồ sơ phát sinh trước ngày 01/7/2026.",
		"1. Sở Y tế trình Ủy ban nhân dân tỉnh kế hoạch ban hành trước ngày 01/7/2026.",
		"1. Sở Y tế trình Thành phố các văn bản ban hành trước ngày 01/7/2026.",
		"1. Sở Y tế rà soát các hộ sử dụng đất trước ngày 01/7/2014.",
		"1. Sở Y tế trả lời trong thời hạn 05 ngày làm việc.",
		"1. Sở Y tế tuyên truyền kỷ niệm Ngày Giải phóng Thủ đô 10/10.",
		"1. Sở Y tế hoàn thành trước tháng 7/2026.",
		"1. Sở Y tế dự thảo trước ngày 15/5/2026, trình trước ngày 30/5/2026.",
		"1. Sở Y tế thực hiện Kế hoạch số 15/KH-UBND ngày 12/4/2026.",
		"1. Sở Y tế duy trì đường dây nóng 24/7, hoàn thành 3/4 đầu việc.",
		"1. Sở Y tế báo cáo trước ngày 30/6 và 31/12 hằng năm.",
		"1. Sở Y tế định kỳ hằng quý báo cáo trước ngày 25/6.",
		"1. Sở Y tế giải quyết đối với hồ sơ nộp trước ngày 15/9/2026.",
		"1. Sở Y tế mở đợt cao điểm từ nay đến ngày 31/12/2026.",
		"1. Sở Y tế chuẩn bị phục vụ lễ hội tổ chức vào ngày 15/10/2026.",
		"1. Sở Y tế bảo đảm y tế cho hội nghị diễn ra vào ngày 15/10/2026.",
		"1. Sở Y tế trực từ ngày 01/6 đến ngày 30/6/2026.",
		"1. Sở Y tế báo cáo Ủy ban nhân dân thành phố đến ngày 30/6/2026.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(open) / sizeof(*open); i++)
		if (!text_equal(deadline_of(open[i]), "none"))
			fail_msg("%s: %s", open[i], deadline_of(open[i]));
}

static void
without_a_year_there_is_no_deadline(void **state)
{
	struct extract_clause c =
	    notice_only_order(extract("Chủ tịch yêu cầu Sở Y tế báo cáo trước ngày 30/6.\n"));

	(void)state;
	assert_true(c.deadline_day == DAY_NONE);
}

static void
narration_orders_nothing(void **state)
{
	static const char *const told[] = {
		"1. Thời gian qua, các sở, ngành đã chủ động phối hợp, tổ chức nhiều hội nghị.",
		"1. Ghi nhận những kiến nghị của các xã, phường.",
		"1. Biểu dương Sở Y tế đã hoàn thành sớm nhiệm vụ.",
		"1. Đồng ý chủ trương đầu tư dự án.",
		"1. Các đơn vị đã hoàn thành các nhiệm vụ được giao.",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(told) / sizeof(*told); i++)
		if (notice_orders(notice(told[i])) != 0)
			fail_msg("%s", told[i]);
	assert_int_equal(notice_orders(extract("Người dân đề nghị sớm sửa đường.\n"
					      "Đơn thư, kiến nghị của cử tri tăng.\n"
					      "Nhiều hộ dân phải di dời mỗi khi mưa lớn.\n")),
	    0);
}

static void
requests_upwards_are_recommendations(void **state)
{
	struct extract_clause c =
	    notice_only_order(notice("1. Kiến nghị Bộ Tài chính sớm ban hành hướng dẫn."));

	(void)state;
	assert_int_equal(c.kind, EXTRACT_RECOMMENDATION);
	assert_string_equal(c.actors[0], "Bộ Tài chính");
	c = notice_only_order(
	    notice("1. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam thành phố giám sát."));
	assert_int_equal(c.kind, EXTRACT_DIRECTIVE);
	/* a commune asks its city and the departments, it orders them nothing */
	c = notice_only_order(extract("ĐẢNG ỦY PHƯỜNG CỬA NAM\nSố 27-KL/ĐU\nKẾT LUẬN\n\n"
				      "1- Đề nghị Ban Thường vụ Thành ủy cử đầu mối trả lời.\n"));
	assert_int_equal(c.kind, EXTRACT_RECOMMENDATION);
	c = notice_only_order(extract("BẢO HIỂM XÃ HỘI TỈNH\nSố: 27/TB-BHXH\nTHÔNG BÁO\n\n"
				      "1. Đề nghị Sở Y tế cử đầu mối trả lời.\n"));
	assert_int_equal(c.kind, EXTRACT_DIRECTIVE);
}

static void
lists_inherit_their_addressee(void **state)
{
	struct extract_result r = notice("1. Sở Y tế\n- Kiểm tra các chợ; công khai kết quả.\n"
					 "a) Báo cáo hằng tuần.\n2. Công khai số liệu.");

	(void)state;
	assert_int_equal(notice_orders(r), 4);
	for (int i = 0; i < 3; i++) {
		assert_string_equal(r.clauses[i].actors[0], "Sở Y tế");
		assert_true(r.clauses[i].inherited);
		assert_string_equal(r.clauses[i].section, "1");
	}
	assert_int_equal(r.clauses[3].nactors, 0);
	assert_true(r.clauses[3].vague);
}

static void
vague_addressees_are_marked(void **state)
{
	(void)state;
	assert_true(notice_only_order(notice("1. Giao các đơn vị liên quan triển khai.")).vague);
	assert_true(notice_only_order(notice("1. Các đơn vị cần khẩn trương báo cáo.")).vague);
	assert_false(
	    notice_only_order(notice("1. Các sở, ban, ngành cần khẩn trương báo cáo.")).vague);
}

static void
each_family_is_known(void **state)
{
	static const struct {
		const char *order;
		enum extract_family family;
	} cases[] = {
		{ "1. Sở A nắm bắt dư luận xã hội.", FAMILY_OPINION },
		{ "1. Tuyên truyền, dẫn dắt và định hướng dư luận.", FAMILY_STEERING },
		{ "1. Phản bác các luận điệu xuyên tạc.", FAMILY_REFUTATION },
		{ "1. Kiểm soát, ngăn chặn thông tin xuyên tạc trên mạng.", FAMILY_CONTROL },
		{ "1. Định hướng công tác báo chí.", FAMILY_PRESS },
		{ "1. Giải quyết dứt điểm, hạn chế đơn thư khiếu nại.", FAMILY_PETITIONS },
		{ "1. Phân tích, dự báo diễn biến tư tưởng.", FAMILY_FORECAST },
		{ "1. Đấu tranh với các quan điểm sai trái, âm mưu chống phá.", FAMILY_PERSONS },
		{ "1. Theo dõi các tài khoản Facebook đăng tin trái chiều.", FAMILY_PERSONS },
		{ "1. Yêu cầu gỡ bài đăng trên mạng.", FAMILY_CONTROL },
		{ "1. Theo dõi tài khoản ngân hàng của dự án.", FAMILY_NONE },
		{ "1. Tuyên truyền phù hợp với từng đối tượng.", FAMILY_NONE },
		{ "1. Cung cấp thông tin cho báo chí.", FAMILY_NONE },
		{ "1. Phân tích, dự báo lượng mưa.", FAMILY_NONE },
		{ "1. Hạn chế ùn tắc giao thông.", FAMILY_NONE },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_clause c = notice_only_order(notice(cases[i].order));

		if (c.family != cases[i].family || c.sensitive != (c.family != FAMILY_NONE))
			fail_msg("%s: %s", cases[i].order, extract_family_name(c.family));
	}
}

/* The same notice in NFC with '\n', and in NFD with CRLF: the places differ, the words do not. */
static void
places_are_code_points_of_the_original(void **state)
{
	struct extract_clause c =
	    notice_only_order(extract("\xEF\xBB\xBFx.\r\n"
			       "Ye\xCC\x82u ca\xCC\x82\xCC\x80u So\xCC\x9B\xCC\x89 "
			       "Y te\xCC\x82\xCC\x81 ba\xCC\x81o ca\xCC\x81o.\r\n"));

	(void)state;
	assert_int_equal(c.char_start, 5);
	assert_int_equal(c.char_end, 37);
	assert_string_equal(c.actors[0], "Sở Y tế");
}

static void
annex_rows_are_orders(void **state)
{
	struct extract_clause c =
	    notice_only_order(notice("PHỤ LỤC\nSTT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn\n"
			      "1 | Xây dựng bộ hỏi đáp | Sở Xây dựng | Sở Y tế | 30/9/2026"));
	struct extract_clause tabs = notice_only_order(
	    notice("PHỤ LỤC\nSTT\tNhiệm vụ\tChủ trì\tThời hạn\n"
		   "1\tXây dựng bộ hỏi đáp\tTổ giúp việc số 2\tTháng 9/2026"));

	(void)state;
	assert_string_equal(tabs.actors[0], "Tổ giúp việc số 2");
	assert_int_equal(tabs.deadline_day, date_to_day((struct date){ 2026, 9, 30 }));
	assert_string_equal(c.actors[0], "Sở Xây dựng");
	assert_string_equal(c.coactors[0], "Sở Y tế");
	assert_int_equal(c.deadline_day, date_to_day((struct date){ 2026, 9, 30 }));
	assert_null(c.section);
}

static void
a_label_with_a_colon_hands_on_its_name(void **state)
{
	struct extract_result r = notice("1. Chủ tịch Ủy ban nhân dân các xã, phường:\n"
					 "- Kiểm tra các điểm ngập.\n"
					 "- Đong đếm lại lượng nước đã bơm tại từng trạm.");

	(void)state;
	assert_int_equal(notice_orders(r), 2); /* the second verb is in no list */
	assert_string_equal(r.clauses[0].actors[0], "Chủ tịch Ủy ban nhân dân các xã, phường");
	assert_string_equal(r.clauses[1].actors[0], "Chủ tịch Ủy ban nhân dân các xã, phường");
	/* a first point, its verb in no list */
	r = notice("1. Giao Sở Y tế:\na) Vớt rác, nạo hút bùn tại các miệng cống.\n"
		   "b) In giấy mời, gửi đến các xã.");
	assert_int_equal(notice_orders(r), 2);
	assert_string_equal(r.clauses[0].actors[0], "Sở Y tế");
	assert_int_equal(notice_orders(notice("1. Vớt rác, nạo vét các miệng cống.")), 1);
	assert_int_equal(notice_orders(notice("1. Xe buýt, tàu điện trong khu vực nội thành.")),
	    0);
	r = notice("1. Thời gian, địa điểm:\n- Kiểm tra các điểm ngập.\n- Kinh phí do tỉnh cấp.");
	assert_int_equal(notice_orders(r), 1);
}

static void
names_end_where_the_order_begins(void **state)
{
	static const char *const cases[][2] = {
		{ "1. Giao Sở Y tế chốt danh sách trực.", "Sở Y tế" }, /* a verb in no list */
		{ "1. Văn phòng Thành ủy được giao theo dõi tiến độ.", "Văn phòng Thành ủy" },
		{ "1. Ủy ban nhân dân các xã được hỗ trợ vốn tổ chức mua sắm.",
		    "Ủy ban nhân dân các xã được hỗ trợ vốn" },
		{ "1. Sở phải công bố kết quả quan trắc.", "Sở" },
		{ "1. Đối với Công ty Thoát nước, đề nghị khơi thông cống.",
		    "Công ty Thoát nước" },
		{ "1. Các thành viên Ban Chỉ đạo dành thời gian xuống cơ sở.",
		    "Các thành viên Ban Chỉ đạo" },
		{ "1. Các đơn vị liên quan bàn giao mốc giới.", "Các đơn vị liên quan" },
		{ "1. Các chủ đầu tư, nhà thầu thi công quây kín hố đào.",
		    "Các chủ đầu tư, nhà thầu thi công" },
		{ "1. Bà Lê Thị Mận, Chánh Văn phòng HĐND và UBND xã: ghi biên bản.",
		    "Bà Lê Thị Mận" },
		{ "1. Kế toán xã bố trí kinh phí.", "Kế toán xã" },
		{ "1. UBND TP. Thủ Đức báo cáo kết quả.", "UBND TP. Thủ Đức" },
		{ "1. Các phường: Ba Đình, Ngọc Hà báo cáo kết quả.",
		    "Các phường: Ba Đình, Ngọc Hà" },
		{ "1. Các sở xây dựng kế hoạch.", "Các sở" },
		{ "1. Các chi bộ ấp sinh hoạt chuyên đề về giữ rừng.", "Các chi bộ ấp" },
		{ "1. Trong quá trình thực hiện, nếu có việc cần điều chỉnh, Sở Y tế báo cáo.",
		    "Sở Y tế" },
		{ "1. Yêu cầu các sở, Quý IV báo cáo kết quả.", "các sở" },
		{ "1. Sau 6 tháng, phường báo cáo kết quả.", "phường" },
		{ "1. Ủy ban nhân dân các xã, phường vớt rác trên kênh, phường báo cáo.",
		    "Ủy ban nhân dân các xã, phường" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_clause c = notice_only_order(notice(cases[i][0]));

		assert_int_equal(c.nactors, 1);
		assert_string_equal(c.actors[0], cases[i][1]);
	}
}

static void
parts_of_a_sentence_are_orders_of_their_own(void **state)
{
	(void)state;
	assert_int_equal(notice_orders(notice("1. Năm học vừa qua, ngành đã ghép 46 điểm trường, "
					     "bổ sung giáo viên.")), 0);
	assert_int_equal(notice_orders(notice("1. Sở Y tế xử lý vi phạm; không để tái diễn.")), 2);
	assert_int_equal(notice_orders(notice("1. Sở Y tế quản lý mạng xã hội; không gian mạng.")),
	    1);
	assert_int_equal(notice_orders(notice("1. Sở Y tế rà soát, báo cáo, đề xuất Thành phố "
					     "hỗ trợ các xã.")), 1);
	assert_int_equal(notice_only_order(notice("1. Sở Y tế rà soát, báo cáo, đề xuất Thành phố "
						  "hỗ trợ các xã.")).kind, EXTRACT_DIRECTIVE);
	assert_int_equal(notice_orders(notice("1. Sở Y tế công bố xếp hạng; nơi nào làm chậm thì "
					      "Sở Nội vụ xử lý.")), 2);
	assert_int_equal(notice_orders(notice("1. Sở Y tế xử lý vi phạm; trường hợp tái phạm thì "
					      "xử phạt.")), 1);
	assert_int_equal(notice_orders(notice("1. Sở Y tế xử lý vi phạm; để xảy ra sự cố thì nhà "
					      "thầu chịu trách nhiệm.")), 2);
	assert_int_equal(notice_orders(notice("1. Sở Y tế xử lý vi phạm; để xảy ra sự cố thì xử "
					      "phạt.")), 1);
	assert_int_equal(notice_orders(notice("1. Sở Y tế trực; phường báo cáo kết quả.")), 2);
	assert_int_equal(notice_orders(notice("1. Sở Y tế trực; phường giáp ranh.")), 1);
	/* a verb in no list behind an addressee */
	assert_int_equal(notice_orders(notice("1. Sở Y tế trực; các bệnh viện quây kín khu cách "
					      "ly.")), 2);
	assert_string_equal(deadline_of("1. Sở Y tế trình Ủy ban nhân dân tỉnh ban hành trước "
					"ngày 15/7/2026."), "2026-07-15");
	assert_string_equal(deadline_of("1. Sở Y tế trình Ủy ban nhân dân tỉnh các văn bản ban "
					"hành trước ngày 15/7/2026."), "none");
	assert_string_equal(deadline_of("1. Sở Y tế xây dựng kế hoạch, ban hành trong tháng "
					"7/2026."), "2026-07-31");
	assert_string_equal(deadline_of("1. Sở Y tế rà soát văn bản ban hành trong tháng 7/2026."),
	    "none");
	assert_string_equal(deadline_of("1. Sở Y tế báo cáo trước 17 giờ 00 phút ngày 20/7/2026."),
	    "2026-07-20");
}

/* A name before a colon stays outside, a condition and a time inside. */
static void
clauses_have_their_own_words(void **state)
{
	static const char *const cases[][2] = {
		{ "1. Sở Y tế: ", "Bố trí trực" },
		{ "1. Ông Lê Văn Tám: ", "phụ trách chung" },
		{ "1. ", "Nếu có dịch thì Sở Y tế báo cáo" },
		{ "1. ", "Sau 6 tháng, Sở Y tế báo cáo" },
		{ "1. ", "Không yêu cầu người dân nộp bản giấy" },
		{ "1. ", "Mỗi tháng công bố kết quả của các sở, ngành và cấp xã" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct extract_clause c = notice_only_order(
		    notice(arena_printf(arena, "%s%s.", cases[i][0], cases[i][1])));

		assert_int_equal(c.byte_end - c.byte_start, strlen(cases[i][1]));
	}
}

/* On a news page the paragraph below goes on with the order, unless a person speaks in it. */
static void
orders_go_on_over_paragraphs_of_news(void **state)
{
	static const char page[] = "Chiều 19/10, đồng chí Tôn Văn Diên làm việc với các xã.\n\n"
				   "Đồng chí yêu cầu các xã ven sông dọn sạch bãi rác.\n\n"
				   "%s\n";

	(void)state;
	assert_int_equal(notice_orders(extract(arena_printf(arena, page,
	    "Trước mắt, huy động lực lượng dọn sạch 5 điểm."))), 2);
	assert_int_equal(notice_orders(extract(arena_printf(arena, page,
	    "Báo cáo tại buổi làm việc, đồng chí Lê Văn Tám cho biết rác giảm."))), 1);
	assert_int_equal(notice_orders(extract(arena_printf(arena, page,
	    "Huy động lực lượng dọn bãi rác đã được 5 xã làm tốt."))), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_order_has_its_fields),
		cmocka_unit_test(an_order_in_company_begins_with_its_verb),
		cmocka_unit_test(deadlines_are_those_set),
		cmocka_unit_test(deadlines_are_never_invented),
		cmocka_unit_test(without_a_year_there_is_no_deadline),
		cmocka_unit_test(narration_orders_nothing),
		cmocka_unit_test(requests_upwards_are_recommendations),
		cmocka_unit_test(lists_inherit_their_addressee),
		cmocka_unit_test(vague_addressees_are_marked),
		cmocka_unit_test(each_family_is_known),
		cmocka_unit_test(places_are_code_points_of_the_original),
		cmocka_unit_test(annex_rows_are_orders),
		cmocka_unit_test(a_label_with_a_colon_hands_on_its_name),
		cmocka_unit_test(names_end_where_the_order_begins),
		cmocka_unit_test(parts_of_a_sentence_are_orders_of_their_own),
		cmocka_unit_test(clauses_have_their_own_words),
		cmocka_unit_test(orders_go_on_over_paragraphs_of_news),
	};

	return cmocka_run_group_tests_name("extract", tests, setup, teardown);
}
