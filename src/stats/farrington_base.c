/* farrington_base.c: reference dates and season blocks. */
#include "stats/farrington_base.h"

#include "base/arena.h"
#include "base/date.h"

/* The date `years` before; 29 February becomes 1 March. */
static int64_t
years_before(int64_t day, int years)
{
	struct date date = day_to_date(day);

	date.year -= years;
	if (date.month == 2 && date.day == 29 && month_length(date.year, 2) == 28) {
		date.month = 3;
		date.day = 1;
	}
	return date_to_day(date);
}

/*
 * The day nearest to `at` that is the same weekday as `like`. `at` may lie up to three days off,
 * and with seven days a week there is never a tie.
 */
static int64_t
same_weekday(int64_t at, int64_t like)
{
	int64_t off = day_weekday(like) - day_weekday(at);

	if (off > 3)
		off -= 7;
	if (off < -3)
		off += 7;
	return at + off;
}

/* Index of the period that starts on `day`, or SIZE_MAX. */
static size_t
find_day(const struct farrington_series *s, size_t now, int64_t day)
{
	size_t lo = 0;
	size_t hi = now + 1;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (s->day[mid] < day)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo <= now && s->day[lo] == day ? lo : SIZE_MAX;
}

static size_t
reference(const struct farrington_series *s, const struct farrington_options *o, size_t now,
	int years)
{
	size_t back = (size_t)years * (size_t)o->frequency;
	int64_t day;

	if (o->step == FARRINGTON_INDEX)
		return back <= now ? now - back : SIZE_MAX;
	day = years_before(s->day[now], years);
	if (o->step == FARRINGTON_WEEK)
		day = same_weekday(day, s->day[now]);
	return find_day(s, now, day);
}

/* Blocks 1..groups-1 over the `length` periods from `from`. */
static void
fill_blocks(int *group, size_t from, size_t length, int groups)
{
	size_t blocks = (size_t)groups - 1;
	size_t size = length / blocks;
	size_t longer = length % blocks;
	size_t at = from;

	for (size_t b = 0; b < blocks; b++) {
		size_t end = at + size + (b < longer);

		while (at < end)
			group[at++] = (int)b + 1;
	}
}

/* group[i] = 0 for periods that are not comparable. */
static enum stat_fault
mark(const struct farrington_series *s, const struct farrington_options *o, size_t now, int *group)
{
	size_t w = (size_t)o->half_window;
	size_t later = now;

	for (int year = 1; year <= o->years; year++) {
		size_t at = reference(s, o, now, year);

		if (at == SIZE_MAX || at < w || at + 2 * w + 1 > later)
			return FAULT_TOO_FEW_PERIODS;
		for (size_t i = at - w; i <= at + w; i++)
			group[i] = o->groups;
		if (o->groups > 1)
			fill_blocks(group, at + w + 1, later - at - 2 * w - 1, o->groups);
		later = at;
	}
	/* the window before today belongs to today's season group, if `exclude` leaves any of it */
	for (size_t i = now - w; i <= now; i++)
		group[i] = o->groups;
	for (size_t i = 0; i <= (size_t)o->exclude && i <= now; i++)
		group[now - i] = 0;
	return FAULT_NONE;
}

static double
time_of(const struct farrington_series *s, const struct farrington_options *o, size_t first,
	size_t i)
{
	int64_t step;

	if (o->step == FARRINGTON_INDEX)
		return (double)(i + 1);
	step = s->day[1] - s->day[0];
	return (double)(s->day[i] - s->day[first]) / (double)step;
}

enum stat_fault
farrington_base(struct arena *arena, const struct farrington_series *s,
	const struct farrington_options *o, size_t now, struct farrington_trace *t,
	    double *time_now)
{
	int *group = ARENA_ARRAY(arena, now + 1, int);
	enum stat_fault fault = mark(s, o, now, group);

	if (fault != FAULT_NONE)
		return fault;
	t->index = ARENA_ARRAY(arena, now + 1, size_t);
	t->group = ARENA_ARRAY(arena, now + 1, int);
	t->time = ARENA_ARRAY(arena, now + 1, double);
	t->y = ARENA_ARRAY(arena, now + 1, double);
	for (size_t i = 0; i <= now; i++) {
		if (group[i] == 0 || (s->missing != NULL && s->missing[i]))
			continue;
		t->index[t->rows] = i;
		t->group[t->rows] = group[i];
		t->y[t->rows] = s->y[i];
		t->time[t->rows] = time_of(s, o, t->index[0], i);
		t->rows++;
	}
	if (t->rows == 0)
		return FAULT_TOO_FEW_PERIODS;
	*time_now = time_of(s, o, t->index[0], now);
	return FAULT_NONE;
}
