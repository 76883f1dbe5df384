/*
 * episode.h: alarms of following days about the same spot are one episode and count once.
 *
 * An episode is a chain of alarms of one topic: the next alarm belongs to it when at most
 * EPISODE_GAP_DAYS days passed since its last one and the two zones share at least half the
 * places of the smaller zone. Zones are sets of place numbers of at most SCAN_NEIGHBOURS_MAX.
 * A book keeps the episodes that may still go on; a full book drops the one silent for longest.
 */
#ifndef STATS_EPISODE_H
#define STATS_EPISODE_H

#include <stdbool.h>
#include <stdint.h>

#include "stats/scan.h"

#define EPISODE_GAP_DAYS 3
#define EPISODE_BOOK_MAX 256

struct episode {
	int64_t id;
	int32_t topic;
	int64_t first_day, last_day;
	int32_t n;
	int32_t place[SCAN_NEIGHBOURS_MAX]; /* of the last alarm */
};

struct episode_book {
	int32_t n;
	int64_t ids; /* episodes ever begun */
	struct episode open[EPISODE_BOOK_MAX];
};

void episode_book_init(struct episode_book *book);

/*
 * Enters one alarm (days must not go back); the episode it belongs to, and whether it began one.
 * n outside 1..SCAN_NEIGHBOURS_MAX is a BUG.
 */
const struct episode *episode_note(struct episode_book *book, int32_t topic, int64_t day,
	const int32_t *place, int32_t n, bool *fresh);

#endif
