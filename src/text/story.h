/*
 * story.h: which articles tell of the same event? One pass in time order: an article joins the
 * story whose centroid is nearest, if
 *
 *   cosine(article, centroid) * exp(-gap / 96 h) >= 0.15
 *
 * gap = hours since the story was last seen; else it opens a new one. A story takes articles until
 * 72 h after the last and 14 days after the first. When the day changes, stories whose
 * centroids have a cosine above 0.45 become one (the older). Vectors: story_vector.h; centroid =
 * sum of its articles, cut to its 400 heaviest terms; the stories compared are those that share
 * one of their 30 heaviest terms, at most 24. Threshold chosen on 200 hand-made clusters
 * of Vietnamese news (docs/methods/stories.md).
 */
#ifndef TEXT_STORY_H
#define TEXT_STORY_H

#include <stddef.h>
#include <stdint.h>

#include "text/story_vector.h"

struct arena;

/*
 * words[i] and minute[i] of `count` articles, `order` their indices by time. `same[i]` is an
 * earlier article whose story article i takes over without being looked at (a reprint's
 * original), or i itself. Writes into story[i] the index of the first article of i's story.
 * Memory from `arena`, about 60 MB at 5,000 stories open at a time.
 */
void story_run(struct arena *arena, const struct story_words *words, const int64_t *minute,
	const uint32_t *order, const uint32_t *same, size_t count, uint32_t *story);

#endif
