/* demo_data.c: the words of the demo city. Units are real, persons and works are invented. */
#include "demo/demo_data.h"

static const char *const works_construction[] = {
	"Công khai phương án chống ngập tại các điểm úng ngập khi mưa lớn",
	"Giải thích tiến độ sửa chữa hệ thống chiếu sáng trên các tuyến phố tối",
	"Công bố lịch thi công đường Vành đai 4 và phương án phân luồng",
	"Trả lời kiến nghị về rào chắn thi công kéo dài",
	"Thông tin kết quả nạo vét, khơi thông cống thoát nước",
	"Công khai danh mục nhà tập thể cũ cần di dời khẩn cấp",
	NULL
};
static const char *const works_environment[] = {
	"Công khai đơn giá bồi thường, hỗ trợ giải phóng mặt bằng đường Vành đai 4",
	"Công bố chất lượng không khí và khuyến cáo hằng tuần",
	"Giải thích quy định phân loại rác tại nguồn",
	"Thông tin phương án xử lý bãi tập kết phế thải trái phép",
	"Công khai kế hoạch sử dụng đất của các xã, phường",
	NULL
};
static const char *const works_planning[] = {
	"Lấy ý kiến nhân dân về điều chỉnh quy hoạch phân khu đô thị",
	"Công khai chỉ giới đường đỏ các tuyến đường mới",
	"Giải thích quy chế quản lý kiến trúc khu phố cổ",
	NULL
};
static const char *const works_finance[] = {
	"Giải thích việc phân bổ vốn đầu tư công năm",
	"Công khai tiến độ giải ngân các dự án trọng điểm",
	"Thông tin chính sách hỗ trợ doanh nghiệp nhỏ và vừa",
	NULL
};
static const char *const works_trade[] = {
	"Thông tin kế hoạch bình ổn giá hàng thiết yếu",
	"Công khai kết quả kiểm tra nguồn gốc hàng hóa tại chợ",
	"Giải thích lộ trình sắp xếp lại các chợ truyền thống",
	NULL
};
static const char *const works_science[] = {
	"Hướng dẫn người dân dùng dịch vụ công trực tuyến",
	"Thông tin tiến độ phủ sóng di động tại các xã vùng xa",
	"Giải thích quy định về định danh điện tử",
	NULL
};
static const char *const works_home[] = {
	"Giải thích việc sắp xếp cán bộ sau khi lập chính quyền hai cấp",
	"Công khai kết quả chấm điểm cải cách hành chính",
	"Thông tin lịch tiếp công dân của lãnh đạo các sở",
	NULL
};
static const char *const works_health[] = {
	"Thông tin tình hình sốt xuất huyết và cách phòng",
	"Giải thích việc thanh toán bảo hiểm y tế tuyến cơ sở",
	"Công khai kết quả kiểm tra an toàn thực phẩm",
	NULL
};
static const char *const works_education[] = {
	"Công bố chỉ tiêu và cách tuyển sinh đầu cấp",
	"Giải thích khoản thu đầu năm học",
	"Thông tin kế hoạch xây thêm trường công lập",
	NULL
};
static const char *const works_culture[] = {
	"Thông tin các hoạt động văn hóa phục vụ nhân dân dịp lễ",
	"Công khai phương án tu bổ di tích xuống cấp",
	"Giải thích quy định quảng cáo ngoài trời",
	NULL
};
static const char *const works_justice[] = {
	"Phổ biến Luật Bảo vệ dữ liệu cá nhân tới cơ sở",
	"Giải thích thủ tục hộ tịch sau sắp xếp đơn vị hành chính",
	NULL
};
static const char *const works_office[] = {
	"Công bố thông báo kết luận họp giao ban của Thành phố",
	"Tổng hợp câu hỏi của báo chí và trả lời đúng hạn",
	"Công khai lịch đối thoại với nhân dân",
	NULL
};
static const char *const works_press[] = {
	"Mở chuyên mục giải đáp chính sách trên sóng phát thanh",
	"Phát tin hướng dẫn phòng, chống ngập trên hệ thống truyền thanh",
	NULL
};

const struct demo_department demo_departments[] = {
	{ "so-tai-chinh", "Sở Tài chính", 1, works_finance },
	{ "so-cong-thuong", "Sở Công Thương", 1, works_trade },
	{ "so-khcn", "Sở Khoa học và Công nghệ", 1, works_science },
	{ "so-noi-vu", "Sở Nội vụ", 1, works_home },
	{ "so-xay-dung", "Sở Xây dựng", 2, works_construction },
	{ "so-nnmt", "Sở Nông nghiệp và Môi trường", 2, works_environment },
	{ "so-qhkt", "Sở Quy hoạch - Kiến trúc", 2, works_planning },
	{ "so-y-te", "Sở Y tế", 3, works_health },
	{ "so-gddt", "Sở Giáo dục và Đào tạo", 3, works_education },
	{ "so-vhtt", "Sở Văn hóa và Thể thao", 3, works_culture },
	{ "so-tu-phap", "Sở Tư pháp", 3, works_justice },
	{ "van-phong", "Văn phòng Ủy ban nhân dân Thành phố", 3, works_office },
	{ "bao-dai", "Báo và phát thanh, truyền hình Hà Nội", 3, works_press },
	{ 0 }
};

const char *const demo_commune_works[] = {
	"Họp dân phố thông báo phương án thoát nước mùa mưa",
	"Niêm yết công khai quy hoạch chi tiết tại nhà văn hóa",
	"Phát thanh hướng dẫn thủ tục hành chính mới",
	"Đối thoại với hộ dân thuộc diện giải phóng mặt bằng",
	"Trả lời kiến nghị về đèn đường không sáng",
	"Thông báo lịch thu gom rác và điểm tập kết",
	NULL
};
const char *const demo_outputs[] = {
	"Thông cáo đăng trên Cổng thông tin", "Báo cáo kèm bảng số liệu công khai",
	"Tài liệu hỏi đáp phát tại cơ sở", "Biên bản đối thoại và trả lời từng ý kiến",
	"Bản tin phát thanh và văn bản niêm yết", NULL
};
const char *const demo_delay_reasons[] = {
	"Chờ số liệu đo đạc tại các điểm mới phát sinh",
	"Nhà thầu chưa nộp hồ sơ hoàn công, phải kiểm tra lại hiện trường",
	"Cần thống nhất số liệu với các xã, phường trước khi công bố",
	"Văn bản hướng dẫn của bộ chưa ban hành", NULL
};
const char *const demo_results[] = {
	"Đã đăng công khai, có đường dẫn và bảng số liệu kèm theo",
	"Đã niêm yết tại trụ sở và phát thanh ba buổi trong tuần",
	"Đã tổ chức họp, biên bản ghi đủ câu hỏi và câu trả lời", NULL
};
const char *const demo_family[] = { "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi",
	"Đỗ", "Ngô", "Dương", "Lý", NULL };
const char *const demo_middle[] = { "Văn", "Thị", "Minh", "Thu", "Đức", "Ngọc", "Quang", "Thanh",
	"Hữu", "Kim", NULL };
const char *const demo_given[] = { "An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hòa",
	"Khang", "Lan", "Long", "Mai", "Nam", "Phúc", "Quân", "Sơn", "Thảo", "Trang", "Tùng", "Yến",
	NULL };

size_t
demo_count(const char *const *list)
{
	size_t n = 0;

	while (list[n] != NULL)
		n++;
	return n;
}
