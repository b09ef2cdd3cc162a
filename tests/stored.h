/* Stored OCR results for tests: read from text, and described. */
#ifndef EMEND_TESTS_STORED_H
#define EMEND_TESTS_STORED_H

#include "page/page.h"

/*
 * Reads all pages of the text, whose format is told from its content, and gives them in words, with the warnings behind
 * them. Each page must be sound. Release the buffer.
 *
 *	page 100x200 300dpi scan.png (tesseract 5.3.0) eng
 *	[heading ocr_par] 1,2,3,4
 *	- 1,2,3,4 base 1,4 3,4: one@1,2,2,4=96 two=?
 *
 * Of a word: its box, its confidence or "?", its language, its letters (a/c), its further readings {text/how}.
 */
struct strbuf stored_in_words(const char *text);

/* Expects that description. */
void expect_stored(const char *text, const char *description);

#endif
