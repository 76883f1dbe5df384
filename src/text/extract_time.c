/*
 * extract_time.c: the deadline and the period of a clause. The one idea: a deadline needs a word
 * that orders something by then, a day or a month, and a year that is written or follows from the
 * document's own date; in any doubt it stays a period.
 */
#include "text/extract_internal.h"

/* "trình (Ủy ban nhân dân tỉnh) ban hành": nothing between but to whom; i is behind them. */
static bool
is_submitted(struct extractor *ex, size_t i, size_t from)
{
	static const char *const ends[] = { "tỉnh", "phố", "xã", "phường", "ủy", "dân" };
	struct names names;

	for (size_t k = i; k > from && k + 16 > i; k--) {
		if (!word_is(ex, k - 1, "trình"))
			continue;
		return k == i || (actors_at(ex, k, i, &names) == i &&
				     (WORD_IN(ex, i - 1, ends) || ex->tokens.at[i - 1].capital));
	}
	return false;
}

/* "xây dựng kế hoạch, ban hành trong tháng 7": two syllables behind a joint are an act. */
static bool
is_own_act(struct extractor *ex, size_t i, size_t from)
{
	static const char *const firsts[] = { "ban", "phê" };
	static const char *const seconds[] = { "hành", "duyệt" };

	if (i < from + 2 || !WORD_IN(ex, i - 1, seconds) || !WORD_IN(ex, i - 2, firsts))
		return false;
	return i - 2 == from || token_is(ex, i - 3, ",") || is_submitted(ex, i - 2, from);
}

/*
 * "phát sinh trước ngày 01/7", "ban hành đến ngày 30/6", "tính đến ngày": the date belongs to a
 * noun or to the past, not to the order. Looks at the two syllables before the expression.
 */
static bool
qualifies_a_noun(struct extractor *ex, size_t i, size_t from)
{
	static const char *const words[] = { "sinh", "hành", "lực", "ký", "cấp", "lũy", "tính",
		"từ", "nhận", "tồn", "đọng", "lập", "hạn", "ra", "duyệt", "kể", "đủ" };
	static const char *const before_cap[] = { "được", "đã", "có", "phát", "ban", "hiệu", "lũy",
		"tiếp", "tồn", "hết", "quá", "diễn", "phê", "thành", "kể", "tính" };

	if (i <= from || is_own_act(ex, i, from))
		return false;
	if (i - from >= 1 && WORD_IN(ex, i - 1, words))
		return i - from < 2 || WORD_IN(ex, i - 2, before_cap) ||
		    ex->tokens.at[i - 1].key == token_key(STR("tính"));
	return i - from >= 2 && ex->tokens.at[i - 2].key == token_key(STR("đã"));
}

/* "đối với các trường hợp nộp trước ngày ...": the date tells which cases are meant. */
static bool
tells_which(const struct extractor *ex, size_t i, size_t from)
{
	for (size_t k = i; k > from && ex->tokens.at[k - 1].kind != TOKEN_MARK; k--)
		if ((word_is(ex, k - 1, "đối") && word_is(ex, k, "với")) ||
		    (word_is(ex, k - 1, "trường") && word_is(ex, k, "hợp")))
			return true;
	return false;
}

/* The words that make "đến ngày ..." a date to be met: hoàn thành, xong, đạt. */
static bool
orders_by(struct extractor *ex, struct range r, size_t i, size_t after)
{
	static const char *const done[] = { "xong", "đạt", "nộp", "gửi" };
	size_t first = i > r.from + 8 ? i - 8 : r.from;

	for (size_t k = first; k < r.to && k < after + 8; k++)
		if (WORD_IN(ex, k, done) ||
		    (word_is(ex, k, "hoàn") && word_is(ex, k + 1, "thành")))
			return true;
	return false;
}

/* A day or a month that is known, ahead, met once, and not a part of a noun. */
static bool
may_be_deadline(struct extractor *ex, struct range r, size_t i, const struct when *when)
{
	if (when->to_day == DAY_NONE || (when->grain != GRAIN_DAY && when->grain != GRAIN_MONTH))
		return false;
	if (ex->floor_day != DAY_NONE && when->to_day < ex->floor_day)
		return false;
	return !when->of_past && !when->opens && !qualifies_a_noun(ex, i, r.from) &&
	    !tells_which(ex, i, r.from);
}

/* "tổ chức lễ phát động vào ngày 05/6/2026", "sơ kết vào tháng 12/2026": the day of the output. */
static bool
is_held_on(struct extractor *ex, struct range r, size_t i, const struct when *when)
{
	static const char *const held[] = { "tổ", "sơ", "tổng", "họp", "khai", "công" };
	static const char *const seconds[] = { "chức", "kết", "mạc", "bố" };
	static const char *const other[] = { "phục", "chuẩn", "chào", "kỷ", "diễn", "sinh", "của" };
	bool found = false, day = when->kind == WHEN_DATE && when->grain == GRAIN_DAY;
	bool month = when->kind == WHEN_RANGE && when->grain == GRAIN_MONTH &&
	    when->to_day - when->from_day < 31;

	if ((!day && !month) || i <= r.from || !word_is(ex, i - 1, "vào"))
		return false;
	for (size_t k = i - 1; k > r.from && k + 14 > i; k--) {
		if (token_is(ex, k - 1, ";"))
			break;
		if (WORD_IN(ex, k - 1, other))
			return false;
		found = found || (WORD_IN(ex, k - 1, held) && WORD_IN(ex, k, seconds));
	}
	return found;
}

/* Does the expression at token i set the day of the clause's own output? */
static bool
sets_deadline(struct extractor *ex, struct range r, size_t i, size_t used, const struct when *when)
{
	static const char *const within[] = { "trong", "ngay", "xong" };
	static const char *const until[] = { "đến", "tới", "từ", "hết" };

	if (!may_be_deadline(ex, r, i, when))
		return false;
	if (is_held_on(ex, r, i, when))
		return true;
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

/* What the expressions of one clause come to. */
struct due {
	int64_t day;
	bool doubt;    /* two different days */
	bool again;    /* "hằng quý" stands in the clause */
	bool yearless; /* a day whose year was not written */
};

/* Takes an expression that sets a deadline. */
static void
take_due(struct due *due, const struct when *when)
{
	due->doubt = due->doubt || (due->day != DAY_NONE && due->day != when->to_day);
	due->day = when->to_day;
	due->yearless = due->yearless || !when->year_stated;
}

/* One pass over a clause: deadlines to `due`, the rest to the period; all to it without `due`. */
static void
read_times(struct extractor *ex, struct range tokens, struct due *due, struct buf *period)
{
	struct tokens visible = { ex->tokens.at, tokens.to };
	size_t used;

	for (size_t i = tokens.from; i < tokens.to; i += used > 0 ? used : 1) {
		struct when when;

		ex->result->steps++;
		used = when_at(ex->when, ex->text, &visible, i, ex->reference, &when);
		if (used == 0)
			continue;
		if (due != NULL)
			due->again = due->again || when.kind == WHEN_RECURRING;
		if (due != NULL && sets_deadline(ex, tokens, i, used, &when))
			take_due(due, &when);
		else
			add_period(&when, period);
	}
}

void
extract_time(struct extractor *ex, struct range tokens, struct extract_clause *clause)
{
	struct due due = { .day = DAY_NONE };
	bool order = clause->kind <= EXTRACT_RECOMMENDATION;
	struct buf period;

	buf_init(&period, ex->arena, 200);
	if (clause->period != NULL)
		buf_add_text(&period, clause->period);
	read_times(ex, tokens, order ? &due : NULL, &period);
	/* two different days, or a day without a year beside "hằng quý": a person decides */
	if (due.doubt || (due.again && due.yearless)) {
		due.day = DAY_NONE;
		read_times(ex, tokens, NULL, &period);
	}
	clause->deadline_day = due.day;
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
