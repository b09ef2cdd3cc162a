/* Which part of a page is a picture, and which levels of brightness tell the text over it best. */
#include "image/ink_pictures.h"

#include <leptonica/allheaders.h>
#include <stdlib.h>

/* Pictures have no holes of paper this wide (x-heights); large letters on them may look like such. */
static const double widest_hole = 7;

PIX *ink_pictures(const struct ink *ink)
{
	static const float hardly = 0.003F; /* part of the page */
	float part = 0;
	int darkest = ink->paper - 2 * ink->noise;
	if (darkest < 0)
		return NULL;
	PIX *pictures = pixThresholdToBinary(ink->ground, darkest);
	int side = (int)(widest_hole * ink->letter);
	pixCloseSafeBrick(pictures, pictures, side, side);
	pixForegroundFraction(pictures, &part);
	if (part < hardly)
		pixDestroy(&pictures);
	return pictures;
}

void ink_keep_inside(PIX *mask, PIX *pictures, bool reversed)
{
	PIX *seed = reversed ? pixSubtract(NULL, mask, pictures) : pixAnd(NULL, mask, pictures),
	    *touching = pixSeedfillBinary(NULL, seed, mask, 8);
	if (reversed)
		pixSubtract(mask, mask, touching);
	else
		pixCopy(mask, touching);
	pixDestroy(&seed);
	pixDestroy(&touching);
}

/* A group with so many letters is full; titles have no more lines, nor a page more of them. */
enum { FULL = 5, MOST_LINES = 5, MOST_TITLES = 12 };

/*
 * A picture's texture may look like a few small letters; text is more of them or larger (their heights in all), and
 * hardly smaller than the page's; x-heights.
 */
static const double least_over_picture = 6, lowest_over_picture = 0.8;

static int by_letters(const void *a, const void *b)
{
	const struct ink_group *x = a, *y = b;
	int order = y->letters - x->letters;
	order = order ? order : x->box.top - y->box.top;
	return order ? order : x->box.left - y->box.left;
}

static bool lies_over(const struct ink_group *a, const struct ink_group *b)
{
	return 4 * box_area(box_common(a->box, b->box)) > box_area(a->box);
}

/*
 * Is the ground about the box of one tone? Then what stands out from it is found better by that. Its darkest and
 * brightest twentieths are left out.
 */
static bool is_even(const struct ink *ink, struct box b)
{
	enum { LEFT_OUT = 20 };
	int r = ink->reduction, edge = (int)(2 * ink->letter), high = (b.bottom - b.top) / r;
	edge = high > 3 * edge ? edge : 0; /* there the ground goes over into paper, where the picture ends */
	BOX *box = boxCreate(b.left / r, b.top / r + edge, (b.right - b.left) / r, high - 2 * edge);
	PIX *part = pixClipRectangle(ink->ground, box, NULL);
	NUMA *histogram = part ? pixGetGrayHistogram(part, 1) : NULL;
	float darkest = 0, brightest = 0;
	if (histogram) {
		numaHistogramGetValFromRank(histogram, 1.0F / LEFT_OUT, &darkest);
		numaHistogramGetValFromRank(histogram, 1 - 1.0F / LEFT_OUT, &brightest);
	}
	numaDestroy(&histogram);
	pixDestroy(&part);
	boxDestroy(&box);
	return brightest - darkest < (float)ink->noise;
}

size_t ink_rank(const struct ink *ink, struct ink_group *groups, size_t count)
{
	double x_height = ink->letter * ink->reduction, least = least_over_picture * x_height;
	size_t kept = 0;
	if (count)
		qsort(groups, count, sizeof *groups, by_letters);
	for (size_t i = 0; i < count && kept < MOST_TITLES; i++) {
		bool good = groups[i].lines <= MOST_LINES && groups[i].letters * groups[i].height >= least &&
			    groups[i].height >= lowest_over_picture * x_height && !is_even(ink, groups[i].box);
		for (size_t k = 0; k < kept && good && groups[i].letters < FULL; k++)
			good = !lies_over(&groups[i], &groups[k]);
		if (good)
			groups[kept++] = groups[i];
	}
	return kept;
}
