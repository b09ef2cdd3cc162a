/* Pictures to read: lines of a sample, in any file format; and what a text lacks of that sample. */
#ifndef EMEND_TESTS_PICTURES_H
#define EMEND_TESTS_PICTURES_H

#include "image/scan.h"
#include "page/page.h"

#include <leptonica/allheaders.h>

/* A bilevel picture of three lines of samples/clean.tif, with a white border; and words that stand in it. */
PIX *picture_of_text(void);
#define PICTURE_WORDS "My marriage had drifted us away from each other."

/* The page of samples/clean.tif, in grey. */
PIX *sample_in_grey(void);

/* Cleans the picture by these steps (NULL: all); gives its one page, and the picture up. */
struct scan *cleaned(PIX *picture, const char *steps);

/* Does a point of the scan's image lie at that one of the scan as it was, within so many pixels, and back? */
void expect_near(const struct scan *s, struct position from, struct position to, double tolerance);

/* Writes a picture into the scratch folder, in one of Leptonica's formats (IFF_*); gives the path. */
const char *picture_file(const char *name, PIX *picture, int format);

/* samples/clean.tif as it was read, without its measures of type; the page is new. */
void read_sample(struct page *page);

/* How many of the words that emend reads in samples/clean.tif a text lacks. */
int count_lacking(const char *text);

#endif
