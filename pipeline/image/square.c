/*
 * Make pixels square: a fax has 204 of them to an inch across, and 98 or 196 down (ITU-T T.4), and its letters are half
 * as high as they should be for their width.
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* What the file gives is believed where it is a scan's (dots an inch) and the sides differ no more than faxes'. */
static const double least_dpi = 70, most_ratio = 3;

/* Letters that are so little narrower or wider are read as well (fine fax: 1.04). */
static const double least_ratio = 1.1;

static void make_square(struct scan *s)
{
	double x = pixGetXRes(s->original), y = pixGetYRes(s->original);
	if (fmin(x, y) < least_dpi || fmax(x, y) < least_ratio * fmin(x, y) || fmax(x, y) > most_ratio * fmin(x, y))
		return;
	double across = fmax(1, y / x), down = fmax(1, x / y);
	PIX *image = pixScale(scan_grey(s), (float)across, (float)down);
	if (!image)
		return;
	double w = pixGetWidth(s->image), h = pixGetHeight(s->image);
	scan_replace(s, image, affine_scale(w / pixGetWidth(image), h / pixGetHeight(image)));
	scan_note(s, "made square of %g by %g dots an inch", x, y);
}

const struct cleaning_step clean_square = {
	.name = "square", .summary = "make pixels square, of a fax for example", .run = make_square};
