/* Open addressing with linear probing; the hash is FNV-1a, the same on every machine. */
#include "base/table.h"

#include <stdlib.h>

static uint64_t hash_of(struct str s)
{
	uint64_t h = UINT64_C(14695981039346656037);
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.s[i]) * UINT64_C(1099511628211);
	return h ^ h >> 32;
}

/* The entry that has the key, or the unused one where it belongs. Needs a table that has unused ones. */
static struct table_entry *slot(const struct table *t, struct str key, uint64_t hash)
{
	for (size_t i = hash & (t->size - 1);; i = (i + 1) & (t->size - 1)) {
		struct table_entry *e = &t->entries[i];
		if (!e->key.s || (e->hash == hash && str_equal(e->key, key)))
			return e;
	}
}

static void grow(struct table *t)
{
	struct table old = *t;
	t->size = old.size ? 2 * old.size : 64;
	t->entries = must_alloc(t->size, sizeof *t->entries);
	for (size_t i = 0; i < old.size; i++)
		if (old.entries[i].key.s)
			*slot(t, old.entries[i].key, old.entries[i].hash) = old.entries[i];
	free(old.entries);
}

void table_release(struct table *t)
{
	arena_release(&t->arena);
	free(t->entries);
	*t = (struct table){0};
}

uint32_t *table_at(struct table *t, struct str key)
{
	if (2 * t->count >= t->size)
		grow(t);
	uint64_t hash = hash_of(key);
	struct table_entry *e = slot(t, key, hash);
	if (!e->key.s) {
		*e = (struct table_entry){.key = {arena_cstr(&t->arena, key), key.n}, .hash = hash};
		t->count++;
	}
	return &e->value;
}

const uint32_t *table_find(const struct table *t, struct str key)
{
	if (!t->count)
		return NULL;
	const struct table_entry *e = slot(t, key, hash_of(key));
	return e->key.s ? &e->value : NULL;
}
