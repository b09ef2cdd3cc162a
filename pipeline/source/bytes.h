/* The bytes of a file or of standard input. */
#ifndef EMEND_SOURCE_BYTES_H
#define EMEND_SOURCE_BYTES_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct bytes {
	const uint8_t *data;
	size_t size;
	bool mapped;   /* a file is mapped, a pipe is read into memory */
	bool borrowed; /* neither: they are another's */
};

/* Takes in what path names; "-" is standard input. Empty input is an error. Release with bytes_release. */
enum emend_status bytes_load(const char *path, struct bytes *out, struct emend_error *error);
void bytes_release(struct bytes *b);

/* Tells that the first n bytes are not soon needed again: of a file they need no memory then, and can still be read. */
void bytes_done(struct bytes b, size_t n);

/* The name under which errors speak of path. */
const char *bytes_name(const char *path);

#endif
