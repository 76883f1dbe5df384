/* mem.c: malloc with one answer to its failure. */
#include "base/mem.h"

static _Noreturn void
die(size_t size)
{
	(void)fprintf(stderr, "giaoban: out of memory (%zu bytes wanted)\n", size);
	exit(3);
}

void *
mem_try_room(size_t size)
{
	return malloc(size == 0 ? 1 : size);
}

void *
mem_alloc(size_t size)
{
	void *at = calloc(1, size == 0 ? 1 : size);

	if (at == NULL)
		die(size);
	return at;
}

void *
mem_realloc(void *at, size_t size)
{
	void *grown = realloc(at, size == 0 ? 1 : size);

	if (grown == NULL)
		die(size);
	return grown;
}

void
mem_free(void *at)
{
	free(at);
}
