/* Chunked allocation; the one place where running out of memory ends the program. */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * An arena's first chunk has so many bytes and each other one twice as many as the one before, up to the most: a page
 * has a dozen arenas with little in them, and hundreds of thousands of small pieces in one. The sanitizers' builds give
 * each piece a chunk of its own, so that reading past its end is noticed.
 */
#ifdef EMEND_CHUNK_BYTES
static const size_t first_bytes = EMEND_CHUNK_BYTES, most_bytes = EMEND_CHUNK_BYTES;
#else
static const size_t first_bytes = 2048, most_bytes = (size_t)256 * 1024;
#endif

struct arena_chunk {
	struct arena_chunk *older;
	max_align_t data[];
};

static _Noreturn void out_of_memory(void)
{
	fputs("emend: out of memory\n", stderr);
	abort();
}

static size_t checked_product(size_t n, size_t size)
{
	if (size && n > SIZE_MAX / 2 / size)
		out_of_memory();
	return n * size;
}

void *must_alloc(size_t n, size_t size)
{
	size_t bytes = checked_product(n, size);
	void *p = calloc(1, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

void *must_realloc(void *old, size_t n, size_t size)
{
	size_t bytes = checked_product(n, size);
	void *p = realloc(old, bytes ? bytes : 1);
	if (!p)
		out_of_memory();
	return p;
}

char *must_copy(const char *s)
{
	size_t n = strlen(s) + 1;
	return memcpy(must_alloc(n, 1), s, n);
}

static void add_chunk(struct arena *a, size_t least)
{
	size_t size = a->size ? 2 * a->size : first_bytes;
	size = size < most_bytes ? size : most_bytes;
	size = size > least ? size : least;
	struct arena_chunk *c = must_alloc(1, sizeof *c + size);
	c->older = a->chunks;
	a->chunks = c;
	a->size = size;
	a->used = 0;
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
	const size_t align = sizeof(max_align_t);
	size_t bytes = (checked_product(n, size) + align - 1) / align * align;
	if (!a->chunks || bytes > a->size - a->used)
		add_chunk(a, bytes);
	void *p = (char *)a->chunks->data + a->used;
	a->used += bytes;
	return p;
}

void *arena_grow(struct arena *a, void *array, size_t n, size_t size)
{
	if (n & (n - 1))
		return array;
	void *larger = arena_alloc(a, n ? 2 * n : 1, size);
	if (n)
		memcpy(larger, array, n * size);
	return larger;
}

static void free_chunks(struct arena_chunk *c)
{
	while (c) {
		struct arena_chunk *older = c->older;
		free(c);
		c = older;
	}
}

void arena_release(struct arena *a)
{
	free_chunks(a->chunks);
	*a = (struct arena){0};
}

void arena_clear(struct arena *a)
{
	if (!a->chunks)
		return;
	free_chunks(a->chunks->older);
	a->chunks->older = NULL;
	memset(a->chunks->data, 0, a->used);
	a->used = 0;
}
