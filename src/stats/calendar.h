/*
 * calendar.h: kinds of days. People report less on days off and hardly at all around Tết, so days
 * are compared within their kind: working days, days of rest (Saturday, Sunday, public holidays)
 * and the Tết window, three days before the lunar New Year to six days after it.
 *
 * The lunar calendar is the Vietnamese one: months begin on the day of the new moon in UTC+7,
 * month 11 holds the winter solstice, a leap month has no principal solar term (decision
 * 121/CP of 8 August 1967). New moon and solar longitude by the series of Jean Meeus,
 * Astronomical Algorithms (1998), chapters 25 and 49, in the short form that Hồ Ngọc Đức published
 * for Vietnam; good to minutes. Domain: years 1968 to 2199; outside it functions answer DAY_NONE.
 *
 * Public holidays: Labour Code 2019, article 112: 1 January, 30 April, 1 May, 2 September with
 * 1 September as the neighbouring day, the tenth of the third lunar month. Days swapped by decision
 * are not known here.
 */
#ifndef STATS_CALENDAR_H
#define STATS_CALENDAR_H

#include <stdint.h>

enum day_kind { DAY_WORK, DAY_REST, DAY_TET };
#define DAY_KINDS 3

#define TET_DAYS_BEFORE 3
#define TET_DAYS_AFTER 6
#define LUNAR_YEAR_MIN 1968
#define LUNAR_YEAR_MAX 2199

/* The first day of the first lunar month of the year that begins in Gregorian `year`. */
int64_t lunar_new_year(int year);

/* Day `day` (1..29) of lunar month `month` (1..10, not a leap month) of that year. */
int64_t lunar_day(int year, int month, int day);

/* The kind of a day (base/date.h); outside the domain without lunar days. */
enum day_kind day_kind(int64_t day);

#endif
