/* The image of a page, its small picture in black and white, and the height of its letters. */
#include "image/scan.h"

#include "image/ink.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

/* Sauvola's method (Pattern Recognition 33, 2000): half of the window's side in pixels, and the weight of contrast. */
enum { WINDOW = 25 };
static const float contrast_weight = 0.3F;

/* The picture in black and white is reduced until its shorter side is below this (pixels). */
enum { LONG_ENOUGH = 1800 };

/* Components outside this range are specks and pictures (pixels of the black-and-white picture). */
enum { LOWEST_LETTER = 4, HIGHEST_LETTER = 120 };

/* A letter is at most this many times as wide as high (joined letters), and at least that part as wide. */
static const double widest_letter = 4, narrowest_letter = 0.15;

/* Fewer letters than this say nothing. */
enum { FEWEST_LETTERS = 50 };

struct scan *scan_new(PIX *image)
{
	struct scan *s = must_alloc(1, sizeof *s);
	*s = (struct scan){.original = pixClone(image),
			   .image = pixClone(image),
			   .reduction = 1,
			   .x_height = -1,
			   .frame = {0, 0, pixGetWidth(image), pixGetHeight(image)}};
	transform_init(&s->transform);
	return s;
}

static void forget_pictures(struct scan *s)
{
	pixDestroy(&s->grey);
	pixDestroy(&s->binary);
	ink_drop(s->ink);
	s->ink = NULL;
}

void scan_drop(struct scan *s)
{
	if (!s)
		return;
	forget_pictures(s);
	pixDestroy(&s->image);
	pixDestroy(&s->original);
	transform_release(&s->transform);
	strbuf_release(&s->done);
	free(s);
}

PIX *scan_grey(struct scan *s)
{
	if (!s->grey)
		s->grey = pixGetDepth(s->image) == 8 && !pixGetColormap(s->image) ? pixClone(s->image)
										  : pixConvertTo8(s->image, 0);
	return s->grey;
}

PIX *scan_decoded(const struct scan *s)
{
	PIX *grey = pixConvertTo8(s->original, 0);
	if (grey && s->negative)
		pixInvert(grey, grey);
	return grey;
}

static PIX *reduced(PIX *grey, int reduction)
{
	PIX *small = pixClone(grey);
	for (int r = 1; r < reduction; r *= 2) {
		PIX *half = pixScaleAreaMap2(small);
		pixDestroy(&small);
		small = half;
	}
	return small;
}

static PIX *binarised(PIX *grey)
{
	PIX *binary = NULL;
	int w = pixGetWidth(grey), h = pixGetHeight(grey);
	if (w > 2 * WINDOW + 2 && h > 2 * WINDOW + 2)
		pixSauvolaBinarizeTiled(grey, WINDOW, contrast_weight, 1, 1, NULL, &binary);
	return binary ? binary : pixConvertTo1(grey, 128);
}

PIX *scan_binary(struct scan *s)
{
	if (s->binary)
		return s->binary;
	int shorter = (int)fmin(pixGetWidth(s->image), pixGetHeight(s->image));
	for (s->reduction = 1; shorter / s->reduction >= LONG_ENOUGH;)
		s->reduction *= 2;
	PIX *small = reduced(scan_grey(s), s->reduction);
	s->binary = binarised(small);
	pixDestroy(&small);
	return s->binary;
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

/* The height that most letters have, to a part of a pixel: the centre of the three commonest neighbours. */
static double commonest_height(const int counts[HIGHEST_LETTER + 1])
{
	int best = LOWEST_LETTER + 1, most = 0;
	for (int h = LOWEST_LETTER + 1; h < HIGHEST_LETTER; h++) {
		int n = counts[h - 1] + counts[h] + counts[h + 1];
		if (n > most) {
			most = n;
			best = h;
		}
	}
	return most ? best + (double)(counts[best + 1] - counts[best - 1]) / most : 0;
}

double scan_letter_height(PIX *binary)
{
	int counts[HIGHEST_LETTER + 1] = {0}, letters = 0;
	BOXA *boxes = pixConnCompBB(binary, 8);
	if (boxes)
		letters = count_heights(boxes, counts);
	boxaDestroy(&boxes);
	return letters < FEWEST_LETTERS ? 0 : commonest_height(counts);
}

double scan_x_height(struct scan *s)
{
	if (s->x_height < 0)
		s->x_height = scan_letter_height(scan_binary(s)) * s->reduction;
	return s->x_height;
}

bool scan_may_be_letter(int w, int h, double x_height)
{
	static const double lowest = 0.6, highest = 2; /* x-heights */
	return h >= lowest * x_height && h <= highest * x_height && w <= 2 * h;
}

int scan_paper(PIX *grey, int every)
{
	NUMA *histogram = pixGetGrayHistogram(grey, every);
	float paper = 255;
	numaHistogramGetValFromRank(histogram, 0.7F, &paper);
	numaDestroy(&histogram);
	return (int)fminf(paper, 255);
}

double scan_scale(const struct scan *s)
{
	struct affine a = affine_then(s->transform.inner, s->transform.outer);
	return 1 / sqrt(fabs(a.xx * a.yy - a.xy * a.yx));
}

void scan_replace(struct scan *s, PIX *image, struct affine to_old)
{
	if (!image)
		return;
	forget_pictures(s);
	pixDestroy(&s->image);
	s->image = image;
	transform_add(&s->transform, to_old);
	if (fabs(to_old.xy) > fabs(to_old.xx))
		s->x_height = -1; /* turned by a quarter: what was measured were widths */
	else if (s->x_height > 0)
		s->x_height /= sqrt(fabs(to_old.xx * to_old.yy - to_old.xy * to_old.yx));
}

static struct box on_scan(const struct scan *s, struct box b)
{
	return box_common(b, (struct box){0, 0, pixGetWidth(s->original), pixGetHeight(s->original)});
}

struct scan *scan_cut(const struct scan *s, struct box part)
{
	struct scan *cut = must_alloc(1, sizeof *cut);
	BOX *box = boxCreate(part.left, part.top, part.right - part.left, part.bottom - part.top);
	*cut = (struct scan){.original = pixClone(s->original),
			     .image = pixClipRectangle(s->image, box, NULL),
			     .reduction = 1,
			     .x_height = s->x_height,
			     .negative = s->negative,
			     .noisy = s->noisy,
			     .grainy = s->grainy,
			     .frame = on_scan(s, transform_box_to_scan(&s->transform, part))};
	boxDestroy(&box);
	cut->transform = transform_copy(&s->transform);
	transform_add(&cut->transform, affine_shift(part.left, part.top));
	strbuf_add(&cut->done, strbuf_str(&s->done));
	return cut;
}

void scan_swap(struct scan *a, struct scan *b)
{
	struct scan c = *a;
	*a = *b;
	*b = c;
}

void scan_note(struct scan *s, const char *what, ...)
{
	char text[200];
	va_list args;
	va_start(args, what);
	vsnprintf(text, sizeof text, what, args);
	va_end(args);
	strbuf_printf(&s->done, "%s%s", s->done.n ? "; " : "", text);
}
