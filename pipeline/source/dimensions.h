/*
 * The size of an image, from the header of its file, before anything is decoded.
 *
 * Leptonica's header readers serve for most formats; for BMP and GIF they decode the whole image, so we read those
 * headers ourselves (BMP: BITMAPINFOHEADER and its successors; GIF: GIF89a specification, sections 18 to 20).
 */
#ifndef EMEND_SOURCE_DIMENSIONS_H
#define EMEND_SOURCE_DIMENSIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct dimensions {
	int64_t width, height; /* pixels; of a GIF: of its largest frame */
	int64_t pixels;        /* that decoding makes: of a GIF, of all its frames */
};

/*
 * Reads the header of the image numbered page (from 0; only TIFF has several). The format is Leptonica's IFF_*. False
 * where the header cannot be read.
 */
bool dimensions_read(const uint8_t *data, size_t size, int format, int page, struct dimensions *out);

bool dimensions_of_bmp(const uint8_t *data, size_t size, struct dimensions *out);
bool dimensions_of_gif(const uint8_t *data, size_t size, struct dimensions *out);

#endif
