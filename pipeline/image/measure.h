/* Measures of type that the recogniser lacks (struct type_measures). */
#ifndef EMEND_IMAGE_MEASURE_H
#define EMEND_IMAGE_MEASURE_H

#include "image/scan.h"

/*
 * Measures the words of the page but for their marks and shade, whose boxes lie on the scan, that have not been
 * measured yet. Linear in their area.
 */
void measure_type(struct scan *scan, struct page *page);

/* Tells the words that stand in tinted boxes; those of a bilevel scan do not. */
void measure_shade(struct scan *scan, struct page *page);

/* Measures the ink where marks would stand behind each word of the page, and above its first letter. */
void measure_marks(struct scan *scan, struct page *page);

#endif
