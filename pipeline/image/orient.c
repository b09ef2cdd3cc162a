/*
 * Turn a page that lies on its side or on its head.
 *
 * Roman type has more ascenders (b, d, h, l) than descenders (g, p, q): Leptonica counts both, in the picture as it is
 * and turned by a quarter (D. Bloomberg, G. Kopec, L. Dasari, SPIE 2422, 1995).
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/*
 * How far the counts must lie apart, in standard deviations of their difference by chance, and by how much more than
 * those of the other axis: Leptonica's own marks. Upright pages reach 4 to 40; type without ascenders stays below.
 */
static const float least_certainty = 8, least_ratio = 2.5F;

/* From this on a page is upright, and its other axis is not looked at, which takes as long again. */
static const float surely_upright = 12;

/* Letters lower than this (pixels) have no ascenders that can be counted. */
static const double lowest_countable = 7;

/* Turned by a quarter, the letters' heights are what were their widths. */
static bool is_countable_aside(PIX *binary)
{
	PIX *turned = pixRotate90(binary, 1);
	double height = turned ? scan_letter_height(turned) : 0;
	pixDestroy(&turned);
	return height >= lowest_countable;
}

static void turn_upright(struct scan *s)
{
	float up = 0, left = 0;
	PIX *binary = scan_binary(s);
	bool countable = scan_x_height(s) / s->reduction >= lowest_countable;
	if ((countable && (pixUpDownDetect(binary, &up, 0, 0, 0) || up > surely_upright)) ||
	    pixOrientDetect(binary, &up, &left, 0, 0))
		return;
	double w = pixGetWidth(s->image), h = pixGetHeight(s->image);
	if (countable && -up > least_certainty && -up > least_ratio * fabsf(left)) {
		scan_replace(s, pixRotate180(NULL, s->image), (struct affine){-1, 0, w, 0, -1, h});
		scan_note(s, "turned by 180 degrees");
	} else if (fabsf(left) <= least_certainty || fabsf(left) <= least_ratio * fabsf(up) ||
		   !is_countable_aside(binary)) {
		return;
	} else if (left > 0) {
		scan_replace(s, pixRotate90(s->image, 1), (struct affine){0, 1, 0, -1, 0, h});
		scan_note(s, "turned by 90 degrees");
	} else {
		scan_replace(s, pixRotate90(s->image, -1), (struct affine){0, -1, w, 1, 0, 0});
		scan_note(s, "turned by 270 degrees");
	}
}

const struct cleaning_step clean_orient = {
	.name = "orient", .summary = "turn a page that lies on its side or on its head", .run = turn_upright};
