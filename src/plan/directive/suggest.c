/*
 * suggest.c: the one idea: every part of a period has an end or a rhythm, and either gives a day;
 * what has neither gets the next ends of the month and the quarter.
 */
#include "plan/directive/suggest.h"

#include "stats/calendar.h"

enum {
	BEFORE_END_DAYS = 5,   /* working days for reading and correcting before a period ends */
	MONTH_LEAST = 7,       /* days that must be left until a month's end to offer it */
	QUARTER_LEAST = 14,
	PLAIN_DAYS = 30,
	WITHIN_MOST = 400,
	COUNT_MOST = 1000
};

/* ---- Reading ---- */

/* "2026", "2026-12" or "2026-12-31": its first and last day. */
static bool
read_date(struct str text, int64_t *first, int64_t *last, enum period_grain *grain)
{
	struct str rest = text;
	struct str year = str_cut(&rest, '-');
	struct str month = str_cut(&rest, '-');
	struct date d = { .month = 1, .day = 1 };
	int64_t y, m;

	if (text.len == 10) {
		*grain = PERIOD_DAYS;
		if (!day_parse_iso(text, first))
			return false;
		*last = *first;
		return true;
	}
	if (year.len != 4 || !str_to_i64(year, &y) || y < 1900 || y > 2200)
		return false;
	d.year = (int)y;
	*grain = PERIOD_YEARS;
	if (text.len == 4) {
		*first = date_to_day(d);
		*last = date_to_day((struct date){ d.year, 12, 31 });
		return true;
	}
	if (text.len != 7 || !str_to_i64(month, &m) || m < 1 || m > 12)
		return false;
	*grain = PERIOD_MONTHS;
	d.month = (int)m;
	*first = date_to_day(d);
	*last = *first + month_length(d.year, d.month) - 1;
	return true;
}

/* "P3M", "P10D", "PT48H". */
static bool
read_length(struct str text, struct period *period)
{
	bool hours = str_starts(text, "PT");
	size_t skip = hours ? 2 : 1;
	int64_t n;

	if (text.len < skip + 2 || text.at[0] != 'P')
		return false;
	period->unit = text.at[text.len - 1];
	if (strchr(hours ? "H" : "YMWD", period->unit) == NULL)
		return false;
	if (!str_to_i64((struct str){ text.at + skip, text.len - skip - 1 }, &n) || n < 1 ||
	    n > COUNT_MOST)
		return false;
	period->count = (int)n;
	return true;
}

static bool
read_between(struct str part, struct period *period)
{
	struct str rest = part;
	struct str from = str_cut(&rest, '/');
	bool open_end = rest.at != NULL && rest.len == 0;
	enum period_grain grain;
	int64_t last, first;

	period->from_day = period->to_day = DAY_NONE;
	if (from.len > 0) {
		if (!read_date(from, &period->from_day, &last, &period->grain))
			return false;
		period->to_day = last;
	}
	if (open_end) {
		period->kind = PERIOD_FROM;
		return from.len > 0;
	}
	period->kind = PERIOD_BETWEEN;
	if (rest.at == NULL)
		return from.len > 0;
	if (!read_date(rest, &first, &period->to_day, &grain))
		return false;
	period->grain = grain;
	return true;
}

bool
period_read(struct str part, struct period *period)
{
	*period = (struct period){ .kind = PERIOD_WITHIN, .from_day = DAY_NONE,
		.to_day = DAY_NONE };
	if (str_starts(part, "R/")) {
		period->kind = PERIOD_EVERY;
		return read_length((struct str){ part.at + 2, part.len - 2 }, period);
	}
	if (str_starts(part, "P"))
		return read_length(part, period);
	return read_between(part, period);
}

/* ---- Offering ---- */

struct offer {
	const struct suggest_facts *facts;
	struct suggestion *to;
	size_t n;
};

/* In order of day. Left out: a day that is past or there already, and what there is no room for. */
static void
offer_day(struct offer *offer, int64_t day, enum suggest_why why, int n)
{
	size_t at = offer->n;

	if (day < offer->facts->today || offer->n == SUGGESTIONS_MAX)
		return;
	for (size_t i = 0; i < offer->n; i++)
		if (offer->to[i].day == day)
			return;
	while (at > 0 && offer->to[at - 1].day > day) {
		offer->to[at] = offer->to[at - 1];
		at--;
	}
	offer->to[at] = (struct suggestion){ day, why, n };
	offer->n++;
}

static int64_t
month_end(int64_t day)
{
	struct date d = day_to_date(day);

	return day - d.day + month_length(d.year, d.month);
}

static int64_t
working_days_before(int64_t day, int n)
{
	while (n > 0)
		n -= day_kind(--day) == DAY_WORK;
	return day;
}

/* What kind of end the last day of a period is. */
static enum suggest_why
why_end(const struct period *p)
{
	int64_t quarter = quarter_of_day(p->to_day);

	if (p->grain == PERIOD_YEARS)
		return WHY_YEAR_END;
	if (p->grain == PERIOD_DAYS)
		return WHY_PERIOD_END;
	if (p->from_day == quarter_first_day(quarter) && p->to_day == quarter_last_day(quarter))
		return WHY_QUARTER_END;
	return WHY_MONTH_END;
}

static void
offer_end(struct offer *offer, const struct period *p)
{
	offer_day(offer, p->to_day, why_end(p), 0);
	if (p->to_day >= offer->facts->today)
		offer_day(offer, working_days_before(p->to_day, BEFORE_END_DAYS), WHY_BEFORE_END,
		    BEFORE_END_DAYS);
}

/* The end of the first turn. */
static void
offer_turn(struct offer *offer, const struct period *p)
{
	int64_t today = offer->facts->today;
	int64_t quarter = quarter_last_day(quarter_of_day(today));
	int year = day_to_date(today).year;
	int64_t friday = today + (4 - day_weekday(today) + 7) % 7;

	if (p->unit == 'Y')
		offer_day(offer, date_to_day((struct date){ year, 12, 31 }), WHY_YEAR_END, 0);
	else if (p->unit == 'M' && p->count == 6)
		offer_day(offer, quarter_last_day(quarter_of_day(today) | 1), WHY_QUARTER_END, 0);
	else if (p->unit == 'M' && p->count >= 3)
		offer_day(offer, quarter, WHY_QUARTER_END, 0);
	else if (p->unit == 'W')
		offer_day(offer, friday, WHY_WEEK_END, 0);
	else
		offer_day(offer, month_end(today), WHY_MONTH_END, 0);
}

static int
days_of(const struct period *p)
{
	switch (p->unit) {
	case 'Y':
		return p->count * 365;
	case 'M':
		return p->count * 30;
	case 'W':
		return p->count * 7;
	case 'H':
		return (p->count + 23) / 24;
	}
	return p->count;
}

static void
offer_within(struct offer *offer, const struct period *p)
{
	int n = days_of(p);

	if (n > WITHIN_MOST)
		return;
	if (offer->facts->issued_day != DAY_NONE)
		offer_day(offer, offer->facts->issued_day + n, WHY_FROM_ISSUE, n);
	offer_day(offer, offer->facts->today + n, WHY_FROM_TODAY, n);
}

static void
offer_period(struct offer *offer, const struct period *p)
{
	switch (p->kind) {
	case PERIOD_BETWEEN:
		offer_end(offer, p);
		return;
	case PERIOD_EVERY:
		offer_turn(offer, p);
		return;
	case PERIOD_WITHIN:
		offer_within(offer, p);
		return;
	case PERIOD_FROM:
		return;
	}
}

/* Nothing was said that a day could be made of. */
static void
offer_plain(struct offer *offer)
{
	int64_t today = offer->facts->today;
	int64_t month = month_end(today);
	int64_t quarter = quarter_last_day(quarter_of_day(today));

	if (quarter < today + QUARTER_LEAST)
		quarter = quarter_last_day(quarter_of_day(quarter + 1));
	if (month < today + MONTH_LEAST)
		month = month_end(month + 1);
	offer_day(offer, quarter, WHY_QUARTER_END, 0);
	offer_day(offer, month, WHY_MONTH_END, 0);
	offer_day(offer, today + PLAIN_DAYS, WHY_FROM_TODAY, PLAIN_DAYS);
}

size_t
suggest_days(const struct suggest_facts *facts, struct suggestion to[SUGGESTIONS_MAX])
{
	struct offer offer = { facts, to, 0 };
	struct str rest = str_of(facts->period);
	struct period period;

	if (facts->deadline_day != DAY_NONE) {
		to[0] = (struct suggestion){ facts->deadline_day, WHY_STATED, 0 };
		return 1;
	}
	while (rest.at != NULL) {
		if (period_read(str_trim(str_cut(&rest, ';')), &period))
			offer_period(&offer, &period);
	}
	if (offer.n == 0)
		offer_plain(&offer);
	return offer.n;
}
