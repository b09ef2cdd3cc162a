/* Bringing a page to the scale of another picture of it: of the scan that a smaller one was read from. */
#include "page/page.h"

#include <math.h>

struct scale {
	double x, y;
};

static int32_t scaled(int32_t n, double by)
{
	return (int32_t)lround(n * by);
}

static void scale_box(struct box *b, struct scale s)
{
	*b = (struct box){scaled(b->left, s.x), scaled(b->top, s.y), scaled(b->right, s.x), scaled(b->bottom, s.y)};
}

static void scale_points(struct point *p, uint32_t n, struct scale s)
{
	for (uint32_t i = 0; i < n; i++)
		p[i] = (struct point){scaled(p[i].x, s.x), scaled(p[i].y, s.y)};
}

static void scale_word(struct word *w, struct scale s)
{
	scale_box(&w->box, s);
	for (uint32_t i = 0; i < w->symbol_count; i++)
		scale_box(&w->symbols[i].box, s);
}

void page_scale(struct page *page, int32_t width, int32_t height)
{
	struct scale s = {(double)width / page->width, (double)height / page->height};
	page->width = width;
	page->height = height;
	page->x_dpi = scaled(page->x_dpi, s.x);
	page->y_dpi = scaled(page->y_dpi, s.y);
	scale_box(&page->frame, s);
	for (struct region *r = first_region(page); r; r = next_region(r)) {
		scale_box(&r->box, s);
		scale_points(r->polygon, r->polygon_count, s);
		r->origin.first_indent = scaled(r->origin.first_indent, s.x);
	}
	for (uint32_t i = 0; i < page->counts[NODE_LINE]; i++) {
		struct line *l = (struct line *)page->nodes[NODE_LINE][i];
		scale_box(&l->box, s);
		scale_points(l->baseline, 2, s);
	}
	for (uint32_t i = 0; i < page->counts[NODE_WORD]; i++)
		scale_word((struct word *)page->nodes[NODE_WORD][i], s);
}
