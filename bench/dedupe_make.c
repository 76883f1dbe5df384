/*
 * dedupe_make.c: writes N invented articles of 300 syllables as JSON lines on stdout: 5 in 100 are
 * reprints of an earlier one with some syllables changed; over 90 days.
 *   build/bench/dedupe_make 147000 1 > articles.jsonl
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/date.h"
#include "bench/dedupe_texts.h"

enum { SYLLABLES = 300, KEEP = 500 };

int
main(int argc, char **argv)
{
	size_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 147000;
	struct prng r;
	static unsigned short kept[KEEP][SYLLABLES];
	struct buf line;

	prng_init(&r, argc > 2 ? strtoull(argv[2], NULL, 10) : 1);
	buf_init(&line, NULL, 1 << 20);
	for (size_t i = 0; i < count; i++) {
		unsigned short *words = kept[i % KEEP];
		bool copy = i > KEEP && prng_below(&r, 100) < 5;
		const unsigned short *from = copy ? kept[prng_below(&r, KEEP)] : words;
		char day[DATE_TEXT_MAX];

		day_iso(date_to_day((struct date){ 2026, 8, 1 }) + (int64_t)(i * 90 / count), day);
		buf_clear(&line);
		buf_printf(&line, "{\"id\":\"a%zu\",\"title\":\"Tin %zu\",\"date\":\"%s\",", i, i, day);
		buf_add_text(&line, "\"text\":\"");
		for (size_t k = 0; k < SYLLABLES; k++) {
			words[k] = copy && prng_below(&r, 50) > 0 ? from[k]
				: (unsigned short)bench_draw(&r);
			bench_syllable(&line, words[k]);
			buf_add_char(&line, ' ');
		}
		buf_add_text(&line, "\"}\n");
		(void)fwrite(line.at, 1, line.len, stdout);
	}
	buf_release(&line);
	return 0;
}
