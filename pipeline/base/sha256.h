/* SHA-256 (FIPS 180-4). */
#ifndef EMEND_BASE_SHA256_H
#define EMEND_BASE_SHA256_H

#include "base/str.h"

#include <stdint.h>

enum { SHA256_BYTES = 32 };

void sha256(struct str data, uint8_t digest[SHA256_BYTES]);

#endif
