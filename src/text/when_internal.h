/* when_internal.h: what when.c (dates and their frames) and when_span.c (periods) share. */
#ifndef TEXT_WHEN_INTERNAL_H
#define TEXT_WHEN_INTERNAL_H

#include "text/when.h"

/* The words of time; a row's place is its number in the matcher. */
enum when_word {
	W_NGAY, W_THANG, W_NAM, W_QUY, W_TUAN, W_GIO, W_SANG, W_TRUOC, W_CHAM_NHAT, W_DEN, W_HET,
	W_TU, W_TRONG, W_HANG, W_NAY, W_DAU, W_CUOI, W_GIUA, W_QUA, W_GIAI_DOAN, W_TAM_NHIN,
	W_THU, W_DEN_NAM, W_THOI_HAN, W_NGAY_LAM_VIEC, W_DAU_NAM, W_THOI_GIAN_TOI, W_SAU_HOI_NGHI,
	W_TU_NAY, W_LA, W_VAO, W_KE_TU_KHI, W_AM, W_PM, W_SAU_NHAN, W_VA, W_PHUT, W_WORDS
};

struct when_grammar {
	struct matcher *words;
};

struct when_cursor {
	const struct when_grammar *grammar;
	struct str text;
	const struct token *at;
	size_t n, i;
	int64_t reference;
};

/* A date as written; zero for what is missing. */
struct when_parts {
	int year, month, day;
};

bool when_take(struct when_cursor *c, enum when_word word);
bool when_take_mark(struct when_cursor *c, const char *mark);
bool when_take_value(struct when_cursor *c, int least, int most, int *value);
bool when_take_year(struct when_cursor *c, int *year); /* four digits, 1900 to 2199 */
bool when_take_dash(struct when_cursor *c);
int64_t when_month_first(int year, int month);
int64_t when_month_last(int year, int month);

/* The reference day's year, 0 when there is no reference. */
int when_reference_year(const struct when_cursor *c);

/* Quarters, months of a year, terms, recurrence, spans, vague words; false leaves the cursor. */
bool when_take_span(struct when_cursor *c, struct when *to);

#endif
