/* What each edit of a journal did to the text, by its truth. */
#ifndef EMEND_COMPARE_OUTCOMES_H
#define EMEND_COMPARE_OUTCOMES_H

#include "compare/compare.h"
#include "page/edit.h"

enum outcome {
	OUTCOME_RIGHT,     /* fewer words are wrong, or as many, and fewer characters */
	OUTCOME_WRONG,     /* something wrong became another that is no better */
	OUTCOME_HARMFUL,   /* more words are wrong: what was right is not any more */
	OUTCOME_UNCHANGED, /* the text that is compared is the same, as after a note, or a change in furniture */
	OUTCOMES
};

extern const char *const outcome_names[OUTCOMES];

/*
 * The words of the truth that the page stands for: all, or of one that is half as long again as the page, as that of
 * several pages, those from the first that both have to the last.
 */
struct range truth_part(const struct compared_text *truth, const struct page *page,
			const struct compare_options *options);

/*
 * Takes the page's edits back one by one, the last first, and tells of each what it did by those words of the truth:
 * outcomes has room for page->edit_count of them. False where an edit does not fit the page, which then is of no more
 * use.
 */
bool judge_edits(struct page *page, const struct compared_text *truth, struct range words,
		 const struct compare_options *options, enum outcome *outcomes);

#endif
