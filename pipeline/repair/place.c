/* Find where text that was read from a part of the scan stands among the lines of the page: see place.h. */
#include "repair/place.h"

#include "image/scan.h"

#include <math.h>

/* So much of a box lies in the picture that it is of (part of its width and height). */
static const double inside = 0.9;

struct box upright_box(const struct repair *repair, struct box b)
{
	return transform_box_from_scan(&repair->scan->transform, b);
}

struct box upright_line(const struct repair *repair, const struct line *l)
{
	struct box all = {0};
	for (const struct word *w = first_word(l); w; w = next_word(w))
		all = box_union(all, upright_box(repair, w->box));
	return all;
}

static struct box upright_region(const struct repair *repair, const struct region *r)
{
	struct box all = {0};
	for (const struct line *l = first_line(r); l; l = next_line(l))
		all = box_union(all, upright_line(repair, l));
	return all;
}

static int overlap(int a_begin, int a_end, int b_begin, int b_end)
{
	return (a_end < b_end ? a_end : b_end) - (a_begin > b_begin ? a_begin : b_begin);
}

struct line *line_beside(const struct repair *repair, struct box b)
{
	const struct page *page = repair->page;
	int height = b.bottom - b.top;
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		struct box c = upright_line(repair, l);
		int other = c.bottom - c.top, gap = b.left > c.right ? b.left - c.right : c.left - b.right;
		if (!first_word(l) || region_kinds[line_region(l)->type].place == PLACE_ASIDE)
			continue;
		if (overlap(b.top, b.bottom, c.top, c.bottom) >= 0.6 * fmin(height, other) &&
		    gap < 0.9 * fmin(height, other) && height < 1.8 * other && other < 1.8 * height)
			return l;
	}
	return NULL;
}

struct region *region_around(const struct repair *repair, struct box b)
{
	int height = b.bottom - b.top;
	for (struct region *r = first_region(repair->page); r; r = next_region(r)) {
		struct line *l = first_line(r);
		if (!l || region_kinds[r->type].place == PLACE_ASIDE)
			continue;
		struct box c = upright_region(repair, r), first = upright_line(repair, l);
		int other = first.bottom - first.top;
		if (b.top > c.top - 1.3 * other && b.bottom < c.bottom + 1.3 * other && height < 1.6 * other &&
		    other < 1.6 * height && overlap(b.left, b.right, c.left, c.right) >= 0.8 * (b.right - b.left) &&
		    overlap(b.left, b.right, c.left, c.right) >= 0.25 * (c.right - c.left))
			return r;
	}
	return NULL;
}

struct region *region_after(const struct repair *repair, struct box b)
{
	struct region *above = NULL, *below = NULL;
	struct box above_box = {0}, below_box = {0};
	for (struct region *r = first_region(repair->page); r; r = next_region(r)) {
		if (!first_line(r))
			continue;
		struct box c = upright_region(repair, r);
		if (region_kinds[r->type].place == PLACE_ASIDE ||
		    overlap(b.left, b.right, c.left, c.right) < 0.3 * fmin(b.right - b.left, c.right - c.left))
			continue;
		if (c.top < b.top && (!above || c.top > above_box.top)) {
			above = r;
			above_box = c;
		}
		if (c.top >= b.top && (!below || c.top < below_box.top)) {
			below = r;
			below_box = c;
		}
	}
	return above ? next_region(above) : below ? below : NULL;
}

const struct region *picture_behind(const struct page *page, struct box b)
{
	for (const struct region *r = first_region(page); r; r = next_region(r)) {
		struct box c = r->type == REGION_IMAGE ? box_common(r->box, b) : (struct box){0};
		if (!box_empty(c) && c.right - c.left >= inside * (b.right - b.left) &&
		    c.bottom - c.top >= inside * (b.bottom - b.top))
			return r;
	}
	return NULL;
}
