/*
 * dedupe_texts.h: invented news for measuring: syllables drawn with the uneven frequencies of
 * natural text (rank r with weight 1/(r + 2.7)), so that unrelated texts share a few shingles.
 */
#ifndef BENCH_DEDUPE_TEXTS_H
#define BENCH_DEDUPE_TEXTS_H

#include <math.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/rand.h"

enum { BENCH_SYLLABLES = 6000 };

static const char *const BENCH_ONSETS[] = { "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "kh",
	"l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x" };
static const char *const BENCH_RIMES[] = { "a", "à", "á", "ả", "ã", "ạ", "an", "àn", "án",
	"ản", "ang", "àng", "ác", "ạt", "ay", "ày", "ây", "ấy", "ân", "ần", "ận", "âu", "ấu",
	"e", "è", "em", "én", "ê", "ề", "ến", "ệnh", "i", "ì", "ích", "ình", "inh", "iên",
	"iện", "iết", "o", "ó", "ong", "òng", "ông", "ống", "ộng", "ôi", "ội", "ơ", "ơi", "ời",
	"ợp", "u", "ủ", "ung", "ùng", "uyên", "uyết", "ư", "ứ", "ưng", "ước", "ương", "ường",
	"ưởng", "y" };

static inline void
bench_syllable(struct buf *to, size_t rank)
{
	size_t rimes = sizeof(BENCH_RIMES) / sizeof(BENCH_RIMES[0]);
	size_t onsets = sizeof(BENCH_ONSETS) / sizeof(BENCH_ONSETS[0]);

	buf_add_text(to, BENCH_ONSETS[rank * 7 % onsets]);
	buf_add_text(to, BENCH_RIMES[rank / onsets % rimes]);
	if (rank >= onsets * rimes)
		buf_printf(to, "%c", 'a' + (int)(rank / (onsets * rimes)));
}

/* The rank of a syllable drawn by frequency. */
static inline size_t
bench_draw(struct prng *r)
{
	double u = prng_unit(r);

	return (size_t)(2.7 * (pow((BENCH_SYLLABLES + 2.7) / 2.7, u) - 1));
}

#endif
