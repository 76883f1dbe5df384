/* briefing_file.h: a quarter's briefing as a file of its own: JSON, or HTML with its stylesheet
 * inside. */
#ifndef BRIEF_BRIEFING_BRIEFING_FILE_H
#define BRIEF_BRIEFING_BRIEFING_FILE_H

#include "brief/briefing/briefing.h"

#define BRIEFING_FILE_MAX ((size_t)8 * 1024 * 1024)

/* Whose file it is; publisher "" when the settings name none. A demo city's carries the ribbon. */
struct briefing_origin {
	const char *city;
	const char *publisher;
	bool demo;
};

/* format: "html" or "json". */
void briefing_file(struct buf *to, struct arena *arena, enum lang lang,
    const struct briefing *briefing, const char *format, const struct briefing_origin *from);

#endif
