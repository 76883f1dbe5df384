/* secrecy_test.c: texts that bear a mark and texts that only speak of secrets, one row each. */
#include "tests/check.h"

#include <string.h>

#include "text/secrecy.h"

#define HEAD "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HẢI PHÒNG\nSố: 12/BC-UBND\n"
#define LINES5 "a\nb\nc\nd\ne\n"
#define LINES20 LINES5 LINES5 LINES5 LINES5

static const struct row {
	const char *text;
	enum secrecy mark;
} rows[] = {
	/* a stamp alone in its cell */
	{ "UBND\nMẬT\nSố: 1", SECRECY_MAT },
	{ "  (TỐI MẬT) \n", SECRECY_TOI_MAT },
	{ "a\n**TUYỆT  MẬT**\nMẬT", SECRECY_TUYET_MAT },
	{ "MẬT\tHà Nội, ngày 05 tháng 6 năm 2026", SECRECY_MAT },
	{ "Số: 1/BC-UBND      TUYỆT MẬT", SECRECY_TUYET_MAT },
	{ "| MẬT | Hải Phòng, ngày 5/6/2026 |", SECRECY_MAT },
	{ "a\rMẬT\rb", SECRECY_MAT },
	{ "MẬT\r\n", SECRECY_MAT },
	{ LINES20 LINES20 "MẬT\n", SECRECY_MAT },
	{ "XÃ VĨNH BẢO\nMẬT\n", SECRECY_MAT },
	{ "PHƯỜNG UÔNG BÍ\nMẬT\n", SECRECY_MAT },
	{ LINES20 LINES20 "Tuyệt mật\n", SECRECY_TUYET_MAT },
	/* other letters and spaces for the same stamp */
	{ "ＭẬＴ", SECRECY_MAT },
	{ "ＴỐＩ　ＭẬＴ", SECRECY_TOI_MAT },
	{ "Ｍ\xEF\xBC\xA1\xCC\x82\xCC\xA3Ｔ", SECRECY_MAT }, /* a wide A and its two marks */
	{ "MA\xCC\xA3\xCC\x82T", SECRECY_MAT },              /* not composed */
	{ "𝐌Ậ𝐓", SECRECY_MAT },
	{ "M Ậ T", SECRECY_MAT },
	{ "M   Ậ   T", SECRECY_MAT },
	{ "M\tẬ\tT", SECRECY_MAT },
	{ "M.Ậ.T", SECRECY_MAT },
	{ "T U Y Ệ T   M Ậ T", SECRECY_TUYET_MAT },
	{ "Số: 5/BC      M Ậ T", SECRECY_MAT },
	{ "T\xE1\xBB\x90I\xC2\xA0M\xE1\xBA\xACT", SECRECY_TOI_MAT },
	{ "TỐI\xE2\x80\x83MẬT", SECRECY_TOI_MAT },
	{ "M\xE2\x80\x8BẬT\xEF\xBB\xBF", SECRECY_MAT },
	{ "M\xC2\xADẬT", SECRECY_MAT }, /* soft hyphen */
	{ "• MẬT •", SECRECY_MAT },
	{ "【TUYỆT MẬT】", SECRECY_TUYET_MAT },
	{ "TUYET MAT", SECRECY_TUYET_MAT },
	{ "TOI MAT", SECRECY_TOI_MAT },
	{ HEAD "MAT\n", SECRECY_MAT },
	/* beside urgency, copy numbers, orders on handling */
	{ "MẬT/KHẨN", SECRECY_MAT },
	{ "MẬT - HỎA TỐC", SECRECY_MAT },
	{ "MẬT - HOẢ TỐC", SECRECY_MAT },
	{ "HỎA TỐC – MẬT", SECRECY_MAT },
	{ "TỐI MẬT - THƯỢNG KHẨN", SECRECY_TOI_MAT },
	{ "HỎA TỐC HẸN GIỜ - TUYỆT MẬT", SECRECY_TUYET_MAT },
	{ "MẬT KHẨN", SECRECY_MAT },
	{ "MẬT  Bản số: 03", SECRECY_MAT },
	{ "MẬT, LƯU HÀNH NỘI BỘ", SECRECY_MAT },
	{ "TUYỆT MẬT - KHÔNG SAO CHỤP", SECRECY_TUYET_MAT },
	{ "MẬT - TÀI LIỆU THU HỒI", SECRECY_MAT },
	{ "Mật/Khẩn\n" HEAD, SECRECY_MAT },
	/* declared */
	{ "Độ mật: Tối mật", SECRECY_TOI_MAT },
	{ "ĐỘ MẬT: MẬT\n", SECRECY_MAT },
	{ "Mức độ mật: mật", SECRECY_MAT },
	{ "Độ mật: Mật; Độ khẩn: Hỏa tốc", SECRECY_MAT },
	{ "Độ mật:\nMật\n", SECRECY_MAT },
	{ "MẬT\nĐộ khẩn: Khẩn\n", SECRECY_MAT },
	/* in the head in small letters */
	{ "Tối mật\nSố: 1", SECRECY_TOI_MAT },
	{ "Tuyệt mật", SECRECY_TUYET_MAT },
	{ HEAD "Mật\nHải Phòng, ngày 5 tháng 6 năm 2026\n", SECRECY_MAT },
	{ "Mật\n" HEAD, SECRECY_MAT },
	{ HEAD "(Mật)\n", SECRECY_MAT },
	{ HEAD "Tài liệu mật\n", SECRECY_MAT },
	{ "VĂN BẢN MẬT\n" HEAD, SECRECY_MAT },
	{ "BÍ MẬT\n" HEAD, SECRECY_MAT },
	{ HEAD "Bí mật\n", SECRECY_MAT },
	{ "BÍ MẬT NHÀ NƯỚC\n" HEAD, SECRECY_MAT },
	{ "TÀI LIỆU BÍ MẬT NHÀ NƯỚC\n" HEAD, SECRECY_MAT },
	{ LINES20 LINES20 "BÍ MẬT", SECRECY_MAT },
	/* on the line of the number or the date */
	{ "Số: 12/BC-UBND (Mật)\n", SECRECY_MAT },
	{ "Số: 12/BC-UBND MẬT\n", SECRECY_MAT },
	{ "Số 41-BC/TU (Tối mật)\n", SECRECY_TOI_MAT },
	{ "MẬT Hải Phòng, ngày 5 tháng 6 năm 2026\n", SECRECY_MAT },
	{ "TUYỆT MẬT Hà Nội, ngày 5/6/2026\n", SECRECY_TUYET_MAT },

	/* in capitals among other words; columns; other spaces; signs */
	{ "UBND TP HÀ NỘI  MẬT", SECRECY_MAT },
	{ "UBND TP HÀ NỘI\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0MẬT", SECRECY_MAT },
	{ "UBND TP HÀ NỘI\xE2\x80\x83\xE2\x80\x83MẬT", SECRECY_MAT },
	{ "│ UBND │ MẬT │", SECRECY_MAT },
	{ "UBND;MẬT;12", SECRECY_MAT },
	{ "\"UBND\",\"MẬT\"", SECRECY_MAT },
	{ "TUYỆT MẬT - Số 3", SECRECY_TUYET_MAT },
	{ "ĐỘ TỐI MẬT", SECRECY_TOI_MAT },
	{ "Cấp độ mật: Tối mật", SECRECY_TOI_MAT },
	{ "Mức độ: Mật", SECRECY_MAT },
	{ "Độ bảo mật: Mật", SECRECY_MAT },
	{ "Độ mật: A", SECRECY_TUYET_MAT },
	{ "Độ mật: C", SECRECY_MAT },
	{ "Số: 12/BC-UBND-MẬT", SECRECY_MAT },
	{ "Số: 12/BC-UBND - MẬT", SECRECY_MAT },
	{ "CÔNG VĂN MẬT", SECRECY_MAT },
	{ "BÁO CÁO MẬT", SECRECY_MAT },
	{ HEAD "Công văn mật\n", SECRECY_MAT },
	{ "ĐÓNG DẤU MẬT", SECRECY_MAT },
	{ "DẤU MẬT", SECRECY_MAT },
	{ "-------------------------------------------------------------------------------"
	  "-------------------------------------------------------------------------------"
	  "------------------------------------------------------ MẬT", SECRECY_MAT },
	{ "MẬT\nMã số: 12", SECRECY_MAT },
	{ "MẬT\nĐộ cao 5m", SECRECY_MAT },
	{ "МẬТ", SECRECY_MAT }, /* Cyrillic M and T */
	{ "ΜẬΤ", SECRECY_MAT }, /* Greek M and T */
	{ LINES20 "TÀI LIỆU MẬT", SECRECY_MAT },
	{ LINES20 "VĂN BẢN TUYỆT MẬT", SECRECY_TUYET_MAT },
	{ LINES20 "MẬT (bản số 1)", SECRECY_MAT },
	{ "UBND\x0BMẬT\x0BSố", SECRECY_MAT },
	{ "UBND\x0CMẬT\x0CSố", SECRECY_MAT },
	{ "UBND\xE2\x80\xA8MẬT\xE2\x80\xA8Số", SECRECY_MAT },
	{ "UBND\xC2\x85MẬT\xC2\x85Số", SECRECY_MAT },
	{ "\xFF MẬT\n", SECRECY_MAT },
	{ "M\xFFẬT\n", SECRECY_MAT },

	/* words in a sentence, and other words */
	{ "QUẢN LÝ VĂN BẢN MẬT", SECRECY_NONE },
	{ "KHÔNG ĐÓNG DẤU MẬT", SECRECY_NONE },
	{ "BẢO VỆ BÍ MẬT KINH DOANH", SECRECY_NONE },
	{ "BÍ MẬT KINH DOANH", SECRECY_NONE },
	{ "AN NINH, BẢO MẬT", SECRECY_NONE },
	{ "NUÔI ONG LẤY MẬT", SECRECY_NONE },
	{ "MẬT DANH", SECRECY_NONE },
	{ "CHẾ ĐỘ MẬT", SECRECY_NONE },
	{ "ĐỘ MẬT", SECRECY_NONE },
	{ "Mức độ: mật độ cao", SECRECY_NONE },
	{ "Mức độ: Cao", SECRECY_NONE },
	{ "Các tài liệu có chữ MẬT phải được lưu riêng.", SECRECY_NONE },
	{ "\xFF\xFE MAT \xFF\n", SECRECY_NONE },
	{ "", SECRECY_NONE },
	{ "mật", SECRECY_NONE },
	{ "bảo vệ bí mật nhà nước", SECRECY_NONE },
	{ "Tài liệu MẬT phải được lưu riêng.", SECRECY_NONE },
	{ "Độ mật: Không", SECRECY_NONE },
	{ "Độ mật: Thường; Độ khẩn: Khẩn", SECRECY_NONE },
	{ "Độ mật:\nKhông\n", SECRECY_NONE },
	{ "Độ khẩn: Khẩn", SECRECY_NONE },
	{ "HỎA TỐC", SECRECY_NONE },
	{ "Mật ong rừng", SECRECY_NONE },
	{ "MẬT ONG RỪNG", SECRECY_NONE },
	{ "Mật độ", SECRECY_NONE },
	{ "MẬT ĐỘ\n", SECRECY_NONE },
	{ "MẬT ĐỘ DÂN SỐ", SECRECY_NONE },
	{ "Mật khẩu: ", SECRECY_NONE },
	{ "BẢO MẬT", SECRECY_NONE },
	{ "AN TOÀN, BẢO MẬT THÔNG TIN", SECRECY_NONE },
	{ "TĂNG CƯỜNG AN TOÀN THÔNG TIN, BẢO\nMẬT\n", SECRECY_NONE },
	{ "VỀ VIỆC BẢO VỆ\nBÍ MẬT NHÀ NƯỚC\n", SECRECY_NONE },
	{ "LUẬT\nBẢO VỆ BÍ MẬT NHÀ NƯỚC\n", SECRECY_NONE },
	{ "Thành phố yêu cầu giữ bí\nmật.\n", SECRECY_NONE },
	{ "Thành phố có nguồn hoa cho ong lấy mật", SECRECY_NONE },
	{ "Thành phố Mật", SECRECY_NONE },
	{ "Số người nuôi ong lấy mật\n", SECRECY_NONE },
	{ "Số hồ sơ không đóng dấu (mật)\n", SECRECY_NONE },
	{ "Bí mật của thành công", SECRECY_NONE },
	{ "GIẢI MẬT", SECRECY_NONE },
	{ "ĐÃ GIẢI MẬT", SECRECY_NONE },
	{ "MẶT", SECRECY_NONE },
	{ "MẮT", SECRECY_NONE },
	{ "TỐI MẮT", SECRECY_NONE },
	{ "MẬT\nĐỘ\nDÂN SỐ\n", SECRECY_NONE }, /* a narrow column of a table */
	{ "MAT 1", SECRECY_NONE },
	{ "Các độ mật gồm: Tuyệt mật, Tối mật, Mật", SECRECY_NONE },
	{ "TUYỆT MẬT\tTỐI MẬT\tMẬT", SECRECY_NONE }, /* the columns of a table of degrees */
	{ "Tuyệt mật | Tối mật | Mật", SECRECY_NONE },
	{ LINES20 "Đường\nMật\nSữa\n", SECRECY_NONE },
	{ LINES20 "Tài liệu mật\n", SECRECY_NONE },
	{ LINES20 "Bí mật\n", SECRECY_NONE },
	{ LINES20 "MAT\n", SECRECY_NONE },
};

static void
every_row_is_judged_right(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (secrecy_mark(str_of(rows[i].text)) != rows[i].mark)
			fail_msg("%d, not %d: %s", (int)secrecy_mark(str_of(rows[i].text)),
			    (int)rows[i].mark, rows[i].text);
}

/* A file of one byte read alone, a long first line, and both orders of UTF-16. */
static void
files_are_read_piece_by_piece(void **state)
{
	static const struct {
		struct str bytes;
		enum secrecy mark;
	} files[] = {
		{ { "\xFF\xFEM\0\xAC\x1ET\0\n\0", 10 }, SECRECY_MAT },
		{ { "\xFE\xFF\0M\x1E\xAC\0T", 8 }, SECRECY_MAT },
		{ { "\xFF\xFEM\0\xAC\x1E\x04\0", 8 }, SECRECY_NONE },
		{ { "\xFF", 1 }, SECRECY_NONE },
		{ { "U\0B\0\n\0M\0\xAC\x1ET\0\n\0", 14 }, SECRECY_MAT }, /* no mark of order */
		{ { "\0U\0\n\0M\x1E\xAC\0T\0\n", 12 }, SECRECY_MAT },
		{ { "%PDF-1.7\n\0\0MẬT\0\nTỐI MẬT\n", 30 }, SECRECY_TOI_MAT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		struct secrecy_reader reader = { 0 };

		for (size_t k = 0; k < files[i].bytes.len; k++)
			secrecy_feed(&reader, (struct str){ files[i].bytes.at + k, 1 });
		assert_int_equal(secrecy_end(&reader), files[i].mark);
	}
}

static void
only_the_front_of_a_long_line_is_read(void **state)
{
	char text[3 * SECRECY_LINE_MAX];

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text + sizeof(text) - 10, "   M\xE1\xBA\xACT\n", 10);
	assert_int_equal(secrecy_mark((struct str){ text, sizeof(text) }), SECRECY_NONE);
	memset(text, ' ', sizeof(text) - 7);
	assert_int_equal(secrecy_mark((struct str){ text, sizeof(text) }), SECRECY_MAT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_is_judged_right),
		cmocka_unit_test(files_are_read_piece_by_piece),
		cmocka_unit_test(only_the_front_of_a_long_line_is_read),
	};

	return cmocka_run_group_tests_name("secrecy", tests, NULL, NULL);
}
