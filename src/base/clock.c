/* clock.c: the machine's clocks. */
#include "base/clock.h"

#include "base/date.h"

int64_t
clock_now_ms(const struct clock *clock)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_REALTIME, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000 + clock->shift_ms;
}

int64_t
clock_today(const struct clock *clock)
{
	return ms_to_day(clock_now_ms(clock));
}

int64_t
clock_steady_us(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t
clock_steady_ms(void)
{
	return clock_steady_us() / 1000;
}
