/*
 * Paint over the dark border that a scanner leaves round a page: its lid, the table, the edges of the book's block.
 *
 * A border is a dark area without letters that reaches in from an edge of the scan along most of that edge. It is made
 * as bright as the paper and not cut off, so that the page keeps its size and place.
 */
#include "image/clean.h"

#include "base/order.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The picture that is looked at has a shorter side of about so many pixels: letters blur to grey, borders stay dark. */
enum { SMALL_SIDE = 220 };

/* Darker than this part of the paper is dark. */
static const double darkest_paper = 0.55;

/* Along how much of the edge a border runs, and how far it may reach into the page (parts of the page's size). */
static const double least_length = 0.6, deepest = 0.2;

/* Half of the edge has at least this part of what nine tenths of it have: a banner with pictures or letters has not. */
static const double evenest = 0.45;

/* Dark spots smaller than this (pixels of the small picture) are no part of a border. */
enum { SPOT = 3 };

/* One side of a picture: where its edge begins, and the steps along the edge and inwards. */
struct side {
	int x, y, along_x, along_y, in_x, in_y, length, depth;
};

/* How many dark pixels reach in from the edge at point i of it; a first bright pixel is overlooked. */
static int reach(PIX *dark, const struct side *s, int i)
{
	int n = 0;
	for (; n < s->depth; n++) {
		uint32_t on;
		pixGetPixel(dark, s->x + i * s->along_x + n * s->in_x, s->y + i * s->along_y + n * s->in_y, &on);
		if (!on && n > 1)
			break;
	}
	return n > 2 ? n : 0;
}

/* Adds the border of one side to the mask; is there one? */
static bool add_side(PIX *dark, PIX *mask, const struct side *s)
{
	int *depths = must_alloc((size_t)s->length, sizeof *depths),
	    *sorted = must_alloc((size_t)s->length, sizeof *sorted);
	int reached = 0;
	for (int i = 0; i < s->length; i++) {
		sorted[i] = depths[i] = reach(dark, s, i);
		reached += depths[i] > 0;
	}
	qsort(sorted, (size_t)s->length, sizeof *sorted, by_int);
	int inward = s->in_x ? pixGetWidth(dark) : pixGetHeight(dark);
	/* Where the border meets another side's it runs on to the end of the page; a photograph at the edge may too. */
	int usual = sorted[s->length * 9 / 10], middle = sorted[s->length / 2], most = usual + SPOT;
	bool border =
		reached >= least_length * s->length && usual <= deepest * inward && (double)middle >= evenest * usual;
	for (int i = 0; i < s->length && border; i++)
		for (int n = 0; n < depths[i] && n <= most; n++)
			pixSetPixel(mask, s->x + i * s->along_x + n * s->in_x, s->y + i * s->along_y + n * s->in_y, 1);
	free(depths);
	free(sorted);
	return border;
}

/* The borders in a small picture of dark pixels, as a mask; NULL where there are none. */
static PIX *find_borders(PIX *dark)
{
	int w = pixGetWidth(dark), h = pixGetHeight(dark);
	const struct side sides[] = {{0, 0, 0, 1, 1, 0, h, w / 2},
				     {w - 1, 0, 0, 1, -1, 0, h, w / 2},
				     {0, 0, 1, 0, 0, 1, w, h / 2},
				     {0, h - 1, 1, 0, 0, -1, w, h / 2}};
	PIX *mask = pixCreate(w, h, 1);
	bool any = false;
	for (size_t i = 0; i < sizeof sides / sizeof *sides; i++)
		any |= add_side(dark, mask, &sides[i]);
	if (!any)
		pixDestroy(&mask);
	return mask;
}

static void paint_borders(struct scan *s)
{
	PIX *grey = scan_grey(s);
	int w = pixGetWidth(grey), h = pixGetHeight(grey);
	float factor = (float)fmin(1, SMALL_SIDE / fmin(w, h));
	PIX *small = pixScale(grey, factor, factor);
	if (!small)
		return;
	int paper = scan_paper(small, 1);
	PIX *dark = pixThresholdToBinary(small, (int)(darkest_paper * paper));
	PIX *mask = dark ? find_borders(dark) : NULL;
	if (mask) {
		PIX *wide = pixDilateBrick(NULL, mask, SPOT, SPOT), *full = pixScaleToSize(wide, w, h);
		PIX *image = pixCopy(NULL, grey);
		pixPaintThroughMask(image, full, 0, 0, (uint32_t)paper);
		scan_replace(s, image, affine_identity);
		scan_note(s, "dark borders painted over");
		pixDestroy(&wide);
		pixDestroy(&full);
	}
	pixDestroy(&small);
	pixDestroy(&dark);
	pixDestroy(&mask);
}

const struct cleaning_step clean_borders = {
	.name = "borders", .summary = "paint over the dark borders that a scanner leaves", .run = paint_borders};
