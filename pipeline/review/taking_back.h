/* Taking back one edit of a journal, while those after it stay. */
#ifndef EMEND_REVIEW_TAKING_BACK_H
#define EMEND_REVIEW_TAKING_BACK_H

#include "base/error.h"
#include "page/edit.h"

/*
 * Makes the edits after which that stands there again which stood there before the entry. It is refused with
 * EMEND_BAD_INPUT, and a sentence that says why, where a later edit has gone on from what the entry made. A verdict on
 * the entry must come before: that takes evidence out of force (edit_verdict), for which nothing more is done here.
 */
enum emend_status take_back(struct page *page, uint32_t entry, struct reason why, struct emend_error *error);

#endif
