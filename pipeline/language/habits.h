/*
 * Behind and before which English words commas are usual, and which have capitals within sentences: counted in
 * transcriptions (scripts/learn_marks), and built in from dict/habits.tsv.
 */
#ifndef EMEND_LANGUAGE_HABITS_H
#define EMEND_LANGUAGE_HABITS_H

#include "base/str.h"

/* log10 of how much likelier than with other words; 0: as with them, or not known. */
struct word_habit {
	float behind, before; /* a comma is there */
	float capital;        /* it has a capital within a sentence */
};

/* The word in lower case. */
struct word_habit word_habit(struct str word);

#endif
