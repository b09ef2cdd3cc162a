/*
 * Make the dots of a screen under letters one tone: tinted boxes, as newspapers print them.
 *
 * Each dot is read as a stop or an accent, or runs into a letter. A screen's dots are told from dust and from
 * photographs by their number, which is the same in all squares as large as a letter, and by the letters among them.
 * There the picture is averaged over as much as lies between two dots, and a tint is left, which step stains or the
 * recogniser's threshold copes with.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* No side of a dot is longer than this (x-heights). */
static const double largest_dot = 0.3;

/* So many dots in a square with sides of one x-height may be a screen's. */
enum { MANY_DOTS = 5, MOST_DOTS = 255 };

/* The least sides of a screen; holes in it of this size are letters. Squares. */
enum { LEAST_SIDE = 6, LETTERS = 3 };

/*
 * So much of a screen's squares have the number of dots that is the commonest, within this part of it; and so much of
 * it is covered by boxes of letters. Three pages with screens have 0.57 and more, and 0.23; of 35 magazine pages with
 * photographs three have 0.5 and more of the first, and 0.003 of the second.
 */
static const double least_regular = 0.5, tolerance = 0.25, least_covered = 0.15;

/* A page in squares with sides of its x-height: 8-bit pictures with a pixel each. */
struct squares {
	int side;     /* pixels */
	PIX *dots;    /* how many there are */
	PIX *letters; /* the area of letters' boxes that have their middle there, percent */
};

static void add_to(PIX *squares, int x, int y, int count)
{
	uint32_t n = 0;
	pixGetPixel(squares, x, y, &n);
	n += (uint32_t)count;
	pixSetPixel(squares, x, y, n < MOST_DOTS ? n : MOST_DOTS);
}

static void count_shapes(struct squares *q, PIX *binary, double x_height)
{
	BOXA *boxes = pixConnCompBB(binary, 4);
	int w = pixGetWidth(binary) / q->side + 1, h = pixGetHeight(binary) / q->side + 1;
	q->dots = pixCreate(w, h, 8);
	q->letters = pixCreate(w, h, 8);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int x, y;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		x = (x + w / 2) / q->side;
		y = (y + h / 2) / q->side;
		if (w <= largest_dot * x_height && h <= largest_dot * x_height)
			add_to(q->dots, x, y, 1);
		else if (scan_may_be_letter(w, h, x_height))
			add_to(q->letters, x, y, 100 * w * h / (q->side * q->side));
	}
	boxaDestroy(&boxes);
}

/* The commonest number of dots in a square, with the next ones; 0: few have many. */
static int commonest(const unsigned counts[MOST_DOTS + 2])
{
	unsigned best = 0;
	int n = 0;
	for (int v = MANY_DOTS; v < MOST_DOTS; v++) {
		unsigned there = counts[v - 1] + counts[v] + counts[v + 1];
		if (there > best) {
			best = there;
			n = v;
		}
	}
	return n;
}

/* The commonest number of dots in the squares of a part, if it is a screen with letters; 0: it is not. */
static int dots_of_screen(const struct squares *q, PIX *part, int left, int top)
{
	unsigned counts[MOST_DOTS + 2] = {0}, all = 0, regular = 0;
	double covered = 0;
	for (int y = 0; y < pixGetHeight(part); y++)
		for (int x = 0; x < pixGetWidth(part); x++) {
			uint32_t inside = 0, dots = 0, letters = 0;
			pixGetPixel(part, x, y, &inside);
			pixGetPixel(q->dots, left + x, top + y, &dots);
			pixGetPixel(q->letters, left + x, top + y, &letters);
			all += inside;
			counts[dots] += inside;
			covered += inside * letters / 100.0;
		}
	int most = commonest(counts);
	for (int v = (int)ceil((1 - tolerance) * most); v <= (1 + tolerance) * most && v <= MOST_DOTS; v++)
		regular += counts[v];
	return regular >= least_regular * all && covered >= least_covered * all ? most : 0;
}

/* Parts of the page with many dots, letters and all; their boxes, and masks with a pixel a square. */
static BOXA *find_parts(const struct squares *q, PIXA **parts)
{
	PIX *many = pixThresholdToBinary(q->dots, MANY_DOTS);
	pixInvert(many, many);
	PIX *whole = pixCloseBrick(NULL, many, LETTERS, LETTERS),
	    *wide = pixOpenBrick(NULL, whole, LEAST_SIDE, LEAST_SIDE);
	BOXA *boxes = pixConnComp(wide, parts, 8);
	pixDestroy(&many);
	pixDestroy(&whole);
	pixDestroy(&wide);
	return boxes;
}

/* Averages the picture over this pitch (pixels) in the squares of a part, and in those about it, where its edge is. */
static void average_part(const struct squares *q, PIX *picture, PIX *part, int left, int top, double pitch)
{
	int half = (int)lround(pitch / 2);
	PIX *there = pixCreate(pixGetWidth(q->dots), pixGetHeight(q->dots), 1);
	pixRasterop(there, left, top, pixGetWidth(part), pixGetHeight(part), PIX_SRC, part, 0, 0);
	PIX *wider = pixDilateBrick(NULL, there, 3, 3), *mask = pixExpandReplicate(wider, q->side),
	    *smooth = pixBlockconv(picture, half, half);
	pixCombineMasked(picture, smooth, mask);
	pixDestroy(&there);
	pixDestroy(&wider);
	pixDestroy(&mask);
	pixDestroy(&smooth);
}

static void average_screens(struct scan *s, const struct squares *q)
{
	PIXA *parts = NULL;
	BOXA *boxes = find_parts(q, &parts);
	PIX *even = NULL;
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int left, top;
		boxaGetBoxGeometry(boxes, i, &left, &top, NULL, NULL);
		PIX *part = pixaGetPix(parts, i, L_CLONE);
		int dots = dots_of_screen(q, part, left, top);
		if (dots) {
			even = even ? even : pixCopy(NULL, scan_grey(s));
			average_part(q, even, part, left, top, q->side / sqrt(dots));
		}
		pixDestroy(&part);
	}
	pixaDestroy(&parts);
	boxaDestroy(&boxes);
	if (even) {
		scan_replace(s, even, affine_identity);
		scan_note(s, "a screen's dots made one tone");
	}
}

static void look_for_screens(struct scan *s)
{
	enum { EVERY = 4 }; /* pixel across and down */
	double x_height = scan_x_height(s);
	struct squares q = {.side = (int)lround(x_height)};
	PIX *grey = scan_grey(s);
	int level = 0;
	if (largest_dot * x_height < 1 || pixSplitDistributionFgBg(grey, 0, EVERY, &level, NULL, NULL, NULL))
		return;
	PIX *binary = pixThresholdToBinary(grey, level);
	count_shapes(&q, binary, x_height);
	average_screens(s, &q);
	pixDestroy(&binary);
	pixDestroy(&q.dots);
	pixDestroy(&q.letters);
}

const struct cleaning_step clean_screens = {
	.name = "screens", .summary = "make the dots of a screen under letters one tone", .run = look_for_screens};
