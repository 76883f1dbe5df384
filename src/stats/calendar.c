/* calendar.c: new moons and the sun's longitude, counted in whole days of UTC+7. */
#include "stats/calendar.h"

#include <math.h>

#include "base/date.h"

#define JULIAN_1970 2440588
#define ZONE_HOURS 7.0
#define MONTH_DAYS 29.530588853
#define RADIANS (3.14159265358979323846 / 180)

/* Periodic terms of the new moon: amplitude in days; multiples of M, M', F. */
static const struct {
	double days;
	int sun, moon, node;
} moon_terms[] = {
	{ 0.0021, 2, 0, 0 }, { -0.4068, 0, 1, 0 }, { -0.0161, 0, 2, 0 }, { -0.0004, 0, 3, 0 },
	{ 0.0104, 0, 0, 2 }, { -0.0051, 1, 1, 0 }, { -0.0074, 1, -1, 0 }, { -0.0004, 1, 0, 2 },
	{ -0.0004, -1, 0, 2 }, { 0.0006, 0, 1, 2 }, { 0.0010, 0, -1, 2 }, { 0.0005, 1, 2, 0 },
};

/* Julian day number, in UTC+7, of the k-th new moon after 1 January 1900. */
static int64_t
new_moon(int64_t k)
{
	double n = (double)k, t = n / 1236.85, t2 = t * t, t3 = t2 * t;
	double sun = 359.2242 + 29.10535608 * n - 0.0000333 * t2 - 0.00000347 * t3;
	double moon = 306.0253 + 385.81691806 * n + 0.0107306 * t2 + 0.00001236 * t3;
	double node = 21.2964 + 390.67050646 * n - 0.0016528 * t2 - 0.00000239 * t3;
	double day = 2415020.75933 + 29.53058868 * n + 0.0001178 * t2 - 0.000000155 * t3;

	day += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * RADIANS);
	day += (0.1734 - 0.000393 * t) * sin(sun * RADIANS);
	for (size_t i = 0; i < sizeof(moon_terms) / sizeof(moon_terms[0]); i++)
		day += moon_terms[i].days * sin((moon_terms[i].sun * sun +
			moon_terms[i].moon * moon + moon_terms[i].node * node) * RADIANS);
	day -= -0.000278 + 0.000265 * t + 0.000262 * t2; /* dynamical to universal time */
	return (int64_t)floor(day + 0.5 + ZONE_HOURS / 24);
}

/* Which twelfth of the ecliptic (0 from the March equinox) the sun is in as this day begins. */
static int
sun_sector(int64_t julian)
{
	double t = ((double)julian - 0.5 - ZONE_HOURS / 24 - 2451545.0) / 36525, t2 = t * t;
	double m = (357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2) * RADIANS;
	double degrees = 280.46645 + 36000.76983 * t + 0.0003032 * t2;

	degrees += (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(m);
	degrees += (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000290 * sin(3 * m);
	return (int)floor((degrees - 360 * floor(degrees / 360)) / 30);
}

/* First day of month 11, the month of the December solstice, of a Gregorian year. */
static int64_t
month_eleven(int year)
{
	int64_t last = date_to_day((struct date){ year, 12, 31 }) + JULIAN_1970;
	int64_t k = (int64_t)floor((double)(last - 2415021) / MONTH_DAYS);
	int64_t day = new_moon(k);

	return sun_sector(day) >= 9 ? new_moon(k - 1) : day;
}

/* How many months after month 11 (the k-th new moon) the leap month stands. */
static int
leap_offset(int64_t k)
{
	int i = 1, last, sector = sun_sector(new_moon(k + 1));

	do {
		last = sector;
		i++;
		sector = sun_sector(new_moon(k + i));
	} while (sector != last && i < 14);
	return i - 1;
}

int64_t
lunar_day(int year, int month, int day)
{
	int64_t eleven, k;
	int offset = month + 1;

	if (year < LUNAR_YEAR_MIN || year > LUNAR_YEAR_MAX || month < 1 || month > 10)
		return DAY_NONE;
	eleven = month_eleven(year - 1);
	k = (int64_t)floor(((double)eleven - 2415021.076998695) / MONTH_DAYS + 0.5);
	if (month_eleven(year) - eleven > 365 && offset >= leap_offset(k))
		offset++;
	return new_moon(k + offset) - JULIAN_1970 + day - 1;
}

int64_t
lunar_new_year(int year)
{
	return lunar_day(year, 1, 1);
}

static int
is_holiday(int64_t day, struct date date)
{
	static const int fixed[][2] = { { 1, 1 }, { 4, 30 }, { 5, 1 }, { 9, 1 }, { 9, 2 } };

	for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		if (date.month == fixed[i][0] && date.day == fixed[i][1])
			return 1;
	return (date.month == 4 || date.month == 3) && day == lunar_day(date.year, 3, 10);
}

enum day_kind
day_kind(int64_t day)
{
	struct date date = day_to_date(day);

	if (date.month <= 3) {
		int64_t tet = lunar_new_year(date.year);

		if (tet != DAY_NONE && day >= tet - TET_DAYS_BEFORE && day <= tet + TET_DAYS_AFTER)
			return DAY_TET;
	}
	if (day_weekday(day) >= 5 || is_holiday(day, date))
		return DAY_REST;
	return DAY_WORK;
}
