/* Estimates a scan's resolution from the height of its letters. */
#include "image/resolution.h"

#include <leptonica/allheaders.h>

/* Ten-point type has an x-height near 4.5 points; a point is 1/72 inch. */
static const double points_per_inch = 72, body_x_height_points = 4.5;

/* Components outside this range are specks and pictures (pixels). */
enum { LOWEST_LETTER = 5, HIGHEST_LETTER = 200 };

/* A letter is at most this many times as wide as high (joined letters), and at least that part as wide. */
static const double widest_letter = 4, narrowest_letter = 0.15;

/* Fewer letters than this say nothing. */
enum { FEWEST_LETTERS = 50 };

static PIX *binarise(PIX *image)
{
	PIX *grey = pixConvertTo8(image, 0), *binary = NULL;
	if (grey && pixGetWidth(grey) >= 4 && pixGetHeight(grey) >= 4)
		pixOtsuAdaptiveThreshold(grey, pixGetWidth(grey), pixGetHeight(grey), 0, 0, 0.1f, NULL, &binary);
	pixDestroy(&grey);
	return binary;
}

/* Counts the heights of what may be letters; gives how many there are. */
static int count_heights(BOXA *boxes, int counts[HIGHEST_LETTER + 1])
{
	int letters = 0;
	for (int i = 0; i < boxaGetCount(boxes); i++) {
		int w, h;
		boxaGetBoxGeometry(boxes, i, NULL, NULL, &w, &h);
		if (h < LOWEST_LETTER || h > HIGHEST_LETTER || w > widest_letter * h || w < narrowest_letter * h)
			continue;
		counts[h]++;
		letters++;
	}
	return letters;
}

/* The height that most letters have, give or take a pixel. */
static int commonest_height(const int counts[HIGHEST_LETTER + 1])
{
	int best = LOWEST_LETTER, most = 0;
	for (int h = LOWEST_LETTER + 1; h < HIGHEST_LETTER; h++) {
		int n = counts[h - 1] + counts[h] + counts[h + 1];
		if (n > most) {
			most = n;
			best = h;
		}
	}
	return best;
}

int image_estimate_resolution(PIX *image)
{
	int counts[HIGHEST_LETTER + 1] = {0}, letters = 0;
	PIX *binary = pixGetDepth(image) == 1 ? pixClone(image) : binarise(image);
	BOXA *boxes = binary ? pixConnCompBB(binary, 8) : NULL;
	if (boxes)
		letters = count_heights(boxes, counts);
	boxaDestroy(&boxes);
	pixDestroy(&binary);
	if (letters < FEWEST_LETTERS)
		return 0;
	return (int)(commonest_height(counts) * points_per_inch / body_x_height_points + 0.5);
}
