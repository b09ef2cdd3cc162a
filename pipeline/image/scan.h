/*
 * A scan on its way to the recogniser: the image as it was decoded, what cleaning made of it, and how the two lie to
 * each other.
 *
 * Cleaning steps (clean.h) look at scan_binary, a small picture in black and white, decide whether they are needed, and
 * replace the image with scan_replace. What comes after recognition (coverage, second readings, measures of type) works
 * on the same scan, so that boxes need one transform only.
 */
#ifndef EMEND_IMAGE_SCAN_H
#define EMEND_IMAGE_SCAN_H

#include "base/str.h"
#include "image/transform.h"

struct Pix;

struct scan {
	struct Pix *original;       /* as it was decoded */
	struct Pix *image;          /* as cleaned so far; 1, 8 or 32 bits */
	struct Pix *grey;           /* image in 8 bits, or NULL: ask scan_grey */
	struct Pix *binary;         /* image in black and white, reduced, or NULL: ask scan_binary */
	struct ink *ink;            /* its ink against the ground, or NULL: ask ink_of (ink.h) */
	int reduction;              /* image pixels to one of binary: 1, 2, 4 … */
	struct transform transform; /* from image to the scan as it was decoded */
	struct box frame;           /* the page's part of that scan: all of it, or one side of a spread */
	double x_height;            /* of most letters, in pixels of image; 0: not known; ask scan_x_height */
	bool negative;              /* the scan as it was decoded is white on black */
	bool was_uneven;            /* its background was in shadow, and was made even */
	bool noisy;                 /* enlarging it would bring out its noise */
	bool grainy;                /* its ink is best told from the paper by a threshold of each place */
	struct strbuf done;         /* what cleaning did, for a person: "turned by 180°; made straight by 1.3°" */
};

/* Takes an own reference to image. */
struct scan *scan_new(struct Pix *image);
void scan_drop(struct scan *scan);

/* The image in 8 bits grey; borrowed. */
struct Pix *scan_grey(struct scan *scan);

/* The scan as it was decoded, in 8 bits grey, a negative as a positive; the caller drops it. NULL: there is no memory.
 */
struct Pix *scan_decoded(const struct scan *scan);

/*
 * The image in black and white by a local threshold (Sauvola's), so that pale text is ink too, reduced by
 * scan->reduction to about 150 pixels an inch; borrowed.
 */
struct Pix *scan_binary(struct scan *scan);

/*
 * The commonest height of letters without ascenders, in pixels of the image; 0 where there are too few letters to tell.
 * It is counted once, follows the image's scaling, and is counted anew where the image is turned by a quarter.
 */
double scan_x_height(struct scan *scan);

/* The same of a picture in black and white, in its own pixels. */
double scan_letter_height(struct Pix *binary);

/* May a shape of this width and height be a letter, where letters have that x-height? All of one picture's pixels. */
bool scan_may_be_letter(int w, int h, double x_height);

/*
 * The brightness of a grey picture's paper, looking at every so many pixels across and down: most of a page, or of a
 * line, is paper, so that it is above the median.
 */
int scan_paper(struct Pix *grey, int every);

/* Pixels of the image to one of the scan. */
double scan_scale(const struct scan *scan);

/* Takes image over as the cleaned one; a point of it lies in the old one where to_old says. NULL: nothing is done. */
void scan_replace(struct scan *scan, struct Pix *image, struct affine to_old);

/* The part of the image inside of the box as a scan of its own, of the same original. */
struct scan *scan_cut(const struct scan *scan, struct box part);
void scan_swap(struct scan *a, struct scan *b);

/* Notes what a step did. */
void scan_note(struct scan *scan, const char *what, ...) __attribute__((format(printf, 2, 3)));

#endif
