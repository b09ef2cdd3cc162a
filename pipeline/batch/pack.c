/* Compresses and expands: see pack.h. */
#include "batch/pack.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* JSON of pages shrinks to a ninth by level 3, and hardly more by higher ones, which take several times as long. */
enum { LEVEL = 3 };

/* What no page comes to: a damaged length is refused. */
static const uint64_t most_bytes = (uint64_t)2 << 30;

/* The packed bytes begin with the length of what they hold. */
void pack(struct str bytes, struct strbuf *out)
{
	uint64_t length = bytes.n;
	uLongf size = compressBound(bytes.n);
	Bytef *room = must_alloc(size, 1);
	compress2(room, &size, (const Bytef *)(bytes.n ? bytes.s : ""), bytes.n, LEVEL);
	strbuf_add(out, (struct str){(const char *)&length, sizeof length});
	strbuf_add(out, (struct str){(const char *)room, size});
	free(room);
}

bool unpack(struct str packed, struct strbuf *out)
{
	uint64_t length;
	if (packed.n < sizeof length)
		return false;
	memcpy(&length, packed.s, sizeof length);
	if (length > most_bytes)
		return false;
	uLongf size = length;
	char *room = must_alloc(length + 1, 1);
	bool good = uncompress((Bytef *)room, &size, (const Bytef *)packed.s + sizeof length,
			       packed.n - sizeof length) == Z_OK &&
		    size == length;
	if (good)
		strbuf_add(out, (struct str){room, length});
	free(room);
	return good;
}
