/* Plain text as pages: a form feed parts pages, a blank line paragraphs. It has no places and no confidences. */
#ifndef EMEND_SOURCE_TEXT_FILE_H
#define EMEND_SOURCE_TEXT_FILE_H

#include "page/page.h"
#include "source/bytes.h"
#include "source/encoding.h"

struct text_file;

/* The text of the bytes, borrowed until it is closed, which are in that encoding; it must be one. */
struct text_file *text_file_open(struct bytes bytes, enum encoding encoding);
void text_file_close(struct text_file *file); /* NULL is allowed */

int text_file_page_count(const struct text_file *file);

/* Fills the page with the next part of the text; there is one. Where most of the text is in long lines, each of these
 * is a paragraph. */
void text_file_page(struct text_file *file, struct page *page);

#endif
