/* briefing_file.c: the page without the program around it. */
#include "brief/briefing/briefing_file.h"

#include "brief/briefing/briefing.html.h"

void
briefing_file(struct buf *to, struct arena *arena, enum lang lang,
    const struct briefing *briefing, const char *format, const char *city, bool demo)
{
	struct html h;

	if (text_equal(format, "json")) {
		briefing_json(to, briefing, demo);
		return;
	}
	html_init(&h, arena, lang, BRIEFING_FILE_MAX);
	briefing_file_html(&h, briefing, city, demo);
	buf_add_str(to, buf_str(&h.out));
}
