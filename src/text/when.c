/*
 * when.c: days and what frames them. The one idea: strip a frame ("trước", "từ", "chậm nhất"),
 * read a date as it is written, then complete the year from the frame's direction.
 */
#include "text/when_internal.h"

static const struct {
	const char *phrase;
	enum when_word word;
} phrases[] = {
	{ "ngày", W_NGAY },
	{ "tháng", W_THANG },
	{ "năm", W_NAM },
	{ "quý", W_QUY },
	{ "quí", W_QUY },
	{ "tuần", W_TUAN },
	{ "giờ", W_GIO },
	{ "phút", W_PHUT },
	{ "h", W_GIO },
	{ "g", W_GIO },
	{ "sáng", W_SANG },
	{ "sáng ngày", W_SANG },
	{ "trưa", W_SANG },
	{ "chiều", W_SANG },
	{ "chiều ngày", W_SANG },
	{ "tối", W_SANG },
	{ "tối ngày", W_SANG },
	{ "hôm", W_SANG },
	{ "trước", W_TRUOC },
	{ "trước ngày", W_TRUOC },
	{ "chậm nhất", W_CHAM_NHAT },
	{ "muộn nhất", W_CHAM_NHAT },
	{ "trễ nhất", W_CHAM_NHAT },
	{ "xong trước", W_TRUOC },
	{ "đến", W_DEN },
	{ "tới", W_DEN },
	{ "đến hết", W_DEN },
	{ "hết", W_HET },
	{ "xong trong", W_TRONG },
	{ "từ", W_TU },
	{ "kể từ", W_TU },
	{ "bắt đầu từ", W_TU },
	{ "trong", W_TRONG },
	{ "ngay trong", W_TRONG },
	{ "hàng", W_HANG },
	{ "hằng", W_HANG },
	{ "từng", W_HANG },
	{ "mỗi", W_HANG },
	{ "định kỳ", W_HANG },
	{ "định kỳ hàng", W_HANG },
	{ "định kỳ hằng", W_HANG },
	{ "nay", W_NAY },
	{ "đầu", W_DAU },
	{ "cuối", W_CUOI },
	{ "giữa", W_GIUA },
	{ "qua", W_QUA },
	{ "vừa qua", W_QUA },
	{ "giai đoạn", W_GIAI_DOAN },
	{ "nhiệm kỳ", W_GIAI_DOAN },
	{ "thời kỳ", W_GIAI_DOAN },
	{ "tầm nhìn đến", W_TAM_NHIN },
	{ "tầm nhìn đến năm", W_TAM_NHIN },
	{ "tầm nhìn", W_TAM_NHIN },
	{ "thứ", W_THU },
	{ "đến năm", W_DEN_NAM },
	{ "tới năm", W_DEN_NAM },
	{ "trong thời hạn", W_THOI_HAN },
	{ "trong vòng", W_THOI_HAN },
	{ "thời hạn", W_THOI_HAN },
	{ "không quá", W_THOI_HAN },
	{ "ngày làm việc", W_NGAY_LAM_VIEC },
	{ "từ đầu năm", W_DAU_NAM },
	{ "ngay từ đầu năm", W_DAU_NAM },
	{ "trong thời gian tới", W_THOI_GIAN_TOI },
	{ "thời gian tới", W_THOI_GIAN_TOI },
	{ "thời gian sắp tới", W_THOI_GIAN_TOI },
	{ "sau hội nghị", W_SAU_HOI_NGHI },
	{ "ngay sau hội nghị", W_SAU_HOI_NGHI },
	{ "sau cuộc họp", W_SAU_HOI_NGHI },
	{ "từ nay đến", W_TU_NAY },
	{ "từ nay đến hết", W_TU_NAY },
	{ "từ nay tới", W_TU_NAY },
	{ "là", W_LA },
	{ "vào", W_VAO },
	{ "kể từ khi", W_KE_TU_KHI },
	{ "kể từ ngày", W_SAU_NHAN },
	{ "kể từ khi nhận được", W_SAU_NHAN },
	{ "sau khi nhận được", W_SAU_NHAN },
	{ "sa", W_AM },
	{ "ch", W_PM },
	{ "và", W_VA },
};

struct when_grammar *
when_grammar_new(struct arena *arena)
{
	struct when_grammar *grammar = ARENA_NEW(arena, struct when_grammar);

	grammar->words = matcher_new(arena, 256);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		matcher_add(grammar->words, phrases[i].phrase, (int)phrases[i].word);
	return grammar;
}

bool
when_take(struct when_cursor *c, enum when_word word)
{
	size_t used = 0;

	if (c->i >= c->n ||
	    matcher_at(c->grammar->words, c->at + c->i, c->n - c->i, &used) != (int)word)
		return false;
	c->i += used;
	return true;
}

bool
when_take_mark(struct when_cursor *c, const char *mark)
{
	const struct token *t = c->i < c->n ? &c->at[c->i] : NULL;
	size_t len = strlen(mark);

	if (t == NULL || t->kind != TOKEN_MARK || t->end - t->start != len ||
	    memcmp(c->text.at + t->start, mark, len) != 0)
		return false;
	c->i++;
	return true;
}

bool
when_take_dash(struct when_cursor *c)
{
	return when_take_mark(c, "-") || when_take_mark(c, "–") || when_take_mark(c, "—");
}

bool
when_take_value(struct when_cursor *c, int least, int most, int *value)
{
	const struct token *t = c->i < c->n ? &c->at[c->i] : NULL;

	if (t == NULL || t->kind != TOKEN_NUMBER || t->digits > 4 || (int)t->value < least ||
	    (int)t->value > most)
		return false;
	*value = (int)t->value;
	c->i++;
	return true;
}

bool
when_take_year(struct when_cursor *c, int *year)
{
	return c->i < c->n && c->at[c->i].digits == 4 && when_take_value(c, 1900, 2199, year);
}

int
when_reference_year(const struct when_cursor *c)
{
	return c->reference == DAY_NONE ? 0 : day_to_date(c->reference).year;
}

int64_t
when_month_first(int year, int month)
{
	return date_to_day((struct date){ .year = year, .month = month, .day = 1 });
}

int64_t
when_month_last(int year, int month)
{
	return when_month_first(year, month) + month_length(year, month) - 1;
}

/* d/m/yyyy, d-m-yyyy, d.m.yyyy, d/m: `cue` says that a word of time stood before it. */
static bool
take_numeric(struct when_cursor *c, bool cue, struct when_parts *to)
{
	static const char *const marks[] = { "/", "-", "." };
	struct when_cursor start = *c;

	for (size_t k = 0; k < 3; k++) {
		*to = (struct when_parts){ 0 };
		*c = start;
		if (!when_take_value(c, 1, 31, &to->day) || !when_take_mark(c, marks[k]) ||
		    !when_take_value(c, 1, 12, &to->month))
			continue;
		if (when_take_mark(c, marks[k]) && when_take_year(c, &to->year))
			return true;
		c->i = start.i + 3;
		if (cue && k == 0)
			return true;
	}
	*c = start;
	return false;
}

/* "05 tháng 01 năm 2020", after the word ngày */
static bool
take_worded(struct when_cursor *c, struct when_parts *to)
{
	struct when_cursor start = *c;
	size_t mark;

	*to = (struct when_parts){ 0 };
	if (!when_take_value(c, 1, 31, &to->day) || !when_take(c, W_THANG) ||
	    !when_take_value(c, 1, 12, &to->month)) {
		*c = start;
		return false;
	}
	mark = c->i;
	(void)when_take_mark(c, ",");
	if ((when_take(c, W_NAM) || when_take_mark(c, "/")) && when_take_year(c, &to->year))
		return true;
	c->i = mark;
	return true;
}

/* "tháng 9/2023", "tháng 9 năm 2023", "tháng 9" */
static bool
take_month(struct when_cursor *c, struct when_parts *to)
{
	struct when_cursor start = *c;
	size_t mark;

	*to = (struct when_parts){ 0 };
	if (!when_take(c, W_THANG) || !when_take_value(c, 1, 12, &to->month)) {
		*c = start;
		return false;
	}
	mark = c->i;
	if ((when_take(c, W_NAM) || when_take_mark(c, "/") || when_take_mark(c, "-")) &&
	    when_take_year(c, &to->year))
		return true;
	c->i = mark;
	return true;
}

/* A day in any spelling; `cue` as above. */
static bool
take_day(struct when_cursor *c, bool cue, struct when_parts *to)
{
	struct when_cursor start = *c;

	if (when_take(c, W_NGAY) || when_take(c, W_SANG))
		cue = true;
	(void)when_take(c, W_NGAY);
	if (cue && take_worded(c, to))
		return true;
	if (take_numeric(c, cue, to))
		return true;
	*c = start;
	return false;
}

/* "17 giờ 30", "17h00", "17:00" and a comma or "ngày" after it */
static bool
take_clock(struct when_cursor *c, int *minute)
{
	struct when_cursor start = *c;
	int hour = 0, past = 0;

	if (!when_take_value(c, 0, 24, &hour) ||
	    (!when_take(c, W_GIO) && !when_take_mark(c, ":"))) {
		*c = start;
		return false;
	}
	if (when_take_value(c, 0, 59, &past))
		(void)when_take(c, W_PHUT);
	(void)when_take_mark(c, ",");
	*minute = hour * 60 + past;
	return true;
}

/* Completes the year of a day or month and stores it; false when there is no such day. */
static bool
settle(const struct when_cursor *c, struct when_parts p, bool later, struct when *to)
{
	bool month = p.day == 0;
	int64_t first, last;

	to->year_stated = p.year != 0;
	to->grain = month ? GRAIN_MONTH : GRAIN_DAY;
	if (p.year == 0 && c->reference == DAY_NONE)
		return p.day <= month_length(2000, p.month);
	if (p.year == 0) {
		struct when_parts near = p;

		near.year = when_reference_year(c);
		first = when_month_first(near.year, p.month) + (month ? 0 : p.day - 1);
		last = month ? when_month_last(near.year, p.month) : first;
		if (later && last < c->reference)
			near.year++;
		if (!later && first > c->reference)
			near.year--;
		p = near;
	}
	if (p.day > month_length(p.year, p.month))
		return false;
	to->from_day = when_month_first(p.year, p.month) + (month ? 0 : p.day - 1);
	to->to_day = month ? when_month_last(p.year, p.month) : to->from_day;
	return true;
}

/* "trước ngày 15 hằng tháng": the frame was read, a day number and a recurrence follow. */
static bool
take_day_of(struct when_cursor *c, struct when *to)
{
	struct when_cursor start = *c;
	struct when every = { .kind = WHEN_NONE };
	int day = 0;

	(void)when_take(c, W_NGAY);
	if (when_take_value(c, 1, 31, &day) && when_take_span(c, &every) &&
	    every.kind == WHEN_RECURRING) {
		to->kind = WHEN_RECURRING;
		to->unit = every.unit;
		to->count = every.count;
		to->day_of = day;
		return true;
	}
	*c = start;
	return false;
}

enum frame { FRAME_NONE, FRAME_LIMIT, FRAME_UNTIL };

/* "trước", "chậm nhất (là, vào, trước, đến)" set a limit; "từ nay đến", "đến", "hết" run until. */
static enum frame
take_frame(struct when_cursor *c, bool *before)
{
	*before = when_take(c, W_TRUOC);
	if (*before)
		return FRAME_LIMIT;
	if (when_take(c, W_CHAM_NHAT)) {
		(void)when_take(c, W_LA);
		(void)when_take(c, W_VAO);
		*before = when_take(c, W_TRUOC);
		(void)when_take(c, W_DEN);
		return FRAME_LIMIT;
	}
	return when_take(c, W_TU_NAY) || when_take(c, W_DEN) || when_take(c, W_HET) ? FRAME_UNTIL :
		FRAME_NONE;
}

/* After "trước", "chậm nhất", "đến", "hết", "từ nay đến": a day or month is a deadline. */
static bool
take_deadline(struct when_cursor *c, struct when *to)
{
	struct when_cursor start = *c;
	struct when_parts p;
	enum frame frame = take_frame(c, &to->before);

	(void)when_take(c, W_HET);
	(void)take_clock(c, &to->minute);
	if (frame == FRAME_LIMIT && take_day_of(c, to))
		return true;
	to->kind = WHEN_DEADLINE;
	if (frame != FRAME_NONE && (take_day(c, true, &p) || take_month(c, &p)) &&
	    settle(c, p, true, to))
		return true;
	*c = start;
	*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
	return false;
}

/* "Từ ngày 27/4 đến nay", "từ tháng 3 đến tháng 6/2026", "từ ngày 1/7/2026" */
static bool
take_from(struct when_cursor *c, struct when *to)
{
	struct when_cursor start = *c;
	struct when_parts a, b;
	struct when end = { .from_day = DAY_NONE, .to_day = DAY_NONE };

	if (!when_take(c, W_TU) && !when_take(c, W_SAU_NHAN))
		return false;
	if ((take_day(c, true, &a) || take_month(c, &a)) && settle(c, a, false, to)) {
		size_t mark = c->i;

		to->kind = WHEN_DATE;
		to->opens = true;
		if (when_take(c, W_DEN) || when_take_dash(c)) {
			to->kind = WHEN_RANGE;
			if (when_take(c, W_NAY)) {
				to->to_day = c->reference;
				to->of_past = true;
				return true;
			}
			if ((take_day(c, true, &b) || take_month(c, &b)) &&
			    settle(c, b, true, &end)) {
				if (a.year == 0 && b.year != 0) {
					a.year = b.year;
					(void)settle(c, a, false, to);
				}
				to->to_day = end.to_day;
				return true;
			}
			to->kind = WHEN_DATE;
			c->i = mark;
		}
		return true;
	}
	*c = start;
	*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
	return false;
}

/* "Thứ tư, 24/05/2023, 02:00 SA" and any plain day */
static bool
take_date(struct when_cursor *c, struct when *to)
{
	struct when_cursor start = *c;
	struct when_parts p;
	size_t mark;
	bool cue = when_take(c, W_THU);

	if (cue) {
		c->i++; /* the day's name */
		(void)when_take_mark(c, ",");
	}
	if (c->i > c->n || !take_day(c, cue, &p) || !settle(c, p, false, to)) {
		*c = start;
		*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
		return false;
	}
	to->kind = WHEN_DATE;
	mark = c->i;
	(void)when_take_mark(c, ",");
	if (take_clock(c, &to->minute)) {
		to->kind = WHEN_DATETIME;
		if (when_take(c, W_PM) && to->minute < 12 * 60)
			to->minute += 12 * 60;
		else
			(void)when_take(c, W_AM);
	} else {
		c->i = mark;
	}
	return true;
}

size_t
when_at(const struct when_grammar *grammar, struct str text, const struct tokens *tokens, size_t i,
    int64_t reference_day, struct when *to)
{
	struct when_cursor c = { grammar, text, tokens->at, tokens->n, i, reference_day };
	bool found;

	*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
	if (i >= tokens->n || (tokens->at[i].kind == TOKEN_MARK))
		return 0;
	/* the order matters: spans know the longer phrases, bare days come last */
	found = when_take_span(&c, to) || take_deadline(&c, to) || take_from(&c, to) ||
	    take_date(&c, to);
	if (!found)
		return 0;
	to->start = tokens->at[i].start;
	to->end = tokens->at[c.i - 1].end;
	return c.i - i;
}
