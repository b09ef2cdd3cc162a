/*
 * Memory that is freed all at once.
 *
 * An arena hands out pieces of large chunks and frees none of them before arena_release: whatever belongs to a page
 * lives in the page's arena and dies with it. Out of memory ends the program in one place, out_of_memory, so no caller
 * checks for NULL. Sizes that come from a file are limit-checked by their reader before they reach an allocator.
 */
#ifndef EMEND_BASE_ARENA_H
#define EMEND_BASE_ARENA_H

#include <stddef.h>

struct arena_chunk;

struct arena {
	struct arena_chunk *chunks; /* newest first */
	size_t used, size;          /* bytes of the newest chunk */
};

/* An all-zero arena is an empty one: struct arena a = {0}. Frees everything that came from it; it can be used anew. */
void arena_release(struct arena *a);

/* The same, but keeps some memory for what comes next. */
void arena_clear(struct arena *a);

/* Zeroed memory for n objects of the given size, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t n, size_t size);

/*
 * Room for one more element in an arena array that holds n: returns the array itself, or a copy of twice its size where
 * n is a power of two (or 0), which is when it is full.
 */
void *arena_grow(struct arena *a, void *array, size_t n, size_t size);

/* malloc and realloc that end the program when there is no memory: for what outlives a page. */
void *must_alloc(size_t n, size_t size);
void *must_realloc(void *old, size_t n, size_t size);
char *must_copy(const char *s);

#endif
