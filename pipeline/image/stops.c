/*
 * Ink where full stops stand: behind words, at the feet of their lines.
 *
 * Recognisers pass over stops that are pale or small, and cleaning takes some for specks; so it is looked for on the
 * scan as it was decoded, and compared with the paper above it, which tells a stop from a rule, a letter or a shadow.
 */
#include "image/measure.h"

#include "base/utf8.h"
#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>

/*
 * Where a stop stands, in x-heights: so far behind its word, and from above to below the baseline; and what part of the
 * white above is compared with it. The next word begins at least so far behind it.
 */
static const double begins = 0.12, ends = 0.45, top = 0.3, foot = 0.05, above_top = 1, above_foot = 0.45,
		    before_next = 0.1;

/* A mark that was read stands where a stop would, so far behind the letters. */
static const double before_mark = 0.15;

/* Points on a side of what is looked at. */
enum { POINTS = 8 };

struct view {
	const struct scan *scan;
	PIX *grey;       /* the scan as it was decoded */
	double full_ink; /* how much darker than paper, grey levels */
};

/* The mean brightness of a box of the scan's image, on the scan as it was decoded. */
static double brightness(const struct view *v, double left, double high, double right, double low)
{
	const struct transform *t = &v->scan->transform;
	struct position a = transform_to_scan(t, (struct position){left, high}),
			b = transform_to_scan(t, (struct position){right, high}),
			c = transform_to_scan(t, (struct position){left, low});
	double sum = 0;
	for (int i = 0; i < POINTS * POINTS; i++) {
		int column = i % POINTS, row = i / POINTS;
		double across = (column + 0.5) / POINTS, down = (row + 0.5) / POINTS;
		uint32_t pixel = 255;
		pixGetPixel(v->grey, (int)(a.x + across * (b.x - a.x) + down * (c.x - a.x)),
			    (int)(a.y + across * (b.y - a.y) + down * (c.y - a.y)), &pixel);
		sum += pixel;
	}
	return sum / (POINTS * POINTS);
}

/* Where the letters of the word end, and a stop may begin, in the scan's image. */
static double letters_end(const struct scan *scan, const struct word *w, double x_height)
{
	struct box last = {0};
	for (uint32_t i = w->symbol_count; i-- && !utf8_core(w->symbols[i].text).n;)
		last = w->symbols[i].box;
	if (box_empty(last))
		return transform_box_from_scan(&scan->transform, w->box).right;
	return transform_box_from_scan(&scan->transform, last).left - before_mark * x_height;
}

/* How dark it is behind a place on the baseline, less what is above; the next word begins at next. Parts of full ink.
 */
static float ink_behind(const struct view *v, struct position end, double next, double x_height)
{
	double left = end.x + begins * x_height, right = fmin(end.x + ends * x_height, next - before_next * x_height);
	if (right - left < (ends - begins) / 2 * x_height)
		return 0;
	double white = brightness(v, left, end.y - above_top * x_height, right, end.y - above_foot * x_height);
	double dark = brightness(v, left, end.y - top * x_height, right, end.y + foot * x_height);
	return roundf((float)((white - dark) / v->full_ink) * 1000) / 1000;
}

static void look_behind_words(const struct view *v, struct line *l)
{
	const struct transform *t = &v->scan->transform;
	double x_height = (double)line_type(l).x_height * scan_scale(v->scan);
	struct position a = transform_from_scan(t, (struct position){l->baseline[0].x, l->baseline[0].y}),
			b = transform_from_scan(t, (struct position){l->baseline[1].x, l->baseline[1].y});
	if (!(x_height > 0) || !(b.x > a.x))
		return;
	for (struct word *w = first_word(l); w; w = next_word(w)) {
		const struct word *next = next_word(w);
		if (!w->type.measured || w->type.reversed || box_empty(w->box))
			continue;
		double x = letters_end(v->scan, w, x_height), y = a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x);
		bool has_next = next && !box_empty(next->box);
		w->type.stop = ink_behind(v, (struct position){x, y},
					  has_next ? transform_box_from_scan(t, next->box).left : HUGE_VAL, x_height);
	}
}

void measure_stops(struct scan *scan, struct page *page)
{
	const struct ink *ink = ink_of(scan);
	if (!ink || ink->paper <= ink->black)
		return;
	struct view v = {scan, scan_decoded(scan), ink->paper - ink->black};
	for (struct region *r = first_region(page); r && v.grey; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l))
			look_behind_words(&v, l);
	pixDestroy(&v.grey);
}
