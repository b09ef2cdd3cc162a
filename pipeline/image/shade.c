/*
 * Lines on a ground that is darker than the paper about it: tinted boxes.
 *
 * Cleaning makes the ground even, so it is looked at on the scan as it was decoded. There paper is not equally bright
 * either, but a shadow grows from line to line, and a box begins between one and the next.
 */
#include "image/measure.h"

#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The ground in a box to that of the line above or below it, at most; of lines of one ground, at least. */
static const double step = 0.9, even = 0.95;

/* Between a line of a box and one outside is more white than this (heights of a line): a tape is stuck on lines of
 * text. */
static const double least_white = 0.6;

/* The line next to another is no further from it than so many times its height. */
static const double farthest = 4;

/* So much of the narrower line's width is common to lines under each other. */
static const double least_common = 0.3;

/* The ground is as bright as this part of the pixels in a line's boxes: the others are letters. */
static const double letters = 0.85;

struct shaded_line {
	struct line *line;
	struct box box;
	double ground; /* 0 to 255 */
	double shade;  /* the ground of the box that it stands in; 0: it stands in none */
};

/* Adds the brightness of every fourth pixel of the box to the histogram; gives how many. */
static unsigned count_pixels(PIX *grey, struct box b, unsigned counts[256])
{
	enum { STEP = 2 };
	unsigned n = 0;
	b = box_common(b, (struct box){0, 0, pixGetWidth(grey), pixGetHeight(grey)});
	for (int y = b.top; y < b.bottom; y += STEP) {
		const uint32_t *row = pixGetData(grey) + (ptrdiff_t)y * pixGetWpl(grey);
		for (int x = b.left; x < b.right; x += STEP, n++)
			counts[GET_DATA_BYTE(row, x)]++;
	}
	return n;
}

/* Of a line, or of what of it lies between two places; 0 where nothing does. */
static double ground_of(PIX *grey, const struct line *l, int left, int right)
{
	unsigned counts[256] = {0}, all = 0, below = 0;
	int v = 0;
	for (const struct word *w = first_word(l); w; w = next_word(w)) {
		struct box b = w->box;
		b.left = b.left > left ? b.left : left;
		b.right = b.right < right ? b.right : right;
		if (!box_empty(b))
			all += count_pixels(grey, b, counts);
	}
	while (v < 255 && (below += counts[v]) < letters * all)
		v++;
	return v;
}

static double gap_down(const struct shaded_line *a, const struct shaded_line *b)
{
	return fmax(a->box.top, b->box.top) - fmin(a->box.bottom, b->box.bottom);
}

/* Of the lower one. */
static double line_height(const struct shaded_line *a, const struct shaded_line *b)
{
	return fmin(a->box.bottom - a->box.top, b->box.bottom - b->box.top);
}

/* Are they lines under each other, with little between? */
static bool are_neighbours(const struct shaded_line *a, const struct shaded_line *b)
{
	double across = fmin(a->box.right, b->box.right) - fmax(a->box.left, b->box.left),
	       width = fmin(a->box.right - a->box.left, b->box.right - b->box.left);
	return across > least_common * width && gap_down(a, b) < farthest * line_height(a, b);
}

/*
 * Is the ground of line a darker than that of b by a step, part by part, where one is above the other? Shadows fall
 * along lines, and stains have round edges.
 */
static bool is_step(PIX *grey, const struct shaded_line *a, const struct shaded_line *b)
{
	enum { PARTS = 3 };
	int left = a->box.left > b->box.left ? a->box.left : b->box.left,
	    right = a->box.right < b->box.right ? a->box.right : b->box.right;
	for (int i = 0; i < PARTS; i++) {
		int begin = left + (right - left) * i / PARTS, end = left + (right - left) * (i + 1) / PARTS;
		double ground = ground_of(grey, b->line, begin, end);
		if (ground > 0 && ground_of(grey, a->line, begin, end) >= step * ground)
			return false;
	}
	return true;
}

/* The line next above line a, or below it, among its neighbours; or NULL. */
static const struct shaded_line *next_to(const struct shaded_line *lines, size_t count, const struct shaded_line *a,
					 bool above)
{
	const struct shaded_line *next = NULL;
	for (const struct shaded_line *b = lines; b < lines + count; b++) {
		bool is_above = b->box.top + b->box.bottom < a->box.top + a->box.bottom;
		if (b != a && is_above == above && are_neighbours(a, b) &&
		    (!next || abs(b->box.top - a->box.top) < abs(next->box.top - a->box.top)))
			next = b;
	}
	return next;
}

/* Does a box begin between the two lines: is there white between, and is the ground of a darker? */
static bool begins_box(PIX *grey, const struct shaded_line *a, const struct shaded_line *b)
{
	return b && a->ground < step * b->ground && gap_down(a, b) > least_white * line_height(a, b) &&
	       is_step(grey, a, b);
}

/* Is line a of the ground of the box that line b stands in? */
static bool is_in_box_of(const struct shaded_line *a, const struct shaded_line *b)
{
	return b->shade > 0 && a->ground < b->shade / even && are_neighbours(a, b);
}

/* Finds the lines whose neighbour is brighter by a step, then those of their ground next to them, and so on. */
static void find_shaded(PIX *grey, struct shaded_line *lines, size_t count)
{
	bool found = false;
	for (size_t i = 0; i < count; i++)
		if (begins_box(grey, &lines[i], next_to(lines, count, &lines[i], true)) ||
		    begins_box(grey, &lines[i], next_to(lines, count, &lines[i], false))) {
			lines[i].shade = lines[i].ground;
			found = true;
		}
	while (found) {
		found = false;
		for (size_t i = 0; i < count; i++)
			for (size_t k = 0; k < count && !(lines[i].shade > 0); k++)
				if (is_in_box_of(&lines[i], &lines[k])) {
					lines[i].shade = lines[k].shade;
					found = true;
				}
	}
}

void measure_shade(struct scan *scan, struct page *page)
{
	if (pixGetDepth(scan->original) == 1)
		return;
	PIX *grey = scan_decoded(scan);
	struct shaded_line *lines = must_alloc((size_t)page->counts[NODE_LINE] + 1, sizeof *lines);
	size_t count = 0;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		struct box b = line_box(l);
		if (!box_empty(b) && region_kinds[line_region(l)->type].place != PLACE_ASIDE)
			lines[count++] = (struct shaded_line){
				.line = l, .box = b, .ground = ground_of(grey, l, b.left, b.right)};
	}
	find_shaded(grey, lines, count);
	for (size_t i = 0; i < count; i++)
		for (struct word *w = first_word(lines[i].line); w; w = next_word(w))
			w->type.shaded = w->type.measured && lines[i].shade > 0;
	free(lines);
	pixDestroy(&grey);
}
