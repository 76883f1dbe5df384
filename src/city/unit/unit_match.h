/* unit_match.h: names as documents write them -> search keys as units store them. */
#ifndef CITY_UNIT_UNIT_MATCH_H
#define CITY_UNIT_UNIT_MATCH_H

#include "city/unit/unit.h"

/* The folded core of a name: without "UBND", "lãnh đạo", "Thành phố" around it. */
const char *unit_match_key(struct arena *arena, const char *name);

#endif
