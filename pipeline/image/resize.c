/*
 * Bring the letters to the size that the recogniser was trained on: an x-height near 20 pixels.
 *
 * On a magazine of 1901 scanned at about 120 dpi, letters of 10 pixels, two words in three are misread; enlarged to
 * 20 and more, one in fourteen (METHODS).
 */
#include "image/clean.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* The x-height to be had, and what is near enough to it (pixels). */
static const double goal = 20, lowest_readable = 15, highest_readable = 38;

/* More than this is not enlarged: there is nothing more to be seen. */
static const double most_enlarged = 4;

/* No side longer than Tesseract can take (pixels). */
static const double longest_side = 32767;

static void resize(struct scan *s)
{
	if (s->noisy)
		return;
	double x_height = scan_x_height(s);
	if (!(x_height > 0) || (x_height >= lowest_readable && x_height <= highest_readable))
		return;
	PIX *grey = scan_grey(s);
	int w = pixGetWidth(grey), h = pixGetHeight(grey);
	double factor = fmin(fmin(goal / x_height, most_enlarged), longest_side / fmax(w, h));
	PIX *image = pixScale(grey, (float)factor, (float)factor);
	if (!image)
		return;
	scan_replace(s, image, affine_scale((double)w / pixGetWidth(image), (double)h / pixGetHeight(image)));
	scan_note(s, "scaled by %.2f", factor);
}

const struct cleaning_step clean_resize = {
	.name = "resize", .summary = "bring letters to the size that the recogniser reads best", .run = resize};
