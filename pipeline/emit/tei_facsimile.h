/* The facsimile of a TEI document: pages and the boxes of their regions. */
#ifndef EMEND_EMIT_TEI_FACSIMILE_H
#define EMEND_EMIT_TEI_FACSIMILE_H

#include "emit/xml.h"

struct surface;

/* All zero: there is no page yet. */
struct facsimile {
	struct arena arena;
	struct surface *surfaces;
	uint32_t count;
};

/* Keeps what is to be written of the page, which is the next one of the document. */
void facsimile_add(struct facsimile *f, const struct page *page);

/* The references to the page that was added last, and to a region of it, which is empty where it has no box. */
struct str facsimile_page(const struct facsimile *f, struct arena *arena);
struct str facsimile_zone(const struct facsimile *f, const struct region *region, struct arena *arena);

void facsimile_write(struct document *d, const struct facsimile *f);

#endif
