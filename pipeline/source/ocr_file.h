/*
 * Stored OCR results: hOCR, ALTO 1 to 4, PAGE-XML 2010 to 2019, read page by page.
 *
 * Files from the wild are uneven. What can be read is read; the first fault of each kind is kept as a warning that
 * names its line. Names of elements count, not their namespaces. Entities that the file declares are not expanded, and
 * nothing is fetched.
 */
#ifndef EMEND_SOURCE_OCR_FILE_H
#define EMEND_SOURCE_OCR_FILE_H

#include "base/error.h"
#include "page/page.h"
#include "source/bytes.h"

struct ocr_file;
struct ocr_format;

/* The format that the bytes are in, as far as their content tells, or that has the name ("hocr"); or NULL. */
const struct ocr_format *ocr_format_of(struct bytes bytes);
const struct ocr_format *ocr_format_named(struct str name);

/* Begins to read; name and bytes are borrowed until the file is closed. Parses no page yet. */
enum emend_status ocr_file_open(const struct ocr_format *format, const char *name, struct bytes bytes,
				struct ocr_file **out, struct emend_error *error);
void ocr_file_close(struct ocr_file *file); /* NULL is allowed */

/* How many pages there are, as far as a look at the bytes tells. */
int ocr_file_page_count(const struct ocr_file *file);

/*
 * Fills the page, which is new, with the next one of the file; EMEND_END after the last. A file that breaks off gives
 * the pages that it has, the last as far as it goes. The memory needed is that of one page, not of the file.
 */
enum emend_status ocr_file_next(struct ocr_file *file, struct page *page, struct emend_error *error);

/* What was wrong with the pages so far, for a person, a line each, or "". Borrowed. */
const char *ocr_file_warnings(const struct ocr_file *file);

#endif
