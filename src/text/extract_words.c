/*
 * extract_words.c: the words the extractor knows, one row each. A phrase has a set of roles; which
 * of them counts is the business of the file that asks. Phrases are matched folded (token.h), so
 * case, tone style and normal form do not matter here.
 */
#include "text/extract_internal.h"

/* Verbs that begin an order. Most are two syllables; single ones are listed only if safe. */
static const char *const verbs[] = {
	"ban hành", "báo cáo", "bảo đảm", "đảm bảo", "bảo vệ", "bám sát", "bàn giao", "biên soạn",
	"biên tập", "bổ sung", "bố trí", "bồi dưỡng", "bổ nhiệm", "cải cách", "cải thiện",
	"cải tiến", "cảnh báo", "cập nhật", "cân đối", "cắt giảm", "cấp phép", "chấn chỉnh",
	"chấm dứt", "chấp hành", "chỉ đạo", "chia", "chia sẻ", "chịu trách nhiệm", "chú trọng",
	"chủ động", "chủ trì", "chuẩn bị", "chuẩn hóa", "chuyển", "chuyển đổi", "chuyển tải",
	"có trách nhiệm", "có kế hoạch", "có biện pháp", "có giải pháp", "có phương án",
	"có văn bản", "coi", "công bố", "công khai", "công nhận", "cung cấp", "củng cố",
	"cụ thể hóa", "cử", "dành", "dẫn dắt", "dự báo", "dự thảo", "dự kiến", "duy trì", "duyệt",
	"đa dạng hóa", "đánh giá", "đào tạo", "đăng tải", "đăng ký", "đăng", "đề cao", "đề xuất",
	"đề ra", "điều chỉnh", "điều hành", "điều tra", "định hướng", "đối thoại", "đổi mới",
	"đôn đốc", "đưa", "đưa tin", "đẩy mạnh", "đẩy nhanh", "đấu tranh", "đầu tư", "đặt",
	"đồng hành", "động viên", "gắn", "gắn kết", "gửi", "giải ngân", "giải quyết",
	"giải thích", "giải trình", "giám sát", "giảm", "giảm thiểu", "giảng dạy", "giao",
	"giáo dục", "giới thiệu", "giữ", "giữ gìn", "giữ vững", "hạn chế", "hiện đại hóa",
	"hình thành", "hoàn chỉnh", "hoàn thành", "hoàn thiện", "hỗ trợ", "học tập", "huy động",
	"hướng dẫn", "hưởng ứng", "họp", "kết hợp", "kết nối", "khai thác", "khảo sát",
	"khẩn trương", "khắc phục", "khen thưởng", "khôi phục", "khơi dậy", "khuyến khích",
	"khởi công", "kiểm điểm", "kiểm soát", "kiểm tra", "kiểm chứng", "kiện toàn", "kiến nghị",
	"ký kết", "lập", "lan tỏa", "lãnh đạo", "lắng nghe", "lấy", "làm", "làm cho", "làm rõ",
	"làm tốt", "làm đầu mối", "làm việc", "liên hệ", "lồng ghép", "lựa chọn", "lưu ý", "mở",
	"mở rộng", "nâng cao", "nâng cấp", "nắm", "nắm bắt", "nắm chắc", "nêu", "nêu cao",
	"nghiên cứu", "nghiêm cấm", "nghiêm túc", "ngăn chặn", "ngăn ngừa", "nhân rộng",
	"nhận diện", "nhấn mạnh", "niêm yết", "nộp", "ổn định", "phát", "dừng", "ghi", "ghi lại",
	"đọc", "chuyển về", "phân bổ", "phân cấp", "phân công", "phân định", "phân loại",
	"phân tích", "phấn đấu", "phản ánh", "phản bác", "phản hồi", "phát động", "phát hành",
	"phát hiện", "phát huy", "phát sóng", "phát thanh", "phát triển", "phát ngôn",
	"phê duyệt", "phòng ngừa", "phòng, chống", "phòng chống", "phổ biến", "phối hợp",
	"phủ kín", "phụ trách", "quan tâm", "quản lý", "quán triệt", "quảng bá", "quy hoạch",
	"quyết định", "quyết liệt", "rà soát", "rút kinh nghiệm", "sắp xếp", "sản xuất", "sơ kết",
	"số hóa", "sử dụng", "sửa chữa", "sửa đổi", "tái lập", "tạo", "tạo điều kiện", "tạm dừng",
	"tập huấn", "tập hợp", "tập trung", "tăng cường", "tăng", "tận dụng", "tham gia",
	"tham mưu", "tham vấn", "thanh tra", "thành lập", "tháo gỡ", "thay thế", "thẩm định",
	"thăm dò", "theo dõi", "thiết lập", "thống kê", "thống nhất", "thông báo", "thông tin",
	"thu hồi", "thu thập", "thu hút", "thu gom", "thúc đẩy", "thực hiện", "thực thi",
	"thường xuyên", "tiến hành", "tiếp nhận", "tiếp thu", "tiếp tục", "tiếp xúc",
	"tiếp công dân", "tiết kiệm", "tìm hiểu", "tính toán", "tổ chức", "tổng hợp", "tổng kết",
	"tôn vinh", "trả lời", "trao đổi", "triển khai", "trình", "truyền tải", "truyền thông",
	"truy quét", "tuân thủ", "tuyên truyền", "tuyên dương", "tuyển chọn", "tự kiểm tra",
	"tư vấn", "ưu tiên", "ứng dụng", "ứng phó", "ứng trực", "vận động", "vận hành",
	"xác định", "xác minh", "xây dựng", "xem xét", "xin ý kiến", "xóa", "xóa bỏ", "xử lý",
	"xử phạt", "yêu cầu", "đóng góp", "đề nghị", "thể hiện", "rà soát, bổ sung", "bóc gỡ",
	"di dời", "giải phóng mặt bằng", "lắp đặt", "nạo vét", "thi công", "trồng", "nhắc nhở",
	"đo lường", "lấy ý kiến", "thí điểm", "đồng bộ", "liên thông", "tích hợp", "phân luồng",
	"phun thuốc", "chăm lo", "chăm sóc", "thăm hỏi", "tặng", "trao", "vinh danh", "tôn trọng",
	"đính chính", "bác bỏ", "phá vỡ", "vô hiệu hóa", "truy vết", "lên án", "phê phán",
	"khắc họa", "dự phòng", "kéo giảm", "giảm dần", "gỡ bỏ", "hủy bỏ", "bãi bỏ", "cam kết",
	"cải tạo", "nâng", "mua sắm", "tuyển dụng", "luân chuyển", "điều động", "chi trả",
	"thanh toán", "quyết toán", "kê khai", "kiểm đếm", "cưỡng chế", "đấu thầu", "đấu giá",
	"quyên góp", "giúp đỡ", "bảo tồn", "tu bổ", "tôn tạo", "phục hồi", "phát quang",
	"dọn dẹp", "khử khuẩn", "điều trị", "cách ly", "xét nghiệm", "sàng lọc", "cứu hộ",
	"sơ tán", "tuần tra", "khoanh vùng", "tiêu hủy", "liên kết", "hợp tác", "đàm phán",
	"xúc tiến", "kêu gọi", "mời gọi", "chú ý", "tránh", "phòng tránh", "đề phòng",
	"cảnh giác", "bảo mật", "lưu trữ", "lưu giữ", "thẩm tra", "phản biện", "tiếp cận",
	"phúc đáp", "đáp ứng", "cắm mốc", "giải tỏa", "chỉnh trang", "khơi thông", "duy tu",
	"bảo dưỡng", "kéo dài", "rút ngắn", "đơn giản hóa", "xác nhận", "cấp phát", "thiết kế",
	"sáng tác", "biểu diễn", "trưng bày", "triển lãm", "trang trí", "cổ động",
	"tổng kiểm tra", "tổng rà soát", "tổng vệ sinh", "ra quân", "thi đua", "bình xét",
	"truy cứu", "trấn áp", "triệt phá", "ủng hộ", "đón tiếp", "tiết giảm", "vận dụng",
	"đúc kết", "nhân lên", "chuyển giao", "bao phủ", "mời", "tuyên bố", "tạo lập", "thu phí",
	"điều phối", "lập biên bản", "lập danh sách", "lập hồ sơ", "lập kế hoạch", "tháo dỡ",
	"giải đáp", "tuyển sinh", "trực", "túc trực", "ứng cứu", "phủ sóng", "quay phim",
	"ghi hình", "thu âm", "phát tờ rơi", "chấm điểm", "đối soát", "hạch toán", "phân khai",
	"xin chủ trương", "tự đánh giá", "nhất thể hóa", "hợp nhất", "sáp nhập", "phân nhóm",
	"kiểm kê", "kiểm toán", "soạn thảo", "dự trù", "điều tiết", "bình ổn", "dự trữ",
	"cung ứng", "chống thất thu", "thu ngân sách", "tận thu", "khai trương", "khánh thành",
	"động thổ", "bế giảng", "khai giảng", "hủy", "sẵn sàng", "hoãn", "ngừng", "cấm",
	"ủy quyền", "cảnh giới", "neo đậu", "gia cố", "thụ lý", "hòa giải", "đối chiếu",
	"công chứng", "xếp loại", "bình chọn", "tự rà soát", "góp ý", "góp phần", "đề cử",
	"thuyết trình", "xuất bản", "treo", "gỡ", "quy định về", "quy định rõ", "thay đổi",
	"tinh gọn", "tinh giản", "phục vụ", "truyền dẫn", "quảng cáo", "chung tay", "chung sức",
	"đồng lòng", "xem", "xuống địa bàn", "bám địa bàn", "bám nắm", "điều chuyển", "soạn",
	"rà lại", "áp dụng", "thu hoạch", "neo giữ", "chằng chống", "siết chặt", "siết",
	"thắt chặt", "quy trách nhiệm", "quy rõ", "xuống cơ sở", "xuống tận", "nghe dân", "chốt",
	"dọn", "dọn sạch", "thu dọn", "làm sạch", "cấp", "cấp đổi", "khởi động", "khống chế",
	"kiềm chế", "kiên trì", "kiến tạo", "kích hoạt", "kích cầu", "bãi nhiệm", "bảo trì",
	"bao quát", "biểu dương, khen thưởng", "kịp thời biểu dương", "bù đắp", "cài đặt",
	"can thiệp", "cảm hóa", "cân nhắc", "cấu trúc lại", "chắt lọc", "chỉ định", "chọn lọc",
	"chứng thực", "cơ cấu lại", "dẫn đầu", "diễn tập", "đảm nhiệm", "đặt hàng", "đẩy lùi",
	"đền bù", "điểm danh", "điều hòa", "định giá", "đo đạc", "gia hạn", "gia tăng",
	"giải cứu", "giảm tải", "giúp", "gìn giữ", "hậu kiểm", "hiến kế", "hiệp đồng",
	"hiệu chỉnh", "hoạch định", "huấn luyện", "kế thừa", "khai báo", "khích lệ", "khép kín",
	"khởi tố", "khuyến cáo", "khuyến nghị", "kiểm định", "kiểm nghiệm", "kiểm dịch",
	"làm mới", "lập lại", "lên kế hoạch", "lên phương án", "lên lịch", "minh bạch hóa",
	"nắm vững", "nêu gương", "nhìn nhận", "nuôi dưỡng", "phá bỏ", "phân kỳ", "phân tuyến",
	"phân vùng", "phong tỏa", "phổ cập", "quy đổi", "quy tụ", "ràng buộc", "rút gọn",
	"sao gửi", "so sánh", "soát xét", "sửa", "tái cấu trúc", "tạm ứng", "tạm đình chỉ",
	"thanh lý", "thanh lọc", "thẩm duyệt", "thể chế hóa", "thi hành", "thông qua", "thu hẹp",
	"thử nghiệm", "tiếp sức", "tìm kiếm", "tranh thủ", "tri ân", "trích lập", "trợ giúp",
	"truy thu", "trưng cầu", "trưng dụng", "từ chối", "ủy thác", "xác thực", "xã hội hóa",
	"xử trí", "xuất cấp", "tặng quà", "tăng tốc", "bứt phá", "khơi nguồn", "đồng thuận",
	"thâm canh", "tiêm phòng", "tiêm chủng", "nhập liệu", "tạo đột phá", "giảm nghèo",
	"đăng cai", "hiện thực hóa", "lượng hóa", "cá nhân hóa", "tự động hóa",
	"chuyên nghiệp hóa", "quốc tế hóa", "tối ưu hóa", "đa phương hóa", "hài hòa",
	"quy chuẩn hóa", "sơ tuyển", "sơ cứu", "vệ sinh", "khử trùng", "phun khử khuẩn",
	"lấy mẫu", "truy xuất", "dán nhãn", "gắn biển", "gắn mã", "quét mã", "cắm biển",
	"kẻ vạch", "rào chắn", "cắt tỉa", "đốn hạ", "tưới", "nhân giống", "thả", "cứu trợ",
	"cứu đói", "tiếp tế", "ký", "ký hợp đồng", "nghiệm thu", "bảo hành", "hoàn trả",
	"bồi thường", "truy tố", "xét xử", "xét duyệt", "xét tặng", "công chiếu", "phát lại",
	"tiếp sóng", "phát trực tiếp", "dịch", "biên dịch", "thuyết minh", "phóng tác",
	"đối chất", "chất vấn", "tái giám sát", "hậu giám sát",
};

/* Adverbs that may stand before the verb of an order. */
static const char *const adverbs[] = {
	"tiếp tục", "tích cực", "chủ động", "khẩn trương", "kịp thời", "thường xuyên",
	"nghiêm túc", "không ngừng", "luôn", "luôn luôn", "sớm", "tuyệt đối", "tuyệt đối không",
	"không", "không để", "quyết liệt", "đồng thời", "trước mắt", "cùng", "cùng với",
	"nhanh chóng", "ngay", "trực tiếp", "định kỳ", "hằng tháng", "hằng quý", "hằng năm",
	"hàng tháng", "hàng quý", "hàng năm", "hằng tuần", "hàng tuần", "phải", "cần",
	"thực hiện", "làm tốt", "từng bước", "cương quyết", "kiên quyết", "tăng cường",
	"đẩy mạnh", "tập trung", "bảo đảm", "đảm bảo", "chú trọng", "nghiêm", "triệt để",
	"đặc biệt", "nhất là", "nghiêm cấm", "tự", "cố gắng", "nỗ lực", "mạnh dạn", "cơ bản",
	"linh hoạt", "sáng tạo", "chặt chẽ", "thật sự", "phấn đấu", "đừng", "chớ", "mỗi ngày",
	"mỗi tuần", "mỗi tháng", "mỗi quý", "mỗi năm", "hằng ngày", "hàng ngày", "tiên phong",
	"gương mẫu", "dứt khoát", "nghiêm cẩn", "cẩn trọng", "thận trọng", "thực sự", "dứt điểm",
	"không được", "tuyệt đối không được", "nhất thiết phải", "nhất quán", "hết sức",
	"kiên trì", "thẳng thắn", "công tâm", "từng tháng", "từng quý", "cùng nhau", "sẵn sàng",
	"sát sao", "quyết tâm", "hăng hái",
};

/* Words that end the name of an addressee besides verbs. */
static const char *const stops[] = {
	"căn cứ", "theo", "để", "về", "trong", "với", "tại", "từ", "đến", "khi", "nếu", "mà",
	"là", "đã", "sẽ", "đang", "thì", "được", "có", "cần", "phải", "cùng", "trên cơ sở",
	"nhằm", "do", "ngoài", "trước", "sau", "qua", "thông qua", "nghiên cứu", "chưa", "không",
	"vẫn", "còn", "vừa", "rất", "khẩn trương", "sớm", "luôn", "chịu", "gồm", "bao gồm", "cho",
	"bằng", "ngay", "kịp thời", "tích cực", "trực tiếp", "nghiêm túc", "đều", "cũng",
	"đồng thời", "bên cạnh", "phụ trách", "chưa có", "như", "vì", "hoặc", "nên",
	"nhanh chóng", "định kỳ", "hằng", "hàng", "tự", "thật", "đối với", "liên tục",
	"quyết liệt", "nói", "cho rằng", "cho biết", "khẳng định", "chậm nhất", "dự kiến", "đạt",
	"gặp", "này", "đó", "nêu", "thuộc thẩm quyền", "rà", "biết", "tiên phong", "gương mẫu",
	"nâng", "vào cuộc", "chung tay", "phấn đấu", "nghiêm", "không ngừng",
};

static const struct {
	const char *phrase;
	enum cue cue;
} cues[] = {
	{ "yêu cầu", CUE_ORDER },
	{ "đề nghị", CUE_ASK },
	{ "trân trọng đề nghị", CUE_ASK },
	{ "giao", CUE_ASSIGN },
	{ "giao cho", CUE_ASSIGN },
	{ "thống nhất giao", CUE_ASSIGN },
	{ "đồng ý giao", CUE_ASSIGN },
	{ "phân công", CUE_ASSIGN },
	{ "chỉ đạo", CUE_ASSIGN },
	{ "ủy quyền", CUE_ASSIGN },
	{ "ủy quyền cho", CUE_ASSIGN },
	{ "mời", CUE_ASK },
	{ "trân trọng mời", CUE_ASK },
	{ "kiến nghị", CUE_RECOMMEND },
	{ "đề xuất", CUE_RECOMMEND },
	{ "mong muốn", CUE_WISH },
	{ "đề nghị xem xét", CUE_RECOMMEND },
	{ "lưu ý", CUE_STRESS },
	{ "nhấn mạnh", CUE_STRESS },
	{ "chỉ rõ", CUE_STRESS },
	{ "nhấn mạnh yêu cầu", CUE_STRESS },
	{ "cần", CUE_MODAL },
	{ "cần phải", CUE_MODAL },
	{ "cần được", CUE_MODAL },
	{ "cũng cần", CUE_MODAL },
	{ "cũng cầu", CUE_MODAL }, /* a slip of the pen met in print: "cũng (yêu) cầu" */
	{ "phải", CUE_MODAL },
	{ "phải được", CUE_MODAL },
	{ "có trách nhiệm", CUE_DUTY },
	{ "chịu trách nhiệm", CUE_DUTY },
	{ "không được", CUE_MODAL },
	{ "nghiêm cấm", CUE_MODAL },
	{ "tuyệt đối không", CUE_MODAL },
	{ "luôn", CUE_WEAK },
	{ "nhằm", CUE_AIM },
	{ "hướng đến", CUE_AIM },
	{ "hướng tới", CUE_AIM },
	{ "đặt mục tiêu", CUE_AIM },
	{ "đặt ra mục tiêu", CUE_AIM },
	{ "làm đầu mối", CUE_ROLE },
	{ "là đầu mối", CUE_ROLE },
	{ "làm cơ quan thường trực", CUE_ROLE },
	{ "là đơn vị đầu mối", CUE_ROLE },
	{ "là đơn vị chủ trì", CUE_ROLE },
	{ "là thành viên", CUE_ROLE },
	{ "là người phát ngôn", CUE_ROLE },
	{ "là nơi", CUE_ROLE },
	{ "là cơ quan", CUE_ROLE },
	{ "là cơ quan thường trực", CUE_ROLE },
	{ "thành lập", CUE_ROLE },
	{ "thông báo", CUE_ROLE },
	{ "chủ trì", CUE_ROLE },
	{ "phụ trách", CUE_ROLE },
	{ "ghi nhận", CUE_APPROVE },
	{ "ban hành kèm theo", CUE_APPROVE },
	{ "phê duyệt", CUE_APPROVE },
	{ "biểu dương", CUE_APPROVE },
	{ "hoan nghênh", CUE_APPROVE },
	{ "đánh giá cao", CUE_APPROVE },
	{ "đồng ý", CUE_APPROVE },
	{ "đồng ý chủ trương", CUE_APPROVE },
	{ "cơ bản đồng ý", CUE_APPROVE },
	{ "nhất trí", CUE_APPROVE },
	{ "cơ bản nhất trí", CUE_APPROVE },
	{ "cơ bản thống nhất", CUE_APPROVE },
	{ "thống nhất chủ trương", CUE_APPROVE },
	{ "thống nhất với", CUE_APPROVE },
	{ "thống nhất đánh giá", CUE_APPROVE },
	{ "thống nhất thông qua", CUE_APPROVE },
	/* what the words above are not */
	{ "giấy mời", CUE_NOT },
	{ "thư mời", CUE_NOT },
	{ "khách mời", CUE_NOT },
	{ "mời gọi", CUE_NOT },
	{ "mời thầu", CUE_NOT },
	{ "kính mời", CUE_NOT },
	{ "cần thiết", CUE_NOT },
	{ "nhu cầu", CUE_NOT },
	{ "không phải", CUE_NOT },
	{ "phải chăng", CUE_NOT },
	{ "gặp phải", CUE_NOT },
	{ "mắc phải", CUE_NOT },
	{ "bắt buộc phải", CUE_MODAL },
	{ "cần cù", CUE_NOT },
	{ "giao ban", CUE_NOT },
	{ "giao thông", CUE_NOT },
	{ "giao tiếp", CUE_NOT },
	{ "giao lưu", CUE_NOT },
	{ "giao dịch", CUE_NOT },
	{ "giao đất", CUE_NOT },
	{ "bàn giao", CUE_NOT },
	{ "chuyển giao", CUE_NOT },
	{ "được giao", CUE_NOT },
	{ "đã giao", CUE_NOT },
	{ "nhiệm vụ được giao", CUE_NOT },
	{ "ngoại giao", CUE_NOT },
	{ "được phân công", CUE_NOT },
	{ "ban chỉ đạo", CUE_NOT },
	{ "ý kiến chỉ đạo", CUE_NOT },
	{ "sự chỉ đạo", CUE_NOT },
	{ "công tác chỉ đạo", CUE_NOT },
	{ "lãnh đạo, chỉ đạo", CUE_NOT },
	{ "chỉ đạo, điều hành", CUE_NOT },
	{ "theo chỉ đạo", CUE_NOT },
	{ "theo yêu cầu", CUE_NOT },
	{ "theo đề nghị", CUE_NOT },
	{ "đáp ứng yêu cầu", CUE_NOT },
	{ "mục đích, yêu cầu", CUE_NOT },
	{ "phản ánh, kiến nghị", CUE_NOT },
	{ "kiến nghị, phản ánh", CUE_NOT },
	{ "xét đề nghị", CUE_NOT },
	{ "không cần", CUE_NOT },
	{ "khi cần", CUE_NOT },
	{ "nếu cần", CUE_NOT },
	{ "cần làm", CUE_NOT },
	{ "cần quan tâm", CUE_MODAL },
	{ "phải trái", CUE_NOT },
	{ "lẽ phải", CUE_NOT },
};

static const char *const past_words[] = {
	"đã", "vừa", "vừa qua", "đạt được", "được nâng lên", "góp phần", "cho thấy",
	"đánh giá cao", "ghi nhận", "biểu dương", "hoan nghênh", "còn chưa", "chưa", "vẫn còn",
	"còn hạn chế", "còn chậm", "còn một số", "thời gian qua", "trong thời gian qua",
	"những năm qua", "năm qua", "cơ bản hoàn thành", "còn nhiều", "còn tình trạng", "có nơi",
	"có lúc", "một số nơi", "được quan tâm", "được đẩy mạnh", "được triển khai",
	"được tăng cường", "đạt kết quả", "có nhiều chuyển biến", "có chuyển biến", "tồn tại",
	"nguyên nhân", "tuy nhiên", "còn thiếu", "còn bị động", "đạt", "nhìn chung",
};

size_t
cue_at(struct extractor *ex, size_t i, size_t end, enum cue *cue)
{
	int id = CUE_NOT;
	size_t used = phrase_at(ex, ex->words.cues, i, end, &id);

	*cue = (enum cue)id;
	if (used == 2 && id == CUE_NOT && ex->tokens.at[i].key == token_key(STR("giao")) &&
	    ex->tokens.at[i + 1].capital && !ex->tokens.at[i].caps) {
		*cue = CUE_ASSIGN; /* "Giao Ban Tuyên giáo", not "giao ban" */
		return 1;
	}
	return used;
}

void
extract_words_init(struct extract_words *words, struct arena *arena)
{
	words->verbs = matcher_new(arena, 1024);
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++)
		matcher_add(words->verbs, verbs[i], (int)i);
	words->adverbs = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(adverbs) / sizeof(*adverbs); i++)
		matcher_add(words->adverbs, adverbs[i], (int)i);
	words->stops = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		matcher_add(words->stops, stops[i], (int)i);
	words->cues = matcher_new(arena, 512);
	for (size_t i = 0; i < sizeof(cues) / sizeof(*cues); i++)
		matcher_add(words->cues, cues[i].phrase, (int)cues[i].cue);
	words->past = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(past_words) / sizeof(*past_words); i++)
		matcher_add(words->past, past_words[i], (int)i);
}
