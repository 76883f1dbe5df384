/*
 * scan_file.h: the files of `giaoban scan`, checked as one body of data.
 *
 *	cases       place,date,count[,topic]      ISO dates; rows of one place and day add up
 *	places      place,lat,lon or place,x,y    degrees, or any one unit in a plane
 *	population  place,population              every place that is to be scanned (CPOIS)
 *	baseline    place,expected[,rest][,tet]   expected cases a working day, and on days of rest
 *	                                          and in the Tết window if those differ (EBP)
 * In the last two `pop` may stand for the second name. Places with equal coordinates are scanned as
 * one point. Refused, with file, line and name: whatever csv_read.h refuses, a place without
 * coordinates, a place twice, coordinates that are none, a topic outside scan_topic.h.
 */
#ifndef STATS_SCAN_FILE_H
#define STATS_SCAN_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "stats/calendar.h"

#define SCAN_FILE_MAX ((size_t)256 << 20)

struct scan_file {
	const char *name; /* for messages; NULL: not given */
	struct str text;
};

struct scan_row {
	int32_t place;  /* point */
	int32_t topic;  /* row of scan_topics, 0 without the column */
	int64_t day, count;
};

struct scan_data {
	int32_t nplaces;
	struct str *name;       /* by place, in the order of the file */
	int32_t *point_of;      /* by place */
	int32_t npoints;
	double *a, *b;          /* by point: x, y or latitude, longitude */
	bool sphere;
	struct scan_row *rows;
	size_t nrows;
	bool has_topics;
	int64_t first_day, last_day;
	double *population;     /* by point; NULL without the file */
	double *expected;       /* [DAY_KINDS][npoints]; NULL without the file */
};

struct scan_sources {
	struct scan_file cases, places, population, baseline;
};

/* False when refused; `why` then holds one sentence. Everything lives in the arena. */
bool scan_data_read(struct scan_data *data, const struct scan_sources *from, struct arena *arena,
	struct buf *why);

#endif
