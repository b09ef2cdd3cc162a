/* What an insert is set into: the body above and below it, and whether the text runs on from the one to the other. */
#ifndef EMEND_REPAIR_SETTING_H
#define EMEND_REPAIR_SETTING_H

#include "repair/layout.h"
#include "repair/repair.h"

/* The body next to an insert: in its column, or at the end of the column before, or the top of the next; or NULL. */
struct setting {
	const struct layout_block *above, *below;
	bool tops, ends; /* it is at the top, or the end, of its column */
};

struct setting find_setting(const struct layout *l, const struct layout_block *blocks, size_t count, size_t i);

/* How well the text of one block runs on into the other's, by their words alone: see runs_on. */
double runs_across(struct repair *r, const struct layout_block *above, const struct layout_block *below);

#endif
