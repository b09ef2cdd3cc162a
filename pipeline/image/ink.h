/*
 * Ink against its own ground: where anything stands out from the paper about it, however pale it is, and also where it
 * is brighter than a dark ground.
 *
 * Recognisers look for ink that is darker than one threshold for the page; text in grey on white, on a grey ground or
 * reversed is lost to them. Here each pixel is compared with the ground about it, which is the median brightness of
 * small tiles, each being the median of its neighbours as well.
 */
#ifndef EMEND_IMAGE_INK_H
#define EMEND_IMAGE_INK_H

#include "image/scan.h"

struct Pix;

struct ink {
	struct Pix *grey, *ground; /* 8 bits; the scan's image reduced, and the ground beneath it */
	int reduction;             /* pixels of the image to one of these */
	double letter;             /* x-height of most letters in these pictures, pixels */
	int paper;                 /* the brightness that most of the ground has */
	int brightest_paper;       /* the brightness of where it is brightest: of a page in tints, white paper */
	int black;                 /* the brightness of the darkest ink */
	int noise;                 /* what differs less from its ground (grey levels) may be the scanner's grain */
};

/* The middle one of values counted in a histogram; the count of all of them must be above 0. */
int ink_median(const unsigned counts[256], unsigned all);

/* How far the pixel that stands out most in a box of the scan's image does so, grey levels. */
int ink_depth(const struct ink *ink, struct box box);

/* How dark a box of the scan's image is for its ground, grey levels: the mean, and what a tenth of it exceeds. */
void ink_darkness(const struct ink *ink, struct box box, double *mean, double *tenth);

/* The smallest box around what stands out in a box of the scan's image; the box itself where nothing does. */
struct box ink_tight(const struct ink *ink, struct box box);

/* The box of the highest shape in a box of the scan's image, of what stands out by half of the most; empty: none. */
struct box ink_highest(const struct ink *ink, struct scan *scan, struct box box);

/* A group of letters that may be text: a block of lines, a line, or one large letter. Boxes are of the scan's image. */
struct ink_group {
	struct box box;
	int lines;     /* 0: one large letter */
	int letters;   /* that stand on its lines, less those that do not */
	double height; /* of its letters, pixels of the image, median */
	double depth;  /* how far it stands out from its ground, grey levels; most of it more or as much */
	bool reversed; /* brighter than its ground */
	bool few;      /* few shapes: a short word, whose letters may run together, or anything else */
	bool number; /* too few letters for text: only figures would be that, at the page's head or foot or in a column
		      */
	int ground;  /* brightness of the ground that it stands on, if that is its own; 0: the ink's ground */
};

/*
 * The ink of the scan's image as it is now, found once and kept until the image is replaced; NULL where there are too
 * few letters on the scan to know their size. Borrowed from the scan.
 */
const struct ink *ink_of(struct scan *scan);
void ink_drop(struct ink *ink); /* for scan.c */

/* Does another box cover more than a quarter of it? */
bool ink_is_covered(struct box box, const struct box *covered, size_t covered_count);

/*
 * The groups that stand in none of the covered boxes (of the scan's image), from top to bottom; malloc'ed. Pictures,
 * rules and specks are left out as far as their shapes tell.
 */
struct ink_group *ink_find(const struct ink *ink, const struct box *covered, size_t covered_count, size_t *count);

/* So many of its pixels about each place grain is averaged where a pale box is looked for; 0: there is little. */
int ink_smoothing(const struct ink *ink);

/* Boxes of one tone with a large letter in them; gives how many there are, at most so many. */
size_t ink_find_frames(const struct ink *ink, struct ink_group *groups, size_t most);

/*
 * The group's part of the image, black on white whatever it was, enlarged or reduced to the size of letters that the
 * recogniser reads best, and without what stands in covered boxes, but for a letter in a box under grain. Where it lies
 * on the scan is given in transform, which the caller releases; the picture is dropped with crop_drop.
 */
struct Pix *ink_cut(const struct ink *ink, struct scan *scan, const struct ink_group *group, const struct box *covered,
		    size_t covered_count, struct transform *transform);

#endif
