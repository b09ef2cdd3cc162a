/* What the letters of a word can show of its type: which of them rise above the others, and which hang below the line.
 */
#ifndef EMEND_PAGE_SHAPES_H
#define EMEND_PAGE_SHAPES_H

#include "base/str.h"

struct letter_shapes {
	int letters, low, high; /* letters and digits; those without ascender; those with one, capitals, digits */
	int other;          /* that rise above the x-height, but not to the ascenders' or by a dot: i, j, t, marks */
	bool tall, hanging; /* letters or marks that rise so high, or hang below the line */
};

struct letter_shapes letter_shapes_of(struct str text);

/* How high letters with ascenders are, and how far others hang below the line: x-heights, in most faces. */
static const double usual_ascender = 1.45, usual_descender = 0.42;

#endif
