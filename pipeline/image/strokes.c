/*
 * Close the broken strokes of black and white scans.
 *
 * Where a scanner was set too light, thin strokes vanish and letters fall into pieces. Made thicker by a pixel on each
 * side they close again; but letters of good scans would run together, and so would grain. It is done where a scan has
 * hardly any grey, many pieces smaller than letters, and where thickening joins as many pieces to letters as it joins
 * letters to each other.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Of what is not paper, pixels between ink and paper to those of ink, at most: edges of grey scans have 0.5 and more.
 */
static const double most_grey = 0.1;

/* The ranks of ink's and paper's brightness, and the parts of the way from one to the other that are neither. */
static const float ink_rank = 0.02F, paper_rank = 0.7F;
static const double darker = 0.25, brighter = 0.75;

/* Pieces have sides of more than so many pixels, and less than this (x-heights); letters less than that. */
enum { DUST = 2 };
static const double piece = 0.6, highest = 3, widest = 4;

/*
 * Pieces to letters, and letters after thickening to those before, at least. Good scans have up to 0.16 pieces, dots of
 * i and stops, or keep up to 0.93 of their letters, one that was printed a little light 0.95; of 40 that were copied
 * too light, 21 have more of both.
 */
static const double least_pieces = 0.15, least_kept = 0.96;

/* The side of the square that is as dark as its darkest pixel, x-heights; three pixels at least. */
static const double side = 0.15;

/* Has the picture only ink and paper? Gives the brightness between them. */
static bool is_black_and_white(PIX *grey, int *between)
{
	enum { STEP = 3 };
	float ink = 0, paper = 255, count;
	double dark = 0, middle = 0;
	NUMA *histogram = pixGetGrayHistogram(grey, STEP);
	numaHistogramGetValFromRank(histogram, ink_rank, &ink);
	numaHistogramGetValFromRank(histogram, paper_rank, &paper);
	for (int v = 0; v < 256; v++) {
		double part = (v - (double)ink) / fmax(1, (double)paper - (double)ink);
		numaGetFValue(histogram, v, &count);
		if (part < darker)
			dark += (double)count;
		else if (part < brighter)
			middle += (double)count;
	}
	numaDestroy(&histogram);
	*between = (int)(((double)ink + (double)paper) / 2);
	return middle <= most_grey * dark;
}

struct shapes {
	int pieces, letters;
};

static struct shapes count_shapes(PIX *binary, double x_height)
{
	struct shapes n = {0};
	BOXA *boxes = pixConnCompBB(binary, 8);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int w, h;
		boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
		if (w < piece * x_height && h < piece * x_height)
			n.pieces += w > DUST || h > DUST;
		else
			n.letters += h < highest * x_height && w < widest * x_height;
	}
	boxaDestroy(&boxes);
	return n;
}

/* Are there many pieces in a picture of ink, and do they join by growing a pixel on each side, while letters do not? */
static bool is_broken(PIX *ink, double x_height)
{
	struct shapes before = count_shapes(ink, x_height);
	if (!before.letters || before.pieces < least_pieces * before.letters)
		return false;
	PIX *thick = pixDilateBrick(NULL, ink, 3, 3);
	struct shapes after = count_shapes(thick, x_height);
	pixDestroy(&thick);
	return after.letters >= least_kept * before.letters;
}

static void close_strokes(struct scan *s)
{
	PIX *grey = scan_grey(s);
	double x_height = scan_x_height(s);
	int between;
	if (!(x_height > 0) || !is_black_and_white(grey, &between))
		return;
	PIX *ink = pixThresholdToBinary(grey, between);
	if (ink && is_broken(ink, x_height)) {
		int size = (int)fmax(3, 2 * floor(side * x_height / 2) + 1);
		scan_replace(s, pixErodeGray(grey, size, size), affine_identity);
		scan_note(s, "broken strokes closed");
	}
	pixDestroy(&ink);
}

const struct cleaning_step clean_strokes = {
	.name = "strokes", .summary = "close the broken strokes of black and white scans", .run = close_strokes};
