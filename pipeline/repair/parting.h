/*
 * Whether a picture or an insert across columns parts the page in two, or is stepped over column by column. Geometry
 * cannot know; by which text runs on into which, language can.
 */
#ifndef EMEND_REPAIR_PARTING_H
#define EMEND_REPAIR_PARTING_H

#include "repair/layout.h"
#include "repair/repair.h"

/* Does the body's text run on better if the bar parts the page than if it is stepped over? */
bool parts_page(struct repair *repair, const struct layout *layout, const struct layout_block *blocks, size_t count,
		struct area bar);

#endif
