/*
 * How likely a word is after the two before it: a trigram model. The only user of sphinxbase.
 *
 * The model is Debian's pocketsphinx-en-us: 72,547 English words in lower case, without digits. Any ARPA or binary
 * model that sphinxbase reads will do. It is loaded once and can be shared by forked workers, which each remember what
 * they asked.
 */
#ifndef EMEND_LANGUAGE_TRIGRAMS_H
#define EMEND_LANGUAGE_TRIGRAMS_H

#include "base/str.h"

#include <stdbool.h>

struct trigrams;

/* The model of that file; path NULL: Debian's English one. NULL where it is not there or cannot be read. */
struct trigrams *trigrams_new(const char *path);
void trigrams_drop(struct trigrams *t); /* NULL is allowed */

/* Mixes a second model into it, with a weight between 0 and 1; false where it cannot be read. */
bool trigrams_mix(struct trigrams *t, const char *path, double weight);

/*
 * The word's number in the model, or TRIGRAMS_UNKNOWN. Case and the punctuation around the word do not matter; a word
 * with digits, or longer than any in the model, is unknown.
 */
int trigrams_word(const struct trigrams *t, struct str word);
#define TRIGRAMS_UNKNOWN (-1)

/*
 * log10 of the probability of a word after first and second (its neighbour); TRIGRAMS_UNKNOWN for words before it that
 * are not there or not known. An unknown word has that of a word met once: the model has no sane score for it.
 */
double trigrams_log10(const struct trigrams *t, int first, int second, int word);

/*
 * What stands before the first word of a sentence, for the word before it, and what behind the last; TRIGRAMS_UNKNOWN
 * where the model has none.
 */
int trigrams_start(const struct trigrams *t);
int trigrams_end(const struct trigrams *t);

/* The model's words have the numbers below this, and are spelt so. */
int trigrams_count(const struct trigrams *t);
const char *trigrams_spelling(const struct trigrams *t, int word);

#endif
