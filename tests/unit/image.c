/* Cleaning: what each step does to a picture, and where its points go. */
#include "pictures.h"
#include "run.h"

#include "ocr/line_images.h"
#include "image/clean.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

Test(image, letters_tell_the_x_height)
{
	PIX *page = sample_in_grey(), *bilevel = pixConvertTo1(page, 128), *half = pixScaleToGray2(bilevel),
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
	struct scan *s = cleaned(sample_in_grey(), NULL);
	cr_expect_eq(s->done.n, 0, "%s", s->done.s);
	cr_expect_eq(s->image, s->original);
	scan_drop(s);
}

Test(image, a_turned_page_is_turned_back)
{
	PIX *page = sample_in_grey();
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
	PIX *page = sample_in_grey();
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
	PIX *page = sample_in_grey();
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
	expect_straight(sample_in_grey());
}

Test(image, curved_lines_of_columns_are_made_straight)
{
	PIX *page = sample_in_grey();
	int w = pixGetWidth(page), h = pixGetHeight(page), gutter = w / 20;
	/* No line goes on in the other column. */
	pixRasterop(page, w / 2, 0, w / 2, h, PIX_SRC, page, w / 2, 13);
	pixRasterop(page, (w - gutter) / 2, 0, gutter, h, PIX_SET, NULL, 0, 0);
	expect_straight(page);
}

Test(image, dark_borders_are_painted_over)
{
	PIX *page = sample_in_grey();
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
	PIX *page = sample_in_grey(), *spread = pixAddBorderGeneral(page, 0, pixGetWidth(page), 0, 0, 255);
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
	PIX *page = sample_in_grey(), *small = pixScale(page, 0.4F, 0.4F);
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
	PIX *page = sample_in_grey(), *fax = pixScale(page, 1, 0.5F), *odd = pixCopy(NULL, fax);
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
	PIX *page = sample_in_grey(), *negative = pixInvert(NULL, page), *dark = pixCreate(600, 800, 8);
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
