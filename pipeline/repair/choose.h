/*
 * Whether a second reading of some words is to stand in the place of the first.
 *
 * Each look at the line is a voice for what it gave, as loud as it is confident; that all words are known is another.
 * Numbers and punctuation stay as they are: no reading tells "1,000" from "1.000" better than the first did, and no
 * lexicon can.
 */
#ifndef EMEND_REPAIR_CHOOSE_H
#define EMEND_REPAIR_CHOOSE_H

#include "repair/align.h"
#include "repair/judge.h"

/* What the words of a match were read as, and what stands there. */
struct candidate {
	struct match match;
	struct word_row words; /* of the best look that gave this text */
	struct str text, old_text;
	struct judgement judgement, old;
	bool vouched;      /* the lexicon has all of its words */
	unsigned looks;    /* one bit for each that gave this text */
	unsigned agreeing; /* one bit for each that gave the old text once more */
};

/* Is it neither a number nor an address, which are never changed? */
bool choose_may_change(struct str text);

/* By how much the reading is better than what stands there: percent, of one voice. */
double choose_gain(const struct candidate *c);

/* Is it so much better that it is to be taken? */
bool choose_takes(const struct candidate *c);

/* How many bits are set. */
unsigned choose_count(unsigned bits);

#endif
