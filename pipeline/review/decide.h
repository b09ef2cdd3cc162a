/*
 * A person's decisions on a page, made as edits of it: a verdict on the entry, and what carries it out.
 *
 *	accepted    the reading, the conjecture or what stands elsewhere becomes text; of an edit nothing changes more
 *	rejected    what stood before the edit stands there again, as far as later edits have left it alone
 *	corrected   what the person types stands there: words, parted by spaces; none: there is no text. Of a lacuna:
 *all that is missing, and with it the whole of a cut word. Of a change of type: the name of the right one
 */
#ifndef EMEND_REVIEW_DECIDE_H
#define EMEND_REVIEW_DECIDE_H

#include "base/error.h"
#include "review/item.h"

struct decision {
	struct item item;
	enum verdict verdict;
	struct str text; /* corrected: what was typed */
};

/* Bytes that can be typed for one decision. */
enum { MOST_TYPED = 2000 };

/*
 * Makes the edits, of the page's first count entries. EMEND_BAD_INPUT: it cannot be done, the page is as it was, and
 * the message says in a sentence why, and what can be done instead.
 */
enum emend_status decision_apply(struct page *page, const struct decision *d, uint32_t count,
				 struct emend_error *error);

#endif
