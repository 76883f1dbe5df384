/*
 * fmt.c: values as people read them: days, instants, numbers, shares, quarters, in the page's
 * language. All results live in the page's arena.
 */
#include "base/arena.h"
#include "base/date.h"
#include "html/html.h"

/* The text `write` makes of a day or an instant; nothing of none. */
static const char *
written(struct html *h, int64_t time, void (*write)(int64_t time, char to[DATE_TEXT_MAX]))
{
	char text[DATE_TEXT_MAX];

	if (time == DAY_NONE)
		return "";
	write(time, text);
	return arena_text(h->arena, text);
}

const char *
fmt_day(struct html *h, int64_t day)
{
	return written(h, day, day_vi);
}

const char *
fmt_day_iso(struct html *h, int64_t day)
{
	return written(h, day, day_iso);
}

const char *
fmt_ms(struct html *h, int64_t ms)
{
	return written(h, ms, ms_vi);
}

const char *
fmt_ms_iso(struct html *h, int64_t ms)
{
	return written(h, ms, ms_iso);
}

const char *
fmt_number(struct html *h, int64_t value)
{
	char text[40];
	size_t at = sizeof(text) - 1;
	uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
	int digits = 0;

	text[at] = '\0';
	do {
		if (digits > 0 && digits % 3 == 0)
			text[--at] = h->lang == LANG_EN ? ',' : '.';
		text[--at] = (char)('0' + rest % 10);
		rest /= 10;
		digits++;
	} while (rest != 0);
	if (value < 0)
		text[--at] = '-';
	return arena_text(h->arena, text + at);
}

/* Halves are rounded up; 0 < part < whole never reads as 0 % or 100 %. */
const char *
fmt_percent(struct html *h, int64_t part, int64_t whole)
{
	int64_t percent;

	if (whole <= 0)
		return "–";
	percent = (int64_t)(((__int128)part * 200 + whole) / ((__int128)whole * 2));
	if (percent == 0 && part > 0)
		return "<\u00a01\u00a0%";
	if (percent == 100 && part < whole)
		return ">\u00a099\u00a0%";
	return arena_printf(h->arena, "%lld\u00a0%%", (long long)percent);
}

const char *
fmt_msg(struct html *h, enum msg msg)
{
	return msg_text(h->lang, msg);
}

const char *
fmt_quarter(struct html *h, int64_t quarter)
{
	char text[DATE_TEXT_MAX];

	quarter_text(quarter, text);
	return arena_text(h->arena, text);
}
