/*
 * when.h: what documents say about time: days, months, quarters, parts of a year, terms, "trước
 * ngày", "hằng quý", "trong thời hạn 10 ngày làm việc", and the vague words that must never become
 * a date. A bare fraction, 24/7 or a document symbol is no date: day and month need a word of time
 * before them unless a year follows.
 */
#ifndef TEXT_WHEN_H
#define TEXT_WHEN_H

#include "base/buf.h"
#include "base/date.h"
#include "text/match.h"

struct when_grammar;

enum when_kind {
	WHEN_NONE,
	WHEN_DATE,      /* from_day */
	WHEN_DATETIME,  /* from_day and minute */
	WHEN_RANGE,     /* from_day .. to_day, both included */
	WHEN_DEADLINE,  /* to_day: by then; `before` when the words were "trước" */
	WHEN_RECURRING, /* every `count` `unit`, on day `day_of` of it if > 0 */
	WHEN_PAST,      /* the last `count` `unit` before the reference */
	WHEN_WITHIN,    /* `count` `unit` after an event or a receipt */
	WHEN_VAGUE,     /* no date may be made of it; a month may be known (from_day .. to_day) */
	WHEN_TRIGGER    /* after the meeting, after receipt */
};

/* How fine the words were; a deadline counts as set only by a day or a month. */
enum when_grain { GRAIN_NONE, GRAIN_DAY, GRAIN_MONTH, GRAIN_QUARTER, GRAIN_YEAR };

struct when {
	enum when_kind kind;
	enum when_grain grain;
	int64_t from_day; /* DAY_NONE when not known */
	int64_t to_day;
	bool before;      /* "trước": the named day is stored, with this flag */
	bool opens;       /* "từ": opens a period */
	bool year_stated; /* false: completed from the reference day */
	bool of_past;     /* "đến nay", "qua": speaks of what was */
	int vision_year;  /* "tầm nhìn đến 2050"; 0 when none */
	int minute;       /* of the day */
	int count;
	char unit; /* Y M D H, W week, Q quarter, B working day; 0 when none */
	int day_of;
	int third; /* of the month: 1 đầu, 2 giữa, 3 cuối; 0 none */
	uint32_t start, end; /* bytes */
};

struct when_grammar *when_grammar_new(struct arena *arena);

/*
 * Reads an expression of time that begins at token `i`; returns how many tokens it takes, 0 when
 * there is none. A date without a year is the nearest one not after `reference_day`, for a deadline
 * the nearest not before it; with DAY_NONE as reference it stays DAY_NONE.
 */
size_t when_at(const struct when_grammar *grammar, struct str text, const struct tokens *tokens,
    size_t i, int64_t reference_day, struct when *to);

/* Its ISO 8601 form for the period of a clause; nothing is added when there is none. */
void when_iso(const struct when *when, struct buf *to);
/* Its parts: a day, "?" for DAY_NONE; a length such as P3M, P10BD, PT24H, a quarter as P3M. */
void when_add_day(struct buf *to, int64_t day);
void when_add_duration(struct buf *to, int count, char unit);

#endif
