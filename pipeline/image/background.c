/*
 * Make an uneven background even: shadows near the gutter, yellowed paper, the other side shining through.
 *
 * Leptonica's map of the background (brightness of the paper in small tiles, smoothed) tells whether it is needed; each
 * pixel is then divided by it.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>

/* The tiles' width and height, and the least pixels of paper in one (pixels). */
enum { TILE_WIDTH = 16, TILE_HEIGHT = 24, LEAST_COUNT = 120 };

/* What is darker than this is not paper; how bright paper is made; how many tiles are smoothed over. */
enum { DARKEST_PAPER = 70, PAPER = 235, SMOOTHING = 3 };

/* The darkest twentieth of the paper to its brightest twentieth, below which the page is uneven. */
static const double least_evenness = 0.8;

static double evenness(PIX *map)
{
	NUMA *histogram = pixGetGrayHistogram(map, 1);
	float dark = 0, bright = 255;
	numaHistogramGetValFromRank(histogram, 0.05F, &dark);
	numaHistogramGetValFromRank(histogram, 0.95F, &bright);
	numaDestroy(&histogram);
	return bright > 0 ? (double)dark / (double)bright : 1;
}

static void make_even(struct scan *s)
{
	PIX *map = NULL, *grey;
	if (pixGetDepth(s->original) == 1)
		return;
	grey = scan_grey(s);
	PIX *small = pixScaleAreaMap2(grey);
	bool mapped = small &&
		      !pixGetBackgroundGrayMap(small, NULL, TILE_WIDTH, TILE_HEIGHT, DARKEST_PAPER, LEAST_COUNT, &map);
	if (mapped && evenness(map) < least_evenness) {
		PIX *even = pixBackgroundNorm(grey, NULL, NULL, 2 * TILE_WIDTH, 2 * TILE_HEIGHT, DARKEST_PAPER,
					      4 * LEAST_COUNT, PAPER, SMOOTHING, SMOOTHING);
		if (even) {
			scan_replace(s, even, affine_identity);
			scan_note(s, "background made even");
		}
	}
	pixDestroy(&small);
	pixDestroy(&map);
}

const struct cleaning_step clean_background = {
	.name = "background", .summary = "make an uneven background even", .run = make_even};
