/* A page's own words, for the completion of those that are cut. */
#ifndef EMEND_LANGUAGE_COMPLETION_PAGE_H
#define EMEND_LANGUAGE_COMPLETION_PAGE_H

#include "base/table.h"

struct own_word {
	struct str text;        /* folded to lower case */
	unsigned cases;         /* of enum word_case, within sentences where it has been there */
	unsigned opening_cases; /* the same at their beginnings */
	uint32_t count;
};

/* All zero: an empty one. */
struct own_words {
	struct arena arena;
	struct own_word *list;
	size_t count;
	struct table places; /* in the list, from 1 */
	struct table pairs;  /* neighbours, "first second", how often */
	struct table stems;  /* the first letters, how many different words have them */
	bool curly;          /* its apostrophes are ’ */
};

void own_words_read(struct own_words *o, const struct str *words, size_t count);
void own_words_release(struct own_words *o);

/* The word of that text, or NULL; how often it stands beside another; how many others begin as it does. All folded. */
const struct own_word *own_word_find(const struct own_words *o, struct str word);
uint32_t own_pair_count(const struct own_words *o, struct str first, struct str second);
uint32_t own_kin_count(const struct own_words *o, struct str word);

#endif
