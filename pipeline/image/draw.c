/* Boxes, labels and arrows over the scan. */
#include "image/draw.h"

#include "base/arena.h"
#include "page/edit.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

struct colour {
	unsigned char red, green, blue;
};
static const struct colour place_colours[] = {[PLACE_BODY] = {0, 70, 200},
					      [PLACE_INSERT] = {0, 140, 60},
					      [PLACE_FURNITURE] = {220, 120, 0},
					      [PLACE_ASIDE] = {120, 120, 120}};
static const struct colour added_colour = {210, 0, 210}, order_colour = {220, 0, 0};

/* Pixels of the scan's height to one of a stroke. */
static const int height_of_stroke = 1800;

struct drawing {
	PIX *pix;
	const struct page *page;
	bool *added; /* words by id: was it added after recognition? */
	L_BMF *font;
	int stroke; /* pixels */
};

static void draw_line(const struct drawing *d, struct point a, struct point b, int width, struct colour c)
{
	pixRenderLineArb(d->pix, a.x, a.y, b.x, b.y, width, c.red, c.green, c.blue);
}

static void draw_box(const struct drawing *d, struct box b, int width, struct colour c)
{
	if (box_empty(b))
		return;
	BOX *box = boxCreate(b.left, b.top, b.right - b.left, b.bottom - b.top);
	pixRenderBoxArb(d->pix, box, width, c.red, c.green, c.blue);
	boxDestroy(&box);
}

static bool was_added(const struct drawing *d, const struct word *w)
{
	return w && d->added[w->node.id];
}

static void mark_added(struct drawing *d)
{
	d->added = must_alloc((size_t)d->page->counts[NODE_WORD] + 1, sizeof *d->added);
	for (uint32_t i = 0; i < d->page->edit_count; i++) {
		struct node_ref target = d->page->journal[i].target;
		if (d->page->journal[i].kind == EDIT_ADD && target.kind == NODE_WORD &&
		    target.id < d->page->counts[NODE_WORD])
			d->added[target.id] = true;
	}
}

/* A text in white on the colour, above the point. */
static void draw_label(const struct drawing *d, struct point at, const char *text, struct colour c)
{
	l_int32 width = 0, baseline = 0;
	l_uint32 ground, white;
	bmfGetStringWidth(d->font, text, &width);
	bmfGetBaseline(d->font, 'x', &baseline);
	composeRGBPixel(c.red, c.green, c.blue, &ground);
	composeRGBPixel(255, 255, 255, &white);
	PIX *label = pixCreate(width + 8, d->font->lineheight + 4, 32);
	pixSetAllArbitrary(label, ground);
	pixSetTextline(label, d->font, text, white, 4, baseline + 2, NULL, NULL);
	PIX *large = pixExpandReplicate(label, d->stroke);
	int height = pixGetHeight(large), top = at.y > height ? at.y - height : 0;
	pixRasterop(d->pix, at.x, top, pixGetWidth(large), height, PIX_SRC, large, 0, 0);
	pixDestroy(&label);
	pixDestroy(&large);
}

static void draw_words(const struct drawing *d, const struct line *line, struct colour c)
{
	if (line->baseline[1].x > line->baseline[0].x)
		draw_line(d, line->baseline[0], line->baseline[1], d->stroke, c);
	for (const struct word *w = first_word(line); w; w = next_word(w))
		draw_box(d, w->box, was_added(d, w) ? 2 * d->stroke : 1, was_added(d, w) ? added_colour : c);
}

static void draw_region(const struct drawing *d, const struct region *r, int number)
{
	char label[80];
	struct box box = region_box(r);
	struct colour c = place_colours[region_kinds[r->type].place];
	for (const struct line *l = first_line(r); l; l = next_line(l)) {
		if (was_added(d, first_word(l)))
			draw_box(d, line_box(l), 2 * d->stroke, added_colour);
		draw_words(d, l, c);
	}
	draw_box(d, box, 2 * d->stroke, c);
	snprintf(label, sizeof label, "%d %s", number, region_kinds[r->type].label);
	draw_label(d, (struct point){box.left, box.top}, label, c);
}

static void draw_arrow(const struct drawing *d, struct point from, struct point to)
{
	double angle = atan2(from.y - to.y, from.x - to.x), length = 12 * d->stroke;
	draw_line(d, from, to, 2 * d->stroke, order_colour);
	for (int side = -1; side <= 1; side += 2) {
		struct point barb = {to.x + (int)(length * cos(angle + side * 0.4)),
				     to.y + (int)(length * sin(angle + side * 0.4))};
		draw_line(d, to, barb, 2 * d->stroke, order_colour);
	}
}

/* From the end of each region of the body to the beginning of the next. */
static void draw_order(const struct drawing *d)
{
	const struct region *last = NULL;
	for (const struct region *r = first_region(d->page); r; r = next_region(r)) {
		struct box b = region_box(r);
		if (region_kinds[r->type].place != PLACE_BODY || !first_line(r) || box_empty(b))
			continue;
		if (last) {
			struct box a = region_box(last);
			draw_arrow(d, (struct point){(a.left + a.right) / 2, a.bottom},
				   (struct point){(b.left + b.right) / 2, b.top});
		}
		last = r;
	}
}

/* In colour, half as dark. */
static PIX *paled(PIX *pix)
{
	PIX *pale = pixConvertTo32(pix);
	NUMA *lighter = numaMakeSequence(127, 0.5F, 256);
	if (pale)
		pixTRCMap(pale, NULL, lighter);
	numaDestroy(&lighter);
	return pale;
}

PIX *draw_page(const struct scan *scan, const struct page *page)
{
	struct drawing d = {.pix = paled(scan->original), .page = page};
	if (!d.pix)
		return NULL;
	int height = page->frame.bottom - page->frame.top, number = 0;
	d.stroke = height > height_of_stroke ? (int)lround((double)height / height_of_stroke) : 1;
	d.font = bmfCreate(NULL, 6);
	mark_added(&d);
	for (const struct region *r = first_region(page); r; r = next_region(r))
		if (!box_empty(region_box(r)))
			draw_region(&d, r, ++number);
	draw_order(&d);
	BOX *frame = boxCreate(page->frame.left, page->frame.top, page->frame.right - page->frame.left, height);
	PIX *part = pixClipRectangle(d.pix, frame, NULL);
	free(d.added);
	boxDestroy(&frame);
	bmfDestroy(&d.font);
	pixDestroy(&d.pix);
	return part;
}
