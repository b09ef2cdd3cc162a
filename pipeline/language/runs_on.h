/*
 * Does one text run on into another? The question that decides reading order, inserts and paragraphs: "In all instances
 * these | primitive pots were formed" does, "In all instances these | Such monotony becomes tiresome." does not.
 */
#ifndef EMEND_LANGUAGE_RUNS_ON_H
#define EMEND_LANGUAGE_RUNS_ON_H

#include "language/lexicon.h"
#include "language/trigrams.h"

/* The words at a joint: the last ones before it, the nearest first, and the first ones after it; unused ones empty. */
struct joint {
	struct str before[2], after[2];
};

/*
 * log10 of how much likelier it is that the text runs on across the joint than that it does not: from a hyphen and the
 * word that it parts, the full stop and the letters' case, and the trigrams across the joint against the words' own
 * frequency. Without a lexicon or trigrams (NULL) it goes by the rest. Between about -4 and 5; 0: nothing speaks for
 * either.
 */
double runs_on(const struct joint *joint, struct lexicon *lexicon, const struct trigrams *trigrams);

/* Does the word end a sentence, as far as its punctuation tells: "done.", "why?”", "said:" */
bool ends_sentence(struct str word);

/* Is it usual as it is cut short, with a full stop: "fig", "vols"; of English, German and French. */
bool is_cut_short(struct str word);

/* Does it end in a hyphen after a letter: "resto-" */
bool ends_parted(struct str word);

/* Does it begin in lower case? And in upper case, or with a digit? Quotes and brackets before it do not matter. */
bool begins_lower(struct str word);
bool begins_upper(struct str word);

/* Does it begin in upper case, with no digit? */
bool begins_capital(struct str word);

#endif
