/* Cleaning of what spoils a page: streaks, tape, screens, shadows, grain, broken strokes, specks. */
#include "pictures.h"

#include "image/clean.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Draws a bar of a grey level over the picture, or a shade of it: ink shows through. */
static void draw_bar(PIX *picture, struct box bar, unsigned grey, bool see_through)
{
	for (int y = bar.top; y < bar.bottom; y++)
		for (int x = bar.left; x < bar.right; x++) {
			uint32_t below = 255;
			pixGetPixel(picture, x, y, &below);
			pixSetPixel(picture, x, y, see_through ? below * grey / 255 : grey);
		}
}

static double ink_of_page(PIX *picture)
{
	PIX *binary = pixConvertTo1(picture, 128);
	float part = 0;
	pixForegroundFraction(binary, &part);
	pixDestroy(&binary);
	return (double)part;
}

static int count_pieces(PIX *picture)
{
	PIX *binary = pixConvertTo1(picture, 128);
	BOXA *boxes = pixConnCompBB(binary, 8);
	int count = boxaGetCount(boxes);
	boxaDestroy(&boxes);
	pixDestroy(&binary);
	return count;
}

/* From edge to edge, one that covers its letters and one that shows them; a rule that ends before the page does stays.
 */
Test(image_spoiled, streaks_are_taken_out)
{
	PIX *page = sample_in_grey(), *streaked = pixCopy(NULL, page), *ruled = pixCopy(NULL, page);
	int w = pixGetWidth(page), h = pixGetHeight(page);
	draw_bar(streaked, (struct box){w / 3, 0, w / 3 + 3, h}, 60, false);
	draw_bar(streaked, (struct box){0, 2 * h / 5, w, 2 * h / 5 + 6}, 90, true);
	struct scan *s = cleaned(streaked, "streaks");
	cr_expect_str_eq(s->done.s, "2 streaks taken out");
	cr_expect_float_eq(ink_of_page(s->image), ink_of_page(page), 1e-3);
	scan_drop(s);
	draw_bar(ruled, (struct box){w / 3, h / 20, w / 3 + 3, h - h / 20}, 60, false);
	s = cleaned(ruled, "streaks");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
	pixDestroy(&page);
}

/* Where it shows the letters beneath; letters in white on as dark a ground stay, and so does tape beside the text. */
Test(image_spoiled, tape_over_letters_is_brightened)
{
	PIX *page = sample_in_grey(), *taped = pixCopy(NULL, page), *beside = pixCopy(NULL, page),
	    *reversed = pixCopy(NULL, page);
	int w = pixGetWidth(page), h = pixGetHeight(page);
	draw_bar(taped, (struct box){w / 3, 0, w / 2, h}, 110, true);
	struct scan *s = cleaned(taped, "stains");
	cr_expect_str_eq(s->done.s, "stains made as bright as the paper");
	cr_expect_float_eq(ink_of_page(s->image), ink_of_page(page), 2e-3);
	scan_drop(s);
	draw_bar(beside, (struct box){0, 0, w / 25, h}, 110, true);
	s = cleaned(beside, "stains");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
	for (int y = 0; y < h; y++)
		for (int x = w / 3; x < w / 2; x++) {
			uint32_t v;
			pixGetPixel(reversed, x, y, &v);
			pixSetPixel(reversed, x, y, v < 128 ? 250 : 110);
		}
	s = cleaned(reversed, "stains");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
	pixDestroy(&page);
}

/* Dots of two pixels, one in each square of four, as a tint of a quarter is printed. */
Test(image_spoiled, a_screens_dots_are_made_one_tone)
{
	PIX *page = sample_in_grey(), *tinted = pixCopy(NULL, page);
	int w = pixGetWidth(page), h = pixGetHeight(page), bare = count_pieces(page);
	for (int y = h / 4; y < h / 2; y++)
		for (int x = w / 10; x < w / 2; x++)
			if (x % 4 < 2 && y % 4 < 2)
				pixSetPixel(tinted, x, y, 0);
	int dots = count_pieces(tinted);
	cr_expect_gt(dots, 5 * bare);
	struct scan *s = cleaned(tinted, "screens");
	cr_expect_str_eq(s->done.s, "a screen's dots made one tone");
	cr_expect_lt(abs(count_pieces(s->image) - bare), (dots - bare) / 20, "%d, %d", count_pieces(s->image), bare);
	scan_drop(s);
	s = cleaned(page, "screens");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
}

Test(image_spoiled, an_uneven_background_is_made_even)
{
	PIX *page = sample_in_grey();
	int w = pixGetWidth(page), h = pixGetHeight(page);
	for (int y = 0; y < h; y++)
		for (int x = 0; x < w; x++) {
			uint32_t v;
			pixGetPixel(page, x, y, &v);
			pixSetPixel(page, x, y, v * (uint32_t)(120 + 130 * x / w) / 255);
		}
	struct scan *s = cleaned(page, NULL);
	cr_expect_str_eq(s->done.s, "background made even");
	uint32_t left, right;
	pixGetPixel(s->image, 15, 15, &left);
	pixGetPixel(s->image, w - 15, 15, &right);
	cr_expect(abs((int)left - (int)right) < 20, "%u, %u", left, right);
	scan_drop(s);
}

/* What is darker where it lies in a shadow is grain there, once that is made even. */
Test(image_spoiled, a_little_grain_in_a_shadow_asks_for_thresholds_of_each_place)
{
	for (int shadow = 0; shadow < 2; shadow++) {
		PIX *page = sample_in_grey();
		int w = pixGetWidth(page);
		pixMultConstantGray(page, 0.8F);
		pixAddConstantGray(page, 20);
		for (int x = 0; shadow && x < w; x++)
			for (int y = 0; y < pixGetHeight(page); y++) {
				uint32_t v;
				pixGetPixel(page, x, y, &v);
				pixSetPixel(page, x, y, v * (uint32_t)(120 + 130 * x / w) / 255);
			}
		PIX *grainy = pixAddGaussianNoise(page, 2);
		struct scan *s = cleaned(grainy, "background,grain");
		cr_expect_eq(s->grainy, shadow);
		cr_expect_not(s->noisy);
		scan_drop(s);
		pixDestroy(&page);
	}
}

Test(image_spoiled, grain_is_smoothed_and_not_enlarged)
{
	PIX *page = sample_in_grey(), *small = pixScale(page, 0.5F, 0.5F);
	/* Not so light and dark that the noise is cut off. */
	pixMultConstantGray(small, 0.4F);
	pixAddConstantGray(small, 77);
	PIX *grainy = pixAddGaussianNoise(small, 20);
	int h = pixGetHeight(grainy);
	struct scan *s = cleaned(grainy, "grain,resize");
	int noise = 0;
	static const char said[] = "smoothed against noise of ";
	cr_assert(str_starts(strbuf_str(&s->done), STR("smoothed against noise of ")), "%s", s->done.s);
	noise = (int)strtol(s->done.s + strlen(said), NULL, 10);
	cr_expect(noise >= 18 && noise <= 22, "%d", noise);
	cr_expect(s->grainy);
	cr_expect_leq(pixGetHeight(s->image), h);
	expect_near(s, (struct position){0, pixGetHeight(s->image)}, (struct position){0, h}, 0.01);
	scan_drop(s);
	pixDestroy(&page);
	pixDestroy(&small);
}

/* Puts spots of two by two pixels on the part of the page above bottom, and cleans it. */
static struct scan *cleaned_of_spots(PIX *page, int bottom)
{
	int w = pixGetWidth(page);
	for (int y = 5; y < bottom; y += 29)
		for (int x = 5 + y % 7; x < w - 2; x += 23)
			pixRasterop(page, x, y, 2, 2, PIX_CLR, NULL, 0, 0);
	return cleaned(page, "specks");
}

/* In black and white, where thin strokes were lost; letters that are whole are not made thicker. */
Test(image_spoiled, broken_strokes_are_closed)
{
	PIX *page = sample_in_grey(), *smooth = pixBlockconv(page, 1, 1), *whole = pixThresholdToBinary(page, 128),
	    *broken = pixThresholdToBinary(smooth, 100);
	int letters = count_pieces(page), pieces = count_pieces(broken);
	cr_expect_gt(pieces, 1.2 * letters);
	struct scan *s = cleaned(broken, "strokes");
	cr_expect_str_eq(s->done.s, "broken strokes closed");
	cr_expect_lt(count_pieces(s->image), pieces - letters / 10);
	scan_drop(s);
	s = cleaned(whole, "strokes");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
	pixDestroy(&smooth);
	pixDestroy(&page);
}

Test(image_spoiled, many_specks_are_removed_and_stops_are_not)
{
	PIX *page = sample_in_grey(), *before = pixThresholdToBinary(page, 128);
	struct scan *s = cleaned_of_spots(page, pixGetHeight(page)), *clean = cleaned(sample_in_grey(), "specks"),
		    *part = cleaned_of_spots(sample_in_grey(), pixGetHeight(before) / 3);
	cr_expect_str_eq(s->done.s, "specks removed");
	cr_expect_eq(clean->done.n, 0, "a clean page");
	cr_expect_eq(part->done.n, 0, "a picture of dots");
	PIX *after = pixThresholdToBinary(s->image, 128);
	int spots, were;
	pixCountConnComp(after, 8, &spots);
	pixCountConnComp(before, 8, &were);
	cr_expect(abs(spots - were) < were / 20, "%d spots, and %d before", spots, were);
	pixDestroy(&before);
	pixDestroy(&after);
	scan_drop(s);
	scan_drop(clean);
	scan_drop(part);
}

/* Makes the page's dots and stops as small as specks; gives how many there are, and how many spots on the page. */
static int shrink_dots(PIX *page, int *spots)
{
	enum { LARGEST = 8, SIDE = 2 };
	PIX *binary = pixThresholdToBinary(page, 128);
	BOXA *boxes = pixConnCompBB(binary, 8);
	int dots = 0;
	*spots = boxaGetCount(boxes);
	for (int i = 0; i < *spots; i++) {
		int x, y, w, h;
		boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
		if (w > LARGEST || h > LARGEST)
			continue;
		pixRasterop(page, x, y, w, h, PIX_SET, NULL, 0, 0);
		pixRasterop(page, x + (w - SIDE) / 2, y + (h - SIDE) / 2, SIDE, SIDE, PIX_CLR, NULL, 0, 0);
		dots++;
	}
	boxaDestroy(&boxes);
	pixDestroy(&binary);
	return dots;
}

Test(image_spoiled, the_small_dots_of_small_type_are_left)
{
	PIX *page = sample_in_grey();
	int before, after, dots = shrink_dots(page, &before);
	cr_assert_gt(dots, 20);
	struct scan *s = cleaned_of_spots(page, pixGetHeight(page));
	PIX *binary = pixThresholdToBinary(s->image, 128);
	cr_expect_str_eq(s->done.s, "specks removed");
	pixCountConnComp(binary, 8, &after);
	cr_expect(after > before - dots / 2, "%d of %d spots, %d dots", after, before, dots);
	pixDestroy(&binary);
	scan_drop(s);
}
