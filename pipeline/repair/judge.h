/* How good a reading looks: by the recogniser's confidence, and by how much of it is known words. */
#ifndef EMEND_REPAIR_JUDGE_H
#define EMEND_REPAIR_JUDGE_H

#include "repair/repair.h"

struct judgement {
	float confidence; /* percent, each word's weighted by its letters */
	double known;     /* part of the letters that are in known words */
	size_t letters;   /* letters and digits */
};

/* Is it a word of the recogniser's or of the lexicon, a number or a web address? Punctuation about it does not matter.
 */
bool judge_knows(const struct repair *r, const struct word *w);

/* More strictly: has the lexicon it, and, of two letters and less, of which it has too many, the recogniser as well? */
bool judge_vouches(const struct repair *r, const struct word *w);

struct judgement judge_word(const struct repair *r, const struct word *w);

/* Of all words that the line holds, as they were read. */
struct judgement judge_line(const struct repair *r, const struct line *l);

/* The same without what is known, which takes longest. */
struct judgement judge_sureness(const struct line *l);

/* Two readings, one beside the other. */
struct judgement judge_both(struct judgement a, struct judgement b);

#endif
