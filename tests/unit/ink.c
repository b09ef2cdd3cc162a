/* Ink against its ground: what is found before anything is read. */
#include "pictures.h"
#include "run.h"

#include "image/ink.h"

#include <criterion/criterion.h>

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
 * tint are as bright as that. */
static size_t frames_found(int box, int tint)
{
	enum { WHITE = 250, TOP = 700, BLACK = 27 };
	static const struct box initial = {136, 436, 272, 576};
	PIX *page = pixRead(in_checkout("samples/drop-cap.jpg"));
	int w = pixGetWidth(page), h = pixGetHeight(page);
	float times = (float)(WHITE - box) / (WHITE - BLACK);
	change_tones(page, (struct box){0, 0, w, h}, 1.08F, 0);
	change_tones(page, (struct box){0, TOP, w, h}, (float)tint / WHITE, 0);
	change_tones(page, initial, times, box - (int)(BLACK * times));
	struct scan *scan = scan_new(page);
	struct ink_group frames[4];
	size_t count = ink_find_frames(ink_of(scan), frames, 4);
	scan_drop(scan);
	pixDestroy(&page);
	return count;
}

Test(ink, initials_in_boxes_are_found_on_white_paper_and_where_most_has_a_tint)
{
	cr_expect_eq(frames_found(30, 250), 1);
	cr_expect_eq(frames_found(180, 250), 1);
	cr_expect_eq(frames_found(205, 225), 1);
}
