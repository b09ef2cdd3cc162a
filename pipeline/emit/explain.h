/* The journal in words. */
#ifndef EMEND_EMIT_EXPLAIN_H
#define EMEND_EMIT_EXPLAIN_H

#include "page/edit.h"

/* One paragraph an edit: its number and place, what was changed, why and how sure; colour is for a terminal. */
void explain_journal(const struct page *page, FILE *out, bool colour);

/* What one edit changed: "resto- ration" → "restoration". */
void explain_change(const struct page *page, const struct edit *e, FILE *out);

#endif
