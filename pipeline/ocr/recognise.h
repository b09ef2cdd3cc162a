/* Recognition by Tesseract: pixels to a page. The only user of Tesseract. */
#ifndef EMEND_OCR_RECOGNISE_H
#define EMEND_OCR_RECOGNISE_H

#include "base/error.h"
#include "image/scan.h"

struct recogniser;

/*
 * Loads the models for lang ("eng", "deu+eng") into one handle, kept for all pages. Tesseract's own threads are
 * switched off in the whole process: they make it slower. EMEND_UNAVAILABLE, naming the package, where a language is
 * missing.
 */
enum emend_status recogniser_new(const char *lang, struct recogniser **out, struct emend_error *error);
void recogniser_drop(struct recogniser *r);

/*
 * Reads the scan's image, as cleaned, into page, which must be new but for its number and size: regions, lines, words,
 * symbols with their alternatives, with boxes on the scan. dpi is the image's resolution; 0: Tesseract estimates it.
 * name is for errors.
 */
enum emend_status recogniser_read(struct recogniser *r, const struct scan *scan, int dpi, const char *name,
				  struct page *page, struct emend_error *error);

/* What a part of a page is: one column of lines, one line, one letter (Tesseract's page segmentation 6, 7, 10). */
enum part_kind { PART_BLOCK, PART_LINE, PART_SYMBOL };

/* Reads a part cut out of the page into a page of its own, which must be new; what cannot be read leaves it empty. */
void recogniser_read_part(struct recogniser *r, struct Pix *image, const struct transform *transform,
			  enum part_kind kind, struct page *page);

#endif
