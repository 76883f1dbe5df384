/*
 * scan_topic.h: the closed list of what may be scanned and forecast: forty services of a city.
 * Topics are about services only, never about persons, groups or opinions, so nothing else can be
 * watched with these tools. A change of the list is a change of the program.
 */
#ifndef STATS_SCAN_TOPIC_H
#define STATS_SCAN_TOPIC_H

#include "base/str.h"

#define SCAN_TOPICS 40

struct scan_topic {
	const char *key; /* in files */
	const char *vi, *en;
};

const struct scan_topic *scan_topics(void); /* SCAN_TOPICS rows, sorted by key */
int scan_topic_find(struct str key);        /* its row, -1 when it is not on the list */

#endif
