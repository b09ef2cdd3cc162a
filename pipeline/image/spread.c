/*
 * Cut a scan of two facing pages at the gutter.
 *
 * The gutter is the widest white strip from top to bottom near the middle: it holds two inner margins, so it is wider
 * than the gaps between columns. Or the fold throws a shadow there, a dark line on white from top to bottom.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* Width to height of a spread's half. */
static const double narrowest_page = 0.5, widest_page = 0.95;

/* Where the gutter's middle lies, as part of the width. */
static const double leftmost_gutter = 0.42, rightmost_gutter = 0.58;

/* The narrowest gutter (part of the width), and how much wider than any other strip it is. */
static const double least_gutter = 0.035, least_ratio = 1.6;

/* A column of the picture with less ink than this (part of its height) is white. */
static const double least_ink = 0.006;

struct strip {
	int left, right; /* pixels of the picture, right exclusive */
};

static int strip_width(struct strip s)
{
	return s.right - s.left;
}

/* The widest white strip about the middle, and the width of the widest other one inside of the text. */
static struct strip find_gutter(const NUMA *ink, int w, int h, int *other)
{
	struct strip best = {0, 0};
	int begin = 0, first = 0, last = w;
	float n;
	while (first < w && numaGetFValue((NUMA *)ink, first, &n) == 0 && n < least_ink * h)
		first++;
	while (last > first && numaGetFValue((NUMA *)ink, last - 1, &n) == 0 && n < least_ink * h)
		last--;
	*other = 0;
	begin = first;
	for (int x = first; x <= last; x++) {
		numaGetFValue((NUMA *)ink, x < w ? x : w - 1, &n);
		if (x < last && n < least_ink * h)
			continue;
		struct strip s = {begin, x};
		double middle = (double)(s.left + s.right) / 2 / w;
		bool central = middle > leftmost_gutter && middle < rightmost_gutter;
		if (central && strip_width(s) > strip_width(best)) {
			if (strip_width(best) > *other)
				*other = strip_width(best);
			best = s;
		} else if (strip_width(s) > *other) {
			*other = strip_width(s);
		}
		begin = x + 1;
	}
	return best;
}

/* The column of the image where the pages part; 0: it is no spread. */
static int find_fold(struct scan *s)
{
	PIX *binary = scan_binary(s);
	int w = pixGetWidth(binary), h = pixGetHeight(binary), other;
	double half = w / 2.0 / h;
	if (half < narrowest_page || half > widest_page)
		return 0;
	PIX *text = pixRemoveBorderConnComps(binary, 8); /* the fold's shadow reaches the edges, text does not */
	NUMA *ink = pixCountPixelsByColumn(text);
	struct strip gutter = find_gutter(ink, w, h, &other);
	pixDestroy(&text);
	numaDestroy(&ink);
	int width = strip_width(gutter);
	return width > least_gutter * w && width > least_ratio * other ? (gutter.left + gutter.right) / 2 * s->reduction
								       : 0;
}

static struct scan *split_spread(struct scan *s)
{
	int fold = find_fold(s);
	if (!fold)
		return NULL;
	int w = pixGetWidth(s->image), h = pixGetHeight(s->image);
	struct scan *right = scan_cut(s, (struct box){fold, 0, w, h});
	struct scan *left = scan_cut(s, (struct box){0, 0, fold, h});
	scan_note(left, "left page of a spread");
	scan_note(right, "right page of a spread");
	scan_swap(s, left);
	scan_drop(left);
	return right;
}

const struct cleaning_step clean_spread = {
	.name = "spread", .summary = "cut a scan of two facing pages at the gutter", .split = split_spread};
