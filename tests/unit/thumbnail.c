/* Small pictures of scans. */
#include "image/thumbnail.h"

#include "pictures.h"
#include "run.h"

#include <criterion/criterion.h>

TestSuite(thumbnail, .init = scratch_make, .fini = scratch_remove);

static const struct thumbnail_options small = {.max_width = 200, .quality = 60, .max_megapixels = 50};

/* The thumbnail of the page's part of a picture in a file, decoded again. */
static PIX *thumbnail_of(const char *path, const struct page *page)
{
	struct strbuf jpeg = {0};
	struct emend_error error = {0};
	int32_t width, height;
	cr_assert_eq(thumbnail_write(path, page, &small, &jpeg, &width, &height, &error), EMEND_OK, "%s",
		     error.message);
	PIX *pix = pixReadMem((const l_uint8 *)jpeg.s, jpeg.n);
	cr_assert(pix);
	cr_expect_eq(pixGetWidth(pix), width);
	cr_expect_eq(pixGetHeight(pix), height);
	strbuf_release(&jpeg);
	return pix;
}

/* Black but for a white right half, of that many bits. */
static PIX *half_white(int depth)
{
	PIX *pix = pixCreate(800, 400, depth);
	BOX *left = boxCreate(0, 0, 400, 400), *right = boxCreate(400, 0, 400, 400);
	if (depth == 1)
		pixSetInRect(pix, left);
	else
		pixSetInRect(pix, right);
	boxDestroy(&left);
	boxDestroy(&right);
	return pix;
}

static unsigned brightness(PIX *pix, int x, int y)
{
	PIX *grey = pixConvertTo8(pix, 0);
	l_uint32 value;
	pixGetPixel(grey, x, y, &value);
	pixDestroy(&grey);
	return value;
}

Test(thumbnail, of_any_depth_is_as_wide_as_asked_for)
{
	for (int depth = 1; depth <= 32; depth = depth == 1 ? 8 : depth * 4) {
		PIX *pix = half_white(depth);
		const char *path = picture_file("half.tif", pix, IFF_TIFF);
		PIX *thumbnail = thumbnail_of(path, &(struct page){.number = 1});
		cr_expect_eq(pixGetWidth(thumbnail), 200);
		cr_expect_eq(pixGetHeight(thumbnail), 100);
		cr_expect_lt(brightness(thumbnail, 40, 50), 20u, "%d bits", depth);
		cr_expect_gt(brightness(thumbnail, 160, 50), 235u, "%d bits", depth);
		pixDestroy(&thumbnail);
		pixDestroy(&pix);
	}
}

Test(thumbnail, shows_the_page_of_a_spread)
{
	PIX *pix = half_white(8);
	const char *path = picture_file("spread.png", pix, IFF_PNG);
	struct page right = {.number = 2, .width = 800, .height = 400, .frame = {400, 0, 800, 400}};
	PIX *thumbnail = thumbnail_of(path, &right);
	cr_expect_eq(pixGetHeight(thumbnail), 200);
	cr_expect_gt(brightness(thumbnail, 10, 10), 235u);
	pixDestroy(&thumbnail);
	pixDestroy(&pix);
}

Test(thumbnail, of_another_page_is_refused)
{
	PIX *pix = half_white(8);
	const char *path = picture_file("other.png", pix, IFF_PNG);
	struct page upright = {.number = 1, .width = 400, .height = 800, .frame = {0, 0, 400, 800}};
	struct strbuf jpeg = {0};
	struct emend_error error = {0};
	cr_expect_eq(thumbnail_write(path, &upright, &small, &jpeg, NULL, NULL, &error), EMEND_BAD_INPUT);
	cr_expect(strstr(error.message, "800 by 400"), "%s", error.message);
	cr_expect_eq(jpeg.n, 0u);
	pixDestroy(&pix);
}
