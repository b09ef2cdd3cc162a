/*
 * Tesseract writes the image of each line as PNG and reads it back, in memory, once per line. To compress it takes 11%
 * of the time of a page, and serves nothing.
 *
 * Neither Tesseract nor Leptonica lets one choose the compression, so zlib's entry is taken over: where the program
 * exports deflateInit2_ (the Makefile says so to the linker), libpng finds this one before zlib's, which it calls. A
 * program that links the library without exporting it works as well, only more slowly.
 */
#ifndef EMEND_OCR_LINE_IMAGES_H
#define EMEND_OCR_LINE_IMAGES_H

#include <stdbool.h>

/* While it is on, all that the process compresses with zlib is stored instead. */
void line_images_stay_raw(bool on);

/* zlib's, of the same shape; the stream is a z_stream. */
int deflateInit2_(void *stream, int level, int method, int window_bits, int memory_level, int strategy,
		  const char *version, int size);

#endif
