/* Image sizes from file headers. */
#include "source/dimensions.h"

#include <leptonica/allheaders.h>

static int64_t little_endian(const uint8_t *p, int bytes)
{
	uint64_t v = 0;
	for (int i = bytes; i--;)
		v = v << 8 | p[i];
	return (int64_t)v;
}

bool dimensions_of_bmp(const uint8_t *data, size_t size, struct dimensions *out)
{
	enum { WIDTH_AT = 18, HEIGHT_AT = 22, HEADER_END = 26 };
	if (size < HEADER_END)
		return false;
	int64_t width = (int32_t)little_endian(data + WIDTH_AT, 4);
	int64_t height = (int32_t)little_endian(data + HEIGHT_AT, 4);
	if (height < 0)
		height = -height; /* rows from the top down */
	*out = (struct dimensions){width, height, width * height};
	return width > 0 && height > 0;
}

/* The byte behind a chain of GIF sub-blocks, or size where it does not end. */
static size_t skip_sub_blocks(const uint8_t *data, size_t size, size_t at)
{
	while (at < size && data[at])
		at += 1 + (size_t)data[at];
	return at < size ? at + 1 : size;
}

static size_t colour_table_bytes(uint8_t flags)
{
	return flags & 0x80 ? (size_t)3 << ((flags & 7) + 1) : 0;
}

bool dimensions_of_gif(const uint8_t *data, size_t size, struct dimensions *out)
{
	enum { SCREEN_END = 13, EXTENSION = 0x21, FRAME = 0x2C, FRAME_BYTES = 10 };
	*out = (struct dimensions){0};
	if (size < SCREEN_END)
		return false;
	size_t at = SCREEN_END + colour_table_bytes(data[10]);
	while (at < size) {
		if (data[at] == EXTENSION) {
			at = skip_sub_blocks(data, size, at + 2);
		} else if (data[at] == FRAME && size - at > FRAME_BYTES) {
			int64_t w = little_endian(data + at + 5, 2), h = little_endian(data + at + 7, 2);
			out->width = w > out->width ? w : out->width;
			out->height = h > out->height ? h : out->height;
			out->pixels += w * h;
			at = skip_sub_blocks(data, size, at + FRAME_BYTES + colour_table_bytes(data[at + 9]) + 1);
		} else {
			break; /* the trailer, or damage that the decoder will meet */
		}
	}
	return out->pixels > 0;
}

bool dimensions_read(const uint8_t *data, size_t size, int format, int page, struct dimensions *out)
{
	if (format == IFF_BMP)
		return dimensions_of_bmp(data, size, out);
	if (format == IFF_GIF)
		return dimensions_of_gif(data, size, out);
	int w = 0, h = 0, same_format;
	bool bad = L_FORMAT_IS_TIFF(format) ? readHeaderMemTiff(data, size, page, &w, &h, NULL, NULL, NULL, NULL, NULL)
					    : pixReadHeaderMem(data, size, &same_format, &w, &h, NULL, NULL, NULL);
	*out = (struct dimensions){w, h, (int64_t)w * h};
	return !bad && w > 0 && h > 0;
}
