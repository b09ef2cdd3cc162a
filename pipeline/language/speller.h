/* Which words a reading may stand for: a search of the dictionary's trie weighted by confusions, remembered. */
#ifndef EMEND_LANGUAGE_SPELLER_H
#define EMEND_LANGUAGE_SPELLER_H

#include "language/confusions.h"
#include "language/trigrams.h"

struct candidate_word {
	struct str text; /* folded to lower case */
	float cost;      /* of the confusions that lead from it to the reading */
	int id;          /* of the trigram model */
	struct dictionary_word info;
};

enum { MOST_CANDIDATES = 18 };

struct speller;

/* How far words are looked for: farther on a poor page, where the words about them tell which it is. */
enum reach { REACH_NEAR, REACH_FAR };

struct speller *speller_new(const struct dictionary *d, const struct confusions *c, const struct trigrams *t);
void speller_drop(struct speller *s); /* NULL is allowed */

/*
 * The dictionary's words that the reading (folded) may stand for, itself left out, the likeliest first. Borrowed until
 * the next call.
 */
const struct candidate_word *speller_candidates(struct speller *s, struct str read, enum reach reach, size_t *count);

/* The same for a part of what is read: only words that are near. */
const struct candidate_word *speller_pieces(struct speller *s, struct str read, size_t *count);

/* The same for several pieces put together; far: if they are surely pieces of one word. */
const struct candidate_word *speller_joined(struct speller *s, struct str read, enum reach reach, size_t *count);

/* The cost of the confusions that lead from truth to read (both folded); more than most where it is higher. */
float speller_distance(const struct confusions *c, struct str read, struct str truth, float most);

/* The highest cost of a candidate for a reading of n bytes. */
float speller_bound(size_t n);

#endif
