/* Image files: PNG, JPEG, TIFF of several pages, JPEG 2000, WebP, PNM, GIF and BMP, read by Leptonica. */
#ifndef EMEND_SOURCE_IMAGE_FILE_H
#define EMEND_SOURCE_IMAGE_FILE_H

#include "base/error.h"
#include "source/bytes.h"

struct Pix;

struct image_file {
	const char *name;   /* borrowed: for errors */
	struct bytes bytes; /* borrowed */
	int format;         /* Leptonica's IFF_* */
	int page_count;
};

/* Are these the first bytes of an image that we read? */
bool image_file_sniff(struct bytes bytes);

/* Looks at the file and counts its pages; decodes nothing. */
enum emend_status image_file_open(const char *name, struct bytes bytes, struct image_file *out,
				  struct emend_error *error);

/*
 * Decodes a page (from 0), if its header says that it has at most max_megapixels and no side longer than Tesseract can
 * take. The caller owns the Pix. Standard error is kept quiet meanwhile.
 */
enum emend_status image_file_page(const struct image_file *file, int page, double max_megapixels, struct Pix **out,
				  struct emend_error *error);

/*
 * The same of the scan at path that is a stored page's of that number (from 1; 0: a page without one): of a file with
 * so many pages the one of the number, else its first.
 */
enum emend_status image_file_of_page(const char *path, uint32_t number, double max_megapixels, struct Pix **out,
				     struct emend_error *error);

#endif
