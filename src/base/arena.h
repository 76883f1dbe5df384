/*
 * arena.h: memory with one lifetime. A request, a command or a test has one arena; everything made
 * for it is taken from there and goes at once with arena_reset. A function whose first parameter
 * is a `struct arena *` returns memory that lives there; nobody frees it.
 *
 * An arena has a limit in bytes; going past it, or the machine running out of memory, calls the
 * arena's `full` handler if one is set (a request answers 503 and unwinds). Code that runs without
 * one, such as the answer after that, has 256 KiB more before the program ends.
 * Not safe for use by two threads at once.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * A new arena that may hold `limit` bytes in all. Never NULL: without memory the program ends.
 * arena_free gives everything back; NULL is allowed.
 */
struct arena *arena_new(size_t limit);
void arena_free(struct arena *arena);

/* Forgets all that was taken; keeps one block for the next use. */
void arena_reset(struct arena *arena);

/* Where to jump (longjmp with value 1) when the limit is met; NULL to end the program instead. */
void arena_on_full(struct arena *arena, jmp_buf *target);

/*
 * Runs fn(arg) with the end of memory caught: false when the limit was met and fn was left where it
 * stood. What was set with arena_on_full before is in force again afterwards.
 */
bool arena_guard(struct arena *arena, void (*fn)(void *arg), void *arg);

/* `size` bytes, zeroed, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *arena, size_t size);

/* The same, not zeroed: for buffers, which are written before they are read. */
void *arena_room(struct arena *arena, size_t size);

/* `count` things of `size` bytes, zeroed; an overflow of the product counts as full. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* A copy of an array with room for `count` things: `old` <= count are kept, the rest is zeroed. */
void *arena_grow(struct arena *arena, const void *at, size_t old, size_t count, size_t size);

/* Copies of text, ended by a zero byte; `text` is not NULL (but with len 0). */
char *arena_text(struct arena *arena, const char *text);
char *arena_text_n(struct arena *arena, const char *text, size_t len);
char *arena_printf(struct arena *arena, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Bytes taken since the last reset. */
size_t arena_used(const struct arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, count, type) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
