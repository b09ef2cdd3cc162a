/* Boxes: text on a tint or in a frame, set apart from the columns about it. */
#ifndef EMEND_REPAIR_BOXES_H
#define EMEND_REPAIR_BOXES_H

#include "repair/layout.h"

/*
 * The box in which each block stands, or NULL; from the arena, by the blocks' numbers. Blocks of one box have the same
 * pointer. A frame that holds most of the page's text is none.
 */
const struct area **find_boxes(const struct layout *layout, const struct layout_block *blocks, size_t count,
			       struct arena *arena);

#endif
