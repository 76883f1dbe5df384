/*
 * scan_fixture.h: reference data of tests/data/oracle/scan as the files of scan_file.h. For tests
 * and benchmarks; the paths are relative to the root of the repository.
 */
#ifndef STATS_SCAN_FIXTURE_H
#define STATS_SCAN_FIXTURE_H

#include "stats/scan_file.h"

#define FIXTURE_DIR "tests/data/oracle/scan/"

/* The grid; day 1 is 2024-01-01. False when a file is missing. */
bool fixture_grid(struct scan_sources *to, struct arena *arena);

/* The 3,400 places. */
bool fixture_synth(struct scan_sources *to, struct arena *arena);

/* Another set of cases and places written like the grid's (loc,day,count / loc,x,y). */
bool fixture_pair(struct scan_sources *to, struct arena *arena, const char *cases,
	const char *places, bool sphere);

#endif
