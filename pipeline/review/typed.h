/* Words that stand on a page, and what a person has typed in their place. */
#ifndef EMEND_REVIEW_TYPED_H
#define EMEND_REVIEW_TYPED_H

#include "page/edit.h"

enum { MOST_WORDS = 64 };

/* Words in a row, or texts of such. */
struct word_run {
	struct word *words[MOST_WORDS];
	uint32_t count;
};
struct typed {
	struct str texts[MOST_WORDS];
	uint32_t count;
};

/* The text's words, parted by white space; false where they are too many, or it is no text: control characters, bytes
 * that are no UTF-8. They borrow from it. */
bool typed_parse(struct str text, struct typed *out);

/* The word whose text holds this one's. */
struct word *outer_word(struct word *w);

/* Edits the words, each shown or empty and in no other, so that they read as was typed. */
void replace_words(struct page *page, struct reason why, const struct word_run *run, const struct typed *typed);

/* Puts what was typed, one word at least, where the open lacuna is: also for the whole of a cut word, where one is. */
void fill_lacuna(struct page *page, struct reason why, const struct lacuna *l, const struct typed *typed);

#endif
