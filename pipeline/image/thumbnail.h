/* A small JPEG of a page's scan, for web pages. */
#ifndef EMEND_IMAGE_THUMBNAIL_H
#define EMEND_IMAGE_THUMBNAIL_H

#include "base/error.h"
#include "page/page.h"

struct thumbnail_options {
	int max_width;         /* pixels; a narrower scan keeps its size */
	int quality;           /* of the JPEG, 1 to 100 */
	double max_megapixels; /* as in image_file_page */
};

/*
 * Adds to jpeg the page's part of the scan that is in the file: its frame, of the page of its number where the file
 * has several. The size is noted where width and height are not NULL. EMEND_BAD_INPUT, and nothing is added, where the
 * file cannot be read or its picture has another shape than the page. A page without a size (of plain text, or a new
 * one) is taken to be the whole picture. Decodes the whole scan: about a second for a page at 300 dpi.
 */
enum emend_status thumbnail_write(const char *path, const struct page *page, const struct thumbnail_options *options,
				  struct strbuf *jpeg, int32_t *width, int32_t *height, struct emend_error *error);

/* The same of a picture that is decoded: of the frame, in its pixels. False, and nothing is added, where it failed. */
struct Pix;
bool thumbnail_of_picture(struct Pix *picture, struct box frame, int max_width, int quality, struct strbuf *jpeg);

#endif
