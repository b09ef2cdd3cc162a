/* Cutting parts out of a scan's image for the recogniser. */
#include "image/crop.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* Letters of this height (pixels, capitals or not) are read well; white about the cut, in the same. */
static const double best_letter = 28, lowest_letter = 18, highest_letter = 60;
enum { MARGIN = 12 };

/* Room about a line, in heights of its letters: what the recogniser's boxes leave out of it. */
static const double room = 0.35;

static void cover(PIX *part, struct box origin, struct box b, int paper)
{
	if (box_empty(b))
		return;
	BOX *box = boxCreate(b.left - origin.left, b.top - origin.top, b.right - b.left, b.bottom - b.top);
	pixSetInRectArbitrary(part, box, (uint32_t)paper);
	boxDestroy(&box);
}

PIX *crop_finish(PIX *part, const struct scan *scan, const struct crop *crop, int paper, struct transform *transform)
{
	bool good_size = crop->letter >= lowest_letter && crop->letter <= highest_letter;
	float scale = good_size ? 1 : (float)fmin(4, best_letter / crop->letter);
	for (size_t i = 0; i < crop->covered_count; i++)
		cover(part, crop->box, box_common(crop->covered[i], crop->box), paper);
	PIX *scaled = pixScale(part, scale, scale), *cut = pixAddBorder(scaled, MARGIN, (uint32_t)paper);
	*transform = transform_copy(&scan->transform);
	transform_add(transform, affine_shift(crop->box.left, crop->box.top));
	transform_add(transform, affine_scale(1 / (double)scale, 1 / (double)scale));
	transform_add(transform, affine_shift(-MARGIN, -MARGIN));
	pixDestroy(&scaled);
	return cut;
}

/* Covers of the boxes what lies in the room about the line: above and below it, and beside it. */
static void cover_neighbours(PIX *part, const struct crop *crop, struct box all, int paper)
{
	struct box b = crop->box;
	struct box rooms[] = {{all.left, all.top, all.right, b.top},
			      {all.left, b.bottom, all.right, all.bottom},
			      {all.left, b.top, b.left, b.bottom},
			      {b.right, b.top, all.right, b.bottom}};
	for (size_t i = 0; i < crop->covered_count; i++)
		for (size_t k = 0; k < sizeof rooms / sizeof *rooms; k++)
			cover(part, all, box_common(crop->covered[i], rooms[k]), paper);
}

PIX *crop_line(struct scan *scan, const struct crop *crop, struct transform *transform)
{
	PIX *grey = scan_grey(scan);
	int pad = (int)lround(room * crop->letter);
	struct box b = crop->box, all = {0, 0, pixGetWidth(grey), pixGetHeight(grey)};
	b = box_common((struct box){b.left - pad, b.top - pad, b.right + pad, b.bottom + pad}, all);
	BOX *box = boxCreate(b.left, b.top, b.right - b.left, b.bottom - b.top);
	PIX *part = box_empty(b) ? pixCreate(1, 1, 8) : pixClipRectangle(grey, box, NULL);
	int paper = scan_paper(part, 1);
	cover_neighbours(part, crop, b, paper);
	PIX *cut = crop_finish(part, scan, &(struct crop){.box = b, .letter = crop->letter}, paper, transform);
	boxDestroy(&box);
	pixDestroy(&part);
	return cut;
}

PIX *crop_smoothed(PIX *cut, int side)
{
	return side > 1 ? pixBlockconv(cut, side / 2, side / 2) : pixClone(cut);
}

void crop_drop(PIX *cut)
{
	pixDestroy(&cut);
}
