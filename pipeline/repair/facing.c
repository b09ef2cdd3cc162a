/*
 * Set aside the edge of the facing page: a strip of it, beside the page that was meant, is on many scans of books.
 *
 * Between the two lies the white of two inner margins, wider than any gap between columns, and all lines of the strip
 * are cut by the edge of the scan. A column of the page's own that is cut stands a gutter away, not two margins.
 */
#include "repair/layout.h"

#include "repair/repair.h"

#include <math.h>
#include <stdlib.h>

/* The least white between two pages: part of the scan's width, x-heights, and times the page's other gaps. */
static const double least_of_width = 0.035, least_white = 5, times_others = 1.6;

/* The widest strip, part of the scan's width: more of a page is worth reading. */
static const double widest_strip = 0.25;

/* So many lines of the strip, and such a part of them, end so near to the scan's edge (x-heights). */
enum { FEWEST_LINES = 4 };
static const double least_cut = 0.6, at_edge = 1.5;

/* On a scan that lies more aslant (the sine) it is not known where its edges are. */
static const double most_slant = 0.1;

/* How sure (percent): set by hand; real scans with such a strip were too few to measure. */
static const float sure = 90;

struct stretch {
	double left, right; /* pixels of the straightened page */
};

/* The white between two pages, and what stands beyond it. */
struct gap {
	struct stretch white;
	bool to_right; /* the facing page lies to the right */
};

static int by_left(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;
	return (x->left > y->left) - (x->left < y->left);
}

/* What text and pictures take of the page's width, from left to right: stretches that do not touch. */
static size_t covered(const struct layout *l, struct stretch *all)
{
	size_t n = 0, merged = 0;
	for (size_t i = 0; i < l->line_count; i++)
		if (!l->lines[i].wordless)
			all[n++] = (struct stretch){l->lines[i].area.left, l->lines[i].area.right};
	for (size_t i = 0; i < l->picture_count; i++)
		all[n++] = (struct stretch){l->pictures[i].left, l->pictures[i].right};
	qsort(all, n, sizeof *all, by_left);
	for (size_t i = 0; i < n; i++)
		if (merged && all[i].left <= all[merged - 1].right)
			all[merged - 1].right = fmax(all[merged - 1].right, all[i].right);
		else
			all[merged++] = all[i];
	return merged;
}

/* The widest white between the stretches, if it is as wide as that between two pages. */
static bool widest_gap(const struct layout *l, const struct stretch *all, size_t n, struct gap *gap)
{
	double width = l->page->frame.right - l->page->frame.left, widest = 0, second = 0;
	for (size_t i = 1; i < n; i++) {
		double white = all[i].left - all[i - 1].right;
		second = fmax(second, fmin(white, widest));
		if (white <= widest)
			continue;
		widest = white;
		gap->white = (struct stretch){all[i - 1].right, all[i].left};
	}
	double left = gap->white.left - all[0].left, right = all[n - 1].right - gap->white.right;
	gap->to_right = right < left;
	return widest > fmax(least_of_width * width, least_white * (double)l->body.x_height) &&
	       widest > times_others * second && fmin(left, right) < widest_strip * width;
}

static bool is_beyond(const struct gap *gap, struct area a)
{
	return gap->to_right ? a.left >= gap->white.right : a.right <= gap->white.left;
}

static bool is_cut(const struct layout *l, const struct gap *gap, const struct line *line)
{
	struct box b = line_box(line), frame = l->page->frame;
	return (gap->to_right ? frame.right - b.right : b.left - frame.left) < at_edge * (double)l->body.x_height;
}

static bool is_strip(const struct layout *l, const struct gap *gap)
{
	size_t lines = 0, cut = 0;
	for (size_t i = 0; i < l->line_count; i++)
		if (is_beyond(gap, l->lines[i].area)) {
			lines++;
			cut += is_cut(l, gap, l->lines[i].line);
		}
	return cut >= FEWEST_LINES && (double)cut >= least_cut * (double)lines;
}

static void set_aside(struct repair *r, const struct layout *l, const struct gap *gap)
{
	struct reason why =
		repair_reason(r, sure, "of the facing page: beyond %.0f pixels of white, cut by the scan's edge",
			      gap->white.right - gap->white.left);
	for (size_t i = 0; i < l->line_count; i++)
		if (is_beyond(gap, l->lines[i].area))
			edit_line_type(r->page, why, l->lines[i].line, REGION_NOISE);
}

static void find_facing_page(struct repair *r)
{
	struct layout l;
	struct gap gap = {{0, 0}, false};
	if (!layout_init(&l, r->page) || l.cosine < 0 || fabs(l.sine) > most_slant)
		return;
	struct stretch *all = arena_alloc(&r->page->scratch, l.line_count + l.picture_count, sizeof *all);
	size_t n = covered(&l, all);
	if (n > 1 && widest_gap(&l, all, n, &gap) && is_strip(&l, &gap))
		set_aside(r, &l, &gap);
}

const struct repair_stage stage_facing = {.name = "facing",
					  .summary = "set aside the edge of the facing page",
					  .needs = REPAIR_GEOMETRY,
					  .run = find_facing_page};
