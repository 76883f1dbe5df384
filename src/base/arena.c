/*
 * arena.c: blocks in a list, a pointer that moves forward. The one idea: freeing is forgetting, so
 * no path of a request can leak or free twice.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>

#include "base/err.h"
#include "base/mem.h"

enum { BLOCK_MIN = 16 * 1024, ALIGN = 16, RESERVE = 256 * 1024 };

struct block {
	struct block *next;
	size_t size; /* usable bytes after the header */
	size_t used;
	size_t pad; /* keeps the bytes after the header aligned */
};

struct arena {
	struct block *head;
	size_t limit;
	size_t used;
	jmp_buf *full;
};

struct arena *
arena_new(size_t limit)
{
	struct arena *arena = mem_alloc(sizeof(*arena));

	arena->limit = limit;
	return arena;
}

static void
free_blocks(struct block *block)
{
	while (block != NULL) {
		struct block *next = block->next;

		mem_free(block);
		block = next;
	}
}

void
arena_free(struct arena *arena)
{
	if (arena == NULL)
		return;
	free_blocks(arena->head);
	mem_free(arena);
}

void
arena_reset(struct arena *arena)
{
	struct block *keep = arena->head;

	arena->used = 0;
	if (keep == NULL)
		return;
	free_blocks(keep->next);
	keep->next = NULL;
	if (keep->size > BLOCK_MIN) {
		mem_free(keep);
		arena->head = NULL;
		return;
	}
	keep->used = 0;
}

void
arena_on_full(struct arena *arena, jmp_buf *target)
{
	arena->full = target;
}

bool
arena_guard(struct arena *arena, void (*fn)(void *arg), void *arg)
{
	jmp_buf *const before = arena->full;
	jmp_buf here;

	if (setjmp(here) != 0) {
		arena->full = before;
		return false;
	}
	arena->full = &here;
	fn(arg);
	arena->full = before;
	return true;
}

static _Noreturn void
run_full(struct arena *arena)
{
	if (arena->full != NULL)
		longjmp(*arena->full, 1);
	(void)fprintf(stderr, "giaoban: out of memory (limit %zu bytes)\n", arena->limit);
	exit(3);
}

static struct block *
add_block(struct arena *arena, size_t size)
{
	size_t room = size > BLOCK_MIN ? size : BLOCK_MIN;
	struct block *block = mem_try_room(sizeof(*block) + room);

	if (block == NULL)
		run_full(arena);
	*block = (struct block){ .next = arena->head, .size = room };
	arena->head = block;
	return block;
}

void *
arena_room(struct arena *arena, size_t size)
{
	size_t limit = arena->limit + (arena->full == NULL ? RESERVE : 0);
	struct block *block = arena->head;
	size_t need;
	void *at;

	if (size > limit || arena->used > limit - size)
		run_full(arena);
	need = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (block == NULL || block->size - block->used < need)
		block = add_block(arena, need);
	at = (char *)(block + 1) + block->used;
	block->used += need;
	arena->used += need;
	return at;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_room(arena, size), 0, size);
}

void *
arena_array(struct arena *arena, size_t count, size_t size)
{
	if (size != 0 && count > SIZE_MAX / size)
		run_full(arena);
	return arena_alloc(arena, count * size);
}

void *
arena_grow(struct arena *arena, const void *at, size_t old, size_t count, size_t size)
{
	void *grown = arena_array(arena, count, size);

	BUG_IF(old > count);
	if (old > 0)
		memcpy(grown, at, old * size);
	return grown;
}

char *
arena_text(struct arena *arena, const char *text)
{
	return arena_text_n(arena, text, strlen(text));
}

char *
arena_text_n(struct arena *arena, const char *text, size_t len)
{
	char *copy = arena_room(arena, len + 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap, again;
	char *text;
	int len;

	va_start(ap, fmt);
	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	BUG_IF(len < 0);
	text = arena_alloc(arena, (size_t)len + 1);
	(void)vsnprintf(text, (size_t)len + 1, fmt, again);
	va_end(again);
	return text;
}

size_t
arena_used(const struct arena *arena)
{
	return arena->used;
}
