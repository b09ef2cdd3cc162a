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

/* What part of each side must be dark, so far inside of the edge (x-heights): the farther, the more aslant the page
 * lies; the letter lies further in than that. */
static const double least_dark = 0.85, edge = 0.22, farthest_edge = 0.5;

/* What part of the box its letter fills. */
static const double least_letter = 0.06, most_letter = 0.65;

/* Darker than paper by so many grey levels, whatever the noise. */
enum { LEAST_DARK = 24 };

static int value_at(PIX *grey, int x, int y)
{
	return GET_DATA_BYTE(pixGetData(grey) + (ptrdiff_t)y * pixGetWpl(grey), x);
}

/* The pixels of one side of a box: where it begins, one step along it, and one step into the box. */
struct side {
	int x, y, along_x, along_y, in_x, in_y, length;
};

static int side_value(PIX *grey, const struct side *s, int i, int in)
{
	return value_at(grey, s->x + i * s->along_x + in * s->in_x, s->y + i * s->along_y + in * s->in_y);
}

/* Counts the values along a side where it is darkest, at most so deep in the box, and gives how many of them are darker
 * than paper: of a box that lies aslant, the sides are further in, and its edge may be blurred. */
static int count_side(PIX *grey, const struct side *s, int deepest, unsigned counts[256], int darkest_paper)
{
	int best = 0, most = -1;
	for (int in = 0; in <= deepest; in++) {
		int n = 0;
		for (int i = 0; i < s->length; i++)
			n += side_value(grey, s, i, in) < darkest_paper;
		if (n >= most) {
			most = n;
			best = in;
		}
	}
	for (int i = 0; i < s->length; i++)
		counts[side_value(grey, s, i, best)]++;
	return most;
}

/* The brightness of the paper about the box, so far outside: the page's may differ where a picture fills half of it. */
static int paper_about(PIX *grey, struct box b, int out)
{
	unsigned counts[256] = {0}, all = 0;
	int right = pixGetWidth(grey), bottom = pixGetHeight(grey);
	struct box ring = box_common((struct box){b.left - out, b.top - out, b.right + out, b.bottom + out},
				     (struct box){0, 0, right, bottom});
	for (int x = ring.left; x < ring.right; x++, all += 2) {
		counts[value_at(grey, x, ring.top)]++;
		counts[value_at(grey, x, ring.bottom - 1)]++;
	}
	for (int y = ring.top; y < ring.bottom; y++, all += 2) {
		counts[value_at(grey, ring.left, y)]++;
		counts[value_at(grey, ring.right - 1, y)]++;
	}
	return ink_median(counts, all);
}

/* Counts the values along the four sides of the box. */
static unsigned count_sides(PIX *grey, struct box b, int deepest, unsigned counts[256], int darkest_paper, bool *dark)
{
	int w = b.right - b.left, h = b.bottom - b.top;
	const struct side sides[] = {{b.left, b.top, 1, 0, 0, 1, w},
				     {b.left, b.bottom - 1, 1, 0, 0, -1, w},
				     {b.left, b.top, 0, 1, 1, 0, h},
				     {b.right - 1, b.top, 0, 1, -1, 0, h}};
	*dark = true;
	for (size_t k = 0; k < sizeof sides / sizeof *sides; k++)
		*dark &= count_side(grey, &sides[k], deepest, counts, darkest_paper) >= least_dark * sides[k].length;
	return 2U * (unsigned)(w + h);
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
	int deepest = (int)(farthest_edge * ink->letter + 0.5) - in;
	bool dark;
	if (w < shortest_side * ink->letter || h < shortest_side * ink->letter || w > longest_side * ink->letter ||
	    h > longest_side * ink->letter || w > most_unlike * h || h > most_unlike * w)
		return false;
	struct box b = {x + in, y + in, x + w - in, y + h - in};
	int paper = paper_about(ink->grey, (struct box){x, y, x + w, y + h}, in);
	unsigned all = count_sides(ink->grey, b, deepest, counts, paper - (int)fmax(LEAST_DARK, ink->noise), &dark);
	*g = (struct ink_group){.box = {b.left * r, b.top * r, b.right * r, b.bottom * r},
				.height = 0.85 * h * r,
				.ground = ink_median(counts, all)};
	return dark && measure_letter(ink, b, g);
}

/* Adds the boxes that stand out from paper of this brightness, but those that stand among the groups already. */
static size_t add_frames(const struct ink *ink, int paper, struct ink_group *groups, size_t count, size_t most)
{
	PIX *mask = pixThresholdToBinary(ink->grey, paper - (int)fmax(LEAST_DARK, ink->noise));
	BOXA *boxes = mask ? pixConnCompBB(mask, 8) : NULL;
	int n = boxes ? boxaGetCount(boxes) : 0;
	for (int i = 0; i < n && count < most; i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		bool found = make_group(ink, x, y, w, h, &groups[count]);
		for (size_t k = 0; k < count && found; k++)
			found = box_empty(box_common(groups[k].box, groups[count].box));
		count += found;
	}
	boxaDestroy(&boxes);
	pixDestroy(&mask);
	return count;
}

static size_t find_frames(const struct ink *ink, struct ink_group *groups, size_t most)
{
	size_t count = add_frames(ink, ink->paper, groups, 0, most);
	return ink->brightest_paper > ink->paper ? add_frames(ink, ink->brightest_paper, groups, count, most) : count;
}

size_t ink_find_frames(const struct ink *ink, struct ink_group *groups, size_t most)
{
	int half = ink_smoothing(ink);
	if (!half)
		return find_frames(ink, groups, most);
	struct ink smooth = *ink;
	smooth.grey = pixBlockconv(ink->grey, half, half);
	smooth.noise = ink->noise / (2 * half + 1);
	size_t count = find_frames(&smooth, groups, most);
	pixDestroy(&smooth.grey);
	return count;
}
