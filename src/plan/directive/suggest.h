/*
 * suggest.h: due dates to choose from when a clause names none: computed from its period, with the
 * days counted. A suggestion never becomes a date by itself; a person chooses. Pure.
 */
#ifndef PLAN_DIRECTIVE_SUGGEST_H
#define PLAN_DIRECTIVE_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/str.h"

/* One part of a clause's period (ISO 8601, text/extract.h). */
enum period_kind {
	PERIOD_BETWEEN, /* from_day .. to_day; from_day is DAY_NONE for "until" */
	PERIOD_FROM,    /* from_day on, no end */
	PERIOD_EVERY,   /* each `count` `unit` */
	PERIOD_WITHIN   /* `count` `unit` long */
};
enum period_grain { PERIOD_YEARS, PERIOD_MONTHS, PERIOD_DAYS };

struct period {
	enum period_kind kind;
	enum period_grain grain; /* how fine the end was named */
	int64_t from_day, to_day;
	int count;
	char unit; /* Y M W D, H for hours */
};

/* Reads one part ("2026-10/2026-12", "/2026-12-31", "R/P3M", "PT48H"); false for anything else. */
bool period_read(struct str part, struct period *period);

enum suggest_why {
	WHY_STATED,      /* the document says so */
	WHY_YEAR_END,
	WHY_QUARTER_END,
	WHY_MONTH_END,
	WHY_PERIOD_END,
	WHY_BEFORE_END,  /* n working days before the one above */
	WHY_FROM_ISSUE,  /* n days after the document's date */
	WHY_FROM_TODAY,  /* n days from today */
	WHY_WEEK_END,    /* Friday */
	WHY_COUNT
};

struct suggestion {
	int64_t day;
	enum suggest_why why;
	int n;
};

#define SUGGESTIONS_MAX 4

/* What is known of a clause's time; days are DAY_NONE when unknown. */
struct suggest_facts {
	int64_t deadline_day;
	const char *period; /* parts joined by "; ", "" for none */
	int64_t issued_day;
	int64_t today;
};

/*
 * Days to offer, earliest first, none twice: the stated one alone if there is one; else what
 * follows from the period and is not past; else ends of the month and the quarter and thirty days.
 */
size_t suggest_days(const struct suggest_facts *facts, struct suggestion to[SUGGESTIONS_MAX]);

#endif
