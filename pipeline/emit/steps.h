/* What was done to pages, as far as formats have a word for it. */
#ifndef EMEND_EMIT_STEPS_H
#define EMEND_EMIT_STEPS_H

#include "page/page.h"

/* A stage, and how many edits of texts, types and order it made. */
struct step {
	struct str stage;
	unsigned changes;
};

/* All zero: nothing yet. */
struct steps {
	struct arena arena;
	struct step *steps; /* in the order of their first edits */
	size_t count;
};

/* Adds what the page's journal tells. */
void steps_add(struct steps *all, const struct page *page);
void steps_release(struct steps *all);

#endif
