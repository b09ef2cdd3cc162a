/*
 * Remove specks: dust, the dots of a photocopier, worn film.
 *
 * A speck is a spot of ink much smaller than a full stop. A page has some always, and they do no harm; many of them are
 * read as stops and accents, and keep Tesseract from seeing lines and columns.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* No side of a speck is longer than this (x-heights); a full stop, and the dot of an i, have 0.25 and more. */
static const double largest_speck = 0.2;

/* So many specks to one larger spot (letters, mostly) are many. */
static const double least_share = 0.25;

/*
 * Dust lies on all of the page, the dots of a picture in one place, stops beside letters: in this part of the page's
 * fields there is a speck that is further than that (x-heights) from all letters.
 */
static const double least_spread = 0.5, beside = 0.7;
enum { FIELDS = 12 }; /* across and down */

/* What is painted about a speck: its soft edge (pixels, from side to side). */
enum { SEAM = 3 };

/* The part of the picture's fields in which there is a spot. */
static double spread_of(PIX *spots)
{
	bool has[FIELDS][FIELDS] = {0};
	int n = 0;
	BOXA *boxes = pixConnCompBB(spots, 8);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int x, y;
		boxaGetBoxGeometry(boxes, i, &x, &y, NULL, NULL);
		bool *field = &has[y * FIELDS / pixGetHeight(spots)][x * FIELDS / pixGetWidth(spots)];
		n += !*field;
		*field = true;
	}
	boxaDestroy(&boxes);
	return (double)n / (FIELDS * FIELDS);
}

/* Do the spots lie all over the page, and not only beside the larger ones? */
static bool lie_everywhere(PIX *spots, PIX *larger, double x_height)
{
	int reach = 2 * (int)(beside * x_height) + 1;
	PIX *near = pixDilateBrick(NULL, larger, reach, reach), *alone = pixSubtract(NULL, spots, near);
	bool everywhere = spread_of(alone) >= least_spread;
	pixDestroy(&near);
	pixDestroy(&alone);
	return everywhere;
}

/* Are there many spots of up to this size (pixels) beside the larger ones? Asked first, since most pages have few. */
static bool are_many(PIX *binary, int size)
{
	BOXA *boxes = pixConnCompBB(binary, 8);
	int all = boxes ? boxaGetCount(boxes) : 0, large = 0;
	for (int i = 0; i < all; i++) {
		int w, h;
		boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
		large += w > size || h > size;
	}
	boxaDestroy(&boxes);
	return all - large >= least_share * fmax(large, 1);
}

/* The specks of the picture as a mask, or NULL where there are few, or in some places only. */
static PIX *find_specks(PIX *binary, double x_height)
{
	int size = (int)(largest_speck * x_height);
	if (!are_many(binary, size))
		return NULL;
	PIX *larger = pixSelectBySize(binary, size, size, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);
	PIX *specks = pixXor(NULL, larger, binary);
	if (!lie_everywhere(specks, larger, x_height))
		pixDestroy(&specks);
	pixDestroy(&larger);
	return specks;
}

/* The grey level between the paper's and the ink's that parts them best (Otsu's), for the whole page. */
static PIX *binarised(PIX *grey)
{
	PIX *binary = NULL;
	pixOtsuAdaptiveThreshold(grey, pixGetWidth(grey), pixGetHeight(grey), 0, 0, 0, NULL, &binary);
	return binary;
}

static int paper_of(PIX *grey)
{
	NUMA *histogram = pixGetGrayHistogram(grey, 4);
	float paper = 255;
	numaHistogramGetValFromRank(histogram, 0.7F, &paper);
	numaDestroy(&histogram);
	return (int)paper;
}

static void remove_specks(struct scan *s)
{
	double x_height = scan_x_height(s);
	if (largest_speck * x_height < 1 || s->noisy)
		return;
	PIX *binary = binarised(scan_grey(s)), *specks = binary ? find_specks(binary, x_height) : NULL;
	if (specks) {
		PIX *wide = pixDilateBrick(NULL, specks, SEAM, SEAM), *image = pixCopy(NULL, scan_grey(s));
		pixPaintThroughMask(image, wide, 0, 0, (uint32_t)paper_of(image));
		scan_replace(s, image, affine_identity);
		scan_note(s, "specks removed");
		pixDestroy(&wide);
	}
	pixDestroy(&specks);
	pixDestroy(&binary);
}

const struct cleaning_step clean_specks = {.name = "specks", .summary = "remove many specks", .run = remove_specks};
