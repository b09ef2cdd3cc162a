/*
 * Make tape, stains and marker pens as bright as the paper, where letters are printed beneath them.
 *
 * A recogniser tells ink from paper by one threshold for the page, and loses what stands beneath brown tape; under a
 * marker's colour it is read, but breaks the line in pieces. The ground is looked for by a median, which keeps its
 * edges and tells no side: only where the letters on a dark ground are darker still is each point divided by the
 * ground. That is then found by a closing, which follows soft edges, but would take letters in white for ground.
 */
#include "image/clean.h"

#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

/* The picture is reduced until letters are no higher than this (pixels of x-height): the median takes long. */
static const double high_enough = 6;

/* The window of the median, x-heights: lower than two lines, since a marker often covers but one. */
static const double window_width = 4, window_height = 1.6;

/* Less than half of it is ink, also of bold type. */
static const float ground_rank = 0.6F;

/* A ground is stained below this part of the paper's brightness; below this (of 255) it may be solid ink. */
static const double stained = 0.9;
enum { DARKEST = 45 };

/* A stain's least sides, x-heights, and its least area, x-heights by x-heights. */
static const double least_side = 1.5, least_area = 30;

/* What is darker than this part of its ground is ink; letters in white are this part of the way to paper, or brighter.
 */
static const double ink_part = 0.65, white_part = 0.5;

/* Of a stain's area, this is ink at least and at most; and what is white is at most this part of what is ink. */
static const double least_ink = 0.02, most_ink = 0.35, most_white = 0.3;

/* So much of a stain's area is covered by boxes of letters. */
static const double least_covered = 0.03;

/* Of its ground, this part differs from the middle one by no more than that. */
static const double least_of_tone = 0.6, tone = 0.12;

/*
 * Tape and marker lie across the text: so much of what is beside the stain is covered by letters, too. The tinted boxes
 * of 34 magazine pages have up to 0.06 there, tape and marker 0.13 and more. A shadow covers more of the page.
 */
static const double least_beside = 0.1, most_area = 0.4;

/* The stain's ground to that of what is about it, at most: old paper grows darker by degrees. */
static const double step = 0.93;

/* The window of the closing, x-heights: wider than the strokes of headings; and how far a stain's soft edge may reach.
 */
static const double closing = 2.5, edge = 1.2;

struct stains {
	struct scan *scan;
	PIX *grey, *ground; /* reduced */
	PIXA *parts;        /* the stains, masks */
	BOXA *boxes;        /* where they lie in the reduced picture */
	PIX *letters;       /* the boxes of letters, a mask of the reduced picture */
	double x_height;    /* in the reduced picture */
	int reduction, paper;
};

static int edge_of(const struct stains *s)
{
	return (int)ceil(edge * s->x_height);
}

static int odd(double size)
{
	return 2 * (int)(size / 2) + 1;
}

static bool find_ground(struct stains *s)
{
	s->x_height = scan_x_height(s->scan);
	s->reduction = 1;
	s->grey = pixClone(scan_grey(s->scan));
	for (; s->x_height > high_enough; s->x_height /= 2, s->reduction *= 2) {
		PIX *half = pixScaleAreaMap2(s->grey);
		pixDestroy(&s->grey);
		s->grey = half;
	}
	s->ground = pixRankFilterGray(s->grey, odd(window_width * s->x_height), odd(window_height * s->x_height),
				      ground_rank);
	if (!s->ground)
		return false;
	s->paper = scan_paper(s->ground, 2);
	return true;
}

/* Pixels from this brightness to below that one. */
static PIX *band(PIX *grey, int least, int below)
{
	PIX *dark = pixThresholdToBinary(grey, below), *darkest = pixThresholdToBinary(grey, least);
	pixSubtract(dark, dark, darkest);
	pixDestroy(&darkest);
	return dark;
}

static void find_parts(struct stains *s)
{
	int least = (int)(least_side * s->x_height);
	PIX *dark = band(s->ground, DARKEST, (int)(stained * s->paper));
	PIX *wide = pixOpenBrick(NULL, dark, least, least);
	s->boxes = pixConnComp(wide, &s->parts, 8);
	pixDestroy(&dark);
	pixDestroy(&wide);
}

/* The boxes of what may be letters, as the local threshold of scan_binary tells them from any ground. */
static void find_letters(struct stains *s)
{
	PIX *binary = scan_binary(s->scan);
	double scale = (double)s->scan->reduction / s->reduction,
	       x_height = scan_x_height(s->scan) / s->scan->reduction;
	BOXA *boxes = pixConnCompBB(binary, 8);
	s->letters = pixCreate(pixGetWidth(s->grey), pixGetHeight(s->grey), 1);
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		if (!scan_may_be_letter(w, h, x_height))
			continue;
		BOX *box = boxCreate((int)(x * scale), (int)(y * scale), (int)ceil(w * scale), (int)ceil(h * scale));
		pixSetInRect(s->letters, box);
		boxDestroy(&box);
	}
	boxaDestroy(&boxes);
}

/* The stain and what is about it, as far as its soft edge may reach: a mask with that more on each side. */
static PIX *with_edge(const struct stains *s, PIX *stain)
{
	int reach = edge_of(s);
	PIX *wider = pixAddBorder(stain, reach, 0);
	PIX *mask = pixDilateBrick(NULL, wider, 2 * reach + 1, 2 * reach + 1);
	pixDestroy(&wider);
	return mask;
}

/* The ground's brightness under half of a mask that lies at this place. */
static double ground_under(const struct stains *s, PIX *mask, int left, int top)
{
	static const float half = 0.5F;
	float median = 0;
	NUMA *histogram = pixGetGrayHistogramMasked(s->ground, mask, left, top, 1);
	numaHistogramGetValFromRank(histogram, half, &median);
	numaDestroy(&histogram);
	return (double)median;
}

/* Does the stain lie across text, and does it begin at an edge? */
static bool is_laid_over_text(const struct stains *s, int part)
{
	int left, top, all = 0, covered = 0, reach = edge_of(s);
	boxaGetBoxGeometry(s->boxes, part, &left, &top, NULL, NULL);
	PIX *stain = pixaGetPix(s->parts, part, L_CLONE), *ring = with_edge(s, stain);
	int w = pixGetWidth(ring), h = pixGetHeight(ring);
	pixRasterop(ring, reach, reach, pixGetWidth(stain), pixGetHeight(stain), PIX_DST & PIX_NOT(PIX_SRC), stain, 0,
		    0);
	bool steep = ground_under(s, stain, left, top) <= step * ground_under(s, ring, left - reach, top - reach);
	pixCountPixels(ring, &all, NULL);
	pixRasterop(ring, 0, 0, w, h, PIX_SRC & PIX_DST, s->letters, left - reach, top - reach);
	pixCountPixels(ring, &covered, NULL);
	pixDestroy(&ring);
	pixDestroy(&stain);
	return steep && covered >= least_beside * all;
}

struct counts {
	unsigned area, ink, white, covered; /* pixels */
	unsigned grounds[256];
};

static void count_pixels(const struct stains *s, int part, struct counts *n)
{
	int left, top, w, h;
	PIX *mask = pixaGetPix(s->parts, part, L_CLONE);
	boxaGetBoxGeometry(s->boxes, part, &left, &top, &w, &h);
	*n = (struct counts){0};
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			uint32_t inside, v, ground, letter;
			pixGetPixel(mask, x, y, &inside);
			if (!inside)
				continue;
			pixGetPixel(s->grey, left + x, top + y, &v);
			pixGetPixel(s->ground, left + x, top + y, &ground);
			pixGetPixel(s->letters, left + x, top + y, &letter);
			n->area++;
			n->ink += v < ink_part * ground;
			n->white += v > ground + white_part * (s->paper - (double)ground);
			n->covered += letter;
			n->grounds[ground]++;
		}
	pixDestroy(&mask);
}

/* Is most of the stain's ground of one brightness? That of photographs is not. */
static bool is_of_one_tone(const struct counts *n)
{
	int median = ink_median(n->grounds, n->area);
	unsigned near = 0;
	for (int v = (int)((1 - tone) * median); v <= (1 + tone) * median && v < 256; v++)
		near += n->grounds[v];
	return near >= least_of_tone * n->area;
}

/* Are there letters in the stain, and are they darker than its ground? */
static bool has_dark_letters(const struct stains *s, int part)
{
	struct counts n;
	double page = (double)pixGetWidth(s->grey) * pixGetHeight(s->grey);
	count_pixels(s, part, &n);
	return n.area >= least_area * s->x_height * s->x_height && n.area <= most_area * page &&
	       n.ink >= least_ink * n.area && n.ink <= most_ink * n.area && n.white <= most_white * n.ink &&
	       n.covered >= least_covered * n.area && is_of_one_tone(&n);
}

/* Divides a part of the picture by its closing, where the mask is, and puts it into another picture at that place. */
static void divide(const struct stains *s, PIX *part, PIX *mask, PIX *even, int left, int top)
{
	int size = odd(closing * scan_x_height(s->scan));
	PIX *ground = pixCloseGray(part, size, size);
	for (int y = 0; y < pixGetHeight(part) && ground; y++) {
		const l_uint32 *from = pixGetData(part) + (ptrdiff_t)y * pixGetWpl(part);
		const l_uint32 *under = pixGetData(ground) + (ptrdiff_t)y * pixGetWpl(ground);
		const l_uint32 *inside = pixGetData(mask) + (ptrdiff_t)(y / s->reduction) * pixGetWpl(mask);
		l_uint32 *to = pixGetData(even) + (ptrdiff_t)(top + y) * pixGetWpl(even);
		for (int x = 0; x < pixGetWidth(part); x++) {
			int g = GET_DATA_BYTE(under, x);
			if (GET_DATA_BIT(inside, x / s->reduction) && g >= DARKEST && g < s->paper)
				SET_DATA_BYTE(to, left + x, (l_uint8)(GET_DATA_BYTE(from, x) * s->paper / g));
		}
	}
	pixDestroy(&ground);
}

/* Makes a stain as bright as the paper in a copy of the picture. */
static void brighten(const struct stains *s, int part, PIX *even)
{
	int left, top, x, y, reach = edge_of(s), r = s->reduction;
	boxaGetBoxGeometry(s->boxes, part, &left, &top, NULL, NULL);
	PIX *stain = pixaGetPix(s->parts, part, L_CLONE), *mask = with_edge(s, stain);
	BOX *all = boxCreate((left - reach) * r, (top - reach) * r, pixGetWidth(mask) * r, pixGetHeight(mask) * r),
	    *seen = NULL;
	PIX *cut = pixClipRectangle(scan_grey(s->scan), all, &seen);
	if (cut) {
		boxGetGeometry(seen, &x, &y, NULL, NULL);
		pixTranslate(mask, mask, left - reach - x / r, top - reach - y / r, L_BRING_IN_WHITE);
		divide(s, cut, mask, even, x, y);
	}
	pixDestroy(&cut);
	boxDestroy(&seen);
	boxDestroy(&all);
	pixDestroy(&mask);
	pixDestroy(&stain);
}

static void brighten_stains(struct stains *s)
{
	PIX *even = NULL;
	for (int i = 0; i < boxaGetCount(s->boxes); i++) {
		if (!has_dark_letters(s, i) || !is_laid_over_text(s, i))
			continue;
		even = even ? even : pixCopy(NULL, scan_grey(s->scan));
		brighten(s, i, even);
	}
	if (!even)
		return;
	scan_replace(s->scan, even, affine_identity);
	scan_note(s->scan, "stains made as bright as the paper");
}

static void take_out(struct scan *scan)
{
	struct stains s = {.scan = scan};
	if (pixGetDepth(scan->original) == 1 || !(scan_x_height(scan) > 0))
		return;
	if (find_ground(&s)) {
		find_parts(&s);
		find_letters(&s);
		brighten_stains(&s);
	}
	pixDestroy(&s.grey);
	pixDestroy(&s.ground);
	pixDestroy(&s.letters);
	pixaDestroy(&s.parts);
	boxaDestroy(&s.boxes);
}

const struct cleaning_step clean_stains = {
	.name = "stains", .summary = "brighten tape, stains and marker over letters", .run = take_out};
