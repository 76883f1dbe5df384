/*
 * extract_time.c: the deadline and the period of a clause. The one idea: a deadline needs a word
 * that orders something by then, a day or a month, and a year that is written or follows from the
 * document's own date; in any doubt it stays a period.
 */
#include "text/extract_internal.h"

/*
 * "phát sinh trước ngày 01/7", "ban hành đến ngày 30/6", "tính đến ngày": the date belongs to a
 * noun or to the past, not to the order. Looks at the two syllables before the expression.
 */
static bool
qualifies_a_noun(const struct extractor *ex, size_t i, size_t from)
{
	static const char *const words[] = { "sinh", "hành", "lực", "ký", "cấp", "lũy", "tính",
		"từ", "nhận", "tồn", "đọng", "lập", "hạn", "ra", "duyệt", "kể", "đủ" };
	static const char *const before_cap[] = { "được", "đã", "có", "phát", "ban", "hiệu", "lũy",
		"tiếp", "tồn", "hết", "quá", "diễn", "phê", "thành", "kể", "tính" };

	if (i <= from)
		return false;
	if (i - from >= 1 && WORD_IN(ex, i - 1, words))
		return i - from < 2 || WORD_IN(ex, i - 2, before_cap) ||
		    ex->tokens.at[i - 1].key == token_key(STR("tính"));
	return i - from >= 2 && ex->tokens.at[i - 2].key == token_key(STR("đã"));
}

/* The words that make "đến ngày ..." a date to be met: hoàn thành, xong, đạt. */
static bool
orders_by(struct extractor *ex, struct range r, size_t i, size_t after)
{
	static const char *const done[] = { "xong", "đạt", "thành", "nộp", "gửi" };

	for (size_t k = i > r.from + 8 ? i - 8 : r.from; k < i; k++)
		if (WORD_IN(ex, k, done))
			return true;
	for (size_t k = after; k < r.to && k < after + 8; k++)
		if (WORD_IN(ex, k, done))
			return true;
	return false;
}

/* A day or a month that is known, ahead, met once, and not a part of a noun. */
static bool
may_be_deadline(struct extractor *ex, struct range r, size_t i, size_t used,
    const struct when *when)
{
	static const char *const every[] = { "hằng", "hàng", "mỗi", "từng" };

	if (when->to_day == DAY_NONE || (when->grain != GRAIN_DAY && when->grain != GRAIN_MONTH))
		return false;
	if (ex->floor_day != DAY_NONE && when->to_day < ex->floor_day)
		return false;
	return !WORD_IN(ex, i + used, every) && !when->of_past && !when->opens &&
	    !qualifies_a_noun(ex, i, r.from);
}

/* Does the expression at token i set the day of the clause's own output? */
static bool
sets_deadline(struct extractor *ex, struct range r, size_t i, size_t used, const struct when *when)
{
	static const char *const within[] = { "trong", "ngay", "xong" };
	static const char *const until[] = { "đến", "tới" };

	if (!may_be_deadline(ex, r, i, used, when))
		return false;
	if (when->kind == WHEN_RANGE && when->grain == GRAIN_MONTH)
		return WORD_IN(ex, i, within) && day_to_date(when->from_day).month ==
			day_to_date(when->to_day).month;
	if (when->kind == WHEN_DATE)
		return i > r.from && WORD_IN(ex, i - 1, within);
	if (when->kind != WHEN_DEADLINE)
		return false;
	if (when->grain == GRAIN_MONTH && when->before)
		return false; /* "trước tháng 7": which day is meant is not said */
	return !WORD_IN(ex, i, until) || orders_by(ex, r, i, i + used);
}

/* Adds one part to the period unless it is there already. */
static void
add_period(const struct when *when, struct buf *period)
{
	struct buf part;

	buf_init(&part, period->arena, 64);
	when_iso(when, &part);
	if (part.len == 0 || (period->len > 0 && strstr(buf_text(period), buf_text(&part)) != NULL))
		return;
	if (period->len > 0)
		buf_add_text(period, "; ");
	buf_add_str(period, buf_str(&part));
}

void
extract_time(struct extractor *ex, struct range tokens, struct extract_clause *clause)
{
	int64_t deadline = DAY_NONE;
	bool doubt = false;
	struct buf period;
	size_t used;

	buf_init(&period, ex->arena, 200);
	if (clause->period != NULL)
		buf_add_text(&period, clause->period);
	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		struct when when;
		struct tokens visible = { ex->tokens.at, tokens.to };
		bool set;

		ex->result->steps++;
		used = when_at(ex->when, ex->text, &visible, i, ex->reference, &when);
		if (used == 0)
			continue;
		set = clause->kind <= EXTRACT_RECOMMENDATION &&
		    sets_deadline(ex, tokens, i, used, &when);
		if (set && deadline != DAY_NONE && deadline != when.to_day)
			doubt = true;
		if (set)
			deadline = when.to_day;
		if (!set || doubt)
			add_period(&when, &period);
	}
	/* two different days in one clause: a person decides, nothing is chosen here */
	clause->deadline_day = doubt ? DAY_NONE : deadline;
	clause->period = period.len > 0 ? buf_text(&period) : NULL;
}

bool
extract_has_date(struct extractor *ex, struct range tokens)
{
	for (size_t i = tokens.from; i < tokens.to; i++) {
		struct when when;
		struct tokens visible = { ex->tokens.at, tokens.to };

		ex->result->steps++;
		if (when_at(ex->when, ex->text, &visible, i, ex->reference, &when) > 0 &&
		    when.kind != WHEN_VAGUE && when.kind != WHEN_TRIGGER)
			return true;
	}
	return false;
}
