/* Cleaning: what each step does to a picture, and where its points go. */
#include "pictures.h"
#include "run.h"

#include "ocr/line_images.h"
#include "image/clean.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The sample page, in grey. */
static PIX *sample(void)
{
	PIX *bilevel = pixRead(in_checkout("samples/clean.tif")), *grey = pixConvertTo8(bilevel, 0);
	pixDestroy(&bilevel);
	return grey;
}

/* Cleans the picture by these steps; gives its one page, and the picture up. */
static struct scan *cleaned(PIX *picture, const char *steps)
{
	struct cleaning_plan plan;
	struct emend_error error;
	struct scan *leaves[MOST_LEAVES];
	cr_assert_eq(cleaning_plan_init(&plan, steps, &error), EMEND_OK, "%s", error.message);
	cr_assert_eq(clean_image(&plan, picture, leaves, MOST_LEAVES), 1);
	pixDestroy(&picture);
	return leaves[0];
}

static void expect_near(const struct scan *s, struct position from, struct position to, double tolerance)
{
	struct position p = transform_to_scan(&s->transform, from), back = transform_from_scan(&s->transform, p);
	cr_expect(hypot(p.x - to.x, p.y - to.y) <= tolerance, "%.1f,%.1f and not %.1f,%.1f", p.x, p.y, to.x, to.y);
	cr_expect(hypot(back.x - from.x, back.y - from.y) < 0.2, "and back");
}

Test(image, letters_tell_the_x_height)
{
	PIX *page = sample(), *bilevel = pixConvertTo1(page, 128), *half = pixScaleToGray2(bilevel),
	    *blank = pixCreate(500, 500, 1);
	struct scan *s = scan_new(page), *h = scan_new(half), *b = scan_new(blank);
	cr_expect(scan_x_height(s) > 16 && scan_x_height(s) < 24, "%.1f", scan_x_height(s));
	cr_expect(fabs(scan_x_height(h) - scan_x_height(s) / 2) < 1.5, "%.1f", scan_x_height(h));
	cr_expect_eq(scan_x_height(b), 0);
	scan_drop(s);
	scan_drop(h);
	scan_drop(b);
	pixDestroy(&bilevel);
	pixDestroy(&page);
	pixDestroy(&half);
	pixDestroy(&blank);
}

Test(image, a_good_page_is_left_alone)
{
	struct scan *s = cleaned(sample(), NULL);
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	cr_expect_eq(s->image, s->original);
	scan_drop(s);
}

Test(image, a_turned_page_is_turned_back)
{
	PIX *page = sample();
	double w = pixGetWidth(page), h = pixGetHeight(page);
	struct scan *half = cleaned(pixRotate180(NULL, page), NULL), *right = cleaned(pixRotate90(page, 1), NULL),
		    *left = cleaned(pixRotate90(page, -1), NULL);
	struct scan *upright = scan_new(page);
	double x_height = scan_x_height(upright);
	scan_drop(upright);
	cr_expect_str_eq(half->done.s, "turned by 180 degrees");
	cr_expect_str_eq(right->done.s, "turned by 270 degrees");
	cr_expect_str_eq(left->done.s, "turned by 90 degrees");
	struct scan *all[] = {half, right, left};
	for (int i = 0; i < 3; i++) {
		l_int32 same;
		pixEqual(all[i]->image, page, &same);
		cr_expect(same, "the page is as it was");
		cr_expect(fabs(scan_x_height(all[i]) - x_height) < 1e-6, "%.1f", scan_x_height(all[i]));
	}
	expect_near(half, (struct position){10, 20}, (struct position){w - 10, h - 20}, 0);
	expect_near(right, (struct position){10, 20}, (struct position){h - 20, 10}, 0);
	expect_near(left, (struct position){10, 20}, (struct position){20, w - 10}, 0);
	for (int i = 0; i < 3; i++)
		scan_drop(all[i]);
	pixDestroy(&page);
}

Test(image, a_slanted_page_is_made_straight)
{
	PIX *page = sample();
	int w = pixGetWidth(page), h = pixGetHeight(page);
	PIX *slanted = pixRotate(page, (float)(3 * M_PI / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0);
	struct scan *s = cleaned(slanted, NULL);
	cr_expect(strbuf_str(&s->done).n && strstr(s->done.s, "made straight by -"), "%s", s->done.s);
	/* The centre stays; a point to its right lies lower on the scan. */
	struct position centre = transform_from_scan(&s->transform, (struct position){w / 2.0, h / 2.0});
	expect_near(s, (struct position){centre.x + 1000, centre.y},
		    (struct position){w / 2.0 + 1000 * cos(3 * M_PI / 180), h / 2.0 + 1000 * sin(3 * M_PI / 180)}, 3);
	/* A word has the height there that it has on a straight page. */
	struct box word = {(int)centre.x + 400, (int)centre.y, (int)centre.x + 600, (int)centre.y + 40};
	struct box back = transform_box_from_scan(&s->transform, transform_box_to_scan(&s->transform, word));
	cr_expect(abs(back.left - word.left) <= 2 && abs(back.top - word.top) <= 2 &&
			  abs(back.right - word.right) <= 2 && abs(back.bottom - word.bottom) <= 2,
		  "%d,%d to %d,%d", back.left, back.top, back.right, back.bottom);
	scan_drop(s);
	pixDestroy(&page);
}

/* How much lower a curved page has what stands x pixels from its left side. */
static double fall(double x, double width)
{
	return 50 * sin(M_PI * x / width);
}

Test(image, a_page_is_made_straight_that_was_photographed_at_a_slant)
{
	PIX *page = sample();
	struct scan *s =
		cleaned(pixRotate(page, (float)(14 * M_PI / 180), L_ROTATE_AREA_MAP, L_BRING_IN_WHITE, 0, 0), NULL);
	cr_expect(str_starts(strbuf_str(&s->done), STR("made straight by -14.")) ||
			  str_starts(strbuf_str(&s->done), STR("made straight by -13.9")),
		  "%s", s->done.s);
	scan_drop(s);
	pixDestroy(&page);
}

/* Makes the page curved and straight again; gives the page up. */
static void expect_straight(PIX *page)
{
	PIX *curved = pixCreateTemplate(page);
	int w = pixGetWidth(page), h = pixGetHeight(page);
	pixSetAll(curved);
	for (int x = 0; x < w; x++)
		pixRasterop(curved, x, (int)lround(fall(x, w)), 1, h, PIX_SRC, page, x, 0);
	struct scan *s = cleaned(curved, "dewarp");
	cr_expect(strbuf_str(&s->done).n && strstr(s->done.s, "lines made straight whose slopes differed by"), "%s",
		  s->done.s);
	/* What stood on one line does again, and is found on the scan. */
	double first = NAN;
	for (int x = w / 6; x < w - w / 6; x += w / 6) {
		struct position on_scan = {x, h / 3.0 + fall(x, w)};
		struct position p = transform_from_scan(&s->transform, on_scan);
		first = isnan(first) ? p.y : first;
		cr_expect(fabs(p.y - first) < scan_x_height(s) / 3, "at %d: %.1f and not %.1f", x, p.y, first);
		expect_near(s, p, on_scan, 0.2);
	}
	scan_drop(s);
	pixDestroy(&page);
}

Test(image, curved_lines_are_made_straight)
{
	expect_straight(sample());
}

Test(image, curved_lines_of_columns_are_made_straight)
{
	PIX *page = sample();
	int w = pixGetWidth(page), h = pixGetHeight(page), gutter = w / 20;
	/* No line goes on in the other column. */
	pixRasterop(page, w / 2, 0, w / 2, h, PIX_SRC, page, w / 2, 13);
	pixRasterop(page, (w - gutter) / 2, 0, gutter, h, PIX_SET, NULL, 0, 0);
	expect_straight(page);
}

Test(image, dark_borders_are_painted_over)
{
	PIX *page = sample();
	int w = pixGetWidth(page), h = pixGetHeight(page);
	pixRasterop(page, 0, 0, w, 60, PIX_CLR, NULL, 0, 0);
	pixRasterop(page, w - 80, 0, 80, h, PIX_CLR, NULL, 0, 0);
	struct scan *s = cleaned(page, NULL);
	cr_expect_str_eq(s->done.s, "dark borders painted over");
	uint32_t top, right, left_of_it;
	pixGetPixel(s->image, w / 2, 30, &top);
	pixGetPixel(s->image, w - 40, h / 2, &right);
	cr_expect(top > 200 && right > 200, "%u, %u", top, right);
	pixGetPixel(s->image, 10, h / 2, &left_of_it);
	cr_expect_gt(left_of_it, 200);
	scan_drop(s);
}

Test(image, a_spread_becomes_two_pages)
{
	PIX *page = sample(), *spread = pixAddBorderGeneral(page, 0, pixGetWidth(page), 0, 0, 255);
	int w = pixGetWidth(page), h = pixGetHeight(page);
	pixRasterop(spread, w, 0, w, h, PIX_SRC, page, 0, 0);
	struct cleaning_plan plan;
	struct emend_error error;
	struct scan *leaves[MOST_LEAVES];
	cr_assert_eq(cleaning_plan_init(&plan, NULL, &error), EMEND_OK);
	cr_assert_eq(clean_image(&plan, spread, leaves, MOST_LEAVES), 2);
	cr_expect_str_eq(leaves[0]->done.s, "left page of a spread");
	cr_expect_str_eq(leaves[1]->done.s, "right page of a spread");
	cr_expect(abs(leaves[0]->frame.right - w) < 100 && leaves[0]->frame.left == 0);
	cr_expect(leaves[1]->frame.left == leaves[0]->frame.right && leaves[1]->frame.right == 2 * w);
	expect_near(leaves[1], (struct position){0, 0}, (struct position){leaves[1]->frame.left, 0}, 0);
	scan_drop(leaves[0]);
	scan_drop(leaves[1]);
	pixDestroy(&page);
	pixDestroy(&spread);
}

Test(image, small_letters_are_enlarged)
{
	PIX *page = sample(), *small = pixScale(page, 0.4F, 0.4F);
	int h = pixGetHeight(small);
	struct scan *s = cleaned(small, NULL);
	cr_expect(strbuf_str(&s->done).n && !strncmp(s->done.s, "scaled by ", 10), "%s", s->done.s);
	cr_expect(scan_x_height(s) > 18 && scan_x_height(s) < 22, "%.1f", scan_x_height(s));
	expect_near(s, (struct position){0, pixGetHeight(s->image)}, (struct position){0, h}, 0.01);
	scan_drop(s);
	pixDestroy(&page);
}

/* A fax, of which every second row is left; and a photograph whose program wrote something. */
Test(image, a_fax_is_made_square)
{
	PIX *page = sample(), *fax = pixScale(page, 1, 0.5F), *odd = pixCopy(NULL, fax);
	int h = pixGetHeight(fax);
	pixSetResolution(fax, 200, 100);
	struct scan *s = cleaned(fax, "square");
	cr_expect_str_eq(s->done.s, "made square of 200 by 100 dots an inch");
	cr_expect(abs(pixGetHeight(s->image) - pixGetHeight(page)) <= 1);
	cr_expect(fabs(scan_x_height(s) - 20) < 3, "%.1f", scan_x_height(s));
	expect_near(s, (struct position){0, pixGetHeight(s->image)}, (struct position){0, h}, 0.01);
	scan_drop(s);
	pixSetResolution(odd, 72, 1);
	s = cleaned(odd, "square");
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	scan_drop(s);
	pixDestroy(&page);
}

/* White on black; then a dark page with few letters of either colour, as a photograph has. */
Test(image, a_negative_is_made_a_positive)
{
	PIX *page = sample(), *negative = pixInvert(NULL, page), *dark = pixCreate(600, 800, 8);
	struct scan *s = cleaned(negative, NULL);
	cr_expect(str_starts(strbuf_str(&s->done), STR("made a positive")), "%s", s->done.s);
	cr_expect(s->negative);
	uint32_t corner;
	pixGetPixel(s->image, 3, 3, &corner);
	cr_expect_gt(corner, 200);
	scan_drop(s);
	s = cleaned(dark, NULL);
	cr_expect_not(s->negative);
	scan_drop(s);
	pixDestroy(&page);
}

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
Test(image, streaks_are_taken_out)
{
	PIX *page = sample(), *streaked = pixCopy(NULL, page), *ruled = pixCopy(NULL, page);
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
Test(image, tape_over_letters_is_brightened)
{
	PIX *page = sample(), *taped = pixCopy(NULL, page), *beside = pixCopy(NULL, page),
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
Test(image, a_screens_dots_are_made_one_tone)
{
	PIX *page = sample(), *tinted = pixCopy(NULL, page);
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

Test(image, an_uneven_background_is_made_even)
{
	PIX *page = sample();
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
Test(image, a_little_grain_in_a_shadow_asks_for_thresholds_of_each_place)
{
	for (int shadow = 0; shadow < 2; shadow++) {
		PIX *page = sample();
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

Test(image, grain_is_smoothed_and_not_enlarged)
{
	PIX *page = sample(), *small = pixScale(page, 0.5F, 0.5F);
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
Test(image, broken_strokes_are_closed)
{
	PIX *page = sample(), *smooth = pixBlockconv(page, 1, 1), *whole = pixThresholdToBinary(page, 128),
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

Test(image, many_specks_are_removed_and_stops_are_not)
{
	PIX *page = sample(), *before = pixThresholdToBinary(page, 128);
	struct scan *s = cleaned_of_spots(page, pixGetHeight(page)), *clean = cleaned(sample(), "specks"),
		    *part = cleaned_of_spots(sample(), pixGetHeight(before) / 3);
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

Test(image, the_small_dots_of_small_type_are_left)
{
	PIX *page = sample();
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

Test(image, unknown_steps_are_refused)
{
	struct cleaning_plan plan;
	struct emend_error error;
	cr_expect_eq(cleaning_plan_init(&plan, "orient,polish", &error), EMEND_BAD_OPTION);
	cr_expect_str_eq(error.message, "--clean: there is no step 'polish'; 'emend stages' lists them");
	cr_expect_eq(cleaning_plan_init(&plan, "none", &error), EMEND_OK);
	for (int i = 0; cleaning_steps[i]; i++)
		cr_expect(!plan.enabled[i]);
}

/* The first bytes of what Leptonica writes to memory as PNG; that reads back as the same picture. */
static void expect_written_as(PIX *pix, const char *begin)
{
	l_uint8 *data = NULL;
	size_t size = 0;
	cr_assert_eq(pixWriteMem(&data, &size, pix, IFF_PNG), 0);
	cr_expect(size > strlen(begin) && !memcmp(data, begin, strlen(begin)), "does not begin with %s", begin);
	PIX *again = pixReadMem(data, size);
	l_int32 same = 0;
	cr_expect(again && !pixEqual(pix, again, &same) && same);
	pixDestroy(&again);
	free(data);
}

Test(image, images_of_lines_are_not_compressed_while_tesseract_reads)
{
	PIX *line = pixCreate(400, 50, 8);
	for (int i = 0; i < 400; i++)
		pixSetPixel(line, i, i % 50, (l_uint32)i % 256);
	expect_written_as(line, "\x89PNG");
	line_images_stay_raw(true);
	expect_written_as(line, "spix");
	line_images_stay_raw(false);
	expect_written_as(line, "\x89PNG");
	pixDestroy(&line);
}
