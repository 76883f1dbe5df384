/* when_iso.c: an expression of time written down as ISO 8601. */
#include "text/when.h"

void
when_add_day(struct buf *to, int64_t day)
{
	char text[DATE_TEXT_MAX];

	if (day == DAY_NONE) {
		buf_add_text(to, "?");
		return;
	}
	day_iso(day, text);
	buf_add_text(to, text);
}

void
when_add_duration(struct buf *to, int count, char unit)
{
	if (unit == 'H')
		buf_printf(to, "PT%dH", count);
	else if (unit == 'B')
		buf_printf(to, "P%dBD", count);
	else if (unit == 'Q')
		buf_printf(to, "P%dM", count * 3);
	else
		buf_printf(to, "P%d%c", count, unit);
}

/* Years as years, whole months as months, the rest as days. */
static void
add_iso_range(const struct when *when, struct buf *to)
{
	struct date a = day_to_date(when->from_day), b = day_to_date(when->to_day);

	if (when->grain == GRAIN_YEAR) {
		buf_printf(to, "%04d", a.year);
		if (b.year != a.year)
			buf_printf(to, "/%04d", b.year);
	} else if (when->grain == GRAIN_MONTH || when->grain == GRAIN_QUARTER) {
		buf_printf(to, "%04d-%02d", a.year, a.month);
		if (b.month != a.month || b.year != a.year)
			buf_printf(to, "/%04d-%02d", b.year, b.month);
	} else {
		when_add_day(to, when->from_day);
		buf_add_char(to, '/');
		when_add_day(to, when->to_day);
	}
	if (when->vision_year > 0)
		buf_printf(to, "; %04d", when->vision_year);
}

void
when_iso(const struct when *when, struct buf *to)
{
	bool known = when->from_day != DAY_NONE && when->to_day != DAY_NONE;

	switch (when->kind) {
	case WHEN_DATE:
	case WHEN_DATETIME:
		if (known)
			when_add_day(to, when->from_day);
		if (known && when->opens)
			buf_add_char(to, '/');
		return;
	case WHEN_RANGE:
		if (known)
			add_iso_range(when, to);
		return;
	case WHEN_DEADLINE:
		if (!known)
			return;
		buf_add_char(to, '/');
		if (when->grain == GRAIN_YEAR)
			buf_printf(to, "%04d", day_to_date(when->to_day).year);
		else
			when_add_day(to, when->to_day);
		if (when->vision_year > 0)
			buf_printf(to, "; %04d", when->vision_year);
		return;
	case WHEN_RECURRING:
		buf_add_text(to, "R/");
		when_add_duration(to, when->count, when->unit);
		return;
	case WHEN_PAST:
	case WHEN_WITHIN:
		when_add_duration(to, when->count, when->unit == 'B' ? 'D' : when->unit);
		return;
	case WHEN_NONE:
	case WHEN_VAGUE:
	case WHEN_TRIGGER:
		return;
	}
}
