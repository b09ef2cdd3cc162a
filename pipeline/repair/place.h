/*
 * Where text that was read from a part of the scan stands among the lines of the page.
 *
 * Boxes are upright ones: of the scan's image, where lines are level and straight whatever way the scan lies.
 */
#ifndef EMEND_REPAIR_PLACE_H
#define EMEND_REPAIR_PLACE_H

#include "repair/repair.h"

struct box upright_box(const struct repair *repair, struct box b);

/* Of a line by its words: the box on the scan of one that lies aslant or curved there is too high. */
struct box upright_line(const struct repair *repair, const struct line *l);

/* The line of which this box is a part that is lacking: on its height, its letters as high, close by; or NULL. */
struct line *line_beside(const struct repair *repair, struct box b);

/* The region inside of which a line with this box stands, among lines of like height and place; or NULL. */
struct region *region_around(const struct repair *repair, struct box b);

/* The region before which one with this box is read: after the nearest above it, or before the nearest below. */
struct region *region_after(const struct repair *repair, struct box b);

/* The picture that the recogniser found behind a box, which is of the scan as the picture's own; or NULL. */
const struct region *picture_behind(const struct page *page, struct box b);

#endif
