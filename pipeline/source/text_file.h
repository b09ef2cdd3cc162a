/* Plain text as pages: a form feed parts pages, a blank line paragraphs. It has no places and no confidences. */
#ifndef EMEND_SOURCE_TEXT_FILE_H
#define EMEND_SOURCE_TEXT_FILE_H

#include "page/page.h"
#include "source/bytes.h"

/* Is it UTF-8 without control characters, other than those that text has? */
bool text_file_sniff(struct bytes bytes);

int text_file_page_count(struct bytes bytes);

/* Fills the page with its part of the text, whose first byte is at *at; moves *at behind it. */
void text_file_page(struct bytes bytes, size_t *at, struct page *page);

#endif
