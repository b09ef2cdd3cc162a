/*
 * Make the lines straight that curve near a gutter, or with a page that does not lie flat.
 *
 * The middles of the text's lines (found as D. Bloomberg's dewarp2.c does, by Leptonica) tell by how much each point
 * lies below its place on a flat page: a polynomial of the place, fitted to all lines together by least squares, each
 * line with a height of its own. So a line tells of its part of the page only, and those of several columns need not go
 * on in each other. Where the page is hardly curved, or its lines do not become straighter, it is left as it is.
 */
#include "image/clean.h"

#include "base/order.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* Powers of x, from the first, and of y, from none; what is alike for all of a line is in its height. */
enum { POWERS_ACROSS = 4, POWERS_DOWN = 3, TERMS = POWERS_ACROSS * POWERS_DOWN };

/*
 * A page is curved whose lines slope so differently (degrees, all but a twentieth of their points at either end): on 70
 * flat pages of all kinds, also aslant ones, it is at most 2.9, on ten curved ones 3.3 to 9.8.
 */
static const double least_range = 3.1, left_aside = 0.05;

/* Lines shorter than this part of the longest tell little; fewer than so many of the others make no model. */
static const float least_length = 0.25F;
enum { FEWEST_LINES = 8 };

/* Lines that fit so many times worse than the median one (pixels, at least) are pictures, or two that touch. */
static const double most_off = 4, least_off = 0.5;

/* What holds the polynomial down where no lines are: for each point so much of one that is zero. */
static const double held = 1e-4;

/* The map has a value for each so many pixels; neighbours may differ by this part of that, or the page would fold. */
enum { STEP = 24 };
static const double steepest = 0.5;

/* By how much the lines' straightness must grow (its measure is the squared change from one row of pixels to the next).
 */
static const double least_gain = 1.1;

/* The page's lines as points, line i from begins[i] on; and the polynomial: how far a point is below its place. */
struct model {
	struct position *points;
	size_t *begins, lines, count;
	bool *left_out; /* by line */
	double width, height, terms[TERMS];
};

static void terms_at(const struct model *m, struct position p, double out[TERMS])
{
	double u = 2 * p.x / m->width - 1, v = 2 * p.y / m->height - 1, across = u;
	for (int a = 0; a < POWERS_ACROSS; a++) {
		double both = across;
		for (int d = 0; d < POWERS_DOWN; d++) {
			out[a * POWERS_DOWN + d] = both;
			both *= v;
		}
		across *= u;
	}
}

static double value_at(const struct model *m, struct position p)
{
	double terms[TERMS], sum = 0;
	terms_at(m, p, terms);
	for (int i = 0; i < TERMS; i++)
		sum += m->terms[i] * terms[i];
	return sum;
}

/* Adds the line's points to the normal equations. Each counts from the line's mean, so that its height falls out. */
static void add_line(const struct model *m, size_t line, double sums[TERMS][TERMS + 1])
{
	size_t begin = m->begins[line], end = m->begins[line + 1];
	double means[TERMS + 1] = {0};
	for (int mean = 1; mean >= 0; mean--)
		for (size_t i = begin; i < end; i++) {
			double terms[TERMS + 1];
			terms_at(m, m->points[i], terms);
			terms[TERMS] = m->points[i].y;
			for (int k = 0; k <= TERMS && mean; k++)
				means[k] += terms[k] / (double)(end - begin);
			for (int r = 0; r < TERMS && !mean; r++)
				for (int c = 0; c <= TERMS; c++)
					sums[r][c] += (terms[r] - means[r]) * (terms[c] - means[c]);
		}
}

/* Gauss's elimination; the equations are positive definite. */
static void solve(double sums[TERMS][TERMS + 1], double out[TERMS])
{
	for (int k = 0; k < TERMS; k++)
		for (int r = k + 1; r < TERMS; r++) {
			double factor = sums[r][k] / sums[k][k];
			for (int c = k; c <= TERMS; c++)
				sums[r][c] -= factor * sums[k][c];
		}
	for (int r = TERMS; r--;) {
		out[r] = sums[r][TERMS];
		for (int c = r + 1; c < TERMS; c++)
			out[r] -= sums[r][c] * out[c];
		out[r] /= sums[r][r];
	}
}

static void fit(struct model *m)
{
	double sums[TERMS][TERMS + 1] = {0};
	for (size_t i = 0; i < m->lines; i++)
		if (!m->left_out[i])
			add_line(m, i, sums);
	for (int k = 0; k < TERMS; k++)
		sums[k][k] += held * (double)m->count;
	solve(sums, m->terms);
}

/* How far the line's points lie from where the model has them: the root of their mean square (pixels). */
static double misfit(const struct model *m, size_t line)
{
	double sum = 0, squares = 0, n = (double)(m->begins[line + 1] - m->begins[line]);
	for (size_t i = m->begins[line]; i < m->begins[line + 1]; i++) {
		double off = m->points[i].y - value_at(m, m->points[i]);
		sum += off / n;
		squares += off * off / n;
	}
	return sqrt(fmax(squares - sum * sum, 0));
}

/* Leaves out the lines that fit badly; gives how many are left. */
static size_t leave_out(struct model *m)
{
	double *misfits = must_alloc(m->lines + 1, sizeof *misfits), *sorted = must_alloc(m->lines + 1, sizeof *sorted);
	size_t left = 0;
	for (size_t i = 0; i < m->lines; i++)
		misfits[i] = sorted[i] = misfit(m, i);
	qsort(sorted, m->lines, sizeof *sorted, by_double);
	for (size_t i = 0; i < m->lines; i++) {
		m->left_out[i] = misfits[i] > most_off * fmax(sorted[m->lines / 2], least_off);
		left += !m->left_out[i];
	}
	free(misfits);
	free(sorted);
	return left;
}

/* How differently the lines slope in different places, in degrees. */
static double range_of_slopes(const struct model *m)
{
	static const double step = 4; /* pixels to either side */
	double *slopes = must_alloc(m->count + 1, sizeof *slopes);
	for (size_t i = 0; i < m->count; i++) {
		struct position left = m->points[i], right = left;
		left.x -= step;
		right.x += step;
		slopes[i] = atan2(value_at(m, right) - value_at(m, left), 2 * step) * 180 / M_PI;
	}
	qsort(slopes, m->count, sizeof *slopes, by_double);
	double aside = left_aside * (double)(m->count - 1);
	double range = slopes[m->count - 1 - (size_t)aside] - slopes[(size_t)aside];
	free(slopes);
	return range;
}

static void take_lines(struct model *m, PTAA *lines)
{
	enum { EVERY = 8 }; /* column of pixels has a point */
	m->lines = (size_t)ptaaGetCount(lines);
	m->begins = must_alloc(m->lines + 1, sizeof *m->begins);
	m->left_out = must_alloc(m->lines + 1, sizeof *m->left_out);
	for (size_t i = 0; i < m->lines; i++) {
		PTA *line = ptaaGetPta(lines, (l_int32)i, L_CLONE);
		size_t n = (size_t)ptaGetCount(line);
		m->points = must_realloc(m->points, m->count + n / EVERY + 1, sizeof *m->points);
		for (size_t k = 0; k < n; k += EVERY) {
			float x, y;
			ptaGetPt(line, (l_int32)k, &x, &y);
			m->points[m->count++] = (struct position){(double)x, (double)y};
		}
		m->begins[i + 1] = m->count;
		ptaDestroy(&line);
	}
}

/* Fits the model to the lines of the picture; false where they make none. */
static bool model_of(PIX *binary, struct model *m)
{
	PTAA *all = dewarpGetTextlineCenters(binary, 0);
	PTAA *lines = all ? dewarpRemoveShortLines(binary, all, least_length, 0) : NULL;
	*m = (struct model){.width = pixGetWidth(binary), .height = pixGetHeight(binary)};
	if (lines)
		take_lines(m, lines);
	ptaaDestroy(&all);
	ptaaDestroy(&lines);
	if (m->lines < FEWEST_LINES)
		return false;
	fit(m);
	bool enough = leave_out(m) >= FEWEST_LINES;
	if (enough)
		fit(m);
	return enough;
}

static void release_model(struct model *m)
{
	free(m->points);
	free(m->begins);
	free(m->left_out);
}

/* By how much a point of the flat page is above where it was, in pixels of the small picture. */
static double rise_at(const struct model *m, double x, double y)
{
	enum { ROUNDS = 4 };
	double value = 0;
	for (int i = 0; i < ROUNDS; i++)
		value = value_at(m, (struct position){x, fmin(fmax(y + value, 0), m->height)});
	return value;
}

/* The model as a transform, for a picture factor times as large; false where it would fold it. */
static bool make_warp(const struct model *m, int factor, struct transform *warp)
{
	int w = (int)m->width / STEP + 2, h = (int)m->height / STEP + 2;
	FPIX *map = fpixCreate(w, h);
	bool folds = false;
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			double rise = rise_at(m, fmin(x * STEP, m->width), fmin(y * STEP, m->height));
			float left = 0, above = 0;
			fpixSetPixel(map, x, y, (float)(-rise * factor));
			folds |= x && !fpixGetPixel(map, x - 1, y, &left) &&
				 fabs(left / (float)factor + rise) > steepest * STEP;
			folds |= y && !fpixGetPixel(map, x, y - 1, &above) &&
				 fabs(above / (float)factor + rise) > steepest * STEP;
		}
	transform_init(warp);
	if (folds)
		fpixDestroy(&map);
	else
		transform_add_warp(warp, map, STEP * factor);
	return !folds;
}

/* What stands at a place between pixels, in grey; white outside of the picture. */
static double brightness(PIX *grey, struct position p)
{
	int w = pixGetWidth(grey), h = pixGetHeight(grey), wpl = pixGetWpl(grey);
	int x = (int)floor(p.x), y = (int)floor(p.y);
	if (x < 0 || y < 0 || x >= w || y >= h)
		return 255;
	const l_uint32 *row = pixGetData(grey) + (ptrdiff_t)y * wpl, *next = y + 1 < h ? row + wpl : row;
	int right = x + 1 < w ? x + 1 : x;
	double across = p.x - x, down = p.y - y;
	double upper = GET_DATA_BYTE(row, x) * (1 - across) + GET_DATA_BYTE(row, right) * across;
	double lower = GET_DATA_BYTE(next, x) * (1 - across) + GET_DATA_BYTE(next, right) * across;
	return upper * (1 - down) + lower * down;
}

/* The picture without the warp, with a margin on all sides so that nothing leaves it. */
static PIX *flattened(PIX *grey, const struct transform *warp, int margin)
{
	int w = pixGetWidth(grey) + 2 * margin, h = pixGetHeight(grey) + 2 * margin;
	PIX *flat = pixCreate(w, h, 8);
	for (int y = 0; flat && y < h; y++) {
		l_uint32 *row = pixGetData(flat) + (ptrdiff_t)y * pixGetWpl(flat);
		for (int x = 0; x < w; x++) {
			struct position p = transform_to_scan(warp, (struct position){x - margin, y - margin});
			SET_DATA_BYTE(row, x, (uint8_t)lround(brightness(grey, p)));
		}
	}
	return flat;
}

/* The furthest that a point moves (pixels, rounded up). */
static int furthest(const struct transform *warp)
{
	float least, greatest;
	fpixGetMin(warp->down, &least, NULL, NULL);
	fpixGetMax(warp->down, &greatest, NULL, NULL);
	return (int)ceilf(fmaxf(fabsf(least), fabsf(greatest)));
}

static double straightness(PIX *binary)
{
	float sum = 0;
	pixFindDifferentialSquareSum(binary, &sum);
	return (double)sum;
}

/* Do the lines of the picture in black and white become straighter? */
static bool is_straighter(PIX *binary, const struct transform *warp)
{
	PIX *grey = pixConvert1To8(NULL, binary, 255, 0), *flat = flattened(grey, warp, furthest(warp)),
	    *after = pixThresholdToBinary(flat, 128);
	bool better = straightness(after) > least_gain * straightness(binary);
	pixDestroy(&grey);
	pixDestroy(&flat);
	pixDestroy(&after);
	return better;
}

static void apply(struct scan *s, const struct model *m, double range)
{
	struct transform small, full;
	if (!make_warp(m, 1, &small))
		return;
	if (is_straighter(scan_binary(s), &small) && make_warp(m, s->reduction, &full)) {
		int margin = furthest(&full);
		PIX *flat = flattened(scan_grey(s), &full, margin);
		transform_add_warp(&s->transform, full.down, full.step);
		scan_replace(s, flat, affine_shift(-margin, -margin));
		scan_note(s, "lines made straight whose slopes differed by %.1f degrees", range);
	}
	transform_release(&small);
}

static void dewarp(struct scan *s)
{
	struct model m;
	if (model_of(scan_binary(s), &m)) {
		double range = range_of_slopes(&m);
		if (range >= least_range)
			apply(s, &m, range);
	}
	release_model(&m);
}

const struct cleaning_step clean_dewarp = {
	.name = "dewarp", .summary = "make lines straight that curve near a gutter", .run = dewarp};
