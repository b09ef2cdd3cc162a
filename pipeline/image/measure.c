/*
 * Measures of type: how high, how thick, how slanted the letters of a word are.
 *
 * A word's pixels become coverage, from 0 (its ground) to 1 (full ink), so that a blurred edge counts for its part and
 * lengths come out in parts of a pixel. Heights are where the sum over a row falls most, above the line's baseline;
 * strokes are the usual run of ink along a row; the slant is the shear at which the sums over columns differ most.
 */
#include "image/measure.h"

#include "base/order.h"
#include "base/utf8.h"
#include "image/ink.h"
#include "page/shapes.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Slants that are tried (degrees to the right): upright, backward, the italics of text. */
enum { LEAST_SLANT = -6, MOST_SLANT = 24, SLANT_STEP = 3 };

/* Coverage below this is ground; a column or row with less is white. */
static const float faint = 0.2F;

/*
 * White that parts columns, and how far from the line's baseline words stand that are of another row: x-heights.
 */
static const double part_white = 2;

static const float other_row = 0.2F;

/* Larger words are pictures (pixels of the ink's pictures). */
enum { MOST_WIDTH = 2000, MOST_HEIGHT = 240 };

/* A word's coverage, and where its line stands in it. */
struct patch {
	float *at;
	int width, height;
	float foot; /* the row of the baseline */
	bool reversed;
};

/* How far the pixel is darker than its ground, grey levels. */
static int darkness(const struct ink *ink, int x, int y)
{
	const uint32_t *grey = pixGetData(ink->grey) + (ptrdiff_t)y * pixGetWpl(ink->grey),
		       *ground = pixGetData(ink->ground) + (ptrdiff_t)y * pixGetWpl(ink->ground);
	return (int)GET_DATA_BYTE(ground, x) - (int)GET_DATA_BYTE(grey, x);
}

/* The depth of full ink: a twentieth of the pixels that stand out does so by more. */
static int full_depth(const unsigned counts[256], int noise)
{
	unsigned all = 0, above = 0;
	int v = 255;
	for (int i = noise; i < 256; i++)
		all += counts[i];
	while (v > noise && (above += counts[v]) * 20 < all)
		v--;
	return v;
}

/* Fills the patch with the coverage of a box of the ink's pictures; false where nothing stands out in it. */
static bool cover(const struct ink *ink, struct box b, struct patch *p)
{
	unsigned dark[256] = {0}, bright[256] = {0}, n[2] = {0};
	for (int y = b.top; y < b.bottom; y++)
		for (int x = b.left; x < b.right; x++) {
			int d = darkness(ink, x, y);
			(d < 0 ? bright : dark)[abs(d)]++;
			n[d < 0] += abs(d) >= ink->noise;
		}
	p->reversed = n[1] > n[0];
	int depth = full_depth(p->reversed ? bright : dark, ink->noise);
	for (int y = b.top; y < b.bottom; y++)
		for (int x = b.left; x < b.right; x++) {
			float c = (float)(p->reversed ? -darkness(ink, x, y) : darkness(ink, x, y)) / (float)depth;
			p->at[(y - b.top) * p->width + x - b.left] = c < faint ? 0 : fminf(c, 1);
		}
	return n[0] + n[1] > 0;
}

static void sum_rows(const struct patch *p, float *rows)
{
	for (int y = 0; y < p->height; y++) {
		rows[y] = 0;
		for (int x = 0; x < p->width; x++)
			rows[y] += p->at[y * p->width + x];
	}
}

/* Where rows, read upwards, cross half way from what two rows below y have to what two above have: part of a row. */
static float crossing(const float *rows, int height, int y)
{
	float inside = fmaxf(rows[y], y + 1 < height ? rows[y + 1] : 0), outside = y > 1 ? rows[y - 2] : 0;
	float half = (inside + outside) / 2;
	for (int i = y; i > 0; i--)
		if (rows[i] >= half && rows[i - 1] < half)
			return (float)i - 1 + (rows[i] - half) / fmaxf(rows[i] - rows[i - 1], 1e-3F);
	return (float)y;
}

/* The top of the highest letters: the first row with a fair part of the ink of the fullest one. */
static float top_of(const float *rows, int height, float foot)
{
	float most = 0;
	for (int y = 0; y < height; y++)
		most = fmaxf(most, rows[y]);
	int y = 0;
	while (y < height - 1 && rows[y] < 0.08F * most)
		y++;
	return foot - fmaxf(0, (float)y - rows[y] / most);
}

/* The row's run of ink that begins at *x or after it; moves *x behind it. */
static float next_run(const float *row, int width, int *x)
{
	float run = 0;
	while (*x < width && row[*x] == 0)
		++*x;
	while (*x < width && row[*x] > 0)
		run += row[(*x)++];
	return run;
}

/* The median run of ink in the rows between the baseline and a height, in pixels. */
static float stroke_of(const struct patch *p, float height)
{
	enum { BINS = 512, TO_A_PIXEL = 8 };
	unsigned counts[BINS] = {0}, all = 0, below = 0;
	int begin = (int)(p->foot - 0.8F * height), end = (int)(p->foot - 0.2F * height), bin = 0;
	for (int y = begin < 0 ? 0 : begin; y <= end && y < p->height; y++)
		for (int x = 0; x < p->width;) {
			float run = next_run(p->at + (ptrdiff_t)y * p->width, p->width, &x);
			int b = (int)(run * TO_A_PIXEL);
			if (run < faint || run > height)
				continue;
			counts[b < BINS ? b : BINS - 1]++;
			all++;
		}
	while (all && bin < BINS - 1 && (below += counts[bin]) * 2 < all)
		bin++;
	return all ? ((float)bin + 0.5F) / TO_A_PIXEL : 0;
}

/* How much the sums over columns differ when the word is sheared upright from this slant: their sum of squares. */
static double unevenness(const struct patch *p, float slant, float *columns, int room)
{
	double sum = 0;
	memset(columns, 0, (size_t)room * sizeof *columns);
	for (int y = 0; y < p->height; y++) {
		float shift = (float)(room - p->width) / 2 - (p->foot - (float)y) * slant;
		int whole = (int)floorf(shift);
		float part = shift - (float)whole;
		for (int x = 0; x < p->width; x++) {
			float c = p->at[y * p->width + x];
			if (c == 0 || x + whole < 0 || x + whole + 1 >= room)
				continue;
			columns[x + whole] += c * (1 - part);
			columns[x + whole + 1] += c * part;
		}
	}
	for (int x = 0; x < room; x++)
		sum += (double)columns[x] * (double)columns[x];
	return sum;
}

static float slant_of(const struct patch *p)
{
	int room = p->width + 2 * p->height, best = 0;
	float *columns = must_alloc((size_t)room, sizeof *columns);
	double most = 0;
	for (int slant = LEAST_SLANT; slant <= MOST_SLANT; slant += SLANT_STEP) {
		double u = unevenness(p, tanf((float)slant * (float)M_PI / 180), columns, room);
		if (u > most) {
			most = u;
			best = slant;
		}
	}
	free(columns);
	return (float)best;
}

/* The usual white between letters: the median width of white columns in the word; 0 where most letters touch. */
static float spacing_of(const struct patch *p, int letters)
{
	int gaps[64], n = 0, white = 0;
	bool inside = false;
	for (int x = 0; x < p->width; x++) {
		float sum = 0;
		for (int y = 0; y < p->height; y++)
			sum += p->at[y * p->width + x];
		if (sum < faint) {
			white++;
			continue;
		}
		if (inside && white && n < 64)
			gaps[n++] = white;
		inside = true;
		white = 0;
	}
	if (!n || 2 * n < letters - 1)
		return 0;
	qsort(gaps, (size_t)n, sizeof *gaps, by_int);
	int middle = gaps[n / 2];
	return (float)middle;
}

static void measure_heights(const struct patch *p, struct letter_shapes s, struct type_measures *t)
{
	float *rows = must_alloc((size_t)p->height, sizeof *rows), fall = 0;
	sum_rows(p, rows);
	float top = top_of(rows, p->height, p->foot);
	int begin = (int)(p->foot - 0.92F * top), end = (int)(p->foot - 0.45F * top), edge = 0;
	bool mixed = s.low && (s.high || s.other);
	for (int y = begin < 2 ? 2 : begin; mixed && y < end && y + 1 < p->height; y++) {
		float f = rows[y] + rows[y + 1] - rows[y - 1] - rows[y - 2];
		if (f > fall) {
			fall = f;
			edge = y;
		}
	}
	t->height = s.high ? top : 0;
	t->x_height = !s.low ? 0 : !mixed ? top : edge ? p->foot - crossing(rows, p->height, edge) : 0;
	free(rows);
}

/* Rounded as JSON keeps it, in pixels of the scan. */
static float on_scan(float pixels, double factor)
{
	return roundf(pixels * (float)factor * 100) / 100;
}

static void measure_word(const struct ink *ink, struct box b, float foot, double to_scan, struct word *w)
{
	struct letter_shapes s = letter_shapes_of(w->raw);
	struct patch p = {.width = b.right - b.left, .height = b.bottom - b.top, .foot = foot - (float)b.top};
	if (!s.letters || p.width > MOST_WIDTH || p.height > MOST_HEIGHT || p.height < 4 || p.width < 2)
		return;
	p.at = must_alloc((size_t)p.width * (size_t)p.height, sizeof *p.at);
	struct type_measures t = {0};
	if (cover(ink, b, &p)) {
		measure_heights(&p, s, &t);
		float height = t.x_height > 0 ? t.x_height : t.height;
		t = (struct type_measures){.x_height = on_scan(t.x_height, to_scan),
					   .height = on_scan(t.height, to_scan),
					   .stroke = on_scan(stroke_of(&p, height), to_scan),
					   .slant = s.letters > 2 ? slant_of(&p) : 0,
					   .spacing = on_scan(spacing_of(&p, s.letters), to_scan),
					   .reversed = p.reversed,
					   .measured = true};
	}
	w->type = t;
	free(p.at);
}

/* The box on the ink's pictures, with a pixel about it. */
static struct box in_pictures(const struct ink *ink, const struct scan *scan, struct box on_scan)
{
	struct box b = transform_box_from_scan(&scan->transform, on_scan);
	int r = ink->reduction;
	return box_common(
		(struct box){b.left / r - 1, b.top / r - 1, (b.right + r - 1) / r + 1, (b.bottom + r - 1) / r + 1},
		(struct box){0, 0, pixGetWidth(ink->ground), pixGetHeight(ink->ground)});
}

/* The height of the line's baseline in the pictures, at x. */
static float foot_at(const struct position ends[2], double x)
{
	double wide = ends[1].x - ends[0].x;
	double part = fabs(wide) < 1 ? 0 : fmax(0, fmin(1, (x - ends[0].x) / wide));
	return (float)(ends[0].y + part * (ends[1].y - ends[0].y));
}

/* Where the word stands, by its box on the pictures, less what hangs below the line. */
static int foot_of(const struct word *w, struct box b)
{
	struct letter_shapes s = letter_shapes_of(w->raw);
	double height = b.bottom - b.top, hanging = s.hanging ? usual_descender : 0;
	return b.bottom - 1 - (int)lround(height * hanging / ((s.tall ? usual_ascender : 1) + hanging));
}

/*
 * The first word behind white as between columns, or NULL: from there on the line may be of another row, which the
 * recogniser read with it. `below` is how far the words up to there stand below the line's baseline, pixels of the
 * pictures; 0 where that is next to nothing.
 */
static struct word *part_of(const struct ink *ink, const struct scan *scan, const struct position ends[2],
			    struct word *first, float *below)
{
	enum { MOST = 64 };
	int feet[MOST] = {0};
	size_t n = 0;
	struct word *w = first;
	for (int right = 0; w; w = next_word(w)) {
		if (box_empty(w->box))
			continue;
		struct box b = in_pictures(ink, scan, w->box);
		if (box_empty(b))
			continue;
		if (right && b.left - right > part_white * ink->letter)
			break;
		right = b.right;
		if (n < MOST)
			feet[n++] = foot_of(w, b) - (int)lroundf(foot_at(ends, (b.left + b.right) / 2.0));
	}
	qsort(feet, n, sizeof *feet, by_int);
	size_t middle = n ? (n - 1) / 2 : 0;
	int most = n ? feet[middle] : 0;
	*below = (float)abs(most) > other_row * (float)ink->letter ? (float)most : 0;
	return w;
}

static void measure_line(const struct ink *ink, const struct scan *scan, double to_scan, struct line *l)
{
	struct position ends[2];
	for (int i = 0; i < 2; i++) {
		struct position p = {l->baseline[i].x, l->baseline[i].y};
		p = transform_from_scan(&scan->transform, p);
		ends[i] = (struct position){p.x / ink->reduction, p.y / ink->reduction};
	}
	struct word *part = first_word(l);
	float below = 0;
	for (struct word *w = part; w; w = next_word(w)) {
		if (w == part) {
			part = part_of(ink, scan, ends, w, &below);
			below = w == first_word(l) && !part ? 0 : below; /* of one part the baseline is its own */
		}
		if (w->type.measured || box_empty(w->box))
			continue;
		struct box b = in_pictures(ink, scan, w->box);
		float foot = foot_at(ends, (b.left + b.right) / 2.0) + below;
		bool stands = foot > (float)b.top + 0.4F * (float)(b.bottom - b.top) && foot <= (float)b.bottom + 1;
		if (!box_empty(b))
			measure_word(ink, b, stands ? foot : (float)(b.bottom - 1), to_scan, w);
	}
}

void measure_type(struct scan *scan, struct page *page)
{
	const struct ink *ink = ink_of(scan);
	if (!ink)
		return;
	double to_scan = ink->reduction / scan_scale(scan);
	for (struct region *r = first_region(page); r; r = next_region(r))
		for (struct line *l = first_line(r); l; l = next_line(l))
			measure_line(ink, scan, to_scan, l);
}
