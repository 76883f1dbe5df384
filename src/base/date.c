/*
 * date.c: calendar arithmetic on day numbers. The one idea: shift the year to begin in March, so
 * that the leap day is the last one and a day number is a closed formula (Howard Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", 2013).
 */
#include "base/date.h"

bool
date_valid(struct date date)
{
	return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
	    date.day >= 1 && date.day <= month_length(date.year, date.month);
}

int
month_length(int year, int month)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return month == 2 && leap ? 29 : days[month - 1];
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t
date_to_day(struct date date)
{
	int64_t y = date.year - (date.month <= 2);
	int64_t era = floor_div(y, 400);
	int64_t yoe = y - era * 400;
	int64_t shifted = date.month + (date.month > 2 ? -3 : 9);
	int64_t doy = (153 * shifted + 2) / 5 + date.day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

struct date
day_to_date(int64_t day)
{
	int64_t z = day + 719468;
	int64_t era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	int month = (int)(mp < 10 ? mp + 3 : mp - 9);

	return (struct date){ .year = (int)(yoe + era * 400) + (month <= 2),
		.month = month,
		.day = (int)(doy - (153 * mp + 2) / 5 + 1) };
}

int
day_weekday(int64_t day)
{
	return (int)(day + 3 - 7 * floor_div(day + 3, 7));
}

int64_t
ms_to_day(int64_t ms)
{
	return floor_div(ms + CITY_OFFSET_MS, DAY_MS);
}

int64_t
day_to_ms(int64_t day)
{
	return day * DAY_MS - CITY_OFFSET_MS;
}

/*
 * Texts are written digit by digit, because a list has hundreds of dates on a page and printf would
 * cost as much as all the rest of it.
 */
static char *
put_two(char *to, char before, int value)
{
	to[0] = before;
	to[1] = (char)('0' + value / 10);
	to[2] = (char)('0' + value % 10);
	return to + 3;
}

/* At least four digits; a year beyond the calendar's has more or a sign. */
static char *
put_year(char *to, int year)
{
	if (year < 0 || year > 9999)
		return to + snprintf(to, DATE_TEXT_MAX / 2, "%04d", year);
	to[0] = (char)('0' + year / 1000);
	to[1] = (char)('0' + year / 100 % 10);
	to[2] = (char)('0' + year / 10 % 10);
	to[3] = (char)('0' + year % 10);
	return to + 4;
}

static char *
put_iso(char *to, struct date d)
{
	return put_two(put_two(put_year(to, d.year), '-', d.month), '-', d.day);
}

static char *
put_vi(char *to, struct date d)
{
	to[0] = (char)('0' + d.day / 10);
	to[1] = (char)('0' + d.day % 10);
	to = put_two(to + 2, '/', d.month);
	*to++ = '/';
	return put_year(to, d.year);
}

void
day_iso(int64_t day, char to[DATE_TEXT_MAX])
{
	*put_iso(to, day_to_date(day)) = '\0';
}

void
day_vi(int64_t day, char to[DATE_TEXT_MAX])
{
	*put_vi(to, day_to_date(day)) = '\0';
}

/* Reads `least` to `most` digits off the front. */
static bool
take_number(struct str *text, size_t least, size_t most, int *value)
{
	size_t n = 0;

	*value = 0;
	while (n < text->len && n < most && text->at[n] >= '0' && text->at[n] <= '9')
		*value = *value * 10 + (text->at[n++] - '0');
	text->at += n;
	text->len -= n;
	return n >= least;
}

static bool
take_char(struct str *text, char c)
{
	if (text->len == 0 || text->at[0] != c)
		return false;
	text->at++;
	text->len--;
	return true;
}

static bool
finish_date(struct str rest, struct date date, int64_t *day)
{
	if (rest.len != 0 || !date_valid(date))
		return false;
	*day = date_to_day(date);
	return true;
}

bool
day_parse_iso(struct str text, int64_t *day)
{
	struct date d;

	return take_number(&text, 4, 4, &d.year) && take_char(&text, '-') &&
	    take_number(&text, 2, 2, &d.month) && take_char(&text, '-') &&
	    take_number(&text, 2, 2, &d.day) && finish_date(text, d, day);
}

bool
day_parse_vi(struct str text, int64_t *day)
{
	struct date d;

	return take_number(&text, 1, 2, &d.day) && take_char(&text, '/') &&
	    take_number(&text, 1, 2, &d.month) && take_char(&text, '/') &&
	    take_number(&text, 4, 4, &d.year) && finish_date(text, d, day);
}

void
ms_iso(int64_t ms, char to[DATE_TEXT_MAX])
{
	int64_t day = ms_to_day(ms);
	int second = (int)((ms - day_to_ms(day)) / 1000);

	to = put_two(put_iso(to, day_to_date(day)), 'T', second / 3600);
	to = put_two(put_two(to, ':', second / 60 % 60), ':', second % 60);
	memcpy(to, "+07:00", sizeof("+07:00"));
}

void
ms_vi(int64_t ms, char to[DATE_TEXT_MAX])
{
	int64_t day = ms_to_day(ms);
	int minute = (int)((ms - day_to_ms(day)) / 60000);

	to = put_two(put_vi(to, day_to_date(day)), ' ', minute / 60);
	*put_two(to, ':', minute % 60) = '\0';
}

int64_t
quarter_of_day(int64_t day)
{
	struct date d = day_to_date(day);

	return (int64_t)d.year * 4 + (d.month - 1) / 3;
}

int64_t
quarter_first_day(int64_t quarter)
{
	return date_to_day((struct date){ .year = quarter_year(quarter),
	    .month = quarter_number(quarter) * 3 - 2,
	    .day = 1 });
}

int64_t
quarter_last_day(int64_t quarter)
{
	return quarter_first_day(quarter + 1) - 1;
}

int
quarter_year(int64_t quarter)
{
	return (int)floor_div(quarter, 4);
}

int
quarter_number(int64_t quarter)
{
	return (int)(quarter - 4 * floor_div(quarter, 4)) + 1;
}

void
quarter_text(int64_t quarter, char to[DATE_TEXT_MAX])
{
	to = put_year(to, quarter_year(quarter));
	to[0] = 'Q';
	to[1] = (char)('0' + quarter_number(quarter));
	to[2] = '\0';
}

bool
quarter_parse(struct str text, int64_t *quarter)
{
	int year, number;

	if (!take_number(&text, 4, 4, &year) || !take_char(&text, 'Q') ||
	    !take_number(&text, 1, 1, &number) || text.len != 0)
		return false;
	if (year < 1 || number < 1 || number > 4)
		return false;
	*quarter = (int64_t)year * 4 + number - 1;
	return true;
}
