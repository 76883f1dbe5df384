/*
 * when_span.c: periods. Each production reads one family of phrases and leaves the cursor where it
 * was when the words are others; when_take_span tries them from the most to the least specific.
 */
#include "text/when_internal.h"

static bool
years(struct when *to, int first, int last)
{
	to->kind = WHEN_RANGE;
	to->grain = GRAIN_YEAR;
	to->year_stated = true;
	to->from_day = when_month_first(first, 1);
	to->to_day = when_month_last(last, 12);
	return true;
}

/* ", tầm nhìn đến (năm) 2050" after a period */
static void
take_vision(struct when_cursor *c, struct when *to)
{
	struct when_cursor start = *c;

	(void)when_take_mark(c, ",");
	(void)when_take(c, W_VA);
	if (!when_take(c, W_TAM_NHIN)) {
		*c = start;
		return;
	}
	(void)when_take(c, W_NAM);
	if (!when_take_year(c, &to->vision_year))
		*c = start;
}

/* "giai đoạn 2017-2020", "nhiệm kỳ (2006 – 2010)" */
static bool
take_term(struct when_cursor *c, struct when *to)
{
	int first = 0, last = 0;
	bool open;

	if (!when_take(c, W_GIAI_DOAN))
		return false;
	(void)when_take(c, W_NAM);
	open = when_take_mark(c, "(");
	if (!when_take_year(c, &first))
		return false;
	if ((!when_take_dash(c) && !when_take(c, W_DEN) && !when_take(c, W_DEN_NAM)) ||
	    !when_take_year(c, &last) || last < first)
		return false;
	if (open)
		(void)when_take_mark(c, ")");
	take_vision(c, to);
	return years(to, first, last);
}

/* "đến năm 2030", "hết năm 2026", "từ nay đến năm 2030" */
static bool
take_until_year(struct when_cursor *c, struct when *to)
{
	int year = 0;
	bool from_now = when_take(c, W_TU_NAY);

	if (!when_take(c, W_DEN_NAM)) {
		bool framed = when_take(c, W_DEN) || from_now;

		framed = when_take(c, W_HET) || framed;
		if (!framed || !when_take(c, W_NAM))
			return false;
	}
	if (!when_take_year(c, &year))
		return false;
	take_vision(c, to);
	(void)years(to, year, year);
	to->kind = WHEN_DEADLINE;
	return true;
}

/* "năm 2006"; the frame words "trong", "ngay trong" may stand before it */
static bool
take_year_alone(struct when_cursor *c, struct when *to)
{
	int first = 0, last = 0;
	struct when_cursor mark;

	(void)when_take(c, W_TRONG);
	if (!when_take(c, W_NAM) || !when_take_year(c, &first))
		return false;
	last = first;
	mark = *c;
	if (!when_take_dash(c) || !when_take_year(c, &last) || last < first) {
		*c = mark;
		last = first;
	}
	take_vision(c, to);
	return years(to, first, last);
}

/* The number of a quarter: I to IV or 1 to 4. */
static int
take_quarter_number(struct when_cursor *c)
{
	static const char *const roman[] = { "i", "ii", "iii", "iv" };
	int value = 0;

	if (when_take_value(c, 1, 4, &value))
		return value;
	for (int q = 0; q < 4 && c->i < c->n; q++)
		if (c->at[c->i].key == token_key(str_of(roman[q]))) {
			c->i++;
			return q + 1;
		}
	return 0;
}

/* The year after a quarter or a part of a year, else the reference's; 0 when neither is known. */
static int
take_year_after(struct when_cursor *c, struct when *to)
{
	struct when_cursor mark = *c;
	int year = 0;

	to->year_stated = true;
	if ((when_take(c, W_NAM) || when_take_mark(c, "/") || when_take_dash(c)) &&
	    when_take_year(c, &year))
		return year;
	*c = mark;
	to->year_stated = false;
	return when_reference_year(c);
}

static bool
take_quarter(struct when_cursor *c, struct when *to)
{
	int quarter, year;

	(void)when_take(c, W_TRONG);
	(void)when_take(c, W_HET);
	if (!when_take(c, W_QUY))
		return false;
	quarter = take_quarter_number(c);
	if (quarter == 0)
		return false;
	to->kind = WHEN_RANGE;
	to->grain = GRAIN_QUARTER;
	year = take_year_after(c, to);
	if (year == 0)
		return true;
	to->from_day = when_month_first(year, quarter * 3 - 2);
	to->to_day = when_month_last(year, quarter * 3);
	return true;
}

/* "9 tháng đầu năm", "3 tháng cuối năm 2021", "9 tháng năm 2021" */
static bool
take_months_of_year(struct when_cursor *c, struct when *to)
{
	int count = 0, year;
	bool last;

	(void)when_take(c, W_TRONG);
	if (!when_take_value(c, 1, 12, &count) || !when_take(c, W_THANG))
		return false;
	last = when_take(c, W_CUOI);
	if (!last)
		(void)when_take(c, W_DAU);
	if (!when_take(c, W_NAM))
		return false;
	to->kind = WHEN_RANGE;
	to->grain = GRAIN_MONTH;
	to->year_stated = when_take_year(c, &year);
	if (!to->year_stated)
		year = when_reference_year(c);
	if (year == 0)
		return true;
	to->from_day = when_month_first(year, last ? 13 - count : 1);
	to->to_day = when_month_last(year, last ? 12 : count);
	return true;
}

/* "tháng 9/2026", "trong tháng 11", "cuối tháng 12" (which part of it makes it vague) */
static bool
take_month(struct when_cursor *c, struct when *to)
{
	int month = 0, year;

	(void)when_take(c, W_TRONG);
	to->third = when_take(c, W_CUOI) ? 3 : when_take(c, W_GIUA) ? 2 : when_take(c, W_DAU) ? 1 :
	    0;
	if (!when_take(c, W_THANG) || !when_take_value(c, 1, 12, &month))
		return false;
	to->kind = to->third > 0 ? WHEN_VAGUE : WHEN_RANGE;
	to->grain = GRAIN_MONTH;
	year = take_year_after(c, to);
	if (year == 0)
		return true;
	if (!to->year_stated && when_month_last(year, month) < c->reference)
		year++;
	to->from_day = when_month_first(year, month);
	to->to_day = when_month_last(year, month);
	return true;
}

static char
take_unit(struct when_cursor *c)
{
	if (when_take(c, W_NGAY_LAM_VIEC))
		return 'B';
	if (when_take(c, W_NGAY))
		return 'D';
	if (when_take(c, W_TUAN))
		return 'W';
	if (when_take(c, W_THANG))
		return 'M';
	if (when_take(c, W_QUY))
		return 'Q';
	if (when_take(c, W_NAM))
		return 'Y';
	return when_take(c, W_GIO) ? 'H' : '\0';
}

/* "hằng quý", "từng năm", "định kỳ 6 tháng" */
static bool
take_recurring(struct when_cursor *c, struct when *to)
{
	if (!when_take(c, W_HANG))
		return false;
	to->count = 1;
	(void)when_take_value(c, 1, 99, &to->count);
	to->unit = take_unit(c);
	to->kind = WHEN_RECURRING;
	return to->unit != '\0' && to->unit != 'B';
}

/* "trong 6 năm qua", "5 năm qua" */
static bool
take_past(struct when_cursor *c, struct when *to)
{
	(void)when_take(c, W_TRONG);
	if (!when_take_value(c, 1, 99, &to->count))
		return false;
	to->unit = take_unit(c);
	to->kind = WHEN_PAST;
	to->of_past = true;
	return to->unit != '\0' && when_take(c, W_QUA);
}

/* "trong thời hạn 10 ngày làm việc", "chậm nhất là 24 giờ kể từ khi" */
static bool
take_within(struct when_cursor *c, struct when *to)
{
	bool limit = when_take(c, W_THOI_HAN);

	if (!limit && !when_take(c, W_CHAM_NHAT))
		return false;
	(void)when_take(c, W_LA);
	if (!when_take_value(c, 1, 999, &to->count))
		return false;
	to->unit = take_unit(c);
	to->kind = WHEN_WITHIN;
	if (to->unit == '\0')
		return false;
	return when_take(c, W_KE_TU_KHI) || when_take(c, W_SAU_NHAN) || limit;
}

/* Words that must stay vague, and "sau hội nghị". */
static bool
take_vague(struct when_cursor *c, struct when *to)
{
	if (when_take(c, W_SAU_HOI_NGHI)) {
		to->kind = WHEN_TRIGGER;
		return true;
	}
	to->kind = WHEN_VAGUE;
	if (when_take(c, W_DAU_NAM)) {
		to->third = 1;
		to->grain = GRAIN_YEAR;
		return true;
	}
	return when_take(c, W_THOI_GIAN_TOI);
}

bool
when_take_span(struct when_cursor *c, struct when *to)
{
	static bool (*const productions[])(struct when_cursor *, struct when *) = { take_vague,
		take_term, take_until_year, take_year_alone, take_quarter, take_months_of_year,
		take_month, take_recurring, take_past, take_within };

	for (size_t i = 0; i < sizeof(productions) / sizeof(*productions); i++) {
		struct when_cursor try = *c;

		*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
		if (productions[i](&try, to)) {
			*c = try;
			return true;
		}
	}
	*to = (struct when){ .from_day = DAY_NONE, .to_day = DAY_NONE };
	return false;
}
