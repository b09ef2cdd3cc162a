/* The journal in words. */
#ifndef EMEND_EMIT_EXPLAIN_H
#define EMEND_EMIT_EXPLAIN_H

#include "page/page.h"

/* One paragraph an edit: its number and place, what was changed, why and how sure; colour is for a terminal. */
void explain_journal(const struct page *page, FILE *out, bool colour);

#endif
