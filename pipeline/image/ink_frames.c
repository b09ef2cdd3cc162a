/*
 * Large letters in boxes of one tone: the reversed or shaded initials at the head of an article.
 *
 * Such a box is no wider than its letter, so no ground can be found by looking about; it is found by its edges instead:
 * four straight sides of what is darker than paper, about as wide as high. Its tone is that of its sides.
 */
#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* A box's sides are so long (x-heights), and one is at most that many times as long as the other. */
static const double shortest_side = 3.2, longest_side = 14, most_unlike = 3.2;

/* What part of each side must be dark, so far inside of the edge (x-heights); the letter lies further in than that. */
static const double least_dark = 0.85, edge = 0.22;

/* What part of the box its letter fills. */
static const double least_letter = 0.06, most_letter = 0.65;

/* Darker than paper by so many grey levels, whatever the noise. */
enum { LEAST_DARK = 24 };

static int value_at(PIX *grey, int x, int y)
{
	return GET_DATA_BYTE(pixGetData(grey) + (ptrdiff_t)y * pixGetWpl(grey), x);
}

/* Counts the values along the four sides of the box. */
static unsigned count_sides(PIX *grey, struct box b, unsigned counts[256], int darkest_paper, bool *dark)
{
	unsigned all = 0;
	const int sides[4][4] = {
		{b.left, b.top, 1, 0}, {b.left, b.bottom - 1, 1, 0}, {b.left, b.top, 0, 1}, {b.right - 1, b.top, 0, 1}};
	*dark = true;
	for (int s = 0; s < 4; s++) {
		int length = sides[s][2] ? b.right - b.left : b.bottom - b.top, n = 0;
		for (int i = 0; i < length; i++, all++) {
			int v = value_at(grey, sides[s][0] + i * sides[s][2], sides[s][1] + i * sides[s][3]);
			counts[v]++;
			n += v < darkest_paper;
		}
		*dark = *dark && n >= least_dark * length;
	}
	return all;
}

/* Measures the letter in the box by what differs from its tone; false where it is none. */
static bool measure_letter(const struct ink *ink, struct box b, struct ink_group *g)
{
	long n[2] = {0}, sums[2] = {0};
	for (int y = b.top; y < b.bottom; y++)
		for (int x = b.left; x < b.right; x++) {
			int d = value_at(ink->grey, x, y) - g->ground;
			if (abs(d) < ink->noise)
				continue;
			n[d > 0]++;
			sums[d > 0] += abs(d);
		}
	g->reversed = n[1] > n[0];
	double part = (double)n[g->reversed] / ((double)(b.right - b.left) * (b.bottom - b.top));
	g->depth = n[g->reversed] ? (double)sums[g->reversed] / (double)n[g->reversed] : 0;
	return part >= least_letter && part <= most_letter;
}

/* Is it a box of one tone with a letter in it? */
static bool make_group(const struct ink *ink, int x, int y, int w, int h, struct ink_group *g)
{
	unsigned counts[256] = {0};
	int in = (int)fmax(1, edge * ink->letter + 0.5), r = ink->reduction;
	bool dark;
	if (w < shortest_side * ink->letter || h < shortest_side * ink->letter || w > longest_side * ink->letter ||
	    h > longest_side * ink->letter || w > most_unlike * h || h > most_unlike * w)
		return false;
	struct box b = {x + in, y + in, x + w - in, y + h - in};
	unsigned all = count_sides(ink->grey, b, counts, ink->paper - (int)fmax(LEAST_DARK, ink->noise), &dark);
	*g = (struct ink_group){.box = {b.left * r, b.top * r, b.right * r, b.bottom * r},
				.height = 0.85 * h * r,
				.ground = ink_median(counts, all)};
	return dark && measure_letter(ink, b, g);
}

size_t ink_find_frames(const struct ink *ink, struct ink_group *groups, size_t most)
{
	PIX *mask = pixThresholdToBinary(ink->grey, ink->paper - (int)fmax(LEAST_DARK, ink->noise));
	BOXA *boxes = mask ? pixConnCompBB(mask, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : 0;
	size_t count = 0;
	for (int i = 0; i < n && count < most; i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		count += make_group(ink, x, y, w, h, &groups[count]);
	}
	boxaDestroy(&boxes);
	pixDestroy(&mask);
	return count;
}
