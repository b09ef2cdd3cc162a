/* Type of one pitch, as typewriters and printed listings have it: every letter is as wide as any other. */
#ifndef EMEND_PAGE_PITCH_H
#define EMEND_PAGE_PITCH_H

#include "page/page.h"

struct pitch {
	double pixels; /* from the middle of a letter to that of the next in its word, the usual distance; 0: unknown */
	uint32_t pairs; /* such distances in the line, */
	uint32_t even;  /* and those of them that are the usual one */
};

/* By the boxes of the line's symbols; the first 256 distances of a line tell. */
struct pitch line_pitch(const struct line *line);

/* Are there enough distances to tell, and are they even: is the line set in type of one pitch? */
bool pitch_is_fixed(struct pitch pitch);

/* Where the lines of a region of one pitch begin. */
struct margin {
	double left;  /* of the line furthest to the left, pixels of the straightened scan */
	double slope; /* of the lines, pixels down for each to the right */
	double pitch; /* pixels; 0: unknown */
};

struct margin region_margin(const struct region *region);

/* By how many letters, to the nearest, the line begins right of the margin; 0 where that is unknown. */
uint32_t line_indent(const struct line *line, struct margin margin);

#endif
