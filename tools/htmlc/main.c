/*
 * htmlc: compiles one template file to C.
 *
 *	htmlc PAGE.html OUT.c OUT.h
 *
 * Exit status 0; 1 with `file:line:column: sentence` on a fault; 2 on wrong usage. The header is
 * left alone when nothing in it changed, so that only the template itself is compiled again.
 */
#include "tools/file.h"
#include "tools/htmlc/htmlc.h"

int
main(int argc, char **argv)
{
	struct arena *arena = arena_new((size_t)1 << 30);
	struct htmlc_result result;
	int status = 0;

	if (argc != 4) {
		(void)fprintf(stderr, "usage: htmlc PAGE.html OUT.c OUT.h\n");
		return 2;
	}
	if (htmlc_compile(arena, argv[1], file_read(arena, argv[1]), &result)) {
		file_write(argv[2], result.c);
		file_write_changed(argv[3], result.h);
	} else {
		(void)fprintf(stderr, "%s\n", result.fault);
		status = 1;
	}
	arena_free(arena);
	return status;
}
