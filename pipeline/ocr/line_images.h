/*
 * Tesseract writes the image of each line as PNG and reads it back, in memory, once per line. That serves nothing:
 * to compress it takes zlib 11% of the time of a page, and to try filters on every row takes libpng 2%.
 *
 * Neither Tesseract nor Leptonica lets one choose the format, so Leptonica's entry is taken over: where the program
 * exports pixWriteMem (the Makefile says so to the linker), Tesseract finds this one before Leptonica's. Leptonica
 * knows formats by their first bytes, so that what is written as it stands in memory (its "spix") is read without more
 * ado. A program that links the library without exporting it works as well, only more slowly.
 */
#ifndef EMEND_OCR_LINE_IMAGES_H
#define EMEND_OCR_LINE_IMAGES_H

#include <stdbool.h>

/* While it is on, what this thread writes to memory as PNG is left as it stands in memory instead. */
void line_images_stay_raw(bool on);

#endif
