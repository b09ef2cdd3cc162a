/* How a word is made alike to others that differ from it by nothing that counts. */
#ifndef EMEND_COMPARE_IGNORE_H
#define EMEND_COMPARE_IGNORE_H

#include "compare/compare.h"

/*
 * Fills the empty buffer with the word as it is compared; a space stands where it is parted. ignore: of enum
 * compare_ignore.
 */
void add_compared(struct str text, unsigned ignore, struct strbuf *out);

#endif
