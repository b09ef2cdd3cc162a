/*
 * How like the picture of a cut word is to letters: the page's own ones, as far as the cut left of them.
 *
 * Recognisers read a letter that is cut in half as another one ("r" for "m") or as a mark. But its page has it whole
 * elsewhere, many times, in the same type and print; and half of an "m" is hardly like half of an "r" of them.
 */
#ifndef EMEND_IMAGE_LIKENESS_H
#define EMEND_IMAGE_LIKENESS_H

#include "image/scan.h"

struct likeness;

/* The page's letters, by the symbols of its well read words; borrows both. NULL where the scan tells of no ink. */
struct likeness *likeness_new(struct scan *scan, const struct page *page);
void likeness_drop(struct likeness *l); /* NULL is allowed */

/* A word at an edge that cuts it: of its symbols, from the side that is whole, so many are sure. */
struct cut_view {
	const struct word *word;
	uint32_t sure;
	bool right;  /* it lacks its end, or its beginning */
	double edge; /* x at the word, pixels of the scan */
};

/* Looks at the word from its last sure letter to the edge; false where nothing is to be seen. */
bool likeness_look(struct likeness *l, const struct cut_view *view);

/*
 * log10 of how likely such a picture is if these letters of the word are lost, beside others: a constant is not known.
 * The word may end with them, and with a mark behind. Of the word that was looked at last.
 */
float likeness_log10(struct likeness *l, struct str letters);

#endif
