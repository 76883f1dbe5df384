/*
 * number.h: numbers as Vietnamese documents write them: a dot groups thousands, a comma is the
 * decimal sign (1.234,5), `nghìn`/`ngàn`, `triệu`, `tỷ`/`tỉ` multiply, words (mười một, hai phần
 * ba, một nửa), fractions (3/4 đầu việc), counts of a whole (439/444 đại biểu), ranges, percents,
 * Roman numerals of congresses. "số 01" and document symbols are no quantities.
 */
#ifndef TEXT_NUMBER_H
#define TEXT_NUMBER_H

#include "text/match.h"

struct number_grammar; /* tables of words, made once for many numbers */

struct number {
	bool quantity;       /* false: an ordinal or part of a symbol; the rest is then empty */
	double value;
	double high;         /* the upper end of a range, else equal to value */
	double whole;        /* the 444 of 439/444, else 0 */
	uint32_t start, end; /* bytes, with qualifier and unit */
	struct str unit;     /* "tin, bài", "đồng", "%"; empty when none of the list follows */
	struct str qualifier; /* "hơn", "khoảng", ...; empty when none */
};

struct number_grammar *number_grammar_new(struct arena *arena);

/*
 * Reads a number that begins at token `i`; returns how many tokens it takes (with qualifier and
 * unit), 0 when there is none. `text` is what the tokens were made of.
 */
size_t number_at(const struct number_grammar *grammar, struct str text, const struct tokens *tokens,
    size_t i, struct number *to);

/* A Roman numeral in capitals and its one right spelling (I to MMMCMXCIX); 0 when it is none. */
int roman_value(struct str text);

#endif
