/* Ink against its ground: what is found before anything is read. */
#include "pictures.h"
#include "run.h"

#include "image/ink.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void change_tones(PIX *page, struct box part, float times, int plus)
{
	BOX *box = boxCreate(part.left, part.top, part.right - part.left, part.bottom - part.top);
	PIX *clip = pixClipRectangle(page, box, NULL);
	pixMultConstantGray(clip, times);
	pixAddConstantGray(clip, plus);
	pixRasterop(page, part.left, part.top, pixGetWidth(clip), pixGetHeight(clip), PIX_SRC, clip, 0, 0);
	boxDestroy(&box);
	pixDestroy(&clip);
}

/* How many initials in boxes are found on the sample that has one, on white paper, most of which has a tint? Box and
 * tint are as bright as that; grain: its standard deviation, grey levels. */
static size_t frames_found(int box, int tint, float grain)
{
	enum { WHITE = 250, TOP = 700, BLACK = 27 };
	static const struct box initial = {136, 436, 272, 576};
	PIX *page = pixRead(in_checkout("samples/drop-cap.jpg"));
	int w = pixGetWidth(page), h = pixGetHeight(page);
	float times = (float)(WHITE - box) / (WHITE - BLACK);
	change_tones(page, (struct box){0, 0, w, h}, 1.08F, 0);
	change_tones(page, (struct box){0, TOP, w, h}, (float)tint / WHITE, 0);
	change_tones(page, initial, times, box - (int)(BLACK * times));
	PIX *grained = pixAddGaussianNoise(page, grain);
	struct scan *scan = scan_new(grained);
	struct ink_group frames[4];
	size_t count = ink_find_frames(ink_of(scan), frames, 4);
	scan_drop(scan);
	pixDestroy(&page);
	pixDestroy(&grained);
	return count;
}

Test(ink, initials_in_boxes_are_found_on_white_paper_and_where_most_has_a_tint)
{
	cr_expect_eq(frames_found(30, 250, 0), 1);
	cr_expect_eq(frames_found(180, 250, 0), 1);
	cr_expect_eq(frames_found(205, 225, 0), 1);
}

Test(ink, initials_in_pale_boxes_are_found_under_grain)
{
	cr_expect_eq(frames_found(205, 250, 20), 1);
}

/* Is a letter found as a large one that is so many times as high as the sample's capitals? */
static bool large_letter_found(float times)
{
	enum { LEFT = 772, TOP = 552, SIDE = 480, LETTER = 814, WIDTH = 27, HEIGHT = 29 };
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *page = pixConvertTo8(bilevel, 0);
	BOX *letter = boxCreate(LETTER, TOP + 4, WIDTH, HEIGHT);
	PIX *clip = pixClipRectangle(page, letter, NULL), *large = pixScale(clip, times, times);
	pixRasterop(page, LEFT, TOP, SIDE, SIDE, PIX_SET, NULL, 0, 0);
	pixRasterop(page, LEFT, TOP, pixGetWidth(large), pixGetHeight(large), PIX_SRC, large, 0, 0);
	struct scan *scan = scan_new(page);
	size_t count;
	struct ink_group *groups = ink_find(ink_of(scan), NULL, 0, &count);
	bool found = false;
	for (size_t i = 0; i < count; i++)
		found |= groups[i].lines == 0 && groups[i].height > 0.9 * (double)times * HEIGHT;
	free(groups);
	scan_drop(scan);
	boxDestroy(&letter);
	pixDestroy(&clip);
	pixDestroy(&large);
	pixDestroy(&page);
	pixDestroy(&bilevel);
	return found;
}

Test(ink, large_letters_are_found_up_to_six_lines_high)
{
	cr_expect(large_letter_found(3));
	cr_expect(large_letter_found(10), "six lines");
	cr_expect_not(large_letter_found(15));
}
