/*
 * A witness that is no scan: plain text, a stored OCR result, or one of emend's own JSON files, told apart by content.
 */
#ifndef EMEND_SOURCE_WITNESS_H
#define EMEND_SOURCE_WITNESS_H

#include "base/error.h"
#include "page/page.h"
#include "source/bytes.h"

struct witness;

/*
 * Opens the bytes as what from names, "txt", "json", "hocr", "alto" or "page", or, where it is NULL, as what they look
 * like; *out is NULL where they look like none of these. name and bytes are borrowed until it is closed.
 */
enum emend_status witness_open(const char *from, const char *name, struct bytes bytes, struct witness **out,
			       struct emend_error *error);
void witness_close(struct witness *witness); /* NULL is allowed */

int witness_page_count(const struct witness *witness);

/* Fills the page, which is new, with the next one; EMEND_END after the last. */
enum emend_status witness_next(struct witness *witness, struct page *page, struct emend_error *error);

/* The name of the input that its pages came from: of JSON that of the scan. Borrowed. */
const char *witness_source(const struct witness *witness);

/* Is it one of emend's own files, with a journal? */
bool witness_is_json(const struct witness *witness);

/* What was odd about what was read so far, for a person, a line each, or "". Borrowed until the next call. */
const char *witness_notes(struct witness *witness);

#endif
