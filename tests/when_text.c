/* when_text.c: what the grammar of time understood, in the words of tests/data. */
#include "tests/when_text.h"

static void
add_vague(const struct when *when, struct buf *to)
{
	static const char *const parts[] = { "", " (first part)", " (second part)",
	    " (third part)" };
	struct date d;

	if (when->grain == GRAIN_YEAR) {
		buf_add_text(to, "start of year");
	} else if (when->from_day != DAY_NONE) {
		d = day_to_date(when->from_day);
		buf_printf(to, "%04d-%02d%s", d.year, d.month, parts[when->third]);
	} else {
		buf_add_text(to, "null");
	}
}

static void
add_range(const struct when *when, struct buf *to)
{
	when_add_day(to, when->from_day);
	buf_add_char(to, '/');
	when_add_day(to, when->to_day);
	if (when->vision_year > 0)
		buf_printf(to, ";vision=%d", when->vision_year);
}

void
when_text(const struct when *when, int64_t reference_day, struct buf *to)
{
	switch (when->kind) {
	case WHEN_NONE:
		buf_add_text(to, "null");
		return;
	case WHEN_DATE:
		when_add_day(to, when->from_day);
		return;
	case WHEN_DATETIME:
		when_add_day(to, when->from_day);
		buf_printf(to, "T%02d:%02d", when->minute / 60, when->minute % 60);
		return;
	case WHEN_RANGE:
		add_range(when, to);
		return;
	case WHEN_DEADLINE:
		when_add_day(to, when->to_day);
		return;
	case WHEN_RECURRING:
		when_add_duration(to, when->count, when->unit);
		if (when->day_of > 0)
			buf_printf(to, " day=%d", when->day_of);
		return;
	case WHEN_PAST:
		when_add_duration(to, when->count, when->unit);
		buf_add_text(to, " before reference");
		return;
	case WHEN_WITHIN:
		when_add_duration(to, when->count, when->unit);
		buf_add_text(to, when->unit == 'H' ? " after event" : " after receipt");
		return;
	case WHEN_VAGUE:
		add_vague(when, to);
		return;
	case WHEN_TRIGGER:
		buf_add_text(to, "after ");
		when_add_day(to, reference_day);
		return;
	}
}

const char *
when_kind_name(enum when_kind kind)
{
	static const char *const names[] = {
		[WHEN_NONE] = "none",
		[WHEN_DATE] = "date",
		[WHEN_DATETIME] = "datetime",
		[WHEN_RANGE] = "range",
		[WHEN_DEADLINE] = "deadline",
		[WHEN_RECURRING] = "recurring",
		[WHEN_PAST] = "range",
		[WHEN_WITHIN] = "deadline",
		[WHEN_VAGUE] = "vague",
		[WHEN_TRIGGER] = "trigger",
	};

	return names[kind];
}
