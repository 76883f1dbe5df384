/*
 * extract_mode.c: what the words around a sentence make of it. The one idea: the first telling word
 * of a heading or a lead-in decides (Kết quả ... reports, Nhiệm vụ ... orders, Kiến nghị ... asks
 * upwards).
 */
#include "text/extract_internal.h"

static const struct {
	const char *phrase;
	enum mode mode;
	bool closes; /* may close a lead-in: "... như sau:" */
} marks[] = {
	{ "đánh giá", MODE_REPORT, false },
	{ "tình hình", MODE_REPORT, false },
	{ "kết quả", MODE_REPORT, false },
	{ "kết quả đạt được", MODE_REPORT, true },
	{ "hạn chế", MODE_REPORT, false },
	{ "tồn tại", MODE_REPORT, false },
	{ "nguyên nhân", MODE_REPORT, false },
	{ "khó khăn", MODE_REPORT, false },
	{ "vướng mắc", MODE_REPORT, false },
	{ "ưu điểm", MODE_REPORT, false },
	{ "thực trạng", MODE_REPORT, false },
	{ "bài học", MODE_REPORT, false },
	{ "bài học kinh nghiệm", MODE_REPORT, false },
	{ "nhận định", MODE_REPORT, false },
	{ "bối cảnh", MODE_REPORT, false },
	{ "thành phần", MODE_REPORT, false },
	{ "thời gian qua", MODE_REPORT, false },
	{ "công tác đã triển khai", MODE_REPORT, false },
	{ "nhiệm vụ", MODE_DIRECT, true },
	{ "nhiệm vụ trọng tâm", MODE_DIRECT, true },
	{ "nhiệm vụ, giải pháp", MODE_DIRECT, true },
	{ "giải pháp", MODE_DIRECT, true },
	{ "biện pháp", MODE_DIRECT, true },
	{ "nội dung", MODE_DIRECT, true },
	{ "công việc", MODE_DIRECT, true },
	{ "yêu cầu", MODE_DIRECT, true },
	{ "mục đích", MODE_DIRECT, false },
	{ "mục tiêu", MODE_DIRECT, false },
	{ "phương hướng", MODE_DIRECT, false },
	{ "tổ chức thực hiện", MODE_DIRECT, true },
	{ "phân công", MODE_DIRECT, true },
	{ "trách nhiệm", MODE_DIRECT, false },
	{ "thời gian tới", MODE_DIRECT, true },
	{ "trọng tâm", MODE_DIRECT, true },
	{ "phân công nhiệm vụ", MODE_DIRECT, true },
	{ "kết luận", MODE_DIRECT, true },
	{ "ý kiến chỉ đạo", MODE_DIRECT, true },
	{ "chỉ đạo", MODE_DIRECT, true },
	{ "chỉ thị", MODE_DIRECT, true },
	{ "quyết định", MODE_DIRECT, true },
	{ "quyết nghị", MODE_DIRECT, true },
	{ "thống nhất", MODE_DIRECT, true },
	{ "giao", MODE_DIRECT, true },
	{ "lưu ý", MODE_DIRECT, true },
	{ "nhấn mạnh", MODE_DIRECT, true },
	{ "đề nghị", MODE_DIRECT, true },
	{ "tập trung", MODE_DIRECT, true },
	{ "kiến nghị", MODE_RECOMMEND, true },
	{ "đề xuất", MODE_RECOMMEND, true },
	{ "đề xuất, kiến nghị", MODE_RECOMMEND, true },
	{ "kiến nghị, đề xuất", MODE_RECOMMEND, true },
	{ "giải quyết kiến nghị", MODE_DIRECT, false },
	{ "về kiến nghị", MODE_DIRECT, false },
	{ "về đề xuất", MODE_DIRECT, false },
	{ "về đề nghị", MODE_DIRECT, false },
	{ "về các kiến nghị", MODE_DIRECT, false },
	{ "về các đề xuất", MODE_DIRECT, false },
	{ "về một số kiến nghị", MODE_DIRECT, false },
	{ "về những kiến nghị", MODE_DIRECT, false },
	{ "đối với kiến nghị", MODE_DIRECT, false },
	{ "đối với các kiến nghị", MODE_DIRECT, false },
	{ "đối với đề xuất", MODE_DIRECT, false },
	{ "đối với các đề xuất", MODE_DIRECT, false },
	{ "sau", MODE_NONE, true },
	{ "sau đây", MODE_NONE, true },
	{ "như sau", MODE_NONE, true },
	{ "cụ thể như sau", MODE_NONE, true },
	{ "gồm", MODE_NONE, true },
	{ "bao gồm", MODE_NONE, true },
	{ "cụ thể", MODE_NONE, true },
	{ "cụ thể là", MODE_NONE, true },
	{ "trong đó", MODE_NONE, true },
	{ "gồm có", MODE_NONE, true },
	{ "các việc", MODE_NONE, true },
	{ "như", MODE_NONE, true },
	{ "là", MODE_NONE, true },
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
		if (used > 0 && marks[id].mode != MODE_NONE)
			return marks[id].mode;
	}
	return otherwise;
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
