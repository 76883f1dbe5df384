/*
 * demo_documents.c: the notice under review, 9 of its 14 clauses decided. The notice is dated; a
 * city made for another day gets the same notice with its dates moved by as many days.
 */
#include "app/blob.h"
#include "demo/demo.h"
#include "demo/demo_data.h"
#include "plan/directive/directive.h"
#include "plan/document/document.h"

enum { TEXT_MAX = 64 * 1024 };

/* The day for which the notice is written. */
static int64_t
home_day(void)
{
	return date_to_day((struct date){ 2026, 11, 21 });
}

struct dated {
	const char *words;
	struct date date;
	enum { AS_NUMBERS, AS_DAY_MONTH, AS_WORDS, AS_QUARTER } form;
};

static const struct dated dates[] = {
	{ "ngày 16 tháng 11 năm 2026", { 2026, 11, 16 }, AS_WORDS },
	{ "13/11/2026", { 2026, 11, 13 }, AS_NUMBERS },
	{ "10/11/2026", { 2026, 11, 10 }, AS_NUMBERS },
	{ "12/11/2026", { 2026, 11, 12 }, AS_NUMBERS },
	{ "30/11/2026", { 2026, 11, 30 }, AS_NUMBERS },
	{ "15/12/2026", { 2026, 12, 15 }, AS_NUMBERS },
	{ "08/11", { 2026, 11, 8 }, AS_DAY_MONTH },
	{ "11/11", { 2026, 11, 11 }, AS_DAY_MONTH },
	{ "quý IV năm 2026", { 2026, 11, 21 }, AS_QUARTER },
};

static void
add_date(struct buf *to, const struct dated *dated, int64_t shift)
{
	static const char *const roman[] = { "I", "II", "III", "IV" };
	int64_t day = date_to_day(dated->date) + shift;
	struct date d = day_to_date(day);

	switch (dated->form) {
	case AS_NUMBERS:
		buf_printf(to, "%02d/%02d/%04d", d.day, d.month, d.year);
		break;
	case AS_DAY_MONTH:
		buf_printf(to, "%02d/%02d", d.day, d.month);
		break;
	case AS_WORDS:
		buf_printf(to, "ngày %02d tháng %02d năm %04d", d.day, d.month, d.year);
		break;
	case AS_QUARTER:
		buf_printf(to, "quý %s năm %d",
		    roman[quarter_number(quarter_of_day(day)) - 1], d.year);
		break;
	}
}

/* The dated words that stand at `at`; NULL when none does. */
static const struct dated *
find_date(const char *at)
{
	for (size_t i = 0; i < ARRAY_LEN(dates); i++)
		if (text_starts(at, dates[i].words))
			return &dates[i];
	return NULL;
}

static struct str
notice_for(struct arena *arena, int64_t today)
{
	int64_t shift = today - home_day();
	struct buf text;

	if (shift == 0)
		return str_of(demo_notice);
	buf_init(&text, arena, TEXT_MAX);
	for (const char *at = demo_notice; *at != '\0';) {
		const struct dated *dated = find_date(at);

		if (dated == NULL) {
			buf_add_char(&text, *at++);
			continue;
		}
		add_date(&text, dated, shift);
		at += strlen(dated->words);
	}
	return buf_str(&text);
}

/* What was decided, by a clause's position. Units by place in demo_departments. */
struct decided {
	int position;
	enum directive_outcome outcome;
	size_t unit;
	int due_in; /* days after today */
	const char *output;
	const char *title; /* CONVERTED: the lawful half */
};

static const struct decided decisions[] = {
	{ 1, OUTCOME_TASK, 4, 9, "Bản đồ điểm ngập và phương án phân luồng công khai",
	    "Công khai phương án xử lý các điểm úng ngập" },
	{ 2, OUTCOME_TASK, 5, 14, "Bản tin cảnh báo kèm hướng đi thay thế",
	    "Phát cảnh báo mưa lớn kèm hướng đi thay thế" },
	{ 4, OUTCOME_CONVERTED, 11, 30, "Báo cáo tổng hợp theo lĩnh vực, không nêu cá nhân",
	    "Nộp báo cáo tổng hợp vấn đề người dân quan tâm về ngập úng" },
	{ 6, OUTCOME_TASK, 5, 24, "Phương án bồi thường niêm yết tại nhà văn hóa",
	    "Niêm yết phương án bồi thường và tiến độ bàn giao mặt bằng" },
	{ 7, OUTCOME_CONVERTED, 5, 35, "Biên bản đối thoại, trả lời từng kiến nghị",
	    "Trả lời đúng hạn kiến nghị của các hộ trong diện thu hồi đất" },
	{ 8, OUTCOME_CONVERTED, 9, 21, "Thông cáo gửi các báo cùng lúc",
	    "Cung cấp thông tin bồi thường, tái định cư cho báo chí cùng lúc" },
	{ 10, OUTCOME_TASK, 4, 5, "Danh sách tuyến đèn đã kiểm tra và trả lời",
	    "Kiểm tra các tuyến đèn được báo tắt, trả lời từng phản ánh" },
	{ 12, OUTCOME_CONVERTED, 11, 18, "Bản kiểm chứng có dẫn nguồn, có người ký",
	    "Kiểm chứng thông tin cụ thể về các dự án thoát nước" },
	{ 13, OUTCOME_CONVERTED, 2, 40, "Bảng dự báo số phản ánh kèm khoảng tin cậy",
	    "Dự báo số phản ánh về thoát nước, chiếu sáng trong quý" },
};

static enum rc
decide(struct demo *demo, int64_t document_id, const struct decided *d)
{
	struct ctx *ctx = &demo->ctx;
	const struct demo_unit *unit = &demo->units[d->unit];
	struct directive clause = { 0 };
	enum rc rc = directive_at(demo->db, ctx->arena, document_id, d->position, &clause);
	const struct directive_decision decision = { .directive_id = clause.id,
		.version = clause.version,
		.outcome = d->outcome,
		.note = "",
		.task = { .title = d->title,
		    .detail = "",
		    .output = d->output,
		    .person = unit->person,
		    .lead_id = unit->id,
		    .due_day = demo->today + d->due_in,
		    .activate = true } };

	ctx->now_ms += 2 * 60 * 1000;
	return rc == RC_OK ? directive_decide(ctx, &decision) : rc;
}

static enum rc
add_notice(struct demo *demo, int64_t document_id)
{
	struct ctx *ctx = &demo->ctx;
	struct document_read *read = ARENA_NEW(ctx->arena, struct document_read);
	int64_t blob_id = ctx_id(ctx);
	enum rc rc = document_read(ctx->arena, notice_for(ctx->arena, demo->today), demo->today,
	    "file", read, &ctx->err);

	if (rc == RC_OK)
		rc = blob_put(demo->db, blob_id, "thong-bao-mua-ngap.txt", "text/plain",
		    read->bytes, ctx->now_ms);
	return rc == RC_OK ? document_add(ctx, document_id, blob_id, NULL, read) : rc;
}

enum rc
demo_make_documents(struct demo *demo)
{
	struct ctx *ctx = &demo->ctx;
	const int64_t now_ms = ctx->now_ms;
	int64_t document_id;
	enum rc rc;

	ctx->user = &demo->focal_officer;
	ctx->now_ms = day_to_ms(demo->today) - INT64_C(9) * 3600 * 1000; /* yesterday, 15:00 */
	document_id = ctx_id(ctx);
	rc = add_notice(demo, document_id);
	for (size_t i = 0; rc == RC_OK && i < ARRAY_LEN(decisions); i++)
		rc = decide(demo, document_id, &decisions[i]);
	ctx->user = NULL;
	ctx->now_ms = now_ms;
	return rc;
}
