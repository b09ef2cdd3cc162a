/*
 * A hash table from strings to numbers.
 *
 * Keys are copied into the table's own arena. An all-zero table is an empty one. Used for what grows with the text:
 * words looked up before, words of a page.
 */
#ifndef EMEND_BASE_TABLE_H
#define EMEND_BASE_TABLE_H

#include "base/str.h"

#include <stdint.h>

struct table_entry {
	struct str key;
	uint64_t hash;
	uint32_t value;
};

struct table {
	struct arena arena;
	struct table_entry *entries; /* a power of two of them, at most half used; unused ones have key.s NULL */
	size_t count, size;
};

void table_release(struct table *t);

/* The key's number for reading and writing; a new key's is 0. Valid until the next call. */
uint32_t *table_at(struct table *t, struct str key);

/* The key's number, or NULL where the table lacks it. */
const uint32_t *table_find(const struct table *t, struct str key);

#endif
