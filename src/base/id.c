/*
 * id.c: ids that rise with time, and codes that tell nothing. The one idea of an id: the state is
 * the last id itself, so "greater than every one before" is one comparison.
 */
#include "base/id.h"

#include <pthread.h>

#include "base/err.h"
#include "base/mem.h"

#define EPOCH_MS INT64_C(1577836800000) /* 2020-01-01T00:00:00Z */
#define COUNT_BITS 22
#define MS_LIMIT (INT64_C(1) << 41)
#define CODE_DIGITS 10

struct id_maker {
	pthread_mutex_t lock;
	struct prng dice;
	int64_t last;
};

struct id_maker *
id_maker_new_seeded(uint64_t seed)
{
	struct id_maker *maker = mem_alloc(sizeof(*maker));

	pthread_mutex_init(&maker->lock, NULL);
	prng_init(&maker->dice, seed);
	return maker;
}

struct id_maker *
id_maker_new(void)
{
	uint64_t seed;

	rand_secret(&seed, sizeof(seed));
	return id_maker_new_seeded(seed);
}

void
id_maker_free(struct id_maker *maker)
{
	if (maker == NULL)
		return;
	pthread_mutex_destroy(&maker->lock);
	mem_free(maker);
}

int64_t
id_new(struct id_maker *maker, int64_t now_ms)
{
	int64_t ms = now_ms - EPOCH_MS;
	int64_t id;

	BUG_IF(ms < 0 || ms >= MS_LIMIT);
	pthread_mutex_lock(&maker->lock);
	if (ms > maker->last >> COUNT_BITS) {
		/* A start in the lower half leaves two million ids before the next millisecond. */
		uint64_t start = prng_next(&maker->dice) >> (64 - COUNT_BITS + 1);

		maker->last = ms << COUNT_BITS | (int64_t)start;
	} else {
		maker->last++; /* the same millisecond, or a clock that went back */
	}
	id = maker->last;
	pthread_mutex_unlock(&maker->lock);
	return id;
}

/* Douglas Crockford, "Base 32" (2002): no I, L, O, U; the last five only as check characters. */
static const char code_digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

void
code_text(uint64_t bits, char to[CODE_TEXT_MAX])
{
	size_t at = 0;

	bits &= (UINT64_C(1) << 50) - 1;
	for (int i = CODE_DIGITS - 1; i >= 0; i--) {
		to[at++] = code_digits[bits >> (5 * i) & 31];
		if (i == 5 || i == 0)
			to[at++] = '-';
	}
	to[at++] = code_digits[bits % 37];
	to[at] = '\0';
}

/* The value of a character as people type it; -1 for none. */
static int
digit_value(char c)
{
	const char *found;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	if (c == 'O')
		c = '0';
	if (c == 'I' || c == 'L')
		c = '1';
	found = c == '\0' ? NULL : strchr(code_digits, c);
	return found == NULL ? -1 : (int)(found - code_digits);
}

bool
code_parse(struct str text, uint64_t *bits)
{
	uint64_t value = 0;
	int digits = 0;

	text = str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		int digit = digit_value(text.at[i]);

		if (text.at[i] == '-')
			continue;
		if (digit < 0 || digits > CODE_DIGITS)
			return false;
		if (digits < CODE_DIGITS && digit > 31)
			return false;
		if (digits == CODE_DIGITS && value % 37 != (uint64_t)digit)
			return false;
		if (digits++ < CODE_DIGITS)
			value = value << 5 | (uint64_t)digit;
	}
	if (digits != CODE_DIGITS + 1)
		return false;
	*bits = value;
	return true;
}
