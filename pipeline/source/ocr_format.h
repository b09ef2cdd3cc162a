/* What a format of stored OCR results is: one const struct each, listed in ocr_file.c. */
#ifndef EMEND_SOURCE_OCR_FORMAT_H
#define EMEND_SOURCE_OCR_FORMAT_H

#include "source/ocr_reader.h"

struct ocr_format {
	const char *name;      /* "hocr" */
	bool html;             /* rather than XML */
	const char *mark;      /* every file of the format has it near its beginning; names of elements without "<" */
	const char *page_mark; /* what each page begins with, to count them */
	size_t state_size;     /* of the reader's state, which begins as zeros */

	/* Elements without their namespaces, and text in its order, in pieces. Ends fit their beginnings. */
	void (*start)(struct ocr_reader *in, const char *element, const char *const *attributes);
	void (*text)(struct ocr_reader *in, struct str text);
	void (*end)(struct ocr_reader *in, const char *element);
	void (*release)(struct ocr_reader *in); /* of the state; NULL: nothing to free */
};

extern const struct ocr_format ocr_format_hocr, ocr_format_alto, ocr_format_page_xml;

#endif
