/* Image files to pixels, with errors that say what is wrong. */
#include "source/image_file.h"

#include "base/hush.h"
#include "source/dimensions.h"

#include <leptonica/allheaders.h>
#include <string.h>

/* Leptonica looks at this many bytes to tell the format. */
enum { SNIFF_BYTES = 12 };

/* Tesseract keeps coordinates in 16 bits. */
enum { LONGEST_SIDE = 32767 };

static int format_of(struct bytes b)
{
	int format = IFF_UNKNOWN;
	if (b.size < SNIFF_BYTES || findFileFormatBuffer(b.data, &format))
		return IFF_UNKNOWN;
	return format == IFF_PS || format == IFF_LPDF || format == IFF_SPIX ? IFF_UNKNOWN : format;
}

bool image_file_sniff(struct bytes bytes)
{
	struct hush hush;
	hush_begin(&hush);
	int format = format_of(bytes);
	hush_end(&hush);
	return format != IFF_UNKNOWN;
}

static const char *format_name(int format)
{
	static const struct {
		int format;
		const char *name;
	} names[] = {{IFF_BMP, "BMP"}, {IFF_JFIF_JPEG, "JPEG"}, {IFF_PNG, "PNG"},  {IFF_PNM, "PNM"},
		     {IFF_GIF, "GIF"}, {IFF_JP2, "JPEG 2000"},  {IFF_WEBP, "WebP"}};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].format == format)
			return names[i].name;
	return "TIFF";
}

static int count_tiff_pages(struct bytes b)
{
	int n = 0;
	FILE *f = fmemopen((void *)(uintptr_t)b.data, b.size, "rb");
	if (!f || tiffGetCount(f, &n))
		n = 0;
	if (f)
		fclose(f);
	return n;
}

enum emend_status image_file_open(const char *name, struct bytes bytes, struct image_file *out,
				  struct emend_error *error)
{
	struct hush hush;
	hush_begin(&hush);
	*out = (struct image_file){.name = name, .bytes = bytes, .format = format_of(bytes), .page_count = 1};
	if (L_FORMAT_IS_TIFF(out->format))
		out->page_count = count_tiff_pages(bytes);
	hush_end(&hush);
	if (out->format == IFF_UNKNOWN)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: is not an image that emend reads; convert it to PNG, JPEG or TIFF", name);
	if (!out->page_count)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: the TIFF has no readable page: it is cut short or damaged; scan or copy it again",
				 name);
	return EMEND_OK;
}

/* "scan.tif" or, of several pages, "scan.tif: page 3". */
static const char *place_name(const struct image_file *file, int page, char *buffer, size_t size)
{
	if (file->page_count == 1)
		return file->name;
	snprintf(buffer, size, "%s: page %d", file->name, page + 1);
	return buffer;
}

static enum emend_status check_size(const struct dimensions *d, double max_megapixels, const char *place,
				    struct emend_error *error)
{
	if (d->width > LONGEST_SIDE || d->height > LONGEST_SIDE)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: is %lld × %lld pixels, and no side may have more than %d; scale or cut it", place,
				 (long long)d->width, (long long)d->height, LONGEST_SIDE);
	if ((double)d->pixels > max_megapixels * 1e6)
		return error_set(error, EMEND_BAD_INPUT,
				 "%s: decodes to %.1f megapixels, more than the limit of %g; if you trust it, raise "
				 "--max-megapixels",
				 place, (double)d->pixels / 1e6, max_megapixels);
	return EMEND_OK;
}

static PIX *decode(const struct image_file *file, int page)
{
	const uint8_t *data = file->bytes.data;
	size_t size = file->bytes.size;
	int warnings = 0;
	if (L_FORMAT_IS_TIFF(file->format))
		return pixReadMemTiff(data, size, page);
	if (file->format != IFF_JFIF_JPEG)
		return pixReadMem(data, size);
	PIX *pix = pixReadMemJpeg(data, size, 0, 1, &warnings, 0);
	if (pix && warnings) /* for libjpeg, missing data are but a warning */
		pixDestroy(&pix);
	return pix;
}

/* Does the file end where one of its format may not? Sure for the formats that mark their end. */
static bool is_cut_short(const struct image_file *file)
{
	static const struct {
		int format;
		const char *end;
		size_t n;
	} ends[] = {{IFF_JFIF_JPEG, "\xFF\xD9", 2}, {IFF_PNG, "IEND", 4}, {IFF_GIF, "\x3B", 1}};
	enum { TAIL_BYTES = 64 }; /* some writers pad */
	struct bytes b = file->bytes;
	size_t tail = b.size < TAIL_BYTES ? b.size : TAIL_BYTES;
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (ends[i].format == file->format)
			return !memmem(b.data + b.size - tail, tail, ends[i].end, ends[i].n);
	return false;
}

static enum emend_status bad_data(const struct image_file *file, const char *place, const struct hush *hush,
				  struct emend_error *error)
{
	const char *name = format_name(file->format);
	if (is_cut_short(file))
		return error_set(
			error, EMEND_BAD_INPUT,
			"%s: the %s is cut short: it ends after %zu bytes, without its end mark; scan or copy it again",
			place, name, file->bytes.size);
	return error_set(
		error, EMEND_BAD_INPUT,
		"%s: the %s cannot be decoded: it is cut short, damaged or of a rare kind%s%s%s; scan or copy it "
		"again, or convert it to PNG",
		place, name, *hush->first_line ? " (" : "", hush->first_line, *hush->first_line ? ")" : "");
}

enum emend_status image_file_page(const struct image_file *file, int page, double max_megapixels, PIX **out,
				  struct emend_error *error)
{
	char buffer[300];
	const char *place = place_name(file, page, buffer, sizeof buffer);
	struct dimensions size;
	struct hush hush;
	enum emend_status status = EMEND_OK;
	*out = NULL;
	hush_begin(&hush);
	bool known = dimensions_read(file->bytes.data, file->bytes.size, file->format, page, &size);
	if (known)
		status = check_size(&size, max_megapixels, place, error);
	if (known && status == EMEND_OK)
		*out = decode(file, page);
	hush_end(&hush);
	if (status == EMEND_OK && !*out)
		status = bad_data(file, place, &hush, error);
	return status;
}

enum emend_status image_file_of_page(const char *path, uint32_t number, double max_megapixels, PIX **out,
				     struct emend_error *error)
{
	struct bytes bytes;
	struct image_file file;
	enum emend_status status = bytes_load(path, &bytes, error);
	if (status == EMEND_OK)
		status = image_file_open(path, bytes, &file, error);
	if (status == EMEND_OK)
		status = image_file_page(&file, number && number <= (uint32_t)file.page_count ? (int)number - 1 : 0,
					 max_megapixels, out, error);
	bytes_release(&bytes);
	return status;
}
