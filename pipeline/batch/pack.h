/* Pages as the job database keeps them: compressed with zlib. */
#ifndef EMEND_BATCH_PACK_H
#define EMEND_BATCH_PACK_H

#include "base/str.h"

/* Adds the bytes, packed, to the buffer. */
void pack(struct str bytes, struct strbuf *out);

/* Adds the bytes that were packed; false where it is not what pack makes. */
bool unpack(struct str packed, struct strbuf *out);

#endif
