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

/* Dust lies on all of the page, the dots of a picture in one place: this part of the fields has a speck. */
static const double least_spread = 0.6;
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

/* The spots of the picture up to size (pixels) as a mask, or NULL where there are few, or in one place only. */
static PIX *find_specks(PIX *binary, int size)
{
	int all = 0, large = 0;
	PIX *spots = pixSelectBySize(binary, size, size, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);
	pixCountConnComp(binary, 8, &all);
	pixCountConnComp(spots, 8, &large);
	bool many = all - large >= least_share * fmax(large, 1);
	if (many)
		pixXor(spots, spots, binary);
	if (!many || spread_of(spots) < least_spread)
		pixDestroy(&spots);
	return spots;
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
	int size = (int)(largest_speck * scan_x_height(s));
	if (size < 1 || s->noisy)
		return;
	PIX *binary = binarised(scan_grey(s)), *specks = binary ? find_specks(binary, size) : NULL;
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
