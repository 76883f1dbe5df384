/*
 * mem.h: the only door to malloc, for src/base, for the process lifetime and for libraries that
 * want memory of their own. Everything else takes from an arena.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/*
 * mem_alloc is zeroed, what mem_realloc adds is not. Both end the program with status 3 when there
 * is no memory. mem_free(NULL) is allowed.
 */
void *mem_alloc(size_t size);
void *mem_realloc(void *at, size_t size);
void mem_free(void *at);

/* Not zeroed, and NULL when there is none: for the blocks of arenas. */
void *mem_try_room(size_t size);

#endif
