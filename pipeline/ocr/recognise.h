/* Recognition by Tesseract: pixels to a page. The only user of Tesseract. */
#ifndef EMEND_OCR_RECOGNISE_H
#define EMEND_OCR_RECOGNISE_H

#include "base/error.h"
#include "page/page.h"

struct Pix;
struct recogniser;

/*
 * Loads the models for lang ("eng", "deu+eng") into one handle, kept for all pages. Tesseract's own threads are
 * switched off in the whole process: they make it slower. EMEND_UNAVAILABLE, naming the package, where a language is
 * missing.
 */
enum emend_status recogniser_new(const char *lang, struct recogniser **out, struct emend_error *error);
void recogniser_drop(struct recogniser *r);

/*
 * Reads image, borrowed, into page, which must be new but for its number: size, resolution, regions, lines, words,
 * symbols with their alternatives. dpi is the resolution that its file gives; 0: Tesseract estimates it. name is for
 * errors.
 */
enum emend_status recogniser_read(struct recogniser *r, struct Pix *image, int dpi, const char *name, struct page *page,
				  struct emend_error *error);

#endif
