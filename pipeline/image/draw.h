/* A picture of what was found: the page's regions, lines, words and reading order over its scan. */
#ifndef EMEND_IMAGE_DRAW_H
#define EMEND_IMAGE_DRAW_H

#include "image/scan.h"

/*
 * The page's part of the scan, paled, in 32 bits; the caller destroys it. NULL only for want of memory.
 *
 * A region's colour is its place: blue the body, green inserts, orange furniture, grey what is set aside; its label
 * is its number in reading order and its type, and red arrows lead from each region of the body to the next. Words
 * have thin boxes, lines their baseline. Words that were added after recognition are magenta.
 */
struct Pix *draw_page(const struct scan *scan, const struct page *page);

#endif
