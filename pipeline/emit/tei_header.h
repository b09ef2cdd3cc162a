/* The header of a TEI document: what it was made from, and by which rules. */
#ifndef EMEND_EMIT_TEI_HEADER_H
#define EMEND_EMIT_TEI_HEADER_H

#include "emit/xml.h"

/* What the first page says of recogniser and languages holds for all; NULL: there is none. */
void tei_write_header(struct document *d, const struct page *first);

#endif
