/* Decodes, cuts, scales and packs a page's scan. */
#include "image/thumbnail.h"

#include "base/hush.h"
#include "source/image_file.h"

#include <leptonica/allheaders.h>
#include <math.h>

/* The shapes (width to height) of a page and of its scan differ by less, in parts: else it is another page's. */
static const double same_shape = 0.01;
/* A strip, a thousand times as high as wide, is no page: JPEG has at most 65,535 pixels a side. */
enum { MOST_HEIGHT = 16000 };

/* The page's frame in pixels of the picture. */
static enum emend_status find_frame(const char *path, const struct page *page, PIX *pix, BOX **frame,
				    struct emend_error *error)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	struct box b = {0, 0, width, height};
	if (page->width > 0 && page->height > 0) {
		double x = (double)width / page->width, y = (double)height / page->height;
		if (fabs(x / y - 1) > same_shape)
			return error_set(error, EMEND_BAD_INPUT, "%s: is %d by %d pixels, but the page %d by %d", path,
					 width, height, page->width, page->height);
		struct box on_scan = {(int32_t)lround(page->frame.left * x), (int32_t)lround(page->frame.top * y),
				      (int32_t)lround(page->frame.right * x), (int32_t)lround(page->frame.bottom * y)};
		struct box inside = box_common(b, on_scan);
		if (!box_empty(inside))
			b = inside;
	}
	*frame = boxCreate(b.left, b.top, b.right - b.left, b.bottom - b.top);
	return EMEND_OK;
}

/* In 8 or 32 bits, no wider than that; NULL for want of memory. */
static PIX *scaled(PIX *pix, int max_width)
{
	int width = pixGetWidth(pix), height = pixGetHeight(pix);
	float scale = width > max_width ? (float)max_width / (float)width : 1;
	if ((float)height * scale > MOST_HEIGHT)
		scale = (float)MOST_HEIGHT / (float)height;
	if (pixGetDepth(pix) == 1)
		return scale < 1 ? pixScaleToGray(pix, scale) : pixConvert1To8(NULL, pix, 255, 0);
	PIX *plain = pixRemoveColormap(pix, REMOVE_CMAP_BASED_ON_SRC);
	PIX *deep = pixConvertTo8Or32(plain, L_CLONE, 0);
	PIX *small = scale < 1 ? pixScaleAreaMap(deep, scale, scale) : pixClone(deep);
	pixDestroy(&plain);
	pixDestroy(&deep);
	return small;
}

static bool pack(PIX *pix, int quality, struct strbuf *jpeg)
{
	l_uint8 *data = NULL;
	size_t size = 0;
	pixSetText(pix, NULL); /* of the file: it would become a comment */
	bool packed = !pixWriteMemJpeg(&data, &size, pix, quality, 0);
	if (packed)
		strbuf_add(jpeg, (struct str){(const char *)data, size});
	lept_free(data);
	return packed;
}

enum emend_status thumbnail_write(const char *path, const struct page *page, const struct thumbnail_options *options,
				  struct strbuf *jpeg, int32_t *width, int32_t *height, struct emend_error *error)
{
	PIX *pix = NULL, *part = NULL, *small = NULL;
	BOX *frame = NULL;
	struct hush hush;
	enum emend_status status = image_file_of_page(path, page->number, options->max_megapixels, &pix, error);
	if (status == EMEND_OK)
		status = find_frame(path, page, pix, &frame, error);
	if (status != EMEND_OK)
		goto out;
	hush_begin(&hush);
	part = pixClipRectangle(pix, frame, NULL);
	small = part ? scaled(part, options->max_width) : NULL;
	if (!small || !pack(small, options->quality, jpeg))
		status = error_set(error, EMEND_BAD_INPUT, "%s: no small picture could be made of it", path);
	hush_end(&hush);
	if (width)
		*width = small ? pixGetWidth(small) : 0;
	if (height)
		*height = small ? pixGetHeight(small) : 0;
out:
	pixDestroy(&pix);
	pixDestroy(&part);
	pixDestroy(&small);
	boxDestroy(&frame);
	return status;
}

bool thumbnail_of_picture(PIX *picture, struct box frame, int max_width, int quality, struct strbuf *jpeg)
{
	struct hush hush;
	BOX *box = boxCreate(frame.left, frame.top, frame.right - frame.left, frame.bottom - frame.top);
	hush_begin(&hush);
	PIX *part = pixClipRectangle(picture, box, NULL);
	PIX *small = part ? scaled(part, max_width) : NULL;
	bool packed = small && pack(small, quality, jpeg);
	hush_end(&hush);
	boxDestroy(&box);
	pixDestroy(&part);
	pixDestroy(&small);
	return packed;
}
