/*
 * Make the lines straight that curve near a gutter, or with a page that does not lie flat.
 *
 * Leptonica's model of the page (D. Bloomberg, dewarp1.c: a parabola for each long line, the disparities between them
 * interpolated) tells how far each point lies from its place on a flat page. Where the lines are hardly curved, or the
 * model does not make them straighter, the page is left as it is: on 64 flat pages of all kinds their depth (below) is
 * at most 0.36, on the four curved ones 1.09 to 3.01.
 */
#include "image/clean.h"

#include "base/order.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The depth of a page's arcs (x-heights, as if they ran across all of it) from which on it is curved. */
static const double least_depth = 0.6;

/* A line in ten may be more curved than that depth, by mistake; a line's curve is the median of so many about it. */
static const double counted = 0.9;
enum { NEIGHBOURS = 5 };

/* Fewer long lines make no model. */
enum { FEWEST_LINES = 8 };

/* The limits of the model's curvatures (millionth parts of 1 / pixel); Leptonica's own are 180 and 150. */
enum { MOST_CURVED = 1000 };

/* Neighbouring disparities may differ by this part of their distance: above, the page would be folded. */
static const double steepest = 0.5;

/* By how much the lines' straightness must grow (its measure is the squared change from one row of pixels to the next).
 */
static const double least_gain = 1.1;

/* The curvature about line i: the median of its neighbours' and its own. */
static double curvature(NUMA *curves, int i)
{
	double near[NEIGHBOURS] = {0};
	int n = 0;
	for (int k = i - NEIGHBOURS / 2; k <= i + NEIGHBOURS / 2; k++) {
		float c;
		if (k >= 0 && k < numaGetCount(curves) && !numaGetFValue(curves, k, &c))
			near[n++] = (double)c;
	}
	qsort(near, (size_t)n, sizeof *near, by_double);
	return near[n / 2];
}

/* The depth of the arc that the page's most curved lines would make across all of it, in pixels. */
static double depth_of_arcs(const L_DEWARP *model)
{
	int n = numaGetCount(model->nacurves);
	double *sizes = must_alloc((size_t)n + 1, sizeof *sizes);
	for (int i = 0; i < n; i++)
		sizes[i] = fabs(curvature(model->nacurves, i));
	qsort(sizes, (size_t)n, sizeof *sizes, by_double);
	double size = n ? sizes[(int)(counted * (n - 1))] : 0;
	free(sizes);
	return size * model->w * model->w / 4; /* y = c x², half a page to each side */
}

/* The map with its values times factor, or NULL where it would fold the page. */
static FPIX *checked(FPIX *map, int step, int factor)
{
	int w, h;
	fpixGetDimensions(map, &w, &h);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			float here, right = 0, below = 0;
			fpixGetPixel(map, x, y, &here);
			if (x + 1 == w || fpixGetPixel(map, x + 1, y, &right))
				right = here;
			if (y + 1 == h || fpixGetPixel(map, x, y + 1, &below))
				below = here;
			if (fabs((double)(right - here)) > steepest * step ||
			    fabs((double)(below - here)) > steepest * step)
				return NULL;
		}
	FPIX *scaled = fpixCopy(map);
	fpixAddMultConstant(scaled, 0, (float)factor);
	return scaled;
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
	FPIX *const maps[] = {warp->across, warp->down};
	double most = 0;
	for (int i = 0; i < 2; i++) {
		float least, greatest;
		if (!maps[i])
			continue;
		fpixGetMin(maps[i], &least, NULL, NULL);
		fpixGetMax(maps[i], &greatest, NULL, NULL);
		most = fmax(most, fmax(fabs((double)least), fabs((double)greatest)));
	}
	return (int)ceil(most);
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

/* The model's maps as a transform, for a picture factor times as large; false where they would fold it. */
static bool make_warp(const L_DEWARP *model, int factor, struct transform *warp)
{
	transform_init(warp);
	FPIX *down = checked(model->sampvdispar, model->sampling, factor);
	if (!down)
		return false;
	FPIX *across = model->hvalid ? checked(model->samphdispar, model->sampling, factor) : NULL;
	transform_add_warp(warp, across, down, model->sampling * factor);
	return true;
}

static void apply(struct scan *s, const L_DEWARP *model, double depth)
{
	struct transform small, full;
	if (!make_warp(model, 1, &small))
		return;
	if (is_straighter(scan_binary(s), &small) && make_warp(model, s->reduction, &full)) {
		int margin = furthest(&full);
		PIX *flat = flattened(scan_grey(s), &full, margin);
		transform_add_warp(&s->transform, full.across, full.down, full.step);
		scan_replace(s, flat, affine_shift(-margin, -margin));
		scan_note(s, "lines made straight that curved by %.1f times their letters' height", depth);
	}
	transform_release(&small);
}

static void dewarp(struct scan *s)
{
	PIX *binary = scan_binary(s);
	double x_height = scan_x_height(s) / s->reduction;
	if (!(x_height > 0))
		return;
	L_DEWARPA *models = dewarpaCreate(1, 0, 1, FEWEST_LINES, 0);
	L_DEWARP *model = dewarpCreate(binary, 0);
	dewarpaInsertDewarp(models, model);
	dewarpaSetCurvatures(models, MOST_CURVED, -1, MOST_CURVED, -1, -1, -1);
	dewarpaUseBothArrays(models, 1);
	dewarpaSetCheckColumns(models, 1);
	dewarpBuildPageModel(model, NULL);
	if (model->vsuccess) {
		double depth = depth_of_arcs(model) / x_height;
		dewarpaSetValidModels(models, 0, 0);
		if (depth >= least_depth && model->vvalid)
			apply(s, model, depth);
	}
	dewarpaDestroy(&models);
}

const struct cleaning_step clean_dewarp = {
	.name = "dewarp", .summary = "make lines straight that curve near a gutter", .run = dewarp};
