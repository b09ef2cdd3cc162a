/*
 * Parts cut out of a scan's image, to be read on their own: as they are, smoothed, with a border of paper about them.
 *
 * The recogniser reads a part as a whole picture, so what belongs to its neighbours is covered with paper, letters that
 * are too small or too large are scaled to the size that it reads best, and nothing touches the picture's edge.
 */
#ifndef EMEND_IMAGE_CROP_H
#define EMEND_IMAGE_CROP_H

#include "image/scan.h"

struct Pix;

/* What is to be cut; boxes are of the scan's image. */
struct crop {
	struct box box;
	double letter; /* height of its letters in pixels, with or without ascenders */
	const struct box *covered;
	size_t covered_count; /* what stands in these boxes is not part of it */
};

/*
 * Makes a part of the scan's image, which has the size of crop->box, ready to be read: covered boxes and border are of
 * the paper's brightness. Where it lies on the scan is given in transform, which the caller releases.
 */
struct Pix *crop_finish(struct Pix *part, const struct scan *scan, const struct crop *crop, int paper,
			struct transform *transform);

/* A line of text with a little room about it, out of which the covered boxes are left as far as they reach into it. */
struct Pix *crop_line(struct scan *scan, const struct crop *crop, struct transform *transform);

/* The same picture, each pixel the mean of the square of so many pixels (odd) about it. */
struct Pix *crop_smoothed(struct Pix *cut, int side);

void crop_drop(struct Pix *cut);

#endif
