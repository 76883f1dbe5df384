/*
 * dup_guard.h: what keeps two texts of one template (lottery, gold price, weather, rulings) from
 * being called reprints: the numbers and the dates they name.
 *
 * Numbers: tokens of digits only, as a multiset; they differ when the two texts share fewer than
 * 70 % of the numbers of the one that has fewer. Dates: "30/6", "30/6/2026", "30-6-2026",
 * "30.6.2026", "ngày 30 tháng 6 (năm 2026)", as a set of day and month; they differ when neither
 * set holds the other. So a shortened copy, which names fewer, does not differ.
 */
#ifndef TEXT_DUP_GUARD_H
#define TEXT_DUP_GUARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/dup_token.h"

struct arena;

enum { DUP_FACTS_MAX = 512 }; /* numbers, and dates, kept of one text */

struct dup_facts {
	size_t numbers, dates;
	uint32_t *number; /* sorted, doubles kept */
	uint32_t *date;   /* month * 32 + day, sorted, no doubles */
};

void dup_facts_of(struct arena *arena, struct str text, const struct dup_tokens *tokens,
	struct dup_facts *facts);

bool dup_numbers_differ(const struct dup_facts *a, const struct dup_facts *b);
bool dup_dates_differ(const struct dup_facts *a, const struct dup_facts *b);

#endif
