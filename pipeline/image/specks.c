/*
 * Remove specks: dust, the dots of a photocopier, worn film.
 *
 * A speck is a spot of ink smaller than a full stop. A page has some always, and they do no harm; many of them are read
 * as stops and accents, and keep Tesseract from seeing lines and columns. The dots of small type are as small: a spot
 * above an i is left.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* No side of a speck is longer than this (x-heights); a full stop, and the dot of an i, mostly have 0.25 and more. */
static const double largest_speck = 0.2;

/* So many specks to one larger spot (letters, mostly) are many. */
static const double least_share = 0.25;

/*
 * Dust lies on all of the page, the dots of a picture in one place, stops beside letters: in this part of the page's
 * fields there is a speck that is further than that (x-heights) from all letters.
 */
static const double least_spread = 0.5, beside = 0.7;
enum { FIELDS = 12 }; /* across and down */

/* No side of a dot is longer than this (x-heights); of type with small dots, there are so many to a larger one. */
static const double largest_dot = 0.4, many_small_dots = 0.5;

/* The dot of an i is so near above the middle of an upright stroke, which is as high and no wider, serifs and all. */
static const double dot_reach = 0.5, off_middle = 0.15, least_stem = 0.8, widest_stem = 0.65;

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

/* What the spots may belong to: boxes in the order of their right sides. */
struct letters {
	BOXA *boxes;
	double x_height;
};

static struct box box_at(BOXA *boxes, int i)
{
	int x, y, w, h;
	boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
	return (struct box){x, y, x + w, y + h};
}

/* The first of the boxes whose right side is at x or further. */
static int first_from(BOXA *boxes, double x)
{
	int low = 0, high = boxaGetCount(boxes);
	while (low < high) {
		int middle = (low + high) / 2;
		if (box_at(boxes, middle).right < x)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Is it the dot of an i: does an upright stroke stand below it, with nothing beside it? */
static bool is_dot(const struct letters *l, struct box spot)
{
	double x = l->x_height, middle = (spot.left + spot.right) / 2.0;
	int count = boxaGetCount(l->boxes);
	for (int i = first_from(l->boxes, middle); i < count; i++) {
		struct box b = box_at(l->boxes, i);
		if (b.right > middle + widest_stem * x)
			return false;
		if (b.right - b.left <= widest_stem * x && fabs(middle - (b.left + b.right) / 2.0) <= off_middle * x &&
		    b.bottom - b.top >= least_stem * x && b.top >= spot.bottom && b.top <= spot.bottom + dot_reach * x)
			return true;
	}
	return false;
}

/* Those of the spots, no higher or wider than size, that are dots of letters. */
static BOXA *dots_of(const struct letters *l, BOXA *spots, double size)
{
	BOXA *dots = boxaCreate(0);
	for (int i = 0; i < boxaGetCount(spots); i++) {
		struct box b = box_at(spots, i);
		if (b.right - b.left <= size && b.bottom - b.top <= size && is_dot(l, b))
			boxaAddBox(dots, boxaGetBox(spots, i, L_CLONE), L_INSERT);
	}
	return dots;
}

/* Takes the dots of letters out of the specks, if the type has such small ones. */
static void leave_dots(PIX *specks, PIX *larger, double x_height)
{
	BOXA *spots = pixConnCompBB(specks, 8), *boxes = pixConnCompBB(larger, 8);
	struct letters l = {boxaSort(boxes, L_SORT_BY_RIGHT, L_SORT_INCREASING, NULL), x_height};
	BOXA *small = dots_of(&l, spots, x_height), *large = dots_of(&l, boxes, largest_dot * x_height);
	bool are_small = boxaGetCount(small) >= many_small_dots * boxaGetCount(large);
	for (int i = 0; i < boxaGetCount(small) && are_small; i++) {
		struct box b = box_at(small, i);
		pixRasterop(specks, b.left, b.top, b.right - b.left, b.bottom - b.top, PIX_CLR, NULL, 0, 0);
	}
	boxaDestroy(&spots);
	boxaDestroy(&boxes);
	boxaDestroy(&l.boxes);
	boxaDestroy(&small);
	boxaDestroy(&large);
}

/* The specks of the picture as a mask, or NULL where there are few, or in some places only. */
static PIX *find_specks(PIX *binary, double x_height)
{
	int size = (int)(largest_speck * x_height);
	if (!are_many(binary, size))
		return NULL;
	PIX *larger = pixSelectBySize(binary, size, size, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GT, NULL);
	PIX *specks = pixXor(NULL, larger, binary);
	if (lie_everywhere(specks, larger, x_height))
		leave_dots(specks, larger, x_height);
	else
		pixDestroy(&specks);
	pixDestroy(&larger);
	return specks;
}

/* Parts paper and ink at the grey level that does it best for the whole page (Otsu's, from a part of its pixels). */
static PIX *binarised(PIX *grey)
{
	enum { EVERY = 4 }; /* pixel across and down */
	int level = 0;
	return pixSplitDistributionFgBg(grey, 0, EVERY, &level, NULL, NULL, NULL) ? NULL
										  : pixThresholdToBinary(grey, level);
}

static void remove_specks(struct scan *s)
{
	double x_height = scan_x_height(s);
	if (largest_speck * x_height < 1 || s->noisy)
		return;
	PIX *binary = binarised(scan_grey(s)), *specks = binary ? find_specks(binary, x_height) : NULL;
	if (specks) {
		PIX *wide = pixDilateBrick(NULL, specks, SEAM, SEAM), *image = pixCopy(NULL, scan_grey(s));
		pixPaintThroughMask(image, wide, 0, 0, (uint32_t)scan_paper(image, 4));
		scan_replace(s, image, affine_identity);
		scan_note(s, "specks removed");
		pixDestroy(&wide);
	}
	pixDestroy(&specks);
	pixDestroy(&binary);
}

const struct cleaning_step clean_specks = {.name = "specks", .summary = "remove many specks", .run = remove_specks};
