/*
 * What a letter is read as that the page's edge cuts through: "h" as "l" or "t", "m" as "n". Learned from columns that
 * were set, cut and read (scripts/learn_halves), and built in from dict/halves.tsv.
 */
#ifndef EMEND_LANGUAGE_HALVES_H
#define EMEND_LANGUAGE_HALVES_H

#include <stdint.h>

/* On which side of a word letters are lost: its line's end is cut, or its beginning. */
enum cut_side { CUT_RIGHT, CUT_LEFT };

/* log10 of the probability that the letter, which the cut touches, is read so; both in lower case. */
float half_letter_log10(enum cut_side side, uint32_t letter, uint32_t read);

#endif
