/* briefing_file.c: the page without the program around it. */
#include "brief/briefing/briefing_file.h"

#include "brief/briefing/briefing.html.h"

void
briefing_file(struct buf *to, struct arena *arena, enum lang lang,
    const struct briefing *briefing, const char *format, const struct briefing_origin *from)
{
	struct html h;

	if (text_equal(format, "json")) {
		briefing_json(to, briefing, from->demo);
		return;
	}
	html_init(&h, arena, lang, BRIEFING_FILE_MAX);
	briefing_file_html(&h, briefing, from);
	buf_add_str(to, buf_str(&h.out));
}
