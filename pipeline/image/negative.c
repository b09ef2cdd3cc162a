/*
 * Make a positive of a negative: microfilm is often scanned as it is, white letters on black.
 *
 * A picture that is dark for the most part is one where there are more letters in white than in black; a dark border or
 * a photograph has but few of either.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>

/* Half of a negative's pixels are darker than this; of a positive's, only in a picture that fills the page. */
static const float darkest_paper = 110;

/* Letters are no larger than this part of the page's height (the large of a title), and no smaller (pixels). */
static const double largest_letter = 0.06;
enum { SMALLEST_LETTER = 4 };

/* So many letters are of text, and more than so many times those of the other colour: an o or an e has a hole. */
enum { FEWEST_LETTERS = 50 };
static const double more_letters = 1.5;

static bool is_dark(PIX *grey)
{
	enum { EVERY = 8 };
	NUMA *histogram = pixGetGrayHistogram(grey, EVERY);
	float median = 255;
	if (histogram)
		numaHistogramGetValFromRank(histogram, 0.5F, &median);
	numaDestroy(&histogram);
	return median < darkest_paper;
}

/* The black shapes of a letter's size. */
static int count_letters(PIX *binary)
{
	BOXA *boxes = pixConnCompBB(binary, 8);
	double largest = largest_letter * pixGetHeight(binary);
	int count = 0;
	for (int i = 0; boxes && i < boxaGetCount(boxes); i++) {
		int w, h;
		boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
		count += h >= SMALLEST_LETTER && h <= largest && w <= largest;
	}
	boxaDestroy(&boxes);
	return count;
}

static void make_positive(struct scan *s)
{
	if (!is_dark(scan_grey(s)))
		return;
	PIX *small = pixScaleAreaMap2(scan_grey(s)), *binary = small ? pixConvertTo1(small, (int)darkest_paper) : NULL,
	    *inverse = binary ? pixInvert(NULL, binary) : NULL;
	int black = binary ? count_letters(binary) : 0, white = inverse ? count_letters(inverse) : 0;
	pixDestroy(&small);
	pixDestroy(&binary);
	pixDestroy(&inverse);
	PIX *positive = white >= FEWEST_LETTERS && white > more_letters * black ? pixInvert(NULL, scan_grey(s)) : NULL;
	if (!positive)
		return;
	scan_replace(s, positive, affine_identity);
	s->negative = true;
	scan_note(s, "made a positive");
}

const struct cleaning_step clean_negative = {
	.name = "negative", .summary = "make a positive of a negative", .run = make_positive};
