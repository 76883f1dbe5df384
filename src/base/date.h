/*
 * date.h: days and instants. A date is a number of days since 1970-01-01 in the proleptic
 * Gregorian calendar; an instant is milliseconds since 1970-01-01T00:00:00Z. Both are int64_t and
 * named by unit: `due_day`, `sent_ms`. The city's clock is Asia/Ho_Chi_Minh, +07:00 the whole year
 * since 1975-06-13 (IANA tz database), so it is a constant here.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define DAY_NONE INT64_MIN /* "no date"; stored as NULL */
#define DAY_MS (INT64_C(86400000))
#define CITY_OFFSET_MS (INT64_C(7) * 3600 * 1000)

#define DATE_TEXT_MAX 64 /* room for any int, so that gcc can prove it */

struct date {
	int year;
	int month; /* 1..12 */
	int day;   /* 1..31 */
};

bool date_valid(struct date date); /* a day there is, in the years 1 to 9999 */
/* Both ways; of a date that is not valid, or of DAY_NONE, the result says nothing. */
int64_t date_to_day(struct date date);
struct date day_to_date(int64_t day);
int day_weekday(int64_t day);          /* 0 Monday .. 6 Sunday */
int month_length(int year, int month); /* days */

/* The city's calendar day of an instant, and the first instant of a day. */
int64_t ms_to_day(int64_t ms);
int64_t day_to_ms(int64_t day);

/*
 * "2026-11-21" and back. All parsers here take the whole text or nothing, refuse a day there is
 * not, and leave the result alone when they return false.
 */
void day_iso(int64_t day, char to[DATE_TEXT_MAX]);
bool day_parse_iso(struct str text, int64_t *day);

/* "21/11/2026" and back (one or two digits for day and month). */
void day_vi(int64_t day, char to[DATE_TEXT_MAX]);
bool day_parse_vi(struct str text, int64_t *day);

/* "2026-11-21T09:05:00+07:00", always with the offset; and "21/11/2026 09:05" for people. */
void ms_iso(int64_t ms, char to[DATE_TEXT_MAX]);
void ms_vi(int64_t ms, char to[DATE_TEXT_MAX]);

/* A quarter as one number: year * 4 + (0..3). Written 2026Q3 everywhere. */
int64_t quarter_of_day(int64_t day);
int64_t quarter_first_day(int64_t quarter);
int64_t quarter_last_day(int64_t quarter);
int quarter_year(int64_t quarter);
int quarter_number(int64_t quarter); /* 1..4 */
void quarter_text(int64_t quarter, char to[DATE_TEXT_MAX]); /* "2026Q3" */
bool quarter_parse(struct str text, int64_t *quarter);

#endif
