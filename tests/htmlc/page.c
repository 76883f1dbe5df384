/* page.c: runs the templates of page.html and prints what they write. */
#include "tests/htmlc/page.html.h"

#include <stdio.h>

#include "base/arena.h"

int
main(void)
{
	static const char *const titles[] = { "Đường <ngập> & \"mưa\"", "O'Hà", "c" };
	struct arena *arena = arena_new(1 << 20);
	struct html h, note;

	html_init(&note, arena, LANG_EN, 1 << 16);
	page_row_html(&note, 7, "note", url_external(arena, "https://hanoi.gov.vn/?a=1&b=2"),
	    false);
	html_init(&h, arena, LANG_EN, 1 << 16);
	page_html(&h, titles, 3, html_markup(&note));
	(void)puts(buf_text(&h.out));
	arena_free(arena);
	return 0;
}
