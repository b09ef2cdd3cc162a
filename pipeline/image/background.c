/*
 * Make an uneven background even: shadows near the gutter, yellowed paper, the other side shining through.
 *
 * Leptonica's map of the background (brightness of the paper in small tiles, smoothed) tells whether it is needed; each
 * pixel is then divided by it. Where that leaves edges, of tape or a stain, it is divided by a closing instead.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>

/* The tiles' width and height, and the least pixels of paper in one (pixels). */
enum { TILE_WIDTH = 16, TILE_HEIGHT = 24, LEAST_COUNT = 120 };

/* What is darker than this is not paper; how bright paper is made; how many tiles are smoothed over. */
enum { DARKEST_PAPER = 70, PAPER = 235, SMOOTHING = 3 };

/*
 * The ground of the darkest letters to that of the brightest twentieth, below which the page is uneven. Where the edges
 * of tape or stains are left in it, fewer letters stand on them: shadows made even have 0.84 and more there, tape 0.75
 * and less.
 */
static const double least_evenness = 0.8;
static const float dark_letters = 0.05F, letters_at_edges = 0.03F;

/* The closing's window in x-heights: wider than strokes of headings. */
static const double closing = 2.5;

/* What may be a letter, in x-heights: pictures and tables of shade have few of these, pages in a shadow have many. */
static const double lowest_letter = 0.6, highest_letter = 2;

/* The brightness of the map under each letter, as a histogram of 256 values. */
static NUMA *grounds_of_letters(struct scan *s, PIX *map)
{
	double across = (double)pixGetWidth(map) / pixGetWidth(scan_binary(s)),
	       down = (double)pixGetHeight(map) / pixGetHeight(scan_binary(s));
	double x_height = scan_x_height(s) / s->reduction;
	BOXA *boxes = pixConnCompBB(scan_binary(s), 8);
	NUMA *histogram = numaMakeConstant(0, 256);
	for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
		int x, y, w, h;
		l_uint32 value = 0;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		if (h < lowest_letter * x_height || h > highest_letter * x_height || w > 2 * h)
			continue;
		if (!pixGetPixel(map, (int)((x + w / 2.0) * across), (int)((y + h / 2.0) * down), &value))
			numaShiftValue(histogram, (int)value, 1);
	}
	boxaDestroy(&boxes);
	return histogram;
}

static double evenness(struct scan *s, PIX *map, float darkest)
{
	NUMA *histogram = grounds_of_letters(s, map);
	float dark = 0, bright = 255;
	numaHistogramGetValFromRank(histogram, darkest, &dark);
	numaHistogramGetValFromRank(histogram, 0.95F, &bright);
	numaDestroy(&histogram);
	return bright > 0 ? (double)dark / (double)bright : 1;
}

/* Is the picture's ground under that part of the scan's letters darker than elsewhere? */
static bool is_uneven(struct scan *s, PIX *grey, float darkest)
{
	PIX *map = NULL, *small = pixScaleAreaMap2(grey);
	bool uneven =
		small && scan_x_height(s) > 0 &&
		!pixGetBackgroundGrayMap(small, NULL, TILE_WIDTH, TILE_HEIGHT, DARKEST_PAPER, LEAST_COUNT, &map) &&
		evenness(s, map, darkest) < least_evenness;
	pixDestroy(&small);
	pixDestroy(&map);
	return uneven;
}

/*
 * The picture divided by its ground as a closing by more than letters' strokes leaves it, which has the edges of tape
 * and stains where they are; but it takes dark parts of pictures for ground.
 */
static PIX *divide_by_closing(struct scan *s, PIX *grey)
{
	int size = 2 * (int)(closing * scan_x_height(s) / 2) + 1;
	PIX *ground = pixCloseGray(grey, size, size),
	    *even = ground ? pixApplyVariableGrayMap(grey, ground, PAPER) : NULL;
	pixDestroy(&ground);
	return even;
}

static void make_even(struct scan *s)
{
	PIX *grey = pixGetDepth(s->original) == 1 ? NULL : scan_grey(s);
	if (!grey || !is_uneven(s, grey, dark_letters))
		return;
	PIX *even = pixBackgroundNorm(grey, NULL, NULL, 2 * TILE_WIDTH, 2 * TILE_HEIGHT, DARKEST_PAPER, 4 * LEAST_COUNT,
				      PAPER, SMOOTHING, SMOOTHING);
	if (even && is_uneven(s, even, letters_at_edges)) {
		pixDestroy(&even);
		even = divide_by_closing(s, grey);
	}
	if (!even)
		return;
	scan_replace(s, even, affine_identity);
	s->was_uneven = true;
	scan_note(s, "background made even");
}

const struct cleaning_step clean_background = {
	.name = "background", .summary = "make an uneven background even", .run = make_even};
