/*
 * clock.h: the only source of time. Rules never ask it; they get `now_ms` and `today` in their
 * arguments, so that every rule can be tested on any day. A demo city or a test may run on a
 * shifted clock.
 */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* shift_ms is added to the machine's clock; 0 is the real time. */
struct clock {
	int64_t shift_ms;
};

int64_t clock_now_ms(const struct clock *clock); /* since 1970, UTC */
int64_t clock_today(const struct clock *clock);  /* the city's calendar day */

/* Milliseconds that never go back, for deadlines and measuring; unrelated to the calendar. */
int64_t clock_steady_ms(void);
int64_t clock_steady_us(void);

#endif
