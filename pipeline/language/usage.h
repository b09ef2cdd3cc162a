/*
 * How much more usual a word is in print than in the trigram model, which was made of speech: "upon" and "which" are,
 * "really" and "don't" are not. Learned from transcribed newspapers (scripts/learn_usage), and built into the program
 * from dict/usage.tsv.
 */
#ifndef EMEND_LANGUAGE_USAGE_H
#define EMEND_LANGUAGE_USAGE_H

#include "base/str.h"

/* log10 of how much likelier the word (in lower case) is than the trigram model has it, between -2 and 2. */
float usage_log10(struct str word);

#endif
