/*
 * extract_sensitive.c: the eight families of clauses that are never automatic tasks. The one idea:
 * a family is a pair of word groups (what is done, to what) within a few syllables of each other;
 * harmless uses of the same words lack the other half.
 */
#include "text/extract_internal.h"

#define NEAR 14 /* syllables between the two halves */

/* The halves, as bits: a phrase may be part of several pairs. */
enum {
	A_GRASP = 1 << 0,    /* nắm bắt, theo dõi, thăm dò */
	A_STEER = 1 << 1,    /* định hướng, dẫn dắt */
	A_REFUTE = 1 << 2,   /* phản bác, đấu tranh, bác bỏ */
	A_CONTROL = 1 << 3,  /* kiểm soát, ngăn chặn, gỡ bỏ */
	A_REDUCE = 1 << 4,   /* hạn chế, giảm */
	A_FORECAST = 1 << 5, /* phân tích, dự báo */
	A_PERSONS = 1 << 6,  /* quan điểm sai trái, âm mưu: enough alone */
	O_OPINION = 1 << 7,  /* dư luận, tư tưởng, tâm trạng */
	O_FALSE = 1 << 8,    /* xuyên tạc, tin giả, xấu độc */
	O_PRESS = 1 << 9,    /* báo chí, cơ quan báo chí */
	O_PETITION = 1 << 10, /* đơn thư, khiếu nại */
	O_DISCOURSE = 1 << 11, /* dư luận only: what steering means */
	A_WATCH = 1 << 12,    /* theo dõi, rà soát: of somebody's account */
	O_ACCOUNT = 1 << 13   /* tài khoản mạng xã hội, trang cá nhân */
};

static const struct {
	const char *phrase;
	int bits;
} words[] = {
	{ "nắm bắt", A_GRASP }, { "nắm chắc", A_GRASP }, { "nắm", A_GRASP },
	{ "theo dõi", A_GRASP | A_WATCH }, { "rà soát", A_WATCH }, { "giám sát", A_WATCH },
	{ "thăm dò", A_GRASP }, { "tổng hợp", A_GRASP }, { "nắm tình hình", A_GRASP },
	{ "điều tra", A_GRASP }, { "phản ánh", A_GRASP }, { "báo cáo", A_GRASP },
	{ "định hướng", A_STEER }, { "dẫn dắt", A_STEER }, { "định hướng thông tin", A_STEER },
	{ "dẫn dắt và định hướng", A_STEER }, { "tạo dư luận", A_STEER | O_DISCOURSE },
	{ "lái dư luận", A_STEER | O_DISCOURSE }, { "chỉ đạo", A_STEER },
	{ "phản bác", A_REFUTE }, { "đấu tranh", A_REFUTE }, { "bác bỏ", A_REFUTE },
	{ "đấu tranh phản bác", A_REFUTE }, { "đấu tranh, phản bác", A_REFUTE },
	{ "vạch trần", A_REFUTE }, { "phê phán", A_REFUTE }, { "lên án", A_REFUTE },
	{ "kiểm soát", A_CONTROL }, { "ngăn chặn", A_CONTROL }, { "gỡ bỏ", A_CONTROL },
	{ "bóc gỡ", A_CONTROL }, { "xử lý", A_CONTROL }, { "rà quét", A_CONTROL | A_WATCH },
	{ "gỡ bài", A_CONTROL | O_FALSE }, { "gỡ tin", A_CONTROL | O_FALSE },
	{ "gỡ video", A_CONTROL | O_FALSE }, { "gỡ bỏ bài viết", A_CONTROL | O_FALSE },
	{ "khóa tài khoản", A_CONTROL | O_FALSE }, { "chặn tài khoản", A_CONTROL | O_FALSE },
	{ "hạn chế", A_REDUCE }, { "giảm", A_REDUCE }, { "giảm thiểu", A_REDUCE },
	{ "kéo giảm", A_REDUCE }, { "giảm số", A_REDUCE }, { "không để phát sinh", A_REDUCE },
	{ "không để xảy ra", A_REDUCE }, { "chấm dứt", A_REDUCE },
	{ "phân tích", A_FORECAST }, { "dự báo", A_FORECAST }, { "phân tích, dự báo", A_FORECAST },
	{ "quan điểm sai trái", A_PERSONS }, { "quan điểm sai trái, thù địch", A_PERSONS },
	{ "thế lực thù địch", A_PERSONS }, { "các thế lực thù địch", A_PERSONS },
	{ "âm mưu", A_PERSONS }, { "chống phá", A_PERSONS }, { "phản động", A_PERSONS },
	{ "đối tượng xấu", A_PERSONS }, { "đối tượng chống đối", A_PERSONS },
	{ "đối tượng cực đoan", A_PERSONS }, { "đối tượng cầm đầu", A_PERSONS },
	{ "đối tượng chống phá", A_PERSONS }, { "phần tử xấu", A_PERSONS },
	{ "phần tử cơ hội", A_PERSONS }, { "diễn biến hòa bình", A_PERSONS },
	{ "kẻ xấu", A_PERSONS }, { "đối tượng kích động", A_PERSONS },
	{ "đối tượng lôi kéo", A_PERSONS }, { "các đối tượng lợi dụng", A_PERSONS },
	{ "dư luận", O_OPINION | O_DISCOURSE }, { "dư luận xã hội", O_OPINION | O_DISCOURSE },
	{ "tư tưởng", O_OPINION }, { "tâm trạng", O_OPINION }, { "tâm tư", O_OPINION },
	{ "tâm tư, nguyện vọng", O_OPINION }, { "tình hình tư tưởng", O_OPINION },
	{ "diễn biến tư tưởng", O_OPINION }, { "tình hình tư tưởng, đời sống", O_OPINION },
	{ "xuyên tạc", O_FALSE }, { "luận điệu", O_FALSE }, { "luận điệu xuyên tạc", O_FALSE },
	{ "thông tin xuyên tạc", O_FALSE }, { "tin giả", O_FALSE }, { "thông tin giả", O_FALSE },
	{ "thông tin xấu, độc", O_FALSE }, { "thông tin xấu độc", O_FALSE }, { "xấu độc", O_FALSE },
	{ "xấu, độc", O_FALSE }, { "sai sự thật", O_FALSE }, { "bịa đặt", O_FALSE },
	{ "thông tin sai lệch", O_FALSE },
	{ "báo chí", O_PRESS }, { "cơ quan báo chí", O_PRESS }, { "công tác báo chí", O_PRESS },
	{ "thông tin báo chí", O_PRESS }, { "hoạt động báo chí", O_PRESS },
	{ "đơn thư", O_PETITION }, { "khiếu nại", O_PETITION }, { "tố cáo", O_PETITION },
	{ "khiếu nại, tố cáo", O_PETITION }, { "đơn thư khiếu nại", O_PETITION },
	{ "tài khoản mạng xã hội", O_ACCOUNT }, { "tài khoản facebook", O_ACCOUNT },
	{ "tài khoản tiktok", O_ACCOUNT }, { "tài khoản zalo", O_ACCOUNT },
	{ "tài khoản cá nhân", O_ACCOUNT }, { "trang cá nhân", O_ACCOUNT },
	{ "khiếu kiện", O_PETITION }, { "đơn thư vượt cấp", O_PETITION },
};

/* Pairs in the order they are tried; the first that holds names the family. */
static const struct {
	int act, object;
	enum extract_family family;
} pairs[] = {
	{ A_PERSONS, A_PERSONS, FAMILY_PERSONS },
	{ A_WATCH, O_ACCOUNT, FAMILY_PERSONS },
	{ A_REFUTE, O_FALSE, FAMILY_REFUTATION },
	{ A_CONTROL, O_FALSE, FAMILY_CONTROL },
	{ A_REDUCE, O_PETITION, FAMILY_PETITIONS },
	{ A_FORECAST, O_OPINION, FAMILY_FORECAST },
	{ A_STEER, O_DISCOURSE, FAMILY_STEERING },
	{ A_STEER, O_PRESS, FAMILY_PRESS },
	{ A_GRASP, O_OPINION, FAMILY_OPINION },
};

#define BITS 14

void
extract_sensitive_words(struct extract_words *to, struct arena *arena)
{
	to->sensitive = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		matcher_add(to->sensitive, words[i].phrase, (int)i);
}

/* Does a pair stand close enough, the act before its object? */
static void
note(int bits, size_t at, size_t last[BITS], bool held[])
{
	for (int b = 0; b < BITS; b++)
		if (bits & 1 << b)
			last[b] = at + 1;
	for (size_t p = 0; p < sizeof(pairs) / sizeof(*pairs); p++) {
		int act = __builtin_ctz((unsigned)pairs[p].act);

		if (bits & pairs[p].object && last[act] > 0 && at + 1 - last[act] <= NEAR)
			held[p] = true;
	}
}

enum extract_family
extract_family_of(struct extractor *ex, struct range tokens)
{
	bool held[sizeof(pairs) / sizeof(*pairs)] = { false };
	size_t last[BITS] = { 0 }, used;

	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		int id = -1;

		used = phrase_at(ex, ex->words.sensitive, i, tokens.to, &id);
		if (used > 0)
			note(words[id].bits, i - tokens.from, last, held);
	}
	for (size_t p = 0; p < sizeof(pairs) / sizeof(*pairs); p++)
		if (held[p])
			return pairs[p].family;
	return FAMILY_NONE;
}

const char *
extract_family_name(enum extract_family family)
{
	static const char *const names[EXTRACT_FAMILIES] = {
		[FAMILY_NONE] = "",
		[FAMILY_OPINION] = "opinion",
		[FAMILY_STEERING] = "steering",
		[FAMILY_REFUTATION] = "refutation",
		[FAMILY_CONTROL] = "control",
		[FAMILY_PRESS] = "press",
		[FAMILY_PETITIONS] = "petitions",
		[FAMILY_FORECAST] = "forecast",
		[FAMILY_PERSONS] = "persons",
	};

	return names[family];
}
