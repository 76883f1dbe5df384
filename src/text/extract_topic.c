/*
 * extract_topic.c: the closed list of subjects a clause may be filed under: services and kinds of
 * coordination work, never views, groups or persons. The subject named most often wins; of equals
 * the first of the list.
 */
#include "text/extract_internal.h"

static const struct extract_topic topics[] = {
	{ "traffic", "Giao thông", "Transport" },
	{ "drainage", "Thoát nước, ngập úng", "Drainage and flooding" },
	{ "clearance", "Giải phóng mặt bằng", "Site clearance" },
	{ "planning", "Quy hoạch, xây dựng", "Planning and building" },
	{ "land", "Đất đai, nhà ở", "Land and housing" },
	{ "environment", "Môi trường, rác thải", "Environment and waste" },
	{ "water", "Cấp nước", "Water supply" },
	{ "lighting", "Điện, chiếu sáng", "Electricity and lighting" },
	{ "health", "Y tế, dịch bệnh", "Health" },
	{ "education", "Giáo dục", "Education" },
	{ "welfare", "An sinh xã hội, việc làm", "Welfare and jobs" },
	{ "market", "Giá cả, thị trường", "Prices and markets" },
	{ "safety", "An toàn, trật tự, phòng cháy", "Safety and fire prevention" },
	{ "disaster", "Phòng, chống thiên tai", "Natural disasters" },
	{ "administration", "Cải cách hành chính, dịch vụ công", "Public services" },
	{ "digital", "Chuyển đổi số", "Digital transformation" },
	{ "rural", "Nông nghiệp, nông thôn mới", "Farming and rural areas" },
	{ "culture", "Văn hóa, thể thao, du lịch", "Culture, sport, tourism" },
	{ "investment", "Đầu tư, ngân sách", "Investment and budget" },
	{ "press", "Báo chí, người phát ngôn", "Press and spokespersons" },
	{ "dialogue", "Đối thoại, tiếp công dân", "Dialogue and reception" },
	{ "petition", "Phản ánh, kiến nghị", "Problem reports" },
	{ "opinion", "Vấn đề người dân quan tâm", "Public concerns" },
	{ "channel", "Kênh thông tin, truyền thanh", "Channels" },
	{ "claim", "Kiểm chứng, đính chính", "Claim checks and corrections" },
	{ "training", "Tập huấn, bồi dưỡng", "Training" },
	{ "organisation", "Tổ chức, bộ máy", "Organisation and staff" },
	{ "coordination", "Phối hợp, giao ban, báo cáo", "Coordination and reporting" },
	{ "communication", "Truyền thông, tuyên truyền", "Public information" },
};

#define TOPICS (sizeof(topics) / sizeof(*topics))

/* The words that speak for a subject. */
static const struct {
	const char *key;
	const char *phrases[16];
} cues[] = {
	{ "traffic", { "giao thông", "ùn tắc", "đường vành đai", "vỉa hè", "lòng đường", "xe buýt",
			 "đường sắt", "tai nạn giao thông" } },
	{ "drainage", { "thoát nước", "ngập úng", "điểm ngập", "úng ngập", "cống", "ngập" } },
	{ "clearance", { "giải phóng mặt bằng", "gpmb", "bồi thường", "tái định cư", "mặt bằng" } },
	{ "planning", { "quy hoạch", "trật tự xây dựng", "kiến trúc", "công trình xây dựng" } },
	{ "land", { "đất đai", "nhà ở", "sử dụng đất", "giấy chứng nhận quyền sử dụng đất" } },
	{ "environment", { "môi trường", "rác thải", "chất thải", "ô nhiễm", "cây xanh",
	    "nước thải",
			     "thu gom rác" } },
	{ "water", { "cấp nước", "nước sạch" } },
	{ "lighting", { "chiếu sáng", "điện lực", "cấp điện", "đèn đường" } },
	{ "health", { "y tế", "dịch bệnh", "bệnh viện", "tiêm chủng", "sốt xuất huyết",
	    "an toàn thực phẩm",
			"khám chữa bệnh", "khám bệnh, chữa bệnh" } },
	{ "education", { "giáo dục", "trường học", "học sinh", "tuyển sinh", "năm học" } },
	{ "welfare", { "an sinh xã hội", "việc làm", "hộ nghèo", "người có công", "trợ cấp",
	    "chính sách xã hội",
			 "trẻ em", "người cao tuổi" } },
	{ "market", { "giá cả", "thị trường", "bình ổn", "hàng giả", "hàng hóa" } },
	{ "safety", { "phòng cháy", "chữa cháy", "pccc", "trật tự an toàn xã hội",
	    "an ninh trật tự",
			"an toàn lao động", "tội phạm" } },
	{ "disaster", { "thiên tai", "bão", "mưa lớn", "lụt", "tìm kiếm cứu nạn" } },
	{ "administration", { "cải cách hành chính", "thủ tục hành chính", "dịch vụ công",
	    "một cửa",
				"cchc", "tthc" } },
	{ "digital", { "chuyển đổi số", "cơ sở dữ liệu", "nền tảng số", "công nghệ thông tin" } },
	{ "rural", { "nông thôn mới", "nông nghiệp", "nông dân", "chăn nuôi", "ntm" } },
	{ "culture", { "văn hóa", "thể thao", "du lịch", "lễ hội", "di tích", "nghệ thuật" } },
	{ "investment", { "đầu tư công", "giải ngân", "ngân sách", "kinh phí", "dự toán", "vốn" } },
	{ "press", { "báo chí", "người phát ngôn", "phát ngôn", "họp báo", "phóng viên" } },
	{ "dialogue", { "đối thoại", "tiếp công dân", "tiếp xúc cử tri" } },
	{ "petition", { "phản ánh, kiến nghị", "đơn thư", "khiếu nại", "tố cáo",
	    "kiến nghị của người dân",
			  "phản ánh của người dân", "đường dây nóng" } },
	{ "opinion", { "dư luận", "dư luận xã hội", "tâm tư", "vấn đề nổi cộm", "bức xúc" } },
	{ "channel", { "truyền thanh", "loa truyền thanh", "fanpage",
	    "cổng thông tin điện tử", "zalo",
			 "mạng xã hội", "phát thanh", "truyền hình", "phương tiện truyền thông",
			 "kênh tuyên truyền", "thông tin cơ sở" } },
	{ "claim",
	{ "xuyên tạc", "tin giả", "đính chính", "kiểm chứng", "sai sự thật", "xấu độc" } },
	{ "training", { "tập huấn", "bồi dưỡng", "đào tạo" } },
	{ "organisation", { "bộ máy", "kiện toàn", "thành lập", "nhân sự", "biên chế" } },
	{ "coordination", { "giao ban", "phối hợp", "quy chế", "báo cáo", "tổng hợp",
	    "sơ kết", "tổng kết",
			      "đầu mối" } },
	{ "communication", { "tuyên truyền", "truyền thông", "thông tin", "tuyên giáo",
	    "quán triệt",
			       "phổ biến" } },
};

_Static_assert(sizeof(cues) / sizeof(*cues) == TOPICS, "one row of cues for each subject");

void
extract_topic_words(struct extract_words *words, struct arena *arena)
{
	words->topics = matcher_new(arena, 512);
	for (size_t i = 0; i < TOPICS; i++) {
		if (!text_equal(cues[i].key, topics[i].key))
			BUG("subject %s has the cues of %s", topics[i].key, cues[i].key);
		for (size_t k = 0; k < 16 && cues[i].phrases[k] != NULL; k++)
			matcher_add(words->topics, cues[i].phrases[k], (int)i);
	}
}

const struct extract_topic *
extract_topic_of(struct extractor *ex, struct range tokens)
{
	unsigned count[TOPICS] = { 0 };
	size_t best = TOPICS, used;

	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		int id = -1;

		used = phrase_at(ex, ex->words.topics, i, tokens.to, &id);
		if (used > 0)
			count[id]++;
	}
	for (size_t i = 0; i < TOPICS; i++)
		if (count[i] > 0 && (best == TOPICS || count[i] > count[best]))
			best = i;
	return best == TOPICS ? NULL : &topics[best];
}
