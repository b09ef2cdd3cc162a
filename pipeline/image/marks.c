/*
 * Ink where marks stand behind words: full stops at the feet of their lines, the tails of commas below them, the upper
 * dots of colons; and above words' first letters, where capitals are.
 *
 * Recognisers pass over marks that are pale or small, and cleaning takes some for specks; so they are looked for on the
 * scan as it was decoded, and compared with the paper about them, which tells a stop from a rule, a letter or a shadow.
 */
#include "image/measure.h"

#include "base/utf8.h"
#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Where a mark stands, in x-heights: so far behind its word; and the next word begins at least so far behind it. */
static const double begins = 0.12, ends = 0.45, before_next = 0.1;

/* From where to where above the baseline, in x-heights. */
struct band {
	double top, foot;
};
static const struct band of_stop = {0.3, -0.05}, of_tail = {-0.08, -0.4}, of_upper = {1, 0.6}, above_stop = {1, 0.45},
			 above_all = {1.5, 1.1}, of_rise = {1.4, 1.15}, above_rise = {1.9, 1.6},
			 farther_above = {2.3, 2};

/* How wide what tells a capital is from where its word begins, in x-heights. */
static const double first_letter = 0.7;

/* A mark that was read stands where a stop would, so far behind the letters. */
static const double before_mark = 0.15;

/* The widest mark, in x-heights: the boxes of some take in the letter before them. */
static const double widest_mark = 0.4;

/*
 * The baseline of a word, which on a curved line is not its line's, is where its letters end: where it grows bright
 * from the two rows of points above to the two below by so much of full ink, no farther from the line's (x-heights).
 */
static const double farthest = 0.35, least_step = 0.12;
enum { ROWS = 8, STRIP = 2, COLUMNS = 24 };

/* Points on a side of where a mark is looked for. */
enum { POINTS = 8 };

struct view {
	const struct scan *scan;
	PIX *grey;       /* the scan as it was decoded */
	double full_ink; /* how much darker than paper, grey levels */
};

/* The mean brightness of a box of the scan's image, on the scan as it was decoded, at so many points. */
static double brightness(const struct view *v, double left, double high, double right, double low, int columns,
			 int rows)
{
	const struct transform *t = &v->scan->transform;
	struct position a = transform_to_scan(t, (struct position){left, high}),
			b = transform_to_scan(t, (struct position){right, high}),
			c = transform_to_scan(t, (struct position){left, low});
	double sum = 0;
	for (int i = 0; i < columns * rows; i++) {
		int column = i % columns, line = i / columns;
		double across = (column + 0.5) / columns, down = (line + 0.5) / rows;
		uint32_t pixel = 255;
		pixGetPixel(v->grey, (int)(a.x + across * (b.x - a.x) + down * (c.x - a.x)),
			    (int)(a.y + across * (b.y - a.y) + down * (c.y - a.y)), &pixel);
		sum += pixel;
	}
	return sum / (columns * rows);
}

/* Where the letters of the word end, and a mark begins, in the scan's image. */
static double letters_end(const struct scan *scan, const struct word *w, double x_height)
{
	const struct transform *t = &scan->transform;
	struct box last = {0};
	for (uint32_t i = w->symbol_count; i-- && !utf8_core(w->symbols[i].text).n;)
		last = w->symbols[i].box;
	if (box_empty(last))
		return transform_box_from_scan(t, w->box).right;
	last = transform_box_from_scan(t, last);
	return fmax(last.left, last.right - widest_mark * x_height) - before_mark * x_height;
}

/* Where its letters begin, behind quotes and brackets. */
static double letters_begin(const struct scan *scan, const struct word *w)
{
	struct box first = w->box;
	for (uint32_t i = 0; i < w->symbol_count && !utf8_core(w->symbols[i].text).n; i++)
		first = i + 1 < w->symbol_count ? w->symbols[i + 1].box : w->box;
	return transform_box_from_scan(&scan->transform, first).left;
}

/* The baseline of the letters between left and right, near the one of their line: of rows of points, where it steps. */
static double baseline_of(const struct view *v, double left, double right, double line, double x_height)
{
	double rows[2 * ROWS + 2 * STRIP], height = farthest / ROWS * x_height, top = line - (ROWS + STRIP) * height;
	for (int i = 0; i < 2 * ROWS + 2 * STRIP; i++)
		rows[i] = brightness(v, left, top + i * height, right, top + (i + 1) * height, COLUMNS, 1);
	double best = line, most = STRIP * least_step * v->full_ink;
	for (int i = STRIP; i <= 2 * ROWS + STRIP; i++) {
		double brighter = rows[i] + rows[i + 1] - rows[i - 1] - rows[i - 2];
		if (brighter > most) {
			most = brighter;
			best = top + i * height;
		}
	}
	return best;
}

/* Behind a word: from its letters' end on the baseline to the next word, if any; the x-height in pixels. */
struct place {
	double left, right, baseline, x_height;
};

static double brightness_of(const struct view *v, const struct place *p, struct band b)
{
	return brightness(v, p->left, p->baseline - b.top * p->x_height, p->right, p->baseline - b.foot * p->x_height,
			  POINTS, POINTS);
}

/* How much darker it is there than where it is white: parts of full ink. */
static float ink_in(const struct view *v, const struct place *p, struct band b, double white)
{
	return roundf((float)((white - brightness_of(v, p, b)) / v->full_ink) * 1000) / 1000;
}

static void look_behind(const struct view *v, const struct place *p, struct type_measures *type)
{
	double above = brightness_of(v, p, above_stop), white = fmax(above, brightness_of(v, p, above_all));
	type->stop = ink_in(v, p, of_stop, above);
	type->tail = ink_in(v, p, of_tail, white);
	type->upper = ink_in(v, p, of_upper, white);
}

static void look_above(const struct view *v, const struct place *p, struct type_measures *type)
{
	double white = fmax(brightness_of(v, p, above_rise), brightness_of(v, p, farther_above));
	type->rise = ink_in(v, p, of_rise, white);
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
		double x = letters_end(v->scan, w, x_height), begin = letters_begin(v->scan, w);
		bool has_next = next && !box_empty(next->box);
		double end = has_next ? transform_box_from_scan(t, next->box).left - before_next * x_height : HUGE_VAL;
		struct place p = {
			.left = x + begins * x_height,
			.right = fmin(x + ends * x_height, end),
			.baseline = baseline_of(v, begin, x, a.y + (b.y - a.y) * (x - a.x) / (b.x - a.x), x_height),
			.x_height = x_height};
		if (p.right - p.left >= (ends - begins) / 2 * x_height)
			look_behind(v, &p, &w->type);
		look_above(v,
			   &(struct place){.left = begin,
					   .right = begin + first_letter * x_height,
					   .baseline = p.baseline,
					   .x_height = x_height},
			   &w->type);
	}
}

void measure_marks(struct scan *scan, struct page *page)
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
