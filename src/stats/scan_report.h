/*
 * scan_report.h: the scan of the files of scan_file.h, topic by topic, and its JSON:
 *
 *	{"clusters":[{"topic":...,"places":[...],"from":...,"to":...,"observed":...,"expected":...,
 *	  "ratio":...,"statistic":...,"p":...,"recurrence_days":...,"level":...,
 *	  "text":{"vi":...,"en":...}},...],
 *	 "statistic":...,"null":...,"classes":...,"from":...,"to":...,"window":...,"neighbours":...,
 *	 "places":...,"topics":[{"topic":...,"cases":...,"dispersion":...,"replicates":...},...]}
 *
 * Strongest first. `places` of a cluster run from its centre outwards. `topic` stands only where
 * the file has topics. p and recurrence_days are null without replicates.
 */
#ifndef STATS_SCAN_REPORT_H
#define STATS_SCAN_REPORT_H

#include "stats/scan_analyse.h"
#include "stats/scan_file.h"
#include "stats/scan_topic.h"

struct scan_request {
	enum scan_statistic statistic;
	enum scan_null null;
	bool calendar;         /* day classes by calendar.h; else all days alike */
	int32_t topic;         /* row of scan_topics, -1: all that occur */
	int64_t as_of;         /* DAY_NONE: the last day of the cases */
	int32_t neighbours, window, replicates;
	uint64_t seed;
	int threads;
	enum scan_path path;
};

struct scan_report {
	const struct scan_data *data;
	const struct scan_request *request;
	struct scan_zones zones;
	int64_t from, to;      /* the study period */
	uint8_t *kind_of;
	int32_t ntopics;
	int32_t topic[SCAN_TOPICS];
	struct scan_result result[SCAN_TOPICS];
};

/* All of it lives in the arena. A topic with no case in the period is left out. */
enum scan_fault scan_report_make(struct scan_report *report, const struct scan_data *data,
	const struct scan_request *request, struct arena *arena);

void scan_report_json(const struct scan_report *report, struct buf *to);

/* One sentence a cluster in both languages, for reading on a terminal. */
void scan_report_text(const struct scan_report *report, struct buf *to);

#endif
