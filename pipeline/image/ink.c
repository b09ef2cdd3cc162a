/* The ground beneath the ink, and cutting groups of letters out of it. */
#include "image/ink.h"

#include "image/crop.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The pictures are reduced until letters are lower than this (pixels of x-height). */
static const double high_enough = 16;

/* A tile's side in x-heights: a line and its leading, of which most is ground. */
static const double tile_side = 2.2;

/* Noise: this many standard deviations of the ground, and at least so many grey levels. */
static const double deviations = 4.5;
enum { LEAST_NOISE = 14 };

/* With more noise (grey levels) pale boxes are lost in it; it is averaged over so much about each place (x-heights). */
static const int most_grain = 24;
static const double smoothing = 0.2;

/* Most of the ground is paper; of what is printed on a page, some is as dark as its ink can be. */
static const float paper_rank = 0.6F, brightest_rank = 0.95F, black_rank = 0.02F;

/* A band of ink at the foot of a line lower than this (x-heights) is a rule. */
static const double thin_rule = 0.35;

static int least_of(int a, int b)
{
	return a < b ? a : b;
}

int ink_median(const unsigned counts[256], unsigned all)
{
	unsigned below = 0;
	int v = 0;
	while (v < 255 && (below += counts[v]) * 2 < all)
		v++;
	return v;
}

static int tile_median(PIX *grey, int left, int top, int side)
{
	unsigned counts[256] = {0}, all = 0;
	int right = least_of(left + side, pixGetWidth(grey)), bottom = least_of(top + side, pixGetHeight(grey));
	const uint32_t *data = pixGetData(grey);
	for (int y = top; y < bottom; y++)
		for (int x = left; x < right; x++, all++)
			counts[GET_DATA_BYTE(data + (size_t)y * (size_t)pixGetWpl(grey), x)]++;
	return all ? ink_median(counts, all) : 255;
}

/* The brightness of the ground beneath each pixel. */
static PIX *find_ground(PIX *grey, int side)
{
	int w = pixGetWidth(grey), h = pixGetHeight(grey), across = (w + side - 1) / side, down = (h + side - 1) / side;
	PIX *tiles = pixCreate(across, down, 8);
	for (int y = 0; y < down; y++)
		for (int x = 0; x < across; x++)
			pixSetPixel(tiles, x, y, (uint32_t)tile_median(grey, x * side, y * side, side));
	PIX *calm = across > 2 && down > 2 ? pixMedianFilter(tiles, 3, 3) : pixClone(tiles);
	PIX *ground = pixScaleGrayLI(calm, (float)side, (float)side), *cut;
	BOX *all = boxCreate(0, 0, w, h);
	cut = pixClipRectangle(ground, all, NULL);
	boxDestroy(&all);
	pixDestroy(&tiles);
	pixDestroy(&calm);
	pixDestroy(&ground);
	return cut;
}

/* What the scanner's grain may differ from the ground, from the median of all small differences. */
static int find_noise(PIX *grey, PIX *ground)
{
	enum { SMALL = 24 };
	static const double median_to_deviation = 1.4826;
	unsigned counts[256] = {0}, all = 0;
	for (int y = 0; y < pixGetHeight(grey); y += 2) {
		const uint32_t *g = pixGetData(grey) + (size_t)y * (size_t)pixGetWpl(grey),
			       *p = pixGetData(ground) + (size_t)y * (size_t)pixGetWpl(ground);
		for (int x = 0; x < pixGetWidth(grey); x += 2) {
			int d = abs((int)GET_DATA_BYTE(g, x) - (int)GET_DATA_BYTE(p, x));
			if (d < SMALL) {
				counts[d]++;
				all++;
			}
		}
	}
	double deviation = all ? median_to_deviation * (ink_median(counts, all) + 0.5) : 0;
	return (int)fmax(LEAST_NOISE, deviations * deviation);
}

/* The brightness that this part of the picture is darker than. */
static int brightness_at(PIX *pix, float rank)
{
	NUMA *histogram = pixGetGrayHistogram(pix, 2);
	float brightness = 255;
	numaHistogramGetValFromRank(histogram, rank, &brightness);
	numaDestroy(&histogram);
	return (int)brightness;
}

const struct ink *ink_of(struct scan *scan)
{
	double x_height = scan_x_height(scan);
	if (scan->ink || !(x_height > 0))
		return scan->ink;
	struct ink *ink = scan->ink = must_alloc(1, sizeof *ink);
	*ink = (struct ink){.reduction = 1};
	while (x_height / ink->reduction >= high_enough)
		ink->reduction *= 2;
	ink->letter = x_height / ink->reduction;
	ink->grey = pixClone(scan_grey(scan));
	for (int r = 1; r < ink->reduction; r *= 2) {
		PIX *half = pixScaleAreaMap2(ink->grey);
		pixDestroy(&ink->grey);
		ink->grey = half;
	}
	ink->ground = find_ground(ink->grey, (int)ceil(tile_side * ink->letter));
	ink->paper = brightness_at(ink->ground, paper_rank);
	ink->brightest_paper = brightness_at(ink->ground, brightest_rank);
	ink->black = brightness_at(ink->grey, black_rank);
	ink->noise = find_noise(ink->grey, ink->ground);
	return ink;
}

void ink_drop(struct ink *ink)
{
	if (!ink)
		return;
	pixDestroy(&ink->grey);
	pixDestroy(&ink->ground);
	free(ink);
}

int ink_depth(const struct ink *ink, struct box b)
{
	int r = ink->reduction, most = 0;
	int right = least_of(b.right / r, pixGetWidth(ink->grey)),
	    bottom = least_of(b.bottom / r, pixGetHeight(ink->grey));
	for (int y = b.top / r; y < bottom; y++) {
		const uint32_t *grey = pixGetData(ink->grey) + (size_t)y * (size_t)pixGetWpl(ink->grey),
			       *ground = pixGetData(ink->ground) + (size_t)y * (size_t)pixGetWpl(ink->ground);
		for (int x = b.left / r; x < right; x++) {
			int d = abs((int)GET_DATA_BYTE(ground, x) - (int)GET_DATA_BYTE(grey, x));
			most = d > most ? d : most;
		}
	}
	return most;
}

void ink_darkness(const struct ink *ink, struct box b, double *mean, double *tenth)
{
	unsigned counts[256] = {0}, all = 0, above = 0;
	int r = ink->reduction, sum = 0, v = 255;
	int right = least_of(b.right / r, pixGetWidth(ink->grey)),
	    bottom = least_of(b.bottom / r, pixGetHeight(ink->grey));
	for (int y = b.top / r; y < bottom; y++) {
		const uint32_t *grey = pixGetData(ink->grey) + (size_t)y * (size_t)pixGetWpl(ink->grey),
			       *ground = pixGetData(ink->ground) + (size_t)y * (size_t)pixGetWpl(ink->ground);
		for (int x = b.left / r; x < right; x++, all++) {
			int d = (int)GET_DATA_BYTE(ground, x) - (int)GET_DATA_BYTE(grey, x);
			sum += d;
			counts[d < 0 ? 0 : d]++;
		}
	}
	while (v > 0 && (above += counts[v]) * 10 < all)
		v--;
	*mean = all ? (double)sum / all : 0;
	*tenth = v;
}

/* Does anything stand out in this row of the pictures, from left to right? */
static struct box row_ink(const struct ink *ink, int y, int left, int right)
{
	struct box found = {0};
	const uint32_t *grey = pixGetData(ink->grey) + (size_t)y * (size_t)pixGetWpl(ink->grey),
		       *ground = pixGetData(ink->ground) + (size_t)y * (size_t)pixGetWpl(ink->ground);
	for (int x = left; x < right; x++)
		if (abs((int)GET_DATA_BYTE(ground, x) - (int)GET_DATA_BYTE(grey, x)) >= ink->noise)
			found = box_union(found, (struct box){x, y, x + 1, y + 1});
	return found;
}

struct box ink_tight(const struct ink *ink, struct box b)
{
	int r = ink->reduction, top = b.top / r;
	int right = least_of(b.right / r, pixGetWidth(ink->grey)),
	    bottom = least_of(b.bottom / r, pixGetHeight(ink->grey));
	struct box whole = {0}, band = {0};
	/* Bands of rows from the foot up: a thin one at the foot is a rule, which is left out. */
	for (int y = bottom - 1; y >= top; y--) {
		struct box row = row_ink(ink, y, b.left / r, right);
		if (!box_empty(row))
			band = box_union(band, row);
		bool ends = box_empty(row) || y == top;
		if (ends && !box_empty(band) &&
		    (!box_empty(whole) || band.bottom - band.top >= thin_rule * ink->letter))
			whole = box_union(whole, band);
		if (ends)
			band = (struct box){0};
	}
	struct box tight = {whole.left * r, whole.top * r, whole.right * r, whole.bottom * r};
	return box_empty(whole) ? b : box_common(tight, b);
}

/*
 * The part of image that lies in the box, each pixel as far from white as it stands out from its ground. What lies
 * about the group is left white: a rule, or another line.
 */
static PIX *flattened(const struct ink *ink, PIX *image, struct box b, const struct ink_group *group)
{
	int w = b.right - b.left, h = b.bottom - b.top, gw = pixGetWidth(ink->ground), gh = pixGetHeight(ink->ground);
	double factor = (group->reversed ? 255 : -255) / fmax(group->depth, 1);
	int edge = 2 * ink->reduction; /* of strokes, beyond the box of what stands out clearly */
	struct box own = {group->box.left - edge, group->box.top - edge, group->box.right + edge,
			  group->box.bottom + edge};
	struct box inner = box_common(own, b);
	PIX *flat = pixCreate(w, h, 8);
	pixSetAll(flat);
	for (int y = inner.top - b.top; y < inner.bottom - b.top; y++) {
		int gy = least_of((b.top + y) / ink->reduction, gh - 1);
		const uint32_t *from = pixGetData(image) + (size_t)(b.top + y) * (size_t)pixGetWpl(image),
			       *ground = pixGetData(ink->ground) + (size_t)gy * (size_t)pixGetWpl(ink->ground);
		uint32_t *to = pixGetData(flat) + (size_t)y * (size_t)pixGetWpl(flat);
		for (int x = inner.left - b.left; x < inner.right - b.left; x++) {
			int gx = least_of((b.left + x) / ink->reduction, gw - 1);
			int under = group->ground ? group->ground : (int)GET_DATA_BYTE(ground, gx);
			int d = (int)GET_DATA_BYTE(from, b.left + x) - under;
			SET_DATA_BYTE(to, x, (uint8_t)fmax(0, fmin(255, 255 - factor * d)));
		}
	}
	return flat;
}

struct box ink_highest(const struct ink *ink, struct scan *scan, struct box b)
{
	enum { HALF = 128 };
	PIX *image = scan_grey(scan);
	b = box_common(b, (struct box){0, 0, pixGetWidth(image), pixGetHeight(image)});
	if (box_empty(b))
		return b;
	PIX *flat = flattened(ink, image, b, &(struct ink_group){.box = b, .depth = ink_depth(ink, b)});
	PIX *mask = pixThresholdToBinary(flat, HALF);
	BOXA *shapes = pixConnCompBB(mask, 8);
	struct box highest = {0};
	for (int i = 0; i < boxaGetCount(shapes); i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(shapes, i, &x, &y, &w, &h);
		if (h > highest.bottom - highest.top)
			highest = (struct box){b.left + x, b.top + y, b.left + x + w, b.top + y + h};
	}
	boxaDestroy(&shapes);
	pixDestroy(&mask);
	pixDestroy(&flat);
	return highest;
}

int ink_smoothing(const struct ink *ink)
{
	return ink->noise < most_grain ? 0 : (int)fmax(1, smoothing * ink->letter);
}

/* The image with the grain of the box averaged: far from its ground it would be cut off, and pale the letter. */
static PIX *without_grain(const struct ink *ink, PIX *image, struct box b)
{
	int half = ink_smoothing(ink) * ink->reduction;
	BOX *box = boxCreate(b.left, b.top, b.right - b.left, b.bottom - b.top);
	PIX *part = pixClipRectangle(image, box, NULL), *smooth = pixBlockconv(part, half, half);
	PIX *out = pixCopy(NULL, image);
	pixRasterop(out, b.left, b.top, b.right - b.left, b.bottom - b.top, PIX_SRC, smooth, 0, 0);
	boxDestroy(&box);
	pixDestroy(&part);
	pixDestroy(&smooth);
	return out;
}

PIX *ink_cut(const struct ink *ink, struct scan *scan, const struct ink_group *group, const struct box *covered,
	     size_t covered_count, struct transform *transform)
{
	enum { WHITE = 255 };
	PIX *image = pixClone(scan_grey(scan));
	int pad = group->ground ? 0 : (int)lround(group->height * 0.4);
	struct box all = {0, 0, pixGetWidth(image), pixGetHeight(image)}, b = group->box;
	b = box_common((struct box){b.left - pad, b.top - pad, b.right + pad, b.bottom + pad}, all);
	/* What was read of a letter under grain is none of what stands beside it. */
	bool grainy = group->ground && !group->lines && ink_smoothing(ink) && !box_empty(b);
	if (grainy) {
		pixDestroy(&image);
		image = without_grain(ink, scan_grey(scan), b);
	}
	PIX *flat = flattened(ink, image, b, group);
	struct crop crop = {.box = b, .letter = group->height, .covered = covered};
	crop.covered_count = grainy ? 0 : covered_count;
	PIX *cut = crop_finish(flat, scan, &crop, WHITE, transform);
	pixDestroy(&flat);
	pixDestroy(&image);
	return cut;
}
