/*
 * extract_mode.c: what the words around a sentence make of it. The one idea: the first telling word
 * of a heading or a lead-in decides (Kết quả ... reports, Nhiệm vụ ... orders, Kiến nghị ... asks
 * upwards).
 */
#include "text/extract_body.h"

static const struct {
	const char *phrase;
	enum mode mode;
	bool closes; /* may close a lead-in: "... như sau:" */
	bool weak;   /* in a heading under a report it says nothing: "Công tác chỉ đạo" */
} marks[] = {
	{ "đánh giá", MODE_REPORT, false, false },
	{ "tình hình", MODE_REPORT, false, false },
	{ "kết quả", MODE_REPORT, false, false },
	{ "kết quả đạt được", MODE_REPORT, true, false },
	{ "hạn chế", MODE_REPORT, true, false },
	{ "tồn tại", MODE_REPORT, true, false },
	{ "nguyên nhân", MODE_REPORT, true, false },
	{ "khó khăn", MODE_REPORT, true, false },
	{ "vướng mắc", MODE_REPORT, true, false },
	{ "ưu điểm", MODE_REPORT, false, false },
	{ "thực trạng", MODE_REPORT, false, false },
	{ "bài học", MODE_REPORT, true, false },
	{ "bài học kinh nghiệm", MODE_REPORT, true, false },
	{ "nhận định", MODE_REPORT, false, false },
	{ "bối cảnh", MODE_REPORT, false, false },
	{ "thành phần", MODE_REPORT, false, false },
	{ "thời gian qua", MODE_REPORT, false, false },
	{ "công tác đã triển khai", MODE_REPORT, false, false },
	{ "nhiệm vụ", MODE_DIRECT, true, false },
	{ "nhiệm vụ trọng tâm", MODE_DIRECT, true, false },
	{ "nhiệm vụ, giải pháp", MODE_DIRECT, true, false },
	{ "giải pháp", MODE_DIRECT, true, false },
	{ "biện pháp", MODE_DIRECT, true, true },
	{ "nội dung", MODE_DIRECT, true, true },
	{ "công việc", MODE_DIRECT, true, true },
	{ "yêu cầu", MODE_DIRECT, true, false },
	{ "mục đích", MODE_DIRECT, false, false },
	{ "mục tiêu", MODE_DIRECT, false, true },
	{ "phương hướng", MODE_DIRECT, false, false },
	{ "tổ chức thực hiện", MODE_DIRECT, true, false },
	{ "phân công", MODE_DIRECT, true, true },
	{ "trách nhiệm", MODE_DIRECT, false, true },
	{ "thời gian tới", MODE_DIRECT, true, false },
	{ "trọng tâm", MODE_DIRECT, true, false },
	{ "phân công nhiệm vụ", MODE_DIRECT, true, false },
	{ "kết luận", MODE_DIRECT, true, true },
	{ "ý kiến chỉ đạo", MODE_DIRECT, true, false },
	{ "chỉ đạo", MODE_DIRECT, true, true },
	{ "chỉ thị", MODE_DIRECT, true, true },
	{ "quyết định", MODE_DIRECT, true, false },
	{ "quyết nghị", MODE_DIRECT, true, false },
	{ "thống nhất", MODE_DIRECT, true, true },
	{ "giao", MODE_DIRECT, true, true },
	{ "lưu ý", MODE_DIRECT, true, true },
	{ "nhấn mạnh", MODE_DIRECT, true, true },
	{ "đề nghị", MODE_DIRECT, true, true },
	{ "tập trung", MODE_DIRECT, true, true },
	{ "kiến nghị", MODE_RECOMMEND, true, false },
	{ "đề xuất", MODE_RECOMMEND, true, false },
	{ "đề xuất, kiến nghị", MODE_RECOMMEND, true, false },
	{ "kiến nghị, đề xuất", MODE_RECOMMEND, true, false },
	{ "giải quyết kiến nghị", MODE_DIRECT, false, false },
	{ "về kiến nghị", MODE_DIRECT, false, false },
	{ "về đề xuất", MODE_DIRECT, false, false },
	{ "về đề nghị", MODE_DIRECT, false, false },
	{ "về các kiến nghị", MODE_DIRECT, false, false },
	{ "về các đề xuất", MODE_DIRECT, false, false },
	{ "về một số kiến nghị", MODE_DIRECT, false, false },
	{ "về một số đề xuất", MODE_DIRECT, false, false },
	{ "về một số đề nghị", MODE_DIRECT, false, false },
	{ "về các đề nghị", MODE_DIRECT, false, false },
	{ "về những kiến nghị", MODE_DIRECT, false, false },
	{ "đối với kiến nghị", MODE_DIRECT, false, false },
	{ "đối với các kiến nghị", MODE_DIRECT, false, false },
	{ "đối với đề xuất", MODE_DIRECT, false, false },
	{ "đối với các đề xuất", MODE_DIRECT, false, false },
	{ "sau", MODE_NONE, true, false },
	{ "sau đây", MODE_NONE, true, false },
	{ "như sau", MODE_NONE, true, false },
	{ "cụ thể như sau", MODE_NONE, true, false },
	{ "gồm", MODE_NONE, true, false },
	{ "bao gồm", MODE_NONE, true, false },
	{ "cụ thể", MODE_NONE, true, false },
	{ "cụ thể là", MODE_NONE, true, false },
	{ "trong đó", MODE_NONE, true, false },
	{ "gồm có", MODE_NONE, true, false },
	{ "các việc", MODE_NONE, true, false },
	{ "như", MODE_NONE, true, false },
	{ "là", MODE_NONE, true, false },
};

/* Openings that carry no meaning of their own; the sentence proper begins behind them. */
static const char *const frames[] = {
	"bên cạnh đó", "ngoài ra", "đồng thời", "trong đó", "đặc biệt", "mặt khác", "cùng với đó",
	"theo đó", "trước hết", "tuy nhiên", "do đó", "vì vậy", "song song với đó", "thứ nhất",
	"thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "một là", "hai là", "ba là", "bốn là",
	"năm là", "sáu là", "bảy là", "cuối cùng", "tiếp đó", "trước mắt", "song song đó", "và",
	"cũng theo kế hoạch", "theo kế hoạch", "cụ thể", "nhất là", "qua đó", "từ đó", "bên cạnh",
	"riêng", "tiếp theo",
	"cùng với việc đó", "đối với nội dung này", "về nội dung này", "nói chung",
	"cơ bản thống nhất",
};

void
extract_mode_words(struct extract_words *words, struct arena *arena)
{
	words->marks = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		matcher_add(words->marks, marks[i].phrase, (int)i);
	words->frames = matcher_new(arena, 128);
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++)
		matcher_add(words->frames, frames[i], (int)i);
}

enum mode
extract_heading_mode(struct extractor *ex, struct range tokens, enum mode otherwise)
{
	size_t used;

	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		int id = -1;

		used = phrase_at(ex, ex->words.marks, i, tokens.to, &id);
		if (used > 0 && marks[id].mode != MODE_NONE &&
		    !(marks[id].weak && otherwise == MODE_REPORT))
			return marks[id].mode;
	}
	return otherwise;
}

static bool
is_plan(const struct extractor *ex)
{
	static const char *const plans[] = { "KH", "CTr", "ĐA", "PA", "DA", "HD" };
	const char *type = ex->result->facts.type_key;

	for (size_t i = 0; type != NULL && i < sizeof(plans) / sizeof(*plans); i++)
		if (text_equal(type, plans[i]))
			return true;
	return false;
}

/* "mục đích", "mục tiêu", "quan điểm" at i. */
static bool
aim_at(const struct extractor *ex, size_t i)
{
	if (word_is(ex, i, "mục"))
		return word_is(ex, i + 1, "đích") || word_is(ex, i + 1, "tiêu");
	return word_is(ex, i, "quan") && word_is(ex, i + 1, "điểm");
}

bool
extract_heading_aims(const struct extractor *ex, struct range tokens)
{
	static const char *const filler[] = { "chung", "cụ", "thể", "và", "ý", "nghĩa", "của",
		"kế", "hoạch", "chương", "trình", "đề", "án" };
	bool aims = false, asks = false;

	for (size_t i = tokens.from; i < tokens.to; i++) {
		bool pair = aim_at(ex, i);
		bool ask = word_is(ex, i, "yêu") && word_is(ex, i + 1, "cầu");

		aims = aims || pair;
		asks = asks || ask;
		if (pair || ask)
			i++;
		else if (ex->tokens.at[i].kind != TOKEN_MARK && !WORD_IN(ex, i, filler))
			return false;
	}
	return aims || (asks && is_plan(ex));
}

/*
 * Does a sentence before a colon only announce what follows? Then one of the closing words stands
 * among its last ones. `*mode` becomes what it announces.
 */
bool
extract_is_lead_in(struct extractor *ex, struct range tokens, enum mode *mode)
{
	size_t near = tokens.to - tokens.from > 6 ? tokens.to - 6 : tokens.from;
	bool closes = false, order = false;
	size_t used;

	*mode = MODE_NONE;
	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		int id = -1;

		used = phrase_at(ex, ex->words.marks, i, tokens.to, &id);
		if (used == 0)
			continue;
		if (i >= near && marks[id].closes)
			closes = true;
		if (marks[id].mode == MODE_RECOMMEND)
			*mode = MODE_RECOMMEND;
		else if (marks[id].mode == MODE_DIRECT)
			order = true;
		else if (marks[id].mode == MODE_REPORT && *mode == MODE_NONE && !order)
			*mode = MODE_REPORT;
	}
	if (*mode == MODE_NONE || (*mode == MODE_REPORT && order))
		*mode = MODE_DIRECT;
	return closes;
}
