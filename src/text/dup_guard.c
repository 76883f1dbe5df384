/* dup_guard.c: the numbers and dates of a text. */
#include "text/dup_guard.h"

#include <string.h>

#include "base/arena.h"
#include "text/dup_hash.h"

struct list {
	uint32_t value[DUP_FACTS_MAX];
	size_t count;
};

static void
push(struct list *list, uint32_t value)
{
	if (list->count < DUP_FACTS_MAX)
		list->value[list->count++] = value;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The value of a token of digits only; longer ones by a hash. */
static bool
number_of(struct str token, uint32_t *value)
{
	uint32_t v = 0;

	for (size_t i = 0; i < token.len; i++) {
		if (!is_digit(token.at[i]))
			return false;
		v = v * 10 + (uint32_t)(token.at[i] - '0');
	}
	*value = token.len <= 9 ? v : (uint32_t)dup_fnv(token) | 0x80000000u;
	return token.len > 0;
}

static void
push_date(struct list *dates, uint32_t day, uint32_t month)
{
	if (day >= 1 && day <= 31 && month >= 1 && month <= 12)
		push(dates, month * 32 + day);
}

/* One or more digits at *at; moves past them. Returns how many. */
static size_t
read_digits(struct str text, size_t *at, uint32_t *value)
{
	size_t from = *at;

	*value = 0;
	while (*at < text.len && is_digit(text.at[*at])) {
		*value = *value * 10 + (uint32_t)(text.at[*at] - '0');
		(*at)++;
	}
	return *at - from;
}

/* d/m, d/m/y, d-m-yyyy, d.m.yyyy starting at a digit that follows no digit. */
static void
written_date(struct str text, size_t at, struct list *dates)
{
	uint32_t day, month, year;
	char sep;

	if (read_digits(text, &at, &day) > 2 || at + 1 >= text.len)
		return;
	sep = text.at[at++];
	if ((sep != '/' && sep != '-' && sep != '.') || !is_digit(text.at[at]))
		return;
	if (read_digits(text, &at, &month) > 2)
		return;
	if (sep != '/') {
		if (at >= text.len || text.at[at++] != sep || read_digits(text, &at, &year) != 4)
			return;
	}
	push_date(dates, day, month);
}

/* "ngày 30 tháng 6" among the tokens. */
static void
spelled_dates(const struct dup_tokens *tokens, struct list *dates)
{
	for (size_t i = 1; i + 1 < tokens->count; i++) {
		uint32_t day, month;

		if (str_is(dup_tokens_piece(tokens, i, 1), "tháng")
			&& number_of(dup_tokens_piece(tokens, i - 1, 1), &day)
			&& number_of(dup_tokens_piece(tokens, i + 1, 1), &month))
			push_date(dates, day, month);
	}
}

static int
by_value(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a;
	uint32_t y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

static uint32_t *
sorted(struct arena *arena, struct list *list, bool once, size_t *count)
{
	uint32_t *to = ARENA_ARRAY(arena, list->count, uint32_t);

	*count = 0;
	qsort(list->value, list->count, sizeof(*list->value), by_value);
	for (size_t i = 0; i < list->count; i++) {
		if (!once || *count == 0 || to[*count - 1] != list->value[i])
			to[(*count)++] = list->value[i];
	}
	return to;
}

void
dup_facts_of(struct arena *arena, struct str text, const struct dup_tokens *tokens,
	struct dup_facts *facts)
{
	struct list numbers, dates;

	numbers.count = dates.count = 0;
	for (size_t i = 0; i < tokens->count; i++) {
		uint32_t value;

		if (number_of(dup_tokens_piece(tokens, i, 1), &value))
			push(&numbers, value);
	}
	for (size_t i = 0; i < text.len; i++) {
		if (is_digit(text.at[i]) && (i == 0 || !is_digit(text.at[i - 1])))
			written_date(text, i, &dates);
	}
	spelled_dates(tokens, &dates);
	facts->number = sorted(arena, &numbers, false, &facts->numbers);
	facts->date = sorted(arena, &dates, true, &facts->dates);
}

static size_t
common(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	size_t n = 0;
	size_t i = 0;
	size_t j = 0;

	while (i < na && j < nb) {
		uint32_t x = a[i];
		uint32_t y = b[j];

		n += x == y;
		i += x <= y;
		j += y <= x;
	}
	return n;
}

static size_t
fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

bool
dup_numbers_differ(const struct dup_facts *a, const struct dup_facts *b)
{
	size_t n = common(a->number, a->numbers, b->number, b->numbers);

	return n * 10 < fewer(a->numbers, b->numbers) * 7;
}

bool
dup_dates_differ(const struct dup_facts *a, const struct dup_facts *b)
{
	return common(a->date, a->dates, b->date, b->dates) < fewer(a->dates, b->dates);
}
