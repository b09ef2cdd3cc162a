/*
 * Where a point of a cleaned image lies on the scan that it was made from.
 *
 * Cleaning turns, cuts, straightens and scales; a transform remembers all of it as at most two affine maps with one
 * free-form warp between them: cleaned -> inner -> warp -> outer -> scan. Coordinates are pixels, origin top left, and
 * belong to the corners of pixels, so that a box of the whole image maps to the box of the whole scan.
 */
#ifndef EMEND_IMAGE_TRANSFORM_H
#define EMEND_IMAGE_TRANSFORM_H

#include "page/page.h"

struct FPix;

struct position {
	double x, y;
};

/* x' = xx x + xy y + x0, y' = yx x + yy y + y0. */
struct affine {
	double xx, xy, x0, yx, yy, y0;
};

struct transform {
	struct affine inner, outer;
	struct FPix *down; /* disparities of the warp in pixels, owned; NULL: no warp */
	int step;          /* pixels from one value of this map to the next */
};

extern const struct affine affine_identity;

/* The map that does first, then second. */
struct affine affine_then(struct affine first, struct affine second);
struct position affine_apply(struct affine a, struct position p);
struct affine affine_inverse(struct affine a);

struct affine affine_shift(double x, double y);
struct affine affine_scale(double x, double y);
/* Clockwise by degrees about a centre. */
struct affine affine_turn(double degrees, struct position centre);

void transform_init(struct transform *t);
void transform_release(struct transform *t);
struct transform transform_copy(const struct transform *t);

/* The image was replaced by another, whose points lie in the old one where to_old says. */
void transform_add(struct transform *t, struct affine to_old);

/*
 * The image was replaced by one without its warp: (x, y) of the new one was at (x, y - down(x, y)) of the old one. The
 * map has a value for each step-th pixel across and down, between which the others lie. Takes it over. Only one warp
 * can be added.
 */
void transform_add_warp(struct transform *t, struct FPix *down, int step);

struct position transform_to_scan(const struct transform *t, struct position p);
struct point transform_point_to_scan(const struct transform *t, int32_t x, int32_t y); /* to the nearest pixel */
/* The reverse; through a warp it is found by iteration, to a tenth of a pixel where the warp is smooth. */
struct position transform_from_scan(const struct transform *t, struct position p);

/* The smallest box of whole pixels around what the corners become. An empty box stays {0}. */
struct box transform_box_to_scan(const struct transform *t, struct box b);

/*
 * The box about which that one is the smallest, to a pixel or two: words and lines that lie aslant on the scan get the
 * height that they have in the cleaned image. Where the scan is turned by nearly 45 degrees there is no telling: the
 * smallest box around what the corners become.
 */
struct box transform_box_from_scan(const struct transform *t, struct box b);

#endif
