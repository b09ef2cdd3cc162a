/*
 * Where a box of one scan of a page lies on another one: an affine map that is fitted to words on both, robustly.
 */
#ifndef EMEND_REPAIR_FIT_H
#define EMEND_REPAIR_FIT_H

#include "page/page.h"

/* x = a[0][0] x + a[0][1] y + a[0][2], y likewise. */
struct fit {
	bool known; /* else nothing is known of the places */
	double a[2][3];
	double height;   /* of the words that it was fitted to, on the page: the median, pixels */
	double residual; /* of half of those words, at most: pixels */
};

struct fit_pair {
	struct box from, to;
};

/* Fits the map to the pairs, of which some may be wrong. Not known where they are too few, or do not agree. */
struct fit fit_boxes(struct fit_pair *pairs, size_t count);

/* The box that holds the mapped box. */
struct box fit_box(const struct fit *fit, struct box box);

/* Are the boxes' middles, once mapped, so near that both may be the same word? True where nothing is known. */
bool fit_allows(const struct fit *fit, struct box from, struct box to);

#endif
